"""The words of a command line, made into pages."""

import os
from pathlib import Path

import pytest

from khabar.errors import Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.containers import pages_of
from khabar.read.inputs import expand
from khabar.read.item import Input
from khabar.records import Failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name in ("z.html", "a.TXT", "b/c.htm", "b/picture.png"):
        (tmp_path / name).write_text("x")
    return tmp_path


def names(items: list[Input | Failure], folder: Path) -> list[str]:
    return [os.path.relpath(item.name, folder) for item in items if isinstance(item, Input)]


def test_a_folder_gives_its_pages_sorted(folder: Path):
    assert names(list(expand([str(folder)])), folder) == ["a.TXT", "b/c.htm", "z.html"]


def test_what_a_folder_holds_besides_is_counted_in_one_row(folder: Path):
    left_out = [item for item in expand([str(folder)]) if isinstance(item, Failure)]
    assert [(item.name, item.reason, item.detail) for item in left_out] == [
        (str(folder), Reason.LEFT_OUT, "1 files are no pages: 1 *.png")
    ]


def test_archives_feeds_and_tables_are_taken_hidden_files_are_not(tmp_path: Path):
    taken = ["a.csv", "a.jsonl.gz", "a.mhtml", "a.tgz", "a.warc.gz", "a.xml", "b.html.xz"]
    for name in (*taken, ".hidden.html", "._a.html", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "page.html").write_text("x")
    found = list(expand([str(tmp_path)]))
    assert names(found, tmp_path) == taken
    assert len(found) == len(taken)


def test_what_a_browser_saved_along_with_a_page_is_no_page_of_its_own(tmp_path: Path):
    for name in ("Story one.html", "Story one_files/frame.html", "Story one_files/deep/ad.html", "old_files/two.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = list(expand([str(tmp_path)]))
    assert names(found, tmp_path) == ["Story one.html", "old_files/two.html"]
    assert isinstance(found[-1], Failure)
    assert found[-1].detail == "2 files are no pages: 2 saved along with a page by a browser"


def test_a_glob_gives_what_it_matches(folder: Path):
    assert names(list(expand([f"{folder}/**/*.htm*"])), folder) == ["b/c.htm", "z.html"]


def test_an_input_named_twice_comes_once(folder: Path):
    assert len(list(expand([f"{folder}/z.html", f"{folder}/*.html", "-", "-"]))) == 2


@pytest.mark.parametrize("word", ["missing.txt", "no/*.html", "nul\0byte", "b" * 5000])
def test_what_is_missing_is_a_failure_and_not_the_end(word: str, folder: Path):
    found = list(expand([f"{folder}/{word}", str(folder / "z.html")]))
    assert [type(item) for item in found] == [Failure, Input]
    assert isinstance(found[0], Failure)
    assert found[0].reason == Reason.NOT_FOUND


def test_a_folder_without_pages_is_a_failure(tmp_path: Path):
    (found,) = expand([str(tmp_path)])
    assert isinstance(found, Failure)


def test_a_link_that_points_upwards_does_not_run_in_circles(folder: Path):
    (folder / "b" / "up").symlink_to(folder)
    assert len(names(list(expand([str(folder)])), folder)) == 3


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_INPUT_BYTES * 1000)
    (found,) = pages_of(Input(str(path), path))
    assert isinstance(found, Failure)
    assert found.reason is Reason.TOO_LARGE


def test_what_cannot_be_read_is_a_failure(tmp_path: Path):
    for path, reason in ((tmp_path / "gone", Reason.NOT_FOUND), (tmp_path, Reason.UNREADABLE)):
        (found,) = pages_of(Input(str(path), path))
        assert isinstance(found, Failure)
        assert found.reason is reason

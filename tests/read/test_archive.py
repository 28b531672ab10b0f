"""Zip and tar: pages as if they lay in a folder, nothing written, every member read, counted or named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import (
    Found,
    failures,
    found_in,
    packed,
    page_record,
    pages,
    story,
    through_pipe,
    urls,
)

from khabar.errors import Reason
from khabar.read.item import Page

Members = dict[str, bytes]


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return made.getvalue()


def tarred(members: Members, form: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


FORMS = {
    "a.zip": zipped,
    "b.zip": lambda members: zipped(members, zipfile.ZIP_STORED),
    "c.zip": lambda members: zipped(members, zipfile.ZIP_BZIP2),
    "d.zip": lambda members: b"#!/bin/sh\nexit\n" + zipped(members),
    "a.tar": tarred,
    "b.tar": lambda members: tarred(members, tarfile.GNU_FORMAT),
    "c.tar": lambda members: tarred(members, tarfile.USTAR_FORMAT),
    "a.tar.gz": lambda members: gzip.compress(tarred(members)),
    "a.tgz": lambda members: gzip.compress(tarred(members)),
    "a.tar.bz2": lambda members: bz2.compress(tarred(members)),
    "a.tar.xz": lambda members: lzma.compress(tarred(members)),
    "no suffix": lambda members: gzip.compress(tarred(members)),
}
LONG = "/".join(["a folder with a rather long name"] * 5) + "/page.html"


def names(found: Found) -> list[str]:
    return [page.name.partition("!")[2] for page in pages(found)]


@pytest.mark.parametrize("name", FORMS)
def test_the_pages_of_an_archive_come_in_its_order_and_with_its_name(name: str, tmp_path: Path):
    members = {"b/2.html": story(2), "a.txt": b"Shells hit Bara.", LONG: story(3), "Zoë.htm": story(4)}
    found = found_in(FORMS[name](members), tmp_path, name)
    assert [(page.name, page.data) for page in pages(found)] == [(f"{name}!{key}", members[key]) for key in members]
    assert failures(found) == []


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz"])
def test_an_archive_may_come_through_a_pipe(name: str, monkeypatch: pytest.MonkeyPatch):
    found = through_pipe(FORMS[name]({"1.html": story(1), "2.html": story(2)}), monkeypatch)
    assert names(found) == ["1.html", "2.html"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_what_is_no_page_is_counted_in_one_row_and_what_a_system_left_is_not(name: str, tmp_path: Path):
    members = {
        "1.html": story(1),
        "1_files/frame.html": story(90),
        "1_files/logo.png": b"\x89PNG",
        "__MACOSX/._1.html": b"junk",
        ".git/page.html": story(91),
        "Thumbs.db": b"junk",
        "style.css": b"p{}",
        "photo.jpg": b"\xff\xd8\xff",
        "LICENSE": b"words",
        "2": story(2),
        "articles/3?print=1": story(3),
        "odd_files/4.html": story(4),
    }
    found = found_in(FORMS[name](members), tmp_path, name)
    assert names(found) == ["1.html", "2", "articles/3?print=1", "odd_files/4.html"]
    (left_out,) = failures(found)
    assert left_out.reason is Reason.LEFT_OUT
    assert left_out.name == name
    assert left_out.detail == (
        "5 members are no pages: 2 saved along with a page by a browser, 1 *.css, 1 *.jpg, 1 without a suffix"
    )


def test_containers_in_containers_are_opened_to_a_small_depth(tmp_path: Path):
    members = {
        "day.tar.gz": gzip.compress(
            tarred({"1.html.gz": gzip.compress(story(1)), "crawl.warc.gz": packed(page_record(2))})
        )
    }
    found = found_in(zipped(members), tmp_path, "all.zip")
    assert [page.name for page in pages(found)] == [
        "all.zip!day.tar.gz!1.html.gz",
        "all.zip!day.tar.gz!crawl.warc.gz!1",
    ]
    deep = story(1)
    for _ in range(8):
        deep = zipped({"in.zip" if deep != story(1) else "in.html": deep})
    (failure,) = found_in(deep, tmp_path, "deep.zip")
    assert failure.reason is Reason.TOO_DEEP  # type: ignore[union-attr]


def locked() -> bytes:
    """Return an archive whose second member says that it is encrypted."""
    data = bytearray(zipped({"1.html": story(1), "2.html": story(2), "3.html": story(3)}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        second = data.index(mark, data.index(mark) + 1)
        data[second + flags] |= 1
    return bytes(data)


def test_locked_members_are_named_as_such_and_the_others_read(tmp_path: Path):
    found = found_in(locked(), tmp_path, "a.zip")
    assert names(found) == ["1.html", "3.html"]
    (failure,) = failures(found)
    assert failure.reason is Reason.ENCRYPTED
    assert failure.name == "a.zip!2.html"
    assert "password" in failure.detail


def odd_tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (
            ("link.html", tarfile.SYMTYPE),
            ("hard.html", tarfile.LNKTYPE),
            ("null", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("1.html")
        info.size = len(story(1))
        archive.addfile(info, io.BytesIO(story(1)))
    return made.getvalue()


def linked_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("link.html")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("1.html", story(1))
    return made.getvalue()


@pytest.mark.parametrize(("data", "n_refused"), [(odd_tar(), 4), (linked_zip(), 1)], ids=["tar", "zip"])
def test_links_and_devices_are_not_followed_but_named(data: bytes, n_refused: int, tmp_path: Path):
    found = found_in(data, tmp_path, "odd")
    assert names(found) == ["1.html"]
    assert [failure.reason for failure in failures(found)] == [Reason.UNREADABLE] * n_refused


TRAVERSALS = [
    "../../outside.html",
    "/etc/outside.html",
    "C:\\windows\\outside.html",
    "..\\..\\outside.html",
    "a/../../outside.html",
    "CON.html",
    "x" * 3000 + ".html",
    "new\nline.html",
    "\u202elmth.html",
]


@pytest.mark.parametrize("make", [zipped, tarred], ids=["zip", "tar"])
def test_names_that_point_elsewhere_are_labels_and_nothing_is_written(make, tmp_path: Path):
    """S10: nothing is ever opened or written by the name of a member."""
    inside = tmp_path / "in" / "side"
    found = found_in(make({name: story(1) for name in TRAVERSALS}), inside, "a.bin")
    assert len(pages(found)) == len(TRAVERSALS)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inside / "a.bin"]
    for page in pages(found):
        assert "\n" not in page.name
        assert len(page.name) < 320


@given(
    names=st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), min_size=1, max_size=20, unique=True
    )
)
def test_no_name_writes_or_breaks_anything(names: list[str], tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("names")
    given_names = {name + ".html": story(1) for name in names}
    for make in (zipped, tarred):
        found = found_in(make(given_names), folder, "a.bin")
        assert [path.name for path in folder.rglob("*")] == ["a.bin"]
        assert all("\n" not in item.name and "\0" not in item.name for item in found)


@pytest.mark.parametrize("make", [zipped, tarred], ids=["zip", "tar"])
def test_ten_thousand_names_write_nothing(make, tmp_path: Path):
    words = random.Random(17)
    pieces = ["..", "/", "\\", "C:", "~", "$HOME", "\0", "\n", "a", "é", "\u202e", "CON", " ", "-", "%2e%2e", "x" * 90]
    given_names = {
        "".join(words.choices(pieces, k=words.randint(1, 9))) + f"{number}.html": story(1) for number in range(5_000)
    }
    inside = tmp_path / "in" / "side"
    found = found_in(make(given_names), inside, "a.bin")
    assert len(found) >= 4_000
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inside / "a.bin"]
    assert all(item.name.isprintable() or not set(item.name) & set("\0\n\r") for item in found)


def test_members_that_overlap_are_refused(tmp_path: Path):
    """One stored page, and a directory that names it a thousand times."""
    data = zipped({"1.html": story(1) * 50}, zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[at:end], bytearray(data[end:])
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * 1000).to_bytes(4, "little")
    found = found_in(data[:at] + entry * 1000 + bytes(tail), tmp_path, "a.zip")
    assert len(pages(found)) < 20
    assert failures(found)[-1].reason is Reason.TOO_LARGE
    assert "overlap" in failures(found)[-1].detail


def test_a_zip_of_more_members_than_its_first_form_can_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    data = zipped({"1.html": story(1), "2.html": story(2)})
    assert b"PK\x06\x06" in data
    assert names(found_in(data, tmp_path, "a.zip")) == ["1.html", "2.html"]


def test_a_zip_that_was_cut_off_is_damaged(tmp_path: Path):
    (failure,) = found_in(zipped({"1.html": story(1)})[:-30], tmp_path, "a.zip")
    assert failure.reason is Reason.DAMAGED  # type: ignore[union-attr]


@pytest.mark.parametrize(("cut", "n_read"), [(1, 3), (700, 2), (1030, 2), (1700, 1)])
def test_a_tar_that_was_cut_off_is_read_up_to_there_and_said_to_be(cut: int, n_read: int, tmp_path: Path):
    """Each member takes two blocks; what is cut here are the end mark, and so much of the members."""
    whole = tarred({f"{number}.html": story(number) for number in range(1, 4)}, tarfile.USTAR_FORMAT)[: 3 * 1024]
    found = found_in(whole[:-cut], tmp_path, "a.tar")
    assert [page.data for page in pages(found)] == [story(number) for number in range(1, n_read + 1)]
    assert failures(found)[-1].reason is Reason.DAMAGED


def test_damage_in_one_member_costs_no_other(tmp_path: Path):
    data = bytearray(zipped({f"{number}.html": story(number) for number in range(1, 4)}, zipfile.ZIP_STORED))
    data[data.index(story(2)) + 20] ^= 1
    found = found_in(bytes(data), tmp_path, "a.zip")
    assert names(found) == ["1.html", "3.html"]
    assert failures(found)[0].reason is Reason.DAMAGED

    tar = bytearray(tarred({f"{number}.html": story(number) for number in range(1, 4)}, tarfile.USTAR_FORMAT))
    tar[1024 + 150] ^= 1
    found = found_in(bytes(tar), tmp_path, "a.tar")
    assert names(found) == ["1.html", "3.html"]
    assert "1,024 bytes belong to no member" in failures(found)[0].detail


@pytest.mark.parametrize("first", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_archive_of_pages(first: str, tmp_path: Path):
    (failure,) = found_in(zipped({first: b"x", "a.html": story(1)}), tmp_path, "a.docx")
    assert failure.reason is Reason.BINARY  # type: ignore[union-attr]


@pytest.mark.parametrize("make", [zipped, tarred], ids=["zip", "tar"])
def test_an_archive_of_nothing_says_so(make, tmp_path: Path):
    (failure,) = found_in(make({}), tmp_path, "a.zip" if make is zipped else "a.tar")
    assert failure.reason is Reason.EMPTY  # type: ignore[union-attr]


def test_progress_rises_to_one(tmp_path: Path):
    found = found_in(gzip.compress(tarred({f"{n}.html": os.urandom(60_000) for n in range(9)})), tmp_path, "a.tar.gz")
    done = [page.done for page in pages(found)]
    assert done == sorted(done)  # type: ignore[type-var]
    assert done[-1] is not None
    assert done[-1] > 0.9


@given(data=st.data())
def test_a_damaged_archive_never_breaks_the_reader(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory):
    name = data.draw(st.sampled_from(sorted(FORMS)))
    whole = bytearray(FORMS[name]({"1.html": story(1), "in.zip": zipped({"2.html": story(2)}), "3.txt": b"three"}))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(st.binary(max_size=12))
        whole[at : at + data.draw(st.integers(0, 12))] = piece
    found = found_in(bytes(whole), tmp_path_factory.mktemp("broken"), name)
    assert all(isinstance(item, Page) or "\n" not in item.detail for item in found)


def test_urls_are_kept_through_archives(tmp_path: Path):
    assert urls(found_in(tarred({"crawl.warc": page_record(1)}), tmp_path, "a.tar")) == ["1"]

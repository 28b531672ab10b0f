"""``khabar code`` goes to the network only where ``--fetch`` is on its command line, and then to the public one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.errors import Reason
from khabar.ledger import Ledger
from khabar.read.item import Page
from khabar.records import Failure

PAGE = b"<html><body><article><h1>Shells fall</h1><p>Rebels shelled Sake on 16 April 2018, police said.</p></article>"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were fetched, each of which gives a page; one that ends in ``gone`` gives none."""
    urls: list[str] = []

    def fetch_pages(given: Iterable[str]) -> Iterator[Page | Failure]:
        for url in given:
            urls.append(url)
            if url.endswith("gone"):
                yield Failure(url, Reason.NOT_FETCHED, "the server answers 404 Not Found; expected a page")
            else:
                yield Page(url, PAGE, url=url, media_type="text/html")

    monkeypatch.setattr("khabar.read.fetch.fetch_pages", fetch_pages)
    return urls


def test_what_is_fetched_is_coded_with_its_address_and_no_day_of_today(asked: list[str], tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    assert run(["code", "--fetch", "https://a.example/1", "-o", str(path), "--quiet"]) == 0
    assert asked == ["https://a.example/1"]
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.query("SELECT name, url, published FROM documents").fetchall() == [
            ("https://a.example/1", "https://a.example/1", None)
        ]


def test_addresses_may_follow_and_files_be_among_them(asked: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Soldiers arrested 12 protesters in Khartoum, police said.\n")
    argv = ["code", "--fetch", "https://a.example/1", "http://b.example/2", str(page), "--fetch", "https://c.example/3"]
    assert run([*argv, "--format", "jsonl", "--quiet"]) == 0
    assert asked == ["https://a.example/1", "https://c.example/3", "http://b.example/2"]


def test_an_address_that_gives_nothing_is_set_aside(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "--fetch", "https://a.example/gone", "--quiet", "--format", "none"]) == 3
    assert capsys.readouterr().err == (
        "khabar: set aside: https://a.example/gone: the server answers 404 Not Found; expected a page [not_fetched]\n"
    )


def test_an_address_alone_is_not_fetched(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "https://a.example/1", "--quiet", "--format", "none"]) == 3
    assert asked == []
    assert "khabar uses no network unasked; give it with --fetch [not_fetched]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "http://localhost/"]
)
def test_ones_own_network_is_not_fetched(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "--fetch", url, "--quiet", "--format", "none"]) == 3
    err = capsys.readouterr().err
    assert "[not_fetched]" in err
    assert len(err.splitlines()) == 1

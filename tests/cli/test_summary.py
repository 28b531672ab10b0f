"""What a long run says at its end, and while it runs."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.cli.code import TOLD_EACH
from khabar.cli.progress import Meter
from khabar.ledger import Ledger
from khabar.pipeline import Counts, Step

GOOD = "Rebels shelled Sake on Monday, killing two people, the army said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(GOOD, encoding="utf-8")
    for number in range(TOLD_EACH + 5):
        (pages / f"empty-{number:02}.txt").write_bytes(b"")
    (pages / "noise.txt").write_bytes(bytes(range(256)) * 20)
    return pages


def test_many_failures_are_summed_up_by_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder.parent / "ledger.duckdb"
    assert run(["code", str(folder), "--published", "2024-02-13", "-o", str(path), "--no-raw"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"khabar: set aside: {TOLD_EACH + 5} [empty]: {folder}/empty-00.txt, ")
    assert lines[0].endswith("empty-02.txt …")
    assert lines[1].endswith("[binary]: " + f"{folder}/noise.txt")
    assert "khabar query" in lines[2]
    assert f"inputs: {TOLD_EACH + 7} · documents: 1" in lines[3]
    with Ledger.open(path, read_only=True) as ledger:
        assert len(ledger.failures) == TOLD_EACH + 6
        assert ledger.query("SELECT count(*) FROM raw").fetchall() == [(0,)]


def test_what_is_no_page_is_left_out_and_neither_input_nor_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    assert run(["code", str(tmp_path), "--published", "2024-02-13", "--format", "none"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"khabar: left out: {tmp_path}: 1 files are no pages: 1 *.jpg [left_out]"
    assert lines[1].startswith("khabar: inputs: 1 · documents: 1 ")
    assert run(["voice", str(tmp_path)]) == 0
    assert capsys.readouterr().err.splitlines() == lines[:1]


def test_the_counts_as_json_give_the_reasons(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", str(folder), "--published", "2024-02-13", "--format", "none", "--json"]) == 3
    counts = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert counts["pages"] == TOLD_EACH + 7
    assert counts["reasons"]["binary"] == {"count": 1, "first": [f"{folder}/noise.txt"]}
    assert list(counts["reasons"]) == ["empty", "binary"]
    assert counts["reasons"]["empty"]["count"] == TOLD_EACH + 5


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_where_somebody_watches_and_only_there(monkeypatch: pytest.MonkeyPatch) -> None:
    step = Step(50.5, 200, "a/very/long/path/to/page-51.html", Counts(inputs=50, pages=120, set_aside=3))
    terminal, file = Terminal(), io.StringIO()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    for stream in (terminal, file):
        monkeypatch.setattr(sys, "stderr", stream)
        with Meter(quiet=False) as meter:
            meter.at(replace(step, counts=Counts(inputs=1, pages=1)))
            assert "pages/s" not in stream.getvalue()
            meter.at(step)
    shown = terminal.getvalue()
    for words in ("50/200", "120 pages", "pages/s", "3 set aside", "page-51.html"):
        assert words in shown
    assert file.getvalue() == ""

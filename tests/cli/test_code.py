"""``khabar code`` prints what it codes, keeps it where it is told to, and says what came of it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.ledger import Ledger
from khabar.records import Report
from tests.cli.pages import DATE, PAGES, write_pages

REPORT_KEYS = list(Report.__dataclass_fields__)


def digest(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        return ledger.digest()


def test_jsonl_is_one_report_a_line_with_every_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = write_pages(tmp_path / "pages")
    assert run(["code", str(pages), "--published", DATE, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    reports = [json.loads(line) for line in out.splitlines()]
    assert reports
    assert all(list(report) == REPORT_KEYS for report in reports)
    assert {report["event_type"] for report in reports} >= {"ASSAULT", "COERCE"}
    assert err.splitlines()[-1].startswith("khabar: inputs: 3 · documents: 3 · reports: ")
    assert f"reports: {len(reports)}" in err


def test_csv_has_no_formula_and_one_row_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "=cmd.txt"
    page.write_text("=Rebels killed 3 people in Goma on Monday, police said.\n", encoding="utf-8")
    assert run(["code", str(page), "--published", DATE, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "@"))]


def test_a_table_shows_incidents_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = write_pages(tmp_path / "pages")
    assert run(["code", str(pages), "--published", DATE]) == 0
    out = capsys.readouterr().out
    assert 0 <= out.index("incident") < out.index("reports")
    assert "killed 14" in out
    assert "\x1b" not in out


def test_coded_again_nothing_changes(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = digest(ledger)
    pages = str(ledger.parent / "pages")
    os.chdir(ledger.parent)
    assert run(["code", pages, f"{pages}/*.txt", "--published", DATE, "-o", str(ledger)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "(0 new)" in err or digest(ledger) == before
    with Ledger.open(ledger, read_only=True) as opened:
        assert len(opened.documents.fetchall()) == len(PAGES)


def test_a_date_given_late_doubles_nothing(tmp_path: Path) -> None:
    page = tmp_path / "harbour.txt"
    page.write_text(PAGES["harbour.txt"], encoding="utf-8")
    late, early = tmp_path / "late.duckdb", tmp_path / "early.duckdb"
    dated = ["--published", DATE]
    for path, runs in ((late, ([], dated)), (early, (dated, []))):
        for options in runs:
            assert run(["code", str(page), *options, "-o", str(path), "--quiet"]) == 0
        with Ledger.open(path, read_only=True) as ledger:
            assert ledger.query("SELECT published::VARCHAR FROM documents").fetchall() == [(DATE,)]
            assert ledger.query("SELECT DISTINCT date_start::VARCHAR FROM incidents").fetchall() == [("2024-02-12",)]
    assert digest(late) == digest(early)


def test_the_counts_as_json(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = ledger.parent / "pages"
    (pages / "empty.txt").touch()
    assert run(["code", str(pages), "--published", DATE, "-o", str(ledger), "--json", "--no-input"]) == 3
    counts = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert counts["inputs"] == 4
    assert counts["documents"] == 3
    assert counts["set_aside"] == 1


def test_quiet_says_nothing_but_what_was_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    assert run(["code", str(tmp_path / "empty.txt"), "--quiet", "--format", "jsonl"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_a_data_file_that_is_wrong_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "khabar.toml").write_text('[data]\nlexicon = ["mine.tsv"]\n', encoding="utf-8")
    pages = write_pages(tmp_path / "pages")
    command = ["code", str(pages), "--config", str(tmp_path / "khabar.toml"), "--format", "jsonl"]
    assert run(command) == 1
    assert "mine.tsv" in capsys.readouterr().err


def test_standard_input_to_standard_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "khabar", "code", "-", "--published", DATE, "--format", "jsonl"],
        input=PAGES["harbour.txt"].encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["event_type"] == "ASSAULT"


def opened_by_reader(pipe: Path, process: subprocess.Popen[str]) -> int:
    """Return the pipe, open for writing, when the command has come to read it: what stands before it is done then."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"the command left with {process.returncode} before it read the pipe")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe, to hold the command where it is interrupted")
def test_interrupted_keeps_what_was_finished_and_can_go_on(tmp_path: Path) -> None:
    write_pages(tmp_path)
    pages = [str(tmp_path / name) for name in PAGES]
    pipe, path = tmp_path / "pipe.txt", tmp_path / "ledger.duckdb"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "khabar", "code", *pages[:2], str(pipe), pages[2], "--published", DATE]

    def hears() -> None:
        """Undo what a shell does for jobs in the background: they ignore interruptions, and so does what they start."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen([*command, "-o", str(path)], stderr=subprocess.PIPE, text=True, preexec_fn=hears) as process:
        writer = opened_by_reader(pipe, process)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
        os.close(writer)
    assert process.returncode == 130
    assert said.splitlines() == ["khabar: interrupted; what was finished is kept"]
    with Ledger.open(path, read_only=True) as ledger:
        assert len(ledger.documents.fetchall()) == 2
        assert not ledger.is_linked
        assert ledger.query("SELECT status FROM runs").fetchall() == [("interrupted",)]
    assert run(["code", *pages, "--published", DATE, "-o", str(path), "--quiet"]) == 0
    assert run(["code", *pages, "--published", DATE, "-o", str(tmp_path / "whole.duckdb"), "--quiet"]) == 0
    assert digest(path) == digest(tmp_path / "whole.duckdb")


def test_inputs_that_are_not_there_leave_no_new_ledger_and_an_old_one_as_it_was(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.duckdb"
    before = sorted(tmp_path.iterdir())
    for inputs in (["nosuch.html"], [f"nosuch-{number}.html" for number in range(30)]):
        assert run(["code", *inputs, "-o", str(new)]) == 3
        err = capsys.readouterr().err
        assert f"{new}: not made" in err
        assert "khabar query" not in err
        assert sorted(tmp_path.iterdir()) == before
    assert run(["code", "nosuch.html", "-o", str(ledger)]) == 3
    assert "not made" not in capsys.readouterr().err
    with Ledger.open(ledger, read_only=True) as opened:
        assert len(opened.documents.fetchall()) == len(PAGES)
        assert [failure.name for failure in opened.failure_records()] == ["nosuch.html"]


def test_an_input_that_cannot_be_read_makes_a_ledger_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_bytes(b"")
    new = tmp_path / "new.duckdb"
    assert run(["code", str(tmp_path / "bad.html"), "nosuch.html", "-o", str(new), "--quiet"]) == 3
    with Ledger.open(new, read_only=True) as opened:
        assert {failure.reason for failure in opened.failure_records()} == {"empty", "not_found"}

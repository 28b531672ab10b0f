"""``khabar dates``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli import run

TEXT = "Shells fell on Tuesday night."


def test_a_row_for_each_expression(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dates", TEXT, "--published", "2024-06-06", "--format", "jsonl"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["text"], row["date_start"], row["value"]) == ("Tuesday night", "2024-06-04", "2024-06-04TNI")
    assert TEXT[row["start"] : row["end"]] == row["text"]


def test_csv_and_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dates", TEXT, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("15,28,Tuesday night,,,")
    assert run(["dates", TEXT, "--published", "2024-06-06"]) == 0
    assert "2024-06-04" in capsys.readouterr().out


def test_a_bad_day_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dates", TEXT, "--published", "tomorrow"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "expected a day such as" in error


def test_a_text_that_is_the_name_of_a_file_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(TEXT)
    assert run(["dates", "page.txt"]) == 0
    assert "to read it: khabar dates - < page.txt" in capsys.readouterr().err
    (tmp_path / "pages").mkdir()
    assert run(["dates", "pages"]) == 0
    assert "a folder of this name is there" in capsys.readouterr().err
    assert run(["dates", f"{TEXT}\0" + "x" * 5000, "--format", "csv"]) == 0
    assert capsys.readouterr().err == ""

"""``khabar count``: the table, the flat forms, and what is said on standard error."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from khabar.cli import run


def test_the_table_says_what_is_counted(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["count", str(ledger), "--by", "type"]) == 0
    out, err = capsys.readouterr()
    assert "ASSAULT" in out
    assert "total" in out
    assert "(not reports)" in err


def test_csv_and_json_lines_say_the_same(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["count", str(ledger), "--by", "month,agent", "--format", "csv"]) == 0
    from_csv = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run(["count", str(ledger), "--by", "month,agent", "--format", "jsonl"]) == 0
    from_json = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert from_json
    assert [row["incidents"] for row in from_csv] == [str(row["incidents"]) for row in from_json]
    assert list(from_json[0]) == list(from_csv[0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "wek"], "cannot be counted by 'wek'"),
        (["--type", "RAID"], "'RAID' is no event type"),
        (["--since", "last week"], "last week"),
        (["--chart", "picture.doc"], ".svg"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["count", str(ledger), *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_chart_is_written(ledger: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run(["count", str(ledger), "--by", "type", "--chart", str(tmp_path / "types.svg")]) == 0
    assert (tmp_path / "types.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")

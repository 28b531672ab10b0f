"""``khabar count``: the table, the flat forms, and what is said on standard error."""

from __future__ import annotations

import csv
import io
import json
import re
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


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of incidents years apart, and of a page between them of a month in which nothing happened."""
    folder = tmp_path_factory.mktemp("apart")
    for name, day, text in (
        ("old", "2019-03-06", "Rebels shelled Sake on Monday, killing 3 people, the army said."),
        ("calm", "2021-07-14", "The harbour of Sake looked lovely in the evening light, visitors said."),
        ("new", "2024-02-15", "Soldiers arrested 12 protesters in Khartoum on Tuesday, police said."),
    ):
        (folder / f"{name}.txt").write_text(f"Published: {day}\n\n{text}\n", encoding="utf-8")
    assert run(["code", str(folder), "-o", str(folder / "ledger.duckdb"), "--quiet"]) == 0
    return folder / "ledger.duckdb"


@pytest.mark.parametrize("form", ["csv", "table"])
def test_spans_of_which_nothing_is_known_are_left_out_and_counted(
    apart: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    def months(*more: str) -> tuple[list[str], str]:
        assert run(["count", str(apart), "--by", "month", "-f", form, *more]) == 0
        out, err = capsys.readouterr()
        return re.findall(r"\b20\d\d-\d\d\b", out), err

    shown, said = months()
    assert shown == ["2019-03", "2021-07", "2024-02"]
    assert "57 months without incident or document are left out (--zeros)" in said
    every, said = months("--zeros")
    assert len(every) == 60
    assert "left out" not in said


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


def test_the_time_axis_of_a_chart_has_every_span_and_labels_that_can_be_read(apart: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run(["count", str(apart), "--by", "month", "--chart", str(tmp_path / "months.svg")]) == 0
    drawn = (tmp_path / "months.svg").read_text(encoding="utf-8")
    labels = re.findall(r"<!-- (20\d\d-\d\d) -->", drawn)
    assert labels == [f"{year}-{month:02}" for year in range(2019, 2025) for month in range(1, 13)][2:62:2]

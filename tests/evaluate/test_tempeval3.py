"""TempEval-3 counting on cases made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.evaluate.tempeval3 import Timex, count, score

GOLD = Path(__file__).parents[2] / "../shared/data/tempeval3"


def test_overlap_counts_once_and_values_only_among_matches() -> None:
    gold = [Timex(0, 10, "2018-04-19"), Timex(20, 26, "2018"), Timex(40, 44, "P2D")]
    given = [Timex(3, 10, "2018-04-19"), Timex(20, 26, "2017"), Timex(60, 62, "P2D")]
    counts = count(gold, given)
    assert counts["relaxed"].right == 2
    assert counts["strict"].right == 1
    assert counts["value"].right == 1
    assert counts["value"].f1 == pytest.approx(1 / 3)


def test_one_given_serves_one_gold() -> None:
    assert count([Timex(0, 4, "a"), Timex(5, 9, "b")], [Timex(0, 9, "b")])["relaxed"].right == 1


def test_a_file_made_by_hand(tmp_path: Path) -> None:
    text = "Rebels struck on Monday. They will talk next week."
    spans = [
        {"type": "TIMEX3", "start": 17, "end": 23, "value": "2018-04-16"},
        {"type": "TIMEX3", "start": 40, "end": 49, "value": "2018-W17"},
        {"type": "EVENT", "start": 7, "end": 13},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": text, "date": "2018-04-19", "spans": spans}) + "\n", encoding="utf-8")
    scores = score(path)
    assert scores.records == 1
    assert scores.figures["value_f1"] == scores.figures["strict_f1"] == 1


def test_no_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError):
        score(tmp_path)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets are not beside the repository")
def test_floor_on_sixty_texts(tmp_path: Path) -> None:
    lines = (GOLD / "timebank.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    path = tmp_path / "part.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert score(path).figures["value_f1"] >= 0.68

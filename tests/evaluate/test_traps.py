"""The scorers of traps and of what police did, on cases with known answers."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate import india_police_events as india
from khabar.evaluate.traps import is_right, read_traps, score
from khabar.read import read_page
from khabar.records import Coded, Report

DEV = Path(__file__).parents[1] / "gold/traps_dev.jsonl"
RAID = "Gunmen attacked a village near Jos on Monday."


@cache
def coder() -> Coder:
    return Coder()


def coded(text: str) -> Coded:
    return coder().code(read_page(text, name="test", published=date(2002, 3, 14)))


def reports(text: str) -> tuple[Report, ...]:
    return coded(text).reports


def trap(conflict: bool, *types: str) -> dict[str, Any]:
    return {"id": "a", "text": RAID, "domain": "other", "conflict": conflict, "types": list(types)}


def test_a_false_item_with_an_event_is_wrong() -> None:
    assert not is_right(trap(False), reports(RAID))
    assert is_right(trap(False), [])


def test_a_real_item_needs_its_type() -> None:
    assert is_right(trap(True, "ASSAULT"), reports(RAID))
    assert not is_right(trap(True, "PROTEST"), reports(RAID))
    assert not is_right(trap(True, "ASSAULT"), [])


@pytest.mark.parametrize("wrong", [trap(True), trap(True, "WAR"), {**trap(False), "conflict": 1}])
def test_a_wrong_item_is_named(tmp_path: Path, wrong: dict[str, Any]) -> None:
    path = tmp_path / "traps.jsonl"
    path.write_text(json.dumps(trap(True, "ASSAULT")) + "\n" + json.dumps(wrong) + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="2"):
        list(read_traps(path))


def test_shares_are_of_their_own_half(tmp_path: Path) -> None:
    path = tmp_path / "traps.jsonl"
    items = [trap(False), {**trap(False), "text": "The cat slept."}, trap(True, "ASSAULT"), trap(True, "AID")]
    path.write_text("".join(json.dumps(i) + "\n" for i in items), encoding="utf-8")
    assert score(path).figures == {"false_conflict": 0.5, "quiet": 0.5, "real_found": 0.5}


def test_the_half_to_develop_on_is_whole() -> None:
    items = list(read_traps(DEV))
    assert sum(not i["conflict"] for i in items) == 150
    assert sum(i["conflict"] for i in items) == 50
    assert len({i["text"] for i in items}) == len({i["id"] for i in items}) == 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police shot dead two rioters in Surat on Monday.", {"KILL", "any KILL"}),
        ("Rioters killed two traders in Surat on Monday.", {"any KILL"}),
        ("Police arrested forty workers in Surat on Monday.", {"ARREST", "any ARREST"}),
        ("Forty workers were arrested in Surat on Monday.", {"ARREST", "any ARREST"}),
        ("Police did not arrest the workers.", set()),
    ],
)
def test_what_police_did(text: str, found: set[str]) -> None:
    assert set().union(*(india.labels(r) for r in reports(text))) == found


def test_a_report_counts_in_the_sentence_of_its_trigger() -> None:
    text = "The market was calm. Police arrested forty workers in Surat."
    record = {"sentences": [{"start": 0, "end": 20}, {"start": 21, "end": len(text)}]}
    assert india.sentence_labels({"text": text, **record}, coded(text)) == [set(), {"ARREST", "any ARREST"}]


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "A.", "date": "March", "sentences": []}) + "\n", encoding="utf-8")
    with pytest.raises(DataFileError):
        india.score(path)

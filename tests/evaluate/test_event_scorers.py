"""The scorers of events, on cases made by hand with known scores."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate import plover_gsr, probe, up_petr2_gsr
from khabar.evaluate.scores import Counts
from khabar.event import EventMention, Lexicon
from khabar.read import read_page
from khabar.records import EventType, Report


def mention(event_type: EventType, *, embedded: int | None = None, background: bool = False) -> EventMention:
    return EventMention(
        0, 0, 1, event_type, None, (), None, (), False, False, "", (0,), embedded_in=embedded, background=background
    )


def test_types_count_once_a_sentence() -> None:
    assert plover_gsr.type_counts(["AGREE"], ["AGREE", "AGREE", "AID"]) == Counts(1, 2, 1)
    assert plover_gsr.type_counts(["AGREE"], []) == Counts(0, 0, 1)


def test_old_types_are_renamed() -> None:
    record = {"expected": [{"code_plover_0_8": "FIGHT"}, {"code_plover_0_8": "REQUEST"}]}
    assert plover_gsr.gold_types(record) == ("ASSAULT", "REQUEST")


def test_the_foreground_leaves_out_contents_and_background() -> None:
    outer, inner = mention(EventType.AGREE), mention(EventType.AID, embedded=0)
    behind = mention(EventType.ASSAULT, background=True)
    assert plover_gsr.foreground([outer, inner, behind]) == [outer]
    assert plover_gsr.foreground([behind]) == [behind]


def test_only_countries_are_countries() -> None:
    side = [{"code": "HUN", "sector": "GOV"}, {"code": "IGO"}, {"code": None}]
    assert plover_gsr.gold_countries(side) == {"HUN"}
    assert plover_gsr.gold_countries("diplomatic") == frozenset()
    assert plover_gsr.country_counts(frozenset({"HUN"}), frozenset({"HUN", "ROU"})) == Counts(1, 1, 1)
    assert plover_gsr.country_counts(frozenset(), frozenset({"ROU"})) == Counts(0, 1, 0)


def test_cameo_codes_become_types() -> None:
    record = {"expected": [{"code": "195"}, {"code": "194"}, {"code": "010"}, {"code": "023"}]}
    assert up_petr2_gsr.gold_types(record) == ("ASSAULT", "REQUEST")
    sides = {"expected": [{"source": "USAGOV", "target": "---REB"}, {"source": "IGOUNO", "target": "IRQ"}]}
    assert up_petr2_gsr.gold_sides(sides, "source") == {"USA"}
    assert up_petr2_gsr.gold_sides(sides, "target") == {"IRQ"}


def gold(tmp_path: Path, *records: dict[str, Any]) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def test_a_file_is_scored(tmp_path: Path) -> None:
    expected = [{"source": [{"code": "SDN"}], "target": [], "code_plover_0_8": "FIGHT"}]
    right = {"id": "a", "text": "Sudanese troops attacked rebels.", "expected": expected}
    wrong = {"id": "b", "text": "The weather was fine.", "expected": expected}
    scores = plover_gsr.score(gold(tmp_path, right, wrong))
    assert scores.records == 2
    assert scores.figures["type_precision"] == 1.0
    assert scores.figures["type_recall"] == 0.5
    assert scores.figures["source_country"] == 0.5


def test_a_type_that_is_none_is_named(tmp_path: Path) -> None:
    bad = {"id": "a", "text": "x", "expected": [{"source": [], "target": [], "code_plover_0_8": "BOOM"}]}
    with pytest.raises(DataFileError, match="BOOM"):
        plover_gsr.score(gold(tmp_path, bad))


@cache
def reports() -> tuple[Report, ...]:
    page = read_page("Rebels shelled Goma on Monday, the army said.", name="t", published=date(2024, 2, 13))
    return Coder().code(page).reports


@pytest.mark.parametrize(
    ("expected", "missed"),
    [
        ({"event_type": ["ASSAULT"], "agent": "Rebels", "speaker": "army", "polarity": "affirmed"}, []),
        ({"agent": "army"}, ["agent"]),
        ({"agent": None}, ["agent"]),
        ({"speaker": None}, ["speaker"]),
        ({"agent": ["army", "rebels"], "modality": ["possible", "actual"]}, []),
        ({"date": ["2024-02-12", "2024-02-12"]}, []),
        ({"date": ["2024-02-11", "2024-02-12"]}, ["date"]),
        ({"tolls": [["killed", 1, 1]]}, ["tolls"]),
        ({"stance": "says", "event_mode": "aerial"}, ["event_mode"]),
    ],
)
def test_an_expectation_is_met_or_not(expected: dict[str, Any], missed: list[str]) -> None:
    (report,) = [r for r in reports() if r.event_type is EventType.ASSAULT]
    assert probe.misses(expected, report) == missed


def test_who_must_never_be_the_agent() -> None:
    assert probe.never(["army"], reports()) == []
    assert probe.never(["rebel"], reports()) == ["rebel"]


def test_a_sentence_without_reports_misses_all_of_it() -> None:
    assert probe.verdict({"id": "x", "expect": [{"agent": "a"}]}, []) == ["x: event 1: report"]


def test_an_unknown_expectation_is_named(tmp_path: Path) -> None:
    bad = {"id": "a", "text": "Rebels shelled Goma.", "expect": [{"weather": "fine"}]}
    with pytest.raises(DataFileError, match="weather"):
        probe.score(gold(tmp_path, bad))


DATA = Path(__file__).parents[2] / "../shared/data"


@pytest.mark.skipif(not DATA.exists(), reason="the gold data is not beside the repository")
def test_floors_of_the_gold_sets() -> None:
    assert plover_gsr.score(DATA / "plover_gsr/plover_gsr.jsonl").figures["type_f1"] >= 0.75
    assert up_petr2_gsr.score(DATA / "up_petr2_gsr/up_petr2_gsr.jsonl").figures["type_f1"] >= 0.55
    assert len(Lexicon.load().forms) < 20000

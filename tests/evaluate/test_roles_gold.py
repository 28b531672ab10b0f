"""The scorers of roles, on gold of our own: right, wrong, missed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.evaluate import evaluate
from khabar.evaluate.kairos import Words, argument_counts, head_of, plover_type
from khabar.evaluate.rams import is_measured
from khabar.records import EventType

TEXT = "Gunmen shot dead two farmers in Kisangani on Monday. The attack lasted an hour."


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def page(**changes: Any) -> dict[str, Any]:
    entities = {"T1": "Gunmen", "T2": "farmers", "T3": "Kisangani", "T4": "Monday"}
    return {
        "id": "one",
        "text": TEXT,
        "spans": [{"id": key, **span(words)} for key, words in entities.items()],
        "coref_clusters": [],
        "events": [
            {
                "event_type": "Life.Die.Unspecified",
                "trigger": span("shot"),
                "arguments": [
                    {"role": "Killer", "entity_id": "T1"},
                    {"role": "Victim", "entity_id": "T2"},
                    {"role": "Place", "entity_id": "T3"},
                ],
            },
            {"event_type": "Conflict.Attack.Unspecified", "trigger": span("attack"), "arguments": []},
        ],
    } | changes


def figures(name: str, path: Path, *records: dict[str, Any]) -> dict[str, float]:
    file = path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return evaluate(name, file).figures


def test_what_is_told_as_in_gold_is_right(tmp_path: Path) -> None:
    found = figures("wikievents", tmp_path, page())
    assert found["trigger_f1"] == found["argument_f1"] == found["strict_argument_f1"] == 1


def test_missed_and_wrong_arguments_lower_the_figure(tmp_path: Path) -> None:
    gold = page()
    gold["events"][0]["arguments"] = [
        {"role": "Killer", "entity_id": "T2"},
        {"role": "Victim", "entity_id": "T1"},
        {"role": "Place", "entity_id": "T3"},
    ]
    found = figures("wikievents", tmp_path, gold)
    assert found["argument_f1"] == pytest.approx(1 / 3)
    assert found["agent_f1"] == found["target_f1"] == 0


def test_a_coreferent_mention_will_do(tmp_path: Path) -> None:
    gold = page(coref_clusters=[["T4", "T1"]])
    gold["events"][0]["arguments"][0]["entity_id"] = "T4"
    assert figures("wikievents", tmp_path, gold)["agent_f1"] == 1


def test_other_types_are_left_out(tmp_path: Path) -> None:
    gold = page()
    gold["events"][0]["event_type"] = "Contact.Contact.Meet"
    found = figures("wikievents", tmp_path, gold)
    assert found["argument_recall"] == 0
    assert found["trigger_recall"] == 1


def test_a_report_that_gold_does_not_know_counts_against_the_strict_figure(tmp_path: Path) -> None:
    gold = page(events=[])
    found = figures("wikievents", tmp_path, page(), gold)
    assert found["argument_f1"] == 1
    assert found["strict_argument_f1"] < 1
    assert found["trigger_precision"] == pytest.approx(0.5)


def test_a_given_trigger_needs_no_lexicon(tmp_path: Path) -> None:
    text = "On Sunday the rebels zapped three villagers ."
    name = next(f"r{n}" for n in range(20) if is_measured(f"r{n}"))
    other = next(f"r{n}" for n in range(20) if not is_measured(f"r{n}"))
    event = {
        "event_type": "conflict.attack.n/a",
        "trigger": span("zapped", text),
        "arguments": [
            {"role": "attacker", **span("the rebels", text)},
            {"role": "target", **span("three villagers", text)},
        ],
    }
    gold = [{"id": key, "text": text, "events": [event]} for key in (name, other)]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    scores = evaluate("rams", file)
    assert scores.records == 1
    assert scores.figures["argument_f1"] == scores.figures["found"] == 1


def test_types_and_heads() -> None:
    assert plover_type("Justice.ArrestJailDetain.Unspecified") is EventType.COERCE
    assert plover_type("life.injure.illnessdegradationphysical") is None
    assert plover_type("Movement.Transportation.Unspecified") is None
    assert head_of(Words(5, 25, "the mayor of Harfleur")).text == "mayor"
    assert head_of(Words(0, 10, "Osun's men")).text == "men"
    assert head_of(Words(7, 36, "the port city of Harfleur")).text == "Harfleur"
    assert head_of(Words(7, 36, "the port city of Harfleur")).start == 7 + len("the port city of ")


def test_a_range_that_names_somebody_again_is_neither_right_nor_wrong() -> None:
    wanted = [("agent", (Words(0, 6, "rebels"), Words(20, 24, "they")))]
    counts = argument_counts(wanted, {"agent": [(0, 6), (20, 24), (30, 34)]})
    assert (counts["agent"].right, counts["agent"].given, counts["agent"].wanted) == (1, 2, 1)

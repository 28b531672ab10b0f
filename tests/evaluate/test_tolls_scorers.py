"""The scorers of tolls: own number cases, and headlines that can be about one event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from khabar.evaluate import numbers, ucdp_syria_candidate


def test_a_text_is_right_with_exactly_its_tolls(tmp_path: Path) -> None:
    twelve = {"measure": "killed", "low": 12, "best": 12, "high": 12, "of": None, "unavailable": False}
    text = "Gunmen killed 12 people in Velm on Sunday."
    records = [
        {"id": "a", "text": text, "tolls": [twelve], "published": "2024-02-13"},
        {"id": "b", "text": text, "tolls": [twelve | {"low": None}], "published": "2024-02-13"},
        {"id": "c", "text": text, "tolls": [], "published": "2024-02-13"},
    ]
    path = tmp_path / "numbers.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    scores = numbers.score(path)
    assert scores.records == 3
    assert scores.figures["right"] == 1 / 3


def headline(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "number_of_sources": 1, **more}


def test_a_headline_of_many_events_is_not_compared() -> None:
    one = headline("Shells kill 5 in Idlib")
    others = [
        headline("Raids kill 7"),
        headline("Raids kill 7"),
        headline("A raid kills 8; a mine kills 2"),
        headline("66 were killed yesterday"),
        headline("A raid kills 9", number_of_sources=2),
    ]
    assert list(ucdp_syria_candidate.alone([one, *others])) == [one]


def test_a_number_tells_of_deaths_beside_a_word_of_death() -> None:
    assert ucdp_syria_candidate.tells_deaths("Shells kill 5 in Idlib")
    assert not ucdp_syria_candidate.tells_deaths("14 shells hit Idlib, and somebody was killed")

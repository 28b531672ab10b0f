"""Two sentences that differ in one thing are coded alike but for the field which that thing decides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from khabar.coder import Coder
from khabar.folding import fold
from khabar.read import read_page
from khabar.records import Report, SourceKind

GOLD = Path(__file__).parent / "gold/minimal_pairs.jsonl"
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
DAY = date(2024, 3, 14)
LEAST = {"dev": 0.97, "kept": 0.90}


@cache
def _coder() -> Coder:
    return Coder()


@cache
def _reports(text: str) -> tuple[Report, ...]:
    return _coder().code(read_page(text, name="pair", published=DAY)).reports


def _told(text: str, trigger: str) -> Report | None:
    """Return the one report of the event named by ``trigger``, ``None`` if there is none or more than one."""
    at = text.index(trigger)
    found = [r for r in _reports(text) if r.trigger.start <= at < r.trigger.end]
    return found[0] if len(found) == 1 else None


def _fields(report: Report) -> dict[str, Any]:
    """Return what is compared. The author's own link carries nothing; names are folded."""
    place, when = report.place, report.date
    return {
        "event_type": report.event_type,
        "event_mode": report.event_mode,
        "actors": sorted((a.role, a.actor_id or fold(a.text or "")) for a in report.actors),
        "place": place and (place.place_id, fold(place.text)),
        "date": when and (when.date_start, when.date_end),
        "tolls": sorted((t.measure, t.low or 0, t.best or 0, t.high or 0) for t in report.tolls),
        "polarity": report.polarity,
        "modality": report.modality,
        "aspect": report.aspect,
        "chain": [(k.kind, fold(k.text or ""), k.stance) for k in report.chain if k.kind is not SourceKind.AUTHOR],
    }


def _right(name: str, wanted: dict[str, Any], report: Report) -> bool:
    """Return whether a field that must change has the value it must have."""
    if name == "chain":
        return any(
            fold(wanted["speaker"]) in fold(f"{link.text} {link.cue.text if link.cue else ''}")
            and link.stance == wanted["stance"]
            for link in report.chain
        )
    value = wanted[name]
    if name == "date":
        return report.date is not None and str(report.date.date_start) == str(report.date.date_end) == value
    if name == "place":
        return report.place is not None and fold(value) in fold(report.place.text)
    if name == "tolls":
        return [(t.measure, t.low, t.high) for t in report.tolls] == [(value[0], value[1], value[1])]
    return getattr(report, name) in value


def wrong(record: dict[str, Any]) -> list[str]:
    """Return the fields that a pair gets wrong: they must change and do not, or must not and do."""
    base, changed = (_told(record[key], word) for key, word in zip(("base", "changed"), record["trigger"], strict=True))
    if base is None or changed is None:
        return ["report"]
    wanted = record["changes"]
    names = {"chain" if name in ("speaker", "stance") else name for name in wanted}
    before, after = _fields(base), _fields(changed)
    missed = [name for name in names if not _right(name, wanted, changed) or before[name] == after[name]]
    free = set(record.get("free", ())) | names
    return sorted(missed + [name for name in before if name not in free and before[name] != after[name]])


def share_right(records: Sequence[dict[str, Any]]) -> float:
    """Return the share of pairs with nothing wrong."""
    return sum(not wrong(record) for record in records) / len(records)


def test_there_are_enough_pairs() -> None:
    assert len(RECORDS) >= 200
    assert len({record["war"] for record in RECORDS}) >= 10
    assert len({record["changed"] for record in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("half", ["dev", "kept"])
def test_one_change_changes_one_field(half: str) -> None:
    records = [record for record in RECORDS if record["half"] == half]
    missed = {record["id"]: fields for record in records if (fields := wrong(record))}
    assert 1 - len(missed) / len(records) >= LEAST[half], missed

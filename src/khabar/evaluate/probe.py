"""Sentences with one trap each: a speaker taken for the doer, a hedge taken for a fact, a place for the perpetrator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Scores, read_gold
from khabar.folding import fold
from khabar.read import read_page
from khabar.records import EventType, Link, Report, Role, SourceKind, When

KEYS = frozenset(
    {"event_type", "event_mode", "polarity", "modality", "aspect", "speaker", "stance", "date", "place", "tolls"}
) | {role.value for role in Role}
"""What an expectation may ask for."""


def _holds_one(wanted: Any, values: Iterable[str | None]) -> bool:
    """Return whether some value contains one of the wanted strings; for ``None``, whether there is no value."""
    present = [fold(v) for v in values if v]
    if wanted is None:
        return not present
    options = [wanted] if isinstance(wanted, str) else list(wanted)
    return any(fold(option) in value for option in options for value in present)


def _speaker(link: Link) -> list[str | None]:
    """Return what may name a speaker: the words and, where there are none ("reportedly"), the cue."""
    if link.kind is SourceKind.AUTHOR:
        return []
    return [link.text, link.actor_id, link.cue.text if link.cue else None]


def _days(when: When | None) -> list[str | None]:
    if when is None:
        return [None, None]
    return [d.isoformat() if d else None for d in (when.date_start, when.date_end)]


def misses(expected: dict[str, Any], report: Report) -> list[str]:
    """Return the keys of an expectation that a report does not meet, in the order they are written.

    Raises:
        ValueError: if the expectation asks for something unknown.
    """
    if unknown := sorted(set(expected) - KEYS):
        raise ValueError(f"unknown expectation {unknown[0]!r}")
    return [key for key, wanted in expected.items() if not _met(key, wanted, report)]


def _met(key: str, wanted: Any, report: Report) -> bool:
    if key in ("event_type", "modality", "event_mode", "aspect", "polarity"):
        value: str | None = getattr(report, key)
        return value in ([wanted] if isinstance(wanted, str) or wanted is None else wanted)
    if key in Role.__members__.values():
        named = [a for a in report.actors if a.role == key]
        return _holds_one(wanted, [v for a in named for v in (a.text, a.name)])
    if key == "speaker":
        return _holds_one(wanted, _speaker(report.chain[-1]))
    if key == "stance":
        return bool(report.chain[-1].stance == wanted)
    if key == "date":
        return _days(report.date) == list(wanted or [None, None])
    if key == "place":
        return _holds_one(wanted, [report.place.text, report.place.name] if report.place else [])
    given = {(t.measure.value, t.low, t.high) for t in report.tolls}
    return all((measure, low, high) in given for measure, low, high in wanted)


def never(names: Sequence[str], reports: Iterable[Report]) -> list[str]:
    """Return the names that are the agent of some assault and must not be."""
    texts = [
        fold(value)
        for report in reports
        if report.event_type is EventType.ASSAULT
        for actor in report.actors
        if actor.role is Role.AGENT
        for value in (actor.text, actor.name)
        if value
    ]
    return [name for name in names if any(fold(name) in text for text in texts)]


def verdict(record: dict[str, Any], reports: Sequence[Report]) -> list[str]:
    """Return what a sentence's reports miss, one line each; an expectation is met if some report meets all of it."""
    found = []
    for n, expected in enumerate(record["expect"]):
        best = min((misses(expected, report) for report in reports), key=len, default=["report"])
        found += [f"{record['id']}: event {n + 1}: {key}" for key in best]
    return found + [f"{record['id']}: never agent: {name}" for name in never(record.get("never_agent", ()), reports)]


def verdicts(path: Path, coder: Coder) -> dict[str, list[str]]:
    """Return what each sentence of a gold file misses, by id."""
    found = {}
    for number, record in enumerate(read_gold(path, ("id", "text", "expect")), start=1):
        published = date.fromisoformat(record["date"]) if record.get("date") else None
        page = read_page(record["text"], name=record["id"], published=published)
        try:
            found[record["id"]] = verdict(record, coder.code(page).reports)
        except ValueError as error:
            raise DataFileError(path, number, str(error), f"keys {', '.join(sorted(KEYS))}") from None
    return found


def score(path: Path) -> Scores:
    """Return the share of sentences with all expectations met, and of those where nobody is wrongly an agent."""
    found = verdicts(path, Coder())
    total = len(found) or 1
    figures = {
        "all_met": sum(not lines for lines in found.values()) / total,
        "no_wrong_agent": sum(not any("never agent" in line for line in lines) for lines in found.values()) / total,
    }
    return Scores("probe", len(found), figures)

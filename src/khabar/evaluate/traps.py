"""Sentences that only sound like conflict, and near twins of theirs that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Scores, read_gold
from khabar.read import read_page
from khabar.records import EventType, Report

CONFLICT: Final = frozenset(
    {
        EventType.THREATEN,
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
        EventType.RETREAT,
    }
)
"""What counts as a conflict event."""


def read_traps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of a file of traps.

    Raises:
        DataFileError: naming the item whose ``conflict`` or ``types`` cannot be used.
    """
    for number, item in enumerate(read_gold(path, ("id", "text", "domain", "conflict")), start=1):
        types = item.get("types", [])
        if not isinstance(item["conflict"], bool) or (item["conflict"] and not types):
            raise DataFileError(path, number, f"conflict {item['conflict']!r}", "true with types, or false")
        if unknown := [t for t in types if t not in EventType.__members__]:
            raise DataFileError(path, number, f"event type {unknown[0]!r}", f"one of {', '.join(EventType)}")
        yield item


def is_right(item: dict[str, Any], reports: Iterable[Report]) -> bool:
    """Return whether an item is coded as it is: no conflict event in a false one, one of its types in a real one."""
    types = {report.event_type for report in reports}
    if item["conflict"]:
        return not types.isdisjoint(EventType(t) for t in item["types"])
    return types.isdisjoint(CONFLICT)


def score(path: Path) -> Scores:
    """Return the share of false items with a conflict event, of those without (``quiet``), and of real ones found."""
    coder = Coder()
    right: dict[bool, list[bool]] = {False: [], True: []}
    for item in read_traps(path):
        reports = coder.code(read_page(item["text"], name=str(item["id"]))).reports
        right[item["conflict"]].append(is_right(item, reports))
    false, real = right[False], right[True]
    figures = {
        "false_conflict": false.count(False) / len(false) if false else 0.0,
        "quiet": false.count(True) / len(false) if false else 0.0,
        "real_found": real.count(True) / len(real) if real else 0.0,
    }
    return Scores("traps", len(false) + len(real), figures)

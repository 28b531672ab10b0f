"""Short texts of our own with the place of one event: its words, relation, precision, point, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.globe import distance_km
from khabar.read import read_page
from khabar.records import Place, Report

PUBLISHED: Final = date(2024, 3, 14)
_AWAY: Final = re.compile(r"\baway$|\b(?:north|south|east|west)")
_IN: Final = frozenset(
    {None, "in", "at", "of", "to", "inside", "within", "on", "into", "across", "throughout", "outside", "through"}
)
"""Relations that a desk would read as "it happened there"; "outside" a building is at it."""


def read_where(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of a file of events' places.

    Raises:
        DataFileError: naming the item whose trigger does not stand in its text.
    """
    for number, item in enumerate(read_gold(path, ("id", "text", "trigger", "places")), start=1):
        if item["trigger"] not in item["text"]:
            raise DataFileError(path, number, f"trigger {item['trigger']!r}", "words of the text")
        yield item


def reports_of(item: dict[str, Any], coder: Coder) -> list[Report]:
    """Return the reports of an item's event: those whose trigger overlaps the marked words, else of their sentence."""
    text = f"{item['title']}\n\n{item['text']}" if item.get("title") else item["text"]
    coded = coder.code(read_page(text, name=str(item["id"]), published=PUBLISHED))
    start = coded.document.text.rfind(item["text"]) + item["text"].index(item["trigger"])
    end = start + len(item["trigger"])
    over = [r for r in coded.reports if r.trigger.start < end and start < r.trigger.end]
    return over or [r for r in coded.reports if r.start <= start and end <= r.end]


def checks(item: dict[str, Any], reports: Iterable[Report]) -> dict[str, bool]:
    """Return what is right of an item, by name; only ``right`` where no place is wanted.

    ``found``: the event is coded; ``place``: one report has all wanted places and no other; ``relation``,
    ``where_prec`` and ``point`` are of the first; ``right``: all of these, or no resolved place where none is wanted.
    """
    wanted = item["places"]
    best = {"found": False, "place": False, "right": False} if wanted else {"right": True}
    for report in reports:
        given = [p for p in (report.place, *report.places) if p is not None]
        one = {"found": True}
        if wanted:
            one["place"] = len(given) == len(wanted) and all(map(_names, wanted, given))
            first = given[0] if given else None
            one["relation"] = first is not None and _relation(first) in wanted[0]["relation"]
            one["where_prec"] = first is not None and (first.where_prec or 0) in (
                *wanted[0]["where_prec"],
                *_OPEN[not first.place_id],
            )
            if "point" in wanted[0]:
                one["point"] = first is not None and all(map(_near, wanted, given))
            one["right"] = all(one.values())
        else:
            one = {"right": best["right"] and not any(p.place_id for p in given)}
            best = one
        if wanted and sum(one.values()) > sum(best.values()):
            best = one
    return best


_OPEN: Final = {True: (0,), False: ()}
"""A place that the gazetteer does not have needs no precision."""


def _names(wanted: dict[str, Any], given: Place) -> bool:
    names = f"{given.text}\n{given.name or ''}".casefold()
    return any(words.casefold() in names for words in wanted["text"])


def _relation(place: Place) -> str | None:
    relation = place.relation
    if relation is not None and _AWAY.search(relation):
        return "away"
    return "in" if relation in _IN else relation


def _near(wanted: dict[str, Any], given: Place) -> bool:
    if "point" not in wanted:
        return True
    if given.latitude is None or given.longitude is None:
        return False
    lat, lon = wanted["point"]
    return distance_km((given.latitude, given.longitude), (lat, lon)) <= float(wanted["km"])


def score(path: Path) -> Scores:
    """Return the share of items all right (``right``), and of each part over the items that have it."""
    coder = Coder()
    parts: dict[str, list[float]] = {
        "right": [],
        "found": [],
        "place": [],
        "relation": [],
        "where_prec": [],
        "point": [],
    }
    invented: list[float] = []
    records = 0
    for item in read_where(path):
        records += 1
        for name, right in checks(item, reports_of(item, coder)).items():
            parts[name].append(float(right))
            if name == "right" and not item["places"]:
                invented.append(1.0 - right)
    return Scores("where", records, {**{n: macro(v) for n, v in parts.items()}, "invented": macro(invented)})

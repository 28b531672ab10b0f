"""Names that the words behind them tie to the place named next: "the Mayo area of southern Khartoum" is not in Ireland.

A quarter lies in its town, and what is "north of" a town is not on another continent. Where the place chosen for such a
name lies elsewhere, another place of that name that lies there is taken; without one, the place that it is tied to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from khabar.globe import km_between
from khabar.place.gazetteer import Gazetteer, gazetteer
from khabar.place.model import Entry, Kind, NameKind, ResolvedPlace
from khabar.place.relation import displacement

_PART: Final = (
    r"(?:area|district|quarter|neighbou?rhood|suburb|section|slum|township|ward|locality|estate|borough|commune|hood)s?"
)
_SPOT: Final = rf"(?:{_PART}|village|town|hamlet|settlement|community|locality|camp|market)"
_COMPASS: Final = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_SIDE: Final = rf"(?:{_COMPASS}(?:ern)?|central|downtown|rural|inner|outer|greater)"
_INTO: Final = rf"(?:of|in|inside)\s(?:the\s)?(?:(?:city|town|capital)(?:,|\sof)?\s)?(?:{_SIDE}\s)?"
_FAR: Final = (
    r"(?:(?:just|some|about|around|roughly|nearly|almost)\s)?"
    r"(?:(?:[\d.,]+|\w+)\s?-?(?:km|kms|kilomet(?:er|re)s?|miles?|mi)\s)?(?:to\sthe\s)?"
)
_BESIDE: Final = rf"(?:{_FAR}{_COMPASS}\s(?:of|from)|{_FAR}(?:from|outside|near)|near|outside|close\sto|not\sfar\sfrom)"
_TOWN: Final = r"\s(?:the\s)?(?:(?:city|town|capital)(?:,|\sof)\s)?"

_QUARTER: Final = re.compile(
    rf"\s{_PART},?\s{_INTO}|(?:\s{_PART})?,\s(?:an?|the)\s(?:[\w-]+\s){{0,3}}?{_PART},?\s{_INTO}", re.IGNORECASE
)
"""A quarter before its town."""
_OF_ITS_TOWN: Final = re.compile(
    rf"(?:\s{_PART}\sof|['’]s(?:\s{_SIDE})?)\s(?:the\s)?|\s{_PART},\s(?:the\s)?", re.IGNORECASE
)
"""A town before its quarter: "the Goma suburb of", "Goma's"; the second only before a word for a quarter."""
_CALLED: Final = re.compile(rf"\s{_PART}\b", re.IGNORECASE)
_NEIGHBOUR: Final = re.compile(
    rf"(?:\s{_SPOT})?,\s(?:(?:an?|the)\s(?:[\w-]+\s){{0,3}}?{_SPOT},?\s)?{_BESIDE}{_TOWN}"
    rf"|(?:\s{_SPOT})?(?:,|,?\sin)\s(?:the\s)?{_SIDE}\s",
    re.IGNORECASE,
)
"""A place before the one it lies beside, or in a part of."""

_EXACT: Final = re.compile(rf"\d|\b(?:{_SPOT}|near|outside|close)\b", re.IGNORECASE)

TOWN_KM: Final = 100.0
"""A namesake so far from a town is no quarter of it."""
BESIDE_KM: Final = 300.0
"""Across a border, what lies farther from a town is not told as "north of" it, unless the world knows it."""
_KNOWN: Final = 1_000_000
"""People of a town that a text sets by compass against towns far off: "Istanbul, north-west of Aleppo"."""
_BROAD: Final = frozenset({Kind.CONTINENT, Kind.REGION, Kind.SEA})
_SURE: Final = 0.5
"""Least chance with which a place draws the one tied to it to itself."""


def tie(text: str, places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Return ``places`` with those moved to where the words between them and their neighbours say that they lie.

    ``places`` are those of ``text``, in text order. A place that stands in for a name keeps the words of the name.
    """
    found = list(places)
    for at, (one, other) in enumerate(pairwise(places)):
        between = text[_end_of_name(one) : other.mention.start]
        if not between.strip() or len(between) > 90 or "\n\n" in between:
            continue
        if _QUARTER.fullmatch(between):
            found[at] = _moved(one, other, TOWN_KM)
        elif _is_town_of(text, between, other):
            found[at + 1] = _moved(other, one, TOWN_KM)
        elif _NEIGHBOUR.fullmatch(between) and not _is_known(one, between):
            found[at] = _moved(one, other, None)
    return found


def _end_of_name(place: ResolvedPlace) -> int:
    return place.mention.start + len(place.mention.name)


def _is_town_of(text: str, between: str, quarter: ResolvedPlace) -> bool:
    """Return whether the words between two names make the first the town of the second."""
    if not _OF_ITS_TOWN.fullmatch(between):
        return False
    return " of" in between or bool(_CALLED.match(text, _end_of_name(quarter)))


def _is_known(place: ResolvedPlace, between: str) -> bool:
    """Return whether a place is so well known that a bare direction ties it to nothing near."""
    entry = place.entry
    if entry is None or entry.kind is Kind.COUNTRY:
        return True
    bare = not _EXACT.search(between)
    return bare and (entry.is_capital or entry.population >= _KNOWN)


def _moved(place: ResolvedPlace, around: ResolvedPlace, reach: float | None) -> ResolvedPlace:
    """Return a place as it is where it lies with the one around it; else a namesake that does, or that one itself."""
    own, near = place.entry, around.entry
    if own is None or near is None or around.score < _SURE or own.number == near.number:
        return place
    if place.mention.of_border or around.mention.of_border or (own.kind is near.kind is Kind.COUNTRY):
        return place
    if own.kind in _BROAD or near.kind in _BROAD:
        return place
    km = displacement(around.mention.relation)[0]
    if reach is None and km is not None:
        reach = 2 * km + TOWN_KM
    gazette = gazetteer()
    if _lies_with(own, near, reach, gazette):
        return place
    for entry, share in place.candidates:
        if entry.number != near.number and _lies_with(entry, near, reach, gazette):
            return replace(place, entry=entry, score=share, latitude=entry.latitude, longitude=entry.longitude)
    namesakes = [
        c.entry
        for c in place.mention.candidates
        if c.name_kind is not NameKind.SKELETON and c.entry.number != near.number
    ]
    there = [e for e in namesakes if _lies_with(e, near, reach, gazette)]
    if there:
        best = min(there, key=lambda e: (km_between(e, near) or 0.0, e.number))
        return replace(place, entry=best, score=around.score, latitude=best.latitude, longitude=best.longitude)
    relation = "in" if reach == TOWN_KM or not near.kind.is_point else around.mention.relation
    if relation in (None, "of", "from", "to"):
        relation = "in"
    mention = replace(place.mention, relation=relation, inside=None)
    return replace(
        place,
        mention=mention,
        entry=near,
        score=around.score,
        candidates=around.candidates,
        latitude=around.latitude,
        longitude=around.longitude,
    )


def _lies_with(entry: Entry, near: Entry, reach: float | None, gazette: Gazetteer) -> bool:
    """Return whether a place lies in a unit or country, or within reach of a town.

    Without a ``reach`` anything of its country does, and what lies beyond the border within ``BESIDE_KM``.
    """
    if not near.kind.is_point or near.latitude is None:
        return bool(set(entry.countries) & set(near.countries)) or gazette.within(entry, near)
    if not entry.kind.is_point and gazette.within(near, entry):
        return True
    away = km_between(entry, near)
    if reach is not None and entry.kind in (Kind.TOWN, Kind.ADMIN2, Kind.CAMP, Kind.SITE, Kind.BASE):
        return away is None or away <= reach
    if set(entry.countries) & set(near.countries):
        return True
    return entry.kind.is_point and (away or 0.0) <= BESIDE_KM

"""``hard_places``: our own sentences of conflict news with hard names of places, and names that are no places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.globe import distance_km
from khabar.place import ResolvedPlace, resolve


def score(path: Path) -> Scores:
    """Return the figures on the sentences in ``path``, read raw, each by itself.

    ``right`` counts names: a place found at its words within its ``km``, and a name of no place not resolved to
    one. Capitals, countries and parts of bodies' names may be mentioned: only the coder tells governments apart, and
    a part of a body is marked as one. ``near`` is the part of places found, ``country`` the part found in the
    right country, ``refused`` the part of other names left alone.
    """
    near = country = refused = Counts()
    records = 0
    for record in read_gold(path, ("text", "mentions", "not_places")):
        records += 1
        found = resolve(record["text"])
        for name in record["mentions"]:
            near += Counts(_is_right(name, found), 1, 1)
            if name["country"]:
                country += Counts(any(name["country"] in _iso2(p) for p in _at(name, found)), 1, 1)
        for name in record["not_places"]:
            placed = any(_taken(p) for p in _at(name, found))
            refused += Counts(not placed, 1, 1)
    figures = {"right": (near + refused).recall, "near": near.recall, "country": country.recall}
    return Scores("hard_places", records, figures | {"refused": refused.recall})


def faults(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each name that is not right: its words, what it was taken for, the sentence."""
    for record in read_gold(path, ("text", "mentions", "not_places")):
        found = resolve(record["text"])
        for name in record["mentions"]:
            if not _is_right(name, found):
                yield name["text"], _shown(_at(name, found)), record["text"]
        for name in record["not_places"]:
            placed = [
                p
                for p in _at(name, found)
                if p.entry is not None and not p.mention.metonym_able and not p.mention.of_border
            ]
            if placed:
                yield f"({name['text']})", _shown(placed), record["text"]


def _at(name: Mapping[str, Any], found: list[ResolvedPlace]) -> list[ResolvedPlace]:
    return [p for p in found if p.mention.start < name["end"] and name["start"] < p.mention.end]


def _taken(place: ResolvedPlace) -> bool:
    mention = place.mention
    return place.entry is not None and not (mention.metonym_able or mention.of_border or mention.of_body)


def _is_right(name: Mapping[str, Any], found: list[ResolvedPlace]) -> bool:
    wanted = name["latitude"], name["longitude"]
    return any(
        p.latitude is not None
        and p.longitude is not None
        and distance_km((p.latitude, p.longitude), wanted) <= name["km"]
        for p in _at(name, found)
    )


def _iso2(place: ResolvedPlace) -> tuple[str, ...]:
    from khabar.place.gazetteer import gazetteer

    codes = {iso3: iso2 for iso2, iso3 in gazetteer().iso2.items()}
    return tuple(codes[c] for c in place.entry.countries if c in codes) if place.entry else ()


def _shown(found: list[ResolvedPlace]) -> str:
    if not found:
        return "not found"
    return "; ".join(_said(place) for place in found)


def _said(place: ResolvedPlace) -> str:
    entry, text = place.entry, place.mention.text
    if entry is None:
        return f"{text}: open {[c.entry.name for c in place.mention.candidates][:3]}"
    return f"{text}: {entry.name} {entry.place_id} {','.join(entry.countries)} {entry.kind.name} {place.score:.2f}"

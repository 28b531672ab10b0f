"""Quarters of a city that no list has, and that a namesake far away is taken for: "in Kensington", of Philadelphia.

The gazetteer has towns and few of their quarters. So where a document leaves no doubt of its town, a small town far
off that nothing else in the text speaks for is more likely a quarter of that city. On 268 pages of ``gva_longtail`` it
speaks six times; of the four looked at, gold says in three that the namesake is wrong and nothing of the
fourth; settled cities are the same with and without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.coding.draft import Draft
from khabar.coding.focus import Focus, is_dateline
from khabar.globe import km_between
from khabar.place import Kind, ResolvedPlace
from khabar.place.model import Entry
from khabar.place.names import key
from khabar.records import Document

CITY: Final = 100_000
"""Least population of a city that is told of by its quarters."""

FAR_KM: Final = 100.0
"""A namesake so far from the story's town is no suburb of it."""

_BESIDE_KM: Final = 80.0
_GROUNDS: Final = frozenset({"title", "of town", "lead"})


def is_quarter(draft: Draft, focus: Focus, document: Document, places: Sequence[ResolvedPlace]) -> bool:
    """Return whether a draft's place is a far namesake of what must be a quarter of the story's town.

    A capital is no such town: what is told from there is often elsewhere.
    """
    city, own = focus.place.entry, draft.place
    if city is None or own is None or city.is_capital or city.population < CITY or not _GROUNDS & set(focus.grounds):
        return False
    place = next((p for p in places if p.mention.start == own.start and p.entry is not None), None)
    if place is None or place.entry is None or place.mention.admin_word or own.relation not in ("in", "at", "near"):
        return False
    town = place.entry
    if town.kind is not Kind.TOWN or town.is_capital or town.population >= CITY:
        return False
    if (km_between(town, city) or 0.0) < FAR_KM:
        return False
    if city.country_iso3 != town.country_iso3 and place.candidates and place.candidates[0][1] >= 0.99:
        return False
    if not _is_of(draft, city):
        return False
    if any(key(p.mention.name) == key(place.mention.name) and p.mention.inside is not None for p in places):
        return False
    return not is_dateline(document.text, place) and not any(_speaks_for(p, town) for p in places)


def _is_of(draft: Draft, city: Entry) -> bool:
    """Return whether nobody of another country acts or is struck: the KLA fights in no quarter of an Afghan city."""
    countries = {a.country_iso3 for a in draft.actors if a.country_iso3}
    return not countries or bool(countries & set(city.countries))


def _speaks_for(place: ResolvedPlace, town: Entry) -> bool:
    """Return whether another place of the text lies beside a town, or is a unit or country that holds it alone."""
    entry = place.entry
    if entry is None or entry.number == town.number:
        return False
    if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
        return entry.number in (town.admin1, town.admin2)
    return entry.kind is Kind.TOWN and (km_between(entry, town) or 0.0) <= _BESIDE_KM

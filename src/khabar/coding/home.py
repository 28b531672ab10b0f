"""Which country a document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from khabar.place import ResolvedPlace

SHARE = 0.6
"""The part of a document's places that must lie in one country for the document to be about it."""


def home_of(places: Sequence[ResolvedPlace]) -> str | None:
    """Return the ISO alpha-3 code of the country in which most of the places lie, ``None`` if no country has enough."""
    countries = Counter(place.country_iso3 for place in places if place.country_iso3)
    total = sum(countries.values())
    if not total:
        return None
    country, count = min(countries.items(), key=lambda item: (-item[1], item[0]))
    return country if count >= SHARE * total else None

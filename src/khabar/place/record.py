"""A resolved place as a record, with the precision that UCDP GED gives it, its point and how far the event may lie."""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from khabar.globe import distance_km
from khabar.place.extent import radius_km
from khabar.place.gazetteer import gazetteer
from khabar.place.geometry import displaced, middle
from khabar.place.model import Entry, Kind, ResolvedPlace
from khabar.place.relation import displacement
from khabar.records import Place

FARTHEST_KM = 300.0
"""Beyond this "N km south of" tells no more than a country would, and is mostly a distance of something else."""


def where_prec(resolved: ResolvedPlace, relation: str | None) -> int | None:
    """Return UCDP GED's ``where_prec``, ``None`` for a place that is not resolved.

    1 exact place; 2 within about 25 km of a known point; 3 second-order unit; 4 first-order unit; 5 vague: a line, an
    island, between two places, larger than a first-order unit; 6 country; 7 international waters (UCDP GED codebook).
    """
    entry = resolved.entry
    if entry is None:
        return None
    if entry.kind is Kind.SEA:
        return 7
    if relation in ("border", "side") or resolved.mention.of_border or entry.kind.is_vague or relation == "between":
        return 5
    if entry.kind is Kind.COUNTRY:
        return 5 if relation == "off" else 6
    if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
        return 4 if entry.kind is Kind.ADMIN1 else 3
    return 1 if relation is None or relation in ("in", "at", "of", "from", "to") else 2


_TRANSLITERATED = re.compile("(?<=[A-Za-z])[\u0304\u0323\u0327\u0331]|[\u02bb\u02bc\u2018\u2019\u02bf\u02be]")
"""Marks of scholarly transliteration: macrons, dots and hooks below, the signs of alif and ayn."""

_ROMANISED = frozenset(
    ["AFG", "ARE", "BHR", "DJI", "DZA", "EGY", "ERI", "ETH", "IRN", "IRQ", "ISR", "JOR", "KWT", "LBN", "LBY", "MAR",
     "MLI", "MRT", "NER", "OMN", "PAK", "PSE", "QAT", "SAU", "SDN", "SOM", "SSD", "SYR", "TCD", "TUN", "YEM"]
)  # fmt: skip
"""Countries whose places GeoNames writes with these marks; in others they are letters of the language."""


def english(entry: Entry) -> str:
    """Return a place's name as English texts write it: "Al Hasakah" for "Al Ḩasakah"; ids do not change."""
    if _ROMANISED.isdisjoint(entry.countries):
        return entry.name
    return normalize("NFC", _TRANSLITERATED.sub("", normalize("NFD", entry.name)))


def to_place(resolved: ResolvedPlace, relation: str | None = None, confidence: float | None = None) -> Place:
    """Return the record of a resolved place; the words are kept where nothing was resolved.

    ``relation`` overrides the mention's own. A distance with a direction moves the point; ``confidence`` is the chance
    that this is where the event was, without it the resolution's own score.
    """
    mention, entry = resolved.mention, resolved.entry
    relation = relation or mention.relation
    if entry is None:
        return Place(mention.text, mention.start, mention.end, relation=relation)
    admin1 = None if entry.admin1 is None else english(gazetteer().entry(entry.admin1))
    lat, lon, radius = _where(resolved, entry, relation)
    return Place(
        mention.text,
        mention.start,
        mention.end,
        entry.place_id,
        english(entry),
        relation,
        lat,
        lon,
        entry.country_iso3,
        english(entry) if entry.kind is Kind.ADMIN1 else admin1,
        where_prec(resolved, relation),
        radius,
        round(resolved.score if confidence is None else confidence, 3),
    )


def _where(
    resolved: ResolvedPlace, entry: Entry, relation: str | None
) -> tuple[float | None, float | None, float | None]:
    """Return point and radius of a place under a relation."""
    lat, lon = resolved.latitude, resolved.longitude
    if lat is None or lon is None:
        return None, None, None
    far, bearing = displacement(relation)
    if far is not None and far > FARTHEST_KM:
        far = bearing = None
    if far is not None and bearing is not None and entry.kind.is_point:
        lat, lon = displaced((lat, lon), far, bearing)
    return round(lat, 5), round(lon, 5), radius_km(entry, relation, far, bearing)


def to_middle(one: Place, other: Place, text: str) -> Place:
    """Return the place between two: the first with the words from one to the other, the point half way between them.

    The radius reaches either; without both points it is that of the first alone.
    """
    placed = replace(one, text=text, end=one.start + len(text), relation="between", where_prec=one.where_prec and 5)
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return placed
    a, b = (one.latitude, one.longitude), (other.latitude, other.longitude)
    lat, lon = middle(a, b)
    half = round(max(distance_km(a, b) / 2, one.radius_km or 0.0), 1)
    return replace(placed, latitude=round(lat, 5), longitude=round(lon, 5), radius_km=half)

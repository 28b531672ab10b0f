"""How far from a place's point what happened "there" may lie."""

from __future__ import annotations

from functools import cache
from math import pi, sin, sqrt
from typing import Final

from khabar.place.model import Entry, Kind
from khabar.tables import packaged, read_table

AROUND_KM: Final = 25.0
"""What UCDP GED takes for the surroundings of a known point (codebook, ``where_prec`` 2)."""

SITE_KM: Final = 3.0
"""Radius of a camp, base, crossing or hamlet; GeoNames' points of such are one or two kilometres off themselves."""

_PER_KM2: Final = 3000.0
"""People to a square kilometre of built-up land: a round figure of ours, below what is measured for most of the world's
cities (Angel et al., Atlas of Urban Expansion 2016), so that suburbs lie within. A town of a million reaches 10 km."""

_OBLONG: Final = 1.4
"""How much farther than a circle as large the corners of two squares side by side lie from their middle."""

_OFF: Final = sin(pi / 8)
"""A compass point stands for an eighth of the circle: at that distance, so much to either side."""


@cache
def _areas() -> dict[str, tuple[float, int, int]]:
    rows = read_table(packaged("khabar.place", "areas.tsv"), ["iso3", "area_km2", "admin1", "admin2"])
    return {row["iso3"]: (float(row["area_km2"]), int(row["admin1"]), int(row["admin2"])) for row in rows}


def radius_of(entry: Entry) -> float | None:
    """Return the radius in kilometres around the entry's point in which the place lies, ``None`` where no source tells.

    Towns by their people, units and countries by the country's area and how many units share it.
    """
    if entry.kind is Kind.TOWN:
        return round(max(SITE_KM, sqrt(entry.population / _PER_KM2 / pi)), 1)
    if entry.kind.is_point:
        return SITE_KM
    if entry.kind is Kind.BORDER:
        sizes = [_areas()[iso3][0] for iso3 in entry.countries if iso3 in _areas()]
        return _reach(min(sizes)) if sizes else None
    level = {Kind.COUNTRY: 0, Kind.ADMIN1: 1, Kind.ADMIN2: 2}.get(entry.kind)
    known = _areas().get(entry.country_iso3 or "")
    if level is None or known is None or not known[0]:
        return None
    return _reach(known[0] / max(1, known[level] if level else 1))


def _reach(area: float) -> float:
    return float(round(_OBLONG * sqrt(area / pi)))


def radius_km(
    entry: Entry, relation: str | None, far: float | None = None, bearing: float | None = None
) -> float | None:
    """Return the radius around the point of a place of that relation; ``None`` where no source tells how large it is.

    ``far`` and ``bearing`` are what the relation says in kilometres and degrees; with both the point lies out there.
    """
    own = radius_of(entry)
    if own is None:
        return None
    if far is not None:
        return round(max(own, far * _OFF) if bearing is not None else own + far, 1)
    if relation in ("near", "around", "off", "away", "along") or bearing is not None:
        return round(own + AROUND_KM, 1) if entry.kind.is_point else own + AROUND_KM
    return own

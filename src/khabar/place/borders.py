"""Where two countries meet: a point for "the border" worked out from the towns on either side."""

from __future__ import annotations

from collections import defaultdict
from math import cos, hypot, radians

from khabar.place.sources import Point, Source

_CELL = 0.5
"""Degrees: towns farther apart than two cells do not face each other over a border."""


def _cells(points: list[Point]) -> dict[tuple[int, int], list[Point]]:
    cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for lat, lon in points:
        cells[int(lat // _CELL), int(lon // _CELL)].append((lat, lon))
    return cells


def _middle(points: list[Point]) -> Point:
    """Return the one of ``points`` nearest to their mean."""
    lat, lon = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    best = min(points, key=lambda p: (hypot(p[0] - lat, (p[1] - lon) * cos(radians(lat))), p))
    return round(best[0], 4), round(best[1], 4)


def border_points(source: Source, iso3: dict[str, str]) -> dict[str, list[float]]:
    """Return a point for each pair of neighbours, keyed ``AAA-BBB`` in alphabetical order.

    The towns of each side within half a degree of one of the other side are paired with the nearest; the point is the
    middle of the midpoints, one per cell, so that a crowded stretch does not outweigh a long one.
    """
    towns: dict[str, list[Point]] = defaultdict(list)
    for town in source.towns:
        towns[town.iso2].append(town.point)
    cells = {iso2: _cells(points) for iso2, points in towns.items()}
    centres = {country.iso2: country.point for country in source.countries}
    found: dict[str, list[float]] = {}
    for country in source.countries:
        for other in country.neighbours:
            if other not in iso3 or country.iso2 > other:
                continue
            midpoints: dict[tuple[int, int], tuple[float, Point]] = {}
            there = cells.get(other, {})
            for (row, column), points in sorted(cells.get(country.iso2, {}).items()):
                near = [p for r in (-1, 0, 1) for c in (-1, 0, 1) for p in there.get((row + r, column + c), ())]
                for lat, lon in points if near else ():
                    scale = cos(radians(lat))
                    far, (a, b) = min((hypot(lat - p[0], (lon - p[1]) * scale), p) for p in near)
                    cell = row, column
                    if cell not in midpoints or far < midpoints[cell][0]:
                        midpoints[cell] = far, ((lat + a) / 2, (lon + b) / 2)
            pair = "-".join(sorted((iso3[country.iso2], iso3[other])))
            if midpoints:
                found[pair] = list(_middle([point for _, point in midpoints.values()]))
            else:
                one, two = centres[country.iso2], centres[other]
                found[pair] = [round((one[0] + two[0]) / 2, 4), round((one[1] + two[1]) / 2, 4)]
    return dict(sorted(found.items()))

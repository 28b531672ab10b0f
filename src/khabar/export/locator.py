"""A small map in one piece of SVG: countries around some points, and circles for how far off they may lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain, repeat
from math import cos, radians
from typing import Any, Final

Point = tuple[float, float, float | None]
"""Longitude and latitude in degrees, and the radius in km that the point may be off, ``None`` if unknown."""

WIDTH: Final = 640
HEIGHT: Final = 400
LEAST_SPAN: Final = 6.0
"""Degrees that a map shows at least, so that a single town has its countries around it."""


Ring = tuple[tuple[float, float], ...]


@cache
def _world() -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of the desk's map, each as its rings (Natural Earth 1:50m by way of world-atlas).

    The file is a topology: borders stand in it once, as arcs of steps from point to point in whole numbers.
    """
    text = files("khabar.desk").joinpath("static", "assets", "world.json").read_text(encoding="utf-8")
    world: dict[str, Any] = json.loads(text)
    (scale_x, scale_y), (from_x, from_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for steps in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + from_x, y * scale_y + from_y))
        arcs.append(tuple(points))

    def ring(numbers: Sequence[int]) -> Ring:
        joined: list[tuple[float, float]] = []
        for number in numbers:
            # A negative number is the arc of its complement, walked backwards.
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            joined += arc[1:] if joined else arc
        return tuple(joined)

    shapes = world["objects"]["countries"]["geometries"]
    polygons = [
        polygon
        for shape in shapes
        if shape["type"] in ("Polygon", "MultiPolygon")
        for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
    ]
    return tuple(tuple(ring(numbers) for numbers in polygon) for polygon in polygons)


def locator(points: Sequence[Point], *, label: str, names: Sequence[str] = ()) -> str:
    """Return an SVG element that shows points among countries; an empty text without points.

    ``names`` are short names of the points, such as numbers; several that fall on one spot stand there together.
    """
    if not points:
        return ""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    middle = (west + east) / 2, (south + north) / 2
    squeeze = max(0.2, cos(radians(middle[1])))
    tall = max((north - south) * 1.4, (east - west) * 1.4 * squeeze * HEIGHT / WIDTH, LEAST_SPAN)
    scale = HEIGHT / tall

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - middle[0]) * squeeze * scale
        return round(x, 1), round(HEIGHT / 2 - (latitude - middle[1]) * scale, 1)

    box = (
        middle[0] - WIDTH / scale / squeeze / 2,
        middle[1] - tall / 2,
        middle[0] + WIDTH / scale / squeeze / 2,
        middle[1] + tall / 2,
    )
    paths = [path for polygon in _world() for path in _path(polygon, box, at)]
    marks = []
    beside: dict[tuple[float, float], list[str]] = {}
    for (longitude, latitude, radius), name in zip(points, chain(names, repeat("")), strict=False):
        x, y = at(longitude, latitude)
        if name:
            beside.setdefault((x, y), []).append(name)
        if radius:
            marks.append(f'<circle class="ring" cx="{x}" cy="{y}" r="{max(6.0, radius / 110.6 * scale):.1f}"/>')
        marks.append(f'<circle class="spot" cx="{x}" cy="{y}" r="4"/>')
    marks += [f'<text x="{x + 7}" y="{y - 5}">{escape(", ".join(those))}</text>' for (x, y), those in beside.items()]
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>{"".join(paths)}{"".join(marks)}</svg>'
    )


def _path(polygon: Sequence[Ring], box: tuple[float, float, float, float], at: Any) -> Iterator[str]:
    west, south, east, north = box
    outer = polygon[0]
    if (
        max(p[0] for p in outer) < west
        or min(p[0] for p in outer) > east
        or max(p[1] for p in outer) < south
        or min(p[1] for p in outer) > north
    ):
        return
    rings = ("M" + "L".join("{},{}".format(*at(*point)) for point in ring) + "Z" for ring in polygon)
    yield f'<path class="land" d="{"".join(rings)}"/>'

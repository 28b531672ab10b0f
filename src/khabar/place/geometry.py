"""Points on the globe: so far from here in that direction, and half way between two."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin
from typing import Final

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EARTH_KM: Final = 6371.0
_BEARINGS: Final = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip


def bearing_of(way: str) -> float | None:
    """Return the bearing in degrees of a compass word, ``None`` of any other.

    >>> bearing_of("south-west"), bearing_of("northern"), bearing_of("away")
    (225.0, 0.0, None)
    """
    plain = way.lower().replace("-", "").replace(" ", "")
    for end in ("wards", "ward", "ern"):
        plain = plain.removesuffix(end)
    return _BEARINGS.get(plain)


def displaced(point: Point, km: float, bearing: float) -> Point:
    """Return the point so many kilometres from ``point`` along the great circle that starts at ``bearing`` degrees.

    >>> [round(x, 2) for x in displaced((0.0, 10.0), 111.2, 90.0)]
    [0.0, 11.0]
    """
    lat, lon, way, far = radians(point[0]), radians(point[1]), radians(bearing), km / _EARTH_KM
    there = asin(max(-1.0, min(1.0, sin(lat) * cos(far) + cos(lat) * sin(far) * cos(way))))
    east = lon + atan2(sin(way) * sin(far) * cos(lat), cos(far) - sin(lat) * sin(there))
    return degrees(there), (degrees(east) + 540) % 360 - 180


def middle(one: Point, other: Point) -> Point:
    """Return the point half way between two along the great circle.

    >>> [round(x, 2) for x in middle((0.0, 179.0), (0.0, -177.0))]
    [0.0, -179.0]
    """
    a, b, step = radians(one[0]), radians(other[0]), radians(other[1] - one[1])
    x, y = cos(b) * cos(step), cos(b) * sin(step)
    lat = atan2(sin(a) + sin(b), ((cos(a) + x) ** 2 + y**2) ** 0.5)
    lon = radians(one[1]) + atan2(y, cos(a) + x)
    return degrees(lat), (degrees(lon) + 540) % 360 - 180

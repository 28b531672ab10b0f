"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final, Protocol

_EARTH_KM: Final = 6371.0


class Located(Protocol):
    """What may have a point, in degrees."""

    @property
    def latitude(self) -> float | None: ...  # noqa: D102
    @property
    def longitude(self) -> float | None: ...  # noqa: D102


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres between two points in degrees.

    >>> round(distance_km((33.5, 36.3), (33.3, 44.4)))
    752
    """
    a, b = radians(one[0]), radians(other[0])
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


def km_between(one: Located, other: Located) -> float | None:
    """Return the distance of two places in kilometres, ``None`` where one of them has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))


__all__ = ["Located", "distance_km", "km_between"]

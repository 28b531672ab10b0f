"""From a candidate's share to the chance that it is right."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from khabar.tables import packaged, read_table


@cache
def _knots() -> tuple[tuple[float, ...], tuple[float, ...]]:
    rows = read_table(packaged("khabar.place", "calibration.tsv"), ["share", "right"])
    points = [(float(row["share"]), float(row["right"])) for row in rows]
    return tuple(share for share, _ in points), tuple(right for _, right in points)


def chance(share: float) -> float:
    """Return the chance, 0 to 1, that an entry with this share among a name's candidates lies where the name means.

    >>> chance(0.0), chance(1.0) < 1.0, chance(0.4) < chance(0.6)
    (0.0, True, True)
    """
    shares, right = _knots()
    at = min(max(bisect_left(shares, share), 1), len(shares) - 1)
    low, high = shares[at - 1], shares[at]
    part = min(1.0, max(0.0, (share - low) / (high - low)))
    return right[at - 1] + part * (right[at] - right[at - 1])

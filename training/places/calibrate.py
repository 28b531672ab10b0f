"""Count how often a place is right by its share, and print the knots for ``calibration.tsv``.

    python training/places/calibrate.py ../shared/data

Names given in geo_lgl and geo_geovirus, no home. Right is within 161 km. Also prints the expected calibration error of
ten bins for geo_lgl with knots from the other four folds by outlet (and from geo_geovirus), before and after.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from khabar.evaluate.places import gold_places, is_near
from khabar.evaluate.scores import read_gold
from khabar.place import resolve_places
from khabar.place.find import given_mentions

EDGES = (0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 0.995, 0.9999, 1.01)
FOLDS = 5
Pairs = Sequence[tuple[float, bool]]


def pairs(path: Path) -> list[tuple[float, bool, int]]:
    """Return for each name resolved its share, whether it is right, and a number for its outlet."""
    found = []
    for record in read_gold(path, ["text", "spans"]):
        gold = gold_places(record)
        given = given_mentions(record["text"], [(g.start, g.end) for g in gold])
        for place, answer in zip(gold, resolve_places(given, text=record["text"]), strict=True):
            if place.point and answer.entry and answer.candidates:
                share = answer.candidates[0][1]
                found.append((share, is_near(answer, place), crc32(record.get("domain", "").encode())))
    return found


def knots(given: Pairs) -> list[tuple[float, float]]:
    """Return shares with how often they are right, never falling, one right and one wrong added to each."""
    found, high = [(0.0, 0.0)], 0.0
    for low, top in pairwise(EDGES):
        inside = [(s, y) for s, y in given if low <= s < top]
        if len(inside) > 20:
            high = max(high, (sum(y for _, y in inside) + 1) / (len(inside) + 2))
            found.append((sum(s for s, _ in inside) / len(inside), high))
    return found if found[-1][0] == 1 else [*found, (1.0, high)]


def line(points: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """Return the line through knots."""

    def at(share: float) -> float:
        for (a, x), (b, y) in pairwise(points):
            if share <= b:
                return x + (y - x) * (share - a) / (b - a) if b > a else y
        return points[-1][1]

    return at


def error(given: Pairs) -> float:
    """Return the expected calibration error over ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for share, right in given:
        bins[min(9, int(share * 10))].append((share, right))
    return sum(abs(sum(s for s, _ in b) - sum(y for _, y in b)) for b in bins) / len(given)


def main() -> None:
    """Count and print."""
    data = Path(sys.argv[1])
    local, other = pairs(data / "geo_lgl" / "lgl.jsonl"), pairs(data / "geo_geovirus" / "geovirus.jsonl")
    after: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        at = line(knots([(s, y) for s, y, g in [*local] if g % FOLDS != fold] + [(s, y) for s, y, _ in other]))
        after += [(at(s), y) for s, y, g in local if g % FOLDS == fold]
    print(f"geo_lgl: {error([(s, y) for s, y, _ in local]):.3f} as shares, {error(after):.3f} by the other folds")
    for share, right in knots([(s, y) for s, y, _ in [*local, *other]]):
        print(f"{share:.4g}\t{right:.3f}")


if __name__ == "__main__":
    main()

"""Where an outlet is at home: voted from the places of its pages, or read from a file that says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log2
from typing import Final

from khabar.globe import distance_km
from khabar.place.gazetteer import gazetteer
from khabar.place.model import Entry, Kind, ResolvedPlace
from khabar.place.names import key

REACH_KM: Final = 100.0
"""How far an outlet's own area reaches: a name this far from a point speaks for it with 1/e of its weight."""

_CLOSE_KM: Final = 25.0
"""Within the area found, the home is where names lie within this."""

_UNIT: Final = 0.6
"""Weight of a first-level unit, whose point may lie far from the town that is meant."""

_BASE: Final = 0.2
"""Added to each candidate's share, so that what the resolver took for a larger namesake can still be outvoted."""

_COUNTRY: Final = 0.4
"""Least part of the names in one country for the home to lie there."""

_ROUND: Final = 0.05
"""Degrees: candidates nearer than this are tried once."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home.

    ``country`` is an ISO 3166-1 alpha-3 code; ``latitude`` and ``longitude`` are degrees, ``None`` for an outlet of a
    whole country. ``sureness`` is the part of the names of its pages, 0 to 1, that lie about it, 1 where it was given.
    """

    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    place: str | None = None
    sureness: float = 1.0

    @property
    def point(self) -> tuple[float, float] | None:
        """The point in degrees, if there is one."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


Ballot = Mapping[str, tuple[tuple[int, float], ...]]
"""What one page says: for each name the entries that it may mean, with a weight each."""


def ballot_of(places: Iterable[ResolvedPlace]) -> Ballot:
    """Return the vote of a page: every name once, each of its candidates with a weight."""
    found: dict[str, tuple[tuple[int, float], ...]] = {}
    for place in places:
        name = key(place.mention.name)
        if name in found or place.mention.of_border:
            continue
        shares = {entry.number: share for entry, share in place.candidates}
        entries = [c.entry for c in place.mention.candidates[:60]]
        many = len(entries) ** 0.5
        weighed = [(e.number, (_BASE + shares.get(e.number, 0.0)) / many) for e in entries if e.latitude is not None]
        if weighed:
            found[name] = tuple(weighed)
    return found


def vote(ballots: Iterable[Ballot]) -> Home | None:
    """Return the home that the pages of one outlet vote for, ``None`` where they name no place.

    The home is the candidate around which most names lie, each name weighing with the logarithm of the pages that have
    it: a name that comes on every page says more than one that came once, but not as much more. The order of
    the ballots does not matter.
    """
    pages: Counter[str] = Counter()
    meant: dict[str, tuple[tuple[int, float], ...]] = {}
    for ballot in ballots:
        for name, weighed in ballot.items():
            pages[name] += 1
            meant[name] = _better(meant.get(name), weighed)
    if not meant:
        return None
    gazette = gazetteer()
    weight = {name: log2(1 + count) for name, count in pages.items()}
    total = sum(weight.values())
    country = _country(meant, weight)
    points: list[_Point] = []
    for name in sorted(meant):
        for number, share in meant[name]:
            entry = gazette.entry(number)
            if (country is None or entry.country_iso3 == country) and (kind := _KINDS.get(entry.kind)):
                points.append(_Point(name, entry, share * weight[name] * kind))
    area = _densest(points, points, REACH_KM)
    if area is None:
        return Home(country, sureness=0.0) if country else None
    best, heard = area
    around = [p for p in points if _apart(p.entry, best) <= REACH_KM]
    close = _densest(around, points, _CLOSE_KM)
    seat = close[0] if close else best
    return Home(seat.country_iso3, seat.latitude, seat.longitude, seat.name, round(min(1.0, heard / total), 3))


_KINDS: Final[Mapping[Kind, float]] = {Kind.TOWN: 1.0, Kind.ADMIN2: 1.0, Kind.ADMIN1: _UNIT}


@dataclass(frozen=True, slots=True)
class _Point:
    name: str
    entry: Entry
    weight: float


def _better(
    one: tuple[tuple[int, float], ...] | None, other: tuple[tuple[int, float], ...]
) -> tuple[tuple[int, float], ...]:
    """Return the larger weight that two pages give each candidate of a name."""
    merged = dict(one or ())
    for number, weight in other:
        merged[number] = max(weight, merged.get(number, 0.0))
    return tuple(sorted(merged.items()))


def _country(meant: Mapping[str, Sequence[tuple[int, float]]], weight: Mapping[str, float]) -> str | None:
    """Return the country in which most of the names lie, ``None`` if none has enough of them."""
    gazette = gazetteer()
    tally: Counter[str] = Counter()
    for name in sorted(meant):
        best, share = max(meant[name], key=lambda pair: (pair[1], -pair[0]))
        if country := gazette.entry(best).country_iso3:
            tally[country] += share * weight[name]  # type: ignore[assignment]
    if not tally:
        return None
    country, most = min(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return country if most >= _COUNTRY * sum(tally.values()) else None


def _spot(entry: Entry) -> tuple[float, float]:
    """Return the point of an entry that has one; those without do not vote."""
    return entry.latitude or 0.0, entry.longitude or 0.0


def _apart(one: Entry, other: Entry) -> float:
    return distance_km(_spot(one), _spot(other))


def _densest(tried: Sequence[_Point], points: Sequence[_Point], reach: float) -> tuple[Entry, float] | None:
    """Return the entry around which the most weight of names lies, and how much."""
    cells: dict[tuple[int, int], list[_Point]] = defaultdict(list)
    for p in points:
        cells[_cell(p.entry)].append(p)
    best: tuple[float, int, Entry] | None = None
    seen: set[tuple[int, int]] = set()
    for p in sorted(tried, key=lambda p: (-p.weight, p.entry.number)):
        latitude, longitude = _spot(p.entry)
        spot = round(latitude / _ROUND), round(longitude / _ROUND)
        if spot in seen:
            continue
        seen.add(spot)
        heard: dict[str, float] = {}
        row, column = _cell(p.entry)
        for r in (-1, 0, 1):
            for c in (-2, -1, 0, 1, 2):
                for other in cells.get((row + r, column + c), ()):
                    value = other.weight * exp(-_apart(p.entry, other.entry) / reach)
                    if value > heard.get(other.name, 0.0):
                        heard[other.name] = value
        value = sum(heard[name] for name in sorted(heard))
        if best is None or (value, -p.entry.number) > (best[0], -best[1]):
            best = value, p.entry.number, p.entry
    return (best[2], best[0]) if best else None


def _cell(entry: Entry) -> tuple[int, int]:
    latitude, longitude = _spot(entry)
    return int(latitude // 1.5), int(longitude // 1.5)

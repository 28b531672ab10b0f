"""One name looked up by itself: what it may mean, how likely, and what speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from khabar.errors import KhabarError
from khabar.place.find import candidates_for
from khabar.place.gazetteer import gazetteer
from khabar.place.home import Home
from khabar.place.model import Entry, PlaceMention
from khabar.place.resolve import Context, features, rank_in, weights

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
_REASONS = 3
"""What speaks most for a candidate is shown, and no more of it than this."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may mean.

    ``kind`` is that of the gazetteer in small letters; ``inside`` are the names of its units and its country, the
    smallest first; ``score`` is its share among the candidates, 0 to 1; ``why`` are the features that weigh most, each
    with its weight.
    """

    name: str
    place_id: str
    kind: str
    inside: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    population: int
    score: float
    why: tuple[str, ...]

    @property
    def point_text(self) -> str:
        """The point as words, empty if there is none."""
        return "" if self.latitude is None or self.longitude is None else f"{self.latitude:.2f}, {self.longitude:.2f}"


def find_place(name: str, *, country: str | None = None, near: str | None = None) -> list[Found]:
    """Return what ``name`` may mean, best first, as in a text that speaks of ``country`` and of what is ``near``.

    Args:
        name: the name in any spelling.
        country: an ISO 3166-1 alpha-3 code.
        near: another place's name, or ``latitude,longitude`` in degrees.

    Raises:
        KhabarError: if there is no such country, or nothing known by the name in ``near``.
    """
    gazette = gazetteer()
    context = Context(Counter())
    if country is not None:
        if country.upper() not in gazette.countries:
            raise KhabarError(f"{country!r} is no country: expected an ISO 3166-1 alpha-3 code such as IRQ")
        context.countries[country.upper()] = 2
    if near is not None:
        home = _home(near, context)
        context.home, context.home_country = home.point, home.country
    candidates = candidates_for(name, with_demonyms=True)
    mention = PlaceMention(0, len(name), name, name, candidates)
    shares = rank_in(mention, context)
    kinds = {c.entry.number: c.name_kind for c in candidates}
    return [
        Found(
            entry.name, entry.place_id, entry.kind.name.lower(), _inside(entry), entry.latitude, entry.longitude,
            entry.population, round(share, 3), _why(features(entry, kinds[entry.number], mention, context)),
        )
        for entry, share in shares
    ]  # fmt: skip


def _home(near: str, context: Context) -> Home:
    if point := _POINT.fullmatch(near):
        return Home(None, float(point[1]), float(point[2]))
    shares = rank_in(PlaceMention(0, len(near), near, near, candidates_for(near)), context)
    if not shares:
        raise KhabarError(f"no place known by {near!r}: give another name, or latitude,longitude")
    entry = shares[0][0]
    return Home(entry.country_iso3, entry.latitude, entry.longitude, entry.name)


def _inside(entry: Entry) -> tuple[str, ...]:
    gazette = gazetteer()
    units = [gazette.entry(n).name for n in (entry.admin2, entry.admin1) if n is not None and n != entry.number]
    countries = [c.name for iso3 in entry.countries if (c := gazette.country(iso3)) and c.number != entry.number]
    return (*units, *countries)


def _why(found: dict[str, float]) -> tuple[str, ...]:
    weighed = [(weights().get(name, 0.0) * value, name) for name, value in found.items()]
    weighed = sorted(((w, n) for w, n in weighed if abs(w) >= 0.1), key=lambda pair: (-abs(pair[0]), pair[1]))
    return tuple(f"{name.replace('_', ' ')} {weight:+.1f}" for weight, name in weighed[:_REASONS])

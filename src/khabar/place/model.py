"""What the place stage hands on: entries of the gazetteer, mentions in a text, mentions resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from khabar.frozen import record


class Kind(IntEnum):
    """What kind of place an entry is. The numbers stand in the compiled index."""

    TOWN = 0
    COUNTRY = 1
    ADMIN1 = 2
    ADMIN2 = 3
    CONTINENT = 4
    REGION = 5
    RIVER = 6
    LAKE = 7
    SEA = 8
    DESERT = 9
    MOUNTAINS = 10
    BORDER = 11
    CROSSING = 12
    CAMP = 13
    BASE = 14
    SITE = 15
    FOREST = 16
    ISLAND = 17

    @property
    def is_vague(self) -> bool:
        """Whether a point says little: lines, waters, and areas larger than a first-level unit."""
        return self in _VAGUE

    @property
    def is_point(self) -> bool:
        """Whether the place is as small as a town."""
        return self in _POINTS


_VAGUE = frozenset(
    {
        Kind.CONTINENT,
        Kind.REGION,
        Kind.RIVER,
        Kind.LAKE,
        Kind.SEA,
        Kind.DESERT,
        Kind.MOUNTAINS,
        Kind.BORDER,
        Kind.FOREST,
        Kind.ISLAND,
    }
)
_POINTS = frozenset({Kind.TOWN, Kind.CROSSING, Kind.CAMP, Kind.BASE, Kind.SITE})


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``place_id`` is ``geonames:NNN``, or ``khabar:name`` for what we describe ourselves. ``admin1`` and ``admin2`` are
    numbers of entries; ``countries`` are ISO 3166-1 alpha-3 codes, several for a river or a border. ``latitude`` and
    ``longitude`` are degrees, ``None`` where no source has a point; ``population`` 0 means unknown. ``fame`` counts the
    other names that GeoNames lists for a town, 255 at most: places known far away have many. ``is_news`` is true of
    towns that we list because news of wars names them, whatever their population.
    """

    number: int
    place_id: str
    name: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    population: int
    countries: tuple[str, ...]
    admin1: int | None = None
    admin2: int | None = None
    is_capital: bool = False
    fame: int = 0
    is_news: bool = False

    @property
    def country_iso3(self) -> str | None:
        """The country, if there is exactly one."""
        return self.countries[0] if len(self.countries) == 1 else None


class NameKind(IntEnum):
    """How a name belongs to an entry. The numbers stand in the compiled index."""

    MAIN = 0
    OTHER = 1
    BARE = 2
    """The main name without its word of kind: ``Helmand`` of ``Helmand Province``."""
    SKELETON = 3
    """Only the consonants agree, and the spelling is near."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean, and how the name belongs to it."""

    entry: Entry
    name_kind: NameKind


@record(frozen=True, slots=True)
class PlaceMention:
    """A name of a place in a text. Offsets are code points into the document's text, end exclusive.

    ``start`` to ``end`` covers the words a reader would underline, ``name`` is the part that was looked up: ``Helmand``
    of ``Helmand province``. ``relation`` says how the words place something: ``in``, ``near``, ``around``, ``border``,
    ``side``, ``between``, ``off``, ``along``, or a direction with or without a distance (``30 km east``); ``None``
    where no preposition says. ``metonym_able`` is true of countries and capitals, which news also uses for governments.
    ``of_border`` names the sides of ``the Iraq-Syria border`` as ISO 3166-1 alpha-3 codes, as far as given.
    ``inside`` is where the name of the containing place begins: ``Syria`` in ``Hajin, Syria``. ``of_body`` is true of a
    name that only opens or closes that of a body there (``Paris Police Department``): where a text is at home, but
    never where a deed was done.
    """

    start: int
    end: int
    text: str
    name: str
    candidates: tuple[Candidate, ...]
    relation: str | None = None
    admin_word: str | None = None
    inside: int | None = None
    metonym_able: bool = False
    of_border: tuple[str, ...] = ()
    of_body: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A mention with the entry it means.

    ``entry`` is ``None`` where none of the candidates is likely enough; the words are kept all the same. ``score`` is
    the chance, 0 to 1, that the entry lies where the name means, within a hundred miles; ``candidates`` are the entries
    considered with their shares, best first. ``latitude`` and ``longitude`` may
    differ from the entry's: the middle of a border.
    """

    mention: PlaceMention
    entry: Entry | None
    score: float
    candidates: tuple[tuple[Entry, float], ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def country_iso3(self) -> str | None:
        """The country of the entry, if there is exactly one."""
        return self.entry.country_iso3 if self.entry else None

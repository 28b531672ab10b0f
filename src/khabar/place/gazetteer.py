"""The gazetteer at run time: names looked up in the mapped index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from khabar.errors import MissingPart
from khabar.extra import files
from khabar.place import container
from khabar.place.model import Candidate, Entry, Kind, NameKind
from khabar.place.names import digest, key, skeleton
from khabar.tables import packaged, read_table

NONE = 0xFFFFFFFF
"""Stands in the arrays for no entry."""

NO_POINT = 0x7FFFFFFF
SCALE = 100_000
"""Coordinates are kept as whole hundred-thousandths of a degree, about a metre."""

OWN = 0x80000000
"""Ids from here on are our own and not GeoNames'."""

FILE = "gazetteer.bin"


class Gazetteer:
    """A compiled gazetteer, opened. Lookups are cached; the file is mapped, not read."""

    def __init__(self, path: Path, *, features: Sequence[Path] = (), aliases: Sequence[Path] = ()) -> None:
        """Open a compiled gazetteer, with a user's own places and names (forms of ``features.tsv``, ``aliases.tsv``).

        Raises:
            MissingPart: if it is not compiled.
            DataFileError: naming a line of the user's that holds no place.
        """
        try:
            meta, self._arrays = container.read(path)
        except FileNotFoundError:
            raise MissingPart(f"the gazetteer {path} is not compiled: run python -m khabar.place.build") from None
        except (ValueError, OSError) as error:
            raise MissingPart(f"{path}: {error}; run python -m khabar.place.build") from None
        self._iso3: list[str] = meta["iso3"]
        self._shared: dict[str, list[str]] = meta["shared"]
        self._capitals = frozenset(meta["capitals"])
        self._news = frozenset(meta["news"])
        self.countries: dict[str, int] = meta["countries"]
        """The entry of each country by ISO 3166-1 alpha-3 code."""
        self.iso2: dict[str, str] = meta["iso2"]
        self._subdivisions: dict[str, int] = meta["subdivisions"]
        self._borders: dict[str, list[float]] = meta["borders"]
        self.neighbours: dict[str, list[str]] = meta["neighbours"]
        self._own: list[Entry] = []
        self._own_names: dict[str, list[Candidate]] = {}
        self.entry = lru_cache(maxsize=65536)(self._entry)
        self.find = lru_cache(maxsize=65536)(self._find)
        self.find_like = lru_cache(maxsize=16384)(self._find_like)
        for file in features:
            self._add_features(file)
        if aliases:
            self._add_aliases(aliases)

    def __len__(self) -> int:
        return len(self._arrays["gid"])

    def _entry(self, number: int) -> Entry:
        """Return entry ``number``."""
        a = self._arrays
        if number >= len(self):
            return self._own[number - len(self)]
        name = bytes(a["text"][a["name"][number] : a["name"][number + 1]]).decode()
        gid, lat, lon = a["gid"][number], a["lat"][number], a["lon"][number]
        admin1, admin2, country = a["admin1"][number], a["admin2"][number], a["country"][number]
        shared = self._shared.get(str(number))
        return Entry(
            number,
            f"geonames:{gid}" if gid < OWN else f"khabar:{key(name).replace(' ', '-')}",
            name,
            Kind(a["kind"][number]),
            None if lat == NO_POINT else lat / SCALE,
            None if lon == NO_POINT else lon / SCALE,
            a["population"][number],
            tuple(shared) if shared else (self._iso3[country],) if country != 0xFFFF else (),
            None if admin1 == NONE else admin1,
            None if admin2 == NONE else admin2,
            number in self._capitals,
            a["fame"][number],
            number in self._news,
        )

    def _add_features(self, path: Path) -> None:
        """Add a user's own places, which outrank namesakes without inhabitants and none with."""
        from khabar.place.sources import read_features

        for feature in read_features(path):
            number = len(self) + len(self._own)
            place_id = (
                f"geonames:{feature.gid}" if feature.gid is not None else f"own:{key(feature.name).replace(' ', '-')}"
            )
            countries = tuple(self.iso2[code] for code in feature.iso2 if code in self.iso2)
            entry = Entry(number, place_id, feature.name, feature.kind, *feature.point, 0, countries, None, None, False)
            self._own.append(entry)
            for name, kind in ((feature.name, NameKind.MAIN), *((name, NameKind.OTHER) for name in feature.names)):
                self._own_names.setdefault(key(name), []).append(Candidate(entry, kind))

    def _add_aliases(self, paths: Sequence[Path]) -> None:
        numbers = {gid: number for number, gid in enumerate(self._arrays["gid"])}
        for path in paths:
            for row in read_table(path, ["geonames", "name"]):
                number = numbers.get(int(row["geonames"])) if row["geonames"].isdecimal() else None
                if number is None:
                    raise row.error(repr(row["geonames"]), "the GeoNames id of a place of the gazetteer")
                candidate = Candidate(self.entry(number), NameKind.OTHER)
                self._own_names.setdefault(key(row["name"]), []).append(candidate)

    def _postings(self, table: str, text: str) -> list[int]:
        wanted = digest(text)
        hashes, starts, postings = (self._arrays[f"{table}_{part}"] for part in ("hash", "start", "posting"))
        at = bisect_left(hashes, wanted)
        if at == len(hashes) or hashes[at] != wanted:
            return []
        return list(postings[starts[at] : starts[at + 1]])

    def _find(self, name: str) -> tuple[Candidate, ...]:
        """Return what ``name`` may mean by its exact key, the most populous first; a town's also by another article."""
        found = self._exact(key(name))
        if not any(c.entry.kind is Kind.TOWN for c in found):
            known = {c.entry.number for c in found}
            found += [c for c in self._other_article(name) if c.entry.number not in known]
        return tuple(sorted(found, key=lambda c: (-c.entry.population, c.entry.number)))

    def _exact(self, short: str) -> list[Candidate]:
        found = [Candidate(self.entry(p & 0x3FFFFFFF), NameKind(p >> 30)) for p in self._postings("exact", short)]
        return found + self._own_names.get(short, [])

    def _other_article(self, name: str) -> list[Candidate]:
        """Return what a name with the Arabic article may mean by one assimilated to it, or by none.

        "Al-Raqqah" is Ar Raqqah, "Al-Hodeidah" Hodeidah. Only a hyphen tells the article from a person's "Al", and
        without it a name must be of a country that writes so. "Azzawiyah" is Az Zawiyah.
        """
        article, _, rest = key(name).partition(" ")
        if not rest and _FUSED.match(article):
            rest = article[2:]
            return [c for other in _BEFORE[rest[0]] for c in self._exact(f"{other} {rest}")]
        if article not in _ARTICLES or article == "the" or not rest or name[len(article) : len(article) + 1] != "-":
            return []
        found = [c for other in _BEFORE.get(rest[0], ("al", "el")) for c in self._exact(f"{other} {rest}")]
        found = list({c.entry.number: c for c in reversed(found)}.values())
        return found or [c for c in self._exact(rest) if _ARABIC & set(c.entry.countries)]

    def _find_like(self, name: str) -> tuple[Candidate, ...]:
        """Return what ``name`` may mean by its consonants, where the spelling is near too."""
        from rapidfuzz.distance import JaroWinkler

        bones = skeleton(name)
        if not bones:
            return ()
        own = plain(name)
        found = []
        for number in self._postings("bones", bones):
            entry = self.entry(number)
            other = plain(entry.name)
            near = JaroWinkler.similarity(own, other)
            if near >= (_NEAR if len(bones) > 3 else _NEARER) and _sound(own[0]) == _sound(other[0]):
                found.append(Candidate(entry, NameKind.SKELETON))
        return tuple(sorted(found, key=lambda c: (-c.entry.population, c.entry.number)))

    def country(self, iso3: str) -> Entry | None:
        """Return a country's entry by ISO 3166-1 alpha-3 code."""
        number = self.countries.get(iso3)
        return None if number is None else self.entry(number)

    def subdivision(self, iso_code: str) -> Entry | None:
        """Return a first-level unit by ISO 3166-2 code."""
        number = self._subdivisions.get(iso_code)
        return None if number is None else self.entry(number)

    def border(self, one: str, other: str) -> tuple[float, float] | None:
        """Return a point on the land border of two countries near its inhabited middle; ``None`` if they share none."""
        point = self._borders.get("-".join(sorted((one, other))))
        return (point[0], point[1]) if point else None

    def within(self, entry: Entry, container_: Entry) -> bool:
        """Return whether ``entry`` lies in the country, unit or region ``container_``."""
        if entry.number == container_.number:
            return False
        if container_.number in (entry.admin1, entry.admin2):
            return True
        if container_.kind is Kind.COUNTRY:
            return bool(container_.country_iso3 in entry.countries)
        return False


_NEAR, _NEARER = 0.8, 0.88
"""Least Jaro-Winkler similarity of a name found by consonants alone, and by three of them: below, strangers meet."""


def _sound(letter: str) -> str:
    """Return a letter that stands for the sound at the beginning of a name."""
    return {"c": "k", "q": "k", "v": "w", "e": "a", "i": "a", "o": "a", "u": "a", "y": "a"}.get(letter, letter)


def plain(name: str) -> str:
    """Return the key of a name without articles, as one word, for comparing spellings.

    >>> plain("Deir ez-Zor")
    'deirzor'
    """
    words = key(name).split()
    kept = [w for w in words if w not in _ARTICLES] if len(words) > 1 else words
    return "".join(kept or words)


_BEFORE: dict[str, tuple[str, ...]] = {letter: ("al", "el", f"a{letter}", f"e{letter}") for letter in "dnrstz"}
"""The forms of the Arabic article before a letter that it is assimilated to."""
_FUSED = re.compile(r"[ae]([dnrstz])\1\w{3}")
_BEFORE["s"] = (*_BEFORE["s"], "ash", "esh")
_ARABIC = frozenset(
    [
        "SYR",
        "IRQ",
        "YEM",
        "JOR",
        "LBN",
        "PSE",
        "SAU",
        "ARE",
        "QAT",
        "BHR",
        "KWT",
        "OMN",
        "EGY",
        "SDN",
        "LBY",
        "TUN",
        "DZA",
        "MAR",
        "MRT",
        "ESH",
        "ISR",
        "TCD",
        "SOM",
        "DJI",
    ]
)
"""Countries in which names of places have the article."""
_ARTICLES = frozenset(
    ["al", "el", "ul", "as", "es", "ash", "esh", "ad", "ed", "at", "et", "az", "ez", "ar", "er", "an", "en", "the"]
)


def gazetteer() -> Gazetteer:
    """Return the packaged gazetteer, opened once, with the user's files that hold now (`khabar.extra`).

    Raises:
        MissingPart: if it is not compiled.
        DataFileError: naming a line of the user's that holds no place.
    """
    return _opened(files("features"), files("aliases"))


@cache
def _opened(features: tuple[Path, ...], aliases: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(packaged("khabar.place", FILE), features=features, aliases=aliases)


@cache
def demonyms() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of the country for each demonym's key."""
    rows = read_table(packaged("khabar.place", "demonyms.tsv"), ["demonym", "iso2"])
    return {key(row["demonym"]): row["iso2"] for row in rows}

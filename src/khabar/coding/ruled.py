"""Where soldiers are another country's, and what a people is called in the country next to its own.

"Soldiers shot a boy in Nablus" tells of no Palestinian army; "Serb forces" in Bosnia were Bosnian Serbs.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from khabar.tables import packaged, read_table

_OWN: Final = "Bosnian|Herzegovinian|Croatian|Krajina|Kosovo|Kosovar|Macedonian|ethnic"
"""Words by which a people of the country is told apart already."""


def is_ruled(country: str | None, on: date | None) -> bool:
    """Return whether a bare "soldiers" in a country (ISO alpha-3) is no word for an army of its own on a day.

    Without a day, where that is so to this day.
    """
    spans = _ruled().get(country or "", ())
    return any(
        (end is None if on is None else (start is None or start <= on) and (end is None or on <= end))
        for start, end in spans
    )


def local_name(words: str, country: str | None) -> str:
    """Return a phrase with a people's name as it is told apart in a country: "Bosnian Serb guns" of "Serb guns".

    >>> local_name("Serb guns", "BIH"), local_name("Bosnian Serb guns", "BIH"), local_name("Serb guns", "SRB")
    ('Bosnian Serb guns', 'Bosnian Serb guns', 'Serb guns')
    """
    for pattern, instead in _peoples().get(country or "", ()):
        found = pattern.search(words)
        if found is not None and not found["own"]:
            words = f"{words[: found.start()]}{instead}{words[found.end() :]}"
    return words


@cache
def _ruled() -> dict[str, tuple[tuple[date | None, date | None], ...]]:
    found: dict[str, list[tuple[date | None, date | None]]] = {}
    for row in read_table(packaged("khabar.coding", "ruled.tsv"), ["country", "start", "end"]):
        try:
            start, end = (date.fromisoformat(row[c]) if row[c] else None for c in ("start", "end"))
        except ValueError:
            raise row.error(f"start {row['start']!r}, end {row['end']!r}", "days as YYYY-MM-DD, or nothing") from None
        found.setdefault(row["country"], []).append((start, end))
    return {country: tuple(spans) for country, spans in found.items()}


@cache
def _peoples() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in read_table(packaged("khabar.coding", "peoples.tsv"), ["country", "people", "instead"]):
        alone = re.compile(rf"(?P<own>\b(?:{_OWN}) )?\b{row['people']}(?=s?\b(?!['’-]))")
        found.setdefault(row["country"], []).append((alone, row["instead"]))
    return {country: tuple(pairs) for country, pairs in found.items()}

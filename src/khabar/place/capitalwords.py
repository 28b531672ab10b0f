"""Capitals that news names by their country only: "the Iraqi capital", "in Liberia's capital"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from khabar.place.borderwords import country_of
from khabar.place.gazetteer import gazetteer
from khabar.place.model import Candidate, Entry, NameKind, PlaceMention
from khabar.place.relation import relation_before
from khabar.tables import packaged, read_table

_CAPITAL = re.compile(
    r"\b(?:[Tt]he\s(?P<a>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2})|(?P<b>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2})['’]s?)\s"
    r"capital(?:\scity)?\b(?!(?:\sof)?,?\s[A-Z]|\s(?:market|gain|flight|punishment|control|of\b))"
)
_NAMED = re.compile(r"[A-Z][\w’'-]+,\s$")
"""A name right before: "Baghdad, the Iraqi capital" has been named."""


@cache
def _capitals() -> dict[str, str]:
    """Return the first name of each country's capital by ISO 3166-1 alpha-3 code, as the register of actors has it."""
    rows = read_table(
        packaged("khabar.actor", "countries.tsv"),
        ["iso3", "name", "aliases", "adjectives", "people", "capitals"],
        optional=["note"],
    )
    return {row["iso3"]: row.items("capitals")[0] for row in rows if row.items("capitals")}


@cache
def capital_of(iso3: str) -> Entry | None:
    """Return the capital of a country, ``None`` where none is known."""
    name = _capitals().get(iso3)
    found = [c.entry for c in gazetteer().find(name) if iso3 in c.entry.countries] if name else []
    return next((e for e in found if e.is_capital), None)


def find_capitals(text: str, offset: int) -> Iterator[PlaceMention]:
    """Yield the mentions of a capital by its country, those left out that stand beside its name."""
    for match in _CAPITAL.finditer(text) if "capital" in text else ():
        iso3 = country_of(match["a"] or match["b"])
        entry = capital_of(iso3) if iso3 else None
        if entry is None or _NAMED.search(text[: match.start()]):
            continue
        start, end = match.span()
        candidates = (Candidate(entry, NameKind.OTHER),)
        relation = relation_before(text, start)
        yield PlaceMention(
            start + offset, end + offset, match.group(), entry.name, candidates, relation, None, None, False
        )

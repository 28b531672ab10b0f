"""One entity out of those that share a name: by date, country and kind, or none if that does not settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.actor.load import Entity, Name, Tables
from khabar.actor.match import Candidate
from khabar.actor.search import Search, in_term

SURE: Final = 0.95
SETTLED: Final = 0.85
USUAL: Final = 0.6
"""Scores: one entity bears the name; the date or a country beside it settled; the first in the files was taken."""


_GONE: Final = 2
_TERM: Final[dict[bool | None, int]] = {True: 0, None: 1, False: _GONE}


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity chosen (``None`` if persons tie), how surely, and all that share the name."""

    entity: Entity | None
    name: Name
    score: float
    candidates: tuple[Candidate, ...]


def choose(
    names: Sequence[Name],
    tables: Tables,
    search: Search,
    *,
    on: date | None,
    countries: Sequence[str] = (),
    kind_hint: str | None = None,
    office: str | None = None,
) -> Choice | None:
    """Return the entity that a name stands for; ``None`` if no entity bears it."""
    ranked: list[tuple[tuple[bool, bool, int, bool, bool], int, Name, Entity]] = []
    for order, name in enumerate(names):
        entity = tables.entity(name.actor_id)
        if entity is None:
            continue
        held = {term.office for term in entity.terms}
        miss = (
            bool(countries) and not set(countries) & set(entity.countries),
            office is not None and entity.kind == "person" and office not in held,
            0 if on is None else _TERM[in_term(entity, on)],
            name.weak,
            kind_hint is not None and entity.kind != kind_hint,
        )
        ranked.append((miss, order, name, entity))
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[:2])
    ranked = list({item[3].actor_id: item for item in reversed(ranked)}.values())[::-1]
    miss, _, name, entity = ranked[0]
    candidates = tuple(search.candidate(e, n.alias, SURE if m == miss else USUAL, on) for m, _, n, e in ranked)
    if len(ranked) == 1:
        return Choice(entity, name, USUAL if miss[2] == _GONE and entity.kind != "person" else SURE, candidates)
    if ranked[1][0] != miss:
        return Choice(entity, name, SETTLED, candidates)
    tied = [e for m, _, _, e in ranked if m == miss]
    if all(e.kind == "person" for e in tied):
        return Choice(None, name, 0.5, candidates)
    return Choice(entity, name, USUAL, candidates)

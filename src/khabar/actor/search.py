"""Names looked up over spellings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from khabar.actor.load import Entity, Name, Tables, Term
from khabar.actor.match import Candidate
from khabar.actor.spelling import SAME_SPELLING, likeness, skeleton
from khabar.actor.words import name_key

_LEAST: Final = 70.0
"""Least ratio at which a name is offered as a candidate at all."""


def in_term(entity: Entity, on: date | None) -> bool | None:
    """Return whether an entity existed, or a person held an office, on a day; ``None`` if it cannot be told."""
    if on is None:
        return None
    if entity.terms:
        if any(term.holds(on) for term in entity.terms):
            return True
        return None if any(term.start is None for term in entity.terms) else False
    if entity.start is None and entity.end is None:
        return None
    return (entity.start is None or entity.start <= on) and (entity.end is None or on <= entity.end)


def office_of(tables: Tables, entity: Entity, on: date | None) -> str | None:
    """Return the office of a person on a day ("Prime Minister of Iraq"), "former …" after it; ``None`` if unknown."""
    if on is None or not entity.terms:
        return None
    for term in entity.terms:
        if term.holds(on):
            return title_of(tables, entity, term)
    past = [term for term in entity.terms if term.end is not None and term.end < on]
    if not past:
        return None
    return f"former {title_of(tables, entity, max(past, key=lambda term: (term.end or on, term.title)))}"


def title_of(tables: Tables, entity: Entity, term: Term) -> str:
    """Return an office with whose it is ("Prime Minister of Iraq", "leader of Hamas")."""
    if term.office == "group_leader":
        return f"{term.title} of {tables.entities[entity.parents[0]].name}" if entity.parents else term.title
    return f"{term.title} of {tables.country_name(term.country)}" if term.country else term.title


@dataclass(slots=True)
class Search:
    """Fuzzy look-up over every spelling of a register."""

    tables: Tables
    _keys: list[str] = field(default_factory=list)
    _bones: dict[str, list[Name]] | None = None

    def find(self, name: str, *, on: date | None = None, limit: int = 10) -> list[Candidate]:
        """Return candidates, best first; those in office or in being on the day first among equals."""
        wanted = name_key(name)
        if not wanted:
            return []
        if not self._keys:
            self._keys = list(self.tables.names)
        best: dict[str, Candidate] = {}

        def offer(entry: Name, score: float) -> None:
            score -= 0.15 if entry.weak else 0.0
            entity = self.tables.entity(entry.actor_id)
            if entity is None or (entry.actor_id in best and best[entry.actor_id].score >= score):
                return
            best[entry.actor_id] = self.candidate(entity, entry.alias, score, on)

        for key, score, _ in process.extract(wanted, self._keys, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=40):
            for entry in self.tables.names[key]:
                offer(entry, score / 100)
        for entry, score in self.spellings(name):
            offer(entry, max(0.85, score / 100))
        ranked = sorted(best.values(), key=lambda c: (-round(c.score, 3), c.in_term is False, c.actor_id))
        return ranked[:limit]

    def candidate(self, entity: Entity, alias: str, score: float, on: date | None) -> Candidate:
        """Return an entity as a candidate."""
        country = entity.countries[0] if entity.countries else None
        office = office_of(self.tables, entity, on)
        now = in_term(entity, on)
        return Candidate(entity.actor_id, entity.name, entity.kind, country, round(score, 3), alias, office, now)

    def spellings(self, name: str) -> list[tuple[Name, float]]:
        """Return the persons whose name is another spelling of ``name``, with their ratio, best first."""
        bones = skeleton(name)
        if " " not in bones:
            return []
        if self._bones is None:
            self._bones = {}
            for entries in self.tables.names.values():
                for entry in entries:
                    if entry.rule == "person" and not entry.weak and " " in (key := skeleton(entry.alias)):
                        self._bones.setdefault(key, []).append(entry)
        found = [(entry, likeness(name, entry.alias)) for entry in self._bones.get(bones, ())]
        return sorted(((e, s) for e, s in found if s >= SAME_SPELLING), key=lambda pair: (-pair[1], pair[0].actor_id))

"""Since when and until when: offices and groups as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from khabar.actor.load import Entity, Tables, Term

ROYAL: Final = frozenset({"king", "queen", "emir", "amir", "sultan", "monarch", "crown prince", "emperor"})
"""Titles of those who reign: "King Hussein" is no president, and "President Hussein" no king."""

_YOUTH: Final = timedelta(days=20 * 365)
_AGE: Final = timedelta(days=30 * 365)
"""How long before and after a person's offices news speaks of him."""
_GRACE: Final = timedelta(days=366)
"""How long before its first day a group may be named: many a year of founding is that of the public announcement."""


class When(IntEnum):
    """How an actor's time stands to a day, the likeliest to be meant first."""

    IN_TERM = 0
    UNKNOWN = 1
    OVER = 2
    NOT_YET = 3


def when_of(entity: Entity, on: date | None) -> When:
    """Return how the terms of a person, or the years of a group, stand to a day."""
    if on is None:
        return When.UNKNOWN
    if entity.terms:
        if any(term.holds(on) for term in entity.terms):
            return When.IN_TERM
        if any(term.start is None for term in entity.terms):
            return When.UNKNOWN
        return When.NOT_YET if all(term.start and on < term.start for term in entity.terms) else When.OVER
    if entity.start is None and entity.end is None:
        return When.UNKNOWN
    if entity.end is not None and entity.end < on:
        return When.OVER
    return When.NOT_YET if entity.start is not None and on < entity.start else When.IN_TERM


def is_early(entity: Entity, on: date | None) -> bool:
    """Return whether a group was founded so long after the day that nobody can have meant it. Never for a person."""
    if on is None or entity.start is None or entity.kind == "person":
        return False
    return on < entity.start - _GRACE


def is_far(entity: Entity, on: date | None) -> bool:
    """Return whether a day lies a working life from all that a person has held: a namesake is as likely to be meant."""
    if on is None or not entity.terms or any(term.start is None for term in entity.terms):
        return False
    first = min(term.start for term in entity.terms if term.start)
    last = max(term.end or term.start or first for term in entity.terms)
    open_ended = any(term.end is None for term in entity.terms)
    return on < first - _YOUTH or (not open_ended and on > last + _AGE)


def in_term(entity: Entity, on: date | None) -> bool | None:
    """Return whether an entity existed, or a person held an office, on a day; ``None`` if it cannot be told."""
    when = when_of(entity, on)
    return None if when is When.UNKNOWN else when is When.IN_TERM


def term_on(entity: Entity, on: date | None) -> Term | None:
    """Return the term that a person serves on a day, else the last one before it."""
    if on is None:
        return None
    for term in entity.terms:
        if term.holds(on):
            return term
    past = [term for term in entity.terms if term.end is not None and term.end < on]
    return max(past, key=lambda term: (term.end or on, term.title), default=None)


def office_of(tables: Tables, entity: Entity, on: date | None) -> str | None:
    """Return the office of a person on a day ("Prime Minister of Iraq"), "former …" after it; ``None`` if unknown."""
    term = term_on(entity, on)
    if on is None or term is None:
        return None
    title = title_of(tables, entity, term)
    return title if term.holds(on) else f"former {title}"


def title_of(tables: Tables, entity: Entity, term: Term) -> str:
    """Return an office with whose it is ("Prime Minister of Iraq", "leader of Hamas")."""
    if term.office == "group_leader":
        return f"{term.title} of {tables.entities[entity.parents[0]].name}" if entity.parents else term.title
    return f"{term.title} of {tables.country_name(term.country)}" if term.country else term.title


def fits_office(terms: Iterable[Term], office: str, word: str | None) -> bool:
    """Return whether one of the terms is in an office, under the title that ``word`` says where it is a royal one."""
    return any(
        term.office == office and (office != "head_of_state" or word is None or _reigns(term) == (word in ROYAL))
        for term in terms
    )


def _reigns(term: Term) -> bool:
    return any(title in term.title.lower().split() for title in ROYAL)

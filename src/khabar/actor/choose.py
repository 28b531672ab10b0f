"""One entity out of those that share a name: by date, country and kind, or none if that does not settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from khabar.actor.load import Entity, Name, Tables
from khabar.actor.match import Candidate
from khabar.actor.scene import Scene
from khabar.actor.terms import When, fits_office, in_term, is_early, is_far, office_of, term_on, when_of

SURE: Final = 0.95
SETTLED: Final = 0.85
USUAL: Final = 0.6
"""Scores: one entity bears the name; the date or a country beside it settled; what such words mostly mean."""

_Miss = tuple[bool, bool, bool, bool, int, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Title:
    """The office that stands before a name, and the word that says it."""

    office: str
    word: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity chosen (``None`` if several fit equally well, or none fits the day), how surely, and who else."""

    entity: Entity | None
    name: Name
    score: float
    candidates: tuple[Candidate, ...]


def choose(
    names: Sequence[Name], tables: Tables, scene: Scene, *, countries: Sequence[str] = (), title: Title | None = None
) -> Choice | None:
    """Return the entity that a name stands for; ``None`` if no entity bears it.

    ``countries`` are those that the words beside the name say, ``title`` the office before it.
    """
    ranked: list[tuple[_Miss, int, Name, Entity]] = []
    for order, name in enumerate(names):
        entity = tables.entity(name.actor_id)
        if entity is not None:
            ranked.append((_miss(entity, name, scene, countries, title), order, name, entity))
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[:2])
    ranked = list({item[3].actor_id: item for item in reversed(ranked)}.values())[::-1]
    ranked.sort(key=lambda item: item[:2])
    miss, _, name, entity = ranked[0]
    candidates = tuple(candidate(tables, e, n, SURE if m == miss else USUAL, scene, countries) for m, _, n, e in ranked)
    if is_early(entity, scene.on) or _is_stray(entity, name, scene, countries):
        return Choice(None, name, 0.5, candidates)
    if len(ranked) == 1:
        told = entity.actor_id in scene.seen or title is not None or bool(countries)
        if is_far(entity, scene.on) and not told:
            return Choice(entity, name, USUAL, candidates)
        over = when_of(entity, scene.on) is not When.IN_TERM and in_term(entity, scene.on) is False
        return Choice(entity, name, USUAL if over and entity.kind != "person" else SURE, candidates)
    if ranked[1][0] != miss:
        return Choice(entity, name, SETTLED, candidates)
    tied = [e for m, _, _, e in ranked if m == miss]
    head = next((e for e in tied if all(o is e or _is_part(tables, o, e) for o in tied)), None)
    return Choice(head, name, USUAL if head else 0.5, candidates)


def _miss(entity: Entity, name: Name, scene: Scene, countries: Sequence[str], title: Title | None) -> _Miss:
    """Return what speaks against an entity, the gravest first."""
    when = when_of(entity, scene.on)
    near = 1 if not entity.countries or scene.country is None else 0 if scene.country in entity.countries else 2
    return (
        bool(countries) and not set(countries) & set(entity.countries),
        title is not None and entity.kind == "person" and not fits_office(entity.terms, title.office, title.word),
        when >= When.OVER,
        entity.actor_id not in scene.seen,
        near,
        when,
        name.weak,
        scene.kind_hint is not None and entity.kind != scene.kind_hint,
    )


def _is_stray(entity: Entity, name: Name, scene: Scene, countries: Sequence[str]) -> bool:
    """Return whether an acronym is that of a group long gone, with nothing beside it that says it is meant."""
    acronym = len(name.words) == 1 and name.alias.isupper()
    if not acronym or entity.kind == "person" or when_of(entity, scene.on) is not When.OVER:
        return False
    near = {*countries, *([scene.country] if scene.country else [])}
    return bool(entity.countries) and not near & set(entity.countries) and entity.actor_id not in scene.seen


def _is_part(tables: Tables, part: Entity, whole: Entity) -> bool:
    above = set(part.parents)
    for _ in range(4):
        if whole.actor_id in above:
            return True
        above |= {up for at in above if (e := tables.entity(at)) is not None for up in e.parents}
    return False


def candidate(
    tables: Tables, entity: Entity, name: Name, score: float, scene: Scene, countries: Sequence[str] = ()
) -> Candidate:
    """Return an entity as a candidate, with what speaks for and against it."""
    return Candidate(
        entity.actor_id,
        entity.name,
        entity.kind,
        entity.countries[0] if entity.countries else None,
        round(score, 3),
        name.alias,
        office_of(tables, entity, scene.on),
        in_term(entity, scene.on),
        term_on(entity, scene.on),
        _reason(entity, name, scene, countries),
    )


_RULES: Final = {
    "country": "name of the state",
    "demonym": "word for who is of the state",
    "people": "word for its people",
    "capital": "its capital, said for the government",
}


def _reason(entity: Entity, name: Name, scene: Scene, countries: Sequence[str]) -> str:
    said = ["surname" if name.weak else _RULES.get(name.rule, "name" if name.alias == entity.name else "other name")]
    if entity.actor_id in scene.seen:
        said.append("named in full in the text")
    beside = countries or ([scene.country] if scene.country else [])
    if beside and entity.countries and not set(beside) & set(entity.countries):
        said.append(f"not of {', '.join(beside)}")
    when = when_of(entity, scene.on)
    if scene.on is not None and when is not When.UNKNOWN:
        person = entity.kind == "person"
        words = {
            When.IN_TERM: "in office" if person else "in being",
            When.OVER: "out of office" if person else "dissolved before",
            When.NOT_YET: "not yet in office" if person else "founded after",
        }[when]
        said.append(f"{words} {'on ' if when is When.IN_TERM or person else ''}{scene.on.isoformat()}")
    return "; ".join(said)

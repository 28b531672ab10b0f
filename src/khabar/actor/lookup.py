"""Whom a name may stand for, for somebody who looks it up: what fits, then what is alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz, process

from khabar.actor.choose import candidate
from khabar.actor.load import Name
from khabar.actor.match import Candidate
from khabar.actor.resolve import Resolver
from khabar.actor.scene import Scene
from khabar.actor.words import name_key

_LEAST: Final = 75.0
"""Least rapidfuzz ratio of two folded names at which one is offered for the other."""

_SURNAME: Final = 0.15
"""How much less a surname alone counts than a full name."""

_BY_NAME: Final = frozenset(
    {"person", "group", "organisation", "service", "country", "demonym", "people", "capital"}
    | {"spelling", "surname", "title"}
)
"""Ways of finding by a name: the name says the reason."""

_SAID: Final[dict[str, str]] = {
    "office": "held the office on that day",
    "leader": "led the country on that day",
    "context": "what the words mean in that country",
    "surname in office": "the only one of that surname, in office that day in that country",
    "branch": "the words for that branch of the state",
}
"""Reasons for what was found by other ways than by a name."""


def candidates_of(resolver: Resolver, text: str, scene: Scene, limit: int) -> tuple[Candidate, ...]:
    """Return the actors that a text may name, best first, each once."""
    found: dict[str, Candidate] = {}
    match = resolver.resolve(text, scene)
    if match is not None and match.actor_id is not None and (entity := resolver.tables.entity(match.actor_id)):
        named = resolver.tables.names.get(name_key(text.removeprefix("the ")), ())
        name = next(
            (n for n in named if n.actor_id == entity.actor_id), Name(entity.actor_id, entity.name, (), match.rule)
        )
        best = candidate(resolver.tables, entity, name, match.score, scene)
        by_name = match.rule in _BY_NAME
        spelled = "another spelling; " if match.rule == "spelling" else ""
        reason = f"{spelled}{best.reason}" if by_name else _SAID.get(match.rule, f"by the rule “{match.rule}”")
        found[entity.actor_id] = replace(best, name=match.name or best.name, reason=reason)
    for other in match.candidates if match is not None else ():
        found.setdefault(other.actor_id, other)
    for one in sorted(_alike(resolver, text, scene), key=_order):
        found.setdefault(one.actor_id, one)
    return tuple(found.values())[:limit]


def _order(one: Candidate) -> tuple[float, bool, str]:
    return -one.score, one.in_term is False, one.actor_id


def _alike(resolver: Resolver, text: str, scene: Scene) -> list[Candidate]:
    wanted = name_key(text)
    tables = resolver.tables
    best: dict[str, Candidate] = {}

    def offer(entry: Name, score: float, why: str) -> None:
        entity = tables.entity(entry.actor_id)
        score -= _SURNAME if entry.weak else 0.0
        if entity is None or (entry.actor_id in best and best[entry.actor_id].score >= score):
            return
        one = candidate(tables, entity, entry, score, scene)
        best[entry.actor_id] = replace(one, reason=f"{why}; {one.reason}" if why else one.reason)

    if not wanted:
        return []
    for entry, score in resolver.search.spellings(text):
        offer(entry, max(0.85, score / 100), f"spelled like “{entry.alias}”")
    for key, score, _ in process.extract(wanted, list(tables.names), scorer=fuzz.ratio, score_cutoff=_LEAST, limit=40):
        for entry in tables.names[key]:
            offer(entry, score / 100, "" if key == wanted else f"like “{entry.alias}”")
    return list(best.values())

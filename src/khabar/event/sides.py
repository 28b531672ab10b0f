"""ACLED's codes by who did it to whom, where the means do not tell: ``data/acled_sides.tsv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from khabar.actor.kinds import KINDS
from khabar.event.ontology import acled, acled_rule
from khabar.event.tree import word_class
from khabar.frozen import record
from khabar.parse.lemma import lemma
from khabar.records import Actor, EventType, Role
from khabar.tables import packaged, read_table

FILE = "acled_sides.tsv"
NOBODY, UNKNOWN, ANY, MUTUAL = "nobody", "unknown", "*", "mutual"
CIVIL_PLACE, ARMED_PLACE = "a civil place", "an armed place"
_SIDES = frozenset({*KINDS, NOBODY, UNKNOWN, ANY, MUTUAL, CIVIL_PLACE, ARMED_PLACE})


@dataclass(frozen=True, slots=True)
class _Line:
    of: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    event: str
    sub_event: str
    where: str


@record(frozen=True, slots=True)
class Codes:
    """ACLED's event and sub-event, both ``None`` where it codes nothing, and the line that gave them."""

    event: str | None
    sub_event: str | None
    rule: str | None


@cache
def _lines() -> tuple[_Line, ...]:
    found = []
    for row in read_table(packaged("khabar.event", FILE), ["of", "agent", "target", "event", "sub_event"]):
        agents, targets = frozenset(row.items("agent")), frozenset(row.items("target"))
        if unknown := sorted((agents | targets) - _SIDES):
            raise row.error(f"side {unknown[0]!r}", f"one of {', '.join(sorted(_SIDES))}")
        where = f"{FILE}:{row.line}"
        found.append(_Line(frozenset(row.items("of")), agents, targets, row["event"], row["sub_event"], where))
    return tuple(found)


def acled_of(
    event_type: EventType,
    mode: str | None,
    cameo: str | None,
    actors: Sequence[Actor],
    trigger: str,
    place: str = "",
    harmed: bool = False,
) -> Codes:
    """Return ACLED's codes of an event: by its means, and where these do not tell, by its sides.

    ``trigger`` is the word that names it, ``place`` the words of where it was: a town that was attacked is no army.
    ``harmed`` says that people were killed or wounded, whom the text may not call anything.
    """
    event, sub_event = acled(event_type, mode, cameo=cameo)
    rule = acled_rule(event_type, mode, cameo=cameo)
    if event_type is EventType.ASSAULT and mode is None and cameo == "195":
        return Codes(event, None, f"{rule}, by what means is open")
    if all(sub_event not in line.of for line in _lines()):
        return Codes(event, sub_event, rule)
    agents = [side_of(a, place) for a in actors if a.role in (Role.AGENT, Role.LED_BY)]
    targets = [side_of(a, place) for a in actors if a.role in (Role.TARGET, Role.PARTNER)]
    if harmed:  # "killed nine": things are not
        targets = ["people" if side == UNKNOWN else side for side in targets] or ["people"] * (len(agents) < 2)
    mutual = any(form in word_class("clash") for word in trigger.lower().split() for form in _forms(word))
    pairs = [(a, t) for a in agents or [NOBODY] for t in targets or [NOBODY]]
    if len(agents) > 1 and (mutual or not targets):
        pairs, mutual = list(permutations(agents, 2)), True
    for line in _lines():
        if sub_event not in line.of:
            continue
        fits = (
            mutual if MUTUAL in line.agents else any(_fits(line.agents, a) and _fits(line.targets, t) for a, t in pairs)
        )
        if fits:
            return Codes(line.event, line.sub_event, line.where)
    return Codes(None, None, None)


def side_of(actor: Actor, place: str = "") -> str:
    """Return the kind of an actor, or which kind of place its words name, ``unknown`` for what tells neither.

    >>> side_of(Actor(Role.TARGET, "a market in Sarajevo", 0, 20)), side_of(Actor(Role.TARGET, "the base", 0, 8))
    ('a civil place', 'an armed place')
    """
    if actor.kind is not None:
        return actor.kind
    words = (actor.text or "").lower()
    for name, side in (("armed_place", ARMED_PLACE), ("civil_place", CIVIL_PLACE)):
        first = words.split(" in ")[0].split(" of ")[0].split(" near ")[0].split()
        if first and any(form in word_class(name) for form in _forms(first[-1])):
            return side
    return CIVIL_PLACE if place and place.lower() in words else UNKNOWN


def _forms(word: str) -> tuple[str, str]:
    return word, lemma(word, "NNS")


def _fits(sides: frozenset[str], side: str) -> bool:
    return side in sides or ANY in sides


__all__ = ["Codes", "acled_of", "side_of"]

"""What the KAIROS and RAMS ontologies of events share with khabar: types of conflict, and roles in them.

``wikievents`` and ``rams`` are annotated with types in three parts (``Conflict.Attack.DetonateExplode``,
``life.die.deathcausedbyviolentevents``). The conflict subset is the types of attack, detonation, violent death, injury,
arrest and detention, demonstration, surrender, threat and coercion; other types are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from khabar.evaluate.scores import Counts
from khabar.records import EventType, Measure, Report, Role

TYPES: Final[Mapping[str, EventType]] = {
    "conflict.attack": EventType.ASSAULT,
    "life.die": EventType.ASSAULT,
    "life.injure": EventType.ASSAULT,
    "justice.arrestjaildetain": EventType.COERCE,
    "conflict.demonstrate": EventType.PROTEST,
    "conflict.yield": EventType.RETREAT,
    "conflict.defeat": EventType.RETREAT,
    "contact.threatencoerce": EventType.THREATEN,
}
"""PLOVER types by the beginning of a type of the gold."""

NO_CONFLICT: Final = ("life.die.nonviolentdeath", "life.injure.illness")
"""Beginnings of types that are no conflict though ``TYPES`` holds what they begin with."""

AGENT, TARGET, PLACE, INSTRUMENT = "agent", "target", "place", "instrument"

ROLES: Final[Mapping[str, str]] = {
    "attacker": AGENT,
    "killer": AGENT,
    "injurer": AGENT,
    "jailer": AGENT,
    "demonstrator": AGENT,
    "yielder": AGENT,
    "surrenderer": AGENT,
    "retreater": AGENT,
    "communicator": AGENT,
    "target": TARGET,
    "victim": TARGET,
    "detainee": TARGET,
    "recipient": TARGET,
    "place": PLACE,
    "instrument": INSTRUMENT,
    "explosivedevice": INSTRUMENT,
}
"""What a role of the gold is to khabar; other roles (crime, artifact, body part) are not looked at."""

CONFLICT: Final = frozenset(TYPES.values())
_DOERS: Final = (Role.AGENT, Role.LED_BY, Role.PARTNER)
_HARMED: Final = frozenset(Measure)
_AFTER_HEAD: Final = re.compile(
    r"\s(?:of|in|at|on|from|near|with|for|by|who|whom|whose|which|that|where|when|to|and|or|,|;|\(|-)\s|[,;(]"
)
_NAMED_BY_OF: Final = re.compile(
    r"(?:[\w'’.-]+ ){0,5}?(?:city|town|village|district|province|region|state|county|island|neighbou?rhood|suburb|port"
    r"|capital|governorate|municipality|republic) of (?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a gold text."""

    start: int
    end: int
    text: str


def plover_type(kairos: str) -> EventType | None:
    """Return the PLOVER type that a type of the gold means, ``None`` outside of the conflict subset.

    >>> plover_type("Conflict.Attack.DetonateExplode"), plover_type("life.die.nonviolentdeath")
    (<EventType.ASSAULT: 'ASSAULT'>, None)
    """
    name = kairos.lower()
    if name.startswith(NO_CONFLICT):
        return None
    return TYPES.get(".".join(name.split(".")[:2]))


def head_of(words: Words) -> Words:
    """Return the head of a noun phrase: the last word before what follows the head; of "the town of X", X.

    >>> head_of(Words(10, 37, "two members of the parliament")).text
    'members'
    """
    if (named := _NAMED_BY_OF.match(words.text)) is not None:
        rest = words.text[named.end() :]
        return head_of(Words(words.start + named.end(), words.end, rest))
    found = _AFTER_HEAD.search(words.text, 1)
    before = words.text[: found.start()] if found and words.text[: found.start()].strip() else words.text
    before = before.rstrip(" .'\"’”").removesuffix("'s").removesuffix("’s").rstrip()
    if not before:
        return words
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    return Words(words.start + start, words.start + len(before), before[start:])


def given_arguments(reports: Iterable[Report]) -> dict[str, list[tuple[int, int]]]:
    """Return what reports of one happening say, by role: ranges of the text, those that overlap once.

    The people that a toll counts are targets; a word that only says that somebody died ("deadly") counts nobody.
    """
    found: dict[str, list[tuple[int, int]]] = {AGENT: [], TARGET: [], PLACE: [], INSTRUMENT: []}
    for report in reports:
        for role, start, end in _arguments(report):
            if all(end <= low or high <= start for low, high in found[role]):
                found[role].append((start, end))
    return found


def _arguments(report: Report) -> Iterator[tuple[str, int, int]]:
    for actor in report.actors:
        if actor.start is not None and actor.end is not None:
            if actor.role in _DOERS:
                yield AGENT, actor.start, actor.end
            elif actor.role is Role.TARGET:
                yield TARGET, actor.start, actor.end
    for toll in report.tolls:
        if toll.measure in _HARMED and not toll.unavailable and (toll.best is not None or toll.high is not None):
            yield TARGET, toll.start, toll.end
    if report.place is not None:
        yield PLACE, report.place.start, report.place.end
    if report.instrument is not None:
        yield INSTRUMENT, report.instrument.start, report.instrument.end


def argument_counts(
    wanted: Iterable[tuple[str, tuple[Words, ...]]], given: Mapping[str, list[tuple[int, int]]]
) -> dict[str, Counts]:
    """Return the counts of each role: an argument is right if a given range holds the head of one of its mentions.

    ``wanted`` are role and mentions, one or more of the same entity.
    """
    want: dict[str, list[tuple[Words, ...]]] = {role: [] for role in given}
    for role, mentions in wanted:
        want[role].append(mentions)
    return {role: _counts(want[role], ranges) for role, ranges in given.items()}


def _counts(want: list[tuple[Words, ...]], ranges: list[tuple[int, int]]) -> Counts:
    """Return right, given and wanted; a range that names an entity already met is neither right nor wrong."""
    met: set[int] = set()
    wrong = 0
    for start, end in ranges:
        hit = {n for n, mentions in enumerate(want) if any(_holds(start, end, m) for m in mentions)}
        met |= hit
        wrong += not hit
    return Counts(len(met), len(met) + wrong, len(want))


def _holds(start: int, end: int, mention: Words) -> bool:
    head = head_of(mention)
    return start <= head.start and head.end <= end


def role_figures(counts: Mapping[str, Counts]) -> dict[str, float]:
    """Return precision, recall and F1 over all roles, and the F1 of each."""
    total = sum(counts.values(), Counts())
    figures = {"argument_f1": total.f1, "argument_precision": total.precision, "argument_recall": total.recall}
    return figures | {f"{role}_f1": one.f1 for role, one in counts.items()}

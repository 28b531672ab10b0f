"""UCDP's type of violence, by a table that is a data file: who fights whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from khabar.actor.kinds import KINDS
from khabar.records import Actor, EventType, Role
from khabar.tables import packaged, read_table

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3

_NO_DEATHS = frozenset({"abduct", "beat", "destroy", "sexual", "torture"})
"""Modes of assault that kill nobody by themselves; UCDP counts deaths."""


@cache
def _types() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in read_table(packaged("khabar.event", "ucdp.tsv"), ["agent", "target", "violence"]):
        if row["violence"] not in ("1", "2", "3"):
            raise row.error(f"violence {row['violence']!r}", "1, 2 or 3")
        agents, targets = row.items("agent"), row.items("target")
        if unknown := [kind for kind in (*agents, *targets) if kind not in KINDS]:
            raise row.error(f"kind {unknown[0]!r}", f"one of {', '.join(KINDS)}")
        for agent in agents:
            for target in targets:
                found.setdefault((agent, target), int(row["violence"]))
    return found


def violence_between(agents: Iterable[str | None], targets: Iterable[str | None]) -> int | None:
    """Return UCDP's type of violence between actors of these kinds, ``None`` where it does not follow from them.

    Among several pairs a fight between armed sides outranks what was done to civilians in it.

    >>> violence_between(["rebel"], ["military"]), violence_between(["rebel"], ["civilian"]), violence_between([], [])
    (1, 3, None)
    """
    others = [kind for kind in targets if kind]
    found = [_types().get((agent, target)) for agent in agents if agent for target in others]
    return min((violence for violence in found if violence is not None), default=None)


def ucdp_violence(event_type: EventType, mode: str | None, actors: Sequence[Actor]) -> int | None:
    """Return UCDP's type of violence of an event with these actors.

    Two sides of a clash that both act ("the army and the rebels clashed") fight each other.
    """
    if event_type is not EventType.ASSAULT or mode in _NO_DEATHS:
        return None
    agents = [a.kind for a in actors if a.role is Role.AGENT]
    targets = [a.kind for a in actors if a.role in (Role.TARGET, Role.PARTNER)]
    if not targets and len(agents) > 1:
        return min((v for n, k in enumerate(agents) if (v := violence_between([k], agents[n + 1 :]))), default=None)
    return violence_between(agents, targets)

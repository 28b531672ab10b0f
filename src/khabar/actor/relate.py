"""Which ids may stand for one actor."""

from __future__ import annotations

from collections.abc import Callable

from khabar.actor.kinds import STATE_SUFFIXES

_CLOSE = frozenset({("GOV.DEF", "MIL"), ("GOV.INT", "POL"), ("MIL.GRD", "POL")})
"""Branches that the news names one for the other: a defence ministry for the army."""

_MAX_STEPS = 4


def same_actor(one: str, other: str) -> bool:
    """Return whether two ids are one actor.

    >>> same_actor("IRQ.MIL", "IRQ.MIL.AIR")
    False
    """
    return one == other


def _within(part: str, whole: str) -> bool:
    """Return whether ``part`` is ``whole`` or a branch of it. A state's people and its rebels are not the state."""
    if part == whole:
        return True
    if not part.startswith(whole + "."):
        return False
    rest = part[len(whole) + 1 :].split(".")[0]
    return "." in whole or rest in STATE_SUFFIXES


def _close(one: str, other: str) -> bool:
    if one[:3] != other[:3] or one[3:4] != "." or other[3:4] != ".":
        return False
    a, b = one[4:], other[4:]
    return any({x, y} in ({a, b}, {".".join(a.split(".")[:2]), b}, {a, b.split(".")[0]}) for x, y in _CLOSE)


def related(one: str, other: str, affiliations: Callable[[str], tuple[str, ...]]) -> bool:
    """Return whether one id is the other, part of it, or belongs to it, directly or through its parents.

    ``affiliations`` gives whom an id belongs to.
    """
    return _reaches(one, other, affiliations) or _reaches(other, one, affiliations)


def _reaches(low: str, high: str, affiliations: Callable[[str], tuple[str, ...]]) -> bool:
    front, seen = [low], {low}
    for _ in range(_MAX_STEPS):
        if any(_within(at, high) or _close(at, high) for at in front):
            return True
        front = [up for at in front for up in affiliations(at) if up not in seen]
        seen.update(front)
        if not front:
            break
    return False

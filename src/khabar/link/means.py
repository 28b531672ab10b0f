"""What the modes of two mentions say of their being one deed."""

from __future__ import annotations

from typing import Final

Modes = frozenset[str]

_BOMBS: Final = frozenset({"explosives", "suicide-attack"})
_FROM_AFAR: Final = frozenset({"aerial", "heavy-weapons", "drone"})
_BLASTS: Final = _BOMBS | _FROM_AFAR
_BY_HAND: Final = frozenset({"firearms", "primitive", "beat", "abduct", "torture", "sexual"})

_KINDS: Final = (
    frozenset({"arrest"}),
    frozenset({"deport"}),
    frozenset({"seize"}),
    frozenset({"curfew", "martial-law"}),
    frozenset({"censor", "misinformation"}),
    frozenset({"cyber"}),
    frozenset({"withhold"}),
    frozenset({"hunger"}),
    frozenset({"boycott"}),
    frozenset({"convict"}),
    frozenset({"expel", "discontinue"}),
    frozenset({"release"}),
    frozenset({"ceasefire", "disarm", "withdraw"}),
    frozenset({"resign"}),
)
"""Kinds of measures: whoever does two of them does two things, though on one day in one town.

A riot, a rally and a blockade may be one, and so may a rifle and a knife: these are not here.
"""


def modes_agree(a: Modes, b: Modes) -> float | None:
    """Return 1 where two have a mode in common, -1 where both have others; else ``None``."""
    if not a or not b:
        return None
    return 1.0 if a & b else -1.0


def means_agree(a: Modes, b: Modes) -> float | None:
    """Return how the means agree that two documents give: of a bomb and its bearer one outlet knows more."""
    agreed = modes_agree(a, b)
    return None if agreed == -1.0 and a & _BOMBS and b & _BOMBS else agreed


def blast_and_shots(a: Modes, b: Modes) -> bool:
    """Return whether of two mentions' modes one's are of a blast, and the other's of what is done by hand."""
    return bool(a and b) and ((a <= _BLASTS and b <= _BY_HAND) or (a <= _BY_HAND and b <= _BLASTS))


def bomb_and_forces(bomb: Modes, force: Modes, *, by_toll: bool) -> bool:
    """Return whether the first modes are of a bomb somebody laid, and the others of what forces do with other means.

    ``by_toll``: the dead differ for good; else bombs may be what aircraft drop and guns fire.
    """
    means = _FROM_AFAR | _BY_HAND if by_toll else _BY_HAND
    return bool(bomb and force) and bomb <= _BOMBS and force <= means


def other_deeds(a: Modes, b: Modes) -> bool:
    """Return whether two mentions tell of measures of two kinds: an arrest, and a curfew.

    >>> other_deeds(frozenset({"arrest"}), frozenset({"curfew"})), other_deeds(frozenset({"demo"}), frozenset({"riot"}))
    (True, False)
    """
    one, other = ({at for at, kind in enumerate(_KINDS) if modes & kind} for modes in (a, b))
    return bool(one and other) and one.isdisjoint(other)

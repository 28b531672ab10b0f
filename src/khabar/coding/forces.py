"""Who strikes where a ministry speaks: "the defence ministry said that it had hit a depot" is of the armed forces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from khabar.actor import ActorMatch

_MINISTRY: Final = ".GOV.DEF"
"""What the ids of defence ministries end in."""


def forces_of(match: ActorMatch, resolve: Callable[[str], ActorMatch | None]) -> ActorMatch:
    """Return the armed forces of the state whose defence ministry is said to strike, else the match itself.

    ``resolve`` gives whom a noun phrase names.
    """
    if match.actor_id is None or not match.actor_id.endswith(_MINISTRY) or match.name is None:
        return match
    forces = resolve(f"armed forces of {match.name.rpartition(' of ')[2]}")
    return replace(forces, rule=f"{match.rule}, the forces of its state") if forces is not None else match


__all__ = ["forces_of"]

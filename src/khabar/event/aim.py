"""Whom words are aimed at, where the words themselves do not say: "threatened to attack X" threatens X."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.mention import Argument
from khabar.records import EventType, Role

_AIMING = (EventType.AGREE, EventType.THREATEN, EventType.REJECT, EventType.MOBILIZE, EventType.SANCTION)


def aim(drafts: list[Draft], inside: list[int | None]) -> None:
    """Give words without a target that of the deed that is their content; ``inside`` is each draft's outer event."""
    for n, outer in enumerate(drafts):
        if outer.event_type not in _AIMING or outer.has(Role.TARGET) or outer.has(Role.PARTNER):
            continue
        contents = [d for d, place in zip(drafts, inside, strict=True) if place == n]
        doers = {a.i for a in outer.args if a.role is Role.AGENT}
        for content in contents:
            aimed = [a for a in content.args if a.role in (Role.TARGET, Role.PARTNER) and a.i not in doers]
            outer.add(Role.TARGET, [Argument(Role.TARGET, a.i, a.start, a.end) for a in aimed])

"""How likely a report's event is what it says, from how often events put like it were right on gold."""

from __future__ import annotations

from functools import cache

from khabar.event import EventMention
from khabar.records import Role
from khabar.tables import packaged, read_table

_ONE_SIDE = frozenset({Role.AGENT, Role.LED_BY})
_OTHER_SIDE = frozenset({Role.TARGET, Role.PARTNER})

UNKNOWN = 0.5
"""The confidence of a make that the gold does not show."""


def make_of(event: EventMention) -> str:
    """Return how an event is put: by a verb or a noun, naming both sides, one, or none."""
    roles = {argument.role for argument in event.args}
    sides = bool(roles & _ONE_SIDE) + bool(roles & _OTHER_SIDE)
    return f"{'noun' if event.is_noun else 'verb'}, {('no side', 'one side', 'both sides')[sides]}"


def confidence_of(event: EventMention) -> float:
    """Return the share of events put like this one whose type was right on gold, 0 to 1."""
    return _shares().get(make_of(event), UNKNOWN)


@cache
def _shares() -> dict[str, float]:
    shares: dict[str, float] = {}
    for row in read_table(packaged("khabar.coding", "confidence.tsv"), ["make", "seen", "right", "share"]):
        try:
            shares[row["make"]] = float(row["share"])
        except ValueError:
            raise row.error(f"share {row['share']!r}", "a number from 0 to 1") from None
    return shares

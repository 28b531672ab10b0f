"""Which mentions of a page may be those of one happening, as nothing on the page tells of another.

Most news pages are on one deed. What its later sentences tell has often no day or town of its own, or only one of them
("Three others were hurt", "police said in Velm"), so that no feature of a pair speaks for it. Where no two of them
contradict each other, that itself does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from khabar.link.mention import Mention
from khabar.link.score import Features, vetoed

RECENT: Final = timedelta(31)
"""What lies longer before its page was published is told as what went before ("in February 2015 an officer shot …")."""

SPREAD: Final = timedelta(7)
"""A wider interval of days is a stretch that deeds are counted up over."""

VAGUE: Final = 5
"""From this ``where_prec`` on a place (a border, a region, a country) tells no deed from another."""


def of_one_story(mentions: Sequence[Mention], compared: Mapping[tuple[int, int], Features]) -> frozenset[int]:
    """Return the positions of the mentions that tell one story; none if two of them contradict each other.

    ``mentions`` open and are of one type; ``compared`` has the features of pairs of positions. What is long past, or
    spread over a stretch, or nowhere in particular, is left out, and so is what follows it without day or place.
    """
    aside = {mention.key for mention in mentions if _is_aside(mention)}
    told = frozenset(i for i, mention in enumerate(mentions) if mention.key not in aside and mention.host not in aside)
    return frozenset() if any(_contradicts(features) for features in _between(told, compared)) else told


def fits(a: Mention, b: Mention, features: Features) -> bool:
    """Return whether one story's mentions may be one happening: one gives a toll, and the means do not differ."""
    return any(toll is not None for m in (a, b) for toll in (m.killed, m.injured)) and features.get("mode", 0) >= 0


def _between(told: frozenset[int], compared: Mapping[tuple[int, int], Features]) -> Iterable[Features]:
    return (features for (i, j), features in compared.items() if i in told and j in told)


def _contradicts(features: Features) -> bool:
    return vetoed(features) or any(features.get(name, 0) < 0 for name in ("date", "doers", "sites"))


def _is_aside(mention: Mention) -> bool:
    if mention.at_another_time:
        return True
    if mention.place is not None and (mention.place.where_prec or 0) >= VAGUE:
        return True
    if mention.date_start is None and mention.date_end is None:
        return False
    if mention.date_start is None or mention.date_end is None or mention.published is None:
        return True
    return mention.date_end - mention.date_start > SPREAD or mention.published - mention.date_end > RECENT

"""Which mentions of a page may be those of one happening, as nothing on the page tells of another.

Most news pages are on one deed. What its later sentences tell has often no day or town of its own, or only one of them
("Three others were hurt", "police said in Velm"), so that no feature of a pair speaks for it. Where no two of them
contradict each other, that itself does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from khabar.link.means import blast_and_shots
from khabar.link.mention import RECENT, Mention
from khabar.link.score import Features, vetoed

SPREAD: Final = timedelta(7)
"""A wider interval of days is a stretch that deeds are counted up over."""

VAGUE: Final = 5
"""From this ``where_prec`` on a place (a border, a region, a country) tells no deed from another."""


def of_one_story(mentions: Sequence[Mention], compared: Mapping[tuple[int, int], Features]) -> frozenset[int]:
    """Return the positions of the mentions that tell one story; none if two of them contradict each other.

    ``mentions`` open and are of one type; ``compared`` has the features of pairs of positions. What is long past, or
    spread over a stretch, or nowhere in particular, is left out, and so is what follows it without day or place; and
    so is a blast where all others were shootings.
    """
    aside = {mention.key for mention in mentions if _is_aside(mention)}
    told = frozenset(i for i, mention in enumerate(mentions) if mention.key not in aside and mention.host not in aside)
    told -= {i for i in told if _by_other_means(mentions[i], [mentions[j] for j in told if j != i])}
    return frozenset() if any(_contradicts(features) for features in _between(told, compared)) else told


def fits(a: Mention, b: Mention, features: Features) -> bool:
    """Return whether one story's mentions may be one happening: one gives a toll, and the means do not differ.

    150 dead in one quarter, and one in the next, are two.
    """
    if features.get("place", 1) < 1 and features.get("tolls", 0) <= -1:
        return False
    return any(toll is not None for m in (a, b) for toll in (m.killed, m.injured)) and features.get("mode", 0) >= 0


def _between(told: frozenset[int], compared: Mapping[tuple[int, int], Features]) -> Iterable[Features]:
    return (features for (i, j), features in compared.items() if i in told and j in told)


def _contradicts(features: Features) -> bool:
    return vetoed(features) or any(features.get(name, 0) < 0 for name in ("date", "doers", "sites"))


def _by_other_means(mention: Mention, others: Sequence[Mention]) -> bool:
    """Return whether a mention is a blast, and all others that say how they were done were by hand; or the reverse."""
    known = [other.modes for other in others if other.modes]
    return bool(known) and all(blast_and_shots(mention.modes, modes) for modes in known)


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

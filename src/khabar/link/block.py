"""Which mentions are worth comparing: those that share a block. Never all with all, never a range over days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import floor

from khabar.link.mention import Mention

MAX_DAYS = 10
"""A longer interval of days counts as an open date in blocking."""

PUBLISHED_WINDOW = 7
"""Days in a window of publication, by which mentions without a date are blocked; neighbouring windows overlap."""

TOWN_REACH = 0.4
"""Degrees around a town that are searched for its neighbours."""

RARE = range(2, 41)
"""In how many documents a word may stand to make a block of its own."""

RARE_TERMS, RARE_TERMS_ASIDE = 20, 8
"""How many of the rarest words make blocks, for what an article is about and for what it tells aside."""

LARGE = 300
"""From this many mentions on, a block is walked in order, each compared with its next ``NEXT`` only."""

NEXT = 60

Key = tuple[str, ...]


def candidate_pairs(mentions: Sequence[Mention], frequency: Counter[str]) -> set[tuple[int, int]]:
    """Return the pairs of positions that share a block, the smaller position first.

    One rare word makes no pair, two do. In a block of known days and towns all are compared; in one that leaves the
    place or the day open, only with those that leave it open.
    """
    shut: dict[Key, list[int]] = defaultdict(list)
    ajar: dict[Key, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        for key, is_open in block_keys(mention, frequency):
            (ajar if is_open else shut)[key].append(i)
    pairs: set[tuple[int, int]] = set()
    by_one_word: set[tuple[int, int]] = set()
    for key in sorted(shut.keys() | ajar.keys()):
        narrow, wide = shut.get(key, []), ajar.get(key, [])
        if key[0] == "word":
            for pair in _within(narrow, mentions):
                (pairs if pair in by_one_word else by_one_word).add(pair)
        elif key[0] == "cell":
            pairs.update(_within(narrow, mentions))
        else:
            pairs.update(_within(wide, mentions))
            pairs.update(_across(wide, narrow, mentions))
    return pairs


def block_keys(mention: Mention, frequency: Counter[str]) -> set[tuple[Key, bool]]:
    """Return the blocks of a mention, each with whether the mention leaves open what the block does not fix."""
    kind = mention.event_type
    keys: set[tuple[Key, bool]] = set()
    place = mention.place
    country = place.country_iso3 if place else None
    narrow = place is not None and place.latitude is not None and (place.where_prec or 6) <= 3
    who = {actor.split(".")[0] for actor in mention.agents | mention.targets if not actor.startswith("~")}
    days = _days(mention)
    for day in days:
        if narrow:
            keys.update((("cell", kind, day, cell), False) for cell in _cells(mention))
        if country:
            keys.add((("country", kind, day, country), not narrow))
        keys.update((("day", kind, day, name), place is None or country is None) for name in who)
    agents = {actor.split(".")[0] for actor in mention.agents if not actor.startswith("~")}
    for window in _windows(mention.published):
        for agent in agents:
            keys.add((("published", kind, window, agent, country or ""), not days))
    rare = [term for term in mention.words if frequency[term] in RARE]
    rare.sort(key=lambda term: (frequency[term], term))
    keys.update(
        (("word", kind, term), False)
        for term in rare[: RARE_TERMS if mention.main or mention.lead else RARE_TERMS_ASIDE]
    )
    return keys


def _days(mention: Mention) -> list[str]:
    """Return the days of a mention and the one after, so that neighbouring days share a block."""
    if mention.date_start is None or mention.date_end is None:
        return []
    length = (mention.date_end - mention.date_start).days + 1
    if length > MAX_DAYS:
        return []
    return [(mention.date_start + timedelta(days=n)).isoformat() for n in range(length + 1)]


def _windows(published: date | None) -> list[str]:
    if published is None:
        return []
    number = published.toordinal() // PUBLISHED_WINDOW
    return [str(number), str(number + 1)]


def _cells(mention: Mention) -> set[str]:
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None:
        return set()
    return {
        f"{floor(place.latitude + dy)},{floor(place.longitude + dx)}"
        for dy in (-TOWN_REACH, TOWN_REACH)
        for dx in (-TOWN_REACH, TOWN_REACH)
    }


def _order(i: int, mentions: Sequence[Mention]) -> tuple[str, str, str, str]:
    mention = mentions[i]
    place = mention.place.place_id or "" if mention.place else ""
    return place, min(mention.agents, default=""), min(mention.targets, default=""), mention.key


def _within(block: Sequence[int], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    ordered = sorted(block) if len(block) < LARGE else sorted(block, key=lambda i: _order(i, mentions))
    reach = len(ordered) if len(block) < LARGE else NEXT
    for at, i in enumerate(ordered):
        for j in ordered[at + 1 : at + 1 + reach]:
            if i != j:
                yield (i, j) if i < j else (j, i)


def _across(wide: Sequence[int], narrow: Sequence[int], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    if len(wide) * len(narrow) > LARGE * LARGE:
        yield from _within([*wide, *narrow], mentions)
        return
    for i in wide:
        for j in narrow:
            if i != j:
                yield (i, j) if i < j else (j, i)

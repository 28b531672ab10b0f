"""Which mentions are worth comparing: those that share a block. Never all with all, never a range over days.

In a block all stand in one order and each is compared with its next ``NEXT``: in a small block all with all, in a large
one those that are most alike. Both the blocks of a mention and its place in their order follow from its document
alone, so one more mention changes the pairs of its neighbours in its blocks, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from math import floor
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from khabar.link.mention import Mention
from khabar.link.words import rarest

MAX_DAYS: Final = 10
"""A longer interval of days counts as an open date in blocking."""

PUBLISHED_WINDOW: Final = 7
"""Days in a window of publication, by which mentions without a date are blocked; neighbouring windows overlap."""

TOWN_REACH: Final = 0.4
"""Degrees around a town that are searched for its neighbours."""

RAREST_TERMS, RAREST_TERMS_ASIDE = 32, 8
"""How many of the rarest words make blocks, for what an article is about and for what it tells aside."""

FEW_KILLED: Final = 3
"""From so many on, the number of dead makes a block: with the day, for what is told without a place; with the town."""

NEXT: Final = 60
NEXT_BY_WORD: Final = 40

Pairs = NDArray[np.int64]
"""Pairs of positions, a row each, the smaller position first, in order."""


class Key(NamedTuple):
    """One block of a mention: its number, where in it the mention stands, and what kind of block it is.

    ``wide``: the mention leaves open what the block does not fix; ``kind`` is one of ``CELL``, ``OPEN`` and ``WORD``;
    ``tie``, the number of the mention, decides between those at one place.
    """

    block: int
    order: int
    kind: int
    wide: bool
    tie: int


CELL, OPEN, WORD = 0, 1, 2

Numbers = NDArray[np.int64]


class Rows(NamedTuple):
    """Rows of blocks as arrays, in the order of ``kind``, ``block`` and the order inside it.

    ``who`` is a mention; ``rank`` the place of the row among all, those left out counted.
    """

    kind: Numbers
    block: Numbers
    wide: Numbers
    who: Numbers
    rank: Numbers

    def where(self, mask: NDArray[np.bool_]) -> Rows:
        """Return the rows that ``mask`` holds for."""
        return Rows(*(column[mask] for column in self))

    def near(self, some: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which rows are within reach of one for which ``some`` holds."""
        before = np.concatenate([[0], np.cumsum(some)])
        at = np.arange(len(some))
        found: NDArray[np.bool_] = before[np.minimum(at + NEXT + 1, len(some))] > before[np.maximum(at - NEXT, 0)]
        return found


def candidate_pairs(keys: Sequence[Sequence[Key]]) -> Pairs:
    """Return the pairs of positions that share a block, given the blocks of each position.

    One rare word makes no pair, two do. In a block of known days and towns all are compared; in one that leaves the
    place or the day open, only with those that leave it open.
    """
    table = [(key.kind, key.block, key.order, key.tie, i, key.wide) for i, own in enumerate(keys) for key in own]
    if not table:
        return np.empty((0, 2), dtype=np.int64)
    kind, block, order, tie, at, wide = (np.array(column, dtype=np.int64) for column in zip(*table, strict=True))
    sort = np.lexsort((at, tie, order, block, kind))
    return pairs_in(Rows(kind[sort], block[sort], wide[sort], at[sort], np.arange(len(sort))))


def pairs_in(rows: Rows, only: NDArray[np.bool_] | None = None) -> Pairs:
    """Return the pairs that rows of blocks make, as `candidate_pairs` does; with ``only``, those of such a row."""
    names, who = np.unique(rows.who, return_inverse=True)
    size = np.int64(len(names))
    near: list[Numbers] = [np.empty(0, np.int64)]
    by_word: list[Numbers] = [np.empty(0, np.int64)]
    for step in range(1, min(NEXT, len(who) - 1) + 1):
        together = (rows.block[step:] == rows.block[:-step]) & (rows.kind[step:] == rows.kind[:-step])
        if not together.any():
            break
        if only is not None:
            together &= only[step:] | only[:-step]
        here = np.flatnonzero(together)
        there = here + step
        here, there = here[who[here] != who[there]], there[who[here] != who[there]]
        apart, kind = rows.rank[there] - rows.rank[here], rows.kind[here]
        code = np.minimum(who[here], who[there]) * size + np.maximum(who[here], who[there])
        open_ended = (kind == OPEN) & ((rows.wide[here] | rows.wide[there]) > 0)
        near.append(code[(apart <= NEXT) & ((kind == CELL) | open_ended)])
        by_word.append(code[(apart <= NEXT_BY_WORD) & (kind == WORD)])
    words, times = np.unique(np.concatenate(by_word), return_counts=True)
    codes = np.unique(np.concatenate([*near, words[times > 1]]))
    one, other = np.divmod(codes, np.maximum(size, np.int64(1)))
    return np.stack([names[one], names[other]], axis=1)


def parted_pairs(rows: Rows, new: NDArray[np.bool_]) -> Pairs:
    """Return pairs of rows that were within reach of each other before the ``new`` ones came between them."""
    before = (rows.rank - np.cumsum(new))[~new]
    old = rows.where(~new)
    found: list[Pairs] = [np.empty((0, 2), dtype=np.int64)]
    for step in range(1, min(NEXT, len(before) - 1) + 1):
        reach = np.where(old.kind[step:] == WORD, NEXT_BY_WORD, NEXT)
        parted = (old.block[step:] == old.block[:-step]) & (old.kind[step:] == old.kind[:-step])
        parted &= (before[step:] - before[:-step] <= reach) & (old.rank[step:] - old.rank[:-step] > reach)
        found.append(np.stack([old.who[:-step][parted], old.who[step:][parted]], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def block_keys(mention: Mention) -> list[Key]:
    """Return the blocks of a mention, in order."""
    kind = mention.event_type
    place = mention.place
    country = place.country_iso3 if place else None
    narrow = place is not None and place.latitude is not None and (place.where_prec or 6) <= 3
    agents = {actor.split(".")[0] for actor in mention.agents if not actor.startswith("~")}
    who = agents | {actor.split(".")[0] for actor in mention.targets if not actor.startswith("~")}
    days = _days(mention)
    alike = _number(
        place.place_id or "" if place else "", min(mention.agents, default=""), min(mention.targets, default="")
    )
    tie = number_of(mention.key)
    killed = mention.killed
    dead = str(killed[0]) if killed is not None and killed[0] == killed[1] >= FEW_KILLED else None
    keys: set[Key] = set()
    for day in days:
        if narrow:
            keys.update(Key(_number("cell", kind, day, cell), alike, CELL, False, tie) for cell in _cells(mention))
        if country:
            keys.add(Key(_number("country", kind, day, country), alike, OPEN, not narrow, tie))
        keys.update(Key(_number("day", kind, day, name), alike, OPEN, country is None, tie) for name in who)
        if dead is not None:
            keys.add(Key(_number("killed", kind, day, dead), alike, OPEN, country is None, tie))
    for window in _windows(mention.published):
        if narrow and dead is not None:
            # A town in a week and a number of dead: for those whose day is open.
            cells = _cells(mention)
            keys.update(Key(_number("town", kind, window, cell, dead), alike, OPEN, not days, tie) for cell in cells)
        for agent in agents:
            keys.add(Key(_number("published", kind, window, agent, country or ""), alike, OPEN, not days, tie))
    published = mention.published.toordinal() if mention.published else 0
    for term in rarest(mention.words, RAREST_TERMS if mention.main or mention.lead else RAREST_TERMS_ASIDE):
        keys.add(Key(_number("word", kind, term), published, WORD, False, tie))
    return sorted(keys)


def number_of(key: str) -> int:
    """Return the number by which a mention stands in blocks: 62 bits of a hash of its key."""
    return _number("mention", key)


def _number(*parts: str) -> int:
    """Return 62 bits of a hash, the same on every machine."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest()) >> 2


def _days(mention: Mention) -> list[str]:
    """Return the days of a mention and the one after, so that neighbouring days share a block."""
    if mention.date_start is None or mention.date_end is None:
        return []
    length = (mention.date_end - mention.date_start).days + 1
    if length > MAX_DAYS:
        return []
    return [(mention.date_start + timedelta(days=n)).isoformat() for n in range(length + 1)]


def _windows(published: date | None) -> Iterator[str]:
    if published is not None:
        number = published.toordinal() // PUBLISHED_WINDOW
        yield str(number)
        yield str(number + 1)


def _cells(mention: Mention) -> set[str]:
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None:
        return set()
    return {
        f"{floor(place.latitude + dy)},{floor(place.longitude + dx)}"
        for dy in (-TOWN_REACH, TOWN_REACH)
        for dx in (-TOWN_REACH, TOWN_REACH)
    }

"""Average linkage over few pairs: the two groups whose mentions agree best on the whole are joined first.

A pair that was not compared counts as ``UNSEEN``. So one strong pair does not chain two groups of which nothing else
agrees, and one slip of a page does not part what all others hold together.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from khabar.link.cluster import Link

UNSEEN: Final = -3.0
"""Log-odds of a pair that shares no block."""

UNSEEN_AT_MOST: Final = 12
"""So many of the pairs that were not compared count, as in a large block most are not."""

NEVER: Final = float("-inf")
"""The log-odds of two that may never be one."""

MOST: Final = 10.0
"""Log-odds beyond this, up or down, count as this: no pair outvotes all others."""

SAMPLE: Final = 8
"""So many members of each group are asked whether the two may be one."""


def average_link(
    document: Sequence[str],
    whole: Sequence[bool],
    links: Iterable[Link],
    threshold: float,
    apart: Callable[[int, int], bool],
) -> tuple[list[list[int]], dict[int, Link]]:
    """Return all positions in groups, and for each that is not alone its surest link within its group.

    Groups are joined as long as the mean log-odds of their pairs reach ``threshold``, the highest mean first, ties
    by position; never where a link has log-odds of minus infinity, or ``apart`` holds for two members. What whole
    articles are about (``whole``) is joined first; what they tell aside then joins one such group, and joins no two.
    ``document`` is that of each position: pairs within one document are never compared, and count neither way.
    """
    links, n = list(links), len(document)
    parts = connected(n, (link for link in links if link.log_odds >= threshold))
    of_part: dict[int, list[Link]] = {}
    for link in links:
        if parts[link.one] == parts[link.other]:
            of_part.setdefault(parts[link.one], []).append(link)
    root = list(range(n))
    for part in of_part.values():
        positions = sorted({i for link in part for i in (link.one, link.other)})
        first = _Joining({i: [i] for i in positions}, document, threshold, apart)
        first.take(link for link in part if whole[link.one] and whole[link.other])
        groups = first.join()
        second = _Joining(groups, document, threshold, apart, {i for i in groups if whole[i]})
        second.take(part)
        for to, members in second.join().items():
            for member in members:
                root[member] = to
    grouped: dict[int, list[int]] = {}
    for i in range(n):
        grouped.setdefault(root[i], []).append(i)
    best: dict[int, Link] = {}
    for link in sorted(links, key=lambda link: (-link.log_odds, link.one, link.other)):
        if root[link.one] == root[link.other]:
            best.setdefault(link.one, link)
            best.setdefault(link.other, link)
    return sorted(sorted(members) for members in grouped.values()), best


def connected(n: int, links: Iterable[Link]) -> list[int]:
    """Return for each position the smallest one that links lead to."""
    parent = list(range(n))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for link in links:
        a, b = find(link.one), find(link.other)
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    return [find(i) for i in range(n)]


class _Joining:
    """Groups of one connected part, by one of their members, and the sums of their pairs' log-odds.

    No two of ``settled`` are joined.
    """

    def __init__(
        self,
        groups: dict[int, list[int]],
        document: Sequence[str],
        threshold: float,
        apart: Callable[[int, int], bool],
        settled: Iterable[int] = (),
    ) -> None:
        self.groups = groups
        self.told = {at: Counter(document[i] for i in members) for at, members in groups.items()}
        self.threshold, self.apart, self.settled = threshold, apart, set(settled)
        self.sums: dict[int, dict[int, tuple[float, int]]] = {at: {} for at in groups}
        self.version = dict.fromkeys(groups, 0)

    def take(self, links: Iterable[Link]) -> None:
        """Add up the log-odds of links between groups."""
        home = {i: at for at, members in self.groups.items() for i in members}
        for link in links:
            a, b = home[link.one], home[link.other]
            if a != b:
                value = max(-MOST, min(MOST, link.log_odds)) if link.log_odds > NEVER else NEVER
                total, n = self.sums[a].get(b, (0.0, 0))
                self.sums[a][b] = self.sums[b][a] = total + value, n + 1

    def mean(self, a: int, b: int) -> float:
        """Return the mean log-odds of the pairs of two groups."""
        if a in self.settled and b in self.settled:
            return NEVER
        total, n = self.sums[a][b]
        one, other = self.told[a], self.told[b]
        if len(other) < len(one):
            one, other = other, one
        beside = 0
        for doc_id, many in one.items():
            if doc_id in other:
                beside += many * other[doc_id]
        unseen = min(max(0, len(self.groups[a]) * len(self.groups[b]) - n - beside), UNSEEN_AT_MOST)
        return (total + UNSEEN * unseen) / (n + unseen)

    def join(self) -> dict[int, list[int]]:
        """Join groups until none agree well enough, and return them."""
        groups, sums, version = self.groups, self.sums, self.version
        heap = [
            (-mean, a, b, 0, 0) for a in sums for b in sums[a] if a < b and (mean := self.mean(a, b)) >= self.threshold
        ]
        heapq.heapify(heap)
        while heap:
            _, a, b, version_a, version_b = heapq.heappop(heap)
            if version.get(a) != version_a or version.get(b) != version_b:
                continue
            if len(groups[a]) + len(groups[b]) > 2 and _any_apart(groups[a], groups[b], self.apart):
                sums[a][b] = sums[b][a] = NEVER, 1
                continue
            self._merge(a, b)
            for c in sums[a]:
                value = self.mean(a, c)
                if value >= self.threshold:
                    one, other = min(a, c), max(a, c)
                    heapq.heappush(heap, (-value, one, other, version[one], version[other]))
        return groups

    def _merge(self, a: int, b: int) -> None:
        for c, (total, n) in self.sums.pop(b).items():
            del self.sums[c][b]
            if c != a:
                before, m = self.sums[a].get(c, (0.0, 0))
                self.sums[a][c] = self.sums[c][a] = before + total, m + n
        self.groups[a] = sorted(self.groups[a] + self.groups.pop(b))
        self.told[a] += self.told.pop(b)
        if b in self.settled:
            self.settled.add(a)
        del self.version[b]
        self.version[a] += 1


def _any_apart(one: list[int], other: list[int], apart: Callable[[int, int], bool]) -> bool:
    return any(apart(i, j) for i in _sample(one) for j in _sample(other))


def _sample(members: list[int]) -> list[int]:
    step = max(1, len(members) // SAMPLE)
    return members[::step]

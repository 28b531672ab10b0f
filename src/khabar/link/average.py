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

MOST: Final = 6.0
"""Log-odds beyond this, up or down, count as this: no pair outvotes all others."""

SAMPLE: Final = 8
"""So many members of each group are asked whether the two may be one."""


def average_link(
    document: Sequence[str], links: Iterable[Link], threshold: float, apart: Callable[[int, int], bool]
) -> tuple[list[list[int]], dict[int, Link]]:
    """Return all positions in groups, and for each that is not alone its surest link within its group.

    ``document`` is that of each position: pairs within one document are never compared, and count neither way.

    Groups are joined as long as the mean log-odds of their pairs reach ``threshold``, the highest mean first, ties
    by position; never where a link has log-odds of minus infinity, or ``apart`` holds for two members.
    """
    links, n = list(links), len(document)
    parts = _connected(n, (link for link in links if link.log_odds >= threshold))
    of_part: dict[int, list[Link]] = {}
    for link in links:
        if parts[link.one] == parts[link.other]:
            of_part.setdefault(parts[link.one], []).append(link)
    root = list(range(n))
    for part in of_part.values():
        for member, to in _joined(part, document, threshold, apart).items():
            root[member] = to
    members: dict[int, list[int]] = {}
    for i in range(n):
        members.setdefault(root[i], []).append(i)
    best: dict[int, Link] = {}
    for link in sorted(links, key=lambda link: (-link.log_odds, link.one, link.other)):
        if root[link.one] == root[link.other]:
            best.setdefault(link.one, link)
            best.setdefault(link.other, link)
    return sorted(members.values()), best


def _connected(n: int, links: Iterable[Link]) -> list[int]:
    """Return for each position the smallest one that links lead to."""
    parent = list(range(n))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for link in links:
        a, b = sorted((find(link.one), find(link.other)))
        parent[b] = a
    return [find(i) for i in range(n)]


def _joined(
    links: Iterable[Link], document: Sequence[str], threshold: float, apart: Callable[[int, int], bool]
) -> dict[int, int]:
    """Return for each position of one connected part the smallest of its group."""
    sums: dict[int, dict[int, tuple[float, int]]] = {}
    for link in links:
        value = max(-MOST, min(MOST, link.log_odds)) if link.log_odds > float("-inf") else link.log_odds
        sums.setdefault(link.one, {})[link.other] = value, 1
        sums.setdefault(link.other, {})[link.one] = value, 1
    groups = {i: [i] for i in sums}
    told = {i: Counter([document[i]]) for i in sums}
    version = dict.fromkeys(sums, 0)

    def mean(a: int, b: int) -> float:
        total, n = sums[a][b]
        beside = sum(many * told[b][doc_id] for doc_id, many in told[a].items() if doc_id in told[b])
        unseen = min(max(0, len(groups[a]) * len(groups[b]) - n - beside), UNSEEN_AT_MOST)
        return (total + UNSEEN * unseen) / (n + unseen)

    heap = [(-mean(a, b), a, b, 0, 0) for a in sums for b in sums[a] if a < b and mean(a, b) >= threshold]
    heapq.heapify(heap)
    while heap:
        _, a, b, version_a, version_b = heapq.heappop(heap)
        if version.get(a) != version_a or version.get(b) != version_b:
            continue
        if len(groups[a]) + len(groups[b]) > 2 and _any_apart(groups[a], groups[b], apart):
            sums[a][b] = sums[b][a] = float("-inf"), 1
            continue
        for c, (total, n) in sums.pop(b).items():
            del sums[c][b]
            if c != a:
                before, m = sums[a].get(c, (0.0, 0))
                sums[a][c] = sums[c][a] = before + total, m + n
        groups[a] = sorted(groups[a] + groups.pop(b))
        told[a] += told.pop(b)
        del version[b]
        version[a] += 1
        for c in sums[a]:
            value = mean(a, c)
            if value >= threshold:
                one, other = min(a, c), max(a, c)
                heapq.heappush(heap, (-value, one, other, version[one], version[other]))
    return {i: at for at, members in groups.items() for i in members}


def _any_apart(one: list[int], other: list[int], apart: Callable[[int, int], bool]) -> bool:
    return any(apart(i, j) for i in _sample(one) for j in _sample(other))


def _sample(members: list[int]) -> list[int]:
    step = max(1, len(members) // SAMPLE)
    return members[::step]

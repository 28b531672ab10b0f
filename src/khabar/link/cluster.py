"""Mentions → groups of one incident each: the surest links first, and none that would join two that contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from khabar.link.block import candidate_pairs
from khabar.link.mention import Mention
from khabar.link.score import Features, Weights, compare, mean_dot, vetoed, weigh

SLACK = 0.5
"""How far below the threshold (log-odds) the mean of two groups may lie, where their best pair reaches it."""

COPIED_MEAN = 0.45
"""Groups whose rare words agree this well on the whole stay together although one outlet has another day or town."""


class Link:
    """The best link of a mention to its group: its log-odds and features."""

    __slots__ = ("features", "log_odds")

    def __init__(self, log_odds: float, features: Features) -> None:
        self.log_odds = log_odds
        self.features = features


def cluster(
    mentions: Sequence[Mention], frequency: Counter[str], weights: Weights
) -> tuple[list[list[int]], dict[int, Link]]:
    """Return groups of positions, and for each mention that was linked its best link.

    Mentions must come in the order of their keys: ties are decided by it, and so by content alone.
    """
    threshold = weights["threshold"][0]
    edges: list[tuple[float, int, int, Features]] = []
    for i, j in candidate_pairs(mentions, frequency) | _same_document(mentions):
        features = compare(mentions[i], mentions[j])
        log_odds = weigh(features, weights)
        if log_odds >= threshold and not vetoed(features):
            edges.append((log_odds, i, j, features))
    edges.sort(key=lambda edge: (-edge[0], edge[1], edge[2]))
    group_of = list(range(len(mentions)))
    members: dict[int, list[int]] = {i: [i] for i in group_of}
    links: dict[int, Link] = {}
    for log_odds, i, j, features in edges:
        a, b = group_of[i], group_of[j]
        if a == b:
            continue
        if len(members[a]) + len(members[b]) > 2 and not _may_join(
            [mentions[n] for n in members[a]], [mentions[n] for n in members[b]], log_odds, features, weights
        ):
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        for n in members[b]:
            group_of[n] = a
        members[a] = sorted(members[a] + members.pop(b))
        for n in (i, j):
            links.setdefault(n, Link(log_odds, features))
    return sorted(members.values()), links


def _same_document(mentions: Sequence[Mention]) -> set[tuple[int, int]]:
    """Return the pairs of one document and type."""
    by_document: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        by_document.setdefault((mention.doc_id, mention.event_type), []).append(i)
    return {(i, j) for block in by_document.values() for at, i in enumerate(block) for j in block[at + 1 : at + 40]}


def _may_join(
    a: Sequence[Mention], b: Sequence[Mention], log_odds: float, features: Features, weights: Weights
) -> bool:
    """Return whether two groups agree on the whole, not only in the pair that brought them together."""
    mean = mean_dot(_articles(a), _articles(b))
    if mean < COPIED_MEAN and any(_apart(x, y) for x in _unlike(a) for y in _unlike(b)):
        return False
    best = features.get("words", 0.0)
    on_the_whole = log_odds - weights["words"][0] * max(0.0, best - mean)
    if "copied" in features:
        on_the_whole -= weights["copied"][0]
    return on_the_whole >= weights["threshold"][0] - SLACK


def _articles(group: Sequence[Mention]) -> list[dict[str, float]]:
    """Return the rare words of each article in a group once, or of its paragraphs if it has no whole article."""
    whole = {m.doc_id: m.words for m in group if m.words and (m.main or m.lead)}
    return list(whole.values()) or [m.words for m in group if m.words]


def _apart(a: Mention, b: Mention) -> bool:
    features = compare(a, b, words=False)
    return vetoed(features)


def _unlike(group: Sequence[Mention]) -> list[Mention]:
    """Return one mention of each that are alike in day, place and agents."""
    seen: dict[object, Mention] = {}
    for mention in group:
        place = mention.place.place_id if mention.place else None
        seen.setdefault((mention.date_start, mention.date_end, place, tuple(sorted(mention.agents))), mention)
    return list(seen.values())

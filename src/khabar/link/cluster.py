"""Mentions → groups of one incident each: the surest links first, and none that would join two that contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from khabar.link.block import candidate_pairs
from khabar.link.mention import Mention
from khabar.link.score import Features, Weights, compare, vetoed, weigh
from khabar.link.words import Centre

SLACK = 0.5
"""How far below the threshold (log-odds) the mean of two groups may lie, where their best pair reaches it."""

NEXT_IN_TEXT = 40

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
    groups = {i: _Group(i, mention) for i, mention in enumerate(mentions)}
    links: dict[int, Link] = {}
    for log_odds, i, j, features in edges:
        a, b = group_of[i], group_of[j]
        if a == b:
            continue
        one, other = groups[a], groups[b]
        if len(one.members) + len(other.members) > 2 and not _may_join(one, other, log_odds, features, weights):
            continue
        if len(one.members) < len(other.members):
            a, b = b, a
        for n in groups[b].members:
            group_of[n] = a
        groups[a].take(groups.pop(b))
        for n in (i, j):
            links.setdefault(n, Link(log_odds, features))
    return sorted(sorted(group.members) for group in groups.values()), links


class _Group:
    """Mentions put together so far, with what their whole is compared by: kept up, not worked out at each join."""

    __slots__ = ("centre", "has_article", "members", "unlike")

    def __init__(self, i: int, mention: Mention) -> None:
        place = mention.place.place_id if mention.place else None
        alike = mention.date_start, mention.date_end, place, tuple(sorted(mention.agents))
        self.members = [i]
        self.unlike: dict[object, tuple[int, Mention]] = {alike: (i, mention)}
        # The rare words of its articles, each once; of its paragraphs only as long as it has no whole article.
        self.has_article = bool(mention.words) and (mention.main or mention.lead)
        name = mention.doc_id if self.has_article else mention.key
        self.centre = Centre({name: mention.words} if mention.words else {})

    def take(self, other: _Group) -> None:
        """Add the mentions of another group."""
        self.members += other.members
        for alike, (i, mention) in other.unlike.items():
            if alike not in self.unlike or i < self.unlike[alike][0]:
                self.unlike[alike] = i, mention
        if other.has_article and not self.has_article:
            self.centre, self.has_article = other.centre, True
        elif other.has_article == self.has_article:
            self.centre.take(other.centre)


def _same_document(mentions: Sequence[Mention]) -> set[tuple[int, int]]:
    """Return the pairs of one document and type, each mention with the next ``NEXT_IN_TEXT`` in the text."""
    by_document: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        by_document.setdefault((mention.doc_id, mention.event_type), []).append(i)
    pairs: set[tuple[int, int]] = set()
    for block in by_document.values():
        block.sort(key=lambda i: (mentions[i].start, i))
        pairs.update((min(i, j), max(i, j)) for at, i in enumerate(block) for j in block[at + 1 : at + NEXT_IN_TEXT])
    return pairs


def _may_join(a: _Group, b: _Group, log_odds: float, features: Features, weights: Weights) -> bool:
    """Return whether two groups agree on the whole, not only in the pair that brought them together."""
    mean = a.centre.mean_dot(b.centre)
    unlike = ((x, y) for _, x in a.unlike.values() for _, y in b.unlike.values())
    # Copies of one text may differ in a day or a town by slip; one article that tells of two doers means two.
    if any(_apart(x, y) for x, y in unlike if mean < COPIED_MEAN or x.doc_id == y.doc_id):
        return False
    best = features.get("words", 0.0)
    on_the_whole = log_odds - weights["words"][0] * max(0.0, best - mean)
    if "copied" in features:
        on_the_whole -= weights["copied"][0]
    return on_the_whole >= weights["threshold"][0] - SLACK


def _apart(a: Mention, b: Mention) -> bool:
    features = compare(a, b, words=False)
    return vetoed(features)

"""What documents tell → incidents: pairs that share a block are scored, and the surest groups joined first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from khabar.link.attach import attach
from khabar.link.average import NEVER, average_link, connected
from khabar.link.block import Pairs, block_keys, candidate_pairs
from khabar.link.cluster import Link
from khabar.link.mention import Mention
from khabar.link.score import Features, Weights, compare, contradict, told_as_two, vetoed, weigh

Scores = Mapping[tuple[int, int], float]
"""The log-odds of pairs, the smaller position first."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Mentions by incident, all by position.

    ``groups`` are those that open, ``best`` the surest link of each that is not alone, ``attached`` the links of loose
    mentions to a mention of the group, by the group's place in ``groups``; ``parts`` says of each mention which is the
    first of its connected part under the pairs that would be joined if there were no others; ``scores`` has the pairs
    that stand in one part.
    """

    groups: list[list[int]]
    best: dict[int, Link] = field(default_factory=dict)
    attached: dict[int, list[Link]] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)
    scores: Scores = field(default_factory=dict)


def group(
    mentions: Sequence[Mention],
    inside: Weights,
    across: Weights,
    pairs: Pairs | None = None,
) -> Grouped:
    """Return the incidents that mentions of many documents make up, the mentions in the order of their keys.

    ``pairs`` are those to be compared, if they are known.
    """
    if pairs is None:
        pairs = candidate_pairs([block_keys(mention) for mention in mentions])
    links, near = _scored(mentions, pairs.tolist(), across)
    grouped = gather(mentions, links, across)
    opening = [members for members in grouped.groups if mentions[members[0]].opens]
    home = {i: at for at, members in enumerate(opening) for i in members}
    attached: dict[int, list[Link]] = {}
    for link in attach(mentions, near, inside, across):
        attached.setdefault(home[link.other], []).append(link)
    return replace(grouped, groups=opening, attached=attached)


def gather(mentions: Sequence[Mention], links: Sequence[Link], across: Weights) -> Grouped:
    """Return the groups that links between mentions of different documents make; nothing is attached."""
    threshold = across["threshold"][0]
    documents, whole = [m.doc_id for m in mentions], [m.whole for m in mentions]
    groups, best = average_link(documents, whole, links, threshold, lambda a, b: apart(mentions[a], mentions[b]))
    parts = connected(len(mentions), (link for link in links if link.log_odds >= threshold))
    scores = {(link.one, link.other): link.log_odds for link in links if parts[link.one] == parts[link.other]}
    return Grouped(groups, best, {}, parts, scores)


def score(a: Mention, b: Mention, across: Weights) -> tuple[float, Features]:
    """Return the log-odds of two documents' mentions being of one incident, ``NEVER`` where they may not, and why."""
    features = compare(a, b)
    return NEVER if vetoed(features) else weigh(features, across), features


def apart(a: Mention, b: Mention) -> bool:
    """Return whether two mentions that share no block may never stand in one incident.

    What one article tells as two is two where both have a day and a place.
    """
    if a.doc_id == b.doc_id:
        full = a.dated and b.dated and a.place is not None and b.place is not None
        return full or contradict(a, b) or told_as_two(a, b)
    return not (a.whole and b.whole) and contradict(a, b)


def _scored(
    mentions: Sequence[Mention], pairs: Iterable[Sequence[int]], across: Weights
) -> tuple[list[Link], dict[int, list[int]]]:
    """Return the links of mentions that both open, and for each loose mention the opening ones near it."""
    links: list[Link] = []
    near: dict[int, list[int]] = {}
    for i, j in pairs:
        a, b = mentions[i], mentions[j]
        if a.doc_id == b.doc_id:
            continue
        if a.opens and b.opens:
            log_odds, features = score(a, b, across)
            links.append(Link(log_odds, i, j, features))
        elif a.opens or b.opens:
            near.setdefault(j if a.opens else i, []).append(i if a.opens else j)
    return links, near

"""Mentions → groups of one incident each: the surest links first, and none that would join two that contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from khabar.link.mention import Mention
from khabar.link.score import Features
from khabar.link.words import Centre


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for two mentions, by their positions, being of one incident: log-odds and features."""

    log_odds: float
    one: int
    other: int
    features: Features


class Group:
    """Mentions put together so far, with what their whole is compared by: kept up, not worked out at each join."""

    __slots__ = ("centre", "has_article", "members", "unlike")

    def __init__(self, i: int, mention: Mention) -> None:
        place = mention.place.place_id if mention.place else None
        alike = mention.date_start, mention.date_end, place, tuple(sorted(mention.agents))
        self.members = [i]
        self.unlike: dict[object, tuple[int, Mention]] = {alike: (i, mention)}
        # The rare words of its articles, each once; of its paragraphs only as long as it has no whole article.
        self.has_article = bool(mention.words.vector) and (mention.main or mention.lead)
        name = mention.doc_id if self.has_article else mention.key
        self.centre = Centre({name: mention.words.vector} if mention.words.vector else {})

    def take(self, other: Group) -> None:
        """Add the mentions of another group."""
        self.members += other.members
        for alike, (i, mention) in other.unlike.items():
            if alike not in self.unlike or i < self.unlike[alike][0]:
                self.unlike[alike] = i, mention
        if other.has_article and not self.has_article:
            self.centre, self.has_article = other.centre, True
        elif other.has_article == self.has_article:
            self.centre.take(other.centre)

    def any_apart(self, other: Group, apart: Callable[[Mention, Mention], bool]) -> bool:
        """Return whether some mention here and some there are ``apart``; those alike are asked for once."""
        return any(apart(x, y) for _, x in self.unlike.values() for _, y in other.unlike.values())


MayJoin = Callable[[Group, Group, Link], bool]


def join(
    mentions: Sequence[Mention], links: Iterable[Link], may_join: MayJoin
) -> tuple[list[list[int]], dict[int, Link]]:
    """Return groups of positions, and for each mention that was joined the link that joined it first.

    Mentions must come in the order of their keys: ties are decided by it, and so by content alone. ``may_join`` is
    asked where one of the two groups has grown already.
    """
    group_of = list(range(len(mentions)))
    groups: dict[int, Group] = {}
    first: dict[int, Link] = {}
    for link in sorted(links, key=lambda link: (-link.log_odds, link.one, link.other)):
        a, b = group_of[link.one], group_of[link.other]
        if a == b:
            continue
        one = groups.get(a) or Group(a, mentions[a])
        other = groups.get(b) or Group(b, mentions[b])
        if len(one.members) + len(other.members) > 2 and not may_join(one, other, link):
            continue
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        for n in other.members:
            group_of[n] = a
        one.take(other)
        groups[a] = one
        groups.pop(b, None)
        first.setdefault(link.one, link)
        first.setdefault(link.other, link)
    members: dict[int, list[int]] = {}
    for i, at in enumerate(group_of):
        members.setdefault(at, []).append(i)
    return sorted(members.values()), first

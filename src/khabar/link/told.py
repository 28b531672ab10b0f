"""What one document tells: its mentions drawn together, one for each happening, before any other is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.link.cluster import Link, join
from khabar.link.hosts import with_hosts
from khabar.link.mention import Mention, drawn_together, mentions_of
from khabar.link.score import Weights, compare_inside, load_weights, vetoed, weigh
from khabar.link.story import fits, of_one_story
from khabar.link.words import lines_of
from khabar.records import Coded

NEXT_IN_TEXT = 40
"""A mention is compared with so many that follow it in the text."""


@dataclass(frozen=True, slots=True)
class Told:
    """One happening as one document tells it; ``links`` says by what its reports came together, by report id."""

    mention: Mention
    links: dict[str, Link]


def told_of(coded: Coded, weights: Weights | None = None) -> list[Told]:
    """Return what a document tells, in the order of keys; it depends on nothing but the document."""
    weights = weights or load_weights("inside.tsv")
    mentions = sorted(with_hosts(mentions_of(coded)), key=lambda m: m.key)
    opening = [m for m in mentions if m.opens]
    groups, links = _groups(opening, weights)
    lines = lines_of(coded.document.text, coded.document.passages)
    told = []
    for group in groups:
        by_report = {r.report_id: links[i] for i in group if i in links for r in opening[i].reports}
        told.append(Told(drawn_together(coded, [opening[i] for i in group], lines), by_report))
    told += [Told(drawn_together(coded, [m], lines), {}) for m in mentions if not m.opens]
    return sorted(told, key=lambda t: t.mention.key)


def _groups(mentions: list[Mention], weights: Weights) -> tuple[list[list[int]], dict[int, Link]]:
    by_type: dict[str, list[int]] = {}
    for i, mention in enumerate(mentions):
        by_type.setdefault(mention.event_type, []).append(i)
    links = []
    threshold = weights["threshold"][0]
    may_be_one: dict[tuple[str, str], bool] = {}
    for block in by_type.values():
        block.sort(key=lambda i: (mentions[i].start, i))
        told = [mentions[i] for i in block]
        compared = {
            (a, b): compare_inside(told[a], told[b])
            for a in range(len(told))
            for b in range(a + 1, min(len(told), a + NEXT_IN_TEXT))
        }
        story = of_one_story(told, compared)
        for (a, b), features in compared.items():
            if a in story and b in story and fits(told[a], told[b], features):
                features["story"] = 1.0
            log_odds = weigh(features, weights)
            either = may_be_one[told[a].key, told[b].key] = not vetoed(features)
            if log_odds >= threshold and either:
                one, other = sorted((block[a], block[b]))
                links.append(Link(log_odds, one, other, features))

    def apart(a: Mention, b: Mention) -> bool:
        known = may_be_one.get((a.key, b.key), may_be_one.get((b.key, a.key)))
        return vetoed(compare_inside(a, b)) if known is None else not known

    return join(mentions, links, lambda one, other, link: not one.any_apart(other, apart))

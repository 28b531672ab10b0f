"""Denials, doubts, warnings, opinions, readers' statements: which incident each speaks of, if any."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from khabar.link.block import candidate_pairs
from khabar.link.cluster import NEXT_IN_TEXT
from khabar.link.mention import Mention
from khabar.link.score import Features, Weights, compare, vetoed, weigh

WITHIN = ("title", "bare", "document", "sentence")
"""Features of two mentions that both open; a loose one is held to ``beside`` instead."""


def attach(
    loose: Sequence[Mention], mentions: Sequence[Mention], frequency: Counter[str], weights: Weights
) -> Iterator[tuple[Mention, int, float, Features]]:
    """Yield each loose mention that fits an opening one, with the position of the best, log-odds and features.

    Inside one document less evidence is asked for, as its voices speak of the same things.
    """
    both = [*mentions, *loose]
    near: dict[int, set[int]] = {}
    border = len(mentions)
    for i, j in candidate_pairs(both, frequency):
        if i < border <= j:
            near.setdefault(j, set()).add(i)
    at_home: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        at_home.setdefault((mention.doc_id, mention.event_type), []).append(i)
    for told in at_home.values():
        told.sort(key=lambda i: (mentions[i].start, i))
    for j, mention in enumerate(loose, start=border):
        options = []
        told = at_home.get((mention.doc_id, mention.event_type), [])
        at = bisect([mentions[i].start for i in told], mention.start)
        around = {*told[:1], *told[max(0, at - NEXT_IN_TEXT) : at + NEXT_IN_TEXT]}
        for i in sorted(near.get(j, set()) | around):
            features = compare(mention, mentions[i])
            if mention.doc_id == mentions[i].doc_id:
                features = {name: features[name] for name in features if name not in WITHIN} | {"beside": 1.0}
            if not vetoed(features):
                options.append((weigh(features, weights), -i, features))
        if options:
            log_odds, negative, features = max(options, key=lambda option: option[:2])
            if log_odds >= weights["threshold"][0]:
                yield mention, -negative, log_odds, features

"""Denials, doubts, warnings, opinions, readers' statements: which incident each speaks of, if any."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence

from khabar.link.cluster import Link
from khabar.link.mention import Mention
from khabar.link.score import Weights, compare, compare_inside, vetoed, weigh

WITHIN = ("title", "bare", "document", "sentence")
"""Features of two mentions that both open; a loose one is held to ``beside`` instead."""

AROUND = 40
"""So many opening mentions before and after a loose one in its own document are looked at."""


def attach(
    mentions: Sequence[Mention], near: Mapping[int, Sequence[int]], inside: Weights, across: Weights
) -> Iterator[Link]:
    """Yield for each loose mention that fits an opening one its best link, the loose one as ``one``.

    ``near`` gives, for a loose mention, the opening ones of other documents that share a block with it. Inside one
    document less evidence is asked for, as its voices speak of the same things.
    """
    at_home: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        if mention.opens:
            at_home.setdefault((mention.doc_id, mention.event_type), []).append(i)
    for told in at_home.values():
        told.sort(key=lambda i: (mentions[i].start, i))
    for j, mention in enumerate(mentions):
        if mention.opens:
            continue
        options = []
        told = at_home.get((mention.doc_id, mention.event_type), [])
        at = bisect([mentions[i].start for i in told], mention.start)
        for i in sorted({*told[:1], *told[max(0, at - AROUND) : at + AROUND]}):
            features = compare_inside(mention, mentions[i])
            features = {name: features[name] for name in features if name not in WITHIN} | {"beside": 1.0}
            if not vetoed(features):
                over = weigh(features, inside) - inside["threshold"][0]
                options.append((over, -i, Link(weigh(features, inside), j, i, features)))
        for i in near.get(j, ()):
            features = compare(mention, mentions[i])
            if not vetoed(features):
                over = weigh(features, across) - across["threshold"][0]
                options.append((over, -i, Link(weigh(features, across), j, i, features)))
        if options:
            over, _, link = max(options, key=lambda option: option[:2])
            if over >= 0:
                yield link

"""Reports → incidents: tell, block, score, cluster, settle.

The result depends on the set of documents only: not on their order, nor on how often one is delivered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from khabar.link.across import group
from khabar.link.block import Key, block_keys, candidate_pairs, number_of
from khabar.link.growing import Entry, Score, written
from khabar.link.incidents import settled
from khabar.link.linked import Bond, Linked, Membership
from khabar.link.mention import Mention
from khabar.link.outline import outlined
from khabar.link.score import compare, load_weights, weigh
from khabar.link.told import told_of
from khabar.records import Coded, to_json

__all__ = ["Bond", "Index", "Linked", "Membership", "Mention", "compare", "link_indexed", "link_reports", "weigh"]


@dataclass(frozen=True, slots=True)
class Index:
    """What is kept of a linking so that documents can be linked into it later: mentions, blocks, scores of pairs."""

    entries: list[Entry]
    keys: list[Key]
    scores: list[Score]


def link_reports(coded: Iterable[Coded], *, weights: Path | None = None, caution: float = 0.0) -> Linked:
    """Return the incidents that a set of coded documents speaks of, and how each report belongs to them.

    Reports that open no incident and match none are in no membership. ``weights`` names a table to use instead of
    the packaged one between documents; ``caution`` is added to the log-odds that groups must reach to be joined: 0 is
    the balance, 2.6 for those who must not merge two into one.

    Raises:
        DataFileError: if the table of weights has a line that cannot be used.
    """
    return link_indexed(coded, weights=weights, caution=caution)[0]


def link_indexed(coded: Iterable[Coded], *, weights: Path | None = None, caution: float = 0.0) -> tuple[Linked, Index]:
    """Return what `link_reports` does, and what is kept of it for `khabar.link.growing`."""
    across = load_weights(weights or "across.tsv")
    across = across | {"threshold": (across["threshold"][0] + caution, 0.0)}
    by_document: dict[str, Coded] = {}
    for one in coded:
        known = by_document.get(one.document.doc_id)
        by_document[one.document.doc_id] = one if known is None else min(known, one, key=_canonical)
    inside = load_weights("inside.tsv")
    told = sorted((t for one in by_document.values() for t in told_of(one, inside)), key=lambda t: t.mention.key)
    documents = {doc_id: one.document for doc_id, one in by_document.items()}
    mentions = [t.mention for t in told]
    keys = [block_keys(mention) for mention in mentions]
    grouped = group(mentions, inside, across, candidate_pairs(keys))
    homes = {link.one: link for links in grouped.attached.values() for link in links}
    numbers = [number_of(mention.key) for mention in mentions]
    first = {i: numbers[members[0]] for members in grouped.groups for i in members}
    entries = []
    for at, mention in enumerate(mentions):
        link = homes.get(at)
        part = numbers[grouped.parts[link.other if link else at]]
        home = numbers[link.other] if link else None
        entries.append(
            Entry(
                numbers[at],
                mention.key,
                mention.doc_id,
                mention.opens,
                part,
                home,
                written(link) if link else None,
                first.get(at),
                outlined(mention),
            )
        )
    scores = [Score(numbers[one], numbers[other], odds) for (one, other), odds in grouped.scores.items()]
    return settled(told, grouped, documents), Index(entries, [key for own in keys for key in own], scores)


def _canonical(coded: Coded) -> str:
    return json.dumps(to_json(coded), sort_keys=True)

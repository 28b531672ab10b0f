"""Reports → incidents: tell, block, score, cluster, settle.

The result depends on the set of documents only: not on their order, nor on how often one is delivered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from khabar.link.across import group
from khabar.link.incidents import settled
from khabar.link.linked import Bond, Linked, Membership
from khabar.link.mention import Mention
from khabar.link.score import compare, load_weights, weigh
from khabar.link.told import told_of
from khabar.records import Coded, to_json

__all__ = ["Bond", "Linked", "Membership", "Mention", "compare", "link_reports", "weigh"]


def link_reports(coded: Iterable[Coded], *, weights: Path | None = None, caution: float = 0.0) -> Linked:
    """Return the incidents that a set of coded documents speaks of, and how each report belongs to them.

    Reports that open no incident and match none are in no membership. ``weights`` names a table to use instead of
    the packaged one between documents; ``caution`` is added to the log-odds that groups must reach to be joined: 0 is
    the balance, 2 for those who must not merge two into one.

    Raises:
        DataFileError: if the table of weights has a line that cannot be used.
    """
    across = load_weights(weights or "across.tsv")
    across = across | {"threshold": (across["threshold"][0] + caution, 0.0)}
    by_document: dict[str, Coded] = {}
    for one in coded:
        known = by_document.get(one.document.doc_id)
        by_document[one.document.doc_id] = one if known is None else min(known, one, key=_canonical)
    inside = load_weights("inside.tsv")
    told = sorted((t for one in by_document.values() for t in told_of(one, inside)), key=lambda t: t.mention.key)
    documents = {doc_id: one.document for doc_id, one in by_document.items()}
    return settled(told, group([t.mention for t in told], inside, across), documents)


def _canonical(coded: Coded) -> str:
    return json.dumps(to_json(coded), sort_keys=True)

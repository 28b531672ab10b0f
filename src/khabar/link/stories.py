"""Documents → stories: articles on one case, by the rare words that they share.

A story is wider than an incident: its deed, its trial and its funeral. Nothing is read but the documents' words, whose
rarity comes from a table, so no page that is added changes how alike two others are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from khabar.link.average import average_link
from khabar.link.cluster import Link
from khabar.link.words import lines_of, rarest, shared_terms, words_of
from khabar.records import Document

ALIKE: Final = 0.08
"""The mean cosine from which two groups of articles are one story (tried on training topics of ECB+)."""

_SCALE: Final = 30.0
"""Log-odds for each unit of cosine beyond ``ALIKE``."""

_TERMS: Final = 40
_TOGETHER: Final = 2
"""Two documents are compared if they share so many of each other's rarest terms."""

MAX_POSTING: Final = 400
"""A term that more documents have than this tells nothing, and is not looked up: the join stays linear."""


def stories(documents: Sequence[Document]) -> list[list[int]]:
    """Return the positions of documents by story; each position is in one."""
    words = [words_of(lines_of(document.text, document.passages)) for document in documents]
    having: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(words):
        for term in rarest(one, _TERMS):
            having[term].append(at)
    shared = Counter(
        (a, b)
        for posting in having.values()
        if len(posting) <= MAX_POSTING
        for n, b in enumerate(posting)
        for a in posting[:n]
    )
    links = []
    for (a, b), n in sorted(shared.items()):
        if n >= _TOGETHER:
            cosine = sum(weight for _, weight in shared_terms(words[a], words[b], furniture=False))
            links.append(Link((cosine - ALIKE) * _SCALE, a, b, {}))
    ids = [document.doc_id for document in documents]
    return average_link(ids, [True] * len(ids), links, 0.0, lambda _a, _b: False)[0]

"""Rare words that articles share: names, ages, streets - what tells one shooting from the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from zlib import crc32

from khabar.folding import fold
from khabar.records import Coded, Document, PassageKind

MAIN = -1
"""The place of the whole article's words in what ``rare_words`` gives."""

MAX_TERMS = 80
"""Terms kept for a text, the heaviest first."""

BOILERPLATE_DOCUMENTS = 5
"""A line that stands in more documents than this is furniture of a site, not news."""

FEWEST_DOCUMENTS = 1000
"""A collection is taken to be at least this large, so that words are not thought common because it is small."""

_WORD = re.compile(r"[^\W\d_][\w'-]*[^\W_]|\d+")
_PROSE = (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)

Vector = dict[str, float]


def rare_words(coded: Sequence[Coded]) -> tuple[dict[str, dict[int, Vector]], Counter[str]]:
    """Return, for each document, its words weighed by rarity, and in how many documents each word stands.

    The words of a document stand under ``MAIN`` for the whole article, and under a report's start for the paragraph
    that holds the report. Vectors have length 1, so that their dot product is a cosine.
    """
    lines = {one.document.doc_id: _lines(one.document) for one in coded}
    common = Counter(mark for marked in lines.values() for mark in {crc32(text.encode()) for _, _, text in marked})
    terms_of: dict[str, list[tuple[int, int, Counter[str]]]] = {}
    frequency: Counter[str] = Counter()
    for doc_id, marked in lines.items():
        kept = [
            (start, end, Counter(_WORD.findall(text)))
            for start, end, text in marked
            if common[crc32(text.encode())] <= BOILERPLATE_DOCUMENTS
        ]
        terms_of[doc_id] = kept
        frequency.update({term for _, _, counts in kept for term in counts})
    size = max(len(lines), FEWEST_DOCUMENTS)
    vectors: dict[str, dict[int, Vector]] = {}
    for one in coded:
        kept = terms_of[one.document.doc_id]
        whole: Counter[str] = Counter()
        for _, _, counts in kept:
            whole.update(counts)
        of_document = {MAIN: _vector(whole, frequency, size)}
        for report in one.reports:
            of_document[report.start] = _vector(
                next((counts for start, end, counts in kept if start <= report.start < end), Counter()), frequency, size
            )
        vectors[one.document.doc_id] = of_document
    return vectors, frequency


def _lines(document: Document) -> list[tuple[int, int, str]]:
    """Return the lines of an article's prose, folded, with their offsets."""
    found = []
    for passage in document.passages:
        if passage.kind in _PROSE:
            at = passage.start
            for line in document.text[passage.start : passage.end].splitlines(keepends=True):
                if line.strip():
                    found.append((at, at + len(line), fold(line.strip())))
                at += len(line)
    return found


def _vector(counts: Counter[str], frequency: Counter[str], size: int) -> Vector:
    weighed = {
        term: (1.0 + log(count)) * log(size / frequency[term]) for term, count in counts.items() if len(term) > 1
    }
    heaviest = sorted(weighed, key=lambda term: (-weighed[term], term))[:MAX_TERMS]
    length = sqrt(sum(weighed[term] ** 2 for term in heaviest))
    return {term: weighed[term] / length for term in heaviest} if length else {}

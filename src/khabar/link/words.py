"""Rare words that articles share: names, ages, streets - what tells one shooting from the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from zlib import crc32

from khabar.folding import fold
from khabar.records import Coded, Document, PassageKind

MAIN = -1
"""The place of the whole article's words in what ``rare_words`` gives."""

MAX_TERMS = 150
"""Terms kept for a text, the heaviest first."""

RUN = 5
FURNITURE_DOCUMENTS = 4
FURNITURE_DAYS = 20
"""A run of ``RUN`` words in more documents than this, over more days than this, is furniture of a site ("sign in to
get our newsletter") or a set phrase, not news: an agency's text is copied within days. (On 4,989 pages this takes
the pairs wrongly together from .32 to .14 at a higher F1.)"""

_WORD = re.compile(r"\w[\w'’-]*\w|\d")
_PROSE = (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)

Vector = dict[str, float]


@dataclass(slots=True)
class _Line:
    """A line of prose: its folded words, whether each is capitalised and follows the one before by a blank."""

    start: int
    end: int
    words: list[str]
    capitals: list[bool]
    joined: list[bool]

    def runs(self) -> list[int]:
        """Return a hash for each run of words, one for a line that is shorter."""
        return [crc32(" ".join(self.words[i : i + RUN]).encode()) for i in range(max(1, len(self.words) - RUN + 1))]


def rare_words(coded: Sequence[Coded]) -> tuple[dict[str, dict[int, Vector]], Counter[str]]:
    """Return, for each document, its words weighed by rarity, and in how many documents each word stands.

    Two capitalised words in a row are a term of their own beside each of them. The words of a document stand under
    ``MAIN`` for the whole article, and under a report's start for the paragraph that holds the report. Vectors have
    length 1, so that their dot product is a cosine.
    """
    lines = {one.document.doc_id: _lines(one.document) for one in coded}
    furniture = _furniture([(one.document, lines[one.document.doc_id]) for one in coded])
    terms_of: dict[str, list[tuple[int, int, Counter[str]]]] = {}
    frequency: Counter[str] = Counter()
    for doc_id, found in lines.items():
        terms_of[doc_id] = [(line.start, line.end, Counter(_terms(line, furniture))) for line in found]
        frequency.update({term for _, _, counts in terms_of[doc_id] for term in counts})
    size = len(lines) + 1
    vectors: dict[str, dict[int, Vector]] = {}
    for one in coded:
        kept = terms_of[one.document.doc_id]
        whole: Counter[str] = Counter()
        for _, _, counts in kept:
            whole.update(counts)
        of_document = {MAIN: _vector(whole, frequency, size)}
        for at in {report.start for report in one.reports}:
            counts = next((counts for start, end, counts in kept if start <= at < end), Counter())
            of_document[at] = _vector(counts, frequency, size)
        vectors[one.document.doc_id] = of_document
    return vectors, frequency


def _lines(document: Document) -> list[_Line]:
    """Return the lines of an article's prose, with their offsets."""
    found = []
    for passage in document.passages:
        if passage.kind in _PROSE:
            at = passage.start
            for text in document.text[passage.start : passage.end].splitlines(keepends=True):
                line = _Line(at, at + len(text), [], [], [])
                last = -2
                for match in _WORD.finditer(text):
                    line.words.append(fold(match.group()))
                    line.capitals.append(match.group()[0].isupper())
                    line.joined.append(match.start() == last + 1 and text[last] == " ")
                    last = match.end()
                if line.words:
                    found.append(line)
                at += len(text)
    return found


def _furniture(documents: Sequence[tuple[Document, list[_Line]]]) -> set[int]:
    """Return the runs of words that many documents hold over a long time."""
    within = Counter[int]()
    for _, lines in documents:
        within.update({run for line in lines for run in line.runs()})
    many = {run for run, n in within.items() if n > FURNITURE_DOCUMENTS}
    if not many:
        return many
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for document, lines in documents:
        if document.published is not None:
            day = document.published.toordinal()
            for run in {run for line in lines for run in line.runs()} & many:
                first[run] = min(first.get(run, day), day)
                last[run] = max(last.get(run, day), day)
    return {run for run in first if last[run] - first[run] > FURNITURE_DAYS}


def _terms(line: _Line, furniture: set[int]) -> Iterator[str]:
    kept = [True] * len(line.words)
    for at, run in enumerate(line.runs()):
        if run in furniture:
            for i in range(at, min(at + RUN, len(kept))):
                kept[i] = False
    for i, word in enumerate(line.words):
        if kept[i]:
            yield word
            if i and kept[i - 1] and line.joined[i] and line.capitals[i] and line.capitals[i - 1]:
                yield f"{line.words[i - 1]} {word}"


def _vector(counts: Counter[str], frequency: Counter[str], size: int) -> Vector:
    weighed = {term: (1.0 + log(n)) * log(size / frequency[term]) for term, n in counts.items()}
    heaviest = sorted(weighed, key=lambda term: (-weighed[term], term))[:MAX_TERMS]
    length = sqrt(sum(weighed[term] ** 2 for term in heaviest))
    return {term: weighed[term] / length for term in heaviest} if length else {}


class Centre:
    """The sum of the vectors of some texts, each text once, for the mean cosine of two groups of texts."""

    __slots__ = ("_own", "_total", "texts")

    def __init__(self, texts: dict[str, Vector]) -> None:
        self.texts = texts
        self._total: Vector | None = None
        self._own = False

    @property
    def total(self) -> Vector:
        """The sum; a single text's is its vector itself, not a copy, as most texts stay alone."""
        if self._total is None:
            vectors = list(self.texts.values())
            self._total = vectors[0] if vectors else {}
            for vector in vectors[1:]:
                self._add(vector)
        return self._total

    def _add(self, vector: Vector) -> None:
        total = dict(self.total) if not self._own else self.total
        self._total, self._own = total, True
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight

    def take(self, other: Centre) -> None:
        """Add the texts of another that are not in this one."""
        for name, vector in other.texts.items():
            if name not in self.texts:
                if self.texts:
                    self._add(vector)
                self.texts[name] = vector

    def mean_dot(self, other: Centre) -> float:
        """Return the mean dot product over all pairs of a text here and one there; 0 where either has none.

        >>> both = Centre({"a": {"velm": 1.0}})
        >>> both.take(Centre({"b": {"ostra": 1.0}}))
        >>> both.mean_dot(Centre({"c": {"velm": 1.0}}))
        0.5
        """
        if not self.texts or not other.texts:
            return 0.0
        few, many = sorted((self.total, other.total), key=len)
        shared = sum(few[term] * many[term] for term in sorted(few) if term in many)
        return shared / (len(self.texts) * len(other.texts))

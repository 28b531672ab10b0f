"""The rare words of articles and paragraphs: names, ages, streets - what tells one shooting from the next.

How rare a word is comes from a table (``data/vocabulary.tsv``), not from the pages at hand: so the words of a page
are worked out from the page alone, and no page that is added later changes what two others have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from typing import Final
from zlib import crc32

from khabar.folding import fold
from khabar.link.marks import NO_MARKS, Marks, marks_in, together
from khabar.records import Passage, PassageKind
from khabar.tables import packaged, read_table

MAX_TERMS: Final = 150
"""Terms kept for a text, the heaviest first."""

MAX_LINES: Final = 120
"""Lines of a text that are read for its words."""

RAREST: Final = 7.8
"""The rarity of a word that the table does not hold."""

NAME: Final = 6.0
"""From this rarity on, two capitalised words in a row count as the name of somebody or of somewhere little known."""

_WORD = re.compile(r"\w[\w'’-]*\w|\d")
_AGE = re.compile(r"\b(\d{1,2})(?:[- ]year[- ]olds?\b|, (?=of |was |is |and |who |died |had ))|(?<=, )(\d{1,2})(?=,)")
_PROSE = (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)

Vector = dict[str, float]


@cache
def rarity() -> dict[str, float]:
    """Return how rare each word of the table is."""
    table = read_table(packaged("khabar.link", "vocabulary.tsv"), ("term", "rarity"))
    return {row["term"]: float(row["rarity"]) for row in table}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose: a hash of its words, their number, its terms, the ages that it gives, and its marks."""

    start: int
    end: int
    run: int
    size: int
    terms: tuple[str, ...]
    ages: frozenset[int]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text. ``vector`` has length 1; ``lines`` holds the terms of each line by the line's hash."""

    vector: Vector = field(default_factory=dict)
    lines: dict[int, tuple[str, ...]] = field(default_factory=dict)
    ages: frozenset[int] = frozenset()
    head: Vector = field(default_factory=dict)
    marks: Marks = NO_MARKS


NONE: Final = Words()


def lines_of(text: str, passages: Sequence[Passage]) -> list[Line]:
    """Return the lines of an article's prose with a word in them, in text order."""
    found: list[Line] = []
    for passage in passages:
        if passage.kind in _PROSE and len(found) < MAX_LINES:
            at = passage.start
            for words in text[passage.start : passage.end].splitlines(keepends=True):
                if line := _line(words, at):
                    found.append(line)
                at += len(words)
    return found[:MAX_LINES]


def _line(text: str, at: int) -> Line | None:
    words: list[str] = []
    terms: list[str] = []
    last, last_capital = -2, False
    for match in _WORD.finditer(text):
        word, capital = fold(match.group()), match.group()[0].isupper()
        if capital and last_capital and match.start() == last + 1 and text[last] == " ":
            terms.append(f"{words[-1]} {word}")
        words.append(word)
        last, last_capital = match.end(), capital
    if not words:
        return None
    ages = frozenset(int(m.group(1) or m.group(2)) for m in _AGE.finditer(text))
    return Line(at, at + len(text), crc32(" ".join(words).encode()), len(words), (*words, *terms), ages, marks_in(text))


HEAD: Final = 3
"""So many lines of an article are its head: the title and what it opens with."""


def words_of(lines: Sequence[Line]) -> Words:
    """Return the words of some lines, weighed by rarity; ``head`` has those of the first ``HEAD``."""
    counts = Counter(term for line in lines for term in line.terms)
    ages = frozenset(age for line in lines for age in line.ages)
    head: list[Line] = []
    for line in lines:
        if len(head) < HEAD and line.run not in {h.run for h in head}:
            head.append(line)
    return Words(
        _vector(counts),
        {line.run: line.terms for line in lines},
        ages,
        _vector(Counter(term for line in head for term in line.terms)),
        together([line.marks for line in lines], [line.marks for line in head]),
    )


def around(lines: Sequence[Line], starts: frozenset[int]) -> list[Line]:
    """Return the lines that hold one of these offsets."""
    return [line for line in lines if any(line.start <= start < line.end for start in starts)]


def _vector(counts: Counter[str]) -> Vector:
    table = rarity()
    weighed = {term: (1.0 + log(n)) * table.get(term, RAREST) for term, n in counts.items()}
    heaviest = sorted(weighed, key=lambda term: (-weighed[term], term))[:MAX_TERMS]
    length = sqrt(sum(weighed[term] ** 2 for term in heaviest))
    return {term: weighed[term] / length for term in heaviest} if length else {}


def rarest(words: Words, most: int) -> list[str]:
    """Return the terms that weigh most in a text, ``most`` of them, no common ones."""
    table = rarity()
    rare = [(-weight, term) for term, weight in words.vector.items() if table.get(term, RAREST) >= NAME - 2]
    return [term for _, term in sorted(rare)[:most]]


def shared_terms(a: Words, b: Words, *, furniture: bool) -> Iterator[tuple[str, float]]:
    """Yield the terms that two texts share, each with its part in their cosine.

    ``furniture``: what they share in whole lines is taken for the furniture of a site, or for a set phrase, and left
    out.
    """
    few, many = (a.vector, b.vector) if len(a.vector) <= len(b.vector) else (b.vector, a.vector)
    shared = few.keys() & many.keys()
    if furniture and shared and (common := a.lines.keys() & b.lines.keys()):
        shared = shared & _beyond(a, common) & _beyond(b, common)
    for term in sorted(shared):
        yield term, few[term] * many[term]


def _beyond(words: Words, common: set[int]) -> set[str]:
    return {term for run, terms in words.lines.items() if run not in common for term in terms}


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

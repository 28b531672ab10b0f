"""Candidates to attributions: which of them hold, and whose the words are that none of them has claimed.

Constants were swept on the dev part of PolNeAR (docs/decisions/0011-the-reader.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from khabar.reader.decode import Candidate, Range, runs
from khabar.reader.pieces import PARAGRAPH

NAMED: Final = 0.65
UNNAMED: Final = 0.5
"""The chance of a cue from which it counts, with a source and without."""
DOUBTFUL: Final = 0.4
"""The same where its content reads as said by someone and nobody else says it."""
INSIDE: Final = 0.6
"""The chance from which a piece is in what is said."""
SAID: Final = 0.7
"""The mean chance from which words read as said by someone, whoever it is."""
WEAK: Final = 0.2
"""The mean chance from which words that read as said by someone are taken for a cue's of the same window."""
LEAST: Final = 6
"""Pieces that nobody says, at least, for them to be given to a voice."""
NEAR: Final = 40
"""Pieces between a quotation and the words before it of the voice that it is carried on from, at most."""
MARKS: Final = frozenset({1000, 1523, 1524})
"""The vocabulary's quotation marks: straight, opening, closing (some outlets begin a paragraph with the last)."""


@dataclass(slots=True)
class Chosen:
    """An attribution in pieces of the document: a candidate, and the ranges of what is said, in text order."""

    candidate: Candidate
    content: list[Range]

    @property
    def words(self) -> list[Range]:
        """All that the attribution takes up."""
        c = self.candidate
        return [*self.content, c.cue, *([c.source] if c.source else [])]

    @property
    def content_p(self) -> float:
        """The mean chance of the content's pieces that stand in the cue's window."""
        c = self.candidate
        own = [c.within(r) for r in self.content if c.window[0] <= r[0] and r[1] <= c.window[1]]
        return float(np.concatenate(own).mean()) if own else 0.0


def choose(candidates: Sequence[Candidate], said: np.ndarray, ids: np.ndarray) -> list[Chosen]:
    """Return the attributions of a document, in text order of their cues.

    ``said`` is the chance of each of the document's pieces to be said by someone, ``ids`` are the pieces.
    """
    chosen: list[Chosen] = []
    doubtful: list[Chosen] = []
    taken = np.zeros(len(ids), dtype=bool)
    for candidate in candidates:
        if content := _content(candidate):
            sure = candidate.cue_p >= (UNNAMED if candidate.source is None else NAMED)
            (chosen if sure else doubtful).append(Chosen(candidate, content))
    for one in chosen:
        _take(taken, one)
    for one in sorted(doubtful, key=lambda c: (-c.candidate.cue_p, c.candidate.cue)):
        if one.candidate.cue_p >= DOUBTFUL and _speaks_alone(one, said, taken):
            chosen.append(one)
            _take(taken, one)
    chosen.sort(key=lambda c: c.candidate.cue)
    _give_away(chosen, said, taken, ids)
    return chosen


def _content(candidate: Candidate) -> list[Range]:
    inside = candidate.content > INSIDE
    shift = candidate.window[0]
    return [(a + shift, b + shift) for a, b in runs(inside, least=2) or runs(inside)]


def _take(taken: np.ndarray, one: Chosen) -> None:
    for a, b in one.words:
        taken[a:b] = True


def _speaks_alone(one: Chosen, said: np.ndarray, taken: np.ndarray) -> bool:
    where = np.concatenate([np.arange(a, b) for a, b in one.content])
    cue = slice(*one.candidate.cue)
    return bool(said[where].mean() > SAID and taken[where].mean() < 0.3 and not taken[cue].any())


def _give_away(chosen: list[Chosen], said: np.ndarray, taken: np.ndarray, ids: np.ndarray) -> None:
    """Add words that read as said by someone to the voice they fit best, a quotation to the voice it carries on."""
    free = said > SAID
    free |= (ids == PARAGRAPH) & np.roll(free, 1) & np.roll(free, -1)
    for a, b in runs(free & ~taken, least=LEAST):
        beside = [
            (float(c.candidate.within((a, b)).mean()), -i)
            for i, c in enumerate(chosen)
            if c.candidate.window[0] <= a and b <= c.candidate.window[1]
        ]
        chance, place = max(beside, default=(0.0, 0))
        owner: Chosen | None = chosen[-place] if chance > WEAK else None
        if owner is None and not MARKS.isdisjoint(ids[a : a + 3].tolist()):
            before = [c for c in chosen if c.candidate.source and _end(c) <= a + 1]
            owner = before[-1] if before and a - _end(before[-1]) <= NEAR else None
        if owner is not None:
            owner.content = sorted([*owner.content, (a, b)])


def _end(one: Chosen) -> int:
    return max(b for _, b in [*one.content, one.candidate.cue])

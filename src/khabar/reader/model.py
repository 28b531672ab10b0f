"""What the reader says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Final, NamedTuple

import numpy as np

from khabar.reader.pieces import Pieces

Range = tuple[int, int]

WEIGHTS: Final = (0.403, 0.083, 0.315)
UNNAMED: Final = -0.383
CONSTANT: Final = -1.676
"""How the three chances (as log odds), and a voice that is not named, count in ``Voice.p``: a logistic regression on
whether an attribution is right on the dev part of PolNeAR (docs/decisions/0017-the-reader.md has its reliability)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what, as the reader has it: ranges of the document, code points, end exclusive.

    ``source`` is ``None`` where nobody is named (hearsay); ``content`` is in text order, its pieces parted by the cue
    or by other words. ``cue_p`` is the chance that the cue puts words into a mouth, ``source_p`` that this mouth (or
    none) is the right one, ``content_p`` the mean chance of the content's words.
    """

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    cue_p: float
    source_p: float
    content_p: float

    @property
    def p(self) -> float:
        """The chance that the attribution is right: its source, and at least half of its content."""
        total = CONSTANT + (UNNAMED if self.source is None else 0.0)
        for weight, chance in zip(WEIGHTS, (self.cue_p, self.source_p, self.content_p), strict=True):
            bounded = min(max(chance, 0.001), 0.999)
            total += weight * log(bounded / (1 - bounded))
        return 1 / (1 + exp(-total))


class Graded(NamedTuple):
    """How surely a word's event is put: ``value`` from -3 (did not happen) to 3 (happened), and three chances."""

    value: float
    happened: float
    open: float
    did_not: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader says of a document.

    ``voices`` stand in text order of their cues. ``certainty`` (T, 4) has the graded value and the chances of
    happened, open and did not for each of the ``pieces``, ``negation`` (T, 3) the chances that a piece is a negation's
    cue, in its scope, and its event, ``conflict`` (T,) the chance that a word of conflict that begins there tells of
    conflict (it says nothing of other words).
    """

    voices: tuple[Voice, ...]
    pieces: Pieces
    certainty: np.ndarray
    negation: np.ndarray
    conflict: np.ndarray

    def graded(self, start: int, end: int) -> Graded | None:
        """Return how surely the event of the word at ``start:end`` is put, ``None`` where nothing was read."""
        at = self.pieces.at(start, end)
        return None if at is None else Graded(*map(float, self.certainty[at]))

    def negated(self, start: int, end: int) -> float | None:
        """Return the chance that the word at ``start:end`` is an event that is negated, ``None`` as above."""
        at = self.pieces.at(start, end)
        return None if at is None else float(self.negation[at, 2])

    def means_conflict(self, start: int, end: int) -> float | None:
        """Return the chance that the word at ``start:end`` tells of conflict, ``None`` as above."""
        at = self.pieces.at(start, end)
        return None if at is None else float(self.conflict[at])

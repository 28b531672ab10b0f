"""The network's numbers for one window to candidates: which words may be a cue, whose it is, and what is said."""

from __future__ import annotations

from typing import Final

import numpy as np

from khabar.frozen import record

LONGEST_SOURCE: Final = 60
"""Pieces in a source, at most: the longest in the training corpus but for a handful."""
LIKELY: Final = 0.5
"""The chance from which a piece is part of a cue."""
POSSIBLE: Final = 0.25
"""The chance from which pieces that are part of no likely cue make a possible one."""

Range = tuple[int, int]


@record(frozen=True, slots=True)
class Candidate:
    """What may be an attribution, in pieces of the document: ranges, end exclusive.

    ``source`` is ``None`` where the voice is not named. ``cue_p`` is the chance that the cue is one, ``source_p`` that
    the source is right as a whole (or that there is none); ``content`` has the chance of each piece of the
    ``window`` to be in what is said.
    """

    window: Range
    source: Range | None
    cue: Range
    cue_p: float
    source_p: float
    content: np.ndarray

    def within(self, piece: Range) -> np.ndarray:
        """Return the chances of some pieces of the window to be in what is said."""
        return self.content[piece[0] - self.window[0] : piece[1] - self.window[0]]


def softmax(x: np.ndarray) -> np.ndarray:
    """Return the softmax over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    found: np.ndarray = e / e.sum(-1, keepdims=True)
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the logistic function of each number."""
    found: np.ndarray = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
    return found


def runs(chosen: np.ndarray, *, gap: int = 1, least: int = 1) -> list[Range]:
    """Return the runs of true as ranges; runs ``gap`` or fewer apart are one, those shorter than ``least`` none.

    >>> runs(np.array([True, False, True, False, False, True]), least=2)
    [(0, 3)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], chosen.astype(np.int8), [0]))))
    found: list[list[int]] = []
    for a, b in edges.reshape(-1, 2).tolist():
        if found and a - found[-1][1] <= gap:
            found[-1][1] = b
        else:
            found.append([a, b])
    return [(a, b) for a, b in found if b - a >= least]


def cues_of(chances: np.ndarray, threshold: float) -> list[Range]:
    """Return the ranges of pieces that are cues, from the chances (T, 3) of outside, begin, inside."""
    inside = chances[:, 0] < 1 - threshold
    found: list[Range] = []
    start: int | None = None
    for i, here in enumerate(inside.tolist()):
        if start is not None and (not here or chances[i, 1] > chances[i, 2]):
            found.append((start, i))
            start = None
        if here and start is None:
            start = i
    return found if start is None else [*found, (start, len(inside))]


def best_source(start: np.ndarray, end: np.ndarray) -> tuple[Range | None, float]:
    """Return the likeliest source and its chance, from log chances of its first and last piece (place 0: none)."""
    best, where = float(start[0] + end[0]) / 2, None
    for first in (np.argsort(-start[1:], kind="stable")[:4] + 1).tolist():
        last = first + int(np.argmax(end[first : first + LONGEST_SOURCE]))
        total = float(start[first] + end[last]) / 2
        if total > best:
            best, where = total, (first, last + 1)
    return where, float(np.exp(best))


def candidates_of(window: Range, cue: np.ndarray, pairs: np.ndarray, least: float = 0.0) -> list[Candidate]:
    """Return what may be an attribution in one window, its cue being one with a chance of ``least`` or more.

    ``cue`` are the scores (T, 3) of each piece, ``pairs`` those (3, T, T) of each pair: that the one is in a cue whose
    source the other begins, ends, or whose content it is in. The first and last of the T are the window's own marks.
    """
    chances = softmax(cue)
    chances[0] = chances[-1] = (1, 0, 0)
    likely = cues_of(chances, LIKELY)
    possible = [r for r in cues_of(chances, POSSIBLE) if not any(r[0] < b and a < r[1] for a, b in likely)]
    shift = window[0] - 1
    found: list[Candidate] = []
    for a, b in sorted(likely + possible):
        cue_p = float(1 - chances[a:b, 0].mean())
        if cue_p < least:
            continue
        first, last = np.log(softmax(pairs[:2, a:b]).mean(1) + 1e-9)[:, :-1]
        source, source_p = best_source(first, last)
        content = sigmoid(pairs[2, a:b].mean(0))
        content[a:b] = 0
        if source is not None:
            # a source is in what it says itself only where the network is very sure ("his words, he said, ...")
            content[slice(*source)] *= content[slice(*source)] > 0.9
        placed = None if source is None else (source[0] + shift, source[1] + shift)
        found.append(Candidate(window, placed, (a + shift, b + shift), cue_p, source_p, content[1:-1]))
    return found

"""The network's numbers to spans: which words are a cue, whose it is, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

LONGEST_SOURCE: Final = 60
"""Pieces in a source, at most: the longest in the training corpus but for a handful."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An attribution in pieces of a window: ranges, end exclusive, ``source`` ``None`` where the voice is not named.

    ``cue_p`` is the chance that the cue is one, ``source_p`` that the source is right as a whole (or that there is
    none), ``content_p`` the mean chance of the content's pieces.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    cue_p: float
    source_p: float
    content_p: float


def softmax(x: np.ndarray) -> np.ndarray:
    """Return the softmax over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    found: np.ndarray = e / e.sum(-1, keepdims=True)
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the logistic function of each number."""
    found: np.ndarray = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
    return found


def cues_of(probs: np.ndarray, threshold: float) -> list[tuple[int, int]]:
    """Return the ranges of pieces that are cues, from the chances (T, 3) of outside, begin, inside."""
    inside = probs[:, 0] < 1 - threshold
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, here in enumerate(inside):
        if start is not None and (not here or probs[i, 1] > probs[i, 2]):
            found.append((start, i))
            start = None
        if here and start is None:
            start = i
    if start is not None:
        found.append((start, len(inside)))
    return found


def best_source(start: np.ndarray, end: np.ndarray) -> tuple[tuple[int, int] | None, float]:
    """Return the likeliest source and its chance, from log chances of its first and last piece (place 0: none)."""
    t = len(start)
    none = float(start[0] + end[0]) / 2
    firsts = np.argsort(-start[1:])[:4] + 1
    best, where = -np.inf, None
    for first in firsts:
        stop = min(t, first + LONGEST_SOURCE)
        last = first + int(np.argmax(end[first:stop]))
        total = float(start[first] + end[last]) / 2
        if total > best:
            best, where = total, (int(first), last + 1)
    if none >= best:
        return None, float(np.exp(none))
    return where, float(np.exp(best))


def runs(chosen: np.ndarray, gap: int = 2, least: int = 1) -> tuple[tuple[int, int], ...]:
    """Return the runs of true as ranges; runs ``gap`` or fewer apart are one, those shorter than ``least`` none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], chosen.astype(np.int8), [0]))))
    found: list[list[int]] = []
    for a, b in edges.reshape(-1, 2).tolist():
        if found and a - found[-1][1] <= gap:
            found[-1][1] = b
        else:
            found.append([a, b])
    return tuple((a, b) for a, b in found if b - a >= least)


def decode(
    cue: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    content: np.ndarray,
    *,
    threshold: float = 0.5,
    content_threshold: float = 0.5,
) -> list[Raw]:
    """Return the attributions of one window.

    ``cue`` are the scores (T, 3) of each piece, ``start``, ``end`` and ``content`` the pair scores (T, T); the first
    and the last piece are the window's own marks.
    """
    probs = softmax(cue)
    probs[0] = probs[-1] = (1, 0, 0)
    found: list[Raw] = []
    for a, b in cues_of(probs, threshold):
        where, source_p = best_source(
            np.log(softmax(start[a:b]).mean(0) + 1e-9)[:-1], np.log(softmax(end[a:b]).mean(0) + 1e-9)[:-1]
        )
        inside = sigmoid(content[a:b].mean(0))
        inside[0] = inside[-1] = 0
        inside[a:b] = 0
        if where is not None:
            inside[where[0] : where[1]] *= inside[where[0] : where[1]] > 0.9
        pieces = runs(inside > content_threshold, gap=1, least=2) or runs(inside > content_threshold)
        if pieces:
            mean = float(np.concatenate([inside[x:y] for x, y in pieces]).mean())
            found.append(Raw(where, (a, b), pieces, float(1 - probs[a:b, 0].mean()), source_p, mean))
    return found

"""The vectors of words in their sentences that tagger and parser look at: spaCy's own layers, worked out faster.

A third of the work is the first layer, which sees each word alone: its vector is kept for the next time the word comes.
The others are the same sums in fewer and larger steps; results differ in the seventh digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

FEATURES: Final[list[int | str]] = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
"""What the first layer knows of a word."""
MOST: Final = 1 << 15
"""Words that are kept (13 MB); one more, and all are forgotten."""
AT_ONCE: Final = 16
"""New words are worked out in full rows of so many, so that a word's vector never hangs on what came with it."""
GAP: Final = 4
"""Empty rows between sentences: as many as the layers see to each side, so that none sees the next."""
_EPSILON: Final = 1e-8


class Vectors:
    """The vectors of a spaCy model's ``tok2vec``; as for any result, the same whatever was seen before."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embedding, encoder = model.layers
        _, _, self._look_up, self._mix, *_ = embedding.layers
        self._blocks = [_Block(block) for block in encoder.layers[0].layers]
        self.width = int(model.get_dim("nO"))
        self._known: dict[bytes, int] = {}
        self._rows = np.zeros((MOST, self.width), np.float32)
        self._lock = Lock()

    def of(self, docs: Sequence[Doc]) -> list[np.ndarray]:
        """Return for each document the vectors (words, width) of its words."""
        lengths = [len(doc) for doc in docs]
        size = sum(lengths) + GAP * (len(lengths) + 1)
        # one more row on each side, so that each row has a neighbour
        rows = np.zeros((size + 2, self.width), np.float32)
        starts = []
        at = GAP + 1
        for length in lengths:
            starts.append(at)
            at += length + GAP
        if any(lengths):
            words = self._words(np.concatenate([doc.to_array(FEATURES).reshape(-1, len(FEATURES)) for doc in docs]))
            done = 0
            for start, length in zip(starts, lengths, strict=True):
                rows[start : start + length] = words[done : done + length]
                done += length
            for block in self._blocks:
                block.add(rows)
        return [rows[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _words(self, features: np.ndarray) -> np.ndarray:
        """Return what the first layer says of each word."""
        features = np.ascontiguousarray(features)
        keys: list[bytes] = features.view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        with self._lock:
            new = {key: i for i, key in enumerate(keys) if key not in self._known}
            if len(self._known) + len(new) > MOST:
                self._known.clear()
                new = {key: i for i, key in enumerate(keys)}
            if len(new) > MOST:
                return self._first(features)
            if new:
                first = len(self._known)
                self._rows[first : first + len(new)] = self._first(features[list(new.values())])
                self._known.update(zip(new, range(first, first + len(new)), strict=True))
            return self._rows[[self._known[key] for key in keys]]

    def _first(self, features: np.ndarray) -> np.ndarray:
        count = len(features)
        whole = np.zeros((-(-count // AT_ONCE) * AT_ONCE, len(FEATURES)), features.dtype)
        whole[:count] = features
        mixed: np.ndarray = self._mix.predict(self._look_up.predict(whole))
        return mixed[:count]


class _Block:
    """One layer: each word with its neighbours, the largest of three sums, made even, put on top of the word's own."""

    def __init__(self, residual: Model[Any, Any]) -> None:
        maxout, norm = residual.layers[0].layers[1].layers[0].layers
        weights: np.ndarray = np.asarray(maxout.get_param("W"))
        bias: np.ndarray = np.asarray(maxout.get_param("b"))
        self._out, self._pieces, inner = weights.shape
        self._weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inner, -1))
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._scale = norm.get_param("G")
        self._shift = norm.get_param("b")

    def add(self, rows: np.ndarray) -> None:
        """Put the layer's result on top of all rows but the first and the last."""
        width = rows.shape[1]
        seen = np.lib.stride_tricks.as_strided(rows, (len(rows) - 2, 3 * width), rows.strides)
        sums = seen @ self._weights
        sums += self._bias
        best = sums[:, : self._out]
        for piece in range(1, self._pieces):
            best = np.maximum(best, sums[:, piece * self._out : (piece + 1) * self._out])
        best -= np.add.reduce(best, 1, keepdims=True) / np.float32(width)
        variance = np.einsum("ij,ij->i", best, best)[:, None] / width + _EPSILON
        best /= np.sqrt(variance)
        best *= self._scale
        best += self._shift
        rows[1:-1] += best


__all__ = ["Vectors"]

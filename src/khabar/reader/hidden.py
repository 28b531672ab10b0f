"""The network's own vectors of words, for what is learnt on top of it."""

from __future__ import annotations

import numpy as np

from khabar.reader.network import LAYERS, WIDTH, inner
from khabar.reader.pieces import Pieces
from khabar.reader.windows import windows_of


def vectors_of(pieces: Pieces, count: int) -> np.ndarray:
    """Return the vectors (words, layers, width) of a document's ``count`` words, each the mean of its pieces."""
    found = np.zeros((count, len(LAYERS), WIDTH), np.float32)
    for a, b in windows_of(pieces):
        words, firsts = np.unique(pieces.words[a:b], return_index=True)
        found[words] += np.add.reduceat(inner(pieces.ids[a:b])[1:-1], firsts, axis=0)
    return found / np.maximum(np.bincount(pieces.words, minlength=count), 1)[:, None, None].astype(np.float32)


__all__ = ["LAYERS", "WIDTH", "vectors_of"]

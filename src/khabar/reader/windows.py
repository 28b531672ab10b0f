"""Which sentences the reader sees together."""

from __future__ import annotations

from typing import Final

import numpy as np

from khabar.reader.pieces import PARAGRAPH, Pieces

LIMIT: Final = 160
"""Pieces in a window, at most; trained with 48 to 224."""


def windows_of(pieces: Pieces, limit: int = LIMIT) -> list[tuple[int, int]]:
    """Return the windows of a document as ranges of pieces, in text order, none overlapping.

    A window holds whole sentences, and ends at a paragraph where one begins in its second half; a sentence longer
    than ``limit`` is cut.
    """
    firsts = pieces.sentences
    bounds = np.append(firsts, len(pieces.ids))
    found: list[tuple[int, int]] = []
    i, last = 0, len(firsts)
    while i < last:
        start = int(bounds[i])
        j = i + 1
        while j < last and bounds[j + 1] - start <= limit:
            j += 1
        if j < last:
            begun = [
                k for k in range(j, i, -1) if pieces.ids[bounds[k]] == PARAGRAPH and bounds[k] - start > limit // 2
            ]
            j = begun[0] if begun else j
        end = int(bounds[j])
        found += [(at, min(at + limit, end)) for at in range(start, end, limit)]
        i = j
    return found

"""One run of the network over a window: scores and vectors, kept for who asks next."""

from __future__ import annotations

import numpy as np
import pytest

from khabar.reader.hidden import LAYERS, WIDTH, vectors_of
from khabar.reader.network import look
from khabar.reader.pieces import pieces_of
from khabar.reader.reader import split_plain

TEXT = "Shelling killed two antigovernment protesters in Sake, a medic said."


def test_a_window_is_run_once_and_its_results_cannot_be_changed() -> None:
    pieces = pieces_of(*split_plain(TEXT))
    first, again = look(pieces.ids), look(pieces.ids.copy())
    assert first is again
    assert first.pieces.shape == (len(pieces) + 2, 12)
    assert first.layers.shape == (len(pieces) + 2, len(LAYERS), WIDTH)
    with pytest.raises(ValueError, match="read-only"):
        first.pairs[0, 0, 0] = 1


def test_a_words_vector_is_the_mean_of_its_pieces() -> None:
    pieces = pieces_of(*split_plain(TEXT))
    count = int(pieces.words[-1]) + 1
    assert count < len(pieces)  # some word has more than one piece
    vectors = vectors_of(pieces, count)
    layers = look(pieces.ids).layers[1:-1]
    for word in range(count):
        assert np.allclose(vectors[word], layers[pieces.words == word].mean(0), atol=1e-5)

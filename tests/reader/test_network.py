"""One run of the network over a window: scores of pieces and pairs, or vectors."""

from __future__ import annotations

import numpy as np

from khabar.reader.hidden import LAYERS, WIDTH, vectors_of
from khabar.reader.network import inner, look
from khabar.reader.pieces import pieces_of
from khabar.reader.reader import Reader, split_plain

TEXT = "Shelling killed two antigovernment protesters in Sake, a medic said."


def test_a_window_has_scores_of_each_piece_and_pair_and_its_vectors() -> None:
    pieces = pieces_of(*split_plain(TEXT))
    n = len(pieces) + 2
    seen = look(pieces.ids)
    assert seen.pieces.shape == (n, 13)
    assert seen.pairs.shape == (3, n, n)
    assert seen.sense.shape == (n,)
    assert inner(pieces.ids).shape == (n, len(LAYERS), WIDTH)
    assert np.array_equal(seen.pieces, look(pieces.ids.copy()).pieces)


def test_a_word_of_conflict_is_told_from_a_borrowed_one() -> None:
    war, sport = (
        "Rebels attacked the village with mortars at dawn.",
        "Arsenal attacked down the left with pace at dawn.",
    )
    chances = [Reader.load().read(text).means_conflict(*_word(text)) for text in (war, sport)]
    assert chances[0] is not None
    assert chances[0] > 0.8
    assert chances[1] is not None
    assert chances[1] < 0.2


def _word(text: str) -> tuple[int, int]:
    start = text.index("attacked")
    return start, start + len("attacked")


def test_a_words_vector_is_the_mean_of_its_pieces() -> None:
    pieces = pieces_of(*split_plain(TEXT))
    count = int(pieces.words[-1]) + 1
    assert count < len(pieces)  # some word has more than one piece
    vectors = vectors_of(pieces, count)
    layers = inner(pieces.ids)[1:-1]
    for word in range(count):
        assert np.allclose(vectors[word], layers[pieces.words == word].mean(0), atol=1e-5)

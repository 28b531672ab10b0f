"""The vectors of words are spaCy's own, whatever was seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from khabar.parse import parser, vectors
from khabar.parse.vectors import Vectors

if TYPE_CHECKING:
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc

TEXTS = (
    "Rebels shelled a market in Sake on Monday.",
    "“Nobody,” she said, “can't have seen it.”",
    "No.",
    "Police arrested 14 people; they didn't say where.",
)


def docs(texts: tuple[str, ...]) -> list[Doc]:
    return [parser._load().make_doc(text) for text in texts]


def tok2vec() -> TrainablePipe:
    return cast("TrainablePipe", parser._load().get_pipe("tok2vec"))


def test_vectors_are_those_of_spacy() -> None:
    found = Vectors(tok2vec().model).of(docs(TEXTS))
    for ours, theirs in zip(found, tok2vec().predict(docs(TEXTS)), strict=True):
        assert np.allclose(ours, theirs, atol=1e-4)


def test_words_seen_before_change_nothing() -> None:
    one, other = Vectors(tok2vec().model), Vectors(tok2vec().model)
    other.of(docs(tuple(reversed(TEXTS))))
    for ours, theirs in zip(one.of(docs(TEXTS)), other.of(docs(TEXTS)), strict=True):
        assert np.array_equal(ours, theirs)


def test_words_are_forgotten_when_they_grow_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Vectors(tok2vec().model).of(docs(TEXTS))
    for most in (5, 12):
        monkeypatch.setattr(vectors, "MOST", most)
        small = Vectors(tok2vec().model)
        for _ in range(2):
            for text, expected in zip(TEXTS, whole, strict=True):
                assert np.allclose(small.of(docs((text,)))[0], expected, atol=1e-4)


def test_a_text_without_words_has_no_vectors() -> None:
    assert [v.shape for v in Vectors(tok2vec().model).of(docs(("",)))] == [(0, 96)]
    assert Vectors(tok2vec().model).of([]) == []

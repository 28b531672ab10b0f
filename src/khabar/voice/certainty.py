"""How surely an event is put: polarity, modality and aspect in scope."""

from __future__ import annotations

from khabar.parse import Sentence
from khabar.voice.model import Certainty


def certainty(sentence: Sentence, i: int) -> Certainty:
    """Return how surely the event named by token ``i`` is put in its sentence."""
    return Certainty()

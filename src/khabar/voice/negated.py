"""The events that a sentence says did not happen, each with the word that says so."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.parse import Sentence
from khabar.records import Modality, Polarity
from khabar.voice.certainty import certainty

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Negated:
    """A negated event: the document ranges of the word that negates it, and of its own words."""

    cue: Range
    event: tuple[Range, ...]


def negated_events(sentence: Sentence) -> list[Negated]:
    """Return the events that a sentence puts as not having happened, in text order."""
    found = []
    for token in sentence.tokens:
        if not token.is_verb or token.dep in ("aux", "auxpass"):
            continue
        given = certainty(sentence, token.i)
        cue = next(((b.start, b.end) for b in given.because if b.field == "polarity"), None)
        if cue and given.polarity is Polarity.DENIED and given.modality is Modality.ACTUAL:
            found.append(Negated(cue, ((token.start, token.end),)))
    return found

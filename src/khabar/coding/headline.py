"""The voice at the end of a headline: "Army shelled market: monitors", "20 killed in Kutum – UN"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.parse import Sentence
from khabar.records import SourceKind, Span
from khabar.voice.sources import sources

_TRAILING = re.compile(r"\s?(?P<mark>:|[-–—])\s(?P<words>[^:–—]{2,48})$")


@dataclass(frozen=True, slots=True)
class HeadlineVoice:
    """Who stands behind a headline: the words, the mark before them, and what kind of source the words say they are."""

    source: Span
    cue: Span
    kind: SourceKind | None


def headline_voice(sentence: Sentence) -> HeadlineVoice | None:
    """Return the voice that a headline ends with, ``None`` if it ends with none.

    ``kind`` is ``None`` where the words do not say it: then they are a voice only if they name an actor.
    """
    found = _TRAILING.search(sentence.text)
    if found is None or found.start() == 0:
        return None
    offset = sentence.stretch.start
    start, end = offset + found.start("words"), offset + found.end("words")
    inside = sentence.at(start, end)
    if not inside or any(t.is_verb or t.tag == "CD" for t in inside):
        return None
    head = next((t for t in inside if t.head < inside[0].i or t.head > inside[-1].i or t.head == t.i), inside[-1])
    mark = found.start("mark")
    return HeadlineVoice(
        Span(start, end, found.group("words")),
        Span(offset + mark, offset + mark + 1, found.group("mark")),
        sources().kind(sentence, head.i),
    )

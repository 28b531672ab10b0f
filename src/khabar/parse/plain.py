"""Plain text to parsed sentences, for using a stage alone."""

from __future__ import annotations

from khabar.parse.parser import parse
from khabar.parse.sentence import Sentence
from khabar.parse.split import split
from khabar.records import Document, Passage, PassageKind


def sentences_of(text: str) -> list[Sentence]:
    """Return all sentences of a plain text, parsed; their offsets are code points into ``text``.

    >>> [s.text for s in sentences_of("Shells fell. Nobody was hurt.")]
    ['Shells fell.', 'Nobody was hurt.']
    """
    body = Passage(0, PassageKind.BODY, 0, len(text))
    return parse(text, split(Document("", text, (body,), "", "", "text/plain")))

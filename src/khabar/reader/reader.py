"""The trained network over a document: windows in, voices and certainty out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from khabar.reader.choose import Chosen, choose
from khabar.reader.decode import Candidate, candidates_of, sigmoid, softmax
from khabar.reader.model import Range, Reading, Voice
from khabar.reader.network import look
from khabar.reader.pieces import Pieces, pieces_of
from khabar.reader.windows import windows_of

if TYPE_CHECKING:
    from khabar.parse.sentence import Sentence, Stretch

CUE: Final = slice(0, 3)
SAID: Final = 4
CLASSES: Final = slice(5, 8)
VALUE: Final = 8
NEGATION: Final = slice(9, 12)
"""Where the network puts what it says of each piece (training/reader/network.py)."""


class Reader:
    """Reads who says what, and how surely, with the network that ships in the package.

    One window is run at a time, on one thread, so that what is said of a sentence hangs on its window alone: not on
    what else is read with it, nor on how many processors there are.
    """

    @classmethod
    def load(cls) -> Reader:
        """Return the reader; its network is loaded when first used."""
        return cls()

    def read(self, text: str | Sequence[Sentence]) -> Reading:
        """Return what the reader says of a plain text, or of a document's sentences in text order.

        >>> found = Reader.load().read("The shelling killed two children, a medic said on Monday.")
        >>> [voice] = found.voices
        >>> "The shelling killed two children, a medic said on Monday."[slice(*voice.source)]
        'a medic'
        """
        if isinstance(text, str):
            return self.read_stretches(*split_plain(text))
        return self.read_stretches([s.text for s in text], [s.stretch for s in text])

    def read_stretches(self, texts: Sequence[str], stretches: Sequence[Stretch]) -> Reading:
        """Return what the reader says of sentences that are split and not parsed: their words, where they stand."""
        pieces = pieces_of(texts, stretches)
        candidates: list[Candidate] = []
        said = np.zeros(len(pieces), dtype=np.float32)
        certainty = np.zeros((len(pieces), 4), dtype=np.float32)
        negation = np.zeros((len(pieces), 3), dtype=np.float32)
        conflict = np.zeros(len(pieces), dtype=np.float32)
        for a, b in windows_of(pieces):
            out, pairs, sense = look(pieces.ids[a:b])
            candidates += candidates_of((a, b), out[:, CUE], pairs)
            out = out[1:-1]
            said[a:b] = sigmoid(out[:, SAID])
            certainty[a:b, 0] = np.clip(out[:, VALUE] * 3, -3, 3)
            certainty[a:b, 1:] = softmax(out[:, CLASSES])
            negation[a:b] = sigmoid(out[:, NEGATION])
            conflict[a:b] = sigmoid(sense[1:-1])
        voices = tuple(_voice(c, pieces) for c in choose(candidates, said, pieces.ids))
        return Reading(voices, pieces, certainty, negation, conflict)


def split_plain(text: str) -> tuple[list[str], list[Stretch]]:
    """Return the sentences of a plain text: their words, and where they stand."""
    from khabar.parse.split import split
    from khabar.records import Document, Passage, PassageKind

    body = Passage(0, PassageKind.BODY, 0, len(text))
    stretches = split(Document("", text, (body,), "", "", "text/plain"))
    return [text[s.start : s.end] for s in stretches], stretches


def _voice(chosen: Chosen, pieces: Pieces) -> Voice:
    def placed(where: Range) -> Range:
        return int(pieces.starts[where[0]]), int(pieces.ends[where[1] - 1])

    c = chosen.candidate
    source = None if c.source is None else placed(c.source)
    content = tuple(placed(r) for r in chosen.content)
    return Voice(source, placed(c.cue), content, c.cue_p, c.source_p, chosen.content_p)

"""Quotations: which stretches of a sentence stand inside quotation marks, and which run on into the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.parse import Sentence

_OPEN, _CLOSE, _EITHER = "“„«", "”»", '"'
_BESIDE_OPEN = " \t([—–-'‘"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of one sentence in quotation marks, the marks included.

    ``opened``, ``closed``: whether it begins and ends in this sentence; a quotation over several sentences has one
    piece in each.
    """

    sentence: int
    start: int
    end: int
    opened: bool
    closed: bool

    def covers(self, start: int, end: int) -> bool:
        """Return whether the document range ``start:end`` stands in the piece."""
        return self.start <= start and end <= self.end


def _marks(text: str) -> list[tuple[int, bool]]:
    """Return the places of quotation marks, each with whether it opens."""
    found: list[tuple[int, bool]] = []
    inside = False
    for at, char in enumerate(text):
        if char in _OPEN:
            found.append((at, True))
        elif char in _CLOSE:
            found.append((at, False))
        elif char == _EITHER:
            before = text[at - 1] if at else " "
            after = text[at + 1] if at + 1 < len(text) else " "
            glued_left, glued_right = before not in _BESIDE_OPEN, not after.isspace()
            opens = not inside if glued_left == glued_right else glued_right
            found.append((at, opens))
        else:
            continue
        inside = found[-1][1]
    return found


def quotations(sentences: Sequence[Sentence]) -> list[list[Quoted]]:
    """Return the quoted pieces of each sentence.

    A mark that closes without one that opened it makes the sentence's beginning quoted; one that opens and does not
    close runs to the sentence's end and, where the next sentence stands in the same paragraph, through it.
    """
    found: list[list[Quoted]] = []
    running = False
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1] if index else None
        if before is None or (before.stretch.passage, before.stretch.paragraph) != (
            sentence.stretch.passage,
            sentence.stretch.paragraph,
        ):
            running = False
        pieces: list[Quoted] = []
        offset, text = sentence.stretch.start, sentence.text
        marks = _marks(text)
        start: int | None = None
        opened = True
        if (running and (not marks or not marks[0][1])) or (marks and not marks[0][1]):
            start, opened = 0, False
        running = False
        for at, opens in marks:
            if opens:
                if start is None:
                    start, opened = at, True
            elif start is not None:
                pieces.append(Quoted(index, offset + start, offset + at + 1, opened, True))
                start = None
        if start is not None:
            pieces.append(Quoted(index, offset + start, offset + len(text), opened, False))
            running = True
        found.append(pieces)
    return found

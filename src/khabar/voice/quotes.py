"""Quotations: which stretches of a sentence stand inside quotation marks, and which run on into the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.parse import Sentence

_OPEN, _CLOSE = frozenset({"“", "„", "«", "``"}), frozenset({"”", "»"})
_MARK = re.compile(r"[“„«”»\"]|``|''")
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


def _marks(text: str) -> list[tuple[int, int, bool]]:
    """Return the quotation marks as start, end and whether they open; two apostrophes are one mark."""
    found: list[tuple[int, int, bool]] = []
    inside = False
    for match in _MARK.finditer(text):
        at, end, mark = match.start(), match.end(), match.group()
        if mark in _OPEN:
            opens = True
        elif mark in _CLOSE:
            opens = False
        else:
            before = text[at - 1] if at else " "
            after = text[end] if end < len(text) else " "
            glued_left, glued_right = before not in _BESIDE_OPEN, not after.isspace() and after not in ",.;:!?)"
            opens = not inside if glued_left == glued_right else glued_right
        found.append((at, end, opens))
        inside = opens
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
        if (running and (not marks or not marks[0][2])) or (marks and not marks[0][2]):
            start, opened = 0, False
        running = False
        for at, end, opens in marks:
            if opens:
                if start is None:
                    start, opened = at, True
            elif start is not None:
                pieces.append(Quoted(index, offset + start, offset + end, opened, True))
                start = None
        if start is not None:
            pieces.append(Quoted(index, offset + start, offset + len(text), opened, False))
            running = True
        found.append(pieces)
    return found

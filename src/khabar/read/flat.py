"""Flat text to passages: headline, body, and the readers' comments that run on below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from khabar.records import Passage, PassageKind

MAX_TITLE_CHARS: Final = 180

_LINE: Final = re.compile(r"[^\n]+")
_FINAL: Final = re.compile(r"""[.!?:;,…]["'”’)\]]{0,3}$""")
_BYLINE: Final = re.compile(
    r"(?:by|published|posted|updated|last updated)\b[:\s].{2,100}"
    r"|(?:\w{3,9},?\s)?(?:\d{1,2}\s\w{3,9}|\w{3,9}\s\d{1,2}),?\s\d{4}.{0,40}|\d{4}-\d{2}-\d{2}.{0,30}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a flat text."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, without the blanks around them."""
    found = []
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            found.append(Line(start, start + len(words), words))
    return found


def _has_title(lines: list[Line]) -> bool:
    """Return whether the first line is a headline: short, without a full stop, above a longer paragraph."""
    if len(lines) < 2 or len(lines[0].text) > MAX_TITLE_CHARS or _FINAL.search(lines[0].text):
        return False
    if _BYLINE.fullmatch(lines[0].text) or not any(char.isalpha() for char in lines[0].text):
        return False
    rest = [line for line in lines[1:5] if not _BYLINE.fullmatch(line.text)]
    return any(len(line.text) > 1.3 * len(lines[0].text) and _FINAL.search(line.text) for line in rest)


def find_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a flat text in its order, with how sure the border to the comments is."""
    lines = lines_of(text)
    found: list[Passage] = []

    def add(kind: PassageKind, first: int, last: int, comment: int | None = None, confidence: float = 1.0) -> None:
        if first < last:
            writer = None if comment is None else f"reader {comment}"
            start, end = lines[first].start, lines[last - 1].end
            found.append(Passage(len(found), kind, start, end, comment, writer, confidence))

    title = _has_title(lines)
    add(PassageKind.TITLE, 0, int(title))
    add(PassageKind.BODY, int(title), len(lines))
    return tuple(found)

"""Flat text to passages: headline, body, and the readers' comments that run on below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from khabar.read.border import find_border
from khabar.read.cues import is_byline, is_header, is_heading
from khabar.read.pseudonym import Readers
from khabar.records import Passage, PassageKind

MAX_TITLE_CHARS: Final = 180

_LINE: Final = re.compile(r"[^\n]+")
_FINAL: Final = re.compile(r"""[.!?:;,…]["'”’)\]]{0,3}$""")
_NAME: Final = re.compile(
    r"(?!(?:by|on|at|posted|written|says|said|wrote|comment|reply|submitted|from|am|pm|ago|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})\b)(?<![\w’'])[^\W\d_][\w.-]{1,30}",
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
    if is_byline(lines[0].text) or not any(char.isalpha() for char in lines[0].text):
        return False
    rest = [line for line in lines[1:5] if not is_byline(line.text)]
    return any(len(line.text) > 1.3 * len(lines[0].text) and _FINAL.search(line.text) for line in rest)


def _comments(lines: list[Line], text: str) -> list[tuple[int, int, str | None]]:
    """Return the comments in ``lines`` as ranges of them, each with its writer's name if a head gives it.

    Where heads name writers, a comment reaches from head to head. Without heads every block between blank lines is one,
    or every line, if blank lines part nothing.
    """
    heads = [i for i, line in enumerate(lines) if is_header(line.text)]
    if heads:
        below = heads[-1] == len(lines) - 1 and heads[0] > 0
        starts = [0, *(i + 1 for i in heads[:-1])] if below else sorted({0, *(_head_start(lines, i) for i in heads)})
        ends = [*starts[1:], len(lines)]
        ranges = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
        return [(start, end, _name_in(lines[start:end])) for start, end in ranges]
    blank = [text[one.end : two.start].count("\n") > 1 for one, two in pairwise(lines)]
    apart = [True, *(blank if any(blank) else [True] * len(blank))]
    starts = [i for i, is_apart in enumerate(apart) if is_apart]
    return [(start, end, None) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _head_start(lines: list[Line], head: int) -> int:
    """Return the first line of a comment's head: a name may stand on the line above the time."""
    if head == 0 or _NAME.search(lines[head].text) or is_header(lines[head - 1].text):
        return head
    above = lines[head - 1].text
    return head - 1 if len(above.split()) <= 4 and not _FINAL.search(above) else head


def _name_in(lines: list[Line]) -> str | None:
    """Return the letters of the name in a comment's head, ``None`` if the head gives only a time."""
    head = " ".join(line.text for line in lines if is_header(line.text))
    if lines and not is_header(lines[0].text) and len(lines[0].text.split()) <= 4:
        head = f"{lines[0].text} {head}"
    name = _NAME.search(head)
    return name.group().casefold() if name else None


def find_passages(text: str, *, readers: Readers | None = None) -> tuple[Passage, ...]:
    """Return the passages of a flat text in its order: title, body, comments, and the heads and headings around them.

    ``confidence`` of body and comments is the probability of the border between them; 1 where none was drawn. A
    comment's head stays in its passage. Writers are named by ``readers``: one for each name, or one a comment where no
    name is given.
    """
    lines = lines_of(text)
    words = [line.text for line in lines]
    border = find_border(words)
    edge = border.line if border else len(lines)
    sure = border.confidence if border else 1.0
    found: list[Passage] = []
    readers = readers or Readers()

    def add(kind: PassageKind, first: int, last: int, comment: int | None = None, name: str | None = None) -> None:
        if first >= last:
            return
        confidence = sure if kind in (PassageKind.BODY, PassageKind.COMMENT) else 1.0
        start, end = lines[first].start, lines[last - 1].end
        writer = readers.name(name, comment, text[start:end]) if comment else None
        found.append(Passage(len(found), kind, start, end, comment, writer, confidence))

    at = int(_has_title(lines[:edge]))
    add(PassageKind.TITLE, 0, at)
    furniture = at
    while at and furniture < min(edge, 4) and is_byline(words[furniture]):
        furniture += 1
    add(PassageKind.BOILERPLATE, at, furniture)
    # The heading stands on the article's side if the border was drawn below it.
    heading_above = furniture < edge - 1 and edge < len(lines) and is_heading(words[edge - 1])
    add(PassageKind.BODY, furniture, edge - heading_above)
    below = edge
    while below < len(lines) and is_heading(words[below]) and not is_header(words[below]):
        below += 1
    add(PassageKind.BOILERPLATE, edge - heading_above, below)
    for number, (start, end, name) in enumerate(_comments(lines[below:], text), start=1):
        add(PassageKind.COMMENT, below + start, below + end, number, name)
    return tuple(found)

"""Flat text to passages: headline, body, and the readers' comments that run on below it."""

from __future__ import annotations

import re
from typing import Final

from khabar.frozen import record
from khabar.read.border import find_border
from khabar.read.cues import is_byline, is_heading
from khabar.read.heads import is_header
from khabar.read.pseudonym import Readers
from khabar.read.remarks import remarks
from khabar.read.talk import is_notice, is_small_talk
from khabar.records import Passage, PassageKind

MAX_TITLE_CHARS: Final = 180

_LINE: Final = re.compile(r"[^\n]+")
_FINAL: Final = re.compile(r"""[.!?:;,…]["'”’)\]]{0,3}$""")


@record(frozen=True, slots=True)
class Line:
    """One paragraph of a flat text; ``gap`` are the line ends above it."""

    start: int
    end: int
    text: str
    gap: int = 1


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, without the blanks around them."""
    found: list[Line] = []
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            gap = text.count("\n", found[-1].end, start) if found else 1
            found.append(Line(start, start + len(words), words, gap))
    return found


def _has_title(lines: list[Line], given: str | None) -> bool:
    """Return whether the first line is a headline: the one ``given``, or short and open above a longer paragraph."""
    if len(lines) > 1 and given and lines[0].text.split() == given.split():
        return True
    if len(lines) < 2 or len(lines[0].text) > MAX_TITLE_CHARS or _FINAL.search(lines[0].text):
        return False
    if is_byline(lines[0].text) or not any(char.isalpha() for char in lines[0].text):
        return False
    rest = [line for line in lines[1:5] if not is_byline(line.text)]
    return any(len(line.text) > 1.3 * len(lines[0].text) and _FINAL.search(line.text) for line in rest)


def _stands_above(line: str) -> bool:
    """Return whether a line below the border announces the comments, or is the site's own: "Sort by: Best"."""
    return is_heading(line) or is_small_talk(line) or is_notice(line)


def find_passages(text: str, *, readers: Readers | None = None, title: str | None = None) -> tuple[Passage, ...]:
    """Return the passages of a flat text in its order: title, body, comments, and the heads and headings around them.

    ``confidence`` is the probability that the comments have not begun in a body, and that they have where a comment
    starts. A comment's head stays in its passage. Writers are named by ``readers``: one for each name, or one a
    comment where no name is given.
    """
    lines = lines_of(text)
    words = [line.text for line in lines]
    border = find_border(words, [one.gap for one in lines])
    edge = border.line or len(lines)
    found: list[Passage] = []
    readers = readers or Readers()

    def add(kind: PassageKind, first: int, last: int, comment: int | None = None, name: str | None = None) -> None:
        if first >= last:
            return
        begun = border.begun[min(first if comment else last - 1, len(border.begun) - 1)]
        confidence = begun if comment else round(1 - begun, 3) if kind is PassageKind.BODY else 1.0
        start, end = lines[first].start, lines[last - 1].end
        writer = readers.name(name, comment, text[start:end]) if comment else None
        found.append(Passage(len(found), kind, start, end, comment, writer, confidence))

    at = int(_has_title(lines[:edge], title))
    add(PassageKind.TITLE, 0, at)
    furniture = at
    while at and furniture < min(edge, 4) and is_byline(words[furniture]):
        furniture += 1
    add(PassageKind.BOILERPLATE, at, furniture)
    # The heading stands on the article's side if the border was drawn below it.
    heading_above = furniture < edge - 1 and edge < len(lines) and is_heading(words[edge - 1])
    add(PassageKind.BODY, furniture, edge - heading_above)
    below = edge
    while below < len(lines) and _stands_above(words[below]) and not is_header(words[below]):
        below += 1
    add(PassageKind.BOILERPLATE, edge - heading_above, below)
    for number, one in enumerate(remarks(words[below:], [line.gap for line in lines[below:]]), start=1):
        add(PassageKind.COMMENT, below + one.first, below + one.last, number, one.name)
    return tuple(found)

"""Flat text whose lines were broken to a width: its paragraphs put together again, no offset moved."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import Final

_FIRST: Final = re.compile(r"\S+")
_WIDEST: Final = 100
_NARROWEST: Final = 40
_SHARE: Final = 0.8
"""How many of a block's line breaks must be forced by its width; the others end paragraphs or stand in lists."""
_CLOSED: Final = tuple('.!?:;"”’)')


def unwrap(text: str) -> str:
    """Return ``text`` with a blank for every line break that only the width of the page made.

    A block of lines without an empty one between them is taken as broken to a width if no line is longer than 100
    characters, the longest has 40 or more, nearly every next word would not have fitted on the line before, and at
    least one sentence runs on over the end of a line. Lists, verses and lines that each are a paragraph stay.

    >>> unwrap("Two shells hit the market of Omdurman on\\nMonday, killing a trader and wounding\\nfour.\\n\\nDenied.")
    'Two shells hit the market of Omdurman on Monday, killing a trader and wounding four.\\n\\nDenied.'
    """
    parts: list[str] = []
    for is_blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip()):
        block = list(lines)
        parts.append("\n".join(block) if is_blank or len(block) == 1 else _joined(block))
    return "\n".join(parts)


def _joined(lines: list[str]) -> str:
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return "\n".join(lines)
    forced = [_is_forced(line, after, width) for line, after in pairwise(lines)]
    runs_on = any(
        is_forced and after.lstrip()[:1].islower() and not line.rstrip().endswith(_CLOSED)
        for is_forced, (line, after) in zip(forced, pairwise(lines), strict=True)
    )
    if not runs_on or sum(forced) < _SHARE * len(forced):
        return "\n".join(lines)
    parts = [lines[0]]
    for is_forced, line in zip(forced, lines[1:], strict=True):
        parts.append((" " if is_forced else "\n") + line)
    return "".join(parts)


def _is_forced(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    word = _FIRST.search(after)
    indented = after[:1] in " \t>" or line[:1] == ">"
    return word is not None and not indented and len(line.rstrip()) + 1 + len(word.group()) > width

"""Sentences with attributions marked in place: ``{S1 The army} {C1 said} {X1 the bridge was down}.``

``S``, ``C`` and ``X`` are source, cue and content, the number says which belong together, ``¶`` begins a paragraph.
Marks nest and may come in several pieces. A ``?`` after the number (``{C2? …}``) makes an attribution optional: a
careful reader may take it or leave it, so it is neither wanted nor wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_OPEN: Final = re.compile(r"\{([SCX])(\d+)(\??) ")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """An attribution: ranges of the text, each perhaps in several pieces, source and cue perhaps none."""

    source: Ranges
    cue: Ranges
    content: Ranges
    optional: bool = False


def read_marked(marked: str) -> tuple[str, list[Triple]]:
    """Return the text without its marks, and its attributions by number.

    >>> read_marked("{S1 Rebels} {C1 said} {X1 it fell}.")
    ('Rebels said it fell.', [Triple(source=((0, 6),), cue=((7, 11),), content=((12, 19),), optional=False)])

    Raises:
        ValueError: if a mark is not closed, is empty, or an attribution has no content.
    """
    text: list[str] = []
    at = 0
    open_marks: list[tuple[str, int, bool, int]] = []
    pieces: dict[int, dict[str, list[tuple[int, int]]]] = {}
    optional: set[int] = set()
    position = 0
    while position < len(marked):
        if found := _OPEN.match(marked, position):
            open_marks.append((found[1], int(found[2]), bool(found[3]), at))
            position = found.end()
            continue
        sign = marked[position]
        position += 1
        if sign == "}":
            if not open_marks or open_marks[-1][3] == at:
                raise ValueError(f"a mark that is empty or not open before {marked[position : position + 20]!r}")
            part, number, is_optional, start = open_marks.pop()
            pieces.setdefault(number, {"S": [], "C": [], "X": []})[part].append((start, at))
            if is_optional:
                optional.add(number)
            continue
        written = ("\n\n" if text else "") if sign == "¶" else sign
        if written:
            text.append(written)
            at += len(written)
    if open_marks:
        raise ValueError(f"mark {open_marks[-1][0]}{open_marks[-1][1]} is not closed")
    triples = []
    for number, parts in sorted(pieces.items()):
        if not parts["X"]:
            raise ValueError(f"attribution {number} has no content")
        source, cue, content = (tuple(sorted(parts[part])) for part in "SCX")
        triples.append(Triple(source, cue, content, number in optional))
    return "".join(text), triples

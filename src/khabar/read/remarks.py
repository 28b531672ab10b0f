"""Readers' comments as they run on in flat text: which lines are one comment, and who wrote it.

The first lines show how the page heads its comments. Where heads stand above, a comment reaches from head to head;
where the last line of all is a head and the first is none, they stand below. Without heads every block between blank
lines is a comment, or every line, if blank lines part nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from khabar.read.cues import is_heading
from khabar.read.heads import STRONG, Kind, Line, lines_with_forms, without_time
from khabar.read.talk import is_small_talk

_NAME: Final = re.compile(
    r"(?!(?:by|on|at|posted|written|says|said|wrote|writes|added|comment|reply|submitted|from|am|pm|ago|edt|est|utc|gmt"
    r"|and|the|originally|via)\b)(?<![\w’'])[^\W\d_][\w.-]{1,30}",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://\S+")
_NAMES: Final = frozenset({Kind.NAME, Kind.LINK})
_TIMES: Final = frozenset({Kind.STAMP, Kind.DATE, Kind.CLOCK})
_SHORT: Final = frozenset({Kind.NAME, Kind.SHORT, Kind.FURNITURE})
_OPENERS: Final = STRONG | {Kind.DATE, Kind.NUMBER}
_MIN_NAMES: Final = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: its lines, end exclusive, and the folded name in its head, ``None`` if it gives none."""

    first: int
    last: int
    name: str | None


def remarks(lines: Sequence[str], gaps: Sequence[int]) -> list[Remark]:
    """Return the comments in some lines, all of them; ``gaps`` are the line ends above each line."""
    if not lines:
        return []
    forms = lines_with_forms(lines, [is_heading(line) for line in lines])
    forms = [
        Line(Kind.BUTTON, one.form) if one.kind in _SHORT and is_small_talk(line) else one
        for one, line in zip(forms, lines, strict=True)
    ]
    starts, below = _starts(forms)
    if starts is None:
        joined = any(gap > 1 for gap in gaps[1:])
        starts = [i for i in range(len(lines)) if not i or not joined or gaps[i] > 1]
        return [Remark(a, b, None) for a, b in pairwise([*starts, len(lines)])]
    ends = [*starts[1:], len(lines)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        head = [i for i in range(start, end) if _heads(forms[i].kind)]
        if below:
            head = head[-1:]
        else:
            head = [i for i in range(start, min(end, start + 4)) if forms[i].kind in _NAMES or i in head]
        found.append(Remark(start, end, _name(" ".join(lines[i] for i in head))))
    return found


def _heads(kind: Kind) -> bool:
    return kind in STRONG or kind is Kind.DATE


def _starts(forms: Sequence[Line]) -> tuple[list[int] | None, bool]:
    """Return the first lines of comments, ``None`` without heads, and whether the heads stand below."""
    n, heads = len(forms), [i for i, one in enumerate(forms) if _heads(one.kind)]
    if not heads:
        return _by_names(forms), False
    opens = heads[0] == 0 or (heads[0] <= 2 and all(forms[i].kind in _NAMES | {Kind.NUMBER} for i in range(heads[0])))
    if not opens and heads[-1] == n - 1:
        return [0, *(i + 1 for i in heads[:-1])], True
    # "X said …" above and the time below each comment: only what has the form of the first head opens one.
    first = forms[heads[0]]
    alike = [i for i in heads if forms[i].kind is first.kind]
    if first.kind not in _TIMES and len(alike) < len(heads):
        heads = alike
    starts = {0}
    for head in heads:
        at = head
        while at and (forms[at - 1].kind in _NAMES | {Kind.NUMBER} or at - 1 in starts) and head - at < 2:
            if at - 1 in starts and not _leads(forms[at - 1].kind):
                break
            at -= 1
        starts.add(at)
    return sorted(starts), False


def _leads(kind: Kind) -> bool:
    return kind in _OPENERS or kind in _NAMES


def _by_names(forms: Sequence[Line]) -> list[int] | None:
    """Return the lines with nothing but a name above each comment, ``None`` if names stand above none or by chance."""
    if forms[0].kind not in _NAMES:
        return None
    named = [i for i, one in enumerate(forms[:-1]) if one.kind in _NAMES and forms[i + 1].kind not in _NAMES]
    # Names of three or four words are rare beside those of one or two: rather a line of a comment.
    counts = Counter(forms[i].form for i in named)
    usual = [i for i in named if forms[i].kind is Kind.LINK or counts[forms[i].form] >= _MIN_NAMES]
    return sorted({0, *usual}) if len(usual) >= _MIN_NAMES else None


def _name(head: str) -> str | None:
    """Return the letters of the name in a comment's head, ``None`` if the head gives only a time."""
    name = _NAME.search(without_time(_ADDRESS.sub(" ", head)))
    return name.group().casefold() if name else None

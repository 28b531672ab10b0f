"""What a pattern can begin with, read off its own syntax, so that it is tried only where it may match.

Well over a hundred patterns are tried wherever a date expression may open, and most ask for another first letter. The
reading errs on one side only: a letter that it leaves out begins no match, and what it does not understand may begin
with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # the standard library's own, and no promise: without it every pattern is tried everywhere
    _parser = None

ASCII: Final = frozenset(map(chr, range(128)))
_SIGNS: Final = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_NOT_WORD": r"\W",
}
_EMPTY: Final = frozenset[str]()


@cache
def beginnings(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return the ASCII characters that a match of the pattern can begin with; all of them where it may be empty.

    >>> sorted(beginnings(re.compile(r"(?:the |an? )?(?:day|week)s?")))
    ['a', 'd', 't', 'w']
    """
    if _parser is None or pattern.flags & ~re.UNICODE:
        return ASCII
    first, empty = _of_run(_parser.parse(pattern.pattern))
    return ASCII if empty else first


def _of_run(nodes: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], bool]:
    """Return what can begin a run of parts, and whether the run can be empty."""
    found = _EMPTY
    for name, value in nodes:
        first, empty = _of_part(str(name), value)
        found |= first
        if not empty:
            return found, False
    return found, True


def _of_part(name: str, value: Any) -> tuple[frozenset[str], bool]:
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _EMPTY, True
    if name == "LITERAL":
        return frozenset(chr(value)), False
    if name == "IN":
        return _of_class(value), False
    if name == "BRANCH":
        branches = [_of_run(branch) for branch in value[1]]
        return _EMPTY.union(*(first for first, _ in branches)), any(empty for _, empty in branches)
    if name == "SUBPATTERN" and not (value[1] or value[2]):
        return _of_run(value[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        first, empty = _of_run(value[2])
        return first, empty or value[0] == 0
    return ASCII, True


def _of_class(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    found: set[str] = set()
    negated = False
    for name, value in items:
        kind = str(name)
        if kind == "NEGATE":
            negated = True
        elif kind == "LITERAL":
            found.add(chr(value))
        elif kind == "RANGE":
            found.update(map(chr, range(value[0], min(value[1], 127) + 1)))
        elif kind == "CATEGORY" and str(value) in _SIGNS:
            found |= _all_of(_SIGNS[str(value)])
        else:
            return ASCII
    return ASCII - found if negated else ASCII & found


@cache
def _all_of(sign: str) -> frozenset[str]:
    return frozenset(re.findall(sign, "".join(ASCII)))

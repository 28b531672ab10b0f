"""Handles in flat text: names in the heads of comments, and of those who are addressed in them, give way to dots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from khabar.read.handles import find_handles, patterns
from khabar.read.pseudonym import fold_handle
from khabar.read.talk import MAX_HANDLE_CHARS, handle_in, has_time, is_head, leading_name, names_and_says
from khabar.records import Passage, PassageKind

DOT: Final = "•"
_LINE: Final = re.compile(r"[^\n]+")
_HEAD_LINES: Final = 3
"""Lines at the beginning of a comment that may name its writer; the last line may, too."""

_FINAL: Final = re.compile(r"""[.!?:;,…]["'”’)\]]{0,3}$""")


def without_handles(text: str, passages: Sequence[Passage]) -> str:
    """Return a flat text with a dot for each letter of the handles in its comments, so that all offsets stay.

    >>> text = "Tom_9 says: 4 May 2012 at 10:12\\nNo."
    >>> without_handles(text, [Passage(0, PassageKind.COMMENT, 0, len(text), 1, "reader 1")])
    '••••• says: 4 May 2012 at 10:12\\nNo.'
    """
    comments = [passage for passage in passages if passage.kind is PassageKind.COMMENT]
    if not comments:
        return text
    spans = {span for passage in comments for span in _in_head(text, passage)} | _leading(text, comments)
    spans |= _name_lines(text, comments)
    odd, plain = patterns({text[start:end] for start, end in spans})
    for passage in comments:
        found = find_handles(text[passage.start : passage.end], odd, plain)
        spans |= {(passage.start + start, passage.start + end) for start, end in found}
    parts = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(at, start)], DOT * (end - max(at, start))]
            at = end
    return "".join([*parts, text[at:]])


def _in_head(text: str, passage: Passage) -> Iterable[tuple[int, int]]:
    """Yield where the lines that head or end a comment name its writer."""
    lines = list(_LINE.finditer(text, passage.start, passage.end))
    numbers = dict.fromkeys([*range(min(_HEAD_LINES, len(lines))), *range(max(0, len(lines) - 1), len(lines))])
    for i in numbers:
        line = lines[i].group().strip()
        start = lines[i].start() + lines[i].group().index(line) if line else 0
        handle = None
        if line and (is_head(line) or names_and_says(line)):
            handle = handle_in(line)
        elif line and i + 1 < len(lines) and i < _HEAD_LINES and _is_name(line):
            below = lines[i + 1].group().strip()
            handle = line if is_head(below) and has_time(below) and handle_in(below) is None else None
        if handle and fold_handle(handle) and (at := line.find(handle)) >= 0:
            yield start + at, start + at + len(handle)


def _is_name(line: str) -> bool:
    return len(line) <= MAX_HANDLE_CHARS and len(line.split()) <= 4 and not _FINAL.search(line)


def _leading(text: str, comments: Sequence[Passage]) -> set[tuple[int, int]]:
    """Return where comments begin with "Zed: …", if most of them do."""
    names = [leading_name(text[passage.start : passage.end].split("\n", 1)[0]) for passage in comments]
    if len(comments) < 2 or sum(name is not None for name in names) < 0.7 * len(names):
        return set()
    found = set()
    for passage, name in zip(comments, names, strict=True):
        if name is not None and (at := text.find(name[0], passage.start, passage.end)) >= 0:
            found.add((at, at + len(name[0])))
    return found


def _name_lines(text: str, comments: Sequence[Passage]) -> set[tuple[int, int]]:
    """Return the first lines of comments that give nothing but a name, if most comments of several lines begin so."""
    firsts = []
    for passage in comments:
        lines = [line for line in _LINE.finditer(text, passage.start, passage.end) if line.group().strip()]
        if len(lines) > 1:
            firsts.append(lines[0])
    names = [line for line in firsts if _is_name(line.group().strip())]
    if len(names) < 2 or len(names) < 0.7 * len(comments):
        return set()
    return {(line.start(), line.start() + len(line.group().rstrip())) for line in names}

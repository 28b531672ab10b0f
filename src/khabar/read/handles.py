"""Handles in what readers write: who is addressed there is a person too, and is not named in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from khabar.read.blocks import Block, Part, run_segments
from khabar.read.markup import Run, StandIn
from khabar.read.pseudonym import fold_handle

STAND_IN: Final = "reader"
"""What stands in the text in place of a handle: a word of ours that says what it stands for, the same for all, so that
text and ids are the same with and without a salt."""

_ADDRESSED: Final = re.compile(r"(?<![\w@.])@(?P<name>[^\W_][\w.-]{0,38}\w|\w)")
_ODD: Final = re.compile(r"\d|_|[a-z][A-Z]|\w[.&]\w|\s")
_SAID: Final = r"(?:says|said|writes|wrote|asks|asked|replied|commented)"


def is_odd(handle: str) -> bool:
    """Return whether a handle is no ordinary word or name, so that it is itself wherever it stands.

    >>> [is_odd(handle) for handle in ("Zed_99", "TomK", "El Gato", "Tom", "truth")]
    [True, True, True, False, False]
    """
    return len(handle) > 3 and bool(_ODD.search(handle))


def find_handles(text: str, odd: re.Pattern[str] | None, plain: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Return where handles stand in a comment: behind an @, odd ones anywhere, others where someone is addressed."""
    found = [match.span("name") for match in _ADDRESSED.finditer(text)]
    for pattern in (odd, plain):
        if pattern is not None:
            found += [
                match.span(next(k for k, v in match.groupdict().items() if v)) for match in pattern.finditer(text)
            ]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def patterns(handles: Iterable[str]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what finds the odd ones of ``handles``, and what finds the others where they are addressed or quoted."""
    folded = sorted({" ".join(h.split()) for h in handles if fold_handle(h)}, key=lambda h: (-len(h), h))
    odd = [re.escape(h) for h in folded if is_odd(h)]
    plain = [re.escape(h) for h in folded if not is_odd(h)]
    return (
        re.compile(rf"(?<![\w@])(?P<odd>{'|'.join(odd)})(?!\w)", re.IGNORECASE) if odd else None,
        re.compile(
            r"(?:^|[.!?…]\s|^(?:hi|hey|hello|dear|sorry|thanks|thank you|yes|no|well|ok),?\s)"
            rf"(?P<first>{'|'.join(plain)})"
            rf"(?=\s?[,:]|\s{_SAID}\b|\s[-–—]\s)"
            rf"|(?<=[,;]\s)(?P<last>{'|'.join(plain)})(?=\s?[.!?,;…]|$)"
            rf"|(?<!\w)(?P<wrote>{'|'.join(plain)})(?=\s{_SAID}\s?:)",
            re.IGNORECASE,
        )
        if plain
        else None,
    )


def mask(block: Block, spans: list[tuple[int, int]], runs: list[Run] | None = None) -> Block:
    """Return a block with `STAND_IN` for ``spans`` of its text; with the page's ``runs`` it leads to the handle."""
    raw = "".join(part[0] for part in block.parts)
    places = _places(raw, block)
    parts: list[Part] = []
    at = places[0] if places else 0
    for start, end in spans:
        parts += _between(block.parts, at, places[start])
        parts.append((STAND_IN, _add_run(_between(block.parts, places[start], places[end - 1] + 1), runs), 0))
        at = places[end - 1] + 1
    if places:
        parts += _between(block.parts, at, places[-1] + 1)
    text = block.text
    for start, end in reversed(spans):
        text = text[:start] + STAND_IN + text[end:]
    return Block(text, block.element, block.up, block.hidden, block.comment, block.handle, block.reply_to, tuple(parts))


def _add_run(parts: list[Part], runs: list[Run] | None) -> int:
    """Add to ``runs`` one that stands for what ``parts`` hold; return its number, -1 if there is no such place."""
    if runs is None:
        return -1
    held = [s for text, run, inner in parts if run >= 0 for s in run_segments(runs[run], inner, inner + len(text), 0)]
    if not held:
        return -1
    start, end = held[0].source, held[-1].source + held[-1].size
    if start >= end:
        return -1
    runs.append(StandIn(start, end, STAND_IN, STAND_IN))
    return len(runs) - 1


def _places(raw: str, block: Block) -> list[int]:
    """Return where in the characters of its parts each character of a block's text stands."""
    found = []
    blank = True
    for i, sign in enumerate(raw):
        if not sign.isspace() or not blank:
            found.append(i)
        blank = sign.isspace()
    return found[block.skipped : block.skipped + len(block.text)]


def _between(parts: tuple[Part, ...], first: int, last: int) -> list[Part]:
    found = []
    start = 0
    for text, run, inner in parts:
        end = start + len(text)
        one, two = max(first, start), min(last, end)
        if one < two:
            found.append((text[one - start : two - start], run, inner + one - start if run >= 0 else 0))
        start = end
    return found


def mask_handles(blocks: list[Block], numbers: list[int], handles: set[str], runs: list[Run] | None = None) -> None:
    """Put `STAND_IN` in place of the handles in the blocks of these numbers."""
    odd, plain = patterns(handles)
    for number in numbers:
        block = blocks[number]
        if spans := find_handles(block.text, odd, plain):
            blocks[number] = mask(block, spans, runs)

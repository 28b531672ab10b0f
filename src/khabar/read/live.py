"""The entries of a live blog: when each was written, and where in the text it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.read.blocks import Block
from khabar.read.days import read_stamp
from khabar.read.stamped import is_elsewhere
from khabar.records import Statement

MIN_ENTRIES: Final = 2
MAX_ENTRIES: Final = 1_000


def entry_times(places: Sequence[tuple[int, Block]], body_start: int) -> tuple[Statement, ...]:
    """Return the times of a page's entries, none if it has none: field ``entry``, the stamp as the page has it, and as
    ``where`` the offset in the text at which the entry's time stands (``time 1250``).

    ``places`` are where in the text each block begins; what stands before ``body_start`` is the page's own time.
    """
    found: list[Statement] = []
    seen: set[str] = set()
    for at, block in places:
        if at < body_start or block.comment is not None or block.hidden:
            continue
        for element in block.element.iter("time"):
            stamp = element.get("datetime") or ""
            if ":" in stamp and stamp not in seen and read_stamp(stamp) and not is_elsewhere(element):
                seen.add(stamp)
                found.append(Statement("entry", stamp, f"time {at}", 0.85))
        if len(found) >= MAX_ENTRIES:
            break
    return tuple(found) if len(found) >= MIN_ENTRIES else ()

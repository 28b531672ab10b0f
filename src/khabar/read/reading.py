"""What a reader of containers is given: how to read, what may be unpacked, and how to take apart what is inside."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Budget
from khabar.read.item import Page
from khabar.read.stream import CHUNK_BYTES, Stream
from khabar.records import Failure

if TYPE_CHECKING:
    from khabar.read.table import Columns

MAX_SPOOLED_BYTES: Final = 1024 * 1024 * 1024
"""Largest container that is put into a nameless temporary file, since it must be read from its end."""

_IN_MEMORY_BYTES: Final = 16 * 1024 * 1024

Parts = Iterator[Page | Failure]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are to be read, where they do not say it themselves.

    Attributes:
        columns: which columns of a table hold what; ``None`` where their names tell.
    """

    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes to take apart: an input, or what a container holds.

    ``name`` is for messages, ``stream`` holds the bytes. ``file`` is the same as a file that can be read from any
    place, where there is one; ``depth`` says how many containers it lies in.
    """

    name: str
    stream: Stream
    file: BinaryIO | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one input."""

    options: ReadOptions
    budget: Budget
    parts: Callable[[Part, Reading], Parts]
    """Takes a part apart; how a container hands on what it holds."""

    def page(self, page_bytes: int) -> float | None:
        """Count the bytes of a page that is about to come out; return how much of the input was read."""
        self.budget.use(page_bytes)
        return self.budget.done


def whole(stream: Stream, name: str) -> bytes:
    """Return what is left of ``stream``.

    Raises:
        InputRefused: ``TOO_LARGE``, if that is more than a page may have.
    """
    data = stream.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        raise too_large(f"more than {MAX_INPUT_BYTES:,} bytes", name)
    return data


def too_large(found: str, name: str) -> InputRefused:
    """Return the refusal of a page of ``found`` size."""
    detail = f"the page has {found}; expected at most {MAX_INPUT_BYTES:,} bytes; split it, or give the article alone"
    return InputRefused(Reason.TOO_LARGE, detail, name=name)


def left_out_line(counts: Counter[str], what: str) -> str:
    """Return what was left out in one line, the most frequent first.

    >>> left_out_line(Counter({"images": 2, "redirects": 1200}), "records")
    '1,202 records are no pages: 1,200 redirects, 2 images'
    """
    parts = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{count:,} {kind}" for kind, count in parts[:12]]
    if len(parts) > 12:
        shown.append(f"{sum(count for _, count in parts[12:]):,} of {len(parts) - 12:,} other kinds")
    return f"{counts.total():,} {what} are no pages: {', '.join(shown)}"


def as_file(part: Part) -> BinaryIO:
    """Return ``part`` as a file that can be read from any place, a nameless temporary one if need be.

    Raises:
        InputRefused: ``TOO_LARGE``, if it lies in another container and is too large to be put aside.
    """
    if part.file is not None:
        part.file.seek(0)
        return part.file
    spooled = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))  # noqa: SIM115 (closed when collected)
    size = 0
    while piece := part.stream.read1(CHUNK_BYTES):
        size += len(piece)
        if size > MAX_SPOOLED_BYTES:
            detail = f"has more than {MAX_SPOOLED_BYTES:,} bytes and is read from its end; unpack it to a file first"
            raise InputRefused(Reason.TOO_LARGE, detail, name=part.name)
        spooled.write(piece)
    spooled.seek(0)
    return spooled

"""Records of a web archive (WARC 0.17 to 1.1, packed or not), those before and behind a damaged one as well.

ISO 28500. A record that says a wrong length is read up to where the next record begins; garbage is passed over; behind
a gzip member that cannot be unpacked the next sound one is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.errors import Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Damaged, Spent, Unpacker
from khabar.read.http import MAX_HEAD_BYTES, read_headers
from khabar.read.reading import Part, Reading
from khabar.read.stream import Stream
from khabar.records import Failure

MAX_BLOCK_BYTES: Final = MAX_INPUT_BYTES + MAX_HEAD_BYTES
"""Largest record that is held: a page with the head of its HTTP response."""

MAX_BOMBS: Final = 8
"""Records that may spend the budget of a packed archive; with the next one its reading ends."""

MAX_WRONG_LENGTHS: Final = 20
"""With more wrong lengths in one archive none is believed any more: else a small file could have us read it
over and over, as far as each record says that it reaches."""

_WRONG: Final = "says a length of {:,} bytes and has {:,}; it was read up to the next record"
_BEGIN: Final = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]{0,8}\r?\n[A-Za-z][A-Za-z-]{1,60}[ \t]{0,8}:")
_BEGIN_REACH: Final = 100
_VERSION: Final = re.compile(rb"WARC/[01]\.\d")
_BLANKS: Final = re.compile(rb"(?:\r?\n){0,4}")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: ``headers`` by name in lower case, and its block.

    ``number`` counts from 1. ``offset`` is where it begins in the file: of a packed one, its gzip member. ``size`` is
    the length of the block; ``block`` holds its beginning only, if it is larger than ``MAX_BLOCK_BYTES``.
    """

    number: int
    offset: int
    headers: dict[str, str]
    block: bytes
    size: int

    @property
    def kind(self) -> str:
        """The type of the record, in lower case."""
        return self.headers.get("warc-type", "").lower()


class Records:
    """The records of a web archive in their order, among them a `Failure` for each damage."""

    def __init__(self, part: Part, reading: Reading, unpacker: Unpacker | None = None) -> None:
        self._name = part.name
        self._plain = part.stream
        self._file = part.file
        self._unpacker = unpacker
        self._budget = reading.budget
        self._bombs = 0
        self._number = 0
        self._start = 0
        self._wrong = 0
        self._ended = False

    @property
    def _stream(self) -> Stream:
        return self._unpacker.stream if self._unpacker else self._plain

    def _where(self) -> int:
        offset = self._stream.offset
        return self._unpacker.where(offset) if self._unpacker else offset

    def __iter__(self) -> Iterator[Record | Failure]:
        while not self._ended:
            try:
                yield from self._next()
            except Damaged as damage:
                yield from self._behind(damage)
            except Spent as spent:
                yield from self._behind_bomb(spent)

    def _failure(self, reason: Reason, detail: str, *, of_record: bool = True) -> Failure:
        name = f"{self._name}!{self._number}" if of_record else self._name
        return Failure(name, reason, detail)

    def _behind(self, damage: Damaged) -> Iterator[Failure]:
        """Go on at the next sound member behind a damaged one."""
        found = self._unpacker.resync(b"WARC/") if self._unpacker else None
        self._ended = found is None
        then = "nothing behind it could be read" if found is None else f"reading goes on at byte {found:,}"
        yield self._failure(Reason.DAMAGED, f"{damage}; {then}", of_record=False)

    def _behind_bomb(self, spent: Spent) -> Iterator[Failure]:
        self._bombs += 1
        found = self._unpacker.resync(b"WARC/") if self._unpacker and self._bombs <= MAX_BOMBS else None
        if found is None:
            raise spent
        self._budget.given = self._budget.useful
        detail = f"the record at byte {self._start:,}: {spent.detail}; reading goes on at byte {found:,}"
        yield self._failure(Reason.TOO_LARGE, detail)

    def _next(self) -> Iterator[Record | Failure]:
        stream = self._stream
        self._start = self._where()
        if not stream.peek(5):
            self._ended = True
            return
        if not _VERSION.match(stream.peek(8)):
            begin = stream.offset
            _, found = stream.read_to(_BEGIN, reach=_BEGIN_REACH)
            count = stream.offset - begin
            detail = f"{count:,} bytes at byte {self._start:,} belong to no record; they were passed over"
            self._ended = not found
            yield self._failure(Reason.DAMAGED, detail, of_record=False)
            return
        self._number += 1
        headers = self._headers(stream)
        length = headers.get("content-length", "") if headers is not None else ""
        if headers is None or not (length.isascii() and length.isdecimal() and len(length) < 19):
            what = "has no end of its head" if headers is None else f"says no length ({length[:20]!r})"
            block, _ = stream.read_to(_BEGIN, reach=_BEGIN_REACH, most=MAX_BLOCK_BYTES)
            yield self._failure(Reason.DAMAGED, f"the record at byte {self._start:,} {what}")
            if headers is None:
                return
            block = block.rstrip(b"\r\n")
            yield Record(self._number, self._start, headers, block, len(block))
            return
        yield from self._record(stream, headers, int(length))

    def _headers(self, stream: Stream) -> dict[str, str] | None:
        stream.readline(200)
        lines: list[bytes] = []
        left = MAX_HEAD_BYTES
        while left > 0:
            line = stream.readline(left)
            left -= len(line)
            if not line:
                return None
            if line in (b"\r\n", b"\n"):
                return read_headers(lines)
            lines.append(line)
        return None

    def _record(self, stream: Stream, headers: dict[str, str], length: int) -> Iterator[Record | Failure]:
        number, start = self._number, self._start
        if length > MAX_BLOCK_BYTES:
            block = stream.peek(MAX_HEAD_BYTES)
            self._pass_over(stream, length)
            yield Record(number, start, headers, block, length)
            return
        if self._wrong > MAX_WRONG_LENGTHS:
            yield from self._by_beginnings(stream, headers, length)
            return
        block = stream.read(length)
        damage: str | None = None
        after: Damaged | None = None
        if len(block) < length and not _BEGIN.search(block):
            detail = f"the record at byte {start:,} is cut off: {len(block):,} of {length:,} bytes are there"
            yield self._failure(Reason.DAMAGED, detail)
            self._ended = True
            return
        try:
            ends = self._line_ends(stream) if len(block) == length else None
        except Damaged as found:
            if (found.offset == start and not found.cut) or stream.held[:4] not in (b"\r\n\r\n", b""):
                raise
            after, ends = found, b"\r\n\r\n"
        if ends is None:
            self._wrong += 1
            block, damage = self._mended(stream, block, length)
        elif ends not in (b"\r\n\r\n", b"\n\n"):
            block = (block + ends).removesuffix(b"\r\n\r\n") if (block + ends).endswith(b"\r\n\r\n") else block
            damage = "is not followed by two line ends; it was read"
        yield Record(number, start, headers, block, len(block))
        if damage:
            yield self._failure(Reason.DAMAGED, f"the record at byte {start:,} {damage}")
        if after:
            raise after

    def _by_beginnings(self, stream: Stream, headers: dict[str, str], length: int) -> Iterator[Record | Failure]:
        """Yield a record that ends where the next begins, whatever length it says."""
        block, _ = stream.read_to(_BEGIN, reach=_BEGIN_REACH, most=MAX_BLOCK_BYTES)
        block = _without_ends(block)
        yield Record(self._number, self._start, headers, block, len(block))
        if len(block) != length:
            yield self._failure(
                Reason.DAMAGED, f"the record at byte {self._start:,} {_WRONG.format(length, len(block))}"
            )

    def _line_ends(self, stream: Stream) -> bytes | None:
        """Read the line ends behind a block and return them, ``None`` if something else follows."""
        head = stream.peek(13)
        match = _BLANKS.match(head)
        assert match is not None
        ends, rest = match[0], head[match.end() : match.end() + 5]
        if ends not in (b"\r\n\r\n", b"\n\n") and rest and not b"WARC/".startswith(rest):
            return None
        stream.skip(len(ends))
        return ends

    def _mended(self, stream: Stream, block: bytes, length: int) -> tuple[bytes, str]:
        """Return a block whose length is wrong up to the next record, and what to say of it."""
        if begin := _BEGIN.search(block):
            stream.unread(block[begin.start() :])
            block = block[: begin.start()]
        else:
            # The length may end amid the first words of the next record.
            cut = max(0, len(block) - _BEGIN_REACH)
            stream.unread(block[cut:])
            more, _ = stream.read_to(_BEGIN, reach=_BEGIN_REACH, most=MAX_BLOCK_BYTES - cut)
            block = block[:cut] + more
        block = _without_ends(block)
        return block, _WRONG.format(length, len(block))

    def _pass_over(self, stream: Stream, length: int) -> None:
        """Read on to the next record, behind a block that is too large to hold."""
        if self._file is not None and self._unpacker is None:
            here = self._file.tell()
            self._file.seek(stream.offset + length)
            after = self._file.read(16)
            self._file.seek(here)
            if re.match(rb"(?:\r?\n){1,4}(?:WARC/|\Z)", after):
                stream.skip(length)
                self._line_ends(stream)
                return
        stream.read_to(_BEGIN, reach=_BEGIN_REACH)


def _without_ends(block: bytes) -> bytes:
    return block.removesuffix(b"\r\n\r\n") if block.endswith(b"\r\n\r\n") else block.rstrip(b"\r\n")

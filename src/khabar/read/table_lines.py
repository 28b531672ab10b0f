"""The bytes of a table, in UTF-8, line by line, with a bound on what is held in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.table_rows import ByteStream

MAX_ROW_BYTES: Final = MAX_INPUT_BYTES + 4 * 1024 * 1024
"""Longest row held: the largest page taken, and room for what else a row says of it."""

HEAD_BYTES: Final = 256 * 1024
"""How much of a table is looked at before it is read."""

MAX_ROW_LINES: Final = 200_000
"""Most lines in one row: a page has thousands, a quote that nobody closed has all that follow."""

_CHUNK: Final = 1024 * 1024
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class TooLong:
    """A line that was passed over since it is longer than `MAX_ROW_BYTES`.

    Attributes:
        n_bytes: its length.
        odd_quotes: whether it holds an odd number of double quotes, so that a quoted cell opens or ends in it.
    """

    n_bytes: int
    odd_quotes: bool


class Source:
    """A stream of bytes as UTF-8, from where it stands: UTF-16 and UTF-32 are converted, a byte-order mark is dropped.

    Attributes:
        at: how many bytes of the stream have been taken.
        in_quotes: set while a quoted cell is passed over: what holds no quote is then not cut into lines, but counted
            in ``passed``, as bytes and lines.
    """

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._decoder: codecs.IncrementalDecoder | None = None
        self._broken: Exception | None = None
        self.at = 0
        self.in_quotes = False
        self.passed = (0, 0)
        first = self._take(HEAD_BYTES)
        if wide := _wide(first):
            self._decoder = codecs.getincrementaldecoder(wide)(errors="replace")
            self._head = self._converted(first).removeprefix(codecs.BOM_UTF8)
        else:
            self._head = first.removeprefix(codecs.BOM_UTF8)

    @property
    def head(self) -> bytes:
        """The beginning, up to `HEAD_BYTES`; it is still to be read."""
        return self._head

    def _take(self, size: int) -> bytes:
        """Return up to ``size`` bytes of the stream, none only at its end.

        Where the stream breaks off, what came before is returned first: it holds good rows.
        """
        if self._broken is not None:
            raise self._broken
        read = getattr(self._stream, "read1", self._stream.read)
        parts: list[bytes] = []
        try:
            while size > 0 and (part := read(size)):
                parts.append(part)
                size -= len(part)
                self.at += len(part)
        except Exception as error:
            if not parts:
                raise
            self._broken = error
        return b"".join(parts)

    def _converted(self, data: bytes) -> bytes:
        if self._decoder is None:
            return data
        return self._decoder.decode(data, final=not data).encode("utf-8", "replace")

    def read(self) -> bytes:
        """Return the next bytes, empty at the end."""
        if self._head:
            head, self._head = self._head, b""
            return head
        while data := self._take(_CHUNK):
            if converted := self._converted(data):
                return converted
        return b""

    def lines(self) -> Iterator[bytes | TooLong]:
        """Yield the lines, without their ends."""
        head = self._head[:HEAD_BYTES]
        # Only spreadsheets of old Macs end lines with a carriage return alone.
        end = b"\r" if b"\r" in head and b"\n" not in head else b"\n"
        rest, passed, odd = b"", 0, False
        while data := self.read():
            if self.in_quotes and b'"' not in data and not passed:
                self.passed = (self.passed[0] + len(data), self.passed[1] + data.count(end))
                continue
            *whole, last = data.split(end)
            for line in whole:
                if passed:
                    yield TooLong(passed + len(line), odd ^ bool(line.count(b'"') % 2))
                    passed, odd = 0, False
                elif len(rest) + len(line) > MAX_ROW_BYTES:
                    yield TooLong(len(rest) + len(line), bool((rest.count(b'"') + line.count(b'"')) % 2))
                else:
                    yield (rest + line).removesuffix(b"\r")
                rest = b""
            if passed or len(rest) + len(last) > MAX_ROW_BYTES:
                passed += len(rest) + len(last)
                odd ^= bool((rest.count(b'"') + last.count(b'"')) % 2)
                rest = b""
            else:
                rest += last
        if passed:
            yield TooLong(passed, odd)
        elif rest:
            yield rest.removesuffix(b"\r")


def _wide(head: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that ``head`` is in, by its mark or by its many NULs; ``None`` if in neither."""
    for mark, name in _WIDE:
        if head.startswith(mark):
            return name
    start = head[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.3 and even < len(start) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) * 0.3 and odd < len(start) * 0.05 else None


def text_of(line: bytes) -> str:
    """Return the characters of a line: of UTF-8, or else of Windows-1252, as each line is: tables get glued together.

    Where it is broken UTF-8 rather than something else, what cannot be read is U+FFFD.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        broken = line.decode("utf-8", errors="replace")
        if sum(char > "\x7f" for char in broken) > 2 * broken.count("\ufffd"):
            return broken
        return line.decode("cp1252", errors="replace")


def too_long(n_bytes: int) -> str:
    """Return what to say of a row of ``n_bytes``."""
    most = f"expected at most {MAX_ROW_BYTES:,} bytes and {MAX_ROW_LINES:,} lines"
    return f"the row has {n_bytes:,} bytes; {most}; is a quote not closed?"


def refuse_empty(source: Source, name: str) -> None:
    """Refuse a table of no bytes, or of blanks.

    Raises:
        InputRefused: ``EMPTY``, or ``BINARY`` for what is no text.
    """
    head = source.head
    if not head.strip():
        raise InputRefused(Reason.EMPTY, "the table is empty; expected columns and rows", name=name)
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"BZh", b"\xd0\xcf\x11\xe0", b"SQLite")) or (
        head[:4096].count(0) > 0.05 * len(head[:4096])
    ):
        detail = "the file is binary, whatever its name; expected a table as CSV, TSV, JSON Lines or Parquet"
        raise InputRefused(Reason.BINARY, detail, name=name)

"""Bytes that come in once and in order, with a look ahead, a step back, and a count of where one is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Final

CHUNK_BYTES: Final = 64 * 1024
"""How much is asked for at a time."""


class Stream(io.BufferedIOBase):
    """A forward reader over ``fill``, which returns up to that many bytes, and ``b""`` at the end.

    ``offset`` is how many bytes were read. Nothing but what was peeked at or put back is held in memory.

    >>> stream = Stream(io.BytesIO(b"one two").read)
    >>> stream.peek(3), stream.read(4), stream.offset
    (b'one', b'one ', 4)
    """

    def __init__(self, fill: Callable[[int], bytes]) -> None:
        self._fill = fill
        self._held = b""
        self._at = 0
        self._ended = False
        self._broken: Exception | None = None
        self.offset = 0

    @classmethod
    def of(cls, data: bytes) -> Stream:
        """Return a stream over ``data``."""
        return cls(io.BytesIO(data).read)

    def readable(self) -> bool:
        """Return true."""
        return True

    def _more(self, size: int) -> bool:
        """Take in one more piece behind what is held; return whether there was one."""
        if self._broken is not None:
            raise self._broken
        if self._ended:
            return False
        piece = self._fill(size)
        if not piece:
            self._ended = True
            return False
        self._held = self._held[self._at :] + piece
        self._at = 0
        return True

    def peek(self, size: int = CHUNK_BYTES, /) -> bytes:
        """Return the next ``size`` bytes without reading them, fewer only at the end or where ``fill`` fails.

        What came before that is good, and whoever reads past it gets the error.
        """
        try:
            while len(self._held) - self._at < size and self._more(max(CHUNK_BYTES, size)):
                pass
        except Exception as error:
            if self._at == len(self._held):
                raise
            self._broken = error
        return self._held[self._at : self._at + size]

    def _take(self, size: int) -> bytes:
        piece = self._held[self._at : self._at + size]
        self._at += len(piece)
        self.offset += len(piece)
        if self._at == len(self._held):
            self._held, self._at = b"", 0
        return piece

    def read1(self, size: int | None = -1, /) -> bytes:
        """Return what can be had with one reading, at most ``size`` bytes; ``b""`` only at the end."""
        wanted = CHUNK_BYTES if size is None or size < 0 else size
        if wanted and self._at == len(self._held):
            self._more(max(wanted, CHUNK_BYTES))
        return self._take(wanted)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return ``size`` bytes, fewer only at the end; without a size, all there is."""
        if size is not None and 0 <= size <= len(self._held) - self._at:
            return self._take(size)
        left = float("inf") if size is None or size < 0 else size
        pieces: list[bytes] = []
        while left > 0 and (piece := self.read1(min(CHUNK_BYTES, int(min(left, CHUNK_BYTES))))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the bytes up to a line feed and with it, at most ``size``."""
        left = float("inf") if size is None or size < 0 else size
        pieces: list[bytes] = []
        while left > 0 and (self._at < len(self._held) or self._more(CHUNK_BYTES)):
            end = self._held.find(b"\n", self._at) + 1
            piece = self._take(int(min(left, (end or len(self._held)) - self._at)))
            pieces.append(piece)
            left -= len(piece)
            if piece.endswith(b"\n"):
                break
        return b"".join(pieces)

    def unread(self, data: bytes) -> None:
        """Put ``data`` back: it is what comes next."""
        if data:
            self._held = data + self._held[self._at :]
            self._at = 0
            self.offset -= len(data)

    def skip(self, size: int) -> int:
        """Read ``size`` bytes and keep none; return how many there were."""
        left = size
        while left > 0 and (piece := self.read1(min(left, CHUNK_BYTES))):
            left -= len(piece)
        return size - left

    @property
    def held(self) -> bytes:
        """The bytes that were taken in already and come next."""
        return self._held[self._at :]

    def read_to(self, pattern: re.Pattern[bytes], *, reach: int, most: int = 0) -> tuple[bytes, bool]:
        """Read on until ``pattern``, of which no match is longer than ``reach``, comes next.

        Returns the first ``most`` bytes of what lies before it, and whether it was found; if not, all was read.
        """
        pieces: list[bytes] = []
        room = most
        while True:
            found = pattern.search(self._held, self._at)
            # Nothing but the last ``reach`` bytes can be the beginning of a match.
            sure = found.start() - self._at if found else len(self._held) - self._at - reach
            ended = not found and sure <= 0 and not self._more(CHUNK_BYTES)
            if ended:
                sure = len(self._held) - self._at
            if sure > 0:
                piece = self._take(sure)
                pieces.append(piece[:room])
                room -= len(pieces[-1])
            if found or ended:
                return b"".join(pieces), bool(found)


def part_of(stream: Stream, size: int) -> Stream:
    """Return the next ``size`` bytes of ``stream`` as a stream of their own; reading it reads ``stream``.

    >>> whole = Stream.of(b"headbody")
    >>> part_of(whole, 4).read(), whole.read()
    (b'head', b'body')
    """
    left = size

    def fill(wanted: int) -> bytes:
        nonlocal left
        piece = stream.read1(min(wanted, left)) if left > 0 else b""
        left -= len(piece)
        return piece

    return Stream(fill)

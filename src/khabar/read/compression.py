"""Decompression in bounded steps: gzip, deflate, bzip2 and xz always, brotli and zstd where they are installed.

A thousand bytes can say "a million zeros", so no more than asked for is ever unpacked, and a `Budget` watches what
comes out against what went in.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections import deque
from contextlib import suppress
from functools import cache
from typing import Any, Final, Protocol

from khabar.errors import InputRefused, KhabarError, MissingPart, Reason
from khabar.limits import MAX_EXPANSION, MAX_TOTAL_EXPANSION, MAX_UNREAD_BYTES
from khabar.read.stream import CHUNK_BYTES, Stream

MAX_HISTORY_BYTES: Final = 4 * 1024 * 1024
"""How much of a compressed member is kept, to look for the next one in if it turns out damaged."""

_XZ_MEMORY_BYTES: Final = 96 * 1024 * 1024
"""Memory that an xz dictionary may take: the highest preset of ``xz`` asks for 65 MiB."""

_ZSTD_WINDOW_BYTES: Final = 128 * 1024 * 1024
"""Largest window of a zstd frame, as in ``zstd --long=27``."""

_ZSTD_STEP_BYTES: Final = 256
"""Bytes given at a time: four of them may be a block of 128 KiB."""

MAX_LOOKED_THROUGH: Final = 1024 * 1024 * 1024
"""How far behind a damaged member the next one is looked for."""

_LOOK_BYTES: Final = 1024
"""How much of what may be a member is unpacked to see whether it is one: its head and first words."""

_GZIP_BEGIN: Final = b"\x1f\x8b\x08"

_MAGIC: Final = (
    ("gzip", b"\x1f\x8b"),
    ("bzip2", b"BZh"),
    ("xz", b"\xfd7zXZ\x00"),
    ("zstd", b"\x28\xb5\x2f\xfd"),
)

SUFFIXES: Final = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
"""Endings that say nothing but the compression; what is before them is the name of the content."""


class Damaged(KhabarError):
    """Bytes that are not what their form says.

    ``offset`` counts from the start of the compressed stream; ``cut`` is true where they merely end too early.
    """

    def __init__(self, offset: int, detail: str, *, cut: bool = False) -> None:
        super().__init__(f"{detail}, at byte {offset:,}")
        self.offset = offset
        self.detail = detail
        self.cut = cut


class Spent(InputRefused):
    """More was unpacked than an input of this size may hold: what is behind that is not read."""


class Budget:
    """How much may be unpacked from one input: in all, and without a page to show for it.

    Attributes:
        taken: bytes of the input read so far, compressed as they are.
        given: bytes unpacked from them, on all levels together.
        useful: those of them that became pages.
        size: bytes of the input, ``None`` if not known.
    """

    def __init__(self, size: int | None = None) -> None:
        self.taken = self.given = self.useful = 0
        self.size = size

    @property
    def done(self) -> float | None:
        """The share of the input that was read, 0 to 1; ``None`` if its size is not known."""
        return min(1.0, self.taken / self.size) if self.size else None

    def use(self, count: int) -> None:
        """Count what became a page."""
        self.useful = min(self.given, self.useful + count)

    def give(self, count: int) -> None:
        """Count what was unpacked.

        Raises:
            Spent: ``TOO_LARGE``, when it is out of proportion.
        """
        self.given += count
        # A file read twice, as a zip whose members overlap makes us do, holds no more for that.
        taken = self.taken if self.size is None else min(self.taken, self.size)
        if (
            self.given - self.useful > MAX_UNREAD_BYTES + MAX_EXPANSION * taken
            or self.given > MAX_UNREAD_BYTES + MAX_TOTAL_EXPANSION * taken
        ):
            detail = (
                f"{taken:,} bytes unpack to more than {self.given:,}, as in a decompression bomb; "
                "unpack it yourself if you trust it"
            )
            raise Spent(Reason.TOO_LARGE, detail)


class _Machine(Protocol):
    """Unpacks one member; ``step`` returns at most ``limit`` bytes, and none when it wants more input."""

    def step(self, data: bytes, limit: int) -> bytes: ...
    @property
    def hungry(self) -> bool: ...
    @property
    def finished(self) -> bool: ...
    @property
    def unused(self) -> bytes: ...


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._machine = zlib.decompressobj(wbits)

    def step(self, data: bytes, limit: int) -> bytes:
        data = self._machine.unconsumed_tail + data
        while True:
            before = self._machine.copy()
            try:
                return self._machine.decompress(data, limit)
            except zlib.error:
                # What came out before the damage is lost with the call: the way there is gone again in smaller steps.
                if limit <= 1:
                    raise
                self._machine, limit = before, limit // 2

    @property
    def hungry(self) -> bool:
        return not self._machine.unconsumed_tail

    @property
    def finished(self) -> bool:
        return self._machine.eof

    @property
    def unused(self) -> bytes:
        return self._machine.unused_data


class _Stdlib:
    def __init__(self, machine: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._machine = machine

    def step(self, data: bytes, limit: int) -> bytes:
        return self._machine.decompress(data, limit)

    @property
    def hungry(self) -> bool:
        return self._machine.needs_input

    @property
    def finished(self) -> bool:
        return self._machine.eof

    @property
    def unused(self) -> bytes:
        return self._machine.unused_data


class _Brotli:
    unused = b""

    def __init__(self) -> None:
        self._machine: Any = _optional("brotli").Decompressor()

    def step(self, data: bytes, limit: int) -> bytes:
        found: bytes = self._machine.process(data, output_buffer_limit=limit)
        return found

    @property
    def hungry(self) -> bool:
        return bool(self._machine.can_accept_more_data())

    @property
    def finished(self) -> bool:
        return bool(self._machine.is_finished())


class _Zstd:
    """Its library unpacks all that it is given, so that it is given little."""

    def __init__(self) -> None:
        library = _optional("zstandard")
        self._machine: Any = library.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj()
        self._in, self._at = b"", 0
        self._out = b""

    def step(self, data: bytes, limit: int) -> bytes:
        if data:
            self._in, self._at = self._in[self._at :] + data, 0
        while not self._out and self._at < len(self._in) and not self._machine.eof:
            self._out = self._machine.decompress(self._in[self._at : self._at + _ZSTD_STEP_BYTES])
            self._at = min(self._at + _ZSTD_STEP_BYTES, len(self._in))
        found, self._out = self._out[:limit], self._out[limit:]
        return found

    @property
    def hungry(self) -> bool:
        return self._at == len(self._in) and not self._out

    @property
    def finished(self) -> bool:
        return bool(self._machine.eof) and not self._out

    @property
    def unused(self) -> bytes:
        return bytes(self._machine.unused_data) + self._in[self._at :]


def _optional(module: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        what = "zstd" if module == "zstandard" else module
        raise MissingPart(f"{what} is not installed; pip install 'khabar[archives]'") from None


def _machine(codec: str, head: bytes) -> _Machine:
    if codec == "gzip":
        return _Zlib(zlib.MAX_WBITS | 16)
    if codec == "deflate":
        # What HTTP calls deflate is zlib's form, and with some servers the bare one.
        wrapped = len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return _Zlib(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    if codec == "raw deflate":
        return _Zlib(-zlib.MAX_WBITS)
    if codec == "bzip2":
        return _Stdlib(bz2.BZ2Decompressor())
    if codec == "xz":
        return _Stdlib(lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES))
    if codec == "brotli":
        return _Brotli()
    if codec == "zstd":
        return _Zstd()
    raise ValueError(f"no codec {codec!r}")


@cache
def _errors() -> tuple[type[BaseException], ...]:
    found: list[type[BaseException]] = [zlib.error, lzma.LZMAError, OSError, EOFError]
    for module, name in (("brotli", "error"), ("zstandard", "ZstdError")):
        with suppress(MissingPart):
            found.append(getattr(_optional(module), name))
    return tuple(found)


def codec_of(head: bytes) -> str | None:
    """Return the compression that the first bytes show, ``None`` if none.

    >>> codec_of(b"\\x1f\\x8b\\x08\\x00"), codec_of(b"<html>")
    ('gzip', None)
    """
    for codec, magic in _MAGIC:
        if head.startswith(magic) and (codec != "bzip2" or head[3:4].isdigit()):
            return codec
    return None


class Unpacker:
    """Unpacks ``source`` member after member, and finds the next sound one behind a damaged one.

    ``stream`` is what comes out. Reading it raises `Damaged` where the input is; `resync` then goes on behind that.
    """

    def __init__(self, source: Stream, codec: str, budget: Budget) -> None:
        self._source = source
        self._codec = codec
        self._budget = budget
        self._machine: _Machine | None = None
        self._history: list[bytes] = []
        self._history_bytes = 0
        self.member = source.offset
        """Where in ``source`` the member begins that was read last."""
        self.stream = Stream(self._fill)
        self._made = 0
        self._marks: deque[tuple[int, int]] = deque()

    def _fill(self, size: int) -> bytes:
        while True:
            if self._machine is None and not self._next_member():
                return b""
            found = self._step(min(size, CHUNK_BYTES))
            if found:
                self._made += len(found)
                self._budget.give(len(found))
                return found

    def _next_member(self) -> bool:
        head = self._source.peek(6)
        while head and not head.strip(b"\0"):
            # Tapes and some writers fill up the last block.
            self._source.skip(len(head))
            head = self._source.peek(6)
        first = self._source.offset == self.member
        self.member = self._source.offset
        self._history, self._history_bytes = [], 0
        if not head:
            return False
        if codec_of(head) != self._codec and self._codec in ("gzip", "bzip2", "xz", "zstd"):
            raise Damaged(self.member, f"no {self._codec} data")
        if self._codec in ("deflate", "raw deflate", "brotli") and not first:
            return False
        self._machine = _machine(self._codec, head)
        self._marks.append((self._made, self.member))
        return True

    def where(self, offset: int) -> int:
        """Return where in the source the member begins that holds byte ``offset`` of ``stream``.

        The offsets asked for must not fall; those before the last are forgotten.
        """
        while len(self._marks) > 1 and self._marks[1][0] <= offset:
            self._marks.popleft()
        return self._marks[0][1] if self._marks else self.member

    def _step(self, size: int) -> bytes:
        machine = self._machine
        assert machine is not None
        data = b""
        if machine.hungry:
            data = self._source.read1(CHUNK_BYTES)
            self._remember(data)
            if not data:
                self._machine = None
                raise Damaged(self.member, f"{self._codec} data is cut off in the part that begins there", cut=True)
        try:
            found = machine.step(data, size)
        except _errors() as error:
            self._machine = None
            detail = f"damaged {self._codec} data ({_said(error)}) in the part that begins there"
            raise Damaged(self.member, detail) from None
        if machine.finished:
            self._source.unread(machine.unused)
            self._machine = None
        return found

    def _remember(self, data: bytes) -> None:
        self._history.append(data)
        self._history_bytes += len(data)
        while self._history_bytes > MAX_HISTORY_BYTES:
            self._history_bytes -= len(self._history.pop(0))

    def resync(self, begins: bytes) -> int | None:
        """Go to the next gzip member whose content starts with ``begins``; return where it is, ``None`` if nowhere."""
        if self._codec != "gzip":
            return None
        kept = b"".join(self._history)
        self._history, self._history_bytes, self._machine = [], 0, None
        self._source.unread(kept)
        if self._source.offset == self.member:
            self._source.skip(1)
        for _ in range(MAX_LOOKED_THROUGH // CHUNK_BYTES):
            window = self._source.peek(CHUNK_BYTES)
            last = len(window) - (_LOOK_BYTES if len(window) == CHUNK_BYTES else 0)
            at = window.find(_GZIP_BEGIN)
            while 0 <= at < last:
                with suppress(zlib.error):
                    if zlib.decompressobj(31).decompress(window[at : at + _LOOK_BYTES], len(begins)) == begins:
                        return self._go_on(at)
                at = window.find(_GZIP_BEGIN, at + 1)
            self._source.skip(last)
            if len(window) < CHUNK_BYTES:
                break
        return None

    def _go_on(self, skipped: int) -> int:
        self._source.skip(skipped)
        self.member = self._source.offset
        self.stream, self._made = Stream(self._fill), 0
        self._marks.clear()
        return self.member


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def unpack(data: bytes, codec: str, *, most: int, budget: Budget) -> bytes:
    """Return ``data`` decompressed, at most ``most`` + 1 bytes of it.

    Raises:
        Damaged: where it cannot be.
        MissingPart: for brotli or zstd that is not installed.
        Spent: when the budget is.
    """
    return Unpacker(Stream.of(data), codec, budget).stream.read(most + 1)

"""The members of a zip archive, read from its directory one at a time (PKWARE APPNOTE 6.3.10)."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from khabar.errors import Reason
from khabar.read.compression import Budget, Damaged, Spent, Unpacker
from khabar.read.member import Kind, Member
from khabar.read.stream import Stream

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAX_COMMENT_BYTES: Final = 65_535
_CODECS: Final = {8: "raw deflate", 12: "bzip2", 93: "zstd", 95: "xz"}
_STORED: Final = 0
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000
_UTF8: Final = 0x0800
_UNIX: Final = 3


def members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """Yield the members of the zip archive in ``file``, in the order of its directory.

    Raises:
        Damaged: where there is no directory, or it breaks off. Reading a member raises it where that is damaged.
        Spent: where members overlap.
    """
    at, end, shift = _directory(file)
    directory = _from(file, at, end)
    left = end
    while at < end:
        head = directory.read(_ENTRY.size)
        if len(head) < _ENTRY.size or not head.startswith(b"PK\x01\x02"):
            raise Damaged(at, "the directory of the zip archive breaks off")
        entry = _ENTRY.unpack(head)
        system, flags, method, crc = entry[2], entry[5], entry[6], entry[9]
        packed, size, name_bytes, extra_bytes, comment_bytes = entry[10:15]
        mode, offset = entry[17] >> 16, entry[18]
        raw = directory.read(name_bytes)
        extra = directory.read(extra_bytes)
        directory.skip(comment_bytes)
        at += _ENTRY.size + name_bytes + extra_bytes + comment_bytes
        size, packed, offset = _wide(extra, size, packed, offset)
        left -= packed
        if left < 0:
            detail = "the members take more room than the archive has: they overlap, as in a bomb"
            raise Spent(Reason.TOO_LARGE, detail)
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        kind = _kind(name, mode if system == _UNIX else 0)
        refused: tuple[Reason, str] | None = None
        if kind is Kind.FILE and flags & _ENCRYPTED:
            refused = (Reason.ENCRYPTED, "is locked with a password; unpack it first")
        elif kind is Kind.FILE and method != _STORED and method not in _CODECS:
            refused = (Reason.UNREADABLE, f"compression method {method} is not read; unpack it first")
        yield Member(name, kind, size, _content(file, budget, offset + shift, packed, method, crc), refused)


def _from(file: BinaryIO, at: int, end: int) -> Stream:
    """Return the bytes from ``at`` to ``end``, whatever else of the file is read in between."""

    def fill(size: int) -> bytes:
        nonlocal at
        file.seek(at)
        piece = file.read(min(size, end - at))
        at += len(piece)
        return piece

    return Stream(fill)


def _directory(file: BinaryIO) -> tuple[int, int, int]:
    """Return where the directory begins and ends, and how far all offsets are off."""
    length = file.seek(0, os.SEEK_END)
    start = max(0, length - _MAX_COMMENT_BYTES - _END.size)
    file.seek(start)
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        raise Damaged(length, "a zip archive without the directory at its end: it was cut off")
    end = start + found
    _, _, _, _, _, size, offset, _ = _END.unpack_from(tail, found)
    if end >= _LOCATOR_64.size:
        file.seek(end - _LOCATOR_64.size)
        mark, _, where, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
        if mark == b"PK\x06\x07" and where + _END_64.size <= end:
            file.seek(where)
            wide = _END_64.unpack(file.read(_END_64.size))
            if wide[0] == b"PK\x06\x06":
                end, size, offset = where, wide[8], wide[9]
    # Something may stand before the archive: what counts is that the directory ends where its end mark begins.
    shift = end - size - offset
    if shift < 0:
        raise Damaged(end, "the directory of the zip archive is not where it should be")
    return end - size, end, shift


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Return sizes and offset, those from the zip64 field where they do not fit into the entry."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        field = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if tag != 1:
            continue
        values = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
        size = next(values, size) if size == 0xFFFFFFFF else size
        packed = next(values, packed) if packed == 0xFFFFFFFF else packed
        offset = next(values, offset) if offset == 0xFFFFFFFF else offset
    return size, packed, offset


def _kind(name: str, mode: int) -> Kind:
    if stat.S_ISLNK(mode):
        return Kind.LINK
    if name.endswith(("/", "\\")) or stat.S_ISDIR(mode):
        return Kind.FOLDER
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Kind.DEVICE
    return Kind.FILE


def _content(file: BinaryIO, budget: Budget, at: int, packed: int, method: int, crc: int) -> Stream:
    """Return the bytes of the member whose local header is at ``at``; it is looked at with the first reading."""
    position = -1
    left = packed

    def raw(size: int) -> bytes:
        nonlocal position, left
        if position < 0:
            position = _after_local_header(file, at)
        file.seek(position)
        piece = file.read(min(size, left))
        if not piece and left:
            raise Damaged(at, "the zip archive breaks off in the member that begins there", cut=True)
        position += len(piece)
        left -= len(piece)
        budget.taken += len(piece)
        return piece

    source = Stream(raw)
    inner: Stream | None = source if method == _STORED else None
    have = 0

    def checked(size: int) -> bytes:
        nonlocal inner, have
        if inner is None:
            inner = Unpacker(source, _CODECS[method], budget).stream
        try:
            piece = inner.read1(size)
        except Damaged as damage:
            raise Damaged(at, f"in the zip member that begins there: {damage.detail}", cut=damage.cut) from None
        have = zlib.crc32(piece, have)
        if not piece and have != crc:
            raise Damaged(at, "the checksum of the zip member that begins there is wrong")
        return piece

    return Stream(checked)


def _after_local_header(file: BinaryIO, at: int) -> int:
    file.seek(at)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise Damaged(at, "no zip member begins there")
    fields = _LOCAL.unpack(head)
    return at + _LOCAL.size + int(fields[9]) + int(fields[10])

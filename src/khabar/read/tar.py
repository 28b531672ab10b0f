"""The members of a tar archive as they come: old, ustar, GNU and pax headers (POSIX.1-2001, GNU tar's manual)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from khabar.errors import Reason
from khabar.read.compression import Damaged
from khabar.read.member import Kind, Member
from khabar.read.stream import Stream

BLOCK_BYTES: Final = 512
MAX_HEADER_BYTES: Final = 1024 * 1024
"""Longest extended header read: names are some hundred bytes."""

_PAX: Final = re.compile(rb"(\d{1,7}) ([^=\n]{1,200})=")
_KINDS: Final = {
    b"0": Kind.FILE,
    b"\0": Kind.FILE,
    b"7": Kind.FILE,
    b"1": Kind.LINK,
    b"2": Kind.LINK,
    b"3": Kind.DEVICE,
    b"4": Kind.DEVICE,
    b"5": Kind.FOLDER,
    b"6": Kind.DEVICE,
    b"D": Kind.FOLDER,
    b"S": Kind.FILE,
}


def members(stream: Stream) -> Iterator[Member | Damaged]:
    """Yield the members of a tar archive; a `Damaged` stands for bytes that are no header, and were passed over.

    Raises:
        Damaged: where the archive breaks off.
    """
    extended: dict[str, str] = {}
    while block := _header(stream):
        if isinstance(block, Damaged):
            yield block
            continue
        begin = stream.offset - BLOCK_BYTES
        flag = block[156:157]
        size = int(extended["size"]) if extended.get("size", "").isdecimal() else _number(block[124:136])
        after = stream.offset + -(-size // BLOCK_BYTES) * BLOCK_BYTES
        if flag in (b"x", b"L"):
            data = stream.read(min(size, MAX_HEADER_BYTES))
            extended |= _pax(data) if flag == b"x" else {"path": _text(data)}
        elif flag not in (b"g", b"K"):
            yield _member(stream, block, flag, size, begin, extended)
            extended = {}
        left = after - stream.offset
        if left > 0 and stream.skip(left) < left - -size % BLOCK_BYTES:
            raise Damaged(begin, "the tar archive breaks off in the member that begins there", cut=True)


def _member(stream: Stream, block: bytes, flag: bytes, size: int, begin: int, extended: dict[str, str]) -> Member:
    name = extended.get("path") or _name(block)
    kind = _KINDS.get(flag, Kind.DEVICE)
    if kind is Kind.FILE and name.endswith("/"):
        kind = Kind.FOLDER
    sparse = flag == b"S" or any(key.startswith("GNU.sparse") for key in extended)
    refused = (Reason.UNREADABLE, "is a sparse file; unpack it first") if sparse else None
    return Member(name, kind, size, _content(stream, size if kind is Kind.FILE else 0, begin), refused)


def _content(stream: Stream, size: int, begin: int) -> Stream:
    left = size

    def fill(wanted: int) -> bytes:
        nonlocal left
        if left <= 0:
            return b""
        piece = stream.read1(min(wanted, left))
        if not piece:
            raise Damaged(begin, "the tar archive breaks off in the member that begins there", cut=True)
        left -= len(piece)
        return piece

    return Stream(fill)


def _header(stream: Stream) -> bytes | Damaged | None:
    """Return the next header, ``None`` at the end, or a damage, behind which a header comes next or the end.

    Raises:
        Damaged: where there is neither.
    """
    begin = stream.offset
    marked = False
    while block := stream.read(BLOCK_BYTES):
        if len(block) == BLOCK_BYTES and _is_header(block):
            passed = stream.offset - BLOCK_BYTES - begin
            if not passed:
                return block
            stream.unread(block)
            return Damaged(begin, f"{passed:,} bytes belong to no member and were passed over")
        if not block.strip(b"\0") and stream.offset - begin == len(block):
            # An empty block ends the archive; another archive may be behind it, as `cat` puts them together.
            begin, marked = stream.offset, True
    if stream.offset > begin:
        return Damaged(begin, f"{stream.offset - begin:,} bytes belong to no member and were passed over")
    if not marked:
        raise Damaged(begin, "the tar archive has no end mark: it may have been cut off", cut=True)
    return None


def _is_header(block: bytes) -> bool:
    if not block.strip(b"\0"):
        return False
    stated = _number(block[148:156])
    body = block[:148] + b" " * 8 + block[156:]
    return (
        stated in (sum(body), sum(byte - 256 if byte > 127 else byte for byte in body)) and _number(block[124:136]) >= 0
    )


def _number(field: bytes) -> int:
    """Return a number as tar writes it, octal or, where it is large, in base 256; -1 for what is none."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b"\0 ")
    if not digits:
        return 0
    return int(digits, 8) if re.fullmatch(rb"[0-7]+", digits) else -1


def _text(field: bytes) -> str:
    return (
        field.partition(b"\0")[0]
        .decode("utf-8", "surrogateescape")
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "replace")
    )


def _name(block: bytes) -> str:
    name = _text(block[:100])
    prefix = _text(block[345:500]) if block[257:262] == b"ustar" and block[262:264] != b" \0" else ""
    return f"{prefix}/{name}" if prefix else name


def _pax(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while match := _PAX.match(data, at):
        end = at + int(match[1])
        if end <= match.end():
            break
        found[match[2].decode("utf-8", "replace")] = data[match.end() : end].rstrip(b"\n").decode("utf-8", "replace")
        at = end
    return found

"""Bytes to characters: the encoding declared, or else UTF-8, or else Windows-1252, and never a silent guess."""

from __future__ import annotations

import codecs
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from khabar.errors import InputRefused, Reason

MAX_BROKEN_SHARE: Final = 0.002
"""Largest share of U+FFFD in a page that is still read: two in a thousand spoil a name, more spoil the report."""

MAX_CONTROL_SHARE: Final = 0.01
"""Largest share of control characters in something that is still called text."""

_MAGIC: Final = {
    b"\x1f\x8b": "gzip data",
    b"PK\x03\x04": "a zip archive (or an office document)",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"\x28\xb5\x2f\xfd": "zstandard data",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "rich text",
    b"\x7fELF": "a program",
}
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_MEDIA_CHARSET: Final = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ACCENTED_RUN: Final = re.compile(rb"[\xc0-\xff]{2,}")
_UNDEFINED_1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

# Browsers read the C1 controls as Windows-1252, since that is what the writer of the page meant by them.
_C1: Final = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if not _UNDEFINED_1252.match(bytes([code]))
}
_LINES: Final = {0x0B: "\n", 0x0C: "\n", 0x2028: "\n", 0x2029: "\n", **_C1}
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_ODD: Final = re.compile("[\x00\x0b\x0c\x80-\x9f\u2028\u2029\ud800-\udfff]")
_WIDE_8: Final = re.compile("\r\n|[^\x00-\x7f]")
_WIDE_16: Final = re.compile("\r\n|[\ud800-\udfff\ufffd\U00010000-\U0010ffff]")
_WIDE_32: Final = re.compile("\r\n|\ufffd")
_STATEFUL: Final = ("iso2022", "hz")


def _known(label: str) -> str | None:
    """Return Python's name of a declared encoding, ``None`` if there is none; labels mean what browsers mean."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    # A codec such as "rot13" or "zip" is none for text, and "idna" and "punycode" run for minutes on a long page.
    known = name != "utf-7" and name.startswith(
        ("utf-", "cp", "iso8859", "koi8", "mac", "gb", "big5", "euc", "shift", "iso2022", "hz")
    )
    return name if known else None


class _Broken(threading.local):
    """Where the bytes lie that the decoding in hand could not read; the codecs' error handlers know no caller."""

    found: list[tuple[int, int]]


_broken = _Broken()


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _broken.found.append((error.start, error.end))
    return "\ufffd", error.end


codecs.register_error("khabar.mark", _mark_broken)


@dataclass(frozen=True)
class Decoded:
    """A page's characters, and where each stands in its bytes.

    Attributes:
        text: the characters, tidied.
        encoding: the encoding, by Python's name.
        data: the bytes.
        skipped: how many bytes of a byte-order mark come first.
        broken: where bytes lie that could not be read, each stretch one U+FFFD.
        raw: the characters as they were before `tidy`.
    """

    text: str
    encoding: str
    data: bytes
    skipped: int
    broken: tuple[tuple[int, int], ...]
    raw: str

    @cached_property
    def unit(self) -> int:
        """How many bytes most characters have."""
        return 2 if self.encoding.startswith("utf-16") else 4 if self.encoding.startswith("utf-32") else 1

    @cached_property
    def odd(self) -> tuple[list[int], list[int]]:
        """Where in ``text`` characters stand that have more or fewer bytes than `unit`; how many more up to there.

        The second list is one longer: its first number is 0, and each next one counts one more of those characters.
        """
        places: list[int] = []
        extra = [0]
        for place, size in self._odd_sizes():
            if size != self.unit:
                places.append(place)
                extra.append(extra[-1] + size - self.unit)
        return places, extra

    def _odd_sizes(self) -> Iterator[tuple[int, int]]:
        """Yield where in ``text`` characters stand that may have a size of their own, and that size, in bytes."""
        if (table := self._slow_table) is not None:
            shift = 0
            for at, char in enumerate(self.raw):
                if char == "\n" and self.raw[at - 1 : at] == "\r":
                    shift += 1
                elif char == "\r" and self.raw[at + 1 : at + 2] == "\n":
                    yield at - shift, table[at + 2] - table[at]
                else:
                    yield at - shift, table[at + 1] - table[at]
            return
        unit, size_of = self.unit, _size_of(self.encoding)
        broken = iter([*self.broken, (-1, -1)])
        start, end = next(broken)
        shift = extra = 0
        for match in _candidates(self.encoding).finditer(self.raw):
            found = match.group()
            place = match.start()
            if found == "\r\n":
                size = 2 * unit
                yield place - shift, size
                shift += 1
                extra += size - 2 * unit
                continue
            size = size_of(found)
            if found == "\ufffd" and place * unit + extra == start:
                size = end - start
                start, end = next(broken)
            extra += size - unit
            yield place - shift, size

    @cached_property
    def _slow_table(self) -> list[int] | None:
        """Return where in the bytes each character of ``raw`` begins, where its own encoding does not tell that.

        So it is with encodings that shift between sets of characters, and with those that write one character in two
        ways; ``None`` for all others.
        """
        if self.encoding.startswith("utf"):
            return None
        whole = sum(end - start for start, end in self.broken) + self.skipped
        good = self.raw if not self.broken else self.raw.replace("\ufffd", "")
        same = len(good.encode(self.encoding, "replace")) == len(self.data) - whole
        if same and not self.encoding.startswith(_STATEFUL):
            return None
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        starts = []
        start = self.skipped
        for at in range(self.skipped, len(self.data)):
            came = decoder.decode(self.data[at : at + 1], at + 1 == len(self.data))
            if came:
                starts += [start] * len(came)
                start = at + 1
        return [*starts, len(self.data)] if len(starts) == len(self.raw) else None


def _candidates(encoding: str) -> re.Pattern[str]:
    """Return what finds the characters of an encoding that may not have as many bytes as most."""
    if encoding.startswith("utf-16"):
        return _WIDE_16
    return _WIDE_32 if encoding.startswith("utf-32") else _WIDE_8


def _size_of(encoding: str) -> Callable[[str], int]:
    """Return how many bytes a character has in an encoding."""

    @cache
    def size(char: str) -> int:
        return len(char.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace"))

    return size


def _decode_as(data: bytes, encoding: str, skipped: int = 0) -> Decoded:
    _broken.found = []
    raw = data[skipped:].decode(encoding, errors="khabar.mark") if skipped else data.decode(encoding, "khabar.mark")
    return Decoded(raw, encoding, data, skipped, tuple(_broken.found), raw)


def _undeclared(data: bytes) -> Decoded:
    """Return the text of bytes that declare nothing: UTF-8, or Windows-1252 if they can be, or broken UTF-8."""
    whole = _decode_as(data, "utf-8")
    broken = whole.raw
    if not whole.broken or sum(char > "\x7f" for char in broken) > 2 * broken.count("\ufffd"):
        return whole
    # Accented letters stand alone in English text: runs of them are the mark of some other encoding, or of none.
    high = sum(map(len, re.findall(rb"[\x80-\xff]", data)))
    runs = sum(map(len, _ACCENTED_RUN.findall(data)))
    if not _UNDEFINED_1252.search(data) and runs <= high * 0.2 and high <= len(data) * 0.2:
        return _decode_as(data, "cp1252")
    return whole


def _guess_utf16(data: bytes) -> str | None:
    """Return the UTF-16 that bytes full of NULs without a byte-order mark are in, or ``None``."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be"
    return None


def _choose(data: bytes, media_type: str | None) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding, len(bom))
    if 0 in data[:4096] and (wide := _guess_utf16(data)):
        return _decode_as(data, wide)
    label = _MEDIA_CHARSET.search(media_type or "")
    declared = _known(label.group(1)) if label else None
    if declared is None and (found := _DECLARED.search(data[:8192])):
        declared = _known((found.group(1) or found.group(2)).decode("ascii", "replace"))
    # A page that was read far enough to see its declaration is not UTF-16, whatever it declares.
    if declared is None or declared.startswith(("utf-16", "utf-32")):
        return _undeclared(data)
    decoded = _decode_as(data, declared)
    if "\ufffd" in decoded.raw:
        other = _undeclared(data)
        return other if other.raw.count("\ufffd") < decoded.raw.count("\ufffd") else decoded
    return decoded


def decode(data: bytes | str, *, name: str, media_type: str | None = None) -> Decoded:
    """Return the characters of ``data``; a byte that cannot be read is U+FFFD, and stays visible in the text.

    Order: byte-order mark, charset of the media type, ``<meta charset>``, UTF-8, Windows-1252. Of a ``str`` the bytes
    are its UTF-8.

    Raises:
        InputRefused: ``BINARY`` for what is no text, ``ENCODING`` where more than `MAX_BROKEN_SHARE` is unreadable.
    """
    if isinstance(data, str):
        skipped = len(codecs.BOM_UTF8) if data.startswith("\ufeff") else 0
        raw = data.removeprefix("\ufeff")
        decoded = Decoded(raw, "utf-8", data.encode("utf-8", "surrogatepass"), skipped, (), raw)
    else:
        for magic, what in _MAGIC.items():
            if data.startswith(magic):
                raise InputRefused(Reason.BINARY, f"the input is {what}; expected HTML or plain text", name=name)
        decoded = _choose(data, media_type)
    return replace(decoded, text=tidy(decoded.raw, name=name))


def tidy(text: str, *, name: str) -> str:
    """Return ``text`` with line ends as ``\\n`` and C1 controls as the Windows-1252 characters they stand for.

    A NUL and half a surrogate pair are U+FFFD, as browsers show them.

    Raises:
        InputRefused: as `decode`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    controls = _CONTROL.findall(text)
    if len(controls) > len(text) * MAX_CONTROL_SHARE:
        where = f"the first control character at character {text.find(controls[0])}"
        raise InputRefused(Reason.BINARY, f"binary data, {where}; expected HTML or plain text", name=name)
    if _ODD.search(text):
        text = text.translate(_LINES)
        text = _UNSTORABLE.sub("\ufffd", text)
    broken = text.count("\ufffd")
    if broken > len(text) * MAX_BROKEN_SHARE:
        at = text.find("\ufffd")
        line = text.count("\n", 0, at) + 1
        detail = (
            f"{broken} of {len(text)} characters cannot be read, the first in line {line} (character {at}); "
            "expected UTF-8, Windows-1252, or the charset the page declares; save it as UTF-8"
        )
        raise InputRefused(Reason.ENCODING, detail, name=name)
    return text

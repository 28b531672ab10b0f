"""Bytes to characters: the encoding declared, or else UTF-8, or else Windows-1252, and never a silent guess."""

from __future__ import annotations

import codecs
import re
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
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _known(label: str) -> str | None:
    """Return Python's name of a declared encoding, ``None`` if there is none; labels mean what browsers mean."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    # A codec such as "rot13" or "zip" is none for text, and "idna" and "punycode" run for minutes on a long page.
    known = name.startswith(("utf-", "cp", "iso8859", "koi8", "mac", "gb", "big5", "euc", "shift", "iso2022", "hz"))
    return name if known else None


def _decode_as(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff")


def _undeclared(data: bytes) -> str:
    """Return the text of bytes that declare nothing: UTF-8, or Windows-1252 if they can be, or broken UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", errors="replace")
    if sum(char > "\x7f" for char in broken) > 2 * broken.count("\ufffd"):
        return broken
    # Accented letters stand alone in English text: runs of them are the mark of some other encoding, or of none.
    high = sum(map(len, re.findall(rb"[\x80-\xff]", data)))
    runs = sum(map(len, _ACCENTED_RUN.findall(data)))
    if not _UNDEFINED_1252.search(data) and runs <= high * 0.2 and high <= len(data) * 0.2:
        return data.decode("cp1252")
    return broken


def _guess_utf16(data: bytes) -> str | None:
    """Return the UTF-16 that bytes full of NULs without a byte-order mark are in, or ``None``."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be"
    return None


def _choose(data: bytes, media_type: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding)
    if 0 in data[:4096] and (wide := _guess_utf16(data)):
        return _decode_as(data, wide)
    label = _MEDIA_CHARSET.search(media_type or "")
    declared = _known(label.group(1)) if label else None
    if declared is None and (found := _DECLARED.search(data[:8192])):
        declared = _known((found.group(1) or found.group(2)).decode("ascii", "replace"))
    # A page that was read far enough to see its declaration is not UTF-16, whatever it declares.
    if declared is None or declared.startswith(("utf-16", "utf-32")):
        return _undeclared(data)
    text = _decode_as(data, declared)
    if "\ufffd" in text:
        other = _undeclared(data)
        return other if other.count("\ufffd") < text.count("\ufffd") else text
    return text


def decode(data: bytes, *, name: str, media_type: str | None = None) -> str:
    """Return the characters of ``data``; a byte that cannot be read is U+FFFD, and stays visible in the text.

    Order: byte-order mark, charset of the media type, ``<meta charset>``, UTF-8, Windows-1252.

    Raises:
        InputRefused: ``BINARY`` for what is no text, ``ENCODING`` where more than `MAX_BROKEN_SHARE` is unreadable.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputRefused(Reason.BINARY, f"the input is {what}; expected HTML or plain text", name=name)
    return tidy(_choose(data, media_type), name=name)


def tidy(text: str, *, name: str) -> str:
    """Return ``text`` with line ends as ``\\n`` and C1 controls as the Windows-1252 characters they stand for.

    Raises:
        InputRefused: as `decode`.
    """
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    controls = _CONTROL.findall(text)
    if "\x00" in controls or len(controls) > len(text) * MAX_CONTROL_SHARE:
        where = f"the first control character at character {text.find(controls[0])}"
        raise InputRefused(Reason.BINARY, f"binary data, {where}; expected HTML or plain text", name=name)
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

"""Pages that a browser saved as a single file (``.mhtml``), and mail (``.eml``): one page out of many parts.

Of a saved page its document is taken, not its frames and pictures; of a mail its HTML, or else its text. The day on
which a page was saved says nothing of its publication; the day on which a mail was sent is that of its text.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.http import MAX_HEAD_BYTES, read_headers
from khabar.read.item import Page
from khabar.read.metadata import web_address
from khabar.read.moments import civil_day, moment
from khabar.read.reading import Part, Parts, Reading, too_large
from khabar.read.stream import Stream

MAX_DEPTH: Final = 6
"""Multiparts within multiparts that are opened; a mail with attachments has two or three."""

_LINE_BYTES: Final = 1024 * 1024
_ENCODED_BYTES: Final = MAX_INPUT_BYTES * 3
"""Longest part before decoding: quoted-printable writes three bytes for one."""

_BOUNDARY: Final = re.compile(r";\s*boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)

_Headers = Mapping[str, str]


def pages_of_mime(part: Part, reading: Reading) -> Parts:
    """Yield the one page of a saved page or a mail."""
    headers = _head(part.stream)
    saved = "snapshot-content-location" in headers or "saved by" in headers.get("from", "").lower()
    walker = _Walker(part.stream, part.name)
    kept: dict[str, tuple[_Headers, bytes]] = {}
    for found, body in walker.walk(headers, ()):
        kind = _type(found)
        if kind not in kept and (kind == "text/plain" or not found.get("content-location", "").startswith("cid:")):
            kept[kind] = (found, body)
        if kind == "text/html" and kind in kept:
            break
    chosen = kept.get("text/html") or kept.get("text/plain")
    if chosen is None or not chosen[1].strip():
        reason = Reason.DAMAGED if walker.cut else Reason.NO_TEXT
        raise InputRefused(reason, "no part of it holds text; expected HTML or plain text", name=part.name)
    if walker.cut:
        raise InputRefused(Reason.DAMAGED, "it breaks off amid its text; save or copy it again", name=part.name)
    found, body = chosen
    data = _decoded(body, found.get("content-transfer-encoding", ""))
    if len(data) > MAX_INPUT_BYTES:
        raise too_large(f"{len(data):,} bytes", part.name)
    sent = headers.get("date")
    day = None if saved else civil_day(sent)
    yield Page(
        part.name,
        data,
        url=web_address(headers.get("snapshot-content-location") or found.get("content-location")),
        published=day,
        published_from="mail" if day else None,
        title=_words(headers.get("subject")),
        media_type=found.get("content-type", "text/plain")[:200],
        done=reading.page(len(data)),
        gathered=moment(sent) if saved else None,
    )


def _type(headers: _Headers) -> str:
    return headers.get("content-type", "text/plain").partition(";")[0].strip().lower()


def _head(stream: Stream) -> dict[str, str]:
    lines: list[bytes] = []
    left = MAX_HEAD_BYTES
    while left > 0 and (line := stream.readline(left)).strip():
        left -= len(line)
        lines.append(line)
    return read_headers(lines)


class _Walker:
    """Reads the parts of a message as they come. ``cut`` says that the last one had no end."""

    def __init__(self, stream: Stream, name: str) -> None:
        self._stream = stream
        self._name = name
        self._closing = False
        self._hit: bytes | None = None
        self.cut = False

    def walk(self, headers: _Headers, ends: tuple[bytes, ...]) -> Iterator[tuple[_Headers, bytes]]:
        """Yield headers and body of each part that holds text; ``ends`` are the marks at which it ends."""
        kind = _type(headers)
        boundary = _BOUNDARY.search(headers.get("content-type", ""))
        if kind.startswith("multipart/") and boundary and len(ends) < MAX_DEPTH:
            mark = b"--" + (boundary[1] or boundary[2]).encode("utf-8", "replace")
            self._body((*ends, mark), keep=False)
            while self._hit == mark and not self._closing:
                yield from self.walk(_head(self._stream), (*ends, mark))
            if self._hit == mark:
                self._body(ends, keep=False)
            return
        attached = headers.get("content-disposition", "").lower().startswith("attachment")
        wanted = kind in ("text/html", "application/xhtml+xml", "text/plain") and not attached
        body = self._body(ends, keep=wanted)
        if wanted:
            self.cut = bool(ends) and self._hit is None
            yield (headers if kind != "application/xhtml+xml" else {**headers, "content-type": "text/html"}), body

    def _body(self, ends: tuple[bytes, ...], *, keep: bool) -> bytes:
        """Read up to the next mark and note it; return what was read, if it is to be kept."""
        pieces: list[bytes] = []
        size = 0
        self._hit = None
        while line := self._stream.readline(_LINE_BYTES):
            if line.startswith(b"--"):
                bare = line.rstrip()
                for end in reversed(ends):
                    if bare in (end, end + b"--"):
                        self._hit, self._closing = end, bare != end
                        return b"".join(pieces)
            if keep:
                size += len(line)
                if size > _ENCODED_BYTES:
                    raise too_large(f"more than {_ENCODED_BYTES:,} bytes in one part", self._name)
                pieces.append(line)
        return b"".join(pieces)


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding.strip().lower():
        case "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
            try:
                return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
            except binascii.Error:
                return body
        case "quoted-printable":
            return quopri.decodestring(body)
        case _:
            return body


def _words(text: str | None) -> str | None:
    """Return a header as text; words in it may be encoded (RFC 2047)."""
    if not text:
        return None
    # Words that are wrongly encoded stay as they are written.
    with suppress(MessageError, LookupError, ValueError):
        text = str(make_header(decode_header(text[:5_000])))
    return " ".join(text.split())[:1_000] or None

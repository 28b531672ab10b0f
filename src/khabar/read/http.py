"""An HTTP response as it was kept: status, headers, and the body as the server meant it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Budget, Damaged, codec_of, unpack

MAX_HEAD_BYTES: Final = 64 * 1024
"""Longest head of a message: servers send no more than 8 to 16 KiB."""

_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_CHUNK: Final = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,16})[ \t]{0,8}(?:;[^\r\n]{0,500})?\r?\n")
_CODINGS: Final = {
    "gzip": "gzip",
    "x-gzip": "gzip",
    "deflate": "deflate",
    "br": "brotli",
    "zstd": "zstd",
    "bzip2": "bzip2",
    "xz": "xz",
}


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response: ``headers`` by name in lower case, ``body`` as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_headers(lines: list[bytes]) -> dict[str, str]:
    """Return header lines by name in lower case; of a name given twice the first counts.

    >>> read_headers([b"Content-Type: text/html;", b"  charset=utf-8", b"nonsense"])
    {'content-type': 'text/html; charset=utf-8'}
    """
    found: dict[str, str] = {}
    last: str | None = None
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t") and last is not None:
            found[last] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        last = None
        if colon and name and name not in found:
            last = name
            found[name] = value.strip()
    return found


def read_response(block: bytes) -> Response | None:
    """Return the response in ``block``, ``None`` if it holds none."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _HEAD_END.search(block, 0, MAX_HEAD_BYTES)
    head = block[: end.start()] if end else block[:MAX_HEAD_BYTES]
    body = block[end.end() :] if end else b""
    return Response(int(status[1]), read_headers(head.splitlines()[1:]), body)


def content_of(response: Response, *, name: str, budget: Budget) -> bytes:
    """Return the body of ``response`` without its transfer and content encodings.

    Archives often keep a body that is decoded already under the headers that it was sent with: where a body is not
    what they say, it is taken as it is.

    Raises:
        InputRefused: ``TOO_LARGE``, ``DAMAGED``, or ``UNREADABLE`` for an encoding that is not known.
        MissingPart: for brotli or zstd that is not installed.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = unchunked(body, name=name)
    codings = [coding.strip().lower() for coding in response.headers.get("content-encoding", "").split(",")]
    for coding in reversed([coding for coding in codings if coding not in ("", "identity", "none")][:4]):
        codec = _CODINGS.get(coding)
        if codec is None:
            raise InputRefused(Reason.UNREADABLE, f"content encoding {coding[:40]!r} is not known", name=name)
        if not body or (codec in ("gzip", "bzip2", "xz", "zstd") and codec_of(body) != codec):
            continue
        try:
            body = unpack(body, codec, most=MAX_INPUT_BYTES, budget=budget)
        except Damaged as damage:
            if codec in ("deflate", "brotli") and _looks_decoded(body):
                continue
            raise InputRefused(Reason.DAMAGED, f"content encoding {coding}: {damage.detail}", name=name) from None
    return body


def _looks_decoded(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def unchunked(body: bytes, *, name: str = "") -> bytes:
    """Return ``body`` without the marks of chunked transfer, or as it is if it has none.

    Raises:
        InputRefused: ``DAMAGED``, if it breaks off or goes wrong after the first chunk.

    >>> unchunked(b"4\\r\\nWiki\\r\\n5\\r\\npedia\\r\\n0\\r\\n\\r\\n"), unchunked(b"<p>plain")
    (b'Wikipedia', b'<p>plain')
    """
    at = 0
    pieces: list[bytes] = []
    while mark := _CHUNK.match(body, at):
        size = int(mark[1], 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[mark.end() : mark.end() + size]
        at = mark.end() + size
        closed = body[at : at + 2] == b"\r\n" or body[at : at + 1] == b"\n"
        if not pieces and not closed:
            return body
        pieces.append(piece)
        if not closed:
            break
        at += 2 if body[at : at + 1] == b"\r" else 1
    if not pieces:
        return body
    raise InputRefused(Reason.DAMAGED, f"chunked transfer goes wrong at byte {at:,} of the body", name=name)

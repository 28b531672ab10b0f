"""One request and its answer, over a connection to an address that was checked, within limits of size and time."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from khabar.errors import InputRefused, Reason
from khabar.read.fetch_address import Target, refused

CONNECT_S: Final = 10.0
READ_S: Final = 20.0
"""Seconds without a byte after which a server is given up."""

TOTAL_S: Final = 60.0
"""Seconds for one request in all: a server that sends a byte now and then must not hold a run up."""

_CHUNK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. ``data`` is decompressed; ``location`` is where it sends one on to."""

    status: int
    reason: str
    data: bytes
    media_type: str | None
    location: str | None


class _Late(io.RawIOBase):
    """Reads from a socket until a point in time, whatever the server does."""

    def __init__(self, sock: socket.socket, until: float, clock: Callable[[], float]) -> None:
        self._sock = sock
        self._until = until
        self._clock = clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError("took too long")
        self._sock.settimeout(min(left, READ_S))
        return self._sock.recv_into(buffer)


class _Timed:
    """A socket as `http.client.HTTPResponse` wants it."""

    def __init__(self, raw: _Late) -> None:
        self._raw = raw

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(self._raw)


def context() -> ssl.SSLContext:
    """Return how TLS is spoken: certificate and name of the server are checked, TLS 1.2 at least. There is no other."""
    return ssl.create_default_context()


def ask(
    target: Target,
    places: list[tuple[Any, ...]],
    *,
    headers: dict[str, str],
    max_bytes: int,
    tls: ssl.SSLContext | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Return the answer to a GET of ``target``, asked at one of ``places`` and nowhere else.

    Redirects are not followed, cookies and credentials not sent, proxies not used.

    Args:
        target: what to ask for.
        places: family and socket address, as `addresses_of` returns them.
        headers: besides ``Host``.
        max_bytes: most that the answer may have, decompressed.
        tls: how to speak TLS; without it `context`.
        clock: seconds.

    Raises:
        InputRefused: ``NOT_FETCHED``, ``TOO_LARGE`` or ``TRUNCATED``.
    """
    until = clock() + TOTAL_S
    try:
        with _connected(target, places, tls) as sock:
            lines = [f"GET {target.path} HTTP/1.1", f"Host: {target.authority}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in headers.items()]
            sock.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))
            response = http.client.HTTPResponse(_Timed(_Late(sock, until, clock)), method="GET")  # type: ignore[arg-type]
            try:
                response.begin()
                return _answer(target, response, max_bytes)
            finally:
                response.close()
    except http.client.IncompleteRead:
        raise refused(target.url, "the answer breaks off before its end; try again", Reason.TRUNCATED) from None
    except ssl.SSLCertVerificationError as error:
        raise refused(target.url, f"the server's certificate is not valid ({error.verify_message})") from None
    except TimeoutError:
        raise refused(target.url, f"the server at {target.host} does not answer in time; try again later") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        what = " ".join(str(getattr(error, "strerror", None) or error).split())[:200] or type(error).__name__
        raise refused(target.url, f"the server at {target.host} cannot be asked ({what})") from None


def _connected(target: Target, places: list[tuple[Any, ...]], tls: ssl.SSLContext | None) -> socket.socket:
    """Return a connection to the first of ``places`` that takes one."""
    failed: OSError | None = None
    for family, place in places[:4]:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(CONNECT_S)
            sock.connect(place)
            if target.scheme == "https":
                return (tls or context()).wrap_socket(sock, server_hostname=target.host)
            return sock
        except ssl.SSLError:
            sock.close()
            raise
        except OSError as error:
            sock.close()
            failed = error
    assert failed is not None
    raise failed


def _answer(target: Target, response: http.client.HTTPResponse, max_bytes: int) -> Answer:
    wanted = response.status == 200
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if wanted and response.length is not None and response.length > max_bytes:
        raise _too_large(target, f"{response.length:,}", max_bytes)
    # The body of a refusal or of a redirect is of no use to anyone.
    data = _body(target, response, coding, max_bytes) if wanted else b""
    return Answer(
        response.status,
        " ".join(response.reason.split())[:60],
        data,
        response.headers.get("Content-Type"),
        response.headers.get("Location"),
    )


def _body(target: Target, response: http.client.HTTPResponse, coding: str, max_bytes: int) -> bytes:
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise refused(target.url, f"the answer is packed as {coding[:40]!r}, which was not asked for")
    unpack = None if coding == "identity" else zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    parts: list[bytes] = []
    size = taken = 0
    while piece := response.read(_CHUNK):
        taken += len(piece)
        try:
            # One byte more than there is room for tells too much from enough.
            part = unpack.decompress(piece, max_bytes + 1 - size) if unpack else piece
        except zlib.error as error:
            raise refused(target.url, f"the answer cannot be unpacked ({error})", Reason.TRUNCATED) from None
        size += len(part)
        parts.append(part)
        if size > max_bytes or taken > max_bytes:
            raise _too_large(target, f"more than {max_bytes:,}", max_bytes)
    # A read of so many bytes is silent on a promise of more.
    if response.length or (unpack is not None and taken and not unpack.eof):
        raise refused(target.url, "the answer breaks off before its end; try again", Reason.TRUNCATED)
    return b"".join(parts)


def _too_large(target: Target, found: str, max_bytes: int) -> InputRefused:
    return refused(target.url, f"the page has {found} bytes; expected at most {max_bytes:,}", Reason.TOO_LARGE)

"""No test uses a network: a connection, a datagram or a look-up of a name fails the test that tries it (S20).

A test of fetching asks for the fixture ``loopback`` and may then reach servers of its own on this machine.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

tried: list[str] = []
"""What was tried since the last test."""

_loopback_allowed = False
_guarded = ("connect", "connect_ex", "sendto")
_looking_up = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr")


class NetworkUsed(Exception):
    """A test tried to use the network. No OSError: code that expects networks to fail must not hide it."""


def guard() -> None:
    """Guard every socket of this process, once."""
    if getattr(socket, "_guarded", False):
        return
    socket._guarded = True  # type: ignore[attr-defined]
    for name in _guarded:
        setattr(socket.socket, name, _checked(getattr(socket.socket, name), name))
    for name in _looking_up:
        setattr(socket, name, _checked(getattr(socket, name), name))


def _checked(real: Callable[..., Any], name: str) -> Callable[..., Any]:
    def checked(*args: Any, **kwargs: Any) -> Any:
        if isinstance(args[0], socket.socket):
            where = args[-1]
            local = args[0].family == getattr(socket, "AF_UNIX", None)
        else:
            where, local = args[0], False
        host = where[0] if isinstance(where, tuple) else where
        if not local and not (_loopback_allowed and _is_loopback(host)):
            tried.append(f"{name} {where!r}")
            raise NetworkUsed(tried[-1])
        return real(*args, **kwargs)

    return checked


def _is_loopback(host: object) -> bool:
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


@contextmanager
def loopback_allowed() -> Iterator[None]:
    """Let this machine be reached, by its loopback addresses."""
    global _loopback_allowed
    _loopback_allowed = True
    try:
        yield
    finally:
        _loopback_allowed = False

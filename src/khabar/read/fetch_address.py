"""Which addresses may be fetched: those of the public web, and no door into the network that khabar runs in."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final
from urllib.parse import quote, urlsplit

from khabar.errors import InputRefused, Reason

MAX_URL_CHARS: Final = 2_000

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[tuple[Any, ...]]]
"""Gives what `socket.getaddrinfo` gives for a host and a port."""

_KEPT: Final = "/%:@!$&'()*+,;=~-._"
_PORTS: Final = {"http": 80, "https": 443}
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC: Final = re.compile(r"\d+|0x[0-9a-f]*")
_LOCAL_NAMES: Final = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "home.arpa")
"""Names that only mean something in one's own network (RFC 6761, RFC 6762, RFC 8375, ICANN's reserved ones)."""

_RESERVED: Final = tuple(
    ip_network(block)
    for block in (
        # IANA's special-purpose registries, written out: what Python calls global has changed between its versions.
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_GLOBAL_6: Final = ip_network("2000::/3")
_RESERVED_6: Final = tuple(
    ip_network(block)
    for block in (
        # Documentation, benchmarking, ORCHID, and the ways to write an IPv4 address as IPv6: Teredo and 6to4.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48", "5f00::/16",
    )
)  # fmt: skip
_NAT64: Final = ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Return whether ``address`` is one of the public internet.

    An IPv4 address in IPv6 counts as that address in a NAT64 network's prefix, where it is how IPv4 is reached at all,
    and is never public in any other form.

    >>> is_public(ip_address("8.8.8.8")), is_public(ip_address("169.254.169.254")), is_public(ip_address("::1"))
    (True, False, False)
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in block for block in _RESERVED)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.scope_id is not None or address not in _GLOBAL_6:
        return False
    return address.is_global and not any(address in block for block in _RESERVED_6)


@dataclass(frozen=True, slots=True)
class Target:
    """What to ask of whom: the parts of an address that was found to be well formed."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address, as it is asked for."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Host and port, as in the header ``Host``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def parse_target(url: str) -> Target:
    """Return the parts of ``url``.

    Refused, before anything is looked up, is all but plain http and https to a host of the public internet: other
    schemes, user names and passwords, hosts as numbers in any writing but four decimal parts, names that only one's own
    network knows, ports of other services.

    Raises:
        InputRefused: ``NOT_FETCHED``.

    >>> parse_target("https://news.example/a?b=1#c").url
    'https://news.example/a?b=1'
    """
    if len(url) > MAX_URL_CHARS:
        raise refused(url, f"the address has {len(url):,} characters; expected at most {MAX_URL_CHARS:,}")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise refused(url, "the address has a blank, a control character or a backslash in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused(url, f"is no web address ({error})") from None
    if parts.scheme not in _PORTS:
        raise refused(url, "expected an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise refused(url, "the address has a user name in it; khabar sends none; give it without")
    host = _host(parts.hostname or "", url, bracketed="[" in parts.netloc)
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values() and port < 1024:
        raise refused(url, f"port {port} is not one of web pages")
    # Every sign that is no part of an address in ASCII is written as its bytes, and what is written so stays.
    path = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        path += "?" + quote(parts.query, safe=_KEPT + "?[]")
    return Target(parts.scheme, host, port, path if path.startswith("/") else f"/{path}")


def _host(host: str, url: str, *, bracketed: bool) -> str:
    """Return a host in the form in which it is looked up: ASCII, in small letters."""
    if bracketed:
        try:
            # A zone ("%eth0") names one's own network card.
            return str(IPv6Address(host if "%" not in host else ""))
        except ValueError:
            raise refused(url, "the host in brackets is no IPv6 address") from None
    try:
        # Full-width digits and dots, and letters of other scripts, become what a resolver would take them for.
        name = host.encode("idna").decode("ascii").lower().removesuffix(".") if host else ""
    except UnicodeError:
        raise refused(url, "the host is no name of the internet") from None
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(name))
        except ValueError:
            raise refused(url, "the host is a number; expected a name, or four decimal numbers") from None
    if not all(_LABEL.fullmatch(label) for label in labels) or len(name) > 253:
        raise refused(url, "the host is no name of the internet")
    if len(labels) == 1 or any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES):
        raise refused(url, "the host is a name of your own network; khabar fetches from the public internet only")
    return name


def addresses_of(
    target: Target, *, resolve: Resolver | None = None, allowed: Callable[[Address], bool] = is_public
) -> list[tuple[Any, ...]]:
    """Return where ``target`` may be connected to: for each address its family and socket address.

    The name is looked up once; connect to what is returned, not to the name. One address that is not ``allowed`` bars
    them all, since a name that points both outside and inside is a trap.

    Raises:
        InputRefused: ``NOT_FETCHED``.
    """
    try:
        found = _literal(target) or (resolve or _resolve)(target.host, target.port)
    except (OSError, UnicodeError):
        raise refused(target.url, f"the host {target.host} cannot be found") from None
    places: list[tuple[Any, ...]] = []
    for family, _, _, _, place in found:
        if family not in (socket.AF_INET, socket.AF_INET6):
            continue
        try:
            address = ip_address(place[0])
        except ValueError:
            raise refused(target.url, f"the host {target.host} has an address that is none: {place[0]}") from None
        if not allowed(address) or (family == socket.AF_INET6 and place[3:] not in ((), (0,))):
            detail = f"the host {target.host} is at {address}, which is not on the public internet"
            raise refused(target.url, f"{detail}; khabar does not go there")
        if (family, place) not in places:
            places.append((family, place))
    if not places:
        raise refused(target.url, f"the host {target.host} has no address")
    return places


def _literal(target: Target) -> Sequence[tuple[Any, ...]]:
    """Return where a host is that is an address itself, empty for a name: nobody need be asked."""
    try:
        address = ip_address(target.host)
    except ValueError:
        return []
    family, more = (socket.AF_INET, ()) if isinstance(address, IPv4Address) else (socket.AF_INET6, (0, 0))
    return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (str(address), target.port, *more))]


def _resolve(host: str, port: int) -> Sequence[tuple[Any, ...]]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def refused(url: str, detail: str, reason: Reason = Reason.NOT_FETCHED) -> InputRefused:
    """Return the refusal of ``url``."""
    return InputRefused(reason, detail, name=url)

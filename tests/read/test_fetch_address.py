"""What may be fetched: the public web, and nothing behind it or beside it (HARDENING S11)."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputRefused, Reason
from khabar.read.fetch import Fetcher
from khabar.read.fetch_address import Target, addresses_of, is_public, parse_target
from khabar.records import Failure

NOT_PLAIN = [
    "file:///etc/passwd",
    "gopher://news.example/_GET",
    "ftp://news.example/a",
    "dict://news.example:11211/stats",
    "ldap://news.example/",
    "jar:http://news.example!/",
    "data:text/html,<p>Shells fell.</p>",
    "javascript:alert(1)",
    "//news.example/a",
    "news.example/a",
    "",
    "http://",
    "http:///a",
    "http://user@news.example/",
    "http://user:word@news.example/",
    "http://@news.example/",
    "http://public.example@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://news.example\\.local/",
    "http://news.example/a b",
    "http://news.example/\r\nHost: other.example",
    "http://news.example\t/",
    "\x01http://news.example/",
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:0/",
    "http://news.example:99999/",
    "http://news.example:port/",
    "http://[::1/",
    "http://[news.example]/",
    "http://[fe80::1%25eth0]/",
    "http://" + "a" * 3000 + ".example/",
    "http://" + "a" * 64 + ".example/",
    "http://-a.example/",
    "http://a..example/",
]
"""Refused by their form, before any name is looked up."""

OWN_NETWORK = [
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://router.lan/",
    "http://nas.home.arpa/",
    "http://intranet/",
    "http://router/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x/",
    "http://127.0.0.01/",
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://4294967297/",
    "http://134744072/",
    "http://example.1/",
]
"""Names of one's own network, and numbers in the writings that a resolver takes for addresses."""

NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%2",
    "fec0::1",
    "ff02::1",
]

PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::8.8.8.8"]


def at(*addresses: str) -> Any:
    """Return a resolver for which every name is at ``addresses``, that counts how often it is asked."""

    def resolve(host: str, port: int) -> list[tuple[Any, ...]]:
        resolve.asked.append(host)  # type: ignore[attr-defined]
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
            if ":" in address
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]

    resolve.asked = []  # type: ignore[attr-defined]
    return resolve


@pytest.mark.parametrize("url", [*NOT_PLAIN, *OWN_NETWORK])
def test_what_is_no_address_of_the_web_is_not_even_looked_up(url: str) -> None:
    resolve = at("8.8.8.8")
    (found,) = Fetcher(resolve=resolve).pages([url])
    assert isinstance(found, Failure)
    assert found.reason is Reason.NOT_FETCHED
    assert "\n" not in found.detail
    assert resolve.asked == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_at_an_address_that_is_not_public_is_not_connected_to(address: str) -> None:
    assert not is_public(ip_address(address))
    (found,) = Fetcher(resolve=at(address)).pages(["https://news.example/a"])
    assert isinstance(found, Failure)
    assert found.reason is Reason.NOT_FETCHED
    assert "public internet" in found.detail


@pytest.mark.parametrize("address", [address for address in NOT_PUBLIC if "%" not in address])
def test_an_address_that_is_not_public_is_not_connected_to(address: str) -> None:
    url = f"http://[{address}]/" if ":" in address else f"http://{address}/"
    (found,) = Fetcher(resolve=at(address)).pages([url])
    assert isinstance(found, Failure)
    assert found.reason is Reason.NOT_FETCHED


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("inside", ["127.0.0.1", "::1", "10.1.2.3"])
def test_a_name_that_points_outside_and_inside_is_barred(inside: str) -> None:
    for both in (["8.8.8.8", inside], [inside, "8.8.8.8"]):
        with pytest.raises(InputRefused, match="not on the public internet"):
            addresses_of(parse_target("http://news.example/"), resolve=at(*both))


def test_an_address_with_a_zone_is_barred() -> None:
    def resolve(host: str, port: int) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1111", port, 0, 3))]

    with pytest.raises(InputRefused):
        addresses_of(parse_target("http://news.example/"), resolve=resolve)


@pytest.mark.parametrize("found", [[], [(socket.AF_UNIX, socket.SOCK_STREAM, 0, "", "/run/socket")]])
def test_a_name_without_an_address_is_refused(found: list[Any]) -> None:
    with pytest.raises(InputRefused, match="has no address"):
        addresses_of(parse_target("http://news.example/"), resolve=lambda host, port: found)


def test_full_width_signs_are_what_they_stand_for() -> None:
    """A resolver would take them so, too: the check must see what is connected to."""
    target = parse_target("http://１２７．０．０．１/")
    assert target.host == "127.0.0.1"
    with pytest.raises(InputRefused, match="not on the public internet"):
        addresses_of(target, resolve=at("127.0.0.1"))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://News.Example", "https://news.example/"),
        ("HTTP://news.example:80/a?b=1&c=[2]#d", "http://news.example/a?b=1&c=[2]"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://zeitung.example/über?q=ä", "https://zeitung.example/%C3%BCber?q=%C3%A4"),
        ("https://bücher.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://news.example?a", "https://news.example/?a"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_an_address_is_asked_for_in_ascii_without_its_fragment(url: str, asked: str) -> None:
    assert parse_target(url).url == asked


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://news.example/{text}"):
        target = parsed(url)
        if target is not None:
            assert target.url.isascii()
            assert target.url.isprintable()
            assert " " not in target.url
            assert target.host


def parsed(url: str) -> Target | None:
    """Return the parts of an address, ``None`` if it was refused; whatever else is raised is a fault."""
    try:
        return parse_target(url)
    except InputRefused:
        return None

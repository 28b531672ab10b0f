"""The guard that keeps every test off the network does guard."""

from __future__ import annotations

import socket
import ssl
import urllib.request

import pytest

from tests import network
from tests.network import NetworkUsed


def test_what_uses_the_network_is_stopped_and_seen() -> None:
    with socket.socket() as sock, pytest.raises(NetworkUsed):
        sock.connect(("192.0.2.1", 80))
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(NetworkUsed):
        sock.sendto(b"x", ("192.0.2.1", 53))
    encrypted = ssl.create_default_context().wrap_socket(socket.socket(), server_hostname="a.example")
    with encrypted as sock, pytest.raises(NetworkUsed):
        sock.connect(("127.0.0.1", 443))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("a.example", 80)
    with pytest.raises(NetworkUsed):
        urllib.request.urlopen("http://a.example/")
    assert len(network.tried) == 5
    network.tried.clear()


def test_this_machine_is_reached_only_where_a_test_asks_for_it(loopback: None) -> None:
    with socket.socket() as server, socket.socket() as sock:
        server.bind(("127.0.0.1", 0))
        server.listen()
        sock.connect(server.getsockname())
        with socket.socket() as other, pytest.raises(NetworkUsed):
            other.connect(("192.0.2.1", 80))
    network.tried.clear()

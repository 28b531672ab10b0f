"""Fetching: one page at a time, politely, from the address that was checked, within limits (HARDENING S11).

The servers here are on this machine, which no setting opens: a test says so to the `Fetcher` itself.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khabar.limits import MAX_INPUT_BYTES
from khabar.read import fetch_http
from khabar.read.fetch import MAX_REDIRECTS, Fetcher, fetch_pages
from khabar.read.item import Page
from khabar.records import Failure

CERTIFICATE = Path(__file__).parent / "tls/news.example.pem"
PAGE = b"<html><body><p>Shells hit the market of Bara on Monday, and two traders died.</p></body></html>"


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """Return an answer as bytes."""
    lines = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


@dataclass
class Web:
    """A web of one server, at which every name is; it gives the answers it is told to and keeps what it was asked."""

    port: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    now: float = 0.0
    tls: ssl.SSLContext | None = None
    greeting: bytes = b""
    addresses: Callable[[str], str] = lambda host: "127.0.0.1"

    def resolve(self, host: str, port: int) -> list[tuple[Any, ...]]:
        self.looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (self.addresses(host), self.port))]

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def fetcher(self, **given: Any) -> Fetcher:
        """Return a fetcher that may reach this server, and nothing else of one's own network."""
        given = {"resolve": self.resolve, "sleep": self.sleep, "clock": lambda: self.now} | given
        return Fetcher(allowed=lambda address: str(address) == "127.0.0.1", **given)

    def get(self, url: str, **given: Any) -> Page | Failure:
        (found,) = self.fetcher(**given).pages([url])
        return found

    def serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        data = b""
        if self.greeting:
            connection.sendall(self.greeting)
            connection.close()
            return
        if self.tls is not None:
            try:
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:
                return
        with connection:
            while b"\r\n\r\n" not in data:
                data += connection.recv(65536) or b"\r\n\r\n"
            self.requests.append(data)
            host = data.partition(b"\r\nHost: ")[2].partition(b"\r\n")[0].decode()
            url = f"http://{host}{data.split()[1].decode()}"
            self.asked.append(url)
            given = self.answers.get(url, self.answers.get(data.split()[1].decode()))
            if given is None:
                given = answer(b"", "404 Not Found") if url.endswith("/robots.txt") else answer()
            for part in [given] if isinstance(given, bytes) else given:
                try:
                    connection.sendall(part)
                except OSError:
                    return


@pytest.fixture
def web(loopback: None) -> Iterator[Web]:
    with serving() as made:
        yield made


@contextmanager
def serving() -> Iterator[Web]:
    made = Web()
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        made.port = server.getsockname()[1]

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=made.serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield made
        server.shutdown(socket.SHUT_RDWR)


def refusal(found: Page | Failure) -> str:
    """Return why there is no page, as reason and detail."""
    assert isinstance(found, Failure), found
    assert "\n" not in found.detail
    return f"{found.reason}: {found.detail}"


def test_a_page_comes_with_its_address_and_type_and_without_a_day(web: Web) -> None:
    web.answers["http://news.example/a"] = answer(
        Content_Type="text/html; charset=windows-1252",
        Date="Mon, 23 Apr 2018 10:00:00 GMT",
        Last_Modified="Sun, 22 Apr 2018 10:00:00 GMT",
    )
    page = web.get("http://news.example/a#top")
    assert isinstance(page, Page)
    assert (page.name, page.url) == ("http://news.example/a#top", "http://news.example/a")
    assert page.data == PAGE
    assert page.media_type == "text/html; charset=windows-1252"
    assert page.published is None
    assert page.published_from is None


def test_who_asks_says_so_and_sends_nothing_else_about_anyone(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://user:word@127.0.0.1:9/")
    web.answers["http://news.example/a"] = answer(b"", "302 Found", Location="/b", Set_Cookie="a=b")
    assert isinstance(web.get("http://news.example/a"), Page)
    for request in web.requests:
        names = {line.partition(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
        assert names == {b"host", b"connection", b"user-agent", b"accept", b"accept-encoding", b"accept-language"}
        assert b"\r\nUser-Agent: khabar/" in request


def test_a_host_is_asked_once_a_second_and_its_neighbour_at_once(web: Web) -> None:
    urls = ["http://a.example/1", "http://a.example/2", "http://b.example/1", "http://a.example/1"]
    assert len(list(web.fetcher().pages(urls))) == 3
    assert web.asked == [
        "http://a.example/robots.txt",
        "http://a.example/1",
        "http://a.example/2",
        "http://b.example/robots.txt",
        "http://b.example/1",
    ]
    assert web.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("asked_for", "left"), [("7", 7.0), ("0.1", 1.0), ("86400", 60.0)])
def test_a_site_may_ask_for_a_longer_pause_up_to_a_minute(web: Web, asked_for: str, left: float) -> None:
    web.answers["http://a.example/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {asked_for}".encode())
    assert len(list(web.fetcher().pages([f"http://a.example/{number}" for number in range(3)]))) == 3
    assert web.slept == [1.0, left, left]


def test_what_a_site_asks_robots_to_leave_is_left(web: Web) -> None:
    web.answers["http://a.example/robots.txt"] = answer(b"User-agent: *\nDisallow: /drafts")
    assert "robots.txt" in refusal(web.get("http://a.example/drafts/1"))
    assert isinstance(web.get("http://a.example/news/1"), Page)
    assert "http://a.example/drafts/1" not in web.asked


@pytest.mark.parametrize("status", ["500 Broken", "503 Busy", "429 Too Many Requests"])
def test_a_site_whose_wishes_cannot_be_read_is_left(web: Web, status: str) -> None:
    web.answers["http://a.example/robots.txt"] = answer(b"", status)
    assert "robots.txt" in refusal(web.get("http://a.example/1"))
    assert web.asked == ["http://a.example/robots.txt"]


def test_wishes_are_heeded_where_a_redirect_leads(web: Web) -> None:
    web.answers["http://a.example/1"] = answer(b"", "301 Moved", Location="http://b.example/drafts")
    web.answers["http://b.example/robots.txt"] = answer(b"User-agent: khabar\nDisallow: /")
    assert "b.example asks robots" in refusal(web.get("http://a.example/1"))
    assert "http://b.example/drafts" not in web.asked


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed(web: Web, status: str) -> None:
    web.answers["http://a.example/1"] = answer(b"", status, Location="//b.example/2?c#d")
    page = web.get("http://a.example/1")
    assert isinstance(page, Page)
    assert (page.name, page.url) == ("http://a.example/1", "http://b.example/2?c")


def test_a_redirect_in_letters_of_its_own_is_followed(web: Web) -> None:
    web.answers["http://a.example/1"] = answer(b"", "302 Found", Location="/über?ü".encode().decode("latin-1"))
    page = web.get("http://a.example/1")
    assert isinstance(page, Page)
    assert page.url == "http://a.example/%C3%BCber?%C3%BC"


def test_no_more_than_five_redirects_are_followed(web: Web) -> None:
    for number in range(MAX_REDIRECTS + 1):
        web.answers[f"http://a.example/{number}"] = answer(b"", "302 Found", Location=f"/{number + 1}")
    assert isinstance(web.get("http://a.example/1"), Page)
    assert "more than 5 times" in refusal(web.get("http://a.example/0"))


@pytest.mark.parametrize(
    "there",
    [
        "file:///etc/passwd",
        "gopher://b.example/",
        "http://user:word@b.example/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://b.example:22/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://inside.example/",
        "\\\\b.example\\a",
    ],
)
def test_a_redirect_is_checked_as_the_address_was(web: Web, there: str) -> None:
    """The fetcher may reach this very machine here, but only by the names that are at its address."""
    web.addresses = lambda host: {"inside.example": "10.0.0.1"}.get(host, host if host[0].isdigit() else "127.0.0.1")
    web.resolve = _with_ipv6(web)  # type: ignore[method-assign]
    web.answers["http://a.example/1"] = answer(b"", "302 Found", Location=there)
    assert refusal(web.get("http://a.example/1")).startswith("not_fetched: ")
    assert web.asked == ["http://a.example/robots.txt", "http://a.example/1"]


def _with_ipv6(web: Web) -> Callable[[str, int], list[tuple[Any, ...]]]:
    plain = web.resolve

    def resolve(host: str, port: int) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (host, port, 0, 0))] if ":" in host else plain(host, port)

    return resolve


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(web: Web) -> None:
    """DNS rebinding: what is connected to is what was checked, and each request is checked anew."""
    answers = iter(["127.0.0.1", "10.0.0.1", "127.0.0.1"])
    web.addresses = lambda host: next(answers)
    assert "10.0.0.1" in refusal(web.get("http://a.example/1"))
    assert web.looked_up == ["a.example"] * 2
    assert web.asked == ["http://a.example/robots.txt"]


def test_a_name_is_looked_up_once_for_a_request(web: Web) -> None:
    assert isinstance(web.get("http://a.example/1"), Page)
    assert web.looked_up == ["a.example"] * len(web.asked)


def test_by_default_this_machine_is_out_of_reach(web: Web) -> None:
    """Whatever the environment says: there is no switch."""
    (found,) = Fetcher(resolve=web.resolve).pages([f"http://news.example:{web.port}/a"])
    assert "not on the public internet" in refusal(found)
    (found,) = Fetcher(resolve=web.resolve).pages([f"http://127.0.0.1:{web.port}/a"])
    assert "not on the public internet" in refusal(found)
    assert web.asked == []


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "500 Broken", "204 Nothing", "206 Part", "304 Same"]
)
def test_an_answer_that_is_no_page_is_a_failure(web: Web, status: str) -> None:
    web.answers["http://a.example/1"] = answer(PAGE, status)
    assert status[:3] in refusal(web.get("http://a.example/1"))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip", "video/mp4"])
def test_what_is_no_text_is_refused(web: Web, kind: str) -> None:
    web.answers["http://a.example/1"] = answer(Content_Type=kind)
    assert refusal(web.get("http://a.example/1")).startswith("binary: ")


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("", bytes)]
)
def test_a_packed_page_is_unpacked(web: Web, coding: str, pack: Callable[[bytes], bytes]) -> None:
    web.answers["http://a.example/1"] = answer(pack(PAGE), Content_Encoding=coding)
    page = web.get("http://a.example/1")
    assert isinstance(page, Page)
    assert page.data == PAGE


def test_a_page_in_chunks_is_put_together(web: Web) -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:10], PAGE[10:])) + b"0\r\n\r\n"
    web.answers["http://a.example/1"] = answer(body, Content_Length="", Transfer_Encoding="chunked")
    page = web.get("http://a.example/1")
    assert isinstance(page, Page)
    assert page.data == PAGE


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Shells fall</title><link>https://a.example/1</link><pubDate>Thu, 19 Apr 2018 10:00:00 GMT</pubDate>
<description>Shells hit the market of Bara on Monday, and two traders died.</description></item>
<item><title>Arrests</title><link>http://127.0.0.1/2</link>
<description>Police arrested 12 protesters in Sake on Tuesday.</description></item></channel></rss>"""


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8", "text/html"])
def test_of_a_feed_each_entry_is_a_page_and_no_link_is_followed(web: Web, kind: str) -> None:
    web.answers["http://a.example/feed"] = answer(RSS, Content_Type=kind)
    found = list(web.fetcher().pages(["http://a.example/feed"]))
    assert [page.title for page in found if isinstance(page, Page)] == ["Shells fall", "Arrests"]
    assert isinstance(found[0], Page)
    assert (found[0].url, found[0].published) == ("https://a.example/1", date(2018, 4, 19))
    assert web.asked == ["http://a.example/robots.txt", "http://a.example/feed"]


@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_what_could_be_a_feed_and_is_none_is_refused(web: Web, kind: str) -> None:
    web.answers["http://a.example/1"] = answer(b'{"a": [1, 2]}', Content_Type=kind)
    assert refusal(web.get("http://a.example/1")).startswith("binary: ")


BOMB = gzip.compress(b"<p>Shells fell.</p>" * (MAX_INPUT_BYTES // 10))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"", Content_Length=str(MAX_INPUT_BYTES + 1)), "too_large"),
        (answer(BOMB, Content_Encoding="gzip"), "too_large"),
        (answer(b"x" * (MAX_INPUT_BYTES + 1), Content_Length=""), "too_large"),
        (answer(PAGE, Content_Length="10000"), "truncated"),
        (answer(gzip.compress(PAGE, mtime=0)[:-20], Content_Encoding="gzip"), "truncated"),
        (answer(PAGE, Content_Encoding="gzip"), "truncated"),
        (answer(b"5\r\nab", Content_Length="", Transfer_Encoding="chunked"), "truncated"),
        (answer(PAGE, Content_Encoding="br"), "not_fetched"),
        (answer(PAGE, Content_Encoding="gzip, gzip"), "not_fetched"),
        (b"", "not_fetched"),
        (b"SSH-2.0-server\r\n", "not_fetched"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "not_fetched"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n", "not_fetched"),
        (b"HTTP/1.1 abc\r\n\r\n", "not_fetched"),
    ],
)
def test_an_answer_out_of_bounds_is_refused(web: Web, given: bytes, reason: str) -> None:
    web.answers["http://a.example/1"] = given
    assert refusal(web.get("http://a.example/1")).startswith(f"{reason}: ")


def test_a_server_that_gives_a_byte_now_and_then_is_given_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_http, "TOTAL_S", 0.3)

    def drops() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        while True:
            time.sleep(0.02)
            yield b"x"

    web.answers["http://a.example/1"] = drops()
    assert "in time" in refusal(web.get("http://a.example/1", clock=time.monotonic))


def test_a_server_that_is_silent_is_given_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_http, "READ_S", 0.1)

    def silence() -> Iterator[bytes]:
        time.sleep(1)
        yield b""

    web.answers["http://a.example/1"] = silence()
    assert "in time" in refusal(web.get("http://a.example/1"))


def test_a_server_that_is_not_there_is_a_failure(web: Web) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        web.port = unused.getsockname()[1]
        assert "cannot be asked" in refusal(web.get("http://a.example/1"))


def test_a_name_that_is_not_there_is_a_failure(web: Web) -> None:
    def nowhere(host: str, port: int) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "cannot be found" in refusal(web.get("http://a.example/1", resolve=nowhere))


@pytest.fixture
def encrypted(web: Web) -> Web:
    """The same web, all of it encrypted with a certificate for news.example."""
    web.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    web.tls.load_cert_chain(CERTIFICATE)
    return web


def trusting() -> ssl.SSLContext:
    """Return a context that takes the tests' certificate for a good one, and leaves nothing else out."""
    context = fetch_http.context()
    context.load_verify_locations(CERTIFICATE)
    return context


def test_a_page_comes_over_tls_by_its_name(encrypted: Web) -> None:
    page = encrypted.get("https://news.example/a", tls=trusting())
    assert isinstance(page, Page)
    assert page.url == "https://news.example/a"


@pytest.mark.parametrize(("url", "trusted"), [("https://news.example/a", False), ("https://other.example/a", True)])
def test_a_certificate_that_does_not_hold_is_the_end_of_it(encrypted: Web, url: str, trusted: bool) -> None:
    """Neither one that nobody vouches for, nor one of another name."""
    given = {"tls": trusting()} if trusted else {}
    assert "certificate is not valid" in refusal(encrypted.get(url, **given))
    assert encrypted.requests == []


def test_a_server_that_speaks_no_tls_is_asked_nothing(web: Web) -> None:
    web.greeting = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    assert "cannot be asked" in refusal(web.get("https://news.example/a"))
    assert web.asked == []


def test_an_encrypted_page_is_not_followed_into_the_open(encrypted: Web) -> None:
    encrypted.answers["/a"] = answer(b"", "302 Found", Location="http://news.example/b")
    assert "not encrypted" in refusal(encrypted.get("https://news.example/a", tls=trusting()))
    assert encrypted.asked[-1].endswith("/a")


def test_nothing_is_asked_for_where_there_are_no_addresses() -> None:
    assert list(fetch_pages([])) == []

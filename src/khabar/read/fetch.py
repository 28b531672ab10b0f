"""Pages of the web by their addresses, politely, and only those of the public internet (HARDENING S11).

Nothing in khabar comes here unless it was asked to fetch by name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from khabar import __version__
from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Budget
from khabar.read.fetch_address import Address, Resolver, Target, addresses_of, is_public, parse_target, refused
from khabar.read.fetch_http import Answer, ask
from khabar.read.fetch_robots import (
    MAX_DELAY_S,
    MAX_ROBOTS_BYTES,
    NOTHING_SAID,
    Robots,
    parse_robots,
)
from khabar.read.item import Page
from khabar.read.reading import Part, Parts, Reading, ReadOptions
from khabar.read.sniff import HEAD_BYTES, Form, form_of
from khabar.read.stream import Stream
from khabar.records import Failure

if TYPE_CHECKING:
    import ssl

AGENT: Final = "khabar"
"""What a robots.txt calls khabar."""

MAX_REDIRECTS: Final = 5
MIN_DELAY_S: Final = 1.0
"""Seconds between two requests to one host."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", ""})
_FEEDS: Final = frozenset(
    {
        "application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "application/json",
    }
)  # fmt: skip
"""Media types that feeds come as; what is no feed after all is no page either."""


class Fetcher:
    """Gets pages by their addresses, one after another.

    Each name is looked up once for each request, all its addresses must be public, and the connection is made to the
    very address that was checked; a redirect is a new request that is checked anew.

    Args:
        resolve: looks names up; without it the system does. For tests.
        allowed: which addresses may be connected to. For tests; there is no setting for it.
        tls: how to speak TLS. For tests with a certificate of their own; by default nothing is left unchecked.
        clock: seconds.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        *,
        resolve: Resolver | None = None,
        allowed: Callable[[Address], bool] = is_public,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._tls = tls
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._robots: dict[tuple[str, str, int], Robots] = {}

    def pages(self, urls: Iterable[str]) -> Iterator[Page | Failure]:
        """Yield the page at each of ``urls``, each address once, or a `Failure` that says why there is none.

        Of a feed each entry is a page, as far as the feed itself holds it: its links are not followed.
        """
        for url in dict.fromkeys(urls):
            try:
                yield from _taken_apart(self.get(url))
            except InputRefused as refusal:
                yield Failure(url, refusal.reason, refusal.detail)

    def get(self, url: str) -> Page:
        """Return the page at ``url``; its ``url`` is where it was found in the end. It has no day: today is none.

        Raises:
            InputRefused: ``NOT_FETCHED``, ``TOO_LARGE``, ``TRUNCATED``, or ``BINARY`` for what is no page.
        """
        target, answer = self._follow(parse_target(url), polite=True, max_bytes=MAX_INPUT_BYTES)
        if answer.status != 200:
            raise refused(url, f"the server answers {answer.status} {answer.reason}".rstrip() + "; expected a page")
        kind = (answer.media_type or "").partition(";")[0].strip().lower()
        if kind not in _PAGES | _FEEDS or (kind in _FEEDS and not _is_feed(answer.data)):
            detail = f"the address holds {kind[:60]}; expected a page as HTML or plain text"
            raise refused(url, detail, Reason.BINARY)
        return Page(url, answer.data, url=target.url, media_type=answer.media_type)

    def _follow(self, target: Target, *, polite: bool, max_bytes: int) -> tuple[Target, Answer]:
        """Return the answer that is no redirect, and where it came from."""
        for _ in range(MAX_REDIRECTS + 1):
            if polite:
                robots = self._robots_of(target)
                if not robots.allows(target.path):
                    raise refused(target.url, f"{target.host} asks robots not to fetch it (robots.txt)")
            answer = self._ask(target, max_bytes)
            if answer.status not in _REDIRECTS or not answer.location:
                return target, answer
            there = parse_target(urljoin(target.url, _as_utf8(answer.location.strip())))
            if target.scheme == "https" and there.scheme == "http":
                raise refused(target.url, f"is sent on to {there.url}, which is not encrypted; khabar does not follow")
            target = there
        raise refused(target.url, f"is sent on more than {MAX_REDIRECTS} times")

    def _ask(self, target: Target, max_bytes: int) -> Answer:
        self._wait(target)
        places = addresses_of(target, resolve=self._resolve, allowed=self._allowed)
        return ask(target, places, headers=_headers(), max_bytes=max_bytes, tls=self._tls, clock=self._clock)

    def _wait(self, target: Target) -> None:
        """Wait until ``target``'s host may be asked again, and count this request."""
        now = self._clock()
        due = self._next.get(target.host, now)
        if due > now:
            self._sleep(due - now)
        said = self._robots.get((target.scheme, target.host, target.port), NOTHING_SAID).delay_s
        self._next[target.host] = max(due, now) + min(max(said or 0.0, MIN_DELAY_S), MAX_DELAY_S)

    def _robots_of(self, target: Target) -> Robots:
        """Return what the site of ``target`` asks of khabar; one that cannot be asked forbids all (RFC 9309, 2.3.1)."""
        site = (target.scheme, target.host, target.port)
        if site not in self._robots:
            asked = Target(*site, "/robots.txt")
            try:
                _, answer = self._follow(asked, polite=False, max_bytes=MAX_ROBOTS_BYTES)
            except InputRefused as refusal:
                what = "" if refusal.reason is Reason.NOT_FETCHED else f"the robots.txt of {target.host}: "
                raise InputRefused(refusal.reason, f"{what}{refusal.detail}", name=target.url) from None
            if answer.status == 200:
                self._robots[site] = parse_robots(answer.data.decode("utf-8", "replace"), AGENT)
            elif 400 <= answer.status < 500 and answer.status != 429:
                self._robots[site] = NOTHING_SAID
            else:
                detail = (
                    f"the robots.txt of {target.host} cannot be read (the server answers {answer.status}); try later"
                )
                raise refused(target.url, detail)
        return self._robots[site]


def _as_utf8(header: str) -> str:
    """Return a header as UTF-8 where it is: HTTP hands it out as Latin-1, servers write addresses as they have them."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _is_feed(data: bytes) -> bool:
    return form_of(data[:HEAD_BYTES], "") in (Form.FEED, Form.JSON_FEED)


def _taken_apart(page: Page) -> Iterator[Page | Failure]:
    """Yield the entries of a feed; a page as it is."""
    if not isinstance(page.data, bytes) or not _is_feed(page.data):
        yield page
        return
    from khabar.read.feed import pages_of_feed, pages_of_json_feed

    def none_inside(part: Part, reading: Reading) -> Parts:
        return iter(())

    part = Part(page.name, Stream.of(page.data))
    reading = Reading(ReadOptions(), Budget(len(page.data)), none_inside)
    is_xml = form_of(page.data[:HEAD_BYTES], "") is Form.FEED
    yield from (pages_of_feed if is_xml else pages_of_json_feed)(part, reading)


@cache
def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"{AGENT}/{__version__} (reads single news pages at a researcher's request)",
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.9",
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
    }


def fetch_pages(urls: Iterable[str]) -> Iterator[Page | Failure]:
    """Yield the page at each of ``urls``, or a `Failure`; see `Fetcher`."""
    return Fetcher().pages(urls)

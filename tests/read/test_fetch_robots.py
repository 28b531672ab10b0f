"""A site's robots.txt, read as RFC 9309 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.read.fetch_robots import parse_robots


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("USER-AGENT: *\r\ndisallow: /b # drafts\r\n", "/b/c", False),
        ("User-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: khabar\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: Khabar/1.0\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: khabar\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: khabar\n", "/a", True),
        ("User-agent: other\nUser-agent: khabar\nDisallow: /b", "/b", False),
        ("User-agent: khabar\nDisallow: /b\nUser-agent: khabar\nDisallow: /c", "/b", False),
        ("User-agent: *\nDisallow: /b\nAllow: /b/open", "/b/open/1", True),
        ("User-agent: *\nAllow: /b/open\nDisallow: /b", "/b/open/1", True),
        ("User-agent: *\nDisallow: /b\nAllow: /b", "/b", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/x.pdf?download", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/a1b2c3", True),
        ("User-agent: *\nDisallow: /ü", "/%C3%BCber", False),
        ("User-agent: *\nDisallow: /%C3%BC", "/%c3%bcber", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        ("<html><body>Not found: nothing</body></html>", "/a", True),
    ],
)
def test_the_longest_rule_for_the_robot_decides(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text, "khabar").allows(path) is allowed


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: ²", None),
        ("User-agent: other\nCrawl-delay: 10", None),
    ],
)
def test_the_delay_that_a_site_asks_for(text: str, delay_s: float | None) -> None:
    assert parse_robots(text, "khabar").delay_s == delay_s


def test_a_rule_of_many_stars_takes_no_longer_for_it() -> None:
    rules = parse_robots("User-agent: *\nDisallow: /" + "*a" * 20_000 + "b$", "khabar")
    assert rules.allows("/" + "a" * 40_000)


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_can_be_read(text: str, path: str) -> None:
    assert parse_robots(f"User-agent: *\n{text}", "khabar").allows(f"/{path}") in (True, False)

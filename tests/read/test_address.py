"""All the addresses of a page have one key."""

from __future__ import annotations

import pytest

from khabar.read import read_page
from khabar.read.address import host_of, original, url_key

PAGE = "post.example/2024/05/velm?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/2024/05/velm?id=7",
        "http://www.post.example:80/2024/05/velm/?id=7",
        "https://m.post.example/2024/05/velm?id=7#comments",
        "https://POST.example/2024/05/velm/amp/?id=7",
        "https://amp.post.example/amp/2024/05/velm?id=7&outputType=amp",
        "https://post.example/2024/05/velm?utm_source=x&utm_medium=y&id=7&fbclid=abc",
        "https://web.archive.org/web/20240502010101id_/http://post.example/2024/05/velm?id=7",
        "http://web.archive.org/web/2024/post.example/2024/05/velm?id=7",
        "https://web.archive.org/web/20240502010101/https:/post.example/2024/05/velm?id=7",
        "https://archive.ph/2024.05.02-010101/https://post.example/2024/05/velm?id=7",
        "https://archive.today/newest/http://post.example/2024/05/velm?id=7",
        "https://archive.is/o/AbCdE/https://post.example/2024/05/velm?id=7",
        "https://www.webarchive.org.uk/wayback/archive/20240502010101/https://www.post.example/2024/05/velm?id=7",
        "https://webcache.googleusercontent.com/search?q=cache:AbC:https://post.example/2024/05/velm?id=7",
        "https://archive.ph/2024.05.02-010101/https://web.archive.org/web/2024/https://post.example/2024/05/velm?id=7",
        "https://post-example.cdn.ampproject.org/c/s/post.example/2024/05/velm?id=7",
        "https://post.example/2024/05/velm/index.html?id=7",
        "https://post.example/2024/05/%76elm?id=7",
    ],
)
def test_the_addresses_of_one_page_have_one_key(url: str) -> None:
    assert url_key(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/2024/05/velm?id=8",
        "https://post.example/2024/05/velm",
        "https://sport.post.example/2024/05/velm?id=7",
        "https://post.example:8080/2024/05/velm?id=7",
        "https://post.example/2024/05/Velm?id=7",
    ],
)
def test_other_pages_have_other_keys(url: str) -> None:
    assert url_key(url) != PAGE


@pytest.mark.parametrize(
    "url", [None, "", "notes.txt", "file:///a/b", "https://post.example/", "http://[::1", "https://"]
)
def test_what_is_no_address_of_a_page_has_no_key(url: str | None) -> None:
    assert url_key(url) is None


def test_the_order_of_parameters_does_not_matter() -> None:
    assert url_key("https://a.example/x?b=2&a=1") == url_key("https://a.example/x?a=1&b=2")


def test_a_short_host_keeps_its_letter() -> None:
    assert url_key("https://m.org/a") == "m.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/2024/05/velm?from=https://other.example/a",
        "https://archive.ph/AbCdE",
        "https://archive.org/details/velm-in-may",
        "https://web.archive.org/about/",
        "https://web.archive.org.evil.example/web/2024/https://post.example/a",
        "not an address",
    ],
)
def test_what_no_archive_keeps_is_left_as_it_is(url: str) -> None:
    assert original(url) == url


def test_a_page_in_an_archive_is_of_the_outlet_that_it_was_on() -> None:
    from khabar.link.origins import outlet_of

    words = "Shells hit the market of Bara on Monday, and two traders died there, the police said."
    kept = read_page(words, name="a", url="https://web.archive.org/web/20240502010101/https://www.nile.example/bara")
    plain = read_page(words, name="b", url="https://www.nile.example/bara")
    assert outlet_of(kept) == outlet_of(plain) == "nile.example"
    assert kept.url == "https://web.archive.org/web/20240502010101/https://www.nile.example/bara"
    named = read_page(words, name="c", url=plain.url, outlet="web.archive.org")
    assert outlet_of(named) == "nile.example"


def test_an_archives_short_address_leads_to_the_long_one_that_the_page_gives() -> None:
    page = (
        "<html><head><title>Shells fall on Bara</title><meta property='og:site_name' content='archive.ph'>"
        "<link rel='canonical' href='https://archive.ph/AbCdE'>"
        "<link rel='bookmark' href='http://archive.today/20240502010101/https://www.nile.example/bara'></head>"
        "<body><article><h1>Shells fall on Bara</h1><p>Shells hit the market of Bara on Monday, and two traders died "
        "there, the police said.</p></article></body></html>"
    )
    read = read_page(page, name="a", url="https://archive.ph/AbCdE")
    assert (read.outlet, host_of(read.url)) == (None, "www.nile.example")

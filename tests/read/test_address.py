"""All the addresses of a page have one key."""

from __future__ import annotations

import pytest

from khabar.read.address import url_key

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

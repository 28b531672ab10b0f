"""One key for all the addresses that lead to one page."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from khabar.tables import packaged, read_table

_WITHIN: Final = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_BEHIND_ITS_DAY: Final = re.compile(
    r"/(?:\d{4,14}[a-z_]*|[\d.]{10}-\d{6}|newest)/([^/?#]+\.[^/?#.]{2,}(?:[/?#].*)?)$", re.I
)
_MOST_KEPT: Final = 3
"""Archives that keep a page of an archive, one in the other, as far as they are looked through."""

_AMP_CACHE: Final = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org|www\.google\.[a-z.]{2,6}/amp)/(?:[vc]/)?(s/)?", re.I
)
_ONE_PAGE: Final = re.compile(
    r"(?:/(?:amp|index)(?:\.[a-z]{2,5})?|/default\.aspx?|\.amp(?=\.html?$|$)|/)+$", re.IGNORECASE
)
_AMP_BEFORE: Final = re.compile(r"^/amp(?=/)", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}
_ENGLISH_M: Final = 3
"""Least labels of a host whose first label may be dropped: ``m.example.org``, but not ``m.org``."""


@cache
def _noise(kind: str) -> frozenset[str]:
    found: set[str] = set()
    for row in read_table(packaged("khabar.read", "url_noise.tsv"), ["kind", "names"]):
        if row["kind"] not in ("prefix", "exact", "host", "archive"):
            raise row.error(row["kind"], "prefix, exact, host or archive")
        if row["kind"] == kind:
            found.update(row.items("names"))
    return frozenset(found)


def _host(name: str) -> str:
    labels = name.rstrip(".").split(".")
    while len(labels) >= _ENGLISH_M and labels[0] in _noise("host"):
        labels = labels[1:]
    return ".".join(labels)


def _is_noise(name: str) -> bool:
    low = name.lower()
    return low in _noise("exact") or low.startswith(tuple(sorted(_noise("prefix"))))


def original(url: str) -> str:
    """Return the address of the page that a web archive keeps at ``url``; ``url`` itself where it is of no archive.

    The archives are those of ``url_noise.tsv``. An archive's short address (``archive.ph/AbCdE``) tells no other.

    >>> original("https://web.archive.org/web/20200102030405/http://post.example/a"), original("http://post.example/a")
    ('http://post.example/a', 'http://post.example/a')
    """
    for _ in range(_MOST_KEPT):
        if not is_archive(url):
            break
        place = url.partition("//")[2].partition("/")[2]
        if "%3a%2f" in place.lower():
            place = unquote(place)
        if inner := _WITHIN.search(place):
            url = f"{inner.group(1).lower()}://{place[inner.end() :]}"
        elif behind := _BEHIND_ITS_DAY.search("/" + place):
            url = f"http://{behind.group(1)}"
        else:
            break
    return url


def is_archive(url: str) -> bool:
    """Return whether an address is of a web archive, which keeps the pages of others."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[at:]) in _noise("archive") for at in range(len(labels)))


def host_of(url: str | None) -> str | None:
    """Return the host that published a page, in lower case; an archive's pages are of the host that they were on.

    >>> host_of("https://archive.today/20200102030405/https://www.Post.example:443/a")
    'www.post.example'
    """
    try:
        return urlsplit(original(url)).hostname if url else None
    except ValueError:
        return None


def url_key(url: str | None) -> str | None:
    """Return what is the same in all addresses of a page: no scheme, mobile host, tracking parameter or fragment.

    ``None`` where there is no address of the web, or only that of a site's front page. ``url_noise.tsv`` names the
    hosts and parameters that are dropped; an address in a web archive is that of the page it keeps.

    >>> url_key("http://m.post.example/a/1/amp/?utm_source=x&id=7#top"), url_key("https://www.post.example/a/1?id=7")
    ('post.example/a/1?id=7', 'post.example/a/1?id=7')
    """
    if not url:
        return None
    plain = original(url.strip())
    plain = _AMP_CACHE.sub("https://", plain)
    try:
        parts = urlsplit(plain)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not host:
        return None
    path = _ONE_PAGE.sub("", _AMP_BEFORE.sub("", quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._")))
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_noise(k)))
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    if not path.strip("/") and not query and not fragment:
        return None
    where = _host(host.lower()) + (f":{port}" if port and port != _PORTS[parts.scheme.lower()] else "")
    return where + path + (f"?{query}" if query else "") + fragment

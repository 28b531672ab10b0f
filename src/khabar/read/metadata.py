"""What a page says of itself: title, byline, outlet, address, language, and the day it was published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from khabar.read.blocks import Tree

MAX_META_CHARS: Final = 1_000
"""Longest value taken from the head of a page."""

_SPACE: Final = re.compile(r"\s+")
_DAY: Final = re.compile(r"\s{0,9}(\d{4})-(\d{2})-(\d{2})(?!\d)|\s{0,9}(\d{4})(\d{2})(\d{2})(?!\d)")
_NAMED_DAY: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s{1,3}([A-Z][a-z]{2,8})\.?,?\s{1,3}(\d{4}))"
    r"|(?:([A-Z][a-z]{2,8})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4}))"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_DAY: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_PUBLISHED_KEYS: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publishdate",
    "publish-date", "publish_date", "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "article.published",
    "date", "originalpublicationdate", "article_date_original", "timestamp", "release_date",
)  # fmt: skip
_BY: Final = re.compile(r"^by\s+", re.IGNORECASE)
_ARTICLE_TYPES: Final = re.compile(r"(?:Article|Posting|Report|WebPage)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page gives; ``None`` where it gives nothing."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    published_from: str | None = None
    article_body: str | None = None
    window_title: str | None = None


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", value[:MAX_META_CHARS]).strip() or None


def parse_day(value: object) -> date | None:
    """Return the civil day that a machine date or an English date gives, in its own time zone; ``None`` if none.

    >>> parse_day("2023-05-04T23:30:00-04:00")
    datetime.date(2023, 5, 4)
    >>> parse_day("Thursday, 4 May 2023")
    datetime.date(2023, 5, 4)
    """
    if not isinstance(value, str):
        return None
    value = value[:200]
    if machine := _DAY.match(value):
        parts = machine.groups()
        year, month, day = (int(part) for part in (parts[:3] if parts[0] else parts[3:]))
    elif named := _NAMED_DAY.search(value):
        day_first = named.group(1) is not None
        number, word, at_year = named.group(1, 2, 3) if day_first else named.group(5, 4, 6)
        prefix = word[:3].lower()
        if prefix not in _MONTHS:
            return None
        year, month, day = int(at_year), _MONTHS.index(prefix) + 1, int(number)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in a JSON-LD value, outer ones first."""
    if depth > 6:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)


def _json_ld(scripts: list[str]) -> dict[str, Any]:
    """Return the JSON-LD object that describes the page's article, empty if there is none."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        try:
            found += _objects(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue
    for item in found:
        kinds = item.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
            return item
    return next((item for item in found if "datePublished" in item), {})


def _named(value: Any) -> str | None:
    """Return the name in a JSON-LD person or organisation, several joined."""
    if isinstance(value, list):
        names = [name for name in map(_named, value[:20]) if name]
        return ", ".join(names) or None
    return _clean(value.get("name")) if isinstance(value, dict) else _clean(value)


def _meta(root: Any) -> dict[str, str]:
    """Return the page's meta values by lower-case name, the first of each."""
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        content = _clean(element.get("content"))
        for key in ("property", "name", "itemprop"):
            if content and element.get(key):
                values.setdefault(element.get(key).strip().lower(), content)
    return values


def web_address(value: str | None, base: str | None = None) -> str | None:
    """Return ``value`` if it is an http or https address, made absolute against ``base``; ``None`` otherwise."""
    if not value:
        return None
    try:
        whole = urljoin(base or "", value.strip())
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and host and len(whole) <= 2_000 else None


def _times(root: Any) -> Iterator[Any]:
    """Yield the elements that may hold the day of publication, those that say so first; none in comments or asides."""
    tagged = [el for el in root.iter() if isinstance(el.tag, str) and "datePublished" in (el.get("itemprop") or "")]
    yield from tagged
    for element in root.iter("time"):
        above = [up.tag for up in element.iterancestors()]
        words = " ".join(f"{up.get('class')} {up.get('id')}" for up in element.iterancestors()).lower()
        if not {"aside", "footer", "nav"} & set(above[:-2]) and "comment" not in words and "related" not in words:
            yield element


def _published(root: Any, item: dict[str, Any], meta: dict[str, str], url: str | None) -> tuple[date, str] | None:
    if day := parse_day(item.get("datePublished")):
        return day, "json-ld"
    for key in _PUBLISHED_KEYS:
        if day := parse_day(meta.get(key)):
            return day, "meta"
    for element in _times(root):
        given = element.get("datetime") or element.get("content") or element.text_content()
        if day := parse_day(given):
            return day, "time"
    if url and (in_url := _URL_DAY.search(url)):
        year, month, number = map(int, in_url.groups())
        if day := parse_day(f"{year:04}-{month:02}-{number:02}"):
            return day, "url"
    return None


def read_metadata(tree: Tree, *, url: str | None = None) -> Metadata:
    """Return what the page says of itself. An ``url`` from outside wins over the page's own.

    ``published_from`` is ``json-ld``, ``meta``, ``time`` or ``url``, in the order in which they are believed.
    """
    root = tree.root
    item, meta = _json_ld(tree.page.json_ld), _meta(root)
    links = [el.get("href") for el in root.iter("link") if "canonical" in (el.get("rel") or "").lower().split()]
    address = web_address(url) or next(
        (found for link in (*links, meta.get("og:url")) if (found := web_address(link, url))), None
    )
    title_element = next(root.iter("title"), None)
    title = _clean(meta.get("og:title")) or _clean(item.get("headline"))
    window_title = _clean(title_element.text_content()) if title_element is not None else None
    author = _named(item.get("author")) or meta.get("author") or meta.get("byl") or meta.get("dc.creator")
    when = _published(root, item, meta, address)
    return Metadata(
        title=title or window_title,
        byline=_BY.sub("", author) if author and "://" not in author else None,
        outlet=_named(item.get("publisher")) or meta.get("og:site_name") or meta.get("application-name"),
        url=address,
        language=_clean(root.get("lang") or root.get("xml:lang") or meta.get("og:locale")),
        published=when[0] if when else None,
        published_from=when[1] if when else None,
        article_body=item["articleBody"] if isinstance(item.get("articleBody"), str) else None,
        window_title=window_title,
    )

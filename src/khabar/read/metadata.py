"""What a page says of itself: title, byline, outlet, address, language, days; each with where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from khabar.read.address import is_archive, original
from khabar.read.blocks import Tree
from khabar.read.days import read_stamp
from khabar.read.jsonld import kinds, read_json_ld, the_article
from khabar.read.said import PUBLISHED, UPDATED, Said, in_address
from khabar.read.stamped import stamps_of
from khabar.read.stamped_beside import days_beside
from khabar.records import Statement
from khabar.tables import packaged, read_table

MAX_META_CHARS: Final = 1_000
"""Longest value taken from the head of a page."""

MAX_NAME_CHARS: Final = 120
"""Longest text of an element that is taken for the names of authors."""

_SPACE: Final = re.compile(r"\s+")
_BY: Final = re.compile(r"^(?:written\s)?by:?\s+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"^@|://|^\d+$")
_OF_PARSELY: Final = re.compile(r'"pub_date"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_RIGHTS: Final = re.compile(r"©|\(c\)|copyright|all rights|\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page gives; ``None`` where it gives nothing.

    ``said`` are the days that it states, ``statements`` all that it states of its other fields, those chosen first.
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    said: tuple[Said, ...] = ()
    statements: tuple[Statement, ...] = ()
    article_body: str | None = None
    window_title: str | None = None


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", value[:MAX_META_CHARS]).strip() or None


@cache
def _names() -> dict[str, tuple[str, float]]:
    """Return what the names of meta elements say: field and confidence."""
    rows = read_table(packaged("khabar.read", "meta_names.tsv"), ["name", "field", "confidence"])
    return {row["name"]: (row["field"], float(row["confidence"])) for row in rows}


def _named(value: Any) -> str | None:
    """Return the name in a JSON-LD person or organisation, several joined."""
    if isinstance(value, list):
        names = [name for name in map(_named, value[:20]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    return _clean(value.get("name")) if isinstance(value, dict) else _clean(value)


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


def _from_meta(root: Any) -> Iterator[tuple[str, str, str, float]]:
    """Yield what the page's meta elements say: field, value, where, confidence; of one name the first value."""
    seen: set[str] = set()
    names = _names()
    for element in root.iter("meta"):
        content = _clean(element.get("content") or element.get("value"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if content and name in names and name not in seen:
                # Microdata within the body has a reader of its own, which knows what it belongs to.
                if key == "itemprop" and element.getparent() is not None and element.getparent().tag != "head":
                    continue
                # What a server says there of a date is when it sent the page.
                if key == "http-equiv" and name == "date":
                    continue
                seen.add(name)
                field, confidence = names[name]
                yield field, content, f"meta {name}", confidence


def _days_in_json(item: dict[str, Any]) -> Iterator[Said]:
    is_article = any(kind.endswith(("Article", "Posting", "Report")) for kind in kinds(item))
    for key, field, confidence in (
        ("datePublished", PUBLISHED, 0.97),
        ("dateCreated", PUBLISHED, 0.75),
        ("uploadDate", PUBLISHED, 0.85),
        ("dateModified", UPDATED, 0.95),
    ):
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("@value") if isinstance(value, dict) else value
        if stamp := read_stamp(value):
            yield Said(field, stamp, f"json-ld {key}", confidence if is_article else confidence - 0.15, str(value))


def _from_json(item: dict[str, Any]) -> Iterator[tuple[str, str | None, str, float]]:
    yield "title", _clean(item.get("headline")) or _clean(item.get("name")), "json-ld headline", 0.93
    yield "byline", _named(item.get("author")) or _named(item.get("creator")), "json-ld author", 0.95
    yield "outlet", _named(item.get("publisher")), "json-ld publisher", 0.97
    language = item.get("inLanguage")
    yield "language", _named(language), "json-ld inLanguage", 0.9


def _from_elements(root: Any, window_title: str | None) -> Iterator[tuple[str, str | None, str, float]]:
    yield "title", window_title, "title", 0.6
    yield "language", _clean(root.get("lang") or root.get("xml:lang")), "html lang", 0.85
    for element in _find_authors()(root):
        words = _clean("".join(element.itertext()))
        if words and len(words) <= MAX_NAME_CHARS:
            yield "byline", words, "microdata author" if element.get("itemprop") else "rel author", 0.8
            return


@cache
def _find_authors() -> Any:
    return etree.XPath("//*[@rel='author' or @itemprop='author']")


def _is_name(value: str) -> bool:
    return not _HANDLE.search(value)


def read_metadata(tree: Tree, *, url: str | None = None) -> Metadata:
    """Return what the page says of itself. An ``url`` from outside wins over the page's own.

    Of several values of one field the one from the place with the highest confidence is chosen; days are settled by
    `khabar.read.said.settle`, when the lines that readers see have been read as well.
    """
    root = tree.root
    title_element = next(root.iter("title"), None)
    window_title = _clean("".join(title_element.itertext())) if title_element is not None else None
    meta = list(_from_meta(root))
    links = [el.get("href") for el in root.iter("link") if "canonical" in (el.get("rel") or "").lower().split()]
    og_url = next(
        (el.get("content") for el in root.iter("meta") if (el.get("property") or "").lower() == "og:url"), None
    )
    stated = _addresses(links, og_url, url)
    address = url or (stated[0].value if stated else None)
    if address and is_archive(address) and original(address) == address:
        # An archive's short address does not say which page it keeps; its long one does.
        kept = [el.get("href") for el in root.iter("link") if "bookmark" in (el.get("rel") or "").lower().split()]
        longer = (web_address(one) for one in (*links, og_url, *kept))
        address = next((one for one in longer if one and is_archive(one) and original(one) != one), address)
    titles = [value for field, value, _, _ in meta if field == "title"] + ([window_title] if window_title else [])
    titles += [words for element in root.iter("h1") if (words := _clean("".join(element.itertext())))][:1]
    item = the_article(read_json_ld(tree.page.json_ld), titles, address)
    values = [*_from_json(item), *meta, *_from_elements(root, window_title)]
    chosen: dict[str, Statement] = {}
    others: list[Statement] = []
    for field, value, where, confidence in sorted(values, key=lambda value: -value[3]):
        if field in (PUBLISHED, UPDATED) or not value:
            continue
        if field == "byline":
            value = _BY.sub("", value)
            if not value or not _is_name(value):
                continue
        if where == "meta copyright" and _RIGHTS.search(value):
            continue
        statement = Statement(field, value, where, confidence)
        if field in chosen:
            others.append(statement)
        else:
            chosen[field] = statement
    said = [*_days_in_json(item), *_days_in_meta(meta), *_days_in_labels(root), *stamps_of(root), *days_beside(root)]
    if address and (in_url := in_address(address)):
        said.append(in_url)
    body = item.get("articleBody")

    def of(field: str) -> str | None:
        return chosen[field].value if field in chosen else None

    return Metadata(
        title=of("title"),
        byline=of("byline"),
        outlet=of("outlet"),
        url=address,
        language=of("language"),
        said=tuple(said),
        statements=(*chosen.values(), *stated, *others),
        article_body=body if isinstance(body, str) else None,
        window_title=window_title,
    )


def _days_in_meta(meta: list[tuple[str, str, str, float]]) -> Iterator[Said]:
    for field, value, where, confidence in meta:
        if field in (PUBLISHED, UPDATED) and (stamp := read_stamp(value)):
            yield Said(field, stamp, where, confidence, value)


def _days_in_labels(root: Any) -> Iterator[Said]:
    """Yield the days in meta elements that hold more than a day: Twitter's labelled fields, and Parse.ly's JSON."""
    named = ((el.get("name") or el.get("property") or "", el.get("content")) for el in root.iter("meta"))
    given = {name.strip().lower(): content for name, content in named}
    for number in "1234":
        label = (given.get(f"twitter:label{number}") or "").strip(" :").lower()
        field = {"published": PUBLISHED, "published on": PUBLISHED, "date": PUBLISHED, "posted": PUBLISHED}.get(label)
        field = UPDATED if label in ("updated", "last updated") else field
        data = given.get(f"twitter:data{number}")
        if field and (stamp := read_stamp(data)):
            yield Said(field, stamp, "meta twitter:data", 0.85, data or "")
    page = _OF_PARSELY.search((given.get("parsely-page") or "")[:20_000])
    if page and (stamp := read_stamp(page.group(1))):
        yield Said(PUBLISHED, stamp, "meta parsely-page", 0.9, page.group(1))


def _addresses(links: list[str | None], og_url: str | None, base: str | None) -> list[Statement]:
    found = [(link, "link canonical", 0.95) for link in links[:1]] + [(og_url, "meta og:url", 0.9)]
    return [
        Statement("url", address, where, confidence)
        for link, where, confidence in found
        if (address := web_address(link, base))
    ]

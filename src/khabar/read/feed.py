"""The entries of a feed, each a page: RSS 0.9 to 2.0, Atom, RDF, and JSON Feed.

An entry's page is its content (``content:encoded``, ``content``), or else its summary, under its title. No entity is
expanded, no external file is read, and nothing is held but the entry at hand.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.entities import html5
from typing import Any, Final

from lxml import etree

from khabar.errors import InputRefused, Reason
from khabar.read.item import Page
from khabar.read.metadata import web_address
from khabar.read.moments import civil_day
from khabar.read.reading import Part, Parts, Reading, whole
from khabar.read.stream import CHUNK_BYTES
from khabar.records import Failure

MAX_ENTRY_BYTES: Final = 4 * 1024 * 1024
"""Largest entry read: a long article has some hundred kilobytes."""

SUMMARY_CHARS: Final = 600
"""An entry without content whose description is shorter than this holds a summary, not the article."""

_ROOTS: Final = frozenset({"rss", "feed", "RDF"})
_CORE: Final = re.compile(
    r"(?:http://www\.w3\.org/2005/Atom|http://purl\.org/(?:atom/ns#|rss/1\.0/|net/rss1\.1#)"
    r"|http://my\.netscape\.com/.*|http://(?:backend|blogs)\.userland\.com/.*|http://channel\.netscape\.com/.*)?"
)
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN: Final = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


@dataclass(slots=True)
class _Entry:
    """What an entry says, by the names that all forms of feed share."""

    title: str | None = None
    url: str | None = None
    day: date | None = None
    content: str | None = None
    summary: str | None = None
    author: str | None = None
    outlet: str | None = None
    base: str | None = None


@dataclass(slots=True)
class _Feed:
    """What a feed says of itself, and what was found in it."""

    title: str | None = None
    url: str | None = None
    language: str | None = None
    entries: int = 0
    summaries: int = 0
    author: str | None = field(default=None)


def pages_of_feed(part: Part, reading: Reading) -> Parts:
    """Yield the entries of an RSS, Atom or RDF file, named by their number: ``feed.xml!3``.

    A feed that is not well formed is read as far as its entries can be told apart, and that is a failure too.
    """
    feed = _Feed()
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for entry in _entries(part, parser, feed):
        yield _page(part, reading, feed, entry)
    errors = [
        error for error in parser.feed_error_log if error.level >= etree.ErrorLevels.ERROR and not _harmless(error)
    ]
    if errors:
        said = " ".join(errors[0].message.split())[:120]
        more = f" and {len(errors) - 1:,} more" if len(errors) > 1 else ""
        detail = f"line {errors[0].line:,}: {said}{more}; {feed.entries:,} entries were read"
        yield Failure(part.name, Reason.DAMAGED, detail)
    elif not feed.entries:
        yield Failure(part.name, Reason.EMPTY, "the feed has no entries")
    yield from _said_of(part, feed)


def _harmless(error: Any) -> bool:
    """Return whether an error is of an entity such as ``&nbsp;``, or a namespace that nobody declared."""
    return "ENTITY" in error.type_name or error.type_name.startswith(("NS_", "WAR_"))


def _entries(part: Part, parser: Any, feed: _Feed) -> Iterator[_Entry]:
    """Yield the entries as they are complete, and forget them."""
    root: Any = None
    current: Any = None
    begun = fed = 0
    while data := part.stream.read1(CHUNK_BYTES):
        fed += len(data)
        try:
            parser.feed(data)
        except etree.XMLSyntaxError:
            return
        for event, element in parser.read_events():
            if not isinstance(element.tag, str):
                continue
            name = _name(element)[1]
            if event == "start":
                if root is None:
                    root = element
                    _check_root(root, name, part.name)
                elif name in ("item", "entry") and _is_core(element):
                    # No entry holds another: one before that was not closed is given up.
                    current, begun = element, fed
                continue
            if element is current:
                feed.entries += 1
                yield _read_entry(current, feed)
                current = None
                _drop(element)
            elif current is None and element is not root and name != "channel":
                _read_head(element, name, feed)
                _drop(element)
        if current is not None and fed - begun > MAX_ENTRY_BYTES:
            detail = f"an entry has more than {MAX_ENTRY_BYTES:,} bytes; what is behind it was not read"
            raise InputRefused(Reason.TOO_LARGE, detail, name=part.name)
    # What is left open now is closed by the parser, but an entry that was cut off is none.
    try:
        parser.close()
    except etree.XMLSyntaxError:
        return


def _check_root(root: Any, name: str, part_name: str) -> None:
    if name not in _ROOTS:
        detail = f"an XML file of <{name[:40]}>; expected a feed (RSS, Atom, RDF), or a page as HTML"
        raise InputRefused(Reason.NO_TEXT, detail, name=part_name)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        detail = "the feed declares entities of its own, as an attack does; they are not expanded, and it is not read"
        raise InputRefused(Reason.UNREADABLE, detail, name=part_name)


def _drop(element: Any) -> None:
    """Free an element and all that stands before it."""
    element.clear()
    above = element.getparent()
    while above is not None and len(above) and above[0] is not element:
        del above[0]


def _name(element: Any) -> tuple[str, str]:
    """Return namespace and local name; a prefix that nobody declared stands for what it mostly does."""
    namespace, brace, local = element.tag.rpartition("}")
    if brace:
        return namespace[1:], local
    prefix, _, local = local.rpartition(":")
    return {"content": _CONTENT, "dc": _DUBLIN[0]}.get(prefix, prefix), local


def _is_core(element: Any) -> bool:
    return _CORE.fullmatch(_name(element)[0]) is not None


def _text(element: Any) -> str:
    """Return the text of an element; an entity that HTML knows is that character, any other stays as it is written."""
    parts = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            parts.append(html5.get(f"{child.name};", f"&{child.name};"))
        elif isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _markup(element: Any) -> str:
    """Return the content of an element as HTML: escaped once, or as elements (Atom's ``xhtml``)."""
    if element.get("type") in ("text", "text/plain"):
        return _paragraphs(_text(element))
    if not any(isinstance(child.tag, str) for child in element):
        return _text(element)
    inner = [html.escape(element.text or "", quote=False)]
    inner += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(inner)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(piece, quote=False)}</p>" for piece in re.split(r"\n\s*\n", text) if piece.strip())


def _line(text: str | None) -> str | None:
    """Return a title as plain text: feeds escape it once or twice, with and without mark-up."""
    if not text:
        return None
    plain = " ".join(_TAG.sub("", html.unescape(text)).split())
    return plain[:1_000] or None


def _read_head(element: Any, name: str, feed: _Feed) -> None:
    above = element.getparent()
    inside = _name(above)[1] if above is not None else ""
    if inside not in ("channel", "feed", "rss", "RDF"):
        return
    if name == "title" and _is_core(element) and feed.title is None:
        feed.title = _line(_text(element))
    elif name == "link" and _is_core(element) and feed.url is None and element.get("rel") in (None, "alternate"):
        feed.url = web_address(element.get("href") or _text(element))
    elif name == "language" and feed.language is None:
        feed.language = _text(element).strip()[:20] or None
    if feed.language is None and inside == "feed":
        feed.language = above.get("{http://www.w3.org/XML/1998/namespace}lang")


def _read_entry(element: Any, feed: _Feed) -> _Entry:
    entry = _Entry(base=element.get("{http://www.w3.org/XML/1998/namespace}base"))
    guid: str | None = None
    for child in element:
        if not isinstance(child.tag, str):
            continue
        namespace, name = _name(child)
        core = _is_core(child)
        if name == "title" and core:
            entry.title = entry.title or _line(_text(child))
        elif name == "link" and core:
            if entry.url is None and child.get("rel") in (None, "alternate"):
                entry.url = (child.get("href") or _text(child)).strip() or None
        elif name in ("guid", "id") and core:
            guid = _text(child).strip() if child.get("isPermaLink", "true") == "true" else None
        elif name == "origLink":
            entry.url = _text(child).strip() or entry.url
        elif (name in ("pubDate", "published", "issued") and core) or (
            name in ("date", "issued", "created") and namespace in _DUBLIN
        ):
            entry.day = entry.day or civil_day(_text(child))
        elif (name == "encoded" and namespace == _CONTENT) or (name == "content" and core and not child.get("src")):
            entry.content = entry.content or _markup(child)
        elif name in ("description", "summary") and core:
            entry.summary = entry.summary or _markup(child)
        elif name == "creator" or (name == "author" and core):
            entry.author = entry.author or _author(child)
        elif name == "source" and core:
            entry.outlet = _source(child)
    entry.url = web_address(entry.url, entry.base or feed.url) or web_address(guid)
    return entry


def _author(element: Any) -> str | None:
    named = next((child for child in element if isinstance(child.tag, str) and child.tag.endswith("name")), element)
    text = _line(_text(named))
    # RSS has addresses here, "desk@news.example (A. Reporter)".
    match = re.fullmatch(r"\S+@\S+\s*(?:\(([^()]+)\))?", text or "")
    return match[1] if match else text


def _source(element: Any) -> str | None:
    """Return whose entry it is where a feed brings those of others: RSS has the name, Atom a feed's head."""
    titles = [child for child in element if isinstance(child.tag, str) and _name(child)[1] == "title"]
    return _line(_text(titles[0] if titles else element))


def _page(part: Part, reading: Reading, feed: _Feed, entry: _Entry) -> Page | Failure:
    name = f"{part.name}!{feed.entries}"
    body = (entry.content or "").strip() or (entry.summary or "").strip()
    if not body and not entry.title:
        return Failure(name, Reason.EMPTY, "the entry has neither title nor text")
    if not (entry.content or "").strip() and len(_TAG.sub("", body)) < SUMMARY_CHARS:
        feed.summaries += 1
    if body and not _TAG.search(body):
        body = _paragraphs(html.unescape(body))
    head = [f"<title>{html.escape(entry.title)}</title>"] if entry.title else []
    head += [f'<meta name="author" content="{html.escape(entry.author)}">'] if entry.author else []
    lang = f' lang="{html.escape(feed.language)}"' if feed.language else ""
    title = f"<h1>{html.escape(entry.title, quote=False)}</h1>\n" if entry.title else ""
    page = (
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8">{"".join(head)}</head>\n'
        f"<body><article>\n{title}{body}\n</article></body></html>\n"
    )
    data = page.encode("utf-8", "replace")
    return Page(
        name,
        data,
        url=entry.url,
        published=entry.day,
        published_from="feed" if entry.day else None,
        outlet=entry.outlet or feed.title,
        title=entry.title,
        media_type="text/html; charset=utf-8",
        done=reading.page(len(data)),
    )


def _said_of(part: Part, feed: _Feed) -> Iterator[Failure]:
    if feed.summaries:
        detail = (
            f"{feed.summaries:,} of {feed.entries:,} entries hold a title and summary only; they were read, "
            "their articles were not: give the pages themselves"
        )
        yield Failure(part.name, Reason.LEFT_OUT, detail)


def pages_of_json_feed(part: Part, reading: Reading) -> Parts:
    """Yield the entries of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    data = whole(part.stream, part.name)
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputRefused(Reason.DAMAGED, f"is no JSON ({str(error)[:100]})", name=part.name) from None
    items = given.get("items") if isinstance(given, dict) else None
    if not isinstance(items, list):
        raise InputRefused(Reason.DAMAGED, "is no JSON Feed: it has no list of items", name=part.name)
    feed = _Feed(_string(given, "title"), web_address(_string(given, "home_page_url")), _string(given, "language"))
    for item in items:
        feed.entries += 1
        if isinstance(item, dict):
            yield _page(part, reading, feed, _read_item(item, feed))
        else:
            yield Failure(f"{part.name}!{feed.entries}", Reason.DAMAGED, "the item is no object")
    if not items:
        yield Failure(part.name, Reason.EMPTY, "the feed has no entries")
    yield from _said_of(part, feed)


def _string(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _read_item(item: dict[str, Any], feed: _Feed) -> _Entry:
    text = _string(item, "content_text")
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    author = next((_string(one, "name") for one in authors or [] if isinstance(one, dict)), None)
    return _Entry(
        title=_line(_string(item, "title")),
        url=web_address(_string(item, "url"), feed.url) or web_address(_string(item, "id")),
        day=civil_day(_string(item, "date_published")),
        content=_string(item, "content_html") or (_paragraphs(text) if text else None),
        summary=_paragraphs(_string(item, "summary") or ""),
        author=author,
    )

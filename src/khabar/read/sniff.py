"""What a file is, by its first bytes; its name is asked only where they do not tell."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from khabar.read.compression import SUFFIXES as PACKED
from khabar.read.compression import codec_of

HEAD_BYTES: Final = 4096
"""How much of a file is looked at."""

PAGES: Final = (".htm", ".html", ".markdown", ".md", ".mht", ".mhtml", ".eml", ".shtml", ".txt", ".xhtml")
FEEDS: Final = (".atom", ".rdf", ".rss", ".xml")
TABLES: Final = (".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".tsv")
ARCHIVES: Final = (".tar", ".tbz2", ".tgz", ".txz", ".warc", ".zip")

_PACKED_TARS: Final = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|(?:\w{1,20}:)?(?:feed|RDF))[\s>]")
_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|title)[\s>]", re.IGNORECASE)
_DISQUS: Final = re.compile(rb"<disqus[\s>]")
_DISCOURSE: Final = re.compile(rb'"post_stream"\s*:\s*\{')
_COMMENT_LIST: Final = re.compile(
    rb'"(?:comments|posts|response|replies)"\s*:\s*(?:\{\s*"(?:nodes|edges|data)"\s*:\s*)?\[\s*\{'
)
_MIME: Final = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3,200}")
_MIME_MARK: Final = re.compile(rb"^(?:MIME-Version|Snapshot-Content-Location|Message-ID):", re.I | re.M)
_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|ul|ol|span|a|link|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_SOMEWHERE: Final = re.compile(r"</(?:p|div|body|html|article|h[1-6]|li|td)\s{0,9}>", re.IGNORECASE)
_HTML_NAME: Final = re.compile(r"\.x?html?$", re.IGNORECASE)


class Form(StrEnum):
    """What a stream of bytes holds, as far as taking it apart goes."""

    PACKED = "packed"
    ZIP = "zip"
    TAR = "tar"
    WARC = "warc"
    ARC = "arc"
    FEED = "feed"
    JSON_FEED = "json_feed"
    THREADS = "threads"
    TABLE = "table"
    MIME = "mime"
    PAGE = "page"


def suffix_of(name: str) -> str:
    """Return the ending of a name that tells its content, in lower case, without one that tells its compression.

    >>> suffix_of("crawl/Pages.HTML.gz"), suffix_of("day.tgz"), suffix_of("README")
    ('.html', '.tar', '')
    """
    suffix, before = _last(name.rpartition("!")[2].replace("\\", "/").rpartition("/")[2].lower())
    if suffix in PACKED:
        suffix, _ = _last(before)
    return _PACKED_TARS.get(suffix, suffix)


def _last(name: str) -> tuple[str, str]:
    """Return the last ending of a file's name, and what is before it."""
    before, dot, last = name.rpartition(".")
    return (dot + last, before) if before.strip(".") and last else ("", name)


def is_taken(name: str) -> bool:
    """Return whether a file of this name is taken from a folder.

    >>> [is_taken(name) for name in ("a.html", "a.warc.gz", "a.csv.xz", "a.png", "a.gz")]
    [True, True, True, False, False]
    """
    return suffix_of(name) in (*PAGES, *FEEDS, *TABLES, *ARCHIVES, *_PACKED_TARS)


def form_of(head: bytes, name: str) -> Form:
    """Return what begins with ``head`` and is called ``name``.

    >>> form_of(b"WARC/1.0\\r\\nWARC-Type: warcinfo", "x").value, form_of(b"id,text", "rows.csv").value
    ('warc', 'table')
    """
    suffix = suffix_of(name)
    if codec_of(head):
        return Form.PACKED
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or (suffix == ".zip" and head.strip()):
        return Form.ZIP
    if head[257:262] == b"ustar" or (suffix == ".tar" and len(head) >= 512):
        return Form.TAR
    if head.startswith(b"WARC/") or (suffix == ".warc" and head.strip()):
        return Form.WARC
    if head.startswith(b"filedesc://"):
        return Form.ARC
    if head.startswith(b"PAR1"):
        return Form.TABLE
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{") and b"jsonfeed.org/version" in text.replace(b"\\/", b"/"):
        return Form.JSON_FEED
    if is_export(text) and suffix not in (".jsonl", ".ndjson"):
        return Form.THREADS
    if suffix in TABLES or (not suffix and text.startswith(b"{") and b'"' in text[:200]):
        return Form.TABLE
    if text.startswith(b"<") and _is_feed(text, suffix):
        return Form.FEED
    if head.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")) and suffix in FEEDS:
        return Form.FEED
    if suffix in (".mht", ".mhtml", ".eml") or (_MIME_MARK.search(text) and _MIME.match(text)):
        return Form.MIME
    return Form.PAGE


def is_export(head: bytes) -> bool:
    """Return whether what begins with ``head`` is an export of a comment system.

    >>> is_export(b'{"post_stream": {"posts": []}}'), is_export(b"<?xml version='1.0'?><disqus xmlns='x'>")
    (True, True)
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return bool(_DISQUS.search(text))
    return text.startswith((b"{", b"[")) and bool(_DISCOURSE.search(text) or _COMMENT_LIST.search(text))


def _is_feed(text: bytes, suffix: str) -> bool:
    feed, page = _FEED.search(text), _MARKUP.search(text)
    if feed and (page is None or feed.start() < page.start()):
        return True
    return suffix in FEEDS and page is None


def is_html_page(text: str, name: str, media_type: str | None) -> bool:
    """Return whether a page is HTML and not plain text: by its media type, its first tag, or the tags that it closes.

    >>> is_html_page("<p>Shells hit Bara.</p>", "a", None), is_html_page("Shells hit Bara.", "a.html", None)
    (True, False)
    """
    kind = (media_type or "").lower()
    if "html" in kind:
        return True
    if _HTML_START.match(text):
        return True
    closed = len(_HTML_SOMEWHERE.findall(text[:200_000]))
    # A page's name says HTML, but a file without a tag keeps its paragraphs only when it is read as flat text.
    return closed > 0 if _HTML_NAME.search(name) and not kind.startswith("text/plain") else closed >= 5

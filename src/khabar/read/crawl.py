"""Which records of a web archive are pages, and what is said of the others.

A page is a ``response`` with status 200 whose content is HTML or plain text, a ``resource`` of such a type, or a
``conversion`` (the plain text of a page, as in Common Crawl's WET files). Everything else is counted, by what it is, in
one row with the reason ``left_out``. That an archive was made on some day says nothing of when a page was published.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from khabar.errors import InputRefused, MissingPart, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Damaged, Unpacker, codec_of, unpack
from khabar.read.http import Response, content_of, read_response
from khabar.read.item import Page
from khabar.read.moments import moment
from khabar.read.reading import Part, Parts, Reading, left_out_line, too_large
from khabar.read.warc import MAX_BLOCK_BYTES, Record, Records
from khabar.records import Failure

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "text/plain"})
_SCRIPTS: Final = frozenset(
    {"text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript"}
)
_KINDS: Final = {"image": "images", "video": "video and sound", "audio": "video and sound", "font": "fonts"}
_NO_PAGE: Final = re.compile(r"/robots\.txt$|\.(?:css|js|mjs|json|map|svg|woff2?)$", re.IGNORECASE)
_SILENT: Final = frozenset({"warcinfo", "request", "metadata", "continuation"})
"""Records that tell of others, or how they came about."""

_OF_THE_CRAWL: Final = ("dns:", "whois:", "urn:", "filedesc:", "metadata:")
"""Addresses under which crawlers keep their own notes: wget its log, Browsertrix a page's text once more."""

_MARKUP: Final = re.compile(rb"\s{0,200}<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TYPE: Final = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}")


def pages_of_warc(part: Part, reading: Reading, unpacker: Unpacker | None = None) -> Parts:
    """Yield the pages of a web archive, named by the number of their record: ``crawl.warc.gz!17``.

    A damaged record is a failure with the byte at which it begins; the records before and behind it are read.
    """
    left_out: Counter[str] = Counter()
    for record in Records(part, reading, unpacker):
        if isinstance(record, Failure):
            yield record
            continue
        name = f"{part.name}!{record.number}"
        try:
            found = _page(record, name, reading)
        except InputRefused as refused:
            found = Failure(name, refused.reason, f"{refused.detail} (record at byte {record.offset:,})")
        except MissingPart as missing:
            found = Failure(name, Reason.UNREADABLE, str(missing))
        if isinstance(found, str):
            left_out[found] += 1
        elif found is not None:
            yield found
            if isinstance(found, Page) and record.headers.get("warc-truncated"):
                why = record.headers["warc-truncated"][:40]
                yield Failure(
                    name, Reason.TRUNCATED, f"the page was cut off when it was gathered (WARC-Truncated: {why})"
                )
    if left_out:
        yield Failure(part.name, Reason.LEFT_OUT, left_out_line(left_out, "records"))


def _page(record: Record, name: str, reading: Reading) -> Page | Failure | str | None:
    """Return the page in ``record``, what it is if it is left out, or ``None`` if it is not worth counting."""
    kind = record.kind
    if kind in _SILENT:
        return None
    if kind == "revisit":
        return "revisits (the page is that of an earlier record)"
    if kind not in ("response", "resource", "conversion"):
        return f"of type {kind[:40] or 'none'}"
    url = record.headers.get("warc-target-uri", "").strip("<> ") or None
    stated = record.headers.get("content-type", "")
    if kind != "response" or not stated.lower().startswith("application/http"):
        if (url or "").lower().startswith(_OF_THE_CRAWL) or stated.startswith("text/dns"):
            return None
        return _made(record, name, reading, url, stated, record.block)
    block = record.block
    if codec_of(block):
        try:
            block = unpack(block, codec_of(block) or "", most=MAX_BLOCK_BYTES, budget=reading.budget)
        except Damaged as damage:
            raise InputRefused(Reason.DAMAGED, f"packed HTTP: {damage.detail}", name=name) from None
    response = read_response(block)
    if response is None:
        raise InputRefused(Reason.DAMAGED, "holds no HTTP response", name=name)
    if response.status != 200:
        return _other_status(response.status)
    stated = response.headers.get("content-type", "")
    return _made(record, name, reading, url, stated, response)


def _other_status(status: int) -> str:
    if status in (206, 304):
        return "parts of pages (206)" if status == 206 else "not modified (304)"
    if 300 <= status < 400:
        return "redirects"
    return f"answers with status {status}"


def _made(
    record: Record, name: str, reading: Reading, url: str | None, stated: str, content: Response | bytes
) -> Page | str:
    media = stated.partition(";")[0].strip().lower()
    media = media if _TYPE.fullmatch(media) else ""
    if media in ("", "application/octet-stream", "application/x-unknown-content-type"):
        media = record.headers.get("warc-identified-payload-type", "").partition(";")[0].strip().lower()
    if media and media not in _PAGES:
        return _kind(media)
    path = (url or "").partition("?")[0].partition("#")[0]
    if media == "text/plain" and _NO_PAGE.search(path):
        return "robots.txt, scripts and data sent as text"
    if record.size > MAX_BLOCK_BYTES:
        raise too_large(f"{record.size:,} bytes", name)
    data = content if isinstance(content, bytes) else content_of(content, name=name, budget=reading.budget)
    if len(data) > MAX_INPUT_BYTES:
        raise too_large(f"more than {MAX_INPUT_BYTES:,} bytes", name)
    if not media:
        if not _MARKUP.match(data[:4096]):
            return "of a type that is not stated"
        stated = "text/html"
    done = reading.page(len(data))
    gathered = moment(record.headers.get("warc-date", ""))
    return Page(name, data, url=url, media_type=stated[:200] or media, done=done, gathered=gathered)


def _kind(media: str) -> str:
    if media in _SCRIPTS:
        return "scripts and styles"
    if "font" in media:
        return "fonts"
    return _KINDS.get(media.partition("/")[0], media)

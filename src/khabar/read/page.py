"""One page in, one `Document` out, or a refusal that says why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.ids import content_id
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.address import is_archive
from khabar.read.blocks import blocks_of, parse_html
from khabar.read.cues import is_byline
from khabar.read.dateline import datelines
from khabar.read.encoding import Decoded, decode
from khabar.read.flat import find_passages
from khabar.read.flat_handles import without_handles
from khabar.read.forms import find_forms, laid_out, settle_kinds
from khabar.read.inputs import too_large
from khabar.read.language import guess_page_language
from khabar.read.layout import lay_out
from khabar.read.live import entry_times
from khabar.read.markdown import is_markdown, plain
from khabar.read.metadata import Metadata, read_metadata, web_address
from khabar.read.pseudonym import Readers, site_of
from khabar.read.said import Days, in_address, is_day_first, settle
from khabar.read.sniff import is_html_page
from khabar.read.source_map import Segment, SourceMap, to_byte_map
from khabar.read.title import title_block
from khabar.read.unread import find_unread, why_no_text
from khabar.read.voices import classify
from khabar.read.wrapped import unwrap
from khabar.records import Block as LaidOut
from khabar.records import Document, Failure, Passage, PassageKind, Statement

_SEPARATOR: Final = re.compile(r"\s[-–—|·:]\s([^|]{2,60})")
NEAR_LINES: Final = 3
"""How many lines above an article without a headline may give its date."""

_DATE_LINE: Final = re.compile(r"\s*(?:date|dated|published|posted|updated|last updated|modified)\b\s*:", re.IGNORECASE)

MAX_DATELINES: Final = 200
"""Most lines around the article that are looked at for its dates."""

MAX_DATELINE_CHARS: Final = 100
"""Longest paragraph at the head of the article that may be a line of dates."""

MAX_DATE_CHARS: Final = 100_000
"""How much of a text is looked at for how it writes its dates."""

_CODED: Final = (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a page turned out to hold, before it has an id."""

    text: str
    passages: tuple[Passage, ...]
    meta: Metadata
    days: Days
    media_type: str
    map: Callable[[], SourceMap]
    unread: tuple[Failure, ...] = ()
    blocks: tuple[LaidOut, ...] = ()
    entries: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class PageReading:
    """A page as read, with the way back to its bytes.

    Attributes:
        document: the page.
        failures: what of the page was not read, or not as it should be; the rest is in ``document``.
    """

    document: Document
    failures: tuple[Failure, ...]
    _make_map: Callable[[], SourceMap] = field(repr=False, compare=False)

    @cached_property
    def map(self) -> SourceMap:
        """The way from the document's text to the bytes that were read; for a ``str``, to its UTF-8."""
        return self._make_map()


@dataclass(frozen=True, slots=True)
class _Writers:
    """How commenters are to be called."""

    salt: bytes | None
    keep_handles: bool

    def of(self, meta: Metadata) -> Readers:
        return Readers(salt=self.salt, site=site_of(meta.url, meta.outlet), keep_handles=self.keep_handles)


def read_page(
    data: bytes | str,
    *,
    name: str,
    published: date | None = None,
    published_from: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    media_type: str | None = None,
    salt: bytes | None = None,
    keep_handles: bool = False,
) -> Document:
    """Return the page in ``data`` as a `Document`: its canonical text, its metadata, its passages in text order.

    Flat text is kept as it is but for its line ends. Of HTML every visible paragraph is one line, blanks collapsed and
    nothing else changed; text that is hidden from sight, and furniture, is kept as ``boilerplate``. The handles of
    commenters are left out: a comment's writer is "reader 1", "reader 2" …, one for each handle on the page, and a
    comment without one has a reader of its own. With a ``salt``, which a ledger has, the writer is "reader 7f3a2c91",
    the same for one handle on all pages of a site; with ``keep_handles`` it is the handle. The text and ``doc_id`` are
    the same in each case.

    ``published`` and ``url`` win over what the page says. ``doc_id`` hashes the text, the address, the outlet and the
    day that the page itself states, so a page delivered twice is one document; ``name``, the mark-up and ``published``
    do not count.

    Raises:
        InputRefused: with the reason, if the page is empty, too large, binary, badly encoded, too deep, without text,
            or not in English. A text too short to tell is taken for English.

    >>> page = read_page("Shells fall on Bara\\n\\nShells hit the market of Bara, and two traders died.", name="demo")
    >>> [(passage.kind.value, page.text[passage.start : passage.end]) for passage in page.passages]
    [('title', 'Shells fall on Bara'), ('body', 'Shells hit the market of Bara, and two traders died.')]
    """
    return read_page_mapped(
        data,
        name=name,
        published=published,
        published_from=published_from,
        url=url,
        outlet=outlet,
        title=title,
        media_type=media_type,
        salt=salt,
        keep_handles=keep_handles,
    ).document


def read_page_mapped(
    data: bytes | str,
    *,
    name: str,
    published: date | None = None,
    published_from: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    media_type: str | None = None,
    salt: bytes | None = None,
    keep_handles: bool = False,
) -> PageReading:
    """Return the page in ``data`` as `read_page` reads it, with the map from its text to its bytes.

    Raises:
        InputRefused: as `read_page`.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > MAX_INPUT_BYTES:
        raise too_large(f"{size:,} bytes", name)
    if not data.strip():
        raise InputRefused(Reason.EMPTY, "the input is empty; expected a page as HTML or plain text", name=name)
    decoded = decode(data, name=name, media_type=media_type)
    if not decoded.text.strip():
        raise InputRefused(Reason.EMPTY, "the input holds only blanks; expected a page", name=name)
    url = web_address(url)
    writers = _Writers(salt, keep_handles)
    is_html = is_html_page(decoded.text, name, media_type)
    content = (
        _read_html(decoded, name, url, writers)
        if is_html
        else _read_flat(decoded, url, writers, title=title, marked=is_markdown(name, media_type))
    )
    if not content.text.strip():
        raise InputRefused(Reason.NO_TEXT, "the page has marks and no words; expected an article", name=name)
    language = _require_english(content, name)
    meta, days = content.meta, content.days
    given = _given(published, published_from, outlet, title)
    own = _publisher(meta.outlet, _outlet(_title(content), meta.window_title))
    outlet = _publisher(outlet, own)
    sha = hashlib.sha256(decoded.data).hexdigest()
    document = Document(
        doc_id=_doc_id(content.text, content.meta, days.published, own),
        text=content.text,
        passages=content.passages,
        name=name,
        raw_sha256=sha,
        media_type=content.media_type,
        title=_title(content) or title,
        byline=meta.byline,
        outlet=outlet,
        url=meta.url,
        language=language,
        published=published or days.published,
        published_from=(published_from or "argument") if published else days.published_from,
        updated=days.updated,
        statements=(*given, *days.statements, *_told(language), *meta.statements, *content.entries),
        blocks=content.blocks,
    )
    failures = tuple(replace(failure, name=name, raw_sha256=sha) for failure in content.unread)
    return PageReading(document, failures, content.map)


def _read_flat(decoded: Decoded, url: str | None, writers: _Writers, *, title: str | None, marked: bool) -> _Content:
    source = decoded.text
    text, segments = plain(source) if marked else (source, [Segment(0, len(source), 0, len(source), 1)])
    text = unwrap(text)
    passages = find_passages(text, readers=writers.of(Metadata(url=url)), title=title)
    text = without_handles(text, passages)
    address = in_address(url) if url else None
    meta = Metadata(url=url, said=(address,) if address else ())
    days = _settle(meta, text, passages, is_flat=True)
    kind = "text/markdown" if marked else "text/plain"
    return _Content(text, passages, meta, days, kind, lambda: to_byte_map(segments, decoded))


def _read_html(decoded: Decoded, name: str, url: str | None, writers: _Writers) -> _Content:
    tree = parse_html(decoded.text, name=name)
    meta = read_metadata(tree, url=url)
    blocks = blocks_of(tree)
    kinds = classify(tree.root, blocks, title=meta.title, page=tree.page)
    if not any(kind in (*_CODED, PassageKind.COMMENT) for kind in kinds):
        raise InputRefused(Reason.NO_TEXT, why_no_text(tree, blocks, meta), name=name)
    forms = find_forms(blocks, kinds)
    kinds = settle_kinds(kinds, forms)
    form_of = {id(block): form for block, form in zip(blocks, forms, strict=True)}
    headed = PassageKind.TITLE in kinds
    if not headed and (title := title_block(tree, meta.title, meta.window_title)):
        blocks, kinds = [title, *blocks], [PassageKind.TITLE, *kinds]
    layout = lay_out(blocks, kinds, writers.of(meta))
    text, passages = layout.text, layout.passages
    unread = tuple(Failure(name, reason, detail) for reason, detail in find_unread(tree, layout, meta))
    days = _settle(meta, text, passages, headed=headed)

    entries = entry_times(layout.places, next((p.end for p in passages if p.kind is PassageKind.BODY), len(text)))

    def make_map() -> SourceMap:
        return to_byte_map(layout.segments(tree.page.runs), decoded)

    return _Content(
        text, passages, meta, days, "text/html", make_map, unread, laid_out(layout.places, form_of), entries
    )


def _settle(
    meta: Metadata, text: str, passages: tuple[Passage, ...], *, is_flat: bool = False, headed: bool = True
) -> Days:
    """Return what is believed of the page's days, the lines that its readers see among the witnesses."""
    above: list[str] = []
    head: list[str] = []
    below: list[str] = []
    first = ""
    lines = below if any(passage.kind is PassageKind.TITLE for passage in passages) else head
    for passage in passages:
        words = text[passage.start : passage.end]
        if passage.kind is PassageKind.TITLE and lines is below and not first:
            above, below, lines = below, [], head
        elif passage.kind is PassageKind.BODY:
            if not first:
                opening = words.split("\n")
                while opening and len(opening[0]) <= MAX_DATELINE_CHARS:
                    lines.append(opening.pop(0))
                first = opening[0] if opening else ""
            if first:
                lines = below
        elif passage.kind is PassageKind.BOILERPLATE and len(lines) < MAX_DATELINES:
            lines += words.split("\n")
    if is_flat and not head:
        # A text without a headline may begin with its date.
        head = [line for line in text[:600].split("\n")[:8] if is_byline(line.strip()) or _DATE_LINE.match(line)]
    if not is_flat and not above and not headed:
        # Without a headline the lines far above the article are the masthead's: its date is that of the visit.
        head = head[-NEAR_LINES:]
    said = [*meta.said, *datelines(above, head, below, first)]
    return settle(said, day_first=is_day_first(meta.url, meta.language, text[:MAX_DATE_CHARS]))


def _require_english(content: _Content, name: str) -> str | None:
    """Return the language of a page that may be coded: ``en``, or ``None`` where the text is too short to tell."""
    own = [passage for passage in content.passages if passage.kind in _CODED]
    text = "\n".join(content.text[passage.start : passage.end] for passage in own or content.passages)
    guess = guess_page_language(text.split("\n"))
    if guess.code != "en":
        detail = f"the text is in {guess.name} ({guess.code}); khabar reads English; give a translation"
        raise InputRefused(Reason.LANGUAGE, detail, name=name)
    declared = (content.meta.language or "").lower().replace("_", "-").split("-")[0]
    return "en" if guess.sure or declared == "en" else None


def _told(language: str | None) -> tuple[Statement, ...]:
    """Return the language that the words themselves show as a statement."""
    return (Statement("language", language, "text", 0.95),) if language else ()


def _given(
    published: date | None, published_from: str | None, outlet: str | None, title: str | None
) -> tuple[Statement, ...]:
    """Return what was given from outside as statements."""
    where = published_from or "argument"
    values = (("published", published.isoformat() if published else None), ("outlet", outlet), ("title", title))
    return tuple(Statement(field, value, where, 1.0) for field, value in values if value)


def _title(content: _Content) -> str | None:
    titles = [p for p in content.passages if p.kind is PassageKind.TITLE]
    return content.text[titles[0].start : titles[0].end] if titles else content.meta.title


def _outlet(headline: str | None, window_title: str | None) -> str | None:
    """Return what stands behind the headline in the title of the window ("Headline | Outlet"), ``None`` if nothing."""
    if not headline or not window_title or not window_title.startswith(headline):
        return None
    rest = _SEPARATOR.fullmatch(window_title[len(headline) :])
    return rest.group(1) if rest else None


def _publisher(*names: str | None) -> str | None:
    """Return the first of some outlets' names that is not that of a web archive, which publishes no page itself."""
    return next((name for name in names if name and not is_archive(f"//{name}")), None)


def _doc_id(text: str, stated: Metadata, published: date | None, outlet: str | None) -> str:
    """Return the id of a page by its text and by what it states itself: a day given from outside changes no id."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    day = published.isoformat() if published else ""
    whole = "\0".join(("\n".join(line for line in lines if line), day, stated.url or "", outlet or ""))
    return content_id("d", whole)

"""From an input to its pages: one for a plain page, many for an archive, a web archive, a feed or a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from khabar.errors import InputRefused, MissingPart, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Damaged, Spent, Unpacker, codec_of
from khabar.read.inputs import opened
from khabar.read.item import Input, Page
from khabar.read.markdown import SUFFIXES, with_front_matter
from khabar.read.reading import Part, Parts, Reading, ReadOptions, as_file, too_large, whole
from khabar.read.sniff import HEAD_BYTES, Form, form_of, suffix_of
from khabar.records import Failure

__all__ = ["ReadOptions", "pages_of"]

MAX_DEPTH: Final = 4
"""Containers within containers that are opened: a ``.tar.gz`` in a ``.zip`` is three."""


def pages_of(item: Input, options: ReadOptions | None = None) -> Iterator[Page | Failure]:
    """Yield the pages of ``item`` in their order, one at a time; what cannot be read is a `Failure`.

    What a file holds is told by its first bytes: a page (HTML, text), a web archive, a feed, a table, an export of a
    comment system, a saved page (``.mhtml``), a zip or tar of any of these, all of it packed or not. It is read as it
    comes, in bounded memory, and no file is made of it.
    """
    try:
        with opened(item) as source:
            reading = Reading(options or ReadOptions(), source.budget, _parts)
            size, form = source.budget.size, form_of(source.stream.peek(HEAD_BYTES), item.name)
            # Said before it is read; what only its columns show to be a table is another matter.
            if form is Form.PAGE and reading.options.columns is None and size is not None and size > MAX_INPUT_BYTES:
                raise too_large(f"{size:,} bytes", item.name)
            yield from _parts(Part(item.name, source.stream, source.file), reading)
    except InputRefused as refused:
        yield Failure(item.name, refused.reason, refused.detail)
    except OSError as error:
        yield Failure(item.name, Reason.UNREADABLE, f"cannot be read to its end ({error.strerror or error})")


def _parts(part: Part, reading: Reading) -> Parts:
    """Yield the pages of ``part``, whatever it is; a fault in it is a failure that bears its name."""
    try:
        if part.depth > MAX_DEPTH:
            detail = f"lies in more than {MAX_DEPTH} containers; unpack it first"
            raise InputRefused(Reason.TOO_DEEP, detail, name=part.name)
        head = part.stream.peek(HEAD_BYTES)
        form = form_of(head, part.name)
        if form is Form.PAGE and (reading.options.columns is not None or not suffix_of(part.name)):
            from khabar.read.table import is_headed, is_named_in

            # What comes without a name, as on standard input, is told by its first line alone.
            is_table = is_named_in(head, reading.options.columns) or (not suffix_of(part.name) and is_headed(head))
            form = Form.TABLE if is_table else form
        for found in _READERS[form](part, reading):
            yield replace(found, done=reading.budget.done) if isinstance(found, Page) and found.done is None else found
    except Spent:
        raise
    except InputRefused as refused:
        yield Failure(part.name, refused.reason, refused.detail)
    except Damaged as damage:
        yield Failure(part.name, Reason.DAMAGED, f"{damage}; what is behind that could not be read; get the file again")
    except MissingPart as missing:
        yield Failure(part.name, Reason.UNREADABLE, str(missing))


def _page(part: Part, reading: Reading) -> Parts:
    data = whole(part.stream, part.name)
    page = Page(part.name, data, done=reading.page(len(data)))
    yield with_front_matter(page) if suffix_of(part.name) in SUFFIXES and data.lstrip().startswith(b"---") else page


def _packed(part: Part, reading: Reading) -> Parts:
    codec = codec_of(part.stream.peek(HEAD_BYTES))
    assert codec is not None
    unpacker = Unpacker(part.stream, codec, reading.budget)
    if codec == "gzip" and (suffix_of(part.name) == ".warc" or unpacker.stream.peek(5) == b"WARC/"):
        from khabar.read.crawl import pages_of_warc

        return pages_of_warc(part, reading, unpacker)
    return reading.parts(Part(part.name, unpacker.stream, depth=part.depth + 1), reading)


def _warc(part: Part, reading: Reading) -> Parts:
    from khabar.read.crawl import pages_of_warc

    if not part.stream.peek(5).startswith(b"WARC/") and part.name.lower().endswith(".gz"):
        # The very first member is damaged.
        return pages_of_warc(part, reading, Unpacker(part.stream, "gzip", reading.budget))
    return pages_of_warc(part, reading)


def _arc(part: Part, reading: Reading) -> Parts:
    detail = "is an ARC file, the form before WARC; convert it (warcio recompress old.arc.gz new.warc.gz)"
    raise InputRefused(Reason.UNREADABLE, detail, name=part.name)


def _zip(part: Part, reading: Reading) -> Parts:
    from khabar.read.archive import pages_of_zip

    return pages_of_zip(part, reading)


def _tar(part: Part, reading: Reading) -> Parts:
    from khabar.read.archive import pages_of_tar

    return pages_of_tar(part, reading)


def _feed(part: Part, reading: Reading) -> Parts:
    from khabar.read.feed import pages_of_feed

    return pages_of_feed(part, reading)


def _json_feed(part: Part, reading: Reading) -> Parts:
    from khabar.read.feed import pages_of_json_feed

    return pages_of_json_feed(part, reading)


def _threads(part: Part, reading: Reading) -> Parts:
    from khabar.read.threads import pages_in

    # JSON is parsed whole; of XML only what a page needs is kept.
    is_xml = part.stream.peek(16).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    for page in pages_in(as_file(part) if is_xml else whole(part.stream, part.name), part.name):
        yield replace(page, done=reading.page(len(page.data)))


def _mime(part: Part, reading: Reading) -> Parts:
    from khabar.read.mime import pages_of_mime

    return pages_of_mime(part, reading)


def _table(part: Part, reading: Reading) -> Parts:
    from khabar.read.table import rows_of

    parquet = part.stream.peek(4) == b"PAR1"
    stream = as_file(part) if parquet or part.file is not None else part.stream
    size = None if part.depth else reading.budget.size
    for found in rows_of(stream, part.name, reading.options.columns, size):
        if isinstance(found, Page):
            reading.page(len(found.data))
        yield found


_READERS: Final[dict[Form, Callable[[Part, Reading], Parts]]] = {
    Form.PACKED: _packed,
    Form.ZIP: _zip,
    Form.TAR: _tar,
    Form.WARC: _warc,
    Form.ARC: _arc,
    Form.FEED: _feed,
    Form.JSON_FEED: _json_feed,
    Form.TABLE: _table,
    Form.MIME: _mime,
    Form.THREADS: _threads,
    Form.PAGE: _page,
}

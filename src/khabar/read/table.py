"""From a table of pages, in whatever form, to its pages: a row, a page."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any, Final

from khabar.errors import InputRefused, Reason
from khabar.read.compression import Damaged
from khabar.read.headed import with_title
from khabar.read.item import Page
from khabar.read.metadata import web_address
from khabar.read.sniff import suffix_of
from khabar.read.table_columns import Columns, choose, count_known, names_text, value_at
from khabar.read.table_csv import first_row, read_csv
from khabar.read.table_dates import NotADay, Order, TwoWays, is_year_last, order_of, read_day
from khabar.read.table_json import read_json
from khabar.read.table_parquet import read_parquet
from khabar.read.table_rows import BadRow, ByteStream, Row
from khabar.records import Failure

__all__ = ["Columns", "is_headed", "is_named_in", "rows_of"]

_SAMPLE_ROWS: Final = 50
_SAMPLE_CHARS: Final = 4_000_000
"""How much is read ahead to tell what the columns are, so that a few huge rows do not fill the memory."""

_MAX_ID: Final = 80
_Item = Row | BadRow | Failure
_STREAM_ERRORS: Final = (Damaged, OSError, EOFError, zlib.error)


def _kind(name: str, head: bytes) -> str:
    """Return ``csv``, ``json`` or ``parquet``: what a table is written in, by its first bytes and its name."""
    suffix = suffix_of(name)
    if head.startswith(b"PAR1") or suffix in (".parquet", ".pq"):
        return "parquet"
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    return "json" if start.startswith((b"{", b"[")) or suffix in (".json", ".jsonl", ".ndjson") else "csv"


def rows_of(
    stream: ByteStream, name: str, columns: Columns | None = None, size: int | None = None
) -> Iterator[Page | Failure]:
    """Yield a `Page` for each row of a table, in order, and a `Failure` for each row, or day, that cannot be read.

    Memory does not grow with the table. A row whose day cannot be read is still a page, without a day, after the
    failure that says so; where a whole column can be read two ways (03/04/2018), one failure says so for all its rows.

    Args:
        stream: the table from where the stream stands, decompressed. Parquet needs one that can be sought in.
        name: what to call it; a page is called ``name!17``, counted from the first row under the column names.
        columns: what the columns are; what it leaves open is guessed from their names.
        size: the length of the stream in bytes, for `Page.done`.
    """
    try:
        yield from _Table(stream, name, columns or Columns(), size).pages()
    except InputRefused as refused:
        yield Failure(name, refused.reason, refused.detail)


def is_named_in(head: bytes, columns: Columns | None) -> bool:
    """Return whether what begins with ``head`` is a table, though nothing else says so: it has the column of the text.

    >>> is_named_in(b"id;words\\n1;Shells fell on Bara.\\n", Columns(text="words"))
    True
    """
    if columns is None or columns.text is None or b"\n" not in head:
        return False
    names = first_row(head)
    return len(names) > 1 and columns.text in names


def is_headed(head: bytes) -> bool:
    """Return whether what begins with ``head`` has a line of well-known column names on top: a text and two more.

    >>> is_headed(b"id,text,date\\n1,Shells fell on Bara.,2019-03-12\\n"), is_headed(b"Text, date\\nA b.")
    (True, False)
    """
    names = [] if b"\n" not in head or head.lstrip().startswith(b"<") else first_row(head)
    return len(names) >= 3 and count_known(names) >= 3 and names_text(dict.fromkeys(names, ""))


@dataclass(slots=True)
class _Table:
    stream: ByteStream
    name: str
    columns: Columns
    size: int | None
    start: int | None = None
    kind: str = "csv"

    def pages(self) -> Iterator[Page | Failure]:
        stream = self.stream
        self.start = stream.tell() if stream.seekable() else None
        self.kind = _kind(self.name, self._peeked())
        rows = self._whole(self._rows())
        ahead: list[_Item] = []
        n_bad = 0
        for row in rows:
            if isinstance(row, Row):
                ahead = _ahead(row, rows)
                break
            n_bad += 1
            yield self._bad(row)
        sample = [row.values for row in ahead if isinstance(row, Row)]
        if not sample:
            if not n_bad:
                yield Failure(self.name, Reason.EMPTY, "the table has columns and no rows")
            return
        columns = choose(sample, self.columns, name=self.name)
        days = _Days(columns)
        again = self.kind == "parquet"
        if columns.date is not None and any(is_year_last(value_at(values, columns.date)) for values in sample):
            days.order = order_of(self._days(columns.date, sample))
            again = True
        if self.start is not None and again:
            # What was set aside before the first good row was said already.
            ahead, rows = [], islice(self._whole(self._rows(columns)), n_bad, None)
        for row in chain(ahead, rows):
            if isinstance(row, Row):
                yield from self._page(row, columns, days)
            else:
                yield self._bad(row)

    def _peeked(self) -> bytes:
        if self.start is None:
            peek = getattr(self.stream, "peek", None)
            return bytes(peek(64)) if peek else b""
        head = self.stream.read(64)
        self.stream.seek(self.start)
        return head

    def _rows(self, columns: Columns | None = None) -> Iterator[Row | BadRow]:
        """Return the rows from the beginning; of a Parquet file, with nothing but ``columns``."""
        if self.start is not None:
            self.stream.seek(self.start)
        if self.kind == "parquet":
            wanted = list(columns.named().values()) if columns else None
            return read_parquet(self.stream, self.name, columns=wanted)
        return (read_json if self.kind == "json" else read_csv)(self.stream, self.name, self.size)

    def _days(self, column: str, sample: list[Mapping[str, Any]]) -> Iterator[Any]:
        """Yield the days of the whole table, or, if it can be read only once, of its first rows."""
        if self.start is None:
            yield from (value_at(values, column) for values in sample)
            return
        for row in _until_broken(self._rows(Columns(date=column))):
            if isinstance(row, Row):
                yield value_at(row.values, column)

    def _whole(self, rows: Iterator[Row | BadRow]) -> Iterator[_Item]:
        """Yield ``rows`` to the end, or until the stream breaks off, with a failure."""
        number = 0
        try:
            for row in rows:
                number = row.number
                yield row
        except _STREAM_ERRORS as error:
            what = " ".join(str(error).split()) or type(error).__name__
            yield Failure(
                self.name, Reason.TRUNCATED, f"cannot be read after row {number} ({what}); get the file again"
            )

    def _bad(self, row: BadRow | Failure) -> Failure:
        if isinstance(row, Failure):
            return row
        return Failure(f"{self.name}!{row.number}", row.reason, row.detail)

    def _page(self, row: Row, columns: Columns, days: _Days) -> Iterator[Page | Failure]:
        label = _plain(value_at(row.values, columns.id)) if columns.id else None
        name = f"{self.name}!{row.number}" + (f" ({label[:_MAX_ID]})" if label else "")
        assert columns.text is not None
        text = _text(value_at(row.values, columns.text))
        if not text:
            yield Failure(name, Reason.EMPTY, f"row {row.number} has no text in its column {columns.text!r}")
            return
        day: date | None = None
        if columns.date is not None:
            value = value_at(row.values, columns.date)
            try:
                day = days.read(value)
            except TwoWays:
                if not days.told:
                    days.told = True
                    yield Failure(self.name, Reason.BAD_DATE, _two_ways(columns.date, value, row.number))
            except NotADay:
                detail = (
                    f"row {row.number} has {_shown(value)} as {columns.date!r}; expected a day, YYYY-MM-DD; "
                    "coded without its day"
                )
                yield Failure(name, Reason.BAD_DATE, detail)
        title = _plain(value_at(row.values, columns.title)) if columns.title else None
        media_type = "text/html" if "html" in columns.text.lower() else None
        yield Page(
            name,
            with_title(text, title, media_type) if isinstance(text, str) else text,
            url=web_address(_plain(value_at(row.values, columns.url))) if columns.url else None,
            published=day,
            published_from=f"column {columns.date}" if day else None,
            outlet=_plain(value_at(row.values, columns.outlet)) if columns.outlet else None,
            title=title,
            media_type=media_type,
            done=row.done,
        )


@dataclass(slots=True)
class _Days:
    """How the days of one table are read."""

    columns: Columns
    order: Order | None = None
    told: bool = False

    def read(self, value: Any) -> date | None:
        return read_day(value, order=self.order, written=self.columns.date_format)


def _ahead(first: Row, rows: Iterator[_Item]) -> list[_Item]:
    """Return ``first`` and the rows behind it, as far as the columns are told by them."""
    found: list[_Item] = [first]
    chars = _length(first)
    for row in rows:
        found.append(row)
        chars += _length(row) if isinstance(row, Row) else 0
        if len(found) >= _SAMPLE_ROWS or chars > _SAMPLE_CHARS:
            break
    return found


def _length(row: Row) -> int:
    return sum(len(value) for value in row.values.values() if isinstance(value, (str, bytes)))


def _until_broken(rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
    try:
        yield from rows
    except _STREAM_ERRORS:
        return


def _text(value: Any) -> str | bytes | None:
    """Return the text in a cell, paragraphs of a list with an empty line between; ``None`` if there is none.

    Bytes are left to those who tell encodings where they are not UTF-8.
    """
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError:
            return bytes(value)
    if isinstance(value, str):
        return value if value.strip() else None
    return None


def _plain(value: Any) -> str | None:
    """Return a cell as one line, that of an object by its name; ``None`` if empty."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), None)
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return " ".join(str(value)[:2_000].split()) or None
    return None


def _shown(value: Any) -> str:
    text = " ".join(str(value).split())
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _two_ways(column: str, value: Any, number: int) -> str:
    return (
        f"the days in {column!r}, such as {_shown(value)} in row {number}, can have day or month first; coded without "
        "them; say which with --date-format %d/%m/%Y or %m/%d/%Y"
    )

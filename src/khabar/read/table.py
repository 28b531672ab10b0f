"""From a table of pages, in whatever form, to its pages: a row, a page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, BinaryIO, Final

from khabar.errors import InputRefused, Reason
from khabar.read.item import Page
from khabar.read.metadata import web_address
from khabar.read.table_columns import Columns, choose, value_at
from khabar.read.table_csv import read_csv
from khabar.read.table_dates import Order, TwoWays, order_of, read_day
from khabar.read.table_json import read_json
from khabar.read.table_parquet import read_parquet
from khabar.read.table_rows import BadRow, Row
from khabar.records import Failure

__all__ = ["SUFFIXES", "Columns", "is_table", "rows_of"]

SUFFIXES: Final = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet", ".pq")
"""The files that are read as tables, in any case, also behind a suffix of compression."""

_PACKED: Final = (".gz", ".bz2", ".xz", ".zst")
_SAMPLE_ROWS: Final = 50
_SAMPLE_CHARS: Final = 4_000_000
"""How much is read ahead to tell what the columns are, so that a few huge rows do not fill the memory."""

_MAX_ID: Final = 80
_STREAM_ERRORS: Final = (OSError, EOFError, zlib.error)

_Reader = Callable[[BinaryIO, str, int | None], Iterator[Row | BadRow]]


def is_table(name: str, head: bytes = b"") -> bool:
    """Tell whether a file is a table of pages, by its name, or, where that says nothing, by its first bytes.

    >>> is_table("news.csv.gz"), is_table("page.html"), is_table("-", b'{"text": "Shells fell on Bara."}')
    (True, False, True)
    """
    return _kind(name, head) is not None


def _kind(name: str, head: bytes) -> str | None:
    plain = name.lower()
    for packed in _PACKED:
        plain = plain.removesuffix(packed)
    suffix = next((suffix for suffix in SUFFIXES if plain.endswith(suffix)), None)
    if head.startswith(b"PAR1") or (suffix in (".parquet", ".pq")):
        return "parquet"
    if suffix in (".jsonl", ".ndjson", ".json"):
        return "json"
    if suffix is not None:
        return "csv"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"{" and start[1:].lstrip()[:1] in (b'"', b"}"):
        return "json"
    return "json" if start[:1] == b"[" and start[1:].lstrip()[:1] == b"{" else None


def rows_of(
    stream: BinaryIO, name: str, columns: Columns | None = None, size: int | None = None
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


@dataclass(slots=True)
class _Table:
    stream: BinaryIO
    name: str
    columns: Columns
    size: int | None

    def pages(self) -> Iterator[Page | Failure]:
        seekable = self.stream.seekable()
        start = self.stream.tell() if seekable else 0
        reader, rows = self._opened()
        ahead = _ahead(rows)
        sample = [row.values for row in ahead if isinstance(row, Row)]
        if not sample:
            yield from (self._bad(row) for row in ahead if isinstance(row, BadRow))
            if not ahead:
                yield Failure(self.name, Reason.EMPTY, "the table has columns and no rows")
            return
        columns = choose(sample, self.columns, name=self.name)
        days = _Days(columns)
        if columns.date is not None and days.is_open(value_at(values, columns.date) for values in sample):
            if seekable:
                self.stream.seek(start)
                days.order = order_of(
                    value_at(row.values, columns.date)
                    for row in _until_broken(reader(self.stream, self.name, self.size))
                    if isinstance(row, Row)
                )
                self.stream.seek(start)
                ahead, rows = [], reader(self.stream, self.name, self.size)
            else:
                days.order = order_of(value_at(values, columns.date) for values in sample)
        for row in chain(ahead, self._whole(rows)):
            if isinstance(row, BadRow):
                yield self._bad(row)
            elif isinstance(row, Failure):
                yield row
            else:
                yield from self._page(row, columns, days)

    def _opened(self) -> tuple[_Reader, Iterator[Row | BadRow]]:
        head = b""
        if self.stream.seekable():
            here = self.stream.tell()
            head = self.stream.read(64)
            self.stream.seek(here)
        kind = _kind(self.name, head) or "csv"
        reader: _Reader = {"csv": read_csv, "json": read_json, "parquet": read_parquet}[kind]
        return reader, reader(self.stream, self.name, self.size)

    def _whole(self, rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow | Failure]:
        """Yield ``rows`` to the end, or until the stream breaks off, with a failure."""
        number = 0
        try:
            for row in rows:
                number = row.number
                yield row
        except _STREAM_ERRORS as error:
            what = " ".join(str(error).split()) or type(error).__name__
            yield Failure(self.name, Reason.TRUNCATED, f"cannot be read after row {number} ({what})")

    def _bad(self, row: BadRow) -> Failure:
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
            except (ValueError, OverflowError):
                detail = (
                    f"row {row.number} has {_shown(value)} as {columns.date!r}; expected a day, YYYY-MM-DD; "
                    "coded without its day"
                )
                yield Failure(name, Reason.BAD_DATE, detail)
        yield Page(
            name,
            text,
            url=web_address(_plain(value_at(row.values, columns.url))) if columns.url else None,
            published=day,
            published_from=f"column {columns.date}" if day else None,
            outlet=_plain(value_at(row.values, columns.outlet)) if columns.outlet else None,
            title=_plain(value_at(row.values, columns.title)) if columns.title else None,
            media_type="text/html" if "html" in columns.text.lower() else None,
            done=row.done,
        )


@dataclass(slots=True)
class _Days:
    """How the days of one table are read."""

    columns: Columns
    order: Order | None = None
    told: bool = False

    def is_open(self, values: Iterator[Any]) -> bool:
        """Tell whether any of ``values`` can be read two ways."""
        for value in values:
            try:
                self.read(value)
            except TwoWays:
                return True
            except (ValueError, OverflowError):
                continue
        return False

    def read(self, value: Any) -> date | None:
        return read_day(value, order=self.order, written=self.columns.date_format)


def _ahead(rows: Iterator[Row | BadRow]) -> list[Row | BadRow]:
    """Return the first rows."""
    found: list[Row | BadRow] = []
    chars = 0
    for row in rows:
        found.append(row)
        if isinstance(row, Row):
            chars += sum(len(value) for value in row.values.values() if isinstance(value, (str, bytes)))
        if len(found) >= _SAMPLE_ROWS or chars > _SAMPLE_CHARS:
            break
    return found


def _until_broken(rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
    try:
        yield from rows
    except _STREAM_ERRORS:
        return


def _text(value: Any) -> str | bytes | None:
    """Return the text in a cell, paragraphs of a list with an empty line between; ``None`` if there is none."""
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    if isinstance(value, (str, bytes)):
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

"""Rows of text with separators: CSV and TSV, as spreadsheets, databases and programs write them."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.read.table_lines import MAX_ROW_BYTES, MAX_ROW_LINES, Source, TooLong, refuse_empty, text_of, too_long
from khabar.read.table_rows import BadRow, ByteStream, Row, share

_SNIFFED_ROWS: Final = 200
_SEPARATORS: Final = (",", "\t", ";", "|")
_NO_SEPARATOR: Final = "\x1f"
"""What parts the cells of a table of one column: a sign that no text has."""

MAX_COLUMNS: Final = 10_000
"""Most columns of a table; a row of more is a matrix, or a text taken for one."""

_MAX_REOPENED: Final = 3
"""How often an unclosed quote is taken for a letter; a file of many is no CSV."""

_GDELT_RECORD: Final = re.compile(r"\d{14}-T?\d+")
_SEP_LINE: Final = re.compile(r"sep=(.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are parted and quoted; the field names are those of `csv.reader`."""

    delimiter: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    doublequote: bool = True
    escapechar: str | None = None

    def reader(self, lines: Iterator[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Return the rows of ``lines``; if ``strict``, a quote that ends within a cell is a `csv.Error`."""
        # The limit is the whole process's, and too low for a web page; it is raised, never lowered.
        if csv.field_size_limit() < MAX_ROW_BYTES:
            csv.field_size_limit(MAX_ROW_BYTES)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=self.quoting,  # type: ignore[arg-type]  # typeshed has the constants as literals
            doublequote=self.doublequote,
            escapechar=self.escapechar,
            strict=strict,
        )


def _dialects(separator: str, *, escaped: bool) -> list[Dialect]:
    """Return the ways to quote: doubled, as spreadsheets do; with a backslash, as databases do; not at all."""
    found = [Dialect(separator), Dialect(separator, quoting=csv.QUOTE_NONE)]
    if escaped:
        found.insert(1, Dialect(separator, doublequote=False, escapechar="\\"))
    return found


def sniff(head: bytes, *, whole: bool, tabs: bool = False) -> Dialect:
    """Return the dialect in which the rows of ``head`` agree best on the number of their cells.

    Args:
        head: the beginning of the file, in UTF-8.
        whole: whether that is all of it; else its last line may be cut.
        tabs: whether the name promises tabs, which then win if the first line has one.
    """
    lines = text_of(head).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not whole and len(lines) > 1:
        lines = lines[:-1]
    separators: Sequence[str] = _SEPARATORS
    first = next(filter(None, map(str.strip, lines)), "")
    if sep := _SEP_LINE.fullmatch(first):
        return Dialect(delimiter=sep.group(1))
    if tabs and "\t" in first:
        separators = ("\t",)
    if not any(separator in first for separator in separators):
        return Dialect(_NO_SEPARATOR)
    best, score = Dialect(), 0.0
    for separator in separators:
        for dialect in _dialects(separator, escaped=b'\\"' in head):
            agreed = _agreement(dialect, lines, whole=whole)
            # What is more usual is tried first, and must be beaten clearly.
            if agreed > score + 0.02:
                best, score = dialect, agreed
    return best


def _agreement(dialect: Dialect, lines: list[str], *, whole: bool) -> float:
    """Return which share of the rows has as many cells as the first, 0 if that is one."""
    widths: list[int] = []
    try:
        for row in dialect.reader(line + "\n" for line in lines):
            if row:
                widths.append(len(row))
            if len(widths) > _SNIFFED_ROWS:
                break
    except csv.Error:
        return 0.0
    if not whole and len(widths) > 2:
        widths = widths[:-1]
    if not widths or widths[0] < 2:
        return 0.0
    # More columns in more rows are better evidence than fewer; quotes that would be letters speak against quoting.
    even = sum(width == widths[0] for width in widths) / len(widths)
    return even + 0.001 * min(widths[0], 10) * math.sqrt(len(widths)) - 0.1 * _is_sloppy(dialect, lines)


def _is_sloppy(dialect: Dialect, lines: list[str]) -> bool:
    """Tell whether a quote that opens a cell is closed within it somewhere, as in ``"so-called" rebels``."""
    try:
        for _ in dialect.reader((line + "\n" for line in lines), strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return False


class _Feed:
    """Hands lines to a CSV reader and knows where in the file it stands."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines: Iterator[bytes | TooLong] = source.lines()
        self._again: deque[bytes] = deque()
        self.held: list[bytes] = []
        self.line = 0
        self.n_bytes = 0
        self.cut = False

    def start(self) -> int:
        """Begin a row; return the number of its first line."""
        self.held, self.n_bytes, self.cut = [], 0, False
        return self.line + 1

    def reopen(self) -> None:
        """Hand the lines of this row out again, but for its first."""
        again = self.held[1:]
        self.line -= len(again)
        self._again.extendleft(reversed(again))

    def next(self) -> bytes | TooLong | None:
        line = self._again.popleft() if self._again else next(self._lines, None)
        self.line += line is not None
        return line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.next()
        if line is None:
            # A reader asks for more in the middle of a row only if a quote is open.
            self.cut = bool(self.held)
            raise StopIteration
        if isinstance(line, TooLong):
            raise _Overlong(self.n_bytes + line.n_bytes, bool(self.held) ^ line.odd_quotes)
        self.n_bytes += len(line) + 1
        if self.n_bytes > MAX_ROW_BYTES or len(self.held) >= MAX_ROW_LINES:
            raise _Overlong(self.n_bytes, bool(self.held) ^ bool(line.count(b'"') % 2))
        self.held.append(line)
        return text_of(line) + "\n"

    def pass_over(self, n_bytes: int, *, inside: bool) -> int:
        """Skip the rest of a row that is too long, to its closing quote; return its length."""
        # What was held of it must not be held any longer.
        self.held = []
        self._source.in_quotes, self._source.passed = True, (0, 0)
        while inside and (line := self.next()) is not None:
            if isinstance(line, TooLong):
                n_bytes += line.n_bytes
                inside ^= line.odd_quotes
            else:
                n_bytes += len(line) + 1
                inside ^= b'"' in line and bool(line.count(b'"') % 2)
        self._source.in_quotes = False
        passed_bytes, passed_lines = self._source.passed
        self.line += passed_lines
        return n_bytes + passed_bytes


class _Overlong(Exception):
    """A row is longer than may be held; ``inside`` tells whether a quote is open after what was read of it."""

    def __init__(self, n_bytes: int, inside: bool) -> None:
        self.n_bytes = n_bytes
        self.inside = inside


def read_csv(stream: ByteStream, name: str, size: int | None = None) -> Iterator[Row | BadRow]:
    """Yield the rows of a table with separators; the first row names the columns and is not counted.

    A row with another number of cells than there are columns is a `BadRow`: its cells may have slipped. Empty cells
    too many, and empty lines, are passed over.

    Raises:
        InputRefused: ``EMPTY``, ``BINARY``, or ``NO_TEXT`` for a table of GDELT's, which holds addresses only.
    """
    source = Source(stream)
    refuse_empty(source, name)
    head = source.head
    plain = name.lower()
    dialect = sniff(head, whole=len(head) < 1024 and size == len(head), tabs=".tsv" in plain or ".tab" in plain)
    feed = _Feed(source)
    records = _records(feed, dialect)
    header: list[str] | None = None
    for number, (line, cells) in enumerate(records):
        if isinstance(cells, BadRow):
            if header is None:
                raise InputRefused(cells.reason, f"the line of column names: {cells.detail}", name=name)
            yield BadRow(number, cells.reason, cells.detail)
        elif header is None:
            header = _header(cells, name)
        else:
            yield _row(number, line, header, cells, share(source.at, size))
    if header is None:
        raise InputRefused(Reason.EMPTY, "the table is empty; expected columns and rows", name=name)


def first_row(head: bytes) -> list[str]:
    """Return the names of the columns of what begins with ``head``, empty if it has none."""
    dialect = sniff(head, whole=False)
    try:
        return [cell.strip() for cell in next(dialect.reader(iter([text_of(head.split(b"\n")[0])])), [])]
    except csv.Error:
        return []


def _row(number: int, line: int, header: list[str], cells: list[str], done: float | None) -> Row | BadRow:
    extra = cells[len(header) :]
    if len(cells) < len(header) or any(cell.strip() for cell in extra):
        what = f"row {number} (line {line}) has {len(cells)} cells; expected {len(header)}, one for each column"
        return BadRow(number, Reason.DAMAGED, f"{what}; is a quote or a separator missing or too many?")
    return Row(number, dict(zip(header, cells, strict=False)), done)


def _records(feed: _Feed, dialect: Dialect) -> Iterator[tuple[int, list[str] | BadRow]]:
    """Yield the rows with the number of their first line, column names first, ``sep=`` left out."""
    reopened = 0
    reader = dialect.reader(iter(feed))
    while True:
        line = feed.start()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Overlong as overlong:
            n_bytes = feed.pass_over(overlong.n_bytes, inside=overlong.inside and dialect.quoting != csv.QUOTE_NONE)
            yield line, BadRow(0, Reason.TOO_LARGE, too_long(n_bytes))
            reader = dialect.reader(iter(feed))
            continue
        except csv.Error as error:
            yield line, BadRow(0, Reason.DAMAGED, f"line {line} is no row ({error})")
            reader = dialect.reader(iter(feed))
            continue
        if feed.cut:
            detail = f"line {line} opens a quote that is not closed before the end of the file"
            yield line, BadRow(0, Reason.TRUNCATED, detail)
            if reopened == _MAX_REOPENED:
                return
            reopened += 1
            feed.reopen()
            reader = dialect.reader(iter(feed))
        elif (
            cells and not (line == 1 and len(cells) == 1 and _SEP_LINE.fullmatch(cells[0])) and not _is_sep(line, cells)
        ):
            yield line, cells


def _is_sep(line: int, cells: list[str]) -> bool:
    """Tell whether this is the ``sep=;`` that Excel writes above the columns, cut at its own separator."""
    return line == 1 and len(cells) == 2 and cells[0].lower() == "sep=" and not cells[1]


def _header(cells: list[str], name: str) -> list[str]:
    """Return the names of the columns, each once."""
    if len(cells) > MAX_COLUMNS:
        detail = f"the table has {len(cells):,} columns; expected at most {MAX_COLUMNS:,}; is it the right separator?"
        raise InputRefused(Reason.TOO_LARGE, detail, name=name)
    if _is_gdelt(cells):
        detail = (
            "a table of GDELT, which holds addresses of articles and codes but no text; get the articles themselves, "
            "as with: khabar code --fetch URL"
        )
        raise InputRefused(Reason.NO_TEXT, detail, name=name)
    if any(len(cell) > 200 for cell in cells) or all(not any(map(str.isalpha, cell)) for cell in cells):
        detail = (
            "the first line is data; expected the names of the columns there; put a line such as text,date,url on top"
        )
        raise InputRefused(Reason.NO_TEXT, detail, name=name)
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in cells:
        column = cell.strip()
        seen[column] += 1
        names.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return names


def _is_gdelt(cells: list[str]) -> bool:
    """Tell rows of GDELT's own files, which have no header: its event table, mentions, and knowledge graph."""
    if len(cells) in (27, 11) and (_GDELT_RECORD.fullmatch(cells[0]) or cells[:2] == ["DATE", "NUMARTS"]):
        return True
    if len(cells) in (57, 58, 61) and cells[0].isdigit() and re.fullmatch(r"(?:19|20)\d{6}", cells[1]):
        return True
    return len(cells) == 16 and cells[0].isdigit() and all(re.fullmatch(r"\d{14}", cell) for cell in cells[1:3])

"""Rows and records on standard output, safe for a terminal and for a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from khabar.errors import Reason
from khabar.records import to_json
from khabar.visible import visible as visible

if TYPE_CHECKING:
    import duckdb
    from rich.console import Console
    from rich.text import Text

    from khabar.records import Failure

FORMULA_SIGNS: Final = "=+-@\t\r\n\0＝＋－＠"
"""What makes a spreadsheet take a text for a formula, full-width forms included (HARDENING S9)."""

PIPED_WIDTH: Final = 160
"""Columns of a table where standard output is no terminal."""


def print_jsonl(records: Iterable[object]) -> None:
    """Print records as JSON Lines, keys in the order of their fields."""
    for record in records:
        sys.stdout.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")


def print_rows_jsonl(relation: duckdb.DuckDBPyRelation) -> None:
    """Print the rows of a relation as JSON Lines; what JSON has no form for becomes text."""
    names = columns(relation)
    for row in relation.fetchall():
        values = {name: to_json(value) for name, value in zip(names, row, strict=True)}
        sys.stdout.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")


def print_csv(relation: duckdb.DuckDBPyRelation) -> None:
    """Print the rows of a relation as CSV. Unknown is empty, a list is joined by ``; ``; no cell is a formula."""
    print_cells(columns(relation), relation.fetchall())


def print_cells(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV, as `print_csv` does."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)


def print_flat(rows: Iterable[Mapping[str, Any]], *, as_csv: bool) -> None:
    """Print flat rows of the same keys as CSV, or as JSON Lines. No row prints nothing."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for at, row in enumerate(rows):
        if as_csv:
            if not at:
                writer.writerow(row)
            writer.writerow([cell(value) for value in row.values()])
        else:
            sys.stdout.write(json.dumps(to_json(dict(row)), ensure_ascii=False) + "\n")


def cell(value: Any) -> Any:
    """Return a value as a cell of a spreadsheet: a text that would be a formula gets an apostrophe before it.

    The apostrophe can be taken off again: a text that had one in this place gets another.

    >>> cell("=1+1"), cell(-3), cell("'=x"), cell("calm"), cell(True), cell(None)
    ("'=1+1", -3, "''=x", 'calm', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, str):
        # Spreadsheets skip blanks before a formula; the signs themselves are partly blanks.
        bare = value.lstrip("' \u00a0\u3000\ufeff\u200b")
        return f"'{value}" if bare[:1] and bare[0] in FORMULA_SIGNS else value
    return value


def columns(relation: duckdb.DuckDBPyRelation) -> list[str]:
    """Return the names of a relation's columns."""
    return [str(name) for name in relation.columns]


def say(message: str) -> None:
    """Say one line on standard error."""
    sys.stderr.write(f"khabar: {' '.join(visible(message).split())}\n")


def told(failure: Failure) -> str:
    """Return what became of an input, and why, as one line."""
    return f"{fate(failure.reason)}: {failure.name}: {failure.detail} [{failure.reason}]"


def fate(reason: str) -> str:
    """Return what became of an input: what is no page by rule is no fault, and not counted as one."""
    return "left out" if reason == Reason.LEFT_OUT else "set aside"


def console() -> Console:
    """Return a console on standard output, wide enough for a table where that is no terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


LEAST_COLUMN: Final = 10
"""Signs in which a column of a table can still be read, if what it holds is longer."""

_BORDER: Final = 3


def table(relation: duckdb.DuckDBPyRelation) -> None:
    """Print the rows of a relation as a table, or one below the other where they are too wide for that."""
    grid(columns(relation), relation.fetchall())


def grid(headings: Sequence[str], values: Iterable[Sequence[object]]) -> None:
    """Print rows as `table` does."""
    from rich.table import Table
    from rich.text import Text

    out = console()
    names = [Text(visible(name)) for name in headings]
    rows = [list(cells(row)) for row in values]
    longest = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    if sum(min(width, LEAST_COLUMN) + _BORDER for width in longest) >= out.width:
        _records(names, rows, out)
        return
    shown = Table()
    for name in names:
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    out.print(shown)


def _records(names: Sequence[Text], rows: Iterable[Sequence[Text]], out: Console) -> None:
    """Print each row with one line a column; what is unknown is left out."""
    from rich.table import Table

    for number, row in enumerate(rows, start=1):
        shown = Table(title=f"row {number}", title_justify="left", show_header=False, box=None)
        shown.add_column(no_wrap=True)
        shown.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            if value:
                shown.add_row(name, value)
        out.print(shown)


def cells(row: Sequence[object]) -> Iterator[Any]:
    """Yield the values of a row as texts for a table."""
    from rich.text import Text

    for value in row:
        if isinstance(value, (list, tuple)):
            value = "; ".join(str(part) for part in value)
        yield Text("" if value is None else visible(str(value)))

"""The connection under a ledger: rows out, rows in, and transactions that hold whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb

from khabar.errors import LedgerError
from khabar.ledger import opening
from khabar.ledger.rows import Row

_MOST_LOOKED_UP: Final = 1000
"""Keys that are looked up one by one: the database goes by the index of a key for values that it sees when planning,
not for many in a list. Of a million reports 229 took 9 ms of processor time so, and 528 as a list."""

_MOST_BOUND: Final = 256
"""Values of rows that are bound one by one: that takes 1.5 s of processor where lists take 2.1 s for a hundred pages of
three reports, and a fifth more than lists for a page of a dozen."""


def among(key: str, values: Sequence[str]) -> tuple[str, list[Any]]:
    """Return the condition that a primary key is one of ``values``, and its parameters.

    >>> among("report_id", ["r-1", "r-2"])
    ('report_id IN (?, ?)', ['r-1', 'r-2'])
    """
    if 0 < len(values) <= _MOST_LOOKED_UP:
        return f"{key} IN ({', '.join('?' * len(values))})", list(values)
    return f"{key} IN (SELECT unnest(?::VARCHAR[]))", [list(values)]


def at_once(table: str, where: str) -> str:
    """Return the condition by which the rows of a table are found first, and their long columns read afterwards.

    With ``where`` alone the database unpacks the column ``record`` of all rows around: of a million reports, 6,665 took
    0.36 s of processor so, and 0.03 s by this.

    >>> at_once("reports", "doc_id = ?")
    'rowid IN (SELECT rowid FROM reports WHERE doc_id = ?)'
    """
    return f"rowid IN (SELECT rowid FROM {table} WHERE {where})"  # noqa: S608


class Store:
    """A connection to the tables of a ledger. ``path`` is ``None`` in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None, notices: Sequence[str] = ()) -> None:
        self.path = path
        self.notices = tuple(notices)
        self._connection = connection

    def _relation(self, sql: str, parameters: Sequence[Any] = ()) -> duckdb.DuckDBPyRelation:
        with opening.explained(self.path):
            return self._connection.sql(sql, params=list(parameters)) if parameters else self._connection.sql(sql)

    def _fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        # A cursor of its own would not see the transaction that is open.
        return self._connection.execute(sql, list(parameters)).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with opening.explained(self.path):
            self._connection.begin()
            try:
                yield
                self._connection.commit()
            except BaseException:
                # A failed commit has rolled back already.
                with suppress(duckdb.Error):
                    self._connection.rollback()
                raise

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if len(rows) * len(rows[0]) <= _MOST_BOUND:
            bound = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * len(rows))
            values = [value for row in rows for value in row]
            self._connection.execute(f"INSERT INTO {table} VALUES {bound}", values)  # noqa: S608
            return
        # One list a column.
        columns = ", ".join(["unnest(?)"] * len(rows[0]))
        self._connection.execute(
            f"INSERT INTO {table} SELECT {columns}", [list(column) for column in zip(*rows, strict=True)]
        )

    def _meta(self, key: str) -> str | None:
        with opening.explained(self.path):
            rows = self._fetch("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else None

    def _set_meta(self, key: str, value: str) -> None:
        # Only where it changes: an update of a key is a delete and an insert, for every document.
        self._connection.execute("UPDATE meta SET value = ? WHERE key = ? AND value <> ?", [value, key, value])

    def _single(self, sql: str, parameters: Sequence[Any] = ()) -> duckdb.DuckDBPyRelation:
        """Return what one SELECT statement gives."""
        with opening.explained(self.path):
            statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise LedgerError(f"a query is one SELECT statement; found {len(statements)} statements")
        if statements[0].type != duckdb.StatementType.SELECT:
            raise LedgerError(f"a query only reads: found {statements[0].type.name}, expected SELECT")
        return self._relation(sql, parameters)

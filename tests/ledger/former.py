"""Ledgers as former versions of khabar made them."""

from __future__ import annotations

from pathlib import Path

import duckdb

SCHEMA_1 = Path(__file__).with_name("schema-1.sql")


def as_schema_1(current: Path, path: Path) -> None:
    """Write what is in a ledger of today to ``path`` as a ledger of schema 1."""
    with duckdb.connect(str(current), read_only=True) as new, duckdb.connect(str(path)) as old:
        old.execute(SCHEMA_1.read_text(encoding="utf-8"))
        tables = old.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        for (table,) in tables:
            found = old.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
            columns = ", ".join(f'"{name}"' for (name,) in found)
            rows = new.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
            if rows:
                marks = ", ".join("?" * len(found))
                old.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        old.execute("DELETE FROM meta WHERE key IN ('salt', 'linked_seal')")
        old.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")


def is_schema_1(path: Path) -> bool:
    """Return whether a file is a ledger of schema 1."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    return rows == [("1",)]

"""Ledgers as former versions of khabar made them."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

_ADDED_KEYS = ("instrument", "ucdp_violence")
"""Keys of a report that no former schema knew."""


def as_schema(version: int, current: Path, path: Path) -> None:
    """Write what is in a ledger of today to ``path`` as a ledger of a former schema."""
    with duckdb.connect(str(current), read_only=True) as new, duckdb.connect(str(path)) as old:
        old.execute(Path(__file__).with_name(f"schema-{version}.sql").read_text(encoding="utf-8"))
        tables = old.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        for (table,) in tables:
            found = old.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
            columns = ", ".join(f'"{name}"' for (name,) in found)
            rows = new.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
            if rows:
                marks = ", ".join("?" * len(found))
                old.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        for report_id, record in old.execute("SELECT report_id, record FROM reports").fetchall():
            known = {key: value for key, value in json.loads(record).items() if key not in _ADDED_KEYS}
            old.execute("UPDATE reports SET record = ? WHERE report_id = ?", [json.dumps(known), report_id])
        if version == 1:
            old.execute("DELETE FROM meta WHERE key IN ('salt', 'linked_seal')")
        old.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(version)])


def is_schema(version: int, path: Path) -> bool:
    """Return whether a file is a ledger of a schema."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    return rows == [(str(version),)]

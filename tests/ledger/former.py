"""Ledgers as former versions of khabar made them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

_ADDED_KEYS = {
    1: ("instrument", "ucdp_violence", "places"),
    2: ("instrument", "ucdp_violence", "places"),
    3: ("places",),
}
"""Keys of a report that a former schema did not know."""
_ADDED_TO_PLACES = ("radius_km", "confidence")
_ADDED_TO_INCIDENTS = ("rules", "history", "sides", "grade", "judgements")


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
            known = _without(json.loads(record), _ADDED_KEYS[version])
            old.execute("UPDATE reports SET record = ? WHERE report_id = ?", [json.dumps(known), report_id])
        for incident_id, record in old.execute("SELECT incident_id, record FROM incidents").fetchall():
            known = _without(json.loads(record), _ADDED_TO_INCIDENTS)
            old.execute("UPDATE incidents SET record = ? WHERE incident_id = ?", [json.dumps(known), incident_id])
        if version == 1:
            old.execute("DELETE FROM meta WHERE key IN ('salt', 'linked_seal')")
        old.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(version)])


def _without(record: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return a record without what a former schema did not know."""
    known = {key: value for key, value in record.items() if key not in keys}
    if known["place"] is not None:
        known["place"] = {key: value for key, value in known["place"].items() if key not in _ADDED_TO_PLACES}
    return known


def is_schema(version: int, path: Path) -> bool:
    """Return whether a file is a ledger of a schema."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    return rows == [(str(version),)]

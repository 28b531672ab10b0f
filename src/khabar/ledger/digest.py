"""A fingerprint of what a ledger holds, without when and how it came there."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import duckdb

_CONTENT: Final = (
    "documents",
    "passages",
    "reports",
    "actors",
    "tolls",
    "links",
    "relations",
    "explanations",
    "failures",
    "incidents",
    "memberships",
    "judgements",
)


def digest(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of all rows but those of ``runs`` and ``meta``, each table in the order of its values."""
    hashed = sha256()
    for table in _CONTENT:
        hashed.update(f"\x1e{table}\x1e".encode())
        # Sorted here and not in SQL: the order must not hang on the database's collation or version.
        for line in sorted(repr(row) for row in connection.execute(f"FROM {table}").fetchall()):
            hashed.update(line.encode("utf-8", "surrogatepass"))
            hashed.update(b"\x1e")
    return hashed.hexdigest()

"""A ledger of a former schema brought up to this one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from khabar.ledger.digest import linked_seal
from khabar.ledger.linking import Linking
from khabar.ledger.opening import SCHEMA_VERSION
from khabar.ledger.readback import read_back
from khabar.ledger.rewrite import copy_rows, rewriting
from khabar.ledger.rows import Keeping, Row, dumps, incident_seal, seal, text_hash
from khabar.read.sameness import sketch
from khabar.settings import Settings

_CHUNK: Final = 400
_MADE_ANEW: Final = ("signatures", "text_clusters")
_KEPT_META: Final = ("linked_by", "salt")
_ADDED: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {"masked": "0", "text_sha256": "''", "seal": "''"},
    "incidents": {"seal": "''"},
    "memberships": {"machine_id": "incident_id"},
    "judgements": {"anchors": "'[]'"},
}
"""Columns that a former schema did not have and that are never empty, with what stands in them until seals are put."""


def migrate(path: Path, settings: Settings, *, former: int) -> str:
    """Bring the ledger at ``path`` up to this schema, and return a sentence on it.

    The former ledger stays beside it, as ``NAME.schema-2``. What it did not keep is unknown in the new one: since
    schema 2 the bytes of pages, what came along with them, and where a page says what; since schema 3 what a deed was
    done with and UCDP's type of violence, until the pages are coded anew; since schema 4 how wide a place is, until
    then too, and the grade and history of incidents, until they are linked anew.

    Raises:
        LedgerError: if it cannot be written; the ledger is then as it was.
    """
    backup = f".schema-{former}"
    with rewriting(path, settings, backup=backup) as (old, new):
        former_tables, tables = _tables(old), _tables(new)
        for table in sorted(former_tables & tables - {"meta", "documents", *_MADE_ANEW}):
            copy_rows(old, new, table, added=_added(old, table))
        copy_rows(old, new, "documents", added=_added(old, "documents"))
        for key, value in old.execute("SELECT key, value FROM meta ORDER BY key").fetchall():
            if key in _KEPT_META:
                new.execute("UPDATE meta SET value = ? WHERE key = ?", [value, key])
        _put_seals(new)
        _seal_incidents(new)
        Linking(new, path).cluster_texts()
        new.execute("UPDATE meta SET value = ? WHERE key = 'linked_seal'", [linked_seal(_fetching(new))])
    return (
        f"{path}: was a ledger of schema {former} and is now one of schema {SCHEMA_VERSION};"
        f" the former one is {path.name}{backup}"
    )


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    rows = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
    return {row[0] for row in rows}


def _added(old: duckdb.DuckDBPyConnection, table: str) -> str:
    known = _columns(old, table)
    return "".join(f", {value} AS {name}" for name, value in _ADDED.get(table, {}).items() if name not in known)


def _seal_incidents(new: duckdb.DuckDBPyConnection) -> None:
    fetch = _fetching(new)
    members: dict[str, list[Row]] = {}
    for member in fetch("SELECT * FROM memberships"):
        members.setdefault(member[0], []).append(member)
    seals = {
        row[0]: incident_seal(tuple(row[:-1]), members.get(row[0], [])) for row in fetch("SELECT * FROM incidents")
    }
    new.execute(
        "UPDATE incidents SET seal = found.seal FROM (SELECT unnest(?) AS incident_id, unnest(?) AS seal) found"
        " WHERE incidents.incident_id = found.incident_id",
        [list(seals), list(seals.values())],
    )


def _put_seals(new: duckdb.DuckDBPyConnection) -> None:
    fetch = _fetching(new)
    rows = fetch("SELECT doc_id, coder, given, masked FROM documents ORDER BY doc_id")
    keepings = {doc_id: Keeping(*kept) for doc_id, *kept in rows}
    doc_ids = list(keepings)
    for at in range(0, len(doc_ids), _CHUNK):
        chunk = list(read_back(fetch, doc_ids[at : at + _CHUNK], explained=True))
        seals = {
            coded.document.doc_id: (text_hash(coded.document.text), seal(coded, keepings[coded.document.doc_id]))
            for coded in chunk
        }
        for coded in chunk:
            # As this version writes them: with the fields that the former one did not know.
            for report in coded.reports:
                new.execute("UPDATE reports SET record = ? WHERE report_id = ?", [dumps(report), report.report_id])
            one = sketch(coded.document)
            new.execute("INSERT INTO signatures VALUES (?, ?)", [one.doc_id, one.signature])
        new.execute(
            "UPDATE documents SET text_sha256 = found.text_sha256, seal = found.seal"
            " FROM (SELECT unnest(?) AS doc_id, unnest(?) AS text_sha256, unnest(?) AS seal) found"
            " WHERE documents.doc_id = found.doc_id",
            [list(seals), [one for one, _ in seals.values()], [other for _, other in seals.values()]],
        )


def _fetching(connection: duckdb.DuckDBPyConnection) -> Any:
    def fetch(sql: str, parameters: object = None) -> list[Row]:
        return connection.execute(sql, parameters).fetchall()

    return fetch

"""A ledger of a former schema brought up to this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb

from khabar.ledger.digest import linked_seal
from khabar.ledger.readback import read_back
from khabar.ledger.rewrite import copy_rows, rewriting
from khabar.ledger.rows import Keeping, Row, dumps, seal, text_hash
from khabar.ledger.writing import Writing
from khabar.read.sameness import sketch
from khabar.settings import Settings

_CHUNK: Final = 400
_SINCE_2: Final = ("raw", "statements", "blocks", "signatures", "text_clusters", "tombstones")
_NOT_COPIED: Final = ("meta", "documents")


def migrate(path: Path, settings: Settings, *, former: int) -> str:
    """Bring the ledger at ``path`` up to this schema, and return a sentence on it.

    The former ledger stays beside it, as ``NAME.schema-1``. What schema 1 did not keep is unknown in the new one: the
    bytes of pages, what came along with them, and where a page says what.

    Raises:
        LedgerError: if it cannot be written; the ledger is then as it was.
    """
    backup = f".schema-{former}"
    with rewriting(path, settings, backup=backup) as (old, new):
        tables = [row[0] for row in new.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        for table in tables:
            if table not in (*_SINCE_2, *_NOT_COPIED):
                copy_rows(old, new, table)
        copy_rows(old, new, "documents", added=", 0 AS masked, '' AS text_sha256, '' AS seal")
        (linked_by,) = old.execute("SELECT value FROM meta WHERE key = 'linked_by'").fetchall()[0]
        new.execute("UPDATE meta SET value = ? WHERE key = 'linked_by'", [linked_by])
        _put_seals(new)
        Writing(new, path).cluster_texts()
        new.execute("UPDATE meta SET value = ? WHERE key = 'linked_seal'", [linked_seal(_fetching(new))])
    return f"{path}: was a ledger of schema {former} and is now one of schema 2; the former one is {path.name}{backup}"


def _put_seals(new: duckdb.DuckDBPyConnection) -> None:
    fetch = _fetching(new)
    coders = dict(fetch("SELECT doc_id, coder FROM documents ORDER BY doc_id"))
    doc_ids = list(coders)
    for at in range(0, len(doc_ids), _CHUNK):
        chunk = list(read_back(fetch, doc_ids[at : at + _CHUNK], explained=True))
        seals = {
            coded.document.doc_id: (text_hash(coded.document.text), seal(coded, Keeping(coders[coded.document.doc_id])))
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

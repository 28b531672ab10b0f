"""One DuckDB file: what was read, what was coded from it, and what was linked.

One writer, one short transaction a document. Everything but ``runs`` and ``judgements`` follows from the pages,
so that it is the same in whatever order, and however often, they are delivered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import duckdb

import khabar
from khabar.errors import LedgerError, Reason
from khabar.ledger import opening
from khabar.ledger.codec import from_json
from khabar.ledger.digest import digest
from khabar.ledger.rows import (
    DOCUMENT_COLUMNS,
    Row,
    coded_rows,
    dumps,
    failure_row,
    incident_row,
    membership_rows,
)
from khabar.records import (
    Coded,
    Document,
    Explanation,
    Failure,
    Incident,
    Passage,
    PassageKind,
    Relation,
    Report,
)
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.link.linked import Membership

UNFINISHED: Final = "khabar stopped while coding it; deliver it again"
"""The detail of the failure that stands for a page from before it is coded until it is stored."""

_CHILDREN: Final = ("passages", "reports", "actors", "tolls", "links", "relations", "explanations", "failures")
_CHUNK: Final = 400
"""Documents read back at a time: their texts stay within some megabytes."""

_FLAT_REPORTS: Final = (
    "SELECT r.* EXCLUDE (record, position), l.agents, l.targets, l.according_to, l.killed_low, l.killed_best,"
    " l.killed_high, l.outlet, l.published, l.incident_id"
    " FROM reports r JOIN report_list l ON l.report_id = r.report_id"
)


class Ledger:
    """A ledger, on disk or in memory. Open it with `Ledger.open` or `Ledger.memory`, best in a ``with`` statement.

    >>> with Ledger.memory() as ledger:
    ...     ledger.query("SELECT count(*) FROM reports").fetchall()
    [(0,)]
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None, notices: Sequence[str] = ()) -> None:
        self.path = path
        self.notices = tuple(notices)
        self._connection = connection

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, settings: Settings | None = None) -> Ledger:
        """Return the ledger at ``path``, made if it is not there. ``notices`` then says what had to be done to open it.

        Raises:
            LedgerError: if it is no ledger, of a newer version, in use by another process, or cannot be written.
        """
        path = Path(path)
        with opening.explained(path):
            connection, notices = opening.connect(path, read_only=read_only, settings=settings or Settings())
        ledger = cls(connection, path, notices)
        for notice in notices:
            ledger.add_failure(Failure(path.name, Reason.UNREADABLE, notice))
        return ledger

    @classmethod
    def memory(cls, *, settings: Settings | None = None) -> Ledger:
        """Return an empty ledger that is gone when it is closed."""
        connection, _ = opening.connect(None, read_only=False, settings=settings or Settings())
        return cls(connection, None)

    def close(self) -> None:
        """Close the file. Relations taken from the ledger are of no use afterwards."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # What is in it

    @property
    def reports(self) -> duckdb.DuckDBPyRelation:
        """All reports, flat, in text order: a relation with ``.df()``, ``.pl()``, ``.arrow()``."""
        return self._relation(f"{_FLAT_REPORTS} ORDER BY r.doc_id, r.position")

    def reports_of(self, doc_ids: Sequence[str]) -> duckdb.DuckDBPyRelation:
        """The reports of these documents, flat, in text order, as a relation."""
        sql = f"{_FLAT_REPORTS} WHERE list_contains(?, r.doc_id) ORDER BY r.doc_id, r.position"
        with opening.explained(self.path):
            return self._connection.sql(sql, params=[list(doc_ids)])

    @property
    def incidents(self) -> duckdb.DuckDBPyRelation:
        """All incidents, flat, by date: a relation with ``.df()``, ``.pl()``, ``.arrow()``."""
        return self._relation(
            "SELECT * EXCLUDE (record) FROM incidents ORDER BY date_start NULLS LAST, date_end, incident_id"
        )

    @property
    def documents(self) -> duckdb.DuckDBPyRelation:
        """All documents with their texts, as a relation."""
        return self._relation("SELECT * FROM documents ORDER BY doc_id")

    @property
    def failures(self) -> duckdb.DuckDBPyRelation:
        """All that was set aside, with the reason, as a relation."""
        return self._relation(
            "SELECT name, reason, detail, raw_sha256, doc_id FROM failures ORDER BY name, reason, detail, position"
        )

    def query(self, sql: str) -> duckdb.DuckDBPyRelation:
        """Return what one SELECT statement gives, as a relation.

        Raises:
            LedgerError: if it is not one statement that only reads, or cannot be understood.
        """
        with opening.explained(self.path):
            statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise LedgerError(f"a query is one SELECT statement; found {len(statements)} statements")
        if statements[0].type != duckdb.StatementType.SELECT:
            raise LedgerError(f"a query only reads: found {statements[0].type.name}, expected SELECT")
        return self._relation(sql)

    def coded(self, *, doc_ids: Sequence[str] | None = None, explained: bool = True) -> Iterator[Coded]:
        """Yield each document with all that was coded from it, by ``doc_id``; without explanations if not asked for."""
        with opening.explained(self.path):
            if doc_ids is None:
                doc_ids = [row[0] for row in self._fetch("SELECT doc_id FROM documents")]
            wanted = sorted(set(doc_ids))
            for at in range(0, len(wanted), _CHUNK):
                yield from self._read_back(wanted[at : at + _CHUNK], explained=explained)

    def incident_records(self, ids: Iterable[str] | None = None) -> Iterator[Incident]:
        """Yield incidents as records, by date; those of ``ids`` only, if given."""
        chosen = None if ids is None else set(ids)
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT incident_id, record FROM incidents ORDER BY date_start NULLS LAST, date_end, incident_id"
            )
        for incident_id, record in rows:
            if chosen is None or incident_id in chosen:
                yield from_json(Incident, json.loads(record))

    def report_records(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports of ``ids`` as records, by document, in text order."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT record FROM reports WHERE report_id IN (SELECT unnest(?)) ORDER BY doc_id, position",
                [sorted(set(ids))],
            )
        for (record,) in rows:
            yield from_json(Report, json.loads(record))

    def failure_records(self) -> list[Failure]:
        """Return all that was set aside."""
        with opening.explained(self.path):
            rows = self._fetch("SELECT name, reason, detail, raw_sha256 FROM failures ORDER BY ALL")
        return [Failure(*row) for row in rows]

    def outline(self, doc_id: str) -> tuple[int, list[Failure]]:
        """Return how many reports a document has, and which parts of it were set aside."""
        with opening.explained(self.path):
            ((n_reports,),) = self._fetch("SELECT count(*) FROM reports WHERE doc_id = ?", [doc_id])
            rows = self._fetch(
                "SELECT name, reason, detail, raw_sha256 FROM failures WHERE doc_id = ? ORDER BY position", [doc_id]
            )
        return int(n_reports), [Failure(*row) for row in rows]

    def incidents_of(self, doc_ids: Sequence[str]) -> list[str]:
        """Return the ids of the incidents that these documents speak of."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT DISTINCT incident_id FROM memberships JOIN reports USING (report_id)"
                " WHERE doc_id IN (SELECT unnest(?)) ORDER BY incident_id",
                [list(doc_ids)],
            )
        return [row[0] for row in rows]

    def bonds(self, incident_id: str) -> dict[str, str]:
        """Return, by report id, how each report belongs to an incident (``opens``, ``about``, ``denies`` …)."""
        with opening.explained(self.path):
            return dict(
                self._fetch(
                    "SELECT report_id, relation FROM memberships WHERE incident_id = ? ORDER BY report_id",
                    [incident_id],
                )
            )

    def incidents_with(self, report_id: str) -> list[str]:
        """Return the ids of the incidents that a report belongs to."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT incident_id FROM memberships WHERE report_id = ? ORDER BY incident_id", [report_id]
            )
        return [row[0] for row in rows]

    def outlets(self, doc_ids: Iterable[str]) -> dict[str, str]:
        """Return, by document id, the outlet, or the name of the input where the page does not tell its outlet."""
        with opening.explained(self.path):
            return dict(
                self._fetch(
                    "SELECT doc_id, coalesce(outlet, name) FROM documents WHERE doc_id IN (SELECT unnest(?))"
                    " ORDER BY doc_id",
                    [sorted(set(doc_ids))],
                )
            )

    def find(self, id_or_prefix: str) -> tuple[str, str]:
        """Return what an id names (``report``, ``incident`` or ``document``) and the whole id.

        Raises:
            LedgerError: if no id, or more than one, begins so.
        """
        with opening.explained(self.path):
            found = self._fetch(
                "SELECT * FROM (SELECT 'report', report_id AS id FROM reports"
                " UNION ALL SELECT 'incident', incident_id FROM incidents"
                " UNION ALL SELECT 'document', doc_id FROM documents) WHERE starts_with(id, ?) ORDER BY id LIMIT 4",
                [id_or_prefix],
            )
        exact = [row for row in found if row[1] == id_or_prefix]
        if exact or len(found) == 1:
            kind, whole = (exact or found)[0]
            return str(kind), str(whole)
        if not found or not id_or_prefix:
            raise LedgerError(f"no report, incident or document has an id that begins with {id_or_prefix!r}")
        several = ", ".join(row[1] for row in found[:3])
        raise LedgerError(f"{id_or_prefix!r} begins more than one id: {several}{' …' if len(found) > 3 else ''}")

    def digest(self) -> str:
        """Return a SHA-256 over the content: the same for the same pages, whatever the order of their delivery."""
        with opening.explained(self.path):
            return digest(self._connection)

    @property
    def is_linked(self) -> bool:
        """Whether the incidents speak of all reports that are stored, as this version links them."""
        return self._meta("linked_by") in (_linker(), "nothing to link")

    # Adding to it

    def holds(self, document: Document, coder: str) -> bool:
        """Return whether this very document, as coded by ``coder``, is stored already."""
        with opening.explained(self.path):
            rows = self._fetch("SELECT coder FROM documents WHERE doc_id = ?", [document.doc_id])
            if not rows or rows[0][0] != coder:
                return False
            stored = next(self.coded(doc_ids=[document.doc_id], explained=False)).document
        return not _corrects(document, stored) and _preference(stored) <= _preference(document)

    def begin(self, name: str, raw_sha256: str) -> None:
        """Record that the page is being coded, so that a crash leaves a failure behind and not a gap."""
        self.add_failure(Failure(name, Reason.CODING_FAILED, UNFINISHED, raw_sha256))

    def add(self, coded: Coded, *, coder: str | None = None) -> bool:
        """Store a document with all that was coded from it, whole or not at all; return whether the ledger changed.

        A document that is there already is left alone. Of two readings of one document (the same page under two
        names, with and without a date) the same one is kept in whatever order they come; what another ``coder``
        made of it, or another day given for the page of the same name, replaces what was there. ``coder`` is that of
        the first report, if not given.

        Raises:
            LedgerError: if it cannot be written.
        """
        document = coded.document
        if coder is None and coded.reports:
            coder = coded.reports[0].coder
        with self._transaction():
            known = bool(self._fetch("SELECT 1 FROM documents WHERE doc_id = ?", [document.doc_id]))
            changed = not known or self._supersedes(coded, coder)
            if changed:
                for table in ("documents", *_CHILDREN) if known else ():
                    self._connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", [document.doc_id])  # noqa: S608
                for table, rows in coded_rows(coded, coder):
                    self._insert(table, rows)
                self._set_meta("linked_by", "not linked")
            self._forget_begun(document.raw_sha256)
        return changed

    def add_failure(self, failure: Failure) -> bool:
        """Record that an input was set aside; return whether the ledger did not know it yet."""
        row = failure_row(failure)
        with self._transaction():
            if failure.raw_sha256 is not None and failure.detail != UNFINISHED:
                self._forget_begun(failure.raw_sha256)
            known = self._fetch(
                "SELECT 1 FROM failures WHERE name = ? AND reason = ? AND detail = ?"
                " AND raw_sha256 IS NOT DISTINCT FROM ? AND doc_id IS NULL",
                list(row[:4]),
            )
            if not known:
                self._insert("failures", [row])
        return not known

    def link(self) -> int:
        """Work out the incidents anew from all stored reports, and return how many there are.

        Raises:
            LedgerError: if they cannot be written; the former incidents then stay.
        """
        from khabar.link import link_reports

        linked = link_reports(self.coded(explained=False))
        self.replace_incidents(linked.incidents, linked.memberships)
        return len(linked.incidents)

    def replace_incidents(self, incidents: Sequence[Incident], memberships: Sequence[Membership]) -> None:
        """Store these incidents in place of those that are there, all at once."""
        with self._transaction():
            self._connection.execute("DELETE FROM memberships")
            self._connection.execute("DELETE FROM incidents")
            self._insert("incidents", [incident_row(incident) for incident in incidents])
            self._insert("memberships", membership_rows(memberships))
            self._set_meta("linked_by", _linker())

    def start_run(self, settings: Settings, *, coder: str | None = None) -> int:
        """Record that a run begins, with the settings in force, and return its number."""
        with self._transaction():
            rows = self._fetch(
                "INSERT INTO runs (run_id, started_at, status, khabar_version, coder, settings)"
                " SELECT coalesce(max(run_id), 0) + 1, now() AT TIME ZONE 'UTC', 'running', ?, ?, ? FROM runs"
                " RETURNING run_id",
                [khabar.__version__, coder, json.dumps(settings.in_force())],
            )
        return int(rows[0][0])

    def finish_run(self, run_id: int, status: str, counts: dict[str, int]) -> None:
        """Record how a run ended: ``done``, ``failed`` or ``interrupted``."""
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET finished_at = now() AT TIME ZONE 'UTC', status = ?, counts = ? WHERE run_id = ?",
                [status, json.dumps(counts), run_id],
            )

    # Inside

    def _relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        with opening.explained(self.path):
            return self._connection.sql(sql)

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
        # One list a column: binding each value on its own costs a fifth more for a page of a dozen reports.
        columns = ", ".join(["unnest(?)"] * len(rows[0]))
        values = [list(column) for column in zip(*rows, strict=True)]
        self._connection.execute(f"INSERT INTO {table} SELECT {columns}", values)

    def _meta(self, key: str) -> str | None:
        with opening.explained(self.path):
            rows = self._fetch("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else None

    def _set_meta(self, key: str, value: str) -> None:
        # Only where it changes: an update of a key is a delete and an insert, for every document.
        self._connection.execute("UPDATE meta SET value = ? WHERE key = ? AND value <> ?", [value, key, value])

    def _forget_begun(self, raw_sha256: str) -> None:
        self._connection.execute("DELETE FROM failures WHERE raw_sha256 = ? AND detail = ?", [raw_sha256, UNFINISHED])

    def _supersedes(self, coded: Coded, coder: str | None) -> bool:
        rows = self._fetch("SELECT coder FROM documents WHERE doc_id = ?", [coded.document.doc_id])
        if coder is not None and rows[0][0] is not None and rows[0][0] != coder:
            return True
        stored = next(self._read_back([coded.document.doc_id], explained=True))
        if _corrects(coded.document, stored.document):
            return True
        return (_preference(coded.document), dumps(coded)) < (_preference(stored.document), dumps(stored))

    def _read_back(self, doc_ids: list[str], *, explained: bool) -> Iterator[Coded]:
        def rows(table: str, columns: str, order: str) -> dict[str, list[Row]]:
            found: dict[str, list[Row]] = {doc_id: [] for doc_id in doc_ids}
            sql = f"SELECT doc_id, {columns} FROM {table} WHERE doc_id IN (SELECT unnest(?)) ORDER BY {order}"  # noqa: S608
            for doc_id, *row in self._fetch(sql, [doc_ids]):
                found[doc_id].append(tuple(row))
            return found

        passages = rows(
            "passages", "passage_index, kind, start_char, end_char, comment, writer, confidence", "passage_index"
        )
        reports = rows("reports", "record", "position")
        relations = rows("relations", "report_id, other_id, kind", "position")
        failures = rows("failures", "name, reason, detail, raw_sha256", "position")
        reasons = rows("explanations", "report_id, field, rule, start_char, end_char", "position") if explained else {}
        for doc_id, documents in rows("documents", DOCUMENT_COLUMNS, "doc_id").items():
            for row in documents:
                document = dict(zip(DOCUMENT_COLUMNS.split(", "), row, strict=True))
                document["passages"] = tuple(
                    Passage(index, PassageKind(kind), *rest) for index, kind, *rest in passages[doc_id]
                )
                yield Coded(
                    Document(**document),
                    tuple(from_json(Report, json.loads(record)) for (record,) in reports[doc_id]),
                    tuple(Relation(*relation) for relation in relations[doc_id]),
                    tuple(Explanation(*reason) for reason in reasons.get(doc_id, [])),
                    tuple(Failure(*failure) for failure in failures[doc_id]),
                )


def _preference(document: Document) -> tuple[bool, bool, bool, bool, str, str]:
    """Order readings of one document: one with a date, an address, an outlet first, and then always the same one."""
    return (
        document.published is None,
        document.published_from != "argument",
        document.url is None,
        document.outlet is None,
        document.name,
        dumps(document),
    )


def _corrects(document: Document, stored: Document) -> bool:
    """Return whether a page comes again with another day given for it: then the last word counts."""
    given = document.published_from == stored.published_from == "argument"
    return given and document.name == stored.name and document.published != stored.published


def _linker() -> str:
    return f"khabar {khabar.__version__}"

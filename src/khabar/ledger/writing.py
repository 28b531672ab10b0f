"""What is added to a ledger: documents, what was set aside, runs. Each whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import khabar
from khabar.errors import LedgerError, Reason
from khabar.ledger import opening
from khabar.ledger.intake import given_with, pack, raw_bytes, raw_hash
from khabar.ledger.readback import read_back
from khabar.ledger.reading import Reading
from khabar.ledger.rows import (
    CHILDREN,
    Keeping,
    Row,
    coded_rows,
    dumps,
    failure_row,
)
from khabar.ledger.tombstones import Tombstones
from khabar.records import Coded, Document, Failure
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.read.item import Page

UNFINISHED: Final = "khabar stopped while coding it; deliver it again"
"""The detail of the failure that stands for a page from before it is coded until it is stored."""

Rank = tuple[bool, bool, bool, bool, str, str, str, str]


class Writing(Reading):
    """The half of a ledger that adds to it."""

    keeps_raw: bool = False
    """Whether the bytes of pages are kept, compressed, beside what was read from them."""

    _run: int | None = None

    def holds(self, document: Document, coder: str, *, page: Page | None = None) -> bool:
        """Return whether this very document, as coded by ``coder``, is stored already, and no worse a reading of it."""
        with opening.explained(self.path):
            rows = self._fetch("SELECT coder, given, masked FROM documents WHERE doc_id = ?", [document.doc_id])
            if not rows:
                return False
            stored_coder, stored_given, masked = rows[0]
            if masked:
                return True
            if stored_coder != coder:
                return False
            stored = next(read_back(self._fetch, [document.doc_id], explained=False)).document
        given = given_with(page) if page is not None else stored_given
        return not _corrects(document, stored) and rank_of(stored, stored_given) <= rank_of(document, given)

    def delivered(self, page: Page, coder: str) -> list[str]:
        """Return the ids of the documents that this very page, delivered just so, gave before; ``coder`` coded them."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT doc_id FROM documents WHERE raw_sha256 = ? AND given = ? AND coder = ? ORDER BY doc_id",
                [raw_hash(page), given_with(page), coder],
            )
        return [row[0] for row in rows]

    def inherit(self, former: Reading) -> None:
        """Take over, into an empty ledger, what does not follow from pages.

        That is: salt, tombstones, judgements, failures, runs, what became of incidents, and where their old ids lead.

        Raises:
            LedgerError: if there are documents in this ledger that another salt belongs to.
        """
        salt = former.salt.hex()
        if self._meta("salt") == salt:
            return
        if self._fetch("SELECT 1 FROM documents LIMIT 1"):
            raise LedgerError(f"{self.path}: is another ledger with pages of its own; give the name of a new one")
        with self._transaction():
            self._set_meta("salt", salt)
            for table in ("tombstones", "judgements", "failures", "runs", "changes", "redirects"):
                where = "doc_id IS NULL" if table == "failures" else "true"
                self._insert(table, former.query(f"SELECT * FROM {table} WHERE {where} ORDER BY ALL").fetchall())  # noqa: S608

    def tombstones(self) -> Tombstones:
        """Return what was forgotten, to hold pages against."""
        with opening.explained(self.path):
            return Tombstones.of(self)

    def begin(self, name: str, raw_sha256: str) -> None:
        """Record that the page is being coded, so that a crash leaves a failure behind and not a gap."""
        self.add_failure(Failure(name, Reason.CODING_FAILED, UNFINISHED, raw_sha256))

    def add(self, coded: Coded, *, coder: str | None = None, page: Page | None = None, masked: int = 0) -> bool:
        """Store a document with all that was coded from it, whole or not at all; return whether the ledger changed.

        A document that is there already is left alone. Of two readings of one document (the same page under two
        names, with and without a date) the same one is kept in whatever order they come; what another ``coder``
        made of it, or another day given for the page of the same name, replaces what was there. Where `forget` has
        blackened a part of a document, it stays as it is.

        Args:
            coded: the document and its reports.
            coder: the version of the coder; without it, that of the first report.
            page: the page as it came in; its bytes are kept where ``keeps_raw`` says so.
            masked: how many places of the document are blackened; the bytes of the page are then not kept.

        Raises:
            LedgerError: if it cannot be written.
        """
        document = coded.document
        if coder is None and coded.reports:
            coder = coded.reports[0].coder
        keeping = Keeping(coder, given_with(page) if page is not None and not masked else None, masked)
        with self._transaction():
            former = self._fetch("SELECT raw_sha256 FROM documents WHERE doc_id = ?", [document.doc_id])
            changed = not former or self._supersedes(coded, keeping)
            if changed:
                self._store(coded, keeping, replace=bool(former))
                if page is not None and self.keeps_raw and not masked:
                    self._keep_raw(page)
                self._drop_raw([row[0] for row in former if row[0] != document.raw_sha256])
                self._set_meta("linked_by", "not linked")
            self._coded_at_last(document)
        return changed

    def add_all(self, coded: Iterable[Coded], *, coder: str | None = None) -> int:
        """Store documents, those that are new all or none; return how many changed the ledger.

        They become what `add` makes of them one after the other. Writing the rows of new ones together takes a tenth of
        the time.

        Raises:
            LedgerError: if they cannot be written.
        """
        one_by_one: list[Coded] = []
        new: dict[str, Coded] = {}
        for one in coded:
            doc_id = one.document.doc_id
            if doc_id in new:
                one_by_one.append(one)
            else:
                new[doc_id] = one
        with opening.explained(self.path):
            known = {
                row[0]
                for row in self._fetch("SELECT doc_id FROM documents WHERE doc_id IN (SELECT unnest(?))", [list(new)])
            }
        one_by_one += [new.pop(doc_id) for doc_id in sorted(known)]
        tables: dict[str, list[Row]] = {}
        for one in new.values():
            own = coder if coder is not None or not one.reports else one.reports[0].coder
            for table, rows in coded_rows(one, Keeping(own)):
                tables.setdefault(table, []).extend(rows)
        with self._transaction():
            for table, rows in tables.items():
                self._insert(table, rows)
            if new:
                self._set_meta("linked_by", "not linked")
            failed = {row[0] for row in self._fetch("SELECT raw_sha256 FROM failures WHERE doc_id IS NULL")}
            for one in new.values():
                if one.document.raw_sha256 in failed:
                    self._coded_at_last(one.document)
        return len(new) + sum(self.add(one, coder=coder) for one in one_by_one)

    def replace_document(self, coded: Coded, keeping: Keeping) -> None:
        """Store a document as it is given, in place of what there is of it, with what is noted of it."""
        with self._transaction():
            self._store(coded, keeping, replace=True)
            self._set_meta("linked_by", "not linked")

    def store_document(self, coded: Coded, keeping: Keeping) -> None:
        """Store a document that is not there yet, inside a transaction of the caller's."""
        self._store(coded, keeping, replace=False)

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

    def start_run(self, settings: Settings, *, coder: str | None = None, what: str = "code") -> int:
        """Record that a run begins, with the settings in force, and return its number.

        ``what`` says what it does: ``code``, ``relink``, ``judge``, ``recode``, ``merge``. What becomes of incidents
        until `finish_run` is noted as of this run.
        """
        with self._transaction():
            rows = self._fetch(
                "INSERT INTO runs (run_id, started_at, status, khabar_version, coder, settings, what)"
                " SELECT coalesce(max(run_id), 0) + 1, now() AT TIME ZONE 'UTC', 'running', ?, ?, ?, ? FROM runs"
                " RETURNING run_id",
                [khabar.__version__, coder, json.dumps(settings.in_force()), what],
            )
        self._run = int(rows[0][0])
        return self._run

    def finish_run(self, run_id: int, status: str, counts: dict[str, int]) -> None:
        """Record how a run ended: ``done``, ``failed`` or ``interrupted``."""
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET finished_at = now() AT TIME ZONE 'UTC', status = ?, counts = ? WHERE run_id = ?",
                [status, json.dumps(counts), run_id],
            )
        self._run = None

    def _store(self, coded: Coded, keeping: Keeping, *, replace: bool) -> None:
        doc_id = coded.document.doc_id
        for table in ("documents", *CHILDREN) if replace else ():
            self._connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", [doc_id])  # noqa: S608
        for table, rows in coded_rows(coded, keeping):
            self._insert(table, rows)

    def _keep_raw(self, page: Page) -> None:
        hashed = raw_hash(page)
        if not self._fetch("SELECT 1 FROM raw WHERE raw_sha256 = ?", [hashed]):
            self._connection.execute("INSERT INTO raw VALUES (?, ?, ?, ?, ?)", [hashed, *pack(raw_bytes(page))])

    def _drop_raw(self, hashes: Sequence[str]) -> None:
        """Take out the bytes of pages that no document was read from any more."""
        for hashed in hashes:
            self._connection.execute(
                "DELETE FROM raw WHERE raw_sha256 = ? AND NOT EXISTS (FROM documents WHERE raw_sha256 = ?)",
                [hashed, hashed],
            )

    def _coded_at_last(self, document: Document) -> None:
        """Take out what says that this page could not be coded."""
        self._connection.execute(
            "DELETE FROM failures WHERE raw_sha256 = ? AND reason = ? AND doc_id IS NULL AND name = ?",
            [document.raw_sha256, Reason.CODING_FAILED.value, document.name],
        )
        self._forget_begun(document.raw_sha256)

    def _forget_begun(self, raw_sha256: str) -> None:
        self._connection.execute("DELETE FROM failures WHERE raw_sha256 = ? AND detail = ?", [raw_sha256, UNFINISHED])

    def _supersedes(self, coded: Coded, keeping: Keeping) -> bool:
        doc_id = coded.document.doc_id
        coder, given, masked = self._fetch("SELECT coder, given, masked FROM documents WHERE doc_id = ?", [doc_id])[0]
        if masked:
            return False
        if keeping.coder is not None and coder is not None and coder != keeping.coder:
            return True
        stored = next(read_back(self._fetch, [doc_id], explained=True))
        if _corrects(coded.document, stored.document):
            return True
        given_now = keeping.given if keeping.given is not None else given
        ranked = rank_of(coded.document, given_now), dumps(coded)
        return ranked < (rank_of(stored.document, given), dumps(stored))


def rank_of(document: Document, given: str | None) -> Rank:
    """Order readings of one document: one with a date, an address, an outlet first, and then always the same one."""
    return (
        document.published is None,
        document.published_from != "argument",
        document.url is None,
        document.outlet is None,
        document.name,
        # Before the rest, in which the pseudonyms of readers differ from ledger to ledger.
        document.raw_sha256,
        dumps(document),
        given or "",
    )


def _corrects(document: Document, stored: Document) -> bool:
    """Return whether a page comes again with another day given for it: then the last word counts."""
    given = document.published_from == stored.published_from == "argument"
    return given and document.name == stored.name and document.published != stored.published

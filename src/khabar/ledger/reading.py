"""What is in a ledger: as relations for data frames, and as the records that went in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import duckdb

import khabar
from khabar.errors import LedgerError
from khabar.ledger import opening
from khabar.ledger.changes import ELSEWHERE, OPENED_BY_SQL, Change, Redirect, change_of
from khabar.ledger.codec import from_json
from khabar.ledger.digest import digest
from khabar.ledger.intake import unpack
from khabar.ledger.readback import read_back
from khabar.ledger.store import Store, among
from khabar.link.linked import Membership
from khabar.records import Coded, Failure, Incident, Report

_CHUNK: Final = 400
"""Documents read back at a time: their texts stay within some megabytes."""
_MAX_STEPS: Final = 1000
"""Redirects that are followed at most; there is no circle, but a file may be damaged."""
_FLAT_REPORTS: Final = (
    "SELECT r.* EXCLUDE (record, position), l.agents, l.targets, l.according_to, l.killed_low, l.killed_best,"
    " l.killed_high, l.outlet, l.published, l.incident_id"
    " FROM reports r JOIN report_list l ON l.report_id = r.report_id"
)


class Reading(Store):
    """The half of a ledger that only reads."""

    @property
    def reports(self) -> duckdb.DuckDBPyRelation:
        """All reports, flat, in text order: a relation with ``.df()``, ``.pl()``, ``.arrow()``."""
        return self._relation(f"{_FLAT_REPORTS} ORDER BY r.doc_id, r.position")

    def reports_of(self, doc_ids: Sequence[str]) -> duckdb.DuckDBPyRelation:
        """The reports of these documents, flat, in text order, as a relation."""
        sql = f"{_FLAT_REPORTS} WHERE list_contains(?, r.doc_id) ORDER BY r.doc_id, r.position"
        return self._relation(sql, [list(doc_ids)])

    @property
    def incidents(self) -> duckdb.DuckDBPyRelation:
        """All incidents, flat, by date: a relation with ``.df()``, ``.pl()``, ``.arrow()``."""
        return self._relation(
            "SELECT * EXCLUDE (record) FROM incidents ORDER BY date_start NULLS LAST, date_end, incident_id"
        )

    def incidents_flat(self, ids: Sequence[str]) -> duckdb.DuckDBPyRelation:
        """These incidents, flat, by date, as a relation."""
        return self._relation(
            "SELECT * EXCLUDE (record) FROM incidents WHERE list_contains(?, incident_id)"
            " ORDER BY date_start NULLS LAST, date_end, incident_id",
            [list(ids)],
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

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> duckdb.DuckDBPyRelation:
        """Return what one SELECT statement gives, as a relation; ``parameters`` stand for its question marks.

        Raises:
            LedgerError: if it is not one statement that only reads, or cannot be understood.
        """
        return self._single(sql, parameters)

    def coded(self, *, doc_ids: Sequence[str] | None = None, explained: bool = True) -> Iterator[Coded]:
        """Yield each document with all that was coded from it, by ``doc_id``; without explanations if not asked for."""
        with opening.explained(self.path):
            if doc_ids is None:
                doc_ids = [row[0] for row in self._fetch("SELECT doc_id FROM documents")]
            wanted = sorted(set(doc_ids))
            for at in range(0, len(wanted), _CHUNK):
                yield from read_back(self._fetch, wanted[at : at + _CHUNK], explained=explained)

    def incident_records(self, ids: Iterable[str] | None = None) -> Iterator[Incident]:
        """Yield incidents as records, by date; those of ``ids`` only, if given."""
        wanted, values = ("true", []) if ids is None else among("incident_id", sorted(set(ids)))
        with opening.explained(self.path):
            rows = self._fetch(
                f"SELECT record FROM incidents WHERE {wanted}"  # noqa: S608
                " ORDER BY date_start NULLS LAST, date_end, incident_id",
                values,
            )
        for (record,) in rows:
            yield from_json(Incident, json.loads(record))

    def report_records(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports of ``ids`` as records, by document, in text order."""
        wanted, values = among("report_id", sorted(set(ids)))
        with opening.explained(self.path):
            rows = self._fetch(f"SELECT record FROM reports WHERE {wanted} ORDER BY doc_id, position", values)  # noqa: S608
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

    def memberships(self, incident_id: str) -> list[Membership]:
        """Return how each report belongs to an incident, with the score and the features of its link, by report id."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT incident_id, report_id, relation, score, features, machine_id FROM memberships"
                " WHERE incident_id = ? ORDER BY report_id",
                [incident_id],
            )
        return [Membership(i, r, bond, score, json.loads(features), own) for i, r, bond, score, features, own in rows]

    def incidents_with(self, report_id: str) -> list[str]:
        """Return the ids of the incidents that a report belongs to."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT incident_id FROM memberships WHERE report_id = ? ORDER BY incident_id", [report_id]
            )
        return [row[0] for row in rows]

    def outlets(self, doc_ids: Iterable[str]) -> dict[str, str]:
        """Return, by document id, the outlet, or the name of the input where the page does not tell its outlet."""
        wanted, values = among("doc_id", sorted(set(doc_ids)))
        sql = f"SELECT doc_id, coalesce(outlet, name) FROM documents WHERE {wanted} ORDER BY doc_id"  # noqa: S608
        with opening.explained(self.path):
            return dict(self._fetch(sql, values))

    def signatures(self, doc_ids: Iterable[str]) -> dict[str, bytes]:
        """Return, by document id, by what texts are known to be alike (`khabar.read.sameness.signature`).

        One that is missing, or of another format, is worked out anew from the text.
        """
        from khabar.read.sameness import body_text, is_signature, signature

        ids = sorted(set(doc_ids))
        wanted, values = among("doc_id", ids)
        sql = f"SELECT doc_id, signature FROM signatures WHERE {wanted}"  # noqa: S608
        with opening.explained(self.path):
            found: dict[str, bytes] = dict(self._fetch(sql, values))
        signed = {doc_id: data for doc_id, data in found.items() if is_signature(data)}
        if unsigned := [doc_id for doc_id in ids if doc_id not in signed]:
            for one in self.coded(doc_ids=unsigned, explained=False):
                signed[one.document.doc_id] = signature(body_text(one.document))
        return signed

    def incident(self, id_or_prefix: str) -> Incident:
        """Return the incident that an id names today: a beginning of one will do, and an old id leads on.

        Raises:
            LedgerError: as `find`, or if it is the id of something else.
        """
        kind, whole = self.find(id_or_prefix)
        if kind != "incident":
            raise LedgerError(f"{whole}: is a {kind}; expected the id of an incident")
        (incident,) = self.incident_records([whole])
        return incident

    def find(self, id_or_prefix: str) -> tuple[str, str]:
        """Return what an id names (``report``, ``incident`` or ``document``) and the whole id.

        An id that no incident bears any more gives the incident that it leads to.

        Raises:
            LedgerError: if no id, or more than one, begins so, or nothing is left of the incident.
        """
        with opening.explained(self.path):
            # A whole id, which is what most ask with, is found without looking through all of them.
            found = self._fetch(
                "SELECT 'report', report_id FROM reports WHERE report_id = ?"
                " UNION ALL SELECT 'incident', incident_id FROM incidents WHERE incident_id = ?"
                " UNION ALL SELECT 'document', doc_id FROM documents WHERE doc_id = ?",
                [id_or_prefix] * 3,
            ) or self._fetch(
                "SELECT * FROM (SELECT 'report', report_id AS id FROM reports"
                " UNION ALL SELECT 'incident', incident_id FROM incidents"
                " UNION ALL SELECT 'document', doc_id FROM documents) WHERE starts_with(id, ?) ORDER BY id LIMIT 4",
                [id_or_prefix],
            )
        exact = [row for row in found if row[1] == id_or_prefix]
        if exact or len(found) == 1:
            kind, whole = (exact or found)[0]
            return str(kind), str(whole)
        if found and id_or_prefix:
            several = ", ".join(row[1] for row in found[:3])
            raise LedgerError(f"{id_or_prefix!r} begins more than one id: {several}{' …' if len(found) > 3 else ''}")
        if id_or_prefix.startswith("i-") and (trail := self.trail(id_or_prefix)):
            if trail[-1].to_id is None:
                raise LedgerError(f"{trail[0].from_id}: no incident bears this id any more: {trail[-1].why}")
            return "incident", trail[-1].to_id
        raise LedgerError(f"no report, incident or document has an id that begins with {id_or_prefix!r}")

    def trail(self, id_or_prefix: str) -> list[Redirect]:
        """Return the way from an id that no incident bears to the one that it leads to, step by step; empty if none.

        An id that this ledger never gave is followed too, where it is that of one of its reports: another ledger, of
        fewer pages, gave it.
        """
        with opening.explained(self.path):
            steps = self._fetch(
                "SELECT from_id, to_id, why FROM redirects WHERE starts_with(from_id, ?) LIMIT 2", [id_or_prefix]
            )
            if not steps:
                # Every id of an incident is that of a report of it.
                steps = self._fetch(
                    f"SELECT {OPENED_BY_SQL}, incident_id, ? FROM memberships"  # noqa: S608
                    f" WHERE relation IN ('opens', 'supports') AND starts_with({OPENED_BY_SQL}, ?) LIMIT 2",
                    [ELSEWHERE, id_or_prefix],
                )
            if len(steps) != 1:
                return []
            trail = [Redirect(*steps[0])]
            while trail[-1].to_id is not None and len(trail) < _MAX_STEPS:
                steps = self._fetch("SELECT from_id, to_id, why FROM redirects WHERE from_id = ?", [trail[-1].to_id])
                if not steps:
                    break
                trail.append(Redirect(*steps[0]))
        return trail

    def changes(self, *, since: date | int | None = None, incident_id: str | None = None) -> list[Change]:
        """Return what became of incidents, in the order in which it happened.

        Args:
            since: from this day on (UTC), or in runs after this one and whatever was judged after it.
            incident_id: of this incident only.
        """
        after, parameters = _since(since)
        if incident_id is not None:
            after, parameters = f"{after} AND incident_id = ?", [*parameters, incident_id]
        with opening.explained(self.path):
            rows = self._fetch(f"SELECT * FROM changes WHERE {after} ORDER BY change_id", parameters)  # noqa: S608
        return [change_of(row) for row in rows]

    def deleted(self, *, since: date | int | None = None) -> list[Redirect]:
        """Return the ids that no incident bears any more, each with where it leads; arguments as in `changes`."""
        after, parameters = _since(since)
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT from_id, to_id, why, made_at FROM redirects"  # noqa: S608
                f" WHERE from_id IN (SELECT incident_id FROM changes WHERE change = 'gone' AND {after})"
                " ORDER BY made_at, from_id",
                parameters,
            )
        return [Redirect(*row) for row in rows]

    def digest(self) -> str:
        """Return a SHA-256 over the content: the same for the same pages, whatever the order of their delivery."""
        with opening.explained(self.path):
            return digest(self._connection)

    @property
    def is_linked(self) -> bool:
        """Whether the incidents speak of all reports that are stored, as this version links them."""
        return self._meta("linked_by") in (linker(), "nothing to link")

    @property
    def salt(self) -> bytes:
        """The secret of this ledger from which the pseudonyms of readers are made."""
        salt = self._meta("salt")
        if salt is None:
            raise LedgerError(f"{self.path or 'ledger in memory'}: has no salt for pseudonyms; the ledger is damaged")
        return bytes.fromhex(salt)

    def raw(self, raw_sha256: str) -> bytes | None:
        """Return the bytes of a page as it came in, ``None`` if they were not kept.

        Raises:
            LedgerError: if what was kept cannot be unpacked.
        """
        with opening.explained(self.path):
            rows = self._fetch("SELECT codec, size, bytes FROM raw WHERE raw_sha256 = ?", [raw_sha256])
        return unpack(*rows[0]) if rows else None


def _since(since: date | int | None) -> tuple[str, list[Any]]:
    """Return a condition on rows of ``changes``, and its parameters."""
    if since is None:
        return "true", []
    if isinstance(since, int):
        after = "change_id > coalesce((SELECT max(change_id) FROM changes WHERE run_id <= ?), 0)"
        return after, [since]
    return "made_at >= ?", [since]


def linker() -> str:
    """Return what the incidents of a ledger are linked by."""
    return f"khabar {khabar.__version__}"

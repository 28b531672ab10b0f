"""Incidents written in place: only what changed, a line for each change, a way on from each id that is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from khabar.collecting import uncollected
from khabar.ledger import opening
from khabar.ledger.anchors import anchors_of, resolve
from khabar.ledger.changes import BACK, CHANGED, EMPTY, GONE, NEW, differences, heir
from khabar.ledger.digest import INCIDENTS, TEXTS, linked_seal, resealed, text_line
from khabar.ledger.index import LinkIndex, made_with
from khabar.ledger.reading import Reading, linker
from khabar.ledger.rows import Row, incident_rows, incident_seal
from khabar.ledger.store import among, at_once
from khabar.ledger.texts import all_rows, rows_around
from khabar.ledger.writing import Writing
from khabar.records import Incident

if TYPE_CHECKING:
    from khabar.link.linked import Linked, Membership

_CHUNK: Final = 4096

_RECORD: Final = 31
"""Where the record stands in a row of ``incidents``."""

_EMPTIED: Final = (
    "INSERT INTO incidents (incident_id, event_type, agents, targets, others, n_reports, n_documents, n_outlets,"
    " n_origins, standing, status, record, seal) VALUES (?, '', [], [], [], 0, 0, 0, 0, '', '', ?, '')"
)
"""Puts in a row of which nothing is known but its id."""

T = TypeVar("T")
Settled = tuple[Incident, Sequence["Membership"]]


class Linking(Writing):
    """The half of a ledger that links reports into incidents."""

    grades: Path | None = None
    """A user's table of grades, ``None`` for khabar's own."""

    caution: float = 0.0
    """Log-odds asked for above khabar's own before reports of two documents are one incident."""

    _judgement: str | None = None
    _former: Reading | None = None

    @uncollected()
    def link(self, *, mend: bool = False) -> int:
        """Work out the incidents anew from all stored reports, and return how many there are.

        Only those that changed are written, each with a line in ``changes``; an id that no incident bears any more is
        a line in ``redirects``. With ``mend``, so are those whose rows are not what was written: it reads them all.

        Raises:
            LedgerError: if they cannot be written; the former incidents then stay.
        """
        from khabar.link import link_indexed
        from khabar.link.grade import grading_by

        with grading_by(self.grades):
            linked, index = link_indexed(self.coded(explained=False), caution=self.caution)
            settled = self._judged(linked)
        self.cluster_texts()
        with self._transaction():
            self._update(settled, mend=mend)
            LinkIndex(self).make(index, made_with(self.caution, self.grades))
            self._set_meta("linked_by", linker())
        return len(settled)

    @uncollected()
    def link_added(self) -> None:
        """Work out the incidents that documents stored since the last time change, and write those; leave the others.

        They are those that `link` would give. All are worked out anew where a part does not tell: where former
        documents are other ones now, or gone; where a judgement speaks of a new one; where the incidents were worked
        out by another version or with other settings; where most documents are new.

        Raises:
            LedgerError: if they cannot be written; the former incidents then stay.
        """
        from khabar.link.grade import grading_by
        from khabar.link.growing import Growing, SameNumberError

        index = LinkIndex(self)
        with opening.explained(self.path):
            added = index.added() if index.holds(made_with(self.caution, self.grades)) else None
            if added is not None and (len(added) > index.size() or self._spoken_of(added)):
                added = None
        if added is None:
            self.link()
            return
        self.cluster_texts(added)
        try:
            with self._transaction(), grading_by(self.grades):
                if added:
                    grown = Growing(index, caution=self.caution).add(index.coded(added))
                    self._write_part(grown.linked, grown.report_ids)
                    index.note(added)
                self._set_meta("linked_by", linker())
        except SameNumberError:
            self.link()

    def _write_part(self, linked: Linked, gone: Iterable[str] = ()) -> None:
        """Write incidents over reports that no other report could be linked with, in place of those that held them.

        ``gone`` are reports of former incidents of which some may be in none of these.
        """
        report_ids = sorted({membership.report_id for membership in linked.memberships} | set(gone))
        held = self._fetch(
            "SELECT DISTINCT incident_id FROM memberships WHERE report_id IN (SELECT unnest(?))", [report_ids]
        )
        self._update(self._judged(linked), scope={row[0] for row in held})

    def _spoken_of(self, doc_ids: Sequence[str]) -> bool:
        """Return whether people decided something about these documents."""
        return False

    def cluster_texts(self, added: Sequence[str] | None = None) -> None:
        """Work out anew which documents are one text, and which are versions of one address; write what changed.

        ``added``: only these documents are new, and all others are linked; then only what they may change is read.
        """
        new = rows_around(self._fetch, added) if added is not None else None
        whole = new is None
        if new is None:
            new = all_rows(self._fetch)
        with self._transaction():
            where, parameters = ("", []) if whole else (" WHERE doc_id IN (SELECT unnest(?))", [list(new)])
            old = {row[0]: row for row in self._fetch(f"SELECT * FROM text_clusters{where}", parameters)}  # noqa: S608
            gone = [row for key, row in old.items() if new.get(key) != row]
            changed = [row for key, row in new.items() if old.get(key) != row]
            self._delete("text_clusters", "doc_id", [row[0] for row in gone])
            self._insert("text_clusters", changed)
            if whole:
                self._seal_linked()
            else:
                self._reseal([text_line(row) for row in gone], [text_line(row) for row in changed], part=TEXTS)

    def take_former(self, former: Reading, *, hidden: Collection[str] = ()) -> None:
        """Take over the incidents of another ledger, as what there was before this one is linked.

        So the log goes on, and ids that are gone lead on. Of ``hidden`` incidents only the ids are taken.
        """
        self._former = former
        with self._transaction():
            LinkIndex(self).drop()
            known = {row[0] for row in self._fetch("SELECT incident_id FROM incidents")}
            for table in ("incidents", "memberships"):
                rows = former.query(f"SELECT * FROM {table} ORDER BY ALL").fetchall()  # noqa: S608
                taken = [row for row in rows if row[0] not in known]
                for chunk in _chunks([row for row in taken if table != "incidents" or row[0] not in hidden]):
                    self._insert(table, chunk)
            for incident_id in sorted(set(hidden) - known):
                self._connection.execute(_EMPTIED, [incident_id, EMPTY])

    def replace_incidents(self, incidents: Sequence[Incident], memberships: Sequence[Membership]) -> None:
        """Store these incidents in place of those that are there, all at once; write what changed."""
        with self._transaction():
            self._update(together(incidents, memberships))
            LinkIndex(self).drop()
            self._set_meta("linked_by", linker())

    def _linked(self) -> list[Settled]:
        from khabar.link import link_reports

        return self._judged(link_reports(self.coded(explained=False), caution=self.caution))

    def _judged(self, linked: Linked, beside: Sequence[Membership] = ()) -> list[Settled]:
        """Return incidents with what belongs to each, after all that people decided."""
        return together(linked.incidents, linked.memberships)

    def _update(self, settled: Sequence[Settled], *, scope: Collection[str] | None = None, mend: bool = False) -> None:
        """Write ``settled`` in place of the incidents of ``scope``, ``None``: of all that are there."""
        where, parameters = ("true", []) if scope is None else among("incident_id", sorted(scope))
        seals: dict[str, str] = dict(self._fetch(f"SELECT incident_id, seal FROM incidents WHERE {where}", parameters))  # noqa: S608
        if mend:
            seals = self._true_seals()
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = {incident.incident_id: incident_rows(incident, members) for incident, members in settled}
        other = [i for i, (row, _) in rows.items() if seals.get(i) != row[-1]]
        changed = [i for i in other if i in seals]
        new = [i for i in other if i not in seals]
        gone = sorted(seals.keys() - rows.keys())
        log: list[Row] = []
        back = self._known("redirects", "from_id", new)
        log += [(i, BACK if i in back else NEW, [], None, None, None) for i in new]
        former = self._records(changed)
        log += [(i, CHANGED, *differences(former[i], rows[i][0][_RECORD]), None) for i in changed]
        led = self._heirs(gone, settled, seals)
        log += [(i, GONE, [], None, None, to) for i, (to, _) in led.items()]
        for table in ("memberships", "incidents"):
            self._delete(table, "incident_id", [*changed, *gone])
        # In the order of their ids: the database keeps no index of memberships, but passes over stretches of other ids.
        for ids in _chunks(sorted(other)):
            self._insert("incidents", [rows[i][0] for i in ids])
            self._insert("memberships", [member for i in ids for member in rows[i][1]])
        self._delete("redirects", "from_id", [*back, *gone])
        self._insert("redirects", [(i, to, why, now) for i, (to, why) in led.items()])
        self._log(log, now)
        if mend:
            self._seal_linked()
            return
        self._reseal([i + seals[i] for i in (*changed, *gone)], [i + str(rows[i][0][-1]) for i in other])

    def _true_seals(self) -> dict[str, str]:
        """Return the seal that each incident would have as it stands in the file; drop what belongs to none."""
        self._connection.execute("DELETE FROM memberships WHERE incident_id NOT IN (SELECT incident_id FROM incidents)")
        members: dict[str, list[Row]] = {}
        for member in self._fetch("SELECT * FROM memberships"):
            members.setdefault(member[0], []).append(member)
        rows = self._fetch("SELECT * FROM incidents")
        return {row[0]: incident_seal(row[:-1], members.get(row[0], [])) for row in rows}

    def _heirs(
        self, gone: Sequence[str], settled: Sequence[Settled], former: Collection[str]
    ) -> dict[str, tuple[str | None, str]]:
        """Return, for each id that is gone, which incident it leads to, and why."""
        if not gone:
            return {}
        home = {m.report_id: incident.incident_id for incident, members in settled for m in members}
        reports: dict[str, list[str]] = {incident_id: [] for incident_id in gone}
        for incident_id, report_id in self._fetch(
            "SELECT incident_id, report_id FROM memberships WHERE incident_id IN (SELECT unnest(?))"
            " AND relation IN ('opens', 'supports') ORDER BY relation, report_id",
            [list(gone)],
        ):
            reports[incident_id].append(report_id)
        if self._former is not None:
            # Coded anew, a report may have another id: it is known by its words.
            lost = {report_id for ids in reports.values() for report_id in ids} - home.keys()
            anchors = anchors_of(self._former._fetch, lost)
            found = resolve(self._fetch, anchors.values())
            home |= {old: home[new] for old, anchor in anchors.items() if (new := found[anchor]) in home and new}
        return {incident_id: heir(incident_id, reports[incident_id], home, former) for incident_id in gone}

    def _records(self, ids: Sequence[str]) -> dict[str, str]:
        wanted, values = among("incident_id", ids)
        wanted = at_once("incidents", wanted)
        return dict(self._fetch(f"SELECT incident_id, record FROM incidents WHERE {wanted}", values))  # noqa: S608

    def _known(self, table: str, column: str, values: Sequence[str]) -> list[str]:
        sql = f"SELECT {column} FROM {table} WHERE {column} IN (SELECT unnest(?)) ORDER BY 1"  # noqa: S608
        return [row[0] for row in self._fetch(sql, [list(values)])] if values else []

    def _delete(self, table: str, column: str, values: Sequence[str]) -> None:
        if values:
            sql = f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))"  # noqa: S608
            self._connection.execute(sql, [list(values)])

    def _log(self, log: Iterable[Row], now: datetime) -> None:
        ((last,),) = self._fetch("SELECT coalesce(max(change_id), 0) FROM changes")
        rows = [(number, self._run, now, *line, self._judgement) for number, line in enumerate(log, start=last + 1)]
        for chunk in _chunks(rows):
            self._insert("changes", chunk)

    def _reseal(self, removed: Sequence[str], added: Sequence[str], *, part: int = INCIDENTS) -> None:
        """Keep up the seal of what was linked, where the lines of some incidents, or texts, are others now."""
        seal = self._meta("linked_seal")
        if not seal:
            self._seal_linked()
        elif removed or added:
            self._set_meta("linked_seal", resealed(seal, self._fetch, part, removed=removed, added=added))

    def _seal_linked(self) -> None:
        self._set_meta("linked_seal", linked_seal(self._fetch))


def together(incidents: Iterable[Incident], memberships: Iterable[Membership]) -> list[Settled]:
    """Return incidents, each with what belongs to it."""
    members: dict[str, list[Membership]] = {}
    for membership in memberships:
        members.setdefault(membership.incident_id, []).append(membership)
    return [(incident, members.get(incident.incident_id, [])) for incident in incidents]


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))

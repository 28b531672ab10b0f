"""Judgements in a ledger: appended, never overwritten; applied to the incidents that they speak of, no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from khabar.errors import LedgerError
from khabar.ledger import opening
from khabar.ledger.anchors import anchors_of, resolve
from khabar.ledger.codec import from_json
from khabar.ledger.linking import Linking, Settled, together
from khabar.ledger.rows import Row, dumps
from khabar.ledger.store import among
from khabar.link.judgement import Anchor, Decision, Judgement, Resolved, in_force, is_report, regroup, undone
from khabar.link.linked import Membership
from khabar.records import Incident

if TYPE_CHECKING:
    from khabar.link.linked import Linked

_COLUMNS: Final = "judgement_id, made_at, author, decision, subject_id, other_id, content, note, anchors, about"


class State(StrEnum):
    """Whether a judgement holds: ``orphaned`` where nothing that it was said of is left in the ledger."""

    IN_FORCE = "in force"
    UNDONE = "undone"
    ORPHANED = "orphaned"


class _Tried(Exception):
    """Ends a transaction that was only to show what would come of it."""


class Judging(Linking):
    """The half of a ledger that keeps what people decided."""

    _trying: list[Incident] | None = None

    def would_make(self, decide: Callable[[], object]) -> list[Incident]:
        """Return the incidents that a decision would make or change, by date; nothing is kept of it.

        ``decide`` makes one with the functions of `khabar.judge`.

        Raises:
            LedgerError: if it cannot be made.
        """
        found: list[Incident] = []
        self._trying = found
        try:
            decide()
        except _Tried:
            pass
        finally:
            self._trying = None
        return found

    def judgements(self) -> list[Judgement]:
        """Return all judgements, in the order in which they were made."""
        rows = self._fetch(f"SELECT {_COLUMNS} FROM judgements ORDER BY made_at, judgement_id")  # noqa: S608
        return [_judgement(row) for row in rows]

    def anchors(self, report_ids: Iterable[str]) -> dict[str, Anchor]:
        """Return, by report id, the words by which judgements of these reports are found again."""
        with opening.explained(self.path):
            return anchors_of(self._fetch, report_ids)

    def incidents_judged_by(self, judgement_id: str) -> list[str]:
        """Return the ids of the incidents for which a judgement holds."""
        with opening.explained(self.path):
            rows = self._fetch(
                "SELECT incident_id FROM incidents WHERE judged > 0 AND contains(record, ?) ORDER BY 1", [judgement_id]
            )
        return [row[0] for row in rows]

    def judgement_states(self) -> dict[str, State]:
        """Return, by judgement id, whether each holds."""
        judgements = self.judgements()
        gone = undone(judgements)
        resolved = self._resolved(judgements)
        states = {}
        for judgement in judgements:
            found = any(resolved[anchor] for anchors in judgement.anchors for anchor in anchors)
            state = State.IN_FORCE if found or judgement.decision is Decision.UNDO else State.ORPHANED
            states[judgement.judgement_id] = State.UNDONE if judgement.judgement_id in gone else state
        return states

    def add_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Append judgements that are not there yet, apply them all, and return how many were new. All or none.

        Raises:
            LedgerError: if they cannot be written.
        """
        known = {row[0] for row in self._fetch("SELECT judgement_id FROM judgements")}
        new = list({j.judgement_id: j for j in judgements if j.judgement_id not in known}.values())
        if not new:
            return 0
        if not self.is_linked:
            if self._trying is not None:
                raise LedgerError("the incidents are not those of all reports yet; link them first")
            with self._transaction():
                self._insert("judgements", [_row(judgement) for judgement in new])
            self.link()
            return len(new)
        from khabar.link.grade import grading_by

        with self._transaction(), grading_by(self.grades):
            self._insert("judgements", [_row(judgement) for judgement in new])
            self._judgement = new[0].judgement_id if len(new) == 1 else None
            try:
                if len(new) > 1 or not self._marked(new[0]):
                    self._apply(new)
            finally:
                self._judgement = None
            if self._trying is not None:
                rows = self._fetch("SELECT incident_id FROM changes WHERE judgement_id = ?", [new[0].judgement_id])
                self._trying += self.incident_records(row[0] for row in rows)
                raise _Tried
        return len(new)

    def _write_part(self, linked: Linked, gone: Iterable[str] = ()) -> None:
        out = {membership.report_id for membership in linked.memberships} | set(gone)
        rows = self._bound_with(out)
        # What people merged with them stays as the machine had it.
        beside = [Membership(*_member(row)) for row in rows if row[1] not in out]
        self._update(self._judged(linked, beside), scope={row[0] for row in rows})

    def _spoken_of(self, doc_ids: Sequence[str]) -> bool:
        found = {report_id for report_id in self._resolved(in_force(self.judgements())).values() if report_id}
        if not found:
            return False
        sql = "SELECT 1 FROM reports WHERE report_id IN (SELECT unnest(?)) AND doc_id IN (SELECT unnest(?)) LIMIT 1"
        return bool(self._fetch(sql, [sorted(found), list(doc_ids)]))

    def _bound_with(self, report_ids: Iterable[str]) -> list[Row]:
        """Return what belongs to the incidents that hold one of these reports, and to all that judgements tie to them.

        Each as incident, report, relation, score, features, and the machine's incident.
        """
        active = in_force(self.judgements())
        resolved = self._resolved(active)
        tied = [{r for anchors in j.anchors for a in anchors if (r := resolved.get(a)) is not None} for j in active]
        reach, rows = set(report_ids), []
        while True:
            reach.update(report_id for one in tied if not one.isdisjoint(reach) for report_id in one)
            rows = self._fetch(
                "WITH held AS (SELECT incident_id, machine_id FROM memberships WHERE report_id IN (SELECT unnest(?)))"
                " SELECT incident_id, report_id, relation, score, features, machine_id FROM memberships"
                " WHERE incident_id IN (SELECT incident_id FROM held)"
                " OR machine_id IN (SELECT machine_id FROM held) ORDER BY machine_id, report_id",
                [sorted(reach)],
            )
            found = {row[1] for row in rows} - reach
            reach |= found
            if not found or not active:
                return rows

    def _judged(self, linked: Linked, beside: Sequence[Membership] = ()) -> list[Settled]:
        """Return incidents after all that people decided: those that no judgement speaks of as they are.

        ``beside`` are memberships that the machine had made before, which judgements may put together with these.
        """
        active = in_force(self.judgements())
        if not active and not beside:
            return together(linked.incidents, linked.memberships)
        resolved = self._resolved(active)
        spoken_of = {report_id for report_id in resolved.values() if report_id is not None}
        machine = {m.incident_id for m in linked.memberships if m.report_id in spoken_of}
        members = [*beside, *(m for m in linked.memberships if m.incident_id in machine)]
        others = [incident for incident in linked.incidents if incident.incident_id not in machine]
        rest = together(others, (m for m in linked.memberships if m.incident_id not in machine))
        return [*rest, *self._settle(members, active, resolved)]

    def _apply(self, new: Sequence[Judgement]) -> None:
        """Settle anew the incidents that new judgements, or those that they undo, speak of."""
        everything = self.judgements()
        by_id = {judgement.judgement_id: judgement for judgement in everything}
        active = in_force(everything)
        resolved = self._resolved(everything)
        homes: dict[str, str] = dict(
            self._fetch(
                "SELECT report_id, machine_id FROM memberships WHERE report_id IN (SELECT unnest(?))",
                [sorted({report_id for report_id in resolved.values() if report_id is not None})],
            )
        )
        machine = {j.judgement_id: _homes(j, resolved, homes) for j in everything}
        subjects = [_subject(judgement, by_id) for judgement in new]
        if any(_put_out(one, resolved, homes) for one in subjects):
            # What was put out of an incident, as it opens none, stands nowhere: only linking brings it back.
            self._update(self._linked())
            return
        touched = {key for one in subjects for key in machine[one.judgement_id]}
        before = -1
        while before != len(touched):
            before = len(touched)
            for keys in machine.values():
                if not keys.isdisjoint(touched):
                    touched |= keys
        wanted, values = among("machine_id", sorted(touched))
        rows = self._fetch(
            "SELECT incident_id, report_id, relation, score, features, machine_id FROM memberships"  # noqa: S608
            f" WHERE {wanted} ORDER BY machine_id, report_id",
            values,
        )
        members = [
            Membership(i, r, bond, score, json.loads(features), key) for i, r, bond, score, features, key in rows
        ]
        scope = {member.incident_id for member in members}
        spoken_of = [j for j in active if not machine[j.judgement_id].isdisjoint(touched)]
        self._update(self._settle(members, spoken_of, resolved), scope=scope)

    def _marked(self, new: Judgement) -> bool:
        """Apply what changes nothing but the mark on one incident, and return whether it was such a judgement.

        Nearly all are: an incident as the machine made it is accepted, rejected or corrected, or that is taken back.
        Its reports need not be read and settled again, which takes a second where there are hundreds.
        """
        from khabar.link.judged import remarked

        subject = new.subject_id
        rows = self._fetch(
            "SELECT incident_id, report_id, relation, score, features, machine_id FROM memberships"
            " WHERE incident_id = ? OR machine_id = ? ORDER BY report_id",
            [subject, subject],
        )
        if not rows or any(row[0] != subject or row[5] != subject for row in rows):
            return False
        incident = from_json(Incident, json.loads(self._records([subject])[subject]))
        ids = {*(one.judgement_id for one in incident.judgements), new.judgement_id, new.other_id or new.judgement_id}
        wanted, values = among("judgement_id", sorted(ids))
        found = self._fetch(f"SELECT {_COLUMNS} FROM judgements WHERE {wanted} ORDER BY made_at, judgement_id", values)  # noqa: S608
        marked = remarked(incident, new, [_judgement(row) for row in found], {row[1]: row[2] for row in rows})
        if marked is None:
            return False
        members = {row[1]: Membership(*_member(row)) for row in rows}
        self._update([(marked, [members[one] for one in marked.report_ids if one in members])], scope={subject})
        return True

    def _settle(
        self, members: Sequence[Membership], judgements: Sequence[Judgement], resolved: Resolved
    ) -> list[Settled]:
        from khabar.link.judged import settle_group

        ids = sorted({member.report_id for member in members})
        wanted, values = among("report_id", ids)
        docs: dict[str, str] = dict(self._fetch(f"SELECT report_id, doc_id FROM reports WHERE {wanted}", values))  # noqa: S608
        settled: list[Settled] = []
        for group in regroup(members, judgements, resolved, lambda report_id: docs.get(report_id, "")):
            read = sorted({docs[report_id] for report_id in group.members if report_id in docs})
            coded = {one.document.doc_id: one for one in self.coded(doc_ids=read, explained=False)}
            settled.append(settle_group(group, coded))
        return settled

    def _resolved(self, judgements: Iterable[Judgement]) -> dict[Anchor, str | None]:
        return resolve(self._fetch, (a for j in judgements for anchors in j.anchors for a in anchors))


def _member(row: Row) -> tuple[str, str, str, float, dict[str, float], str]:
    incident_id, report_id, relation, score, features, machine_id = row
    return incident_id, report_id, relation, score, json.loads(features), machine_id


def _subject(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Judgement:
    """Return the judgement that an undoing, or an undoing of one, is about in the end."""
    seen: set[str] = set()
    while judgement.decision is Decision.UNDO and judgement.judgement_id not in seen:
        seen.add(judgement.judgement_id)
        judgement = by_id.get(judgement.other_id or "", judgement)
    return judgement


def _homes(judgement: Judgement, resolved: Resolved, homes: Mapping[str, str]) -> set[str]:
    found = (resolved.get(anchor) for anchors in judgement.anchors for anchor in anchors)
    return {homes[report_id] for report_id in found if report_id is not None and report_id in homes}


def _put_out(judgement: Judgement, resolved: Resolved, homes: Mapping[str, str]) -> bool:
    """Return whether a judgement is about a report that stands in no incident."""
    if judgement.decision is not Decision.REJECT or not is_report(judgement.subject_id):
        return False
    return any(r is not None and r not in homes for a in judgement.anchors[0] for r in [resolved.get(a)])


def _judgement(row: Row) -> Judgement:
    judgement_id, made_at, author, decision, subject_id, other_id, content, note, anchors, about = row
    try:
        held = tuple(tuple(Anchor(**one) for one in group) for group in json.loads(anchors))
        value: Any = json.loads(content) if content is not None else None
        return Judgement(
            judgement_id, made_at, author, Decision(decision), subject_id, held, other_id, value, note, about
        )
    except (ValueError, TypeError, LookupError) as error:
        raise LedgerError(f"judgement {judgement_id}: cannot be read any more ({error})") from None


def _row(judgement: Judgement) -> Row:
    content = json.dumps(judgement.content, ensure_ascii=False) if judgement.content is not None else None
    return (
        judgement.judgement_id,
        judgement.made_at,
        judgement.author,
        judgement.decision.value,
        judgement.subject_id,
        judgement.other_id,
        content,
        judgement.note,
        dumps(judgement.anchors),
        judgement.about,
    )

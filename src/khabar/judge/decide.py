"""Decisions, each one function: it is appended to the ledger and applied, or the ledger stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from khabar.errors import LedgerError
from khabar.ids import content_id
from khabar.judge.values import given
from khabar.ledger import Ledger
from khabar.ledger.rows import dumps
from khabar.link.judgement import Anchor, Decision, Judgement, undone
from khabar.records import Incident

Anchors = tuple[Anchor, ...]


def accept(ledger: Ledger, ident: str, *, author: str, reason: str | None = None) -> Judgement:
    """Say that an incident is right as it stands.

    Args:
        ledger: an open ledger.
        ident: the id of an incident, or the beginning of one; an old id leads to the incident of today.
        author: who decides.
        reason: why.

    Raises:
        LedgerError: if there is no such incident, or it cannot be written.
    """
    incident = ledger.incident(ident)
    return _decide(ledger, Decision.ACCEPT, incident, (_anchors(ledger, incident),), author, reason)


def correct(ledger: Ledger, ident: str, field: str, value: Any, *, author: str, reason: str | None = None) -> Judgement:
    """Put another value into a field of an incident; arguments as in `accept`.

    ``field`` and ``value`` are as in `khabar.judge.values.given`: ``killed`` and ``"12"``, ``date`` and
    ``"2024-02-12"``, ``place`` and ``"Goma"``. The value that the reports give stays beside it, and so does every
    voice.

    Raises:
        LedgerError: as `accept`, or if the value does not fit the field.
    """
    incident = ledger.incident(ident)
    content = {"field": field, "value": given(field, value)}
    anchors = (_anchors(ledger, incident),)
    return _decide(ledger, Decision.CORRECT, incident, anchors, author, reason, content=content)


def merge(ledger: Ledger, ident: str, *others: str, author: str, reason: str | None = None) -> Judgement:
    """Say that incidents are one; arguments as in `accept`.

    Raises:
        LedgerError: as `accept`, or if there is but one incident.
    """
    incidents = [ledger.incident(one) for one in (ident, *others)]
    if len({incident.incident_id for incident in incidents}) < len(incidents) or len(incidents) < 2:
        raise LedgerError("to merge takes two incidents or more; these are one already")
    anchors = tuple(_anchors(ledger, incident) for incident in incidents)
    return _decide(ledger, Decision.MERGE, incidents[0], anchors, author, reason)


def split(ledger: Ledger, ident: str, leaving: Sequence[str], *, author: str, reason: str | None = None) -> Judgement:
    """Say that some reports of an incident tell of another one; arguments as in `accept`.

    ``leaving`` are ids, or beginnings of ids, of the incident's reports, or of documents, which stand for all of their
    reports in it.

    Raises:
        LedgerError: as `accept`, or if nothing leaves, or nothing stays.
    """
    incident = ledger.incident(ident)
    bonds = ledger.bonds(incident.incident_id)
    opening = [report_id for report_id in incident.report_ids if bonds.get(report_id) in ("opens", "supports")]
    gone: set[str] = set()
    for one in leaving:
        kind, whole = ledger.find(one)
        reports = (
            [whole] if kind == "report" else [r.report_id for r in ledger.report_records(opening) if r.doc_id == whole]
        )
        if not reports or not set(reports) <= set(opening):
            raise LedgerError(f"{one}: opens or supports no report of {incident.incident_id}; khabar show lists them")
        gone.update(reports)
    staying = [report_id for report_id in opening if report_id not in gone]
    if not gone or not staying:
        raise LedgerError(
            f"{incident.incident_id}: to split, some of its {len(opening)} reports must leave, and some stay"
        )
    anchors = ledger.anchors([*staying, *sorted(gone)])
    parts = tuple(anchors[r] for r in staying), tuple(anchors[r] for r in sorted(gone))
    return _decide(ledger, Decision.SPLIT, incident, parts, author, reason)


def reject(ledger: Ledger, ident: str, *, author: str, reason: str | None = None) -> Judgement:
    """Say that an incident is none, or that a report tells of none; arguments as in `accept`, or the id of a report.

    A rejected incident stays in the ledger with the status ``rejected`` and is counted no more. A rejected report
    leaves its incident.

    Raises:
        LedgerError: as `accept`.
    """
    kind, whole = ledger.find(ident)
    if kind == "report":
        (report,) = ledger.report_records([whole])
        anchors = (tuple(ledger.anchors([whole]).values()),)
        return _append(ledger, Decision.REJECT, whole, anchors, author, reason, about=_line(report.quote))
    incident = ledger.incident(ident)
    return _decide(ledger, Decision.REJECT, incident, (_anchors(ledger, incident),), author, reason)


def undo(ledger: Ledger, judgement_id: str, *, author: str, reason: str | None = None) -> Judgement:
    """Take a judgement back, one's own or another's; an undoing can be undone too.

    ``judgement_id`` may be the beginning of an id.

    Raises:
        LedgerError: if there is no such judgement, or it is undone already.
    """
    made = ledger.judgements()
    known = {judgement.judgement_id: judgement for judgement in made}
    fitting = [one for one in known if judgement_id and one.startswith(judgement_id)]
    if len(fitting) != 1:
        what = "no judgement has" if not fitting else f"{len(fitting)} judgements have"
        raise LedgerError(f"{what} an id that begins with {judgement_id!r}; khabar judge list names them")
    judgement = known[fitting[0]]
    if judgement.judgement_id in undone(made):
        raise LedgerError(f"{judgement.judgement_id}: is undone already")
    subject, about = judgement.subject_id, judgement.about
    return _append(ledger, Decision.UNDO, subject, (), author, reason, other_id=judgement.judgement_id, about=about)


def _anchors(ledger: Ledger, incident: Incident) -> Anchors:
    """Return the words that open or support an incident, in the order of its reports."""
    bonds = ledger.bonds(incident.incident_id)
    opening = [r for r in incident.report_ids if bonds.get(r) in ("opens", "supports")]
    found = ledger.anchors(opening)
    return tuple(found[report_id] for report_id in opening)


def _decide(
    ledger: Ledger,
    decision: Decision,
    incident: Incident,
    anchors: tuple[Anchors, ...],
    author: str,
    reason: str | None,
    *,
    content: dict[str, Any] | None = None,
) -> Judgement:
    place = incident.place.name or incident.place.text if incident.place else None
    who = ", ".join(filter(None, (actor.name or actor.text for actor in incident.agents)))
    whom = ", ".join(filter(None, (actor.name or actor.text for actor in incident.targets)))
    day = incident.date_start or incident.date_end
    parts = [incident.event_type.value, f"{who or '-'} → {whom or '-'}", place, str(day) if day else None]
    about = _line(" · ".join(part for part in parts if part))
    return _append(ledger, decision, incident.incident_id, anchors, author, reason, content=content, about=about)


def _append(
    ledger: Ledger,
    decision: Decision,
    subject_id: str,
    anchors: tuple[Anchors, ...],
    author: str,
    reason: str | None,
    *,
    other_id: str | None = None,
    content: dict[str, Any] | None = None,
    about: str | None = None,
) -> Judgement:
    author, reason = " ".join(author.split()), reason.strip() or None if reason is not None else None
    if not author:
        raise LedgerError("a judgement has an author; give a name with --author, or judge.author in khabar.toml")
    now = datetime.now(UTC).replace(tzinfo=None)
    parts = (now.isoformat(), author, decision, subject_id, other_id, dumps(content), dumps(anchors))
    judgement = Judgement(
        content_id("j", *parts), now, author, decision, subject_id, anchors, other_id, content, reason, about
    )
    ledger.add_judgements([judgement])
    return judgement


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:159]}…"

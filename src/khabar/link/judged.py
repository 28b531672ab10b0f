"""Groups of reports settled by what people decided of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from khabar.event.ontology import acled
from khabar.link.judgement import OPENING, Decision, Group, Judgement
from khabar.link.linked import Bond, Membership
from khabar.link.mention import mentions_of
from khabar.link.settle import first_report, settle
from khabar.records import (
    Actor,
    Coded,
    EventType,
    Incident,
    Judged,
    Measure,
    Place,
    Report,
    Role,
    Standing,
    to_json,
)

ACTORS: Final = ("agents", "targets", "others")
MEASURES: Final = tuple(measure.value for measure in Measure)
FIELDS: Final = ("event_type", "mode", "date", "place", *ACTORS, *MEASURES, "standing")
"""The fields of an incident that a person can correct."""

_PLAIN: Final = (Decision.ACCEPT, Decision.REJECT)
"""Decisions that leave the fields of an incident as they are."""

Settled = tuple[Incident, tuple[Membership, ...]]


def settle_group(group: Group, coded: Mapping[str, Coded]) -> Settled:
    """Return the incident that a group of reports is, and how each belongs to it; ``coded`` by document.

    Reports whose document is not in ``coded`` are left out.
    """
    reports = {
        report.report_id: report
        for one in coded.values()
        for report in one.reports
        if report.report_id in group.members
    }
    documents = {doc_id: one.document for doc_id, one in coded.items()}
    opening = [reports[r] for r in sorted(group.opening) if r in reports]
    first = first_report(opening, documents).report_id
    bonds = {r: Bond(group.members[r].relation) for r in reports}
    bonds |= {r.report_id: Bond.OPENS if r.report_id == first else Bond.SUPPORTS for r in opening}
    incident = settle(bonds, reports.values(), documents, _accusing(coded.values(), reports.keys()))
    incident = _marked(incident, group.marks)
    return incident, tuple(_member(group.members[r], incident.incident_id, bonds[r]) for r in incident.report_ids)


def remarked(
    incident: Incident, new: Judgement, found: Sequence[Judgement], bonds: Mapping[str, str]
) -> Incident | None:
    """Return an incident after a new judgement, ``None`` where more than its mark may change by it.

    ``incident`` is as it stood before, made by the machine of just these reports (``bonds``); ``found`` are the
    judgements that are marked on it, the new one, and the one that this takes back, in the order of time.
    """
    by_id = {one.judgement_id: one for one in found}
    taken = by_id.get(new.other_id or "") if new.decision is Decision.UNDO else None
    marks = [by_id[one.judgement_id] for one in incident.judgements if one.judgement_id in by_id]
    if new.decision is Decision.UNDO and (taken is None or taken not in marks):
        return None
    # A merge or a split may hold for more than this incident, and what stood in a corrected field is not kept whole.
    if len(marks) < len(incident.judgements) or any(one.decision not in _PLAIN for one in marks):
        return None
    if incident.status not in ("live", "rejected"):
        return None
    if taken is None and new.decision not in (*_PLAIN, Decision.CORRECT):
        return None
    opening = {report_id for report_id, bond in bonds.items() if bond in OPENING}
    if any(len(one.anchors) != 1 or {a.report_id for a in one.anchors[0]} != opening for one in (*marks, taken or new)):
        return None
    left = [one for one in marks if one is not taken] if taken else [*marks, new]
    return _marked(replace(incident, judgements=(), status="live"), left)


def _member(member: Membership, incident_id: str, bond: Bond) -> Membership:
    machine = member.machine_id or member.incident_id
    return replace(
        member,
        incident_id=incident_id,
        relation=bond.value,
        machine_id=None if machine == incident_id else machine,
    )


def _accusing(coded: Iterable[Coded], report_ids: Iterable[str]) -> list[Report]:
    """Return the accusations over the happenings that these reports tell of."""
    wanted = set(report_ids)
    return [
        report
        for one in coded
        for mention in mentions_of(one)
        if mention.accusing and not wanted.isdisjoint(r.report_id for r in mention.all_reports)
        for report in mention.accusing
    ]


def _marked(incident: Incident, marks: Sequence[Judgement]) -> Incident:
    """Return an incident with what people decided of it as a whole; of two corrections of a field the later counts."""
    judged: list[Judged] = []
    for mark in marks:
        field = value = machine = None
        if mark.decision is Decision.CORRECT and mark.content is not None:
            field, value = mark.content["field"], mark.content["value"]
            before = to_json(incident)
            incident = corrected(incident, field, value)
            machine = next((j.machine for j in judged if j.field == field), standing_in(before, field))
        elif mark.decision is Decision.REJECT:
            incident = replace(incident, status="rejected")
        judged.append(
            Judged(mark.judgement_id, mark.decision.value, mark.author, mark.made_at, mark.note, field, value, machine)
        )
    return replace(incident, judgements=tuple(judged)) if judged else incident


def corrected(incident: Incident, field: str, value: Any) -> Incident:
    """Return an incident with another value in a field, given as `standing_in` gives it.

    Raises:
        ValueError, KeyError, TypeError: if there is no such field, or the value does not fit it.
    """
    if field == "event_type":
        changed = replace(incident, event_type=EventType(value))
    elif field == "mode":
        changed = replace(incident, event_mode=value)
    elif field == "standing":
        return replace(incident, standing=Standing(value))
    elif field == "date":
        start, end = (date.fromisoformat(day) if (day := value[key]) else None for key in ("date_start", "date_end"))
        return replace(incident, date_start=start, date_end=end, date_prec=value["date_prec"])
    elif field == "place":
        return replace(incident, place=Place(**value) if value is not None else None)
    elif field in ACTORS:
        actors: dict[str, Any] = {field: tuple(Actor(**{**one, "role": Role(one["role"])}) for one in value)}
        return replace(incident, **actors)
    elif field in MEASURES:
        tolls = {name: bounds for name, bounds in incident.tolls.items() if name != field}
        return replace(incident, tolls=dict(sorted((tolls | ({field: value} if value is not None else {})).items())))
    else:
        raise KeyError(field)
    event, sub_event = acled(changed.event_type, changed.event_mode)
    return replace(changed, acled_event=event, acled_sub_event=sub_event)


def standing_in(record: Mapping[str, Any], field: str) -> Any:
    """Return what stands in a field of an incident, given as JSON, in the form in which a correction gives it."""
    if field == "date":
        return {key: record[key] for key in ("date_start", "date_end", "date_prec")}
    if field == "mode":
        return record["event_mode"]
    return record[field] if field in record else record["tolls"].get(field)

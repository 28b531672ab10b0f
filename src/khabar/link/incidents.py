"""Groups of mentions → incidents, each with how its reports belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from khabar.link.across import Grouped
from khabar.link.cluster import Link
from khabar.link.linked import Bond, Linked, Membership, bond
from khabar.link.score import odds_to_score
from khabar.link.settle import first_report, settle
from khabar.link.told import Told
from khabar.records import Document, Incident

AGGREGATE = "aggregate"
"""The status of what sums up several happenings: kept, and no incident."""

RELATION = {"relation": 1.0}
"""The features of a link that the coder made inside a document."""

Bonds = dict[str, tuple[Bond, float, dict[str, float]]]
"""How a report belongs to an incident, with the score and the features of its link, by report id."""


def settled(told: Sequence[Told], grouped: Grouped, documents: Mapping[str, Document]) -> Linked:
    """Return the incidents of groups of positions in ``told``, and the memberships of their reports."""
    incidents: list[Incident] = []
    memberships: list[Membership] = []
    for at, group in enumerate(grouped.groups):
        loose = grouped.attached.get(at, [])
        bonds = _bonds(told, group, grouped.best, loose, documents)
        mentions = [told[i].mention for i in group] + [told[link.one].mention for link in loose]
        incident = settle(
            {report_id: kind for report_id, (kind, _, _) in bonds.items()},
            [report for mention in mentions for report in mention.all_reports],
            documents,
            [report for mention in mentions for report in mention.accusing],
        )
        if any(mention.is_sum for mention in mentions):
            incident = replace(incident, status=AGGREGATE)
        incidents.append(incident)
        memberships += [
            Membership(incident.incident_id, report_id, bonds[report_id][0].value, *bonds[report_id][1:])
            for report_id in incident.report_ids
        ]
    incidents.sort(key=_in_time)
    place = {incident.incident_id: at for at, incident in enumerate(incidents)}
    memberships.sort(key=lambda m: place[m.incident_id])
    return Linked(tuple(incidents), tuple(memberships))


def _bonds(
    told: Sequence[Told],
    group: Sequence[int],
    best: Mapping[int, Link],
    loose: Sequence[Link],
    documents: Mapping[str, Document],
) -> Bonds:
    bonds: Bonds = {}
    first = first_report((r for i in group for r in told[i].mention.reports), documents)
    for i in group:
        mention = told[i].mention
        for report in mention.reports:
            kind = Bond.OPENS if report.report_id == first.report_id else Bond.SUPPORTS
            link = best.get(i) or told[i].links.get(report.report_id)
            bonds[report.report_id] = (
                (kind, odds_to_score(link.log_odds), link.features) if link is not None else (kind, 1.0, {})
            )
        for report in mention.others:
            bonds[report.report_id] = bond(report), 1.0, RELATION
        for report in mention.about:
            bonds[report.report_id] = Bond.ABOUT if report.opens else bond(report), 1.0, RELATION
    for link in loose:
        mention, score = told[link.one].mention, odds_to_score(link.log_odds)
        for report in mention.others:
            bonds[report.report_id] = bond(report), score, link.features
        for report in mention.about:
            # The circumstance of something that is not itself stated as a fact is no fact of the incident.
            bonds[report.report_id] = Bond.OPINION if report.opens else bond(report), 1.0, RELATION
    return bonds


def _in_time(incident: Incident) -> tuple[date, date, str]:
    return incident.date_start or incident.date_end or date.max, incident.date_end or date.max, incident.incident_id

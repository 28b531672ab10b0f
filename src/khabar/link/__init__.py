"""Reports → incidents: block, score, cluster, settle.

The result depends on the set of documents only: not on their order, nor on how often one is delivered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from khabar.link.attach import attach
from khabar.link.cluster import cluster
from khabar.link.linked import Bond, Linked, Membership, bond
from khabar.link.mention import Mention, mentions_of
from khabar.link.score import compare, load_weights, odds_to_score, weigh
from khabar.link.settle import first_report, settle
from khabar.link.words import rare_words
from khabar.records import Coded, Incident, to_json

__all__ = ["Bond", "Linked", "Membership", "Mention", "compare", "link_reports", "weigh"]

RELATION = {"relation": 1.0}
"""The features of a link that the coder made inside a document."""


def link_reports(coded: Iterable[Coded], *, weights: Path | None = None) -> Linked:
    """Return the incidents that a set of coded documents speaks of, and how each report belongs to them.

    Reports that open no incident and match none are in no membership. ``weights`` names a table to use instead of
    the packaged one.

    Raises:
        DataFileError: if the table of weights has a line that cannot be used.
    """
    table = load_weights(weights)
    by_document: dict[str, Coded] = {}
    for one in coded:
        known = by_document.get(one.document.doc_id)
        by_document[one.document.doc_id] = one if known is None else min(known, one, key=_canonical)
    ordered = [by_document[doc_id] for doc_id in sorted(by_document)]
    documents = {one.document.doc_id: one.document for one in ordered}
    words, frequency = rare_words(ordered)
    everything = [mention for one in ordered for mention in mentions_of(one, words[one.document.doc_id])]
    mentions = sorted((m for m in everything if m.opens), key=lambda m: m.key)
    loose = sorted((m for m in everything if not m.opens), key=lambda m: m.key)
    groups, links = cluster(mentions, frequency, table)
    group_of = {i: at for at, group in enumerate(groups) for i in group}
    attached: dict[int, list[tuple[Mention, float, dict[str, float]]]] = {}
    for mention, to, log_odds, features in attach(loose, mentions, frequency, table):
        attached.setdefault(group_of[to], []).append((mention, odds_to_score(log_odds), features))

    incidents: list[Incident] = []
    memberships: list[Membership] = []
    for at, group in enumerate(groups):
        bonds: dict[str, tuple[Bond, float, dict[str, float]]] = {}
        first = first_report((r for i in group for r in mentions[i].reports), documents)
        for i in group:
            link = links.get(i)
            score, features = (odds_to_score(link.log_odds), link.features) if link else (1.0, {})
            for report in mentions[i].reports:
                kind = Bond.OPENS if report.report_id == first.report_id else Bond.SUPPORTS
                bonds[report.report_id] = kind, score, features
            for report in mentions[i].others:
                bonds[report.report_id] = bond(report), 1.0, RELATION
            for report in mentions[i].about:
                bonds[report.report_id] = Bond.ABOUT if report.opens else bond(report), 1.0, RELATION
        for mention, score, features in attached.get(at, ()):
            for report in mention.others:
                bonds[report.report_id] = bond(report), score, features
            for report in mention.about:
                # The circumstance of something that is not itself stated as a fact is no fact of the incident.
                bonds[report.report_id] = Bond.OPINION if report.opens else bond(report), 1.0, RELATION
        reports = [r for i in group for r in mentions[i].all_reports]
        reports += [r for mention, _, _ in attached.get(at, ()) for r in mention.all_reports]
        accusing = [r for i in group for r in mentions[i].accusing]
        accusing += [r for mention, _, _ in attached.get(at, ()) for r in mention.accusing]
        incident = settle({report_id: kind for report_id, (kind, _, _) in bonds.items()}, reports, documents, accusing)
        incidents.append(incident)
        memberships += [
            Membership(incident.incident_id, report_id, bonds[report_id][0].value, *bonds[report_id][1:])
            for report_id in incident.report_ids
        ]
    incidents.sort(key=_in_time)
    place = {incident.incident_id: at for at, incident in enumerate(incidents)}
    memberships.sort(key=lambda m: place[m.incident_id])
    return Linked(tuple(incidents), tuple(memberships))


def _canonical(coded: Coded) -> str:
    return json.dumps(to_json(coded), sort_keys=True)


def _in_time(incident: Incident) -> tuple[date, date, str]:
    return incident.date_start or incident.date_end or date.max, incident.date_end or date.max, incident.incident_id

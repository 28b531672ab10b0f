"""Every article on Gujarat of March 2002: in which sentences police killed somebody, and in which they arrested.

The gold of Halterman et al. (2021) labels sentences with what police did in them. A sentence is held for KILL if a
report in it has forces of order as its agent and people dead; for ARREST if a report in it says that somebody was
taken in, by forces of order or by nobody named. ``any_agent`` are the same figures whoever did it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.records import Coded, Document, EventType, Measure, Modality, Passage, PassageKind, Polarity, Report, Role

FORCES: Final = frozenset({"police", "military", "intelligence"})
"""Kinds of actor that keep order; in India the army and paramilitaries do beside the police."""

_LETHAL = re.compile(
    r"\b(kill|shot dead|shoot dead|gun(ned|s)? down|slay|slain|murder|massacre|slaughter|lynch|behead|execut|assassinat"
    r"|hack(ed)? to death|burn(t|ed)? (alive|to death)|beat(en)? to death|dead\b|deaths?\b|die[ds]?\b|dying)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(police|policem[ae]n|cops?|constables?|security forces|troopers|army|jawans?)\b", re.IGNORECASE)
_TOLD = frozenset({Modality.ACTUAL, Modality.POSSIBLE})


def _document(record: dict[str, Any]) -> Document:
    text = str(record["text"])
    body = Passage(0, PassageKind.BODY, 0, len(text))
    name = str(record["id"])
    day = date.fromisoformat(record["date"])
    return Document(name, text, (body,), name, "", "text/plain", language="en", published=day)


def _with_agents(coded: Coded) -> list[Report]:
    """Return the reports, those without an agent with that of the report whose happening they take up ("the clash")."""
    by_id = {r.report_id: r for r in coded.reports}
    told = {r.report_id: r.other_id for r in coded.relations if r.kind == "same_event"}
    found = []
    for report in coded.reports:
        other = by_id.get(told.get(report.report_id, ""))
        if other is not None and not any(a.role is Role.AGENT for a in report.actors):
            lent = tuple(a for a in other.actors if a.role is Role.AGENT)
            report = replace(report, actors=lent + report.actors)
        found.append(report)
    return found


def by_forces(report: Report) -> bool:
    """Return whether an agent of the report is police, army or another force of order."""
    agents = [a for a in report.actors if a.role is Role.AGENT]
    return any(a.kind in FORCES or (a.kind is None and _NAMED.search(a.text or "")) for a in agents)


def _kills(report: Report, others: Iterable[Report], within: tuple[int, int]) -> bool:
    """Whether a report says that people died: its toll, its trigger, or a word of its sentence that no other tells."""
    if any(t.measure is Measure.KILLED and (t.low or t.best or 0) > 0 for t in report.tolls):
        return True
    told = [(o.trigger.start, o.trigger.end) for o in others if o.report_id != report.report_id]
    words = (m.start() + report.start for m in _LETHAL.finditer(report.quote))
    low, high = within
    return any(low <= at < high and all(not start <= at < end for start, end in told) for at in words)


def labels(report: Report, others: Iterable[Report] = (), within: tuple[int, int] | None = None) -> set[str]:
    """Return what a report says that was done: ``KILL``, ``ARREST`` by forces of order, with ``any`` by anyone.

    ``others`` are the reports of its sentence, ``within`` the range of the gold's sentence, if that is another. "Killed
    in police firing" is one report, named by the firing.
    """
    if report.polarity is not Polarity.AFFIRMED or report.modality not in _TOLD:
        return set()
    found: set[str] = set()
    if report.event_type is EventType.ASSAULT:
        if _kills(report, others, within or (report.start, report.end)):
            found = {"any KILL"} | ({"KILL"} if by_forces(report) else set())
    elif report.event_type is EventType.COERCE and report.event_mode == "arrest":
        agents = [a for a in report.actors if a.role is Role.AGENT]
        by_court = any(a.kind == "judiciary" for a in agents)  # who is remanded is in the custody of police
        found = {"any ARREST"} | ({"ARREST"} if not agents or by_forces(report) or by_court else set())
    return found


def sentence_labels(record: dict[str, Any], reports: Iterable[Report]) -> list[set[str]]:
    """Return what was found in each gold sentence of a record: the reports whose trigger stands in it."""
    found: list[set[str]] = [set() for _ in record["sentences"]]
    reports = list(reports)
    for report in reports:
        beside = [r for r in reports if r.start == report.start]
        for n, sentence in enumerate(record["sentences"]):
            if sentence["start"] <= report.trigger.start < sentence["end"]:
                found[n] |= labels(report, beside, (sentence["start"], sentence["end"]))
    return found


def score(path: Path) -> Scores:
    """Return recall, precision and F1 over sentences for killings and arrests, by police and by anyone."""
    coder = Coder()
    totals = {name: Counts() for name in ("KILL", "ARREST", "any KILL", "any ARREST")}
    records = 0
    for record in read_gold(path, ("id", "text", "date", "sentences")):
        records += 1
        try:
            document = _document(record)
        except ValueError as error:
            raise DataFileError(path, records, str(error), "a day as YYYY-MM-DD") from None
        found = sentence_labels(record, _with_agents(coder.code(document)))
        for sentence, given in zip(record["sentences"], found, strict=True):
            for name in totals:
                want, have = name.removeprefix("any ") in sentence["labels"], name in given
                totals[name] += Counts(want and have, have, want)
    figures: dict[str, float] = {}
    for name, counts in totals.items():
        key = {"KILL": "killings", "ARREST": "arrests"}[name.removeprefix("any ")]
        key = f"{key}_any_agent" if name.startswith("any ") else key
        figures[f"{key}_recall"] = counts.recall
        figures[f"{key}_precision"] = counts.precision
        figures[f"{key}_f1"] = counts.f1
    return Scores("india_police_events", records, figures)

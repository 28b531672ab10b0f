"""Every article on Gujarat of March 2002: in which sentences police killed somebody, and in which they arrested.

The gold of Halterman et al. (2021) labels sentences with what police did in them. A sentence is held for KILL if the
trigger of a report stands in it that has forces of order as its agent and people dead: a toll of killed above nought,
or a word of killing among those that the report gives for its happening. It is held for ARREST if a report in it says
that somebody was taken in, by forces of order, by a court that remands, or by nobody named: gold labels "was
arrested" too. Only what the report itself says counts: no agent is borrowed from a report that it is tied to.
``any_agent`` are the same figures whoever did it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.evaluate.wikievents import words_of
from khabar.records import Coded, Document, EventType, Measure, Modality, Passage, PassageKind, Polarity, Report, Role

FORCES: Final = frozenset({"police", "military", "intelligence"})
"""Kinds of actor that keep order; in India the army and paramilitaries do beside the police."""

_LETHAL = re.compile(
    r"kill|slay|slain|murder|massacre|slaughter|lynch|behead|execut|assassinat|dead|deaths?|die[ds]?$|dying",
    re.IGNORECASE,
)
_TOLD = frozenset({Modality.ACTUAL, Modality.POSSIBLE})


def _document(record: dict[str, Any]) -> Document:
    text = str(record["text"])
    body = Passage(0, PassageKind.BODY, 0, len(text))
    name = str(record["id"])
    day = date.fromisoformat(record["date"])
    return Document(name, text, (body,), name, "", "text/plain", language="en", published=day)


def by_forces(report: Report) -> bool:
    """Return whether an agent of the report is police, army or another force of order."""
    return any(a.kind in FORCES for a in report.actors if a.role is Role.AGENT)


def _kills(report: Report, words: Iterable[str]) -> bool:
    """Return whether a report says that people died: by its toll, or by one of the words of its happening."""
    dead = any(t.measure is Measure.KILLED and (t.low or t.best or t.high or 0) > 0 for t in report.tolls)
    return dead or any(_LETHAL.match(word) for word in words)


def labels(report: Report, words: Iterable[str] = ()) -> set[str]:
    """Return what a report says that was done: ``KILL``, ``ARREST`` by forces of order, with ``any`` by anyone.

    ``words`` are all that name its happening, beside its trigger.
    """
    if report.polarity is not Polarity.AFFIRMED or report.modality not in _TOLD:
        return set()
    found: set[str] = set()
    if report.event_type is EventType.ASSAULT:
        if _kills(report, (report.trigger.text, *words)):
            found = {"any KILL"} | ({"KILL"} if by_forces(report) else set())
    elif report.event_type is EventType.COERCE and report.event_mode == "arrest":
        agents = [a for a in report.actors if a.role is Role.AGENT]
        by_court = any(a.kind == "judiciary" for a in agents)  # who is remanded is in the custody of police
        found = {"any ARREST"} | ({"ARREST"} if not agents or by_forces(report) or by_court else set())
    return found


def sentence_labels(record: dict[str, Any], coded: Coded) -> list[set[str]]:
    """Return what was found in each gold sentence of a record: the reports whose trigger stands in it."""
    found: list[set[str]] = [set() for _ in record["sentences"]]
    ranges = words_of(coded)
    for report in coded.reports:
        for n, sentence in enumerate(record["sentences"]):
            low, high = sentence["start"], sentence["end"]
            if low <= report.trigger.start < high:
                inside = [r for r in ranges[report.report_id] if low <= r[0] and r[1] <= high]
                found[n] |= labels(report, [record["text"][start:end] for start, end in inside])
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
        found = sentence_labels(record, coder.code(document))
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

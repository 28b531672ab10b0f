"""``rams``: one event in a window of five sentences, its trigger given, its roles sought (RAMS 1.0).

Only the conflict subset counts (``kairos.py``), and of it the half that nothing was trained on: records whose id has
an even SHA-256. The trigger and its type are given to the coder. An argument is right if a range that khabar gives in
its role holds its head, or that of the same proper name elsewhere in the text; a role of the gold that khabar does not
have (crime, artifact) is not looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.kairos import ROLES, Words, argument_counts, given_arguments, plover_type, role_figures
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.evaluate.wikievents import document_of, words_of
from khabar.event import GivenTrigger
from khabar.records import Report


def score(path: Path) -> Scores:
    """Return precision, recall and F1 of the arguments; ``found`` is the share of triggers with a report."""
    coder = Coder()
    by_role: dict[str, Counts] = defaultdict(Counts)
    records = found = 0
    for record, event in kept(path):
        records += 1
        reports = reports_of(record, event, coder)
        found += bool(reports)
        for role, counts in argument_counts(wanted(record, event), given_arguments(reports)).items():
            by_role[role] += counts
    return Scores("rams", records, {**role_figures(by_role), "found": found / records if records else 0.0})


def kept(path: Path) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the records of the conflict subset that are measured on, each with its event."""
    for record in read_gold(path, ("id", "text", "events")):
        if is_measured(record["id"]):
            for event in record["events"]:
                if plover_type(event["event_type"]):
                    yield record, event


def is_measured(name: str) -> bool:
    """Return whether a record belongs to the half that is measured on; the other half may be trained on."""
    return int(sha256(name.encode()).hexdigest(), 16) % 2 == 0


def reports_of(record: Mapping[str, Any], event: Mapping[str, Any], coder: Coder) -> list[Report]:
    """Return the reports that the given trigger names."""
    event_type = plover_type(event["event_type"])
    assert event_type is not None
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    coded = coder.code(document_of(record["id"], record["text"]), (GivenTrigger(start, end, event_type),))
    words = words_of(coded)
    named = [r for r in coded.reports if any(low < end and start < high for low, high in words[r.report_id])]
    return [r for r in named if r.trigger.start < end and start < r.trigger.end] or named


def wanted(record: Mapping[str, Any], event: Mapping[str, Any]) -> list[tuple[str, tuple[Words, ...]]]:
    """Return role and mentions of each argument that khabar has a role for: a proper name wherever it stands."""
    found = []
    for argument in event["arguments"]:
        role, words = ROLES.get(argument["role"].lower()), argument["text"]
        if role is not None:
            own = Words(argument["start"], argument["end"], words)
            starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", record["text"])]
            again = [Words(at, at + len(words), words) for at in starts] if words[:1].isupper() else []
            found.append((role, (own, *(w for w in again if w != own))))
    return found

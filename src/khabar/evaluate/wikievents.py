"""``wikievents``: bombings and attacks told at length, with triggers, roles and coreference (KAIROS ontology).

Only the conflict subset counts (``kairos.py``). khabar keeps one report for one happening of a sentence ("attacked …,
killing three"), where the gold has two triggers. So a gold trigger is found if it overlaps the trigger of a report or
a word that the report gives as another name of its event (its effect, the word of its toll, a noun that takes it up).
A report is right if one of these words is a gold trigger of the subset; one on a gold trigger of another type is left
out. ``strict_trigger_f1`` counts nothing but the reports' own triggers.

Arguments: what all reports with one trigger say against the arguments of all gold events that they name. An argument
is right if a given range in its role holds the head of a mention of its entity, any coreferent one. ``argument_f1``
counts what the found events are given and all that is wanted; ``strict_argument_f1`` also holds against khabar what it
gives to events that are none in the gold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.kairos import (
    CONFLICT,
    ROLES,
    Words,
    argument_counts,
    given_arguments,
    plover_type,
    role_figures,
)
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.records import Coded, Document, Passage, PassageKind, Report

Range = tuple[int, int]


def score(path: Path) -> Scores:
    """Return precision, recall and F1 of triggers and arguments of the conflict subset."""
    coder = Coder()
    totals: dict[str, Counts] = defaultdict(Counts)
    by_role: dict[str, Counts] = defaultdict(Counts)
    records = 0
    for record in read_gold(path, ("id", "text", "spans", "events", "coref_clusters")):
        records += 1
        one = Page(record, coder.code(document_of(record["id"], record["text"])))
        for name, counts in one.trigger_counts():
            totals[name] += counts
        for role, counts in one.argument_counts():
            by_role[role] += counts
        totals["spurious"] += one.spurious()
    loose, found = totals["recall"], totals["precision"]
    recall, precision = loose.recall, found.precision
    strict = sum(by_role.values(), totals["spurious"])
    return Scores(
        "wikievents",
        records,
        {
            "trigger_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "trigger_precision": precision,
            "trigger_recall": recall,
            "strict_trigger_f1": totals["strict"].f1,
            **role_figures(by_role),
            "strict_argument_f1": strict.f1,
        },
    )


def document_of(name: str, text: str) -> Document:
    """Return a text as a document of one passage, offsets as they are."""
    return Document(name, text, (Passage(0, PassageKind.BODY, 0, len(text)),), name, "", "text/plain")


class Page:
    """One gold document beside what khabar makes of it."""

    def __init__(self, record: Mapping[str, Any], coded: Coded) -> None:
        spans = {s["id"]: Words(s["start"], s["end"], s["text"]) for s in record["spans"]}
        cluster = {i: tuple(c) for c in record["coref_clusters"] for i in c}
        self.mentions = {i: tuple(spans[m] for m in cluster.get(i, (i,)) if m in spans) for i in spans}
        self.gold = [e for e in record["events"] if plover_type(e["event_type"])]
        others = [_range(e) for e in record["events"] if not plover_type(e["event_type"])]
        self.words = words_of(coded)
        self.reports = [
            r
            for r in coded.reports
            if r.event_type in CONFLICT and (self._touches(r, map(_range, self.gold)) or not self._touches(r, others))
        ]

    def _touches(self, report: Report, ranges: Iterable[Range]) -> bool:
        mine = self.words[report.report_id]
        return any(_overlap(one, other) for other in ranges for one in mine)

    def trigger_counts(self) -> Iterator[tuple[str, Counts]]:
        """Yield counts of gold triggers found, of reports that are right, and of triggers one to one."""
        met = [e for e in self.gold if any(self._touches(r, [_range(e)]) for r in self.reports)]
        yield "recall", Counts(len(met), len(met), len(self.gold))
        triggers = sorted({(r.trigger.start, r.trigger.end) for r in self.reports})
        right = {t for t in triggers for r in self.reports if _is(r, t) and self._touches(r, map(_range, self.gold))}
        yield "precision", Counts(len(right), len(triggers), len(right))
        wanted = {_range(e) for e in self.gold}
        own = [w for w in wanted if any(_overlap(w, t) for t in triggers)]
        yield "strict", Counts(len(own), len(triggers), len(wanted))

    def argument_counts(self) -> Iterator[tuple[str, Counts]]:
        """Yield counts of each role, over the happenings that gold and khabar tell, then over those missed."""
        left = list(self.gold)
        for group in self._happenings():
            named = [e for e in self.gold if any(self._touches(r, [_range(e)]) for r in group)]
            if named:
                left = [e for e in left if e not in named]
                yield from argument_counts(self._wanted(named), given_arguments(group)).items()
        for event in left:
            yield from argument_counts(self._wanted([event]), given_arguments(())).items()

    def spurious(self) -> Counts:
        """Return what is given to events that gold does not know."""
        none = [g for g in self._happenings() if not any(self._touches(r, map(_range, self.gold)) for r in g)]
        return Counts(0, sum(len(ranges) for g in none for ranges in given_arguments(g).values()), 0)

    def _happenings(self) -> list[list[Report]]:
        """Return the reports by their trigger: one happening, in one voice or several."""
        groups: dict[Range, list[Report]] = defaultdict(list)
        for report in self.reports:
            groups[(report.trigger.start, report.trigger.end)].append(report)
        return list(groups.values())

    def _wanted(self, events: list[Mapping[str, Any]]) -> list[tuple[str, tuple[Words, ...]]]:
        """Return role and mentions of each argument of gold events, each entity once in a role."""
        found: dict[tuple[str, tuple[Words, ...]], None] = {}
        for event in events:
            for argument in event["arguments"]:
                role = ROLES.get(argument["role"].lower())
                if role is not None and (mentions := self.mentions.get(argument["entity_id"])):
                    found[(role, mentions)] = None
        return list(found)


def words_of(coded: Coded) -> dict[str, list[Range]]:
    """Return for each report the ranges of its trigger and of the other words that name its event."""
    found = {r.report_id: [(r.trigger.start, r.trigger.end)] for r in coded.reports}
    for reason in coded.explanations:
        if reason.field == "trigger" and reason.start is not None and reason.end is not None:
            found[reason.report_id].append((reason.start, reason.end))
    return found


def _is(report: Report, trigger: Range) -> bool:
    return (report.trigger.start, report.trigger.end) == trigger


def _range(event: Mapping[str, Any]) -> Range:
    return event["trigger"]["start"], event["trigger"]["end"]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]

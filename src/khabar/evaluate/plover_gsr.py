"""PLOVER's gold sentences: one event each, recoded from the examples of the CAMEO manual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.event import EventMention, Lexicon, find_events
from khabar.parse import parse, split
from khabar.records import Document, EventType, Passage, PassageKind, Report, Role

_RENAMED = {"FIGHT": "ASSAULT"}
"""Types of the older draft that the gold keeps, in the manual of version 0.8."""

_AGENTS = (Role.AGENT, Role.LED_BY)
_TARGETS = (Role.TARGET, Role.PARTNER)


def gold_types(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the types of a gold record under PLOVER 0.8."""
    codes = (str(event["code_plover_0_8"]) for event in record["expected"])
    return tuple(_RENAMED.get(code, code) for code in codes)


def foreground(events: Sequence[EventMention]) -> list[EventMention]:
    """Return the events that a sentence is about: not the content of another one, not in the background.

    Where all are in the background, these are returned, but the content of another event never is.
    """
    outer = [e for e in events if e.embedded_in is None]
    return [e for e in outer if not e.background] or outer or list(events)


def type_counts(gold: Iterable[str], given: Iterable[str]) -> Counts:
    """Return how many types are right, given and wanted, each type once a sentence."""
    want, have = Counter(set(gold)), Counter(set(given))
    return Counts(sum((want & have).values()), sum(have.values()), sum(want.values()))


def gold_countries(side: Any) -> frozenset[str]:
    """Return the ISO 3166 codes on one side of a gold event; organisations and groups without a country have none."""
    actors = side if isinstance(side, list) else []
    codes = (str(a.get("code") or "") for a in actors if isinstance(a, dict))
    return frozenset(c for c in codes if len(c) == 3 and c not in ("IGO", "NGO", "IMG", "MNC", "UNK"))


def country_counts(gold: frozenset[str], given: frozenset[str]) -> Counts:
    """Return a sentence's share in the country accuracy: wanted where gold has a country, right where one is met."""
    return Counts(float(bool(gold & given)), float(bool(given)), float(bool(gold)))


def countries(reports: Sequence[Report], events: Sequence[EventMention], roles: tuple[Role, ...]) -> frozenset[str]:
    """Return the countries that the reports on some events give for those in some roles."""
    triggers = {(e.start, e.end) for e in events}
    return frozenset(
        actor.country_iso3
        for report in reports
        if (report.trigger.start, report.trigger.end) in triggers
        for actor in report.actors
        if actor.role in roles and actor.country_iso3
    )


def _right(events: Sequence[EventMention], types: Iterable[str]) -> list[EventMention]:
    """Return the events of a gold type, all if there is none: the sides are scored on the best candidate."""
    return [e for e in events if e.event_type.value in set(types)] or list(events)


def document_of(text: str, name: str) -> Document:
    """Return a gold sentence as a document of one passage."""
    return Document(name, text, (Passage(0, PassageKind.BODY, 0, len(text)),), name, "", "text/plain")


def events_of(text: str, name: str, lexicon: Lexicon) -> list[EventMention]:
    """Return the foreground events of a gold sentence."""
    document = document_of(text, name)
    return [e for s in parse(text, split(document)) for e in foreground(find_events(s, lexicon))]


def score(path: Path) -> Scores:
    """Return precision, recall and F1 of the 16 types, and the share of source and target countries met.

    Types are those of the events in the foreground, countries those of the actors that their reports name.
    """
    coder = Coder()
    lexicon = coder.lexicon
    totals = {name: Counts() for name in ("type", "source", "target")}
    exact = records = 0
    for record in read_gold(path, ("id", "text", "expected")):
        records += 1
        gold, text = gold_types(record), record["text"]
        if unknown := [t for t in gold if t not in EventType.__members__]:
            raise DataFileError(path, records, f"event type {unknown[0]!r}", "a type of PLOVER 0.8")
        events = events_of(text, record["id"], lexicon) if text.strip() else []
        types = [e.event_type.value for e in events]
        totals["type"] += type_counts(gold, types)
        exact += set(gold) == set(types)
        best = _right(events, gold)
        reports = coder.code(document_of(text, record["id"])).reports if text.strip() else ()
        for side, roles in (("source", _AGENTS), ("target", _TARGETS)):
            want = frozenset(c for event in record["expected"] for c in gold_countries(event[side]))
            totals[side] += country_counts(want, countries(reports, best, roles))
    figures = {
        "type_f1": totals["type"].f1,
        "type_precision": totals["type"].precision,
        "type_recall": totals["type"].recall,
        "exactly_gold_type": exact / records if records else 0.0,
        "source_country": totals["source"].recall,
        "target_country": totals["target"].recall,
    }
    return Scores("plover_gsr", records, figures)

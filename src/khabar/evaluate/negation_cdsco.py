"""CD-SCO: which events a text negates (Morante and Daelemans 2012; scored as in Morante and Blanco 2012)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.parse import Stretch, parse_many
from khabar.voice.negated import negated_events

Ranges = frozenset[tuple[int, int]]


def _ranges(pieces: Iterable[dict[str, Any]]) -> Ranges:
    return frozenset((p["start"], p["end"]) for p in pieces)


def _overlap(a: Ranges, b: Ranges) -> bool:
    return any(low < end and start < high for low, high in a for start, end in b)


def exact_counts(gold: Collection[Ranges], given: Collection[Ranges]) -> Counts:
    """Return right, given and wanted where an event counts if its words are exactly those of gold."""
    return Counts(sum(event in gold for event in set(given)), len(set(given)), len(set(gold)))


def overlap_counts(gold: Collection[Ranges], given: Collection[Ranges]) -> Counts:
    """Return right, given and wanted where an event counts if it shares a word with one of gold, one to one."""
    free = list(dict.fromkeys(gold))
    right = 0
    for event in dict.fromkeys(given):
        if (hit := next((g for g in free if _overlap(g, event)), None)) is not None:
            free.remove(hit)
            right += 1
    return Counts(right, len(set(given)), len(set(gold)))


def score(path: Path) -> Scores:
    """Return F1 of negated events, and precision and recall of those.

    ``event_f1`` wants the event's words exactly, as the shared task does without a match of cues; in
    ``event_overlap_f1`` one word of them is enough.
    """
    records = list(read_gold(path, ("text", "negations")))
    sentences = parse_many((r["text"], Stretch(0, len(r["text"]), 0, 0)) for r in records)
    exact, overlap = Counts(), Counts()
    for record, sentence in zip(records, sentences, strict=True):
        gold = [_ranges(n["event"]) for n in record["negations"] if n["event"]]
        given = [frozenset(event.event) for event in negated_events(sentence)]
        exact += exact_counts(gold, given)
        overlap += overlap_counts(gold, given)
    figures = {"event_f1": exact.f1, "event_precision": exact.precision, "event_recall": exact.recall}
    return Scores("negation_cdsco", len(records), figures | {"event_overlap_f1": overlap.f1})

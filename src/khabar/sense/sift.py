"""Leave out events whose word does not tell of conflict where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from khabar.coding.followup import EFFECT
from khabar.event import EventMention, GivenTrigger, Lexicon
from khabar.event.match import Matcher
from khabar.parse import Sentence, Stretch
from khabar.sense.features import CONFLICT, Scene
from khabar.sense.model import Sense
from khabar.trace import tracing

_JUDGED: Final = frozenset(CONFLICT)
_OURS: Final = ("lexicon.tsv:", EFFECT)

SURE: Final = 0.9
ENOUGH: Final = 2
"""So many sentences whose events all have this chance show what a document is about."""

Told = dict[Stretch, list[EventMention]]


def sift(
    sentences: Sequence[Sentence],
    told: Mapping[Stretch, list[EventMention]],
    lexicon: Lexicon,
    given: Sequence[GivenTrigger] = (),
) -> Told:
    """Return the events of a document's sentences without those that the trained judgement takes for another sense.

    Only events of conflict that the shipped lexicon found are judged: what a user's own line or a given trigger names
    stands. Nor is anything judged after ENOUGH sentences of the document that surely tell of conflict: what comes after
    them seldom borrows its words, and each look costs some milliseconds.
    """
    sense = Sense.load()
    out: set[tuple[Stretch, int]] = set()
    sure = 0
    for sentence in sentences:
        events = told.get(sentence.stretch, ())
        asked = [n for n, event in enumerate(events) if _is_judged(event, given)]
        if not asked or sure >= ENOUGH:
            continue
        scene = Scene(Matcher(sentence, lexicon))
        found = [(n, scene.features(e.start, e.end, e.i, e.event_type, e.kind)) for n in asked for e in (events[n],)]
        rows = [(n, row) for n, row in found if row is not None]
        if rows:
            chances = sense.chances(np.stack([row for _, row in rows])).tolist()
            for (n, _), p in zip(rows, chances, strict=True):
                if p < sense.least:
                    out.add((sentence.stretch, n))
                    _note(events[n], p, sentence)
            sure += min(chances) >= SURE
    left = {s: without(events, {n for n in range(len(events)) if (s, n) in out}) for s, events in told.items()}
    return {s: events for s, events in left.items() if events}


def _is_judged(event: EventMention, given: Sequence[GivenTrigger]) -> bool:
    """Whether an event is one of conflict by the shipped lexicon."""
    if event.event_type not in _JUDGED or not event.rule.startswith(_OURS):
        return False
    return not any(g.start < event.end and event.start < g.end for g in given)


def without(events: Sequence[EventMention], out: set[int]) -> list[EventMention]:
    """Return events without some of them; what lay in one of these lies in nothing."""
    at = {n: k for k, n in enumerate(n for n in range(len(events)) if n not in out)}
    return [
        e if e.embedded_in is None else replace(e, embedded_in=at.get(e.embedded_in))
        for n, e in enumerate(events)
        if n not in out
    ]


def _note(event: EventMention, p: float, sentence: Sentence) -> None:
    if trace := tracing():
        what = f"{event.event_type} “{sentence.slice(event.start, event.end)}”"
        trace.drop("sense", what, f"reads as another field, not conflict (p {p:.2f})", event.start, event.end)

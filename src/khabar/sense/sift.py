"""Leave out events whose word does not tell of conflict where it stands, by what the reader says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from khabar.coding.followup import EFFECT
from khabar.event import EventMention, GivenTrigger
from khabar.parse import Sentence, Stretch
from khabar.records import EventType
from khabar.sense.plain import SHORT, by_armed, is_plain
from khabar.trace import tracing

if TYPE_CHECKING:
    from khabar.reader import Reading

CONFLICT: Final = frozenset(
    {
        EventType.THREATEN,
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
        EventType.RETREAT,
    }
)
"""The types that are judged; words of talk and aid are seldom borrowed."""

LEAST: Final = 0.25
"""Below this chance a word is not taken for an event (docs/decisions/0040-taught-by-four-hands.md)."""

LEAST_SHORT: Final = 0.15
"""The same for what is too short to tell its field: of the short sentences that nothing was learnt from, the head of
decision 0037 spared one of four real ones that are lost, and let one more of 52 false ones pass."""

LEAST_OF_POLITICS: Final = 0.12
"""The same for what is not done by force: a threat, a sanction, a protest, a step back. What these words stand beside,
talks, votes and relations, is near to other news. Of 850 sentences and gold's examples of such acts, what lies between
this and `LEAST` are five real and three false ones (docs/decisions/0040-taught-by-four-hands.md)."""

LEAST_OF_ARMED: Final = 0.1
"""The same for what an armed group that is named does (docs/decisions/0040-taught-by-four-hands.md)."""

_OURS: Final = ("lexicon.tsv:", EFFECT)

Told = dict[Stretch, list[EventMention]]


def judged(told: Mapping[Stretch, list[EventMention]], given: Sequence[GivenTrigger] = ()) -> set[Stretch]:
    """Return the sentences with an event that is judged.

    Only events of conflict that the shipped lexicon found are: what a user's own line or a given trigger names stands.
    """
    return {stretch for stretch, events in told.items() if any(_is_judged(e, given) for e in events)}


def sift(
    sentences: Sequence[Sentence],
    told: Mapping[Stretch, list[EventMention]],
    readings: Mapping[Stretch, Reading],
    given: Sequence[GivenTrigger] = (),
    is_armed: Callable[[str], bool] = lambda name: False,
) -> Told:
    """Return the events of a document's sentences without those that the reader takes for another sense.

    ``is_armed`` says of a name whether it is that of an armed group or force alone; what such a one does to others is
    force, though the reader may not know the name ("Renamo ambushed a bus").
    """
    out: set[tuple[Stretch, int]] = set()
    for sentence in sentences:
        reading = readings.get(sentence.stretch)
        for n, event in enumerate(told.get(sentence.stretch, ())):
            if reading is None or not _is_judged(event, given):
                continue
            p = reading.means_conflict(event.start, event.end)
            least = min(_least_of(event), LEAST_SHORT if len(sentence) <= SHORT + 1 else LEAST)
            if p is None or p >= least or is_plain(sentence, event):
                continue
            if p < LEAST_OF_ARMED or not by_armed(sentence, event, is_armed):
                out.add((sentence.stretch, n))
                _note(event, p, sentence)
    left = {s: without(events, {n for n in range(len(events)) if (s, n) in out}) for s, events in told.items()}
    return {s: events for s, events in left.items() if events}


def _least_of(event: EventMention) -> float:
    """Return the chance from which the word of an event's type is taken for one, in a sentence of any length."""
    return LEAST if event.event_type in (EventType.ASSAULT, EventType.COERCE) else LEAST_OF_POLITICS


def _is_judged(event: EventMention, given: Sequence[GivenTrigger]) -> bool:
    """Whether an event is one of conflict by the shipped lexicon."""
    if event.event_type not in CONFLICT or not event.rule.startswith(_OURS):
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

"""Notes on what the coder considered and did not take, for whoever asks why; in normal runs they cost a look-up."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.coding.draft import Draft
from khabar.date import DateMention
from khabar.event import Argument
from khabar.event.toll import TollMention
from khabar.parse import Sentence
from khabar.place import ResolvedPlace
from khabar.place.event import is_actor_use
from khabar.trace import tracing
from khabar.voice import Attribution

ELSEWHERE = "stands with another event of the sentence"


def note_places(draft: Draft, here: Sequence[ResolvedPlace], usable: Sequence[ResolvedPlace]) -> None:
    """Note the places of a sentence that are not the event's."""
    trace = tracing()
    if trace is None:
        return
    for place in here:
        mention = place.mention
        if draft.place is not None and draft.place.start == mention.start:
            continue
        if place not in usable:
            reason = ELSEWHERE
        elif is_actor_use(draft.sentence, mention):
            reason = "stands for a government"
        elif draft.place is not None:
            reason = f"“{draft.place.text}” stands nearer to the event, or is the smaller place"
        else:
            reason = "no word places the event there"
        trace.drop("place", f"“{mention.text}” as the place of {named(draft)}", reason, mention.start, mention.end)


def note_dates(draft: Draft, here: Sequence[DateMention], usable: Sequence[DateMention]) -> None:
    """Note the dates of a sentence that are not the event's."""
    trace = tracing()
    if trace is None:
        return
    for mention in here:
        if draft.when is not None and draft.when.start == mention.start:
            continue
        if mention not in usable:
            reason = ELSEWHERE
        elif not mention.meaning.dates:
            reason = "a duration or a habit, no day"
        elif draft.when is not None:
            reason = f"“{draft.when.text}” stands nearer to the event"
        else:
            reason = "does not date the event: it says when somebody spoke, or hangs on other words"
        trace.drop("date", f"“{mention.text}” as the date of {named(draft)}", reason, mention.start, mention.end)


def note_nobody(sentence: Sentence, argument: Argument, reason: str) -> None:
    """Note words that stand where an actor would and are none."""
    if trace := tracing():
        words = sentence.slice(argument.start, argument.end)
        trace.drop("actor", f"“{words}” as {argument.role}", reason, argument.start, argument.end)


def note_toll(mention: TollMention, reason: str) -> None:
    """Note a toll that no report takes."""
    if trace := tracing():
        toll = mention.toll
        trace.drop("toll", f"{toll.measure} “{toll.text}”", reason, toll.start, toll.end)


def note_thought(attribution: Attribution) -> None:
    """Note a voice that only weighs, and so is no link of a chain."""
    trace, words = tracing(), attribution.source or attribution.cue
    if trace and words:
        reason = "weighs rather than tells: no link of the chain, but the report is a judgement"
        trace.drop("voice", f"“{words.text}”", reason, words.start, words.end)


def note_bare(draft: Draft) -> None:
    """Note a mention that only takes up what was told, or tells no more than its name."""
    trace, mention, told = tracing(), draft.mention, draft.antecedent
    if trace:
        taken = f"takes up {named(told)} and adds nothing" if told else "only names it: no actor, place, day or toll"
        trace.drop("report", f"{mention.event_type} of {named(draft)}", taken, mention.start, mention.end)


def named(draft: Draft) -> str:
    """Return the words that name a draft's event, in quotation marks."""
    return f"“{draft.sentence.slice(draft.mention.start, draft.mention.end)}”"

"""Who says that he did what was told before, in a sentence that names no deed: "the group claimed responsibility"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.coding.anaphora import Related, antecedent, same_time, takes_up
from khabar.coding.clause import in_main_clause
from khabar.coding.draft import Draft
from khabar.coding.followup import stands_for
from khabar.event import Argument, EventMention
from khabar.event.tree import span, subjects
from khabar.parse import Sentence, Token
from khabar.records import EventType, Modality, PassageKind, Polarity, Role

RULE: Final = "a claim of what was told before"
_TAKES: Final = frozenset(("claim", "take", "accept", "admit", "assume", "acknowledge"))
_NOBODY: Final = frozenset(("no", "neither", "nobody", "none", "no-one"))
_PARAGRAPHS: Final = 3
"""How far before the claim the deed may stand, in paragraphs."""


def claim_of(
    sentence: Sentence, kind: PassageKind, told: Sequence[Draft], events: Sequence[EventMention]
) -> EventMention | None:
    """Return the assault told before as a mention in a sentence in which somebody takes it on himself, or ``None``.

    ``events`` are those of the sentence itself; one of force is what is claimed there.
    """
    if kind is not PassageKind.BODY or any(e.event_type is EventType.ASSAULT for e in events):
        return None
    found = next((one for t in sentence.tokens if t.is_verb and (one := _claimed(sentence, t)) is not None), None)
    if found is None:
        return None
    assaults = in_main_clause([d for d in told if _is_fact(d)])
    if not assaults or sentence.stretch.paragraph - assaults[-1].sentence.stretch.paragraph > _PARAGRAPHS:
        return None
    verb, named = found
    doers = [
        Argument(Role.AGENT, t.i, *span(sentence, t.i))
        for t in subjects(sentence, verb.i)
        if t.lemma.lower() not in _NOBODY and not any(c.lemma.lower() in _NOBODY for c in sentence.children(t.i, "det"))
    ]
    if not doers or sentence.children(verb.i, "neg"):
        return None
    return replace(stands_for(assaults[-1], named, RULE), args=tuple(doers), kind="claim")


def _claimed(s: Sentence, verb: Token) -> tuple[Token, Token] | None:
    """Return a verb that takes a deed on somebody and the word that stands for the deed."""
    for goal in s.children(verb.i, "dobj"):
        if verb.lemma in _TAKES and goal.lemma == "responsibility" and all(
            p.lemma in ("on", "in", "by", "through", "via", "within") for p in s.children(goal.i, "prep")
        ):  # fmt: skip
            return verb, goal
        out = any(t.lemma == "out" for t in s.children(verb.i, "prt"))
        if verb.lemma == "carry" and out and goal.text.lower() in ("it", "them"):
            return verb, verb
    return None


def forget_day_of_claim(draft: Draft, earlier: Sequence[Draft], related: Related) -> None:
    """Take from a claim the day that is not that of the deed it is of: "the group admitted the attack on Saturday"."""
    if draft.mention.kind != "claim" or draft.when is None or not takes_up(draft):
        return
    when, draft.when = draft.when, None
    told = antecedent(draft, earlier, related)
    if told is None or told.root.when is None or same_time(when, told.root.when):
        draft.when = when
    else:
        draft.why = [w for w in draft.why if w.field != "date"]


def _is_fact(draft: Draft) -> bool:
    sure = draft.certainty
    actual = sure.polarity is Polarity.AFFIRMED and sure.modality is Modality.ACTUAL
    return actual and draft.mention.event_type is EventType.ASSAULT

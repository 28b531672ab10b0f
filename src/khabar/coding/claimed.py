"""Who is told to have done what was told before, in a sentence that names no deed.

He says so himself ("the group claimed responsibility"), or others do ("police blamed the group").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from khabar.coding.anaphora import Related, antecedent, same_time, takes_up
from khabar.coding.clause import in_main_clause
from khabar.coding.draft import Draft
from khabar.coding.followup import stands_for
from khabar.event import Argument, EventMention
from khabar.event.tree import expand, span, subjects, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Modality, PassageKind, Polarity, Role
from khabar.voice import certainty

CLAIM: Final = "a claim of what was told before"
BLAME: Final = "blame for what was told before"
RULES: Final = frozenset((CLAIM, BLAME))
_TAKES: Final = frozenset(("claim", "take", "accept", "admit", "assume", "acknowledge"))
_IT: Final = frozenset(("it", "this", "that", "them"))
_BLASTS: Final = frozenset(("blast", "explosion", "detonation"))
"""What is no assault by itself, and behind which one may be."""
_NAME: Final = frozenset(("NNP", "NNPS"))
_NOBODY: Final = frozenset(("no", "neither", "nobody", "none", "no-one"))
_PARAGRAPHS: Final = 3
"""How far before the claim the deed may stand, in paragraphs."""


def claim_of(
    sentence: Sentence,
    kind: PassageKind,
    told: Sequence[Draft],
    events: Sequence[EventMention],
    is_armed: Callable[[str], bool],
) -> EventMention | None:
    """Return the assault told before as a mention in a sentence that only tells who did it, or ``None``.

    ``events`` are those of the sentence itself; one of force is what is claimed there. ``is_armed`` says of a name
    whether it is that of an armed group: whom others blame in so few words is believed to mean the deed only if armed.
    """
    if kind is not PassageKind.BODY or any(e.event_type is EventType.ASSAULT for e in events):
        return None
    verbs = [t for t in sentence.tokens if t.is_verb and not sentence.children(t.i, "neg")]
    claimed = next((one for t in verbs if (one := _claimed(sentence, t)) is not None), None)
    blamed = next((found for t in verbs if (found := _blamed(sentence, t, is_armed))), None)
    if claimed is None and blamed is None:
        return None
    assaults = in_main_clause([d for d in told if _is_fact(d)])
    if not assaults or sentence.stretch.paragraph - assaults[-1].sentence.stretch.paragraph > _PARAGRAPHS:
        return None
    if claimed is None:
        assert blamed is not None
        word, doers, rule = next(t for t in verbs if _blamed(sentence, t, is_armed)), blamed, BLAME
    else:
        verb, word = claimed
        doers, rule = [t for t in subjects(sentence, verb.i) if not _is_nobody(sentence, t)], CLAIM
    if not doers:
        return None
    named = tuple(Argument(Role.AGENT, t.i, *span(sentence, t.i)) for t in doers)
    return replace(stands_for(assaults[-1], word, rule), args=named, kind="claim")


def voiced_at(mention: EventMention) -> EventMention | Argument:
    """Return what of a mention the voices speak of that tell it: of blame, whoever is blamed."""
    return mention.args[0] if mention.rule == BLAME and mention.args else mention


def _is_nobody(s: Sentence, token: Token) -> bool:
    return token.lemma.lower() in _NOBODY or any(c.lemma.lower() in _NOBODY for c in s.children(token.i, "det"))


def _blamed(s: Sentence, verb: Token, is_armed: Callable[[str], bool]) -> list[Token]:
    """Return the armed who are blamed for no more than "it": "police blamed the PKK", "it was blamed on the PKK"."""
    if verb.lemma != "blame" or s.children(verb.i, "ccomp", "xcomp", "advcl", "aux") != s.children(verb.i, "aux"):
        return []
    if any(t.tag in ("MD", "TO") for t in s.children(verb.i, "aux")):
        return []
    goals = s.children(verb.i, "nsubjpass") or s.children(verb.i, "dobj")
    holders = (verb.i, *(t.i for t in goals))
    preps = [p for i in holders for p in s.children(i, "prep")]
    on = [g for p in preps if p.lemma == "on" for g in s.children(p.i, "pobj")]
    if any(g.lemma not in _IT for p in preps if p.lemma == "for" for g in s.children(p.i)):
        return []
    if on and all(g.lemma in _IT for g in goals):
        goals = tuple(on)
    if any(_is_nobody(s, t) for t in s.children(verb.i, "nsubj")):
        return []
    found = [t for goal in goals for t in expand(s, goal.i)]
    armed = [t for t in found if t.lemma in word_class("abductor") or (t.tag in _NAME and is_armed(_name(s, t.i)))]
    return found if found and len(armed) == len(found) else []


def _name(s: Sentence, i: int) -> str:
    """Return the words of a name without the article before it."""
    return s.slice(*span(s, i)).removeprefix("the ").removeprefix("The ")


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
    if verb.lemma == "be" and any(t.tag == "PRP" for t in s.children(verb.i, "nsubj")) and _is_told(s, verb):
        behind = (g for p in s.children(verb.i, "prep") if p.lemma == "behind" for g in s.children(p.i, "pobj"))
        return next(((verb, g) for g in behind if g.text.lower() in _IT or g.lemma in _BLASTS), None)
    return None


def _is_told(s: Sentence, verb: Token) -> bool:
    """Return whether somebody says as a fact what a clause tells, and nobody denies it."""
    sure = certainty(s, verb.i)
    said = verb.dep == "ccomp" and s.head(verb.i).is_verb
    return said and sure.polarity is Polarity.AFFIRMED and sure.modality is Modality.ACTUAL


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

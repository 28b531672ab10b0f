"""Sentences that only give a toll: "the ministry put the death toll at five" speaks of the attack told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from khabar.coding.clause import in_main_clause
from khabar.coding.draft import Draft
from khabar.coding.opened import sets_apart
from khabar.coding.words import word_class
from khabar.event import EventMention
from khabar.event.mishap import comes_of_mishap
from khabar.event.toll import find_tolls
from khabar.event.tree import word_class as event_words
from khabar.parse import Gate, Sentence, Token
from khabar.rare import Rare
from khabar.records import EventType, Measure, Modality, PassageKind, Polarity

RULE = "a toll of what was told"
SOON = 3
"""How many paragraphs after the last assault a toll without a deed may stand."""
FORCE = (EventType.ASSAULT, EventType.PROTEST)


@cache
def toll_gate() -> Gate:
    """Return the gate for sentences that may give a toll and name no event; for pages that tell of an assault."""
    return Gate(word_class("toll"))


def follow_up(
    sentence: Sentence, kind: PassageKind, told: Sequence[Draft], events: Sequence[EventMention] = ()
) -> EventMention | None:
    """Return the assault told before as a mention in a sentence that gives its toll, ``None`` if it gives none.

    A figure that is called a toll may stand far from the assault; one that is only told ("eleven people died", "he was
    taken to hospital with a wound") must come soon after it, since people die of much else. ``events`` are those of the
    sentence itself; one of force bears its toll itself.
    """
    assaults = in_main_clause([d for d in told if _is_assault(d)])
    if not assaults or kind is not PassageKind.BODY or any(e.event_type in FORCE for e in events):
        return None
    last = assaults[-1]
    for toll in find_tolls(sentence):
        head = sentence[toll.head_i]
        if toll.toll.measure not in (Measure.KILLED, Measure.INJURED) or any(head.i in e.tokens for e in events):
            continue
        if _of_another_cause(sentence, head.i):
            continue
        if sets_apart(sentence, head.start):
            found = _FOUND.search(sentence.text) is not None or _VIOLENT.search(sentence.text) is not None
            return replace(stands_for(last, head, EFFECT), mode=None, cameo=None, definite=False) if found else None
        apart = sentence.stretch.paragraph - last.sentence.stretch.paragraph
        if head.lemma in word_class("toll noun") or apart <= SOON:
            return stands_for(last, head, RULE)
    return None


_FOUND: Final = re.compile(
    r"\b(?:found|discovered|recovered)\b.{0,40}\b(?:dead|bod(?:y|ies)|corpses?)\b|\b(?:bod(?:y|ies)|corpses?)\b.{0,60}\b(?:found|discovered|recovered|dumped)\b",
    re.I,
)
"""People found dead where attacks are told."""


def stands_for(deed: Draft, word: Token, rule: str) -> EventMention:
    """Return a deed told before, without its sides, as a mention at a word that takes it up: "the toll"."""
    first = deed.root.mention
    return EventMention(
        i=word.i,
        start=word.start,
        end=word.end,
        event_type=first.event_type,
        mode=first.mode,
        contexts=first.contexts,
        cameo=first.cameo,
        args=(),
        is_noun=True,
        definite=True,
        rule=rule,
        tokens=(word.i,),
    )


def _of_another_cause(sentence: Sentence, i: int) -> bool:
    """Whether what a toll is of was done by no attack: "flooding killed 40", "a plane crashed and killed 30".

    The word is the one who does the nearest verb from ``i`` up, or what that verb's people die of. "The crash", "the
    collapse" may be what the attack brought; a crash is another.
    """
    verb = next((t for t in (sentence[i], *sentence.ancestors(i)) if t.is_verb), None)
    if verb is None:
        return False
    if comes_of_mishap(sentence, verb.i):
        return True
    causes = list(sentence.children(verb.i, "nsubj"))
    if verb.dep == "relcl" and (not causes or causes[0].lemma in ("which", "that")):
        causes = [sentence.head(verb.i)]
    for prep in sentence.children(verb.i, "prep", "agent"):
        if prep.lemma in ("of", "from", "in", "by"):
            causes += sentence.children(prep.i, "pobj")
    return any(_brings_harm(sentence, noun.i) for noun in causes)


def _brings_harm(sentence: Sentence, i: int) -> bool:
    words = {sentence[i].lemma, *(c.lemma for c in sentence.children(i, "compound"))}
    article = sentence.child(i, "det")
    told = article is not None and article.lemma in ("the", "this", "that")
    other = event_words("accident") - {"suicide"}
    return bool(words & event_words("nature")) or (not told and bool(words & other))


_VIOLENT: Final = Rare(
    r"\b(?:shot|stabbed|gunned down|gunshot|gunfire|shooting|stabbing|murder|homicide|beheaded|executed|bullets?)\b",
    re.I,
)
_GUN: Final = re.compile(r"\b(?:shot|gun\w*|shooting|bullets?)\b", re.I)
_WEAPON: Final = re.compile(r"\b(?:gunshot|gunfire|gunm[ae]n|gunned down|stab\w*|bullets?|murder|homicide)\b", re.I)
_NO_ATTACK: Final = re.compile(
    r"\b(?:accident\w*|misfire\w*|mishap|malfunction\w*|self[- ]inflicted|hunting|"
    r"(?<!murder-)(?<!murder )(?<!homicide-)suicides?|unintentional\w*|film|movie)\b",
    re.I,
)
_WAR: Final = re.compile(
    r"\b(?:rebels?|militants?|militia(?:men|s)?|insurgents?|guerrillas?|jihadi(?:st)?s?|separatists?|paramilitar(?:y|ies)|"
    r"warplanes?|air ?strikes?|bombers?|bombings?|shell(?:ed|ing|fire)|mortars?|rockets?|missiles?|drones?|landmines?|"
    r"snipers?|gunships?|raiders|bandits|massacre|ambush|(?:car|truck|roadside|suicide|parcel) bombs?|mass graves?|"
    r"headless|beheaded|mutilated|dismembered|ran amok|fell to snipers)\b",
    re.I,
)
"""Words of those who fight and what they fight with: where nothing else was told, people who died beside them fell."""
EFFECT = "told by its effect alone"


def effect(sentence: Sentence, kind: PassageKind, *, first: bool = False) -> EventMention | None:
    """Return the assault that a sentence without any event tells by its effect: "Boy, 14, fatally shot in Velm".

    The toll must be of somebody, and a word of violence stand beside it; accidents and suicides are no assaults. Films
    and looks are shot too: outside a title somebody must be dead, or a weapon's work be named. In the ``first``
    sentence of a page that tells of any, a word of war will do ("The mine claimed nine lives").
    """
    war = first and _WAR.search(sentence.text) is not None
    if kind not in (PassageKind.TITLE, PassageKind.BODY) or not (war or _VIOLENT.search(sentence.text)):
        return None
    if _NO_ATTACK.search(sentence.text) or (war and any(t.lemma in event_words("nature") for t in sentence.tokens)):
        return None
    gun = _GUN.search(sentence.text)
    for found in find_tolls(sentence):
        toll = found.toll
        weapon = war or _WEAPON.search(sentence.text)
        if toll.measure is Measure.INJURED and kind is PassageKind.BODY and not weapon:
            continue
        if toll.measure in (Measure.KILLED, Measure.INJURED) and toll.of is None and (toll.best or toll.low or 0) > 0:
            head = sentence[found.head_i]
            return EventMention(
                i=head.i,
                start=head.start,
                end=head.end,
                event_type=EventType.ASSAULT,
                mode="firearms" if gun else None,
                contexts=(),
                cameo="193" if gun else None,
                args=(),
                is_noun=False,
                definite=False,
                rule=EFFECT,
                tokens=(head.i,),
            )
    return None


def take_up_none(drafts: Sequence[Draft]) -> None:
    """Tie a bare toll of none to the assault told before it: "Nobody was hurt" denies no deed, it counts its toll.

    It may name the deed's own place again, and be tied to it already. ``drafts`` stand in text order.
    """
    for n, draft in enumerate(drafts):
        bare = draft.tolls and all(t.best == 0 for t in draft.tolls) and not draft.when
        sure = draft.certainty
        if not bare or sure.modality is not Modality.ACTUAL or len(draft.chain) > 1:
            continue
        if sure.polarity is not Polarity.DENIED or any(not actor.inferred for actor in draft.actors):
            continue
        told = draft.antecedent if draft.relation == "same_event" else None
        if told is None:
            told = next((d for d in reversed(drafts[:n]) if d.sentence is not draft.sentence and _is_assault(d)), None)
            apart = draft.antecedent or told is None or not _there_too(draft, told)
            if apart or told is None or draft.sentence.stretch.paragraph - told.sentence.stretch.paragraph > SOON:
                continue
            draft.antecedent, draft.relation = told.root, "same_event"
        draft.certainty = replace(sure, polarity=Polarity.AFFIRMED, value=abs(sure.value))


def _there_too(draft: Draft, told: Draft) -> bool:
    """Return whether a draft has no place, or the one that the deed told before it has."""
    here, there = draft.place, told.root.place
    return here is None or (there is not None and here.place_id is not None and here.place_id == there.place_id)


def _is_assault(draft: Draft) -> bool:
    fact = draft.certainty.polarity is Polarity.AFFIRMED and draft.certainty.modality is Modality.ACTUAL
    return (
        fact
        and draft.mention.event_type is EventType.ASSAULT
        and draft.passage.kind
        in (
            PassageKind.BODY,
            PassageKind.TITLE,
        )
    )

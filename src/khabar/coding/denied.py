"""Who denies what was told before, in a sentence that names no deed: "the army denied it", "which denied any role"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from khabar.actor import ActorMatch
from khabar.coding.anaphora import Related
from khabar.coding.cast import Cast
from khabar.coding.chain import chain_of
from khabar.coding.draft import Draft, Why
from khabar.coding.followup import stands_for
from khabar.coding.words import word_class
from khabar.event import Argument, EventMention
from khabar.event.tree import span
from khabar.parse import Gate, Sentence, Stretch, Token
from khabar.records import (
    Actor,
    EventType,
    Link,
    Manner,
    Modality,
    Passage,
    PassageKind,
    Polarity,
    Role,
    SourceKind,
    Span,
    Stance,
)
from khabar.voice import Attribution, Because, Certainty
from khabar.voice.denial import Denial, denials
from khabar.voice.grades import grade
from khabar.voice.sources import sources

RULE: Final = "a denial of what was told before"
_DEEDS: Final = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.AID, EventType.SUPPORT, EventType.MOBILIZE})
_SAID_AGAIN: Final = 3
"""How many sentences after one that names a deed may hold a denial of it."""
_PARAGRAPHS: Final = 2
"""How many paragraphs before the denial the deed may stand."""
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "we", "i"})


@cache
def denial_gate() -> Gate:
    """Return the gate for sentences that may deny what others have told."""
    return Gate(word_class("denial"))


def near_deeds(whole: Sequence[Stretch], deeds: frozenset[Stretch] | set[Stretch]) -> set[Stretch]:
    """Return the sentences that stand right behind one that names a deed, where a denial of it may stand."""
    at = [n for n, stretch in enumerate(whole) if stretch in deeds]
    return {stretch for n in at for stretch in whole[n + 1 : n + 1 + _SAID_AGAIN]}


def without_denied(sentence: Sentence, events: Sequence[EventMention]) -> list[EventMention]:
    """Return the events of a sentence without an accusation that is only taken up to be denied: "denies the charge"."""
    taken_up = {denial.first.i for denial in denials(sentence)}
    return [e for e in events if e.event_type is not EventType.ACCUSE or e.i not in taken_up]


def denied_in(
    sentence: Sentence,
    passage: Passage,
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    told: Sequence[Draft],
    cast: Cast,
    related: Related,
) -> list[Draft]:
    """Return the denials of a sentence, each as a draft of the deed that it denies, those of the sentence among them.

    ``told`` are the drafts before and of the sentence, in text order. Who denies a part in the deed ("denied any role")
    is its doer in that report; so is who denies what the text lays on it. Anybody else denies the deed of its doer.
    """
    if passage.kind not in (PassageKind.BODY, PassageKind.TITLE):
        return []
    found = []
    for denial in denials(sentence):
        doer = _doer(sentence, denial, cast)
        before = [d for d in reversed(told) if _may_be_meant(d, sentence, passage, denial)]
        own = next((d for d in before if _lays_on(d, doer, related)), None)
        deed = own or _of_another(before, denial, doer)
        if deed is not None:
            of = doer if own or denial.part else None
            found.append(_draft(sentence, passage, denial, deed, of, attributions, sentences, cast))
    return found


def _doer(s: Sentence, denial: Denial, cast: Cast) -> Actor:
    """Return of whom the deed is denied, whoever that is."""
    start, end = span(s, denial.doer.i)
    words = s.slice(start, end)
    named = cast.actor(s, Argument(Role.AGENT, denial.doer.i, start, end))
    actor = named[0] if named is not None else Actor(Role.AGENT, words, start, end)
    if actor.actor_id is None and (match := _speaks_for(s, denial.doer, cast)) is not None:
        actor = Actor(Role.AGENT, words, start, end, match.actor_id, match.name, match.kind, match.country_iso3, True)
    return actor


def _speaks_for(s: Sentence, noun: Token, cast: Cast) -> ActorMatch | None:
    """Return for whom somebody speaks: the army, of "an army spokesman"; ``None`` if the register cannot tell."""
    words = [s.slice(*span(s, noun.i)), *(f"the {t.text}" for t in s.children(noun.i, "compound", "poss"))]
    matches = (cast.meant(one) for one in words)
    return next((match for match in matches if match is not None and match.actor_id is not None), None)


def _may_be_meant(draft: Draft, sentence: Sentence, passage: Passage, denial: Denial) -> bool:
    here = draft.sentence is sentence
    return (
        draft.mention.event_type in _DEEDS
        and draft.passage is passage
        and draft.certainty.polarity is Polarity.AFFIRMED
        and draft.certainty.modality in (Modality.ACTUAL, Modality.POSSIBLE)
        and all(link.stance is not Stance.DENIES for link in draft.chain)
        and sentence.stretch.paragraph - draft.sentence.stretch.paragraph <= _PARAGRAPHS
        and (not here or draft.mention.start < denial.verb.start)
    )


def _lays_on(draft: Draft, doer: Actor, related: Related) -> bool:
    """Return whether a deed is laid on somebody, by who it is or by the noun: "soldiers killed … soldiers deny it"."""
    laid = [*draft.of(Role.AGENT, Role.LED_BY), *draft.root.of(Role.AGENT, Role.LED_BY)]
    if doer.actor_id is not None:
        return any(a.actor_id is not None and related(doer.actor_id, a.actor_id) for a in laid)
    words = (doer.text or "").lower()
    if words in _PRONOUNS:
        return bool(laid)
    noun = words.split()[-1] if words else ""
    return any(a.actor_id is None and (a.text or "").lower().split()[-1:] == [noun] for a in laid)


def _of_another(before: Sequence[Draft], denial: Denial, doer: Actor) -> Draft | None:
    """Return the deed that somebody denies on whom the text does not lay it, the nearest first in ``before``.

    A part is denied in a deed that nobody known has done; a deed is denied that somebody else has claimed.
    """
    if denial.part:
        return next((d for d in before if not any(a.actor_id for a in d.root.of(Role.AGENT, Role.LED_BY))), None)
    nearest = next(iter(before), None)
    unknown = doer.actor_id is None and (doer.text or "").lower() in _PRONOUNS
    if nearest is None or len(nearest.chain) == 1 or unknown:
        return None
    speaker = nearest.chain[-1].actor_id
    return nearest if speaker is None or speaker != doer.actor_id else None


def _draft(
    sentence: Sentence,
    passage: Passage,
    denial: Denial,
    deed: Draft,
    doer: Actor | None,
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    cast: Cast,
) -> Draft:
    start, end = denial.first.start, denial.last.end
    mention = replace(stands_for(deed, denial.first, RULE), start=start, end=end, is_noun=denial.first.is_noun)
    chain, judged, why = chain_of(passage, attributions, sentences, start, end, cast)
    if deed.sentence is sentence:
        # "X said that …, a charge the army denies": the charge is X's, that it is denied the author's to tell.
        theirs = {link.cue for link in deed.chain[1:]}
        chain = tuple(link for n, link in enumerate(chain) if n == 0 or link.cue not in theirs)
    chain = (*(link for link in chain if not _carries(link, denial)), _voice(sentence, denial, deed, doer, cast))
    because = Because("polarity", f"{RULE}: {denial.verb.lemma}", denial.verb.start, denial.verb.end)
    value = grade(Polarity.DENIED, Modality.ACTUAL, Certainty().aspect, (because,))
    draft = Draft(
        sentence, passage, mention, Certainty(Polarity.DENIED, value=value, because=(because,)), chain, judged
    )
    draft.antecedent, draft.relation = deed, "same_event"
    laid = [replace(a, inferred=True) for a in deed.root.of(Role.AGENT)]
    # A colonel who denies it denies it of his army.
    of_his = laid and doer is not None and doer.kind == "person" and all(a.kind != "person" for a in laid)
    doers = laid if doer is None or of_his else [doer]
    draft.actors = [*doers, *(replace(a, inferred=True) for a in deed.root.of(Role.TARGET))]
    draft.place, draft.when = deed.root.place, deed.root.when
    draft.why += [Why("event_type", RULE, start, end), *why, Why(*because)]
    draft.why += [Why(a.role, "the denial and the deed that it is of", a.start, a.end) for a in draft.actors]
    return draft


def _carries(link: Link, denial: Denial) -> bool:
    return link.cue is not None and link.cue.start <= denial.verb.start < link.cue.end


def _voice(s: Sentence, denial: Denial, deed: Draft, doer: Actor | None, cast: Cast) -> Link:
    """Return who denies as a link, in the words that name him: the rebels, of "the rebels …, which they deny"."""
    start, end = span(s, denial.voice.i)
    words = s.slice(start, end)
    match, inferred = cast.source(s, Span(start, end, words), None)
    if (match is None or match.actor_id is None) and (of := _speaks_for(s, denial.voice, cast)) is not None:
        match, inferred = of, True
    kind = cast.kind_of(sources().kind(s, denial.voice.i) or SourceKind.UNNAMED, match)
    laid = deed.root.of(Role.AGENT)
    pronoun = words.lower() in _PRONOUNS
    if doer is not None and pronoun and len(laid) == 1 and laid[0].start is not None and laid[0].end is not None:
        inferred = True
        start, end, words = laid[0].start, laid[0].end, laid[0].text or words
    return Link(
        kind=kind,
        text=words,
        start=start,
        end=end,
        actor_id=match.actor_id if match else doer.actor_id if doer is not None else None,
        inferred=inferred,
        cue=Span(denial.verb.start, denial.verb.end, denial.verb.text),
        manner=Manner.INDIRECT,
        stance=Stance.DENIES if denial.denies else Stance.SAYS,
    )


__all__ = ["denial_gate", "denied_in", "near_deeds", "without_denied"]

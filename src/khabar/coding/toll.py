"""Tying tolls to the events of their sentence, in the voice that gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from khabar.coding.cast import Cast
from khabar.coding.chain import chain_of
from khabar.coding.considered import note_toll
from khabar.coding.draft import Draft, Why
from khabar.event.toll import TollMention
from khabar.parse import Sentence
from khabar.records import EventType, Measure, Modality, Polarity
from khabar.voice import Attribution, Certainty, certainty

_ELSEWHEN = frozenset({"after", "before", "since", "following", "despite", "amid"})
_OUTCOME = frozenset({"after", "following"})
_ANOTHER = frozenset({"similar", "earlier", "previous", "last", "another", "deadly", "past", "prior"})
_WHILE = frozenset({"as", "while", "after", "when", "before"})
_MOURNS = frozenset({"mourn", "bury", "remember", "honour", "honor", "grieve", "lower", "commemorate", "pray", "weep"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED})
_FORCE = (EventType.ASSAULT, EventType.PROTEST)

_TYPES = {
    Measure.KILLED: (EventType.ASSAULT, EventType.PROTEST, EventType.COERCE),
    Measure.INJURED: (EventType.ASSAULT, EventType.PROTEST, EventType.COERCE),
    Measure.MISSING: (EventType.ASSAULT,),
    Measure.DETAINED: (EventType.COERCE, EventType.PROTEST, EventType.ASSAULT),
    Measure.ABDUCTED: (EventType.ASSAULT, EventType.COERCE),
    Measure.DISPLACED: (EventType.ASSAULT, EventType.COERCE),
}


def share_tolls(
    drafts: Sequence[Draft],
    tolls: Sequence[TollMention],
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    cast: Cast,
) -> list[Draft]:
    """Return the drafts with the tolls of their sentence.

    A toll goes to the event that it hangs on. Where another voice gives the toll than tells of the event ("the strikes
    … were described as deadly"), or the toll is less sure ("the strike may have killed six"), it makes a report of its
    own, on the same event. A toll that is denied is none.
    """
    found = list(drafts)
    before: tuple[TollMention, Draft] | None = None
    for mention in tolls:
        home = _home(drafts, mention) or _beside(before, mention)
        if home is not None:
            before = mention, home
        if home is None:
            note_toll(mention, "hangs on no event of its sentence that costs people this")
            continue
        toll = mention.toll
        chain, judged, why = chain_of(home.passage, attributions, sentences, toll.start, toll.end, cast)
        why.append(Why("tolls", f"number with {toll.measure}", toll.start, toll.end))
        sure = _own_certainty(home, mention)
        if sure is not None and sure.polarity is Polarity.DENIED:
            note_toll(mention, "denied")
            continue  # "the strike did not kill six" gives no toll
        home.note_words(home.sentence, (mention.head_i,), "bears its toll")
        if sure is None and chain == home.chain:
            home.tolls.append(toll)
            home.why += why[-1:]
            continue
        sure = sure or replace(home.certainty, because=())
        told = next(
            (d for d in found if d.antecedent is home and d.chain == chain and _alike(d.certainty, sure)),
            None,
        )
        if told is None:
            told = Draft(home.sentence, home.passage, home.mention, sure, chain, judged)
            told.antecedent, told.relation = home, "same_event"
            told.why = [Why("event_type", home.mention.rule, home.mention.start, home.mention.end)]
            told.why += [Why(b.field, b.rule, b.start, b.end) for b in sure.because] or [
                w for w in home.why if w.field in ("polarity", "modality", "aspect")
            ]
            found.append(told)
        told.tolls.append(toll)
        told.why += why
    return found


_NEXT = re.compile(r"[^.;:]{0,40}(?:,|\band\b)[^.;:]{0,20}")


def _beside(before: tuple[TollMention, Draft] | None, toll: TollMention) -> Draft | None:
    """Return the event of the toll right before in a list: "five soldiers killed, three missing after an ambush"."""
    if before is None or toll.toll.start < before[0].toll.end or toll.toll.of is not None:
        return None
    s, home = before[1].sentence, before[1]
    fits = home.mention.event_type in _TYPES[toll.toll.measure] and home.mention.event_type in _FORCE
    return home if fits and _NEXT.fullmatch(s.slice(before[0].toll.end, toll.toll.start)) else None


def _own_certainty(home: Draft, toll: TollMention) -> Certainty | None:
    """Return how surely a toll is put where it is less sure than the deed: "the strike may have killed six".

    ``None`` where the toll is as sure as the deed, or the deed is no fact itself.
    """
    s, told = home.sentence, home.certainty
    if not s[toll.head_i].is_verb or not s[home.mention.i].is_noun or toll.toll.best == 0:
        return None
    if told.polarity is not Polarity.AFFIRMED or told.modality is not Modality.ACTUAL:
        return None
    sure = certainty(s, toll.head_i)
    open_ = sure.modality in (Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.EXPECTED, Modality.ASKED)
    return sure if open_ or sure.polarity is Polarity.DENIED else None


def _alike(one: Certainty, other: Certainty) -> bool:
    return (one.polarity, one.modality) == (other.polarity, other.modality)


def _home(drafts: Sequence[Draft], toll: TollMention) -> Draft | None:
    """Return the event that a toll hangs on: by its own word, by a word above it, or by the subject of one."""
    fitting = [d for d in drafts if d.mention.event_type in _TYPES[toll.toll.measure]]
    if not fitting:
        return None
    s = fitting[0].sentence
    fitting = [d for d in fitting if not _beside_the_dead(s, d.mention.i, toll.head_i)]
    for at in (toll.head_i, *(t.i for t in s.ancestors(toll.head_i))):
        for draft in fitting:
            if at in draft.mention.tokens or at == draft.mention.i:
                return draft
        near = {t.i for t in s.children(at, "nsubj", "nsubjpass", "dobj", "advcl", "prep")}
        near |= {
            goal.i
            for prep in s.children(at, "prep", "agent")
            if prep.lemma not in _ELSEWHEN
            for goal in s.children(prep.i, "pobj", "pcomp")
        }
        beside = [d for d in fitting if near & {d.mention.i, *d.mention.tokens} and not _the_harmed(s, d.mention.i)]
        if len(beside) > 1 and (opens := _in_which(s, toll.head_i)) is not None:
            # "the raids followed an attack in which three died": the nearest before the clause
            beside = sorted((d for d in beside if d.mention.i < opens), key=lambda d: -d.mention.i) or beside
        if beside:
            return beside[0]
    # People are not killed by an arrest that is told beside it.
    only = [d for d in fitting if toll.toll.measure not in _HARM or d.mention.event_type in _FORCE]
    only = [d for d in only if not _the_harmed(s, d.mention.i)] or only
    if len(only) > 1 and (left := _left_so(s, only, toll.head_i)) is not None:
        return left
    if len(only) == 1 and _told_of_victim(s, only[0].mention.i, toll.head_i):
        return None
    if len(only) != 1 or (_is_elsewhen(s, only[0].mention.i) and not _is_outcome(s, toll, only[0].mention.i)):
        return None
    return only[0]


def _left_so(s: Sentence, drafts: Sequence[Draft], harm: int) -> Draft | None:
    """Return the event that "left seven dead, including a guard, and one wounded" has in the last of its states."""
    leaves = next((t for t in s.ancestors(harm) if t.is_verb), None)
    if leaves is None or leaves.lemma != "leave":
        return None
    states = [d for d in drafts if s[d.mention.i].dep in ("acl", "oprd", "conj") and d.mention.i > harm]
    return next((d for d in states if leaves.i in {t.i for t in s.ancestors(d.mention.i)}), None)


def _beside_the_dead(s: Sentence, event: int, harm: int) -> bool:
    """Return whether a deed only goes on while the dead of another are mourned: "mourns 30 as jets strike Gao"."""
    clause = next((t for t in (s[event], *s.ancestors(event)) if t.dep in ("advcl", "conj") and t.is_verb), None)
    if clause is None or all(t.lemma not in _WHILE for t in s.children(clause.i, "mark", "advmod")):
        return False
    above = s.head(clause.i)
    mourned = above.lemma in _MOURNS and above.i != harm
    return mourned and harm in s.subtree(above.i) and harm not in s.subtree(clause.i)


def _the_harmed(s: Sentence, i: int) -> bool:
    """Return whether a word of harm only names people: "two of the wounded died"."""
    owned = s.child(i, "det", "poss") is not None
    return owned and s[i].tag == "VBN" and s[i].dep in ("pobj", "dobj", "nsubj", "nsubjpass", "conj")


def _in_which(s: Sentence, i: int) -> int | None:
    """Return the first token of the relative clause "in which …" that token ``i`` stands in, ``None`` if in none."""
    for token in (s[i], *s.ancestors(i)):
        if token.dep == "relcl":
            first = s.subtree(token.i)[0]
            which = any(t.tag == "WDT" for k in s.subtree(token.i) for t in (s[k],) if k <= first + 2)
            return first if which else None
    return None


def _told_of_victim(s: Sentence, event: int, harm: int) -> bool:
    """Return whether a deed is only told of somebody whom the main clause finds dead or hurt later on.

    "The mayor, who had been abducted in March, was found dead on Tuesday": the day of the one is not that of the other.
    """
    verb = s[event]
    if not verb.is_verb or verb.dep not in ("relcl", "acl") or harm in s.subtree(event):
        return False
    return any(t.lemma in _HELD for t in (verb, *s.children(event, "conj")))


_HELD = frozenset({"abduct", "kidnap", "seize", "capture", "detain", "arrest", "take", "hold", "jail", "imprison"})


def _is_outcome(s: Sentence, toll: TollMention, i: int) -> bool:
    """Return whether people are dead or hurt "after" a deed of which it is the outcome: "two are dead after an attack".

    A deed that the words set apart ("after a similar attack in May") is another.
    """
    ahead = [t for t in (s[i], *s.ancestors(i)) if t.dep in ("prep", "mark", "pcomp", "advcl") or t.lemma in _OUTCOME]
    if not any(t.lemma in _OUTCOME for t in ahead) and not any(
        c.lemma in _OUTCOME for t in ahead for c in s.children(t.i, "mark", "prep")
    ):
        return False
    return toll.head_i < i and not any(c.lemma in _ANOTHER for c in s.children(i))


def _is_elsewhen(s: Sentence, i: int) -> bool:
    """Return whether an event only tells when: "after a similar ambush in December"."""
    return any(t.lemma in _ELSEWHEN for t in (s[i], *s.ancestors(i)) if t.dep in ("prep", "mark"))

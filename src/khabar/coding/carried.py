"""The place that a deed shares with another one told before it: of its own sentence, by what it takes up, or the next.

"The rebels freed the prisoners and kidnapped an officer" was where the rebels had overrun the town; "the bomb hit the
market" was at the market that the sentence before was about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.coding.anaphora import same_time, says_other
from khabar.coding.clause import is_meanwhile
from khabar.coding.draft import Draft
from khabar.coding.words import word_class
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token
from khabar.records import EventType, Modality, Polarity, Role

FORCE: Final = frozenset({EventType.ASSAULT, EventType.COERCE})
_FAR: Final = 6
"""Sentences with deeds back to which "the market" may reach."""
_PARAGRAPHS: Final = 6
_CLAUSES: Final = frozenset({"ccomp", "conj", "parataxis"})
"""How a clause of its own hangs in which somebody tells the harm."""
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "same"})
_PRONOUNS: Final = frozenset({"they", "it", "he", "she", "them", "him", "her"})
_ASSAILANTS: Final = frozenset(
    {"attacker", "assailant", "raider", "gunman", "gunmen", "bomber", "shooter", "kidnapper", "abductor", "captor"}
    | {"invader", "intruder", "bandit", "killer", "perpetrator", "hijacker"}
)
"""What the doers of the deed just told are called, whatever they were called there."""


def beside(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the deed of the same sentence at whose place an open deed was, ``None`` where there is none.

    Who is struck while protesting is struck there. What only tells a harm is of the assault before it ("jets bombed the
    town and residents said nine were killed"); verbs that share what stands behind the second share its place
    ("abducted and killed the governor in Goma").
    """
    here = [d for d in drafts if d is not draft and d.sentence is draft.sentence and _is_placed(d)]
    s, i = draft.sentence, draft.mention.i
    for other in here:
        verb = s[other.mention.i]
        if verb.dep == "conj" and verb.head == i and verb.is_verb and not s.children(i, "dobj", "prep", "advmod"):
            return other
    if (scene := next((o for o in here if is_meanwhile(s, o.mention, draft.mention)), None)) is not None:
        return scene
    if draft.mention.event_type is not EventType.ASSAULT or draft.mention.kind not in ("effect", "toll"):
        return None
    if (bomber := _who_blew_up(s, i, here)) is not None:
        return bomber
    if s[i].dep not in _CLAUSES:
        return None
    told = [
        d for d in here if d.mention.event_type is EventType.ASSAULT and d.mention.i < i and not d.mention.background
    ]
    if not told or says_other(draft) or not same_time(draft.when, told[-1].when):
        return None
    return told[-1]


def _who_blew_up(s: Sentence, i: int, here: Sequence[Draft]) -> Draft | None:
    """Return the deed by which the doer is told apart: "a man who blew himself up in Goma killed nine"."""
    clauses = {c.i for doer in s.children(i, "nsubj") for c in s.children(doer.i, "relcl", "acl")}
    return next((d for d in here if d.mention.i in clauses and d.mention.mode == "suicide-attack"), None)


def taken_up(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return the deed before at whose place an open deed was, by what the two have in common; ``None`` without one.

    ``earlier`` are the deeds of sentences before, in text order. A thing or people that were struck or struck there,
    with "the"; the attackers of the last attack; whoever acted in the sentence right before. What an army or police
    does that are named anew may be anywhere, so they count from the sentence right before alone.
    """
    s, i = draft.sentence, draft.mention.i
    if draft.mention.event_type not in FORCE or draft.distinct or says_other(draft) or _long_before(s, i):
        return None
    again = _again(s, draft)
    denied = draft.certainty.polarity is Polarity.DENIED
    pronoun = any(s[a.i].text.lower() in _PRONOUNS for a in draft.mention.of(Role.AGENT))
    sentences: list[int] = []
    for other in reversed(earlier):
        at = other.sentence.stretch
        if at.start not in sentences:
            sentences.append(at.start)
        if len(sentences) > _FAR or draft.sentence.stretch.paragraph - at.paragraph > _PARAGRAPHS:
            return None
        if not _is_placed(other) or other.mention.event_type not in FORCE or other.passage is not draft.passage:
            continue
        if not same_time(draft.when, other.when) or (draft.when is not None and other.when is None):
            continue
        next_to = len(sentences) == 1
        if next_to and not denied and (pronoun or same_doer(draft, other)):
            return other
        shared = again & _told(other)
        if shared and (next_to or shared - _common()):
            return other
        if again & _ASSAILANTS and other.mention.of(Role.AGENT) and not any(a.actor_id for a in other.of(Role.AGENT)):
            return other
    return None


def _is_placed(draft: Draft) -> bool:
    return draft.place is not None and draft.place.place_id is not None and draft.certainty.modality is Modality.ACTUAL


def _long_before(s: Sentence, i: int) -> bool:
    """Return whether a deed is told as done before the story's day: "had killed", but not as reported speech."""
    verb = s[i]
    had = any(t.lemma == "have" and t.tag == "VBD" for t in s.children(i, "aux"))
    return had and verb.dep not in ("ccomp", "conj") and verb.dep != "pcomp"


def _common() -> frozenset[str]:
    """Return the nouns that every page of a war is full of."""
    return word_class("military") | word_class("state") | event_words("time") | frozenset(
        {"people", "person", "man", "woman", "child", "civilian", "soldier", "troop", "force", "group", "rebel"}
        | {"militant", "fighter", "militia", "insurgent", "army", "policeman", "officer", "resident", "villager"}
        | {"side", "other"}
    )  # fmt: skip


def _again(s: Sentence, draft: Draft) -> frozenset[str]:
    """Return the nouns with "the" that a deed is done by, to or with."""
    tokens = [s[a.i] for a in draft.mention.args] + list(s.children(draft.mention.i, "nsubj", "nsubjpass", "dobj"))
    return frozenset(t.lemma for t in tokens if t.is_noun and _is_definite(s, t))


def _is_definite(s: Sentence, noun: Token) -> bool:
    return any(t.lemma in _DEFINITE for t in s.children(noun.i, "det", "amod"))


def _told(draft: Draft) -> frozenset[str]:
    """Return the nouns that a deed's sentence tells it with: doers, things struck, weapons, sites."""
    s = draft.sentence
    found = {s[a.i].lemma for a in draft.mention.args if s[a.i].is_noun}
    at = {draft.mention.i, *draft.mention.tokens}
    for i in at:
        for token in s.children(i, "nsubj", "nsubjpass", "dobj", "prep"):
            found |= {t.lemma for t in s.children(token.i, "pobj")} if token.dep == "prep" else {token.lemma}
    if draft.place is not None:
        found |= {w.lower() for w in draft.place.text.split()}
    if draft.instrument is not None:
        found |= {w.lower() for w in draft.instrument.text.split()}
    return frozenset(found)


def same_doer(draft: Draft, other: Draft) -> bool:
    """Return whether two deeds have a doer in common, by who it is or by the same noun with "the"."""
    ours = {a.actor_id for a in draft.of(Role.AGENT) if a.actor_id}
    theirs = {a.actor_id for a in other.of(Role.AGENT) if a.actor_id}
    if ours & theirs:
        return True
    nouns = {
        draft.sentence[a.i].lemma
        for a in draft.mention.of(Role.AGENT)
        if _is_definite(draft.sentence, draft.sentence[a.i])
    }
    return bool(nouns & {other.sentence[a.i].lemma for a in other.mention.of(Role.AGENT)})

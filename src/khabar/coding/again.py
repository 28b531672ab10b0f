"""Sentences that go on with the assault told before: what else it did to people, and that its doer denies it."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.coding.anaphora import Related, says_other
from khabar.coding.clause import in_main_clause
from khabar.coding.draft import Draft
from khabar.coding.words import word_class
from khabar.event.tree import surface_subject
from khabar.parse import Token
from khabar.records import EventType, Modality, Polarity, Role, Stance

_DOERS_AGAIN = frozenset({"attacker", "assailant", "bomber", "gunman", "blast", "explosion", "bomb", "raider",
                          "shooter", "attack", "shelling", "strike", "raid", "device", "missile", "rocket",
                          "shell"})  # fmt: skip
_STRUCK = frozenset({"dead", "death", "victim", "casualty", "injured", "wounded", "killed"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "which"})


def goes_on(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return the assault that a sentence right behind it goes on to tell the harm of, ``None`` if it does not.

    "The attackers also wounded nine", "It wounded six"; "Two people were killed" only if the sentence before told of no
    harm. Whoever has a day, a place or a new doer is another event.
    """
    m, s = draft.mention, draft.sentence
    if m.event_type is not EventType.ASSAULT or m.kind != "effect" or m.is_noun or draft.place or draft.when:
        return None
    if draft.certainty.polarity is Polarity.DENIED or any(t.best == 0 for t in draft.tolls):
        return None
    assaults = [o for o in earlier if o.mention.event_type is EventType.ASSAULT and _right_before(draft, o)]
    before = in_main_clause(assaults)
    told = next((o for o in reversed(before) if o.certainty.modality is Modality.ACTUAL), None)
    if told is None or says_other(draft):
        return None
    doers = [s[a.i] for a in m.of(Role.AGENT)]
    heads = {told.sentence[a.i].lemma for a in told.mention.of(Role.AGENT)} | _DOERS_AGAIN
    subject = surface_subject(s, m.i)
    again = [*doers, *([subject] if subject is not None and not doers else [])]
    if any(
        t.text.lower() in _PRONOUNS or (t.lemma in heads and any(d.lemma == "the" for d in s.children(t.i, "det")))
        for t in again
    ):
        return told
    unsaid = not told.root.tolls or _counts_all(draft)
    return told if not doers and unsaid and draft.tolls and not told.of(Role.PARTNER) else None


def _counts_all(draft: Draft) -> bool:
    """Return whether a sentence gives the count of what was told: "put the number of the dead at 19"."""
    s = draft.sentence
    counts = [t for t in s.tokens if t.lemma in word_class("toll noun") and any(_is_the(d) for d in s.children(t.i))]
    return any(
        t.lemma == "toll" or ((of := s.child(p.i, "pobj")) is not None and of.lemma in _STRUCK)
        for t in counts
        for p in s.children(t.i, "prep", "compound")
    )


def _is_the(token: Token) -> bool:
    return token.dep in ("det", "poss") and token.lemma not in ("a", "an", "no")


def denied_again(draft: Draft, earlier: Sequence[Draft], related: Related) -> Draft | None:
    """Return the assault that is denied without saying where or when: "the group denied targeting X".

    By its doer; or by whomever, where it is one of that mode and what was struck stands in its sentence ("denied
    shelling the water queue", after shells on "civilians in line for water").
    """
    denies = draft.certainty.polarity is Polarity.DENIED or any(link.stance is Stance.DENIES for link in draft.chain)
    if not denies or draft.place or draft.when or draft.mention.event_type is not EventType.ASSAULT:
        return None
    ours = [a.actor_id for a in draft.of(Role.AGENT) if a.actor_id]
    for other in reversed(earlier):
        theirs = [a.actor_id for a in other.root.of(Role.AGENT, Role.LED_BY) if a.actor_id]
        told = other.mention.event_type is EventType.ASSAULT and other.certainty.polarity is Polarity.AFFIRMED
        if told and any(related(x, y) for x in ours for y in theirs):
            return other
    struck = _nouns_struck(draft)
    for other in reversed(earlier):
        m = other.mention
        told = m.event_type is EventType.ASSAULT and other.certainty.polarity is Polarity.AFFIRMED
        alike = m.mode is not None and m.mode == draft.mention.mode
        if told and alike and struck & {t.lemma for t in other.sentence.tokens}:
            return other
    return None


def _nouns_struck(draft: Draft) -> set[str]:
    """Return the nouns of those to whom a draft says that it was done."""
    s = draft.sentence
    heads = [s[a.i] for a in draft.mention.of(Role.TARGET)]
    return {t.lemma for head in heads for t in (head, *s.children(head.i, "compound")) if t.tag.startswith("NN")}


def _right_before(draft: Draft, other: Draft) -> bool:
    """Return whether a draft's sentence follows another's in its paragraph or the next, with hardly a word between."""
    one, two = other.sentence.stretch, draft.sentence.stretch
    return one.passage == two.passage and 0 <= two.start - one.end <= 2 and two.paragraph - one.paragraph <= 1

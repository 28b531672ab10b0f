"""Deeds that a noun passes over though nothing in them contradicts it: an answer to the attack, a craft brought down.

"Gunmen attacked the base. The army killed seven of the attackers. Mali blamed al-Qaeda for the attack" blames it for
what the gunmen did; "the killing of 26 tourists" is no jet shot down.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from khabar.coding.draft import Draft
from khabar.coding.followup import RULE as TOLL_RULE
from khabar.coding.words import word_class
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token
from khabar.records import EventType, Modality, Role

_BROUGHT_DOWN: Final = frozenset({"shoot", "down", "bring", "intercept"})
_ANYBODY: Final = frozenset({"people", "person", "other"})
_NEAR: Final = 2
"""Paragraphs back from an answer to the attack that it answers."""


def is_passed_over(draft: Draft, other: Draft, before: Iterable[Draft]) -> bool:
    """Return whether a noun passes over a deed: an answer to the attack that it takes up, or a craft brought down.

    ``before`` are the deeds told before ``other``, the last one first.
    """
    if _is_told_whole(draft) and not _has_in_common(draft, other.root):
        return True
    return (_of_people(draft) and _is_brought_down(other)) or (_names_attack(draft) and _is_answer(other, before))


def _is_told_whole(draft: Draft) -> bool:
    """Return whether a noun tells by itself where and when it was and whom it befell: "the massacre of 17 aid workers
    at Alva on August 4".
    """
    place, when = draft.place, draft.when
    named = place is not None and place.place_id is not None and (place.where_prec or 7) <= 3
    dated = when is not None and when.date_start is not None and when.date_end is not None
    whom = any(draft.sentence[a.i].tag != "NNP" for a in draft.mention.of(Role.TARGET))
    return named and dated and whom and draft.mention.rule != TOLL_RULE


def _has_in_common(draft: Draft, other: Draft) -> bool:
    """Return whether two deeds name the same place, days or victims."""
    if other.place is not None and draft.place is not None and other.place.place_id == draft.place.place_id:
        return True
    if other.when is not None and other.when.date_start is not None:
        return True  # which other checks have found to agree
    ours, theirs = (
        {t.lemma for a in d.mention.of(Role.TARGET) for t in _heads(d.sentence, d.sentence[a.i])} - _ANYBODY
        for d in (draft, other)
    )
    dead, others = ({t.best for t in d.tolls if t.best} for d in (draft, other))
    return bool(ours & theirs) or bool(dead & others)


def _names_attack(draft: Draft) -> bool:
    m = draft.mention
    stands_for_it = m.rule == TOLL_RULE or m.kind == "claim"
    return m.is_noun and (stands_for_it or draft.sentence[m.i].lemma in word_class("attack"))


def _is_answer(other: Draft, before: Iterable[Draft]) -> bool:
    """Return whether a deed is one done to those who had attacked: to "attackers", or to armed men told of as doers."""
    struck = [t for a in other.mention.of(Role.TARGET) for t in _heads(other.sentence, other.sentence[a.i])]
    if not struck:
        return False
    armed = event_words("abductor")
    attackers = any(t.lemma in word_class("attacker") for t in struck)
    if not attackers and (not all(t.lemma in armed for t in struck) or not other.mention.of(Role.AGENT)):
        return False
    near = takewhile(lambda d: other.sentence.stretch.paragraph - d.sentence.stretch.paragraph <= _NEAR, before)
    told = (d for d in near if d.sentence is not other.sentence and d.mention.event_type is EventType.ASSAULT)
    actual = (d for d in told if d.certainty.modality is Modality.ACTUAL)
    return any(attackers or _heads_of(d) & armed for d in actual)


def _heads_of(deed: Draft) -> frozenset[str]:
    s = deed.sentence
    return frozenset(t.lemma for a in deed.mention.of(Role.AGENT) for t in _heads(s, s[a.i]))


def _heads(s: Sentence, noun: Token) -> list[Token]:
    """Return who is meant by a noun or number: "seven of the attackers" are attackers."""
    of = next((s.child(p.i, "pobj") for p in s.children(noun.i, "prep") if p.lemma == "of"), None)
    counts = not noun.is_noun or noun.lemma in event_words("partitive")
    return [of] if of is not None and counts else [noun]


def _of_people(draft: Draft) -> bool:
    """Return whether a mention names by itself people to whom it was done: "the killing of 26 tourists"."""
    s = draft.sentence
    heads = [s[a.i].lemma for a in draft.mention.of(Role.TARGET)]
    craft = event_words("aircraft") | event_words("craft") | event_words("vehicle") | event_words("target_thing")
    return draft.mention.is_noun and bool(heads) and any(t not in craft for t in heads)


def _is_brought_down(other: Draft) -> bool:
    """Return whether a deed is that a craft was brought down, and nobody said to have died of it."""
    m = other.mention
    return m.mode == "destroy" and not m.is_noun and not other.tolls and other.sentence[m.i].lemma in _BROUGHT_DOWN

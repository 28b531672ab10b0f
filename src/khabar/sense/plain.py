"""Words that say by themselves that force was used: such a deed stands, whatever the reader makes of so few words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from khabar.event import EventMention
from khabar.event.tree import word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType

SHORT: Final = 6
"""Words that a headline of nothing but a deed and its dead has at most."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_GUNS: Final = frozenset({"howitzer", "mortar", "artillery", "gunboat", "tank"})
_ACCIDENTAL: Final = frozenset({"explosion", "blast", "detonation", "strike"})
"""Deeds of `deed_noun` that gas, dust and lightning do as well."""
_HURTING: Final = frozenset({"kill", "wound", "injure"})
_SITES: Final = ("struck_site", "civil_place", "armed_place", "person", "force")


def is_plain(sentence: Sentence, event: EventMention) -> bool:
    """Whether a deed's words leave no other reading: counted dead, arms that kill or fire on, an attack's year."""
    if event.event_type is not EventType.ASSAULT:
        return False
    rules = (_counts_dead, _by_arms, _by_guns, _of_a_year)
    return any(rule(sentence, event) for rule in rules)


def by_armed(sentence: Sentence, event: EventMention, is_armed: Callable[[str], bool]) -> bool:
    """Whether an armed group that bears a proper name is the subject of force."""
    if event.event_type is not EventType.ASSAULT:
        return False
    doers = [t for i in event.tokens if sentence[i].is_verb for t in sentence.children(i, "nsubj")]
    return any(is_armed(_name(sentence, t.i)) for t in doers if t.text[:1].isupper())


def _counts_dead(sentence: Sentence, event: EventMention) -> bool:
    """Whether a deed's words say by themselves how many it killed: "Nigeria attack kills 20", "Israel kills 3".

    Such headlines are too short to be read as anything.
    """
    if len(sentence) > SHORT:
        return False
    killing = [i for i in event.tokens if sentence[i].lemma == "kill" and sentence[i].is_verb]
    return any(t.tag == "CD" for i in killing for t in sentence.children(i, "dobj", "nsubjpass"))


def _by_arms(sentence: Sentence, event: EventMention) -> bool:
    """Whether arms are the subject of a killing: "Nerve gas killed at least 58 people"."""
    killing = [i for i in event.tokens if sentence[i].lemma in _HURTING and sentence[i].is_verb]
    doers = [t for i in killing for t in sentence.children(i, "nsubj")]
    arms = word_class("arms_alone")
    return any(t.lemma in arms or (t.i and f"{sentence[t.i - 1].text.lower()} {t.lemma}" in arms) for t in doers)


def _by_guns(sentence: Sentence, event: EventMention) -> bool:
    """Whether guns fire on a place or on people: "The howitzers fired on Derna", not "on the king's birthday"."""
    for i in event.tokens:
        if sentence[i].lemma != "fire" or not any(t.lemma in _GUNS for t in sentence.children(i, "nsubj")):
            continue
        aims = [
            t for p in sentence.children(i, "prep") if p.lemma in ("on", "into") for t in sentence.children(p.i, "pobj")
        ]
        if any(map(_is_target, aims)):
            return True
    return False


def _is_target(token: Token) -> bool:
    """Whether a word names a place or those in it, and no day."""
    if token.tag == "NNP":
        return token.text not in word_class("day")
    return any(token.lemma in word_class(kind) for kind in _SITES)


def _of_a_year(sentence: Sentence, event: EventMention) -> bool:
    """Whether an attack that bears its year, and nothing but names and arms besides, killed a number.

    "The 1972 Munich attack killed eleven athletes"; a shark's and asthma's attacks have another word before them.
    """
    deeds = (word_class("deed_noun") - _ACCIDENTAL) | {"massacre"}
    nouns = [sentence[i] for i in event.tokens if sentence[i].is_noun]
    nouns += [t for i in event.tokens if sentence[i].is_verb for t in sentence.children(i, "nsubj")]
    arms = word_class("weapon")
    for noun in nouns:
        verb = sentence[noun.head]
        if noun.lemma not in deeds or noun.dep != "nsubj" or verb.lemma not in _HURTING:
            continue
        before = [t for t in sentence.children(noun.i, "det", "nummod", "compound", "amod") if t.i < noun.i]
        plain = all(t.tag in ("DT", "CD", "NNP", "NNPS") or t.lemma in arms for t in before)
        counted = any(t.tag == "CD" or [*sentence.children(t.i, "nummod")] for t in sentence.children(verb.i, "dobj"))
        if plain and counted and any(_YEAR.fullmatch(t.text) for t in before):
            return True
    return False


def _name(sentence: Sentence, last: int) -> str:
    """Return the capitalised words that end in a word."""
    first = last
    while first and sentence[first - 1].tag == "NNP" and sentence[first - 1].text[:1].isupper():
        first -= 1
    return sentence.slice(*sentence.cover((first, last)))

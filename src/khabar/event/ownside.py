"""Who fell on the side of those who attack: "five soldiers were killed when the army retook the school"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.event.tree import prep_objects, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role

if TYPE_CHECKING:
    from khabar.event.draft import Draft

_SIDES: Final = ("army_side", "police_side", "rebel_side")
_OFFICIAL: Final = frozenset(("army", "government", "security", "special", "armed", "police", "military"))


def own_dead(s: Sentence, low: Draft, high: Draft) -> bool:
    """Return whether one of two assaults tells only that people of the other's own doer came to harm in it.

    They are of his side by their trade, where no word sets the two apart ("rebel troops"), or by "its own". Where it
    says that he struck his own by mistake, or that they rose against him, they are his victims.
    """
    if low.event_type is not EventType.ASSAULT or low.is_effect == high.is_effect:
        return False
    harm, deed = (low, high) if low.is_effect else (high, low)
    if harm.has(Role.AGENT) or not deed.has(Role.AGENT):
        return False
    if any(t.lemma in word_class("at_own_side") for t in s.tokens):
        return False
    fallen = [s[a.i] for a in harm.args if a.role is Role.TARGET]
    doers = [s[a.i] for a in deed.args if a.role is Role.AGENT]
    return bool(fallen) and all(any(_of_side(s, one, doer) for doer in doers) for one in fallen)


def _of_side(s: Sentence, one: Token, doer: Token) -> bool:
    people = [t for t in (one, *prep_objects(s, one.i, "of")) if t.tag not in ("CD", "DT")]
    if any(c.lemma == "own" for t in people for c in s.children(t.i, "amod")):
        return True
    return any(_same_trade(s, t, doer) and _alike(s, t, doer) for t in people)


def _same_trade(s: Sentence, one: Token, other: Token) -> bool:
    both = (_words(s, one), _words(s, other))
    return any(all(not words.isdisjoint(word_class(side)) for words in both) for side in _SIDES)


def _words(s: Sentence, noun: Token) -> frozenset[str]:
    before = s[noun.i - 1].text.lower() if noun.i else ""
    return frozenset((noun.lemma, f"{before} {noun.lemma}"))


def _alike(s: Sentence, one: Token, doer: Token) -> bool:
    """Return whether nothing that stands before the two nouns tells them apart; "the army" is of any land."""
    (theirs, foes), (his, others) = _marks(s, one), _marks(s, doer)
    return foes == others and (theirs == his or not his)


def _marks(s: Sentence, noun: Token) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names, and the words for those who fight, that say whose a body of people is."""
    before = [t for t in s.children(noun.i, "amod", "compound", "nmod", "poss") if t.lemma not in _OFFICIAL]
    sides = frozenset[str]().union(*(word_class(side) for side in _SIDES)) | {"enemy", "opposition"}
    names = frozenset(t.lemma for t in before if t.text[:1].isupper())
    return names, frozenset(t.lemma for t in before if t.lemma in sides and not t.text[:1].isupper())

"""Whose people somebody is: "seven fighters from the ranks of the RSF"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from khabar.actor import ActorMatch
from khabar.coding.words import word_class
from khabar.event import Argument
from khabar.event.tree import span
from khabar.parse import Sentence, Token

_SIDES: Final = frozenset({"military", "police", "rebel", "militia", "armed", "intelligence", "government"})
_LEADERS: Final = frozenset(
    {"commander", "leader", "chief", "head", "spokesman", "command", "member", "founder", "emir", "fighter", "deputy"}
)
_LED: Final = re.compile(
    rf", (?:an? |the )?(?:[\w’'-]+ ){{0,3}}?(?:{'|'.join(sorted(_LEADERS))}|second-in-command|number two|number three)"
    r" (?:of|for|in) (?P<side>(?:the )?[A-ZÀ-Þ][^,.;()]{2,60}?)(?=[,.;(]| and | who | was | in )"
)
"""What a name in apposition leads."""
_DEEP: Final = 3
"""How many parts deep the side may stand: "fighters from the factions of the SDF" has two."""


def whose_people(
    sentence: Sentence, argument: Argument, resolve: Callable[[str], ActorMatch | None]
) -> ActorMatch | None:
    """Return the armed side that an argument's people are said to be of, ``None`` for others.

    Of coordinated people ("the officers and members of the army") what stands behind the last is said of all.
    """
    told = sentence[argument.i]
    if told.tag == "NNP":
        return _of_group(sentence, told, resolve)
    if told.lemma not in word_class("of a side") and told.tag != "CD":
        return None
    at = [told, *(t for t in sentence.children(told.i, "conj"))]
    if told.dep == "conj":
        at.append(sentence.head(told.i))
    for _ in range(_DEEP):
        goals = [g for t in at for g in _behind(sentence, t)]
        for goal in goals:
            match = resolve(sentence.slice(*span(sentence, goal.i)))
            if match is not None and match.actor_id is not None and match.kind in _SIDES:
                return replace(match, rule=f"{match.rule}, whose people they are")
        at = [g for g in goals if g.lemma in word_class("part of a side")]
    return None


def _of_group(sentence: Sentence, name: Token, resolve: Callable[[str], ActorMatch | None]) -> ActorMatch | None:
    """Return the armed side of somebody who is named as its own: "Anton, a commander of the LTTE"."""
    while name.dep in ("compound", "poss") and sentence.head(name.i).tag == "NNP":
        name = sentence.head(name.i)
    theirs = [t for t in sentence.children(name.i, "poss") if t.text[:1].isupper()]
    for beside in sentence.children(name.i, "appos"):
        near = (beside, *(g for p in sentence.children(beside.i, "prep") for g in sentence.children(p.i, "pobj")))
        if any(t.lemma in _LEADERS for t in near):
            theirs += [g for t in near for g in _behind(sentence, t)]
    named = [sentence.slice(low, end) for t in theirs for low, high in (span(sentence, t.i),) for end in (high, t.end)]
    if not theirs and (told := _LED.match(sentence.slice(name.end, sentence.stretch.end))) is not None:
        named = [told.group("side")]  # "Reyes, the second-in-command of the FARC, and 16 others": however it is parsed
    for words in named:
        match = resolve(words)
        if match is not None and match.actor_id is not None and match.kind in _SIDES:
            return replace(match, rule=f"{match.rule}, whose leader it is")
    return None


def _behind(s: Sentence, noun: Token) -> list[Token]:
    """Return what stands behind "of", "from", "among" or "in the ranks of" after a noun."""
    return [
        goal
        for prep in s.children(noun.i, "prep")
        if prep.i > noun.i and prep.lemma in ("of", "from", "among", "in")
        for goal in s.children(prep.i, "pobj")
        if prep.lemma != "in" or goal.lemma == "rank"
    ]

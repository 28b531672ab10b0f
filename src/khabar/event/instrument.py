"""What a deed was done with: "killed by a roadside bomb", "fired rockets at", "a knife attack"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.event.mention import EventMention
from khabar.event.tree import expand, subjects, surface_subject
from khabar.event.weapons import weapon
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role

_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN, EventType.PROTEST, EventType.MOBILIZE})
_WITH = frozenset({"with", "using", "by", "via", "in", "from", "through"})
_LOOSE = frozenset({"in", "from", "through"})
"""Prepositions that name a means only with a word that is a weapon wherever it stands: "killed in a rocket attack"."""
_USED = frozenset({"use", "employ", "wield", "brandish", "carry", "arm", "detonate", "plant", "fire", "throw", "hurl",
                   "drop", "lob", "launch", "toss", "explode", "trigger", "activate", "swing", "load", "pack", "drive",
                   "pull", "spray", "strap", "rig", "set", "place", "shoot", "rain", "aim", "attach", "blow", "wear",
                   "point", "deploy", "ram", "crash"})  # fmt: skip
_DRIVEN = frozenset({"drive", "ram", "crash", "blow", "load", "pack", "rig"})
"""What is done with a car that is the means, and with hardly any other thing that is no plain weapon."""


@dataclass(frozen=True, slots=True)
class Found:
    """An instrument of a sentence: its document range, its kind, and the rule that found it."""

    start: int
    end: int
    kind: str
    rule: str


def find_instrument(s: Sentence, mention: EventMention) -> Found | None:
    """Return what the deed was done with, the surest naming first; ``None`` where the sentence names nothing."""
    if mention.event_type not in _VIOLENT:
        return None
    taken = {a.i for a in mention.args if a.role in (Role.AGENT, Role.TARGET)}
    for token, sure, rule in _candidates(s, mention):
        low = _first(s, token)
        found = weapon([_form(t) for t in s.tokens[low : token.i + 1]])
        if found is None or not (found.plain or sure) or (token.i in taken and not rule.startswith("doing")):
            continue
        return Found(*_range(s, low, token.i), found.kind, rule)
    return None


def _candidates(s: Sentence, mention: EventMention) -> Iterator[tuple[Token, bool, str]]:
    """Yield the nouns that may be a means, whether the place alone makes them one, and the rule."""
    tokens = list(dict.fromkeys((mention.i, *mention.tokens)))
    for i in tokens:
        for prep in s.children(i, "prep", "agent", "pcomp"):
            if prep.lemma in _WITH:
                for goal in s.children(prep.i, "pobj"):
                    sure = prep.lemma not in _LOOSE
                    yield from ((t, sure and prep.lemma != "by", "means: with") for t in expand(s, goal.i))
                    yield from ((t, False, "means: compound") for t in s.children(goal.i, "compound", "nmod"))
        for verb in s.children(i, "advcl", "pcomp", "xcomp", "acl", "conj", "prep"):
            if verb.lemma in _USED and verb.is_verb:
                for goal in s.children(verb.i, "dobj"):
                    yield goal, verb.lemma in ("use", "wield", "brandish"), "means: used"
                for prep in s.children(verb.i, "prep"):
                    for goal in s.children(prep.i, "pobj") if prep.lemma in ("with", "by") else ():
                        yield goal, verb.lemma == "arm", "means: armed with"
    for i in tokens:
        token = s[i]
        if token.is_noun:
            yield from ((t, False, "means: compound") for t in reversed(s.children(i, "compound", "nmod", "amod")))
        if token.is_verb:
            doers = [*subjects(s, i), *([t] if (t := surface_subject(s, i)) else [])]
            yield from ((t, False, "doing of a weapon") for t in doers)
        if token.lemma in _USED or mention.event_type is EventType.ASSAULT:
            for goal in s.children(i, "dobj"):
                yield from ((t, token.lemma in _DRIVEN, "doing with a weapon") for t in expand(s, goal.i))
    for argument in mention.args:
        if argument.role is Role.AGENT:
            yield from _carried(s, argument.i)


def _carried(s: Sentence, i: int) -> Iterator[tuple[Token, bool, str]]:
    """Yield what those who act have with them: "gunmen armed with rifles", "a man with a knife", "drone-borne"."""
    for child in s.children(i, "acl", "relcl", "prep"):
        preps = [child] if child.dep == "prep" else list(s.children(child.i, "prep")) if child.lemma in _USED else []
        for prep in preps:
            for goal in s.children(prep.i, "pobj") if prep.lemma == "with" else ():
                yield from ((t, child.lemma == "arm", "means: armed with") for t in expand(s, goal.i))
        if child.lemma in _USED and child.is_verb:
            yield from ((t, False, "means: used") for t in s.children(child.i, "dobj"))


def _form(token: Token) -> str:
    """Return the word as the table has it: its lemma, except of designations."""
    return token.text if any(c.isdigit() for c in token.text) else token.lemma


def _first(s: Sentence, token: Token) -> int:
    """Return where the words before a noun that belong to the name of a weapon begin."""
    low = token.i
    while low and s[low - 1].head in range(low - 1, token.i + 1) and s[low - 1].dep in (
        "compound", "amod", "nmod", "punct", "npadvmod", "nummod", "advmod",
    ):  # fmt: skip
        low -= 1
    return low


def _range(s: Sentence, low: int, high: int) -> tuple[int, int]:
    while low < high and s[low].dep in ("punct", "nummod"):
        low += 1
    return s.cover((low, high))

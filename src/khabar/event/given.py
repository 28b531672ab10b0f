"""Triggers that are given: a word that somebody has marked as an event of a type, known to the lexicon or not."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.event.lexicon import Entry
from khabar.event.tree import word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role


@dataclass(frozen=True, slots=True)
class GivenTrigger:
    """Words of a document, by their range, that are known to name an event of a type."""

    start: int
    end: int
    event_type: EventType


def given_entries(s: Sentence, given: tuple[GivenTrigger, ...]) -> dict[int, Entry]:
    """Return, by token of the sentence, an entry for each given trigger in it, as if the lexicon had the word."""
    found: dict[int, Entry] = {}
    for trigger in given:
        inside = s.at(trigger.start, trigger.end)
        if inside:
            token = _trigger_token(s, inside)
            found[token.i] = _entry(token, trigger.event_type)
    return found


def _trigger_token(s: Sentence, inside: tuple[Token, ...]) -> Token:
    """Return the token that governs the others, a verb or noun if there is one; of "fatal shooting" the shooting."""
    indexes = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indexes or t.head == t.i]
    token = next((t for t in (*tops, *reversed(inside)) if t.is_verb or t.is_noun), inside[-1])
    head = s.head(token.i)
    return head if token.tag == "JJ" and token.dep == "amod" and head.lemma in word_class("deed_noun") else token


def _entry(token: Token, event_type: EventType) -> Entry:
    return Entry(
        words=(token.lemma,),
        is_noun=not token.is_verb,
        event_type=event_type,
        mode=None,
        cameo=None,
        contexts=(),
        frame=_frame(token),
        when=(),
        unless=(),
        kind="act",
        rank=(0, 0, 0, 0),
        where="given trigger",
    )


def _frame(token: Token) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    if token.is_verb:
        # "people starved": whoever suffers it is the subject.
        suffers = token.lemma in word_class("suffering")
        return ((Role.AGENT, ()), (Role.TARGET, ("subj",))) if suffers else ()
    if token.tag == "JJ":
        return ((Role.AGENT, ()), (Role.TARGET, ("head",)))
    return ((Role.TARGET, ("of", "on", "against", "at", "targeting", "with")),)

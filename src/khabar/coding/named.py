"""Names of actors in a sentence: who is named takes the whole of a name, and a place inside one is no place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from khabar.actor import ActorMention, Register
from khabar.event import Argument
from khabar.parse import Sentence
from khabar.place import ResolvedPlace
from khabar.records import Role

_BODIES = frozenset({"group", "organisation", "service"})
_WHERE = re.compile(r"\b(?:in|near|at|across|inside|outside|around|into|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+(?:from|belonging to|loyal to)\s+(?:the\s+)?", re.IGNORECASE)
_WHO = frozenset({Role.AGENT, Role.TARGET, Role.PARTNER})
"""Not those who help or lead: "Russia" of "Russia-backed separatists" is the helper, and not they."""
_FIGHTING = frozenset({"rebel", "militia", "armed", "criminal"})


def names_in(register: Register, sentence: Sentence) -> list[ActorMention]:
    """Return the names of bodies in a sentence, the longest where several begin."""
    return [m for m in register.find_actors(sentence.text, offset=sentence.stretch.start) if m.rule in _BODIES]


def in_full(sentence: Sentence, arguments: Sequence[Argument], names: Sequence[ActorMention]) -> tuple[Argument, ...]:
    """Return arguments with all of a name that they begin or end in, and doers with the group said to be theirs.

    Parsers cut long names: "Islamic State" of "Islamic State in the Greater Sahara fighters", "gunmen" of "gunmen from
    the Movement for the Emancipation of the Niger Delta kidnapped".
    """
    return tuple(_whole(sentence, argument, names) for argument in arguments)


def _whole(sentence: Sentence, argument: Argument, names: Sequence[ActorMention]) -> Argument:
    if argument.role not in _WHO:
        return argument
    for name in names:
        if name.start < argument.end < name.end or name.start < argument.start < name.end:
            low, high = min(name.start, argument.start), max(name.end, argument.end)
            return replace(argument, start=low, end=high)
    if argument.role is Role.AGENT and sentence[argument.i].tag in ("NN", "NNS"):
        for name in names:
            between = sentence.slice(argument.end, name.start) if argument.end < name.start else ""
            if name.kind in _FIGHTING and _OF_WHOM.fullmatch(between):
                return replace(argument, end=name.end)
    return argument


def outside(sentence: Sentence, places: Sequence[ResolvedPlace], names: Sequence[ActorMention]) -> list[ResolvedPlace]:
    """Return the places that are not part of a longer name, unless that stands where a place would.

    "The Niger Delta" in the name of a movement is no place; "in the Kurdistan Region" is one.
    """
    return [place for place in places if not any(_within(sentence, place, name) for name in names)]


def _within(sentence: Sentence, place: ResolvedPlace, name: ActorMention) -> bool:
    start, end = place.mention.start, place.mention.end
    inside = name.start <= start and end <= name.end and end - start < name.end - name.start
    return inside and not _WHERE.search(sentence.slice(sentence.stretch.start, name.start))

"""Names of actors in a sentence: who is named takes the whole of a name, and a place inside one is no place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from khabar.actor import ActorMention, Register
from khabar.event import Argument
from khabar.parse import Sentence
from khabar.place import ResolvedPlace
from khabar.records import Role

_NAMES = frozenset({"group", "organisation", "service", "person"})
_WHERE = re.compile(r"\b(?:in|near|at|across|inside|outside|around|into|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+(?:from|belonging to|loyal to)\s+(?:the\s+)?", re.IGNORECASE)
_WHO = frozenset({Role.AGENT, Role.TARGET, Role.PARTNER})
"""Not those who help or lead: "Russia" of "Russia-backed separatists" is the helper, and not they."""
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: morning| evening| night)? (?=\w)")
"""A day before its doer, which parsers take for part of his name: "On Saturday army warplanes bombed"."""
_TWO = re.compile(r"(?:the )?(?P<first>[A-Z][\w-]+) and (?P<second>[A-Z][\w-]+) (?P<noun>[a-z][\w -]+)")
"""Two nations and what both have: "Ethiopian and Eritrean troops"."""
_STATES = frozenset({"military", "police", "government", "intelligence"})
_FIGHTING = frozenset({"rebel", "militia", "armed", "criminal"})


def names_in(register: Register, sentence: Sentence, found: Sequence[ActorMention] | None = None) -> list[ActorMention]:
    """Return the names of bodies and persons in a sentence, the longest where several begin.

    ``found`` is what the register finds in it, for those who have looked already.
    """
    if found is None:
        found = register.find_actors(sentence.text, offset=sentence.stretch.start)
    return [m for m in found if m.rule in _NAMES]


def in_full(sentence: Sentence, arguments: Sequence[Argument], names: Sequence[ActorMention]) -> tuple[Argument, ...]:
    """Return arguments with all of a name that they begin or end in, and doers with the group said to be theirs.

    Parsers cut long names: "Islamic State" of "Islamic State in the Greater Sahara fighters", "gunmen" of "gunmen from
    the Movement for the Emancipation of the Niger Delta kidnapped".
    """
    return tuple(_whole(sentence, argument, names) for argument in arguments)


def of_each(register: Register, sentence: Sentence, arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """Return arguments with the forces of the second of two nations: "Ethiopian and Eritrean troops" are both's.

    The first keeps the words of both, the second has its own from there on.
    """
    found: list[Argument] = []
    for argument in arguments:
        found.append(argument)
        words = sentence.slice(argument.start, argument.end)
        if argument.role not in _WHO or (pair := _TWO.fullmatch(words)) is None:
            continue
        whole, first, second = (
            register.resolve(text) for text in (words, f"{pair['first']} {pair['noun']}", words[pair.start("second") :])
        )
        if whole is None or first is None or second is None or None in (first.country_iso3, second.country_iso3):
            continue
        known = all(one.actor_id and one.kind in _STATES for one in (first, second))
        if known and whole.actor_id == first.actor_id and first.country_iso3 != second.country_iso3:
            found.append(replace(argument, start=argument.start + pair.start("second")))
    return tuple(found)


def _whole(sentence: Sentence, argument: Argument, names: Sequence[ActorMention]) -> Argument:
    if (day := _DAY.match(sentence.slice(argument.start, argument.end))) is not None:
        argument = replace(argument, start=argument.start + day.end())
    if argument.role not in _WHO:
        return argument
    for name in names:
        if name.start < argument.end < name.end or name.start < argument.start < name.end:
            low, high = min(name.start, argument.start), max(name.end, argument.end)
            return replace(argument, start=low, end=high)
    if (last := _called(sentence, argument, names)) is not None:
        return replace(argument, end=sentence[last].end)
    if argument.role is Role.AGENT and sentence[argument.i].tag in ("NN", "NNS"):
        for name in names:
            between = sentence.slice(argument.end, name.start) if argument.end < name.start else ""
            if name.kind in _FIGHTING and _OF_WHOM.fullmatch(between):
                return replace(argument, end=name.end)
    return argument


def _called(s: Sentence, argument: Argument, names: Sequence[ActorMention]) -> int | None:
    """Return the last word of the name that stands right behind a noun, without a comma: "the activist Ana Example"."""
    head = s[argument.i]
    if head.tag != "NN" or head.end != argument.end:
        return None
    run = list(takewhile(lambda t: t.tag == "NNP", s.tokens[head.i + 1 :]))
    if not run:
        return None
    known = [n for n in names if n.rule == "person" and n.start == run[0].start]
    if known:
        return next((t.i for t in reversed(run) if t.end <= known[0].end), None)
    last = run[-1]
    apposed = last.dep == "appos" and last.head == head.i
    return last.i if apposed or (len(run) > 1 and (last.dep, last.head) == (head.dep, head.head)) else None


def outside(sentence: Sentence, places: Sequence[ResolvedPlace], names: Sequence[ActorMention]) -> list[ResolvedPlace]:
    """Return the places that are not part of a longer name, unless that stands where a place would.

    "The Niger Delta" in the name of a movement is no place; "in the Kurdistan Region" is one.
    """
    return [place for place in places if not any(_within(sentence, place, name) for name in names)]


def _within(sentence: Sentence, place: ResolvedPlace, name: ActorMention) -> bool:
    start, end = place.mention.start, place.mention.end
    inside = name.start <= start and end <= name.end and end - start < name.end - name.start
    return inside and not _WHERE.search(sentence.slice(sentence.stretch.start, name.start))

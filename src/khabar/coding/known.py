"""Who has been named in a document, and which state a bare "the army" or "officials" means by that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from khabar.actor import ActorMatch
from khabar.coding.words import word_class
from khabar.records import Role

FORCES: Final = frozenset({"military"})
OFFICES: Final = frozenset({"government", "police", "intelligence", "legislature", "judiciary"})
GROUPS: Final = frozenset({"rebel", "armed", "militia", "political"})
_QUALIFIED: Final = re.compile(
    r"(?:the )?(?:(?:senior|local|military|security|government|defen[cs]e) )*(.+)", re.IGNORECASE
)
_CRAFT: Final = frozenset({"jets", "warplanes"})
"""What any state may fly over another: whose they are the country that is struck does not tell."""
_SHORT: Final = 5
"""Least length of a word of a group's name that stands for the group."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor that the document has named: by which head noun, and who it is."""

    noun: str
    text: str
    match: ActorMatch
    role: Role | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What a bare noun is read in: who was named, the document's words and country, and whom its sentence aims at.

    ``home`` is an ISO alpha-3 code, ``None`` where the document is about no one country. ``foreign`` says that the
    soldiers there are another country's, or of several sides. ``aimed_at_state`` leaves out the countries of armed
    groups, whom the police of their country blame and arrest, while armies strike those of others, too.
    """

    known: Sequence[Known]
    text: str
    home: str | None
    foreign: bool
    aimed_at: set[str | None]
    aimed_at_state: set[str | None]


def state_of(
    words: str, setting: Setting, resolve: Callable[[str], ActorMatch | None], *, is_source: bool
) -> tuple[str, str] | None:
    """Return the noun and the country (ISO alpha-3) of a bare "officials" or "the army", if the document leaves one.

    The one state whose forces (or officials) were named before; else, for a source, the one that the document names by
    the same noun anywhere or that has acted so far. Who did something must not be guessed: there the state that was
    named or has acted and the country that the document is about must be one, and not the one that it is done to.
    """
    bare = _QUALIFIED.fullmatch(words)
    if bare is None or bare.group(1).lower() not in word_class("state"):
        return None
    noun = bare.group(1)
    family = FORCES if noun.lower() in word_class("military") else OFFICES
    named = [k for k in setting.known if is_state(k.match)]
    before = {k.match.country_iso3 for k in named if k.match.kind in family}
    acting = {
        k.match.country_iso3 for k in named if k.role is Role.AGENT and k.match.kind in FORCES | OFFICES | {"state"}
    }
    home = setting.home
    states: set[str | None]
    if setting.foreign and family is FORCES:
        states = before - {home} - (set() if is_source else setting.aimed_at)
    elif before:
        abroad = not is_source and home is not None and home not in before
        states = set() if abroad or (not is_source and home is None) else before
    elif is_source:
        states = _named_anywhere(noun, setting.text, resolve) or acting or {home}
    elif noun.lower() in _CRAFT:
        states = acting - setting.aimed_at
    else:
        aimed_at = setting.aimed_at if family is FORCES else setting.aimed_at_state
        states = (acting | {home}) - aimed_at if home else set()
    found = [state for state in states if state]
    return (noun, found[0]) if len(found) == 1 else None


def _named_anywhere(noun: str, text: str, resolve: Callable[[str], ActorMatch | None]) -> set[str | None]:
    """Return the states that the document names with a noun: that of "Iraqi officials"."""
    return {
        match.country_iso3
        for found in re.finditer(rf"\b([A-Z][\w-]+(?: [A-Z][\w-]+)?) {re.escape(noun)}\b", text)
        if (match := resolve(found.group())) is not None and match.country_iso3 and match.actor_id
    }


def is_state(match: ActorMatch) -> bool:
    """Return whether an actor is a state or a part of one."""
    return bool(match.actor_id and match.country_iso3 and match.actor_id.split(".")[0] == match.country_iso3)


def by_part_of_name(word: str, known: Sequence[Known]) -> ActorMatch | None:
    """Return the one group named so far of whose name a capitalised plural is a part: "the Tigers" of the LTTE."""
    if len(word) < _SHORT or not word[:1].isupper() or word[-1:] != "s" or not word.isalpha():
        return None
    found = {
        k.match.actor_id: k.match
        for k in known
        if k.match.kind in GROUPS and word in f"{k.match.name or ''} {k.text}".split()
    }
    return next(iter(found.values())) if len(found) == 1 else None

"""Where and when behind what a thing is known as: "struck a hospital run by an aid group in Kunduz early Saturday"."""

from __future__ import annotations

from typing import Final

from khabar.parse.rehang import DAYS, Tokens, has, rehung
from khabar.parse.sentence import Token

_STATES: Final = frozenset(
    {"run", "operated", "owned", "held", "controlled", "called", "known", "named", "dubbed", "used", "guarded", "based"}
    | {"managed", "administered", "governed", "backed", "supported", "funded", "financed", "headed", "led", "staffed"}
    | {"populated", "inhabited", "dominated", "packed", "crowded", "filled", "frequented", "rented", "occupied"}
)
"""Participles that say what a thing is and are no deed that has a day."""

_DAYS: Final = frozenset(DAYS | {"yesterday", "today", "overnight"} | {"morning", "afternoon", "evening", "night"})
_PLACING: Final = frozenset({"in", "at", "near", "outside", "on"})


def of_deeds(tokens: Tokens) -> Tokens:
    """Return the tokens with days behind a reduced relative of state hung on the deed, and places on the thing.

    Only behind the one who runs or holds it ("run by an aid group in Kunduz on Saturday"), and only where the thing is
    hit or named by a verb before it.
    """
    moved: dict[int, tuple[int, str]] = {}
    for state in tokens:
        if state.dep != "acl" or state.tag not in ("VBN", "VBD") or state.text.lower() not in _STATES | _LOADED:
            continue
        if not has(tokens, state.i, "agent"):
            moved |= _thrown(tokens, state)
            continue
        thing = tokens[state.head]
        by = next(t for t in tokens if t.head == state.i and t.dep == "agent")
        verb = _verb_above(tokens, thing.i)
        if verb is None or verb >= thing.i:
            continue
        holders = {t.i for t in tokens if t.head == by.i and t.dep == "pobj"}
        for below in tokens[by.i + 1 :]:
            if below.head != state.i and below.head not in holders:
                continue
            if below.dep in ("npadvmod", "advmod") and below.text.lower() in _DAYS:
                moved[below.i] = (verb, below.dep)
            elif below.dep == "prep" and below.text.lower() in _PLACING:
                held = next((t for t in tokens if t.head == below.i and t.dep == "pobj"), None)
                timed = held is not None and held.text.lower() in _DAYS
                moved[below.i] = (verb if timed else thing.i, "prep")
    return rehung(tokens, moved)


_LOADED: Final = frozenset({"packed", "filled", "laden", "loaded", "rigged", "stuffed", "primed", "laced", "studded"})
_HURLED: Final = frozenset(
    {"hurl", "throw", "lob", "fire", "launch", "drop", "toss", "explode", "detonate", "ram", "drive", "crash"}
)


def _thrown(tokens: Tokens, state: Token) -> dict[int, tuple[int, str]]:
    """Hang on the throwing what a thing is thrown at: "hurled cylinders packed with explosives at the police post"."""
    verb = _verb_above(tokens, tokens[state.head].i)
    load = next((t for t in tokens if t.head == state.i and t.text == "with"), None)
    if load is None or verb is None or tokens[verb].lemma not in _HURLED:
        return {}
    holders = {state.i, *(t.i for t in tokens if t.head == load.i and t.dep == "pobj")}
    return {
        t.i: (verb, "prep")
        for t in tokens[load.i + 1 :]
        if t.head in holders and t.dep == "prep" and t.text in ("at", "into", "against", "outside", "near", "in")
    }


def _verb_above(tokens: Tokens, i: int) -> int | None:
    """Return the verb that a noun is object of, passing over prepositions and what is listed with it."""
    for _ in range(len(tokens)):
        above = tokens[tokens[i].head]
        if above.i == i:
            return None
        if above.tag.startswith("VB"):
            return above.i
        i = above.i
    return None

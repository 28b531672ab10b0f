"""Mending which verb a clause hangs on, and what it is done to, where the small parser runs two clauses into one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.rehang import FINITE, NOUNS, SUBJECTS, Tokens, has, rehung
from khabar.parse.sentence import Token

_TELLING: Final = frozenset(
    {"deny", "say", "insist", "claim", "add", "reject", "dismiss", "acknowledge", "admit", "repeat"}
)
_OWN: Final = frozenset({"accuse", "blame", "condemn", "denounce", "urge", "warn", "threaten", "vow", "call", "reject"})
"""What whoever speaks does beside telling: "denied that his men had fired and accused the army of it"."""
_OPENERS: Final = frozenset({"near", "outside", "inside", "around", "across", "behind"})
_LADEN: Final = frozenset(
    {"filled", "loaded", "packed", "armed", "laden", "fitted", "tipped", "laced", "stuffed", "rigged"}
)


def clauses(tokens: Tokens) -> Tokens:
    """Return the tokens of a sentence with its clauses hung where they belong."""
    return _shot_dead(_own_words(_laden(_taken_name(_opening_place(tokens)))))


def _retagged(tokens: Tokens, tags: dict[int, str]) -> Tokens:
    return tuple(replace(t, tag=tags[t.i]) if t.i in tags else t for t in tokens) if tags else tokens


def _own_words(tokens: Tokens) -> Tokens:
    """Hang "accused" on who denied: "denied that his forces had fired the shell and accused the other side".

    The deed told is put in the past before the past; a plain past beside it goes on with the telling.
    """
    moved: dict[int, tuple[int, str]] = {}
    for verb in tokens:
        told = tokens[verb.head]
        teller = tokens[told.head]
        if verb.dep != "conj" or verb.lemma not in _OWN or verb.tag not in ("VBD", "VBN") or told.dep != "ccomp":
            continue
        if (
            teller.lemma not in _TELLING
            or teller.tag != "VBD"
            or has(tokens, verb.i, "aux")
            or has(tokens, verb.i, "nsubj")
        ):
            continue
        if has(tokens, told.i, "aux") and told.tag == "VBN" and has(tokens, verb.i, "dobj"):
            moved[verb.i] = (teller.i, "conj")
            moved |= {t.i: (teller.i, "cc") for t in tokens if t.head == told.i and t.dep == "cc" and t.i < verb.i}
    return _retagged(rehung(tokens, moved), {i: "VBD" for i, (_, dep) in moved.items() if dep == "conj"})


def _taken_name(tokens: Tokens) -> Tokens:
    """Give "forces captured Sievierodonetsk on Saturday" its object, where a name unknown to the parser is no noun."""
    for name in tokens:
        verb = tokens[name.head]
        if name.i != verb.i + 1 or name.dep not in ("advmod", "acomp", "oprd", "prt") or not name.text[:1].isupper():
            continue
        if verb.tag not in ("VBD", "VBN") or name.tag in ("NNP", "CD") or not name.text.isalpha():
            continue
        taken = any(t.head == verb.i and t.dep in ("dobj", "auxpass", "nsubjpass", "aux") for t in tokens)
        if has(tokens, verb.i, "nsubj") and not taken:
            tokens = _retagged(rehung(tokens, {name.i: (verb.i, "dobj")}), {name.i: "NNP", verb.i: "VBD"})
    return tokens


def _opening_place(tokens: Tokens) -> Tokens:
    """Take "Near Velm, rebels rammed …" for a place and a subject, where the parser takes the two words for a name."""
    if len(tokens) < 5 or tokens[0].lemma not in _OPENERS or tokens[0].tag == "IN":
        return tokens
    name = tokens[tokens[0].head]
    verb = tokens[name.head]
    others = [t for t in tokens if t.head == verb.i and t.dep in SUBJECTS and t.i > name.i]
    comma = name.i + 1 < len(tokens) and tokens[name.i + 1].text == ","
    if tokens[0].dep != "compound" or name.dep not in SUBJECTS or not others or not comma:
        return tokens
    return _retagged(rehung(tokens, {0: (verb.i, "prep"), name.i: (0, "pobj")}), {0: "IN"})


def _laden(tokens: Tokens) -> Tokens:
    """Give "Rockets filled with sarin hit the suburb" its verb, which the parser hangs on what they are filled with."""
    for verb in tokens:
        prep = tokens[verb.head]
        state = tokens[prep.head]
        thing = tokens[state.head]
        if verb.dep != "pcomp" or verb.tag not in FINITE or prep.lemma != "with" or state.text.lower() not in _LADEN:
            continue
        held = next((t for t in tokens if t.head == verb.i and t.dep == "nsubj" and prep.i < t.i < verb.i), None)
        if state.dep != "acl" or thing.tag not in NOUNS or thing.dep != "ROOT" or held is None:
            continue
        moved = {verb.i: (verb.i, "ROOT"), thing.i: (verb.i, "nsubj"), held.i: (prep.i, "pobj")}
        moved |= {t.i: (verb.i, t.dep) for t in tokens if t.head == thing.i and t.dep == "punct"}
        return rehung(tokens, moved)
    return tokens


def _shot_dead(tokens: Tokens) -> Tokens:
    """Give "shot dead the ambassador" its object, which the parser hangs on "dead"."""
    moved: dict[int, tuple[int, str]] = {}
    for dead in tokens:
        verb = tokens[dead.head]
        if dead.text.lower() != "dead" or dead.i != verb.i + 1 or not verb.is_verb or has(tokens, verb.i, "dobj"):
            continue
        below: list[Token] = [t for t in tokens if t.head == dead.i and t.i > dead.i]
        if any(t.dep in ("dobj", "nsubj", "attr") for t in below):
            moved |= {t.i: (verb.i, "dobj" if t.dep in ("nsubj", "attr") else t.dep) for t in below}
            moved[dead.i] = (verb.i, "oprd")
    return rehung(tokens, moved)

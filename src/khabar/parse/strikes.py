"""Mending clauses that tell of strikes, which the parser runs together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.rehang import FINITE, NOUNS, SUBJECTS, Tokens, has, leftmost, rehung

_STRIKES = frozenset(
    {"target", "hit", "strike", "shell", "bomb", "attack", "raid", "bombard", "storm", "pound", "kill"}
)


def bare_subject(tokens: Tokens) -> Tokens:
    """Give the verb of a headline its subject, where the parser takes it for a part of the verb's name.

    "Missile strike targets the port", "Nurses strike in Velm": a verb is no name, and the noun right before it is what
    strikes.
    """
    for verb in tokens:
        noun = tokens[verb.i - 1] if verb.i else verb
        if verb.tag not in ("VBZ", "VBP", "VBD") or verb.lemma not in _STRIKES:
            continue
        if not has(tokens, verb.i, "dobj") and not (verb.tag == "VBP" and noun.tag == "NNS"):
            continue
        told = any(t.head == verb.i and t.dep in SUBJECTS for t in tokens)
        if not told and noun.dep == "compound" and noun.head == verb.i and noun.tag in NOUNS:
            tokens = rehung(tokens, {noun.i: (verb.i, "nsubj")})
    return tokens


def _gapped_harm(tokens: Tokens) -> Tokens:
    """Give "ten were killed and four injured" its second verb, which the parser hangs on the number."""
    for verb in tokens:
        number = tokens[verb.head]
        harmed = tokens[number.head]
        if verb.tag not in ("VBN", "VBD") or verb.dep not in ("amod", "acl") or verb.i != number.i + 1:
            continue
        if number.tag != "CD" or number.dep != "conj" or harmed.tag != "VBN" or verb.lemma not in _HARMS:
            continue
        tokens = rehung(tokens, {verb.i: (harmed.i, "conj"), number.i: (verb.i, "nsubjpass")})
        tokens = tuple(replace(t, tag="VBN") if t.i == verb.i else t for t in tokens)
    return tokens


_HARMS: Final = frozenset({"kill", "wound", "injure", "hurt", "abduct", "displace", "detain", "arrest"})


def _while_striking(tokens: Tokens) -> Tokens:
    """Give "Jets target Velm killing three" its object, which the parser takes for who kills."""
    for clause in tokens:
        verb = tokens[clause.head]
        if clause.tag != "VBG" or clause.dep != "ccomp" or verb.lemma not in _STRIKES or verb.tag not in FINITE:
            continue
        struck = next((t for t in tokens if t.head == clause.i and t.dep in SUBJECTS), None)
        if struck is None or struck.tag not in NOUNS or leftmost(tokens, struck.i) != verb.i + 1:
            continue
        tokens = rehung(tokens, {struck.i: (verb.i, "dobj"), clause.i: (verb.i, "advcl")})
    return tokens


def _shot_dead(tokens: Tokens) -> Tokens:
    """Make "dead" how it ended in "Priest shot dead in Velm", where the parser takes it for who was shot."""
    ends = {
        t.i: (t.head, "oprd")
        for t in tokens
        if t.dep == "dobj" and t.tag == "JJ" and t.text == "dead" and t.head == t.i - 1
        if tokens[t.head].lemma == "shoot" and not any(k.head == t.i and k.dep != "punct" for k in tokens)
    }
    return rehung(tokens, ends)


_SHARES: Final = frozenset({"role", "involvement", "part", "hand", "participation", "complicity", "responsibility"})
_SHARING: Final = frozenset({"deny", "have", "play", "take", "disclaim", "reject", "admit", "disown"})


def _shares(tokens: Tokens) -> Tokens:
    """Hang on the share what one has a share in: "denied any part in the killing" does not deny in the killing."""
    moved = {
        t.i: (t.i - 1, "prep")
        for t in tokens
        if t.i and t.dep == "prep" and t.lemma in ("in", "for") and t.head < t.i - 1
        if tokens[t.i - 1].lemma in _SHARES and tokens[t.i - 1].dep == "dobj" and tokens[t.i - 1].head == t.head
        if tokens[t.head].lemma in _SHARING
    }
    return rehung(tokens, moved)


def two_strikes(tokens: Tokens) -> Tokens:
    """Part "Jets hit Velm and clashes go on nearby", which the parser takes for "hit that Velm and clashes go on".

    What verbs of striking have behind them is struck, and no clause.
    """
    tokens = _shares(_shot_dead(_gapped_harm(_while_striking(tokens))))
    for verb in tokens:
        if verb.lemma not in _STRIKES:
            continue
        clause = next((t for t in tokens if t.head == verb.i and t.dep == "ccomp" and t.i > verb.i), None)
        if clause is None or clause.tag not in FINITE or has(tokens, verb.i, "dobj"):
            continue
        struck = next((t for t in tokens if t.head == clause.i and t.dep in SUBJECTS), None)
        if struck is None or struck.i < verb.i or any(t.text in (",", "that") for t in tokens[verb.i : struck.i]):
            continue
        mark = next((t for t in tokens[struck.i : clause.i] if t.head == struck.i and t.dep == "cc"), None)
        other = next((t for t in tokens[struck.i : clause.i] if t.head == struck.i and t.dep == "conj"), None)
        if mark is None or other is None or other.i < mark.i or leftmost(tokens, struck.i) != verb.i + 1:
            continue
        changed = {struck.i: (verb.i, "dobj"), other.i: (clause.i, struck.dep), clause.i: (verb.i, "conj")}
        tokens = rehung(tokens, {**changed, mark.i: (verb.i, "cc")})
    return tokens

"""What the small parser tears apart: "killed up to 16 men", "attacked non-Muslims", "Chad, Mali, and Niger met"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.rehang import NOUNS, Tokens, has, rehung
from khabar.parse.sentence import Token

_PREFIXES: Final = frozenset({"non", "anti", "pro", "ex"})


def whole(tokens: Tokens) -> Tokens:
    """Return the tokens with such nouns hung where they belong."""
    for token in tokens:
        if token.text.lower() == "up" and token.i + 2 < len(tokens):
            tokens = _up_to(tokens, token)
        elif token.text.lower() in _PREFIXES and token.i + 2 < len(tokens):
            tokens = _prefixed(tokens, token)
        elif token.tag == "NNP" and token.dep == "appos":
            tokens = _listed(tokens, token)
        elif token.lemma == "blame" and token.tag == "VBD":
            tokens = _blamed(tokens, token)
    return tokens


def _listed(tokens: Tokens, name: Token) -> Tokens:
    """Make one more of a list what is taken for an apposition: the second of "The US, Russia, and Chad met"."""
    first = tokens[name.head]
    later = next((t for t in tokens if t.head == name.i and t.dep == "conj" and t.tag == "NNP"), None)
    joined = any(t.head == name.i and t.dep == "cc" and t.lemma == "and" for t in tokens)
    if later is None or not joined or first.tag != "NNP" or first.dep not in ("nsubj", "nsubjpass", "dobj"):
        return tokens
    one_word = name.i - first.i == 2 and tokens[first.i + 1].text == "," and tokens[later.i - 1].text == "and"
    parted = tokens[later.i - 2].text == "," and later.i - 3 == name.i
    return rehung(tokens, {name.i: (first.i, "conj")}) if one_word and parted else tokens


def _blamed(tokens: Tokens, verb: Token) -> Tokens:
    """Make the end of a headline passive: "Car bomb kills 12 in Velm; rebels blamed"."""
    doer = next((t for t in tokens if t.head == verb.i and t.dep == "nsubj"), None)
    last = all(t.dep == "punct" for t in tokens[verb.i + 1 :])
    if doer is None or not last or any(t.head == verb.i and doer.i < t.i < verb.i for t in tokens):
        return tokens
    tokens = rehung(tokens, {doer.i: (verb.i, "nsubjpass")})
    return tuple(replace(t, tag="VBN") if t.i == verb.i else t for t in tokens)


def _up_to(tokens: Tokens, up: Token) -> Tokens:
    """Make the men of "killed up to 16 men" the verb's object, where the parser reads a particle and a preposition."""
    to, figure, verb = tokens[up.i + 1], tokens[up.i + 2], tokens[up.head]
    if to.text.lower() != "to" or to.head != up.i or figure.tag != "CD" or verb.i != up.i - 1 or not verb.is_verb:
        return tokens
    goal = next((t for t in tokens if t.head == to.i and t.dep == "pobj"), None)
    if goal is None or has(tokens, verb.i, "dobj"):
        return tokens
    return rehung(tokens, {goal.i: (verb.i, "dobj"), up.i: (figure.i, "advmod"), to.i: (figure.i, "advmod")})


def _prefixed(tokens: Tokens, prefix: Token) -> Tokens:
    """Hang the prefix of "non-Muslims" and its hyphen on the noun, where each is an object of its own."""
    hyphen, noun = tokens[prefix.i + 1], tokens[prefix.i + 2]
    glued = prefix.end == hyphen.start and hyphen.end == noun.start and hyphen.text in "-‐‑–"
    if not glued or noun.tag not in NOUNS or prefix.head != noun.head or prefix.dep != noun.dep:
        return tokens
    tokens = rehung(tokens, {prefix.i: (noun.i, "amod"), hyphen.i: (noun.i, "punct")})
    return tuple(replace(t, tag="HYPH") if t.i == hyphen.i else t for t in tokens)


__all__ = ["whole"]

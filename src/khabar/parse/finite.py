"""Verbs that the parser takes for an adjective or a noun, though they have a doer of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.lemma import lemma
from khabar.parse.rehang import NOUNS, SUBJECTS, Tokens, rehung
from khabar.parse.sentence import Token

_ONE: Final = frozenset({"a", "an"})
_CLAUSES: Final = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "dep"})
_DONE: Final = frozenset(
    {"abduct", "ambush", "arrest", "attack", "behead", "bomb", "bombard", "burn", "execute", "harm", "kidnap", "kill"}
    | {"loot", "massacre", "murder", "rape", "shell", "shoot", "strafe", "strike", "target", "torture", "torch"}
)
"""What one has done to others where "had" stands before it; "they had wounded soldiers" may be those whom one has."""


def finite(tokens: Tokens) -> Tokens:
    """Return the tokens with such verbs made verbs: "A helicopter strafed villagers", "The army retook the town"."""
    for i, t in enumerate(tokens):
        if t.dep == "amod" and t.tag in ("VBN", "VBD"):
            tokens = _had_done(_of_one(tokens, i), i)
        elif t.tag == "NN" and t.dep in _CLAUSES:
            tokens = _irregular(tokens, t)
    return tokens


def _of_one(tokens: Tokens, i: int) -> Tokens:
    """Make a participle between one doer and several things a verb: "A sniper wounded civilians".

    "A" does not go with the plural, and no noun has a subject.
    """
    noun = tokens[tokens[i].head]
    if noun.i < i or noun.tag not in ("NNS", "NNPS") or i == 0:
        return tokens
    doer = tokens[i - 1]
    if doer.tag not in ("NN", "NNP") or doer.head not in (i, noun.i) or noun.dep not in _CLAUSES:
        return tokens
    article = next((t for t in tokens[: doer.i] if t.dep == "det" and t.head in (doer.i, noun.i)), None)
    if doer.dep not in SUBJECTS and (article is None or article.text.lower() not in _ONE):
        return tokens
    changed = {t.i: (i, "advcl" if t.dep == "acl" else t.dep) for t in tokens if t.head == noun.i and t.i != noun.i}
    changed |= {t.i: (doer.i, t.dep) for t in tokens[: doer.i] if t.head == noun.i and t.dep in _BEFORE}
    changed |= {doer.i: (i, "nsubj"), noun.i: (i, "dobj"), i: (noun.head if noun.head != noun.i else i, noun.dep)}
    changed = {k: v for k, v in changed.items() if not (i < k < noun.i)}
    return _past(rehung(tokens, changed), i)


_BEFORE: Final = frozenset({"det", "amod", "compound", "nmod", "nummod", "poss"})


def _had_done(tokens: Tokens, i: int) -> Tokens:
    """Make a participle behind "had" the verb of its clause: "denied that it had targeted civilians"."""
    verb, had = tokens[i], tokens[i - 1]
    noun = tokens[verb.head]
    if i == 0 or had.lemma != "have" or verb.dep != "amod" or verb.lemma not in _DONE or noun.dep != "dobj":
        return tokens
    if had.head == i and had.dep == "aux":  # "denied" has the civilians for its object
        own = {t.i: (i, t.dep) for t in tokens if t.head == had.i}
        return rehung(tokens, own | {i: (noun.head, "ccomp"), noun.i: (i, "dobj")})
    if noun.head != had.i:
        return tokens
    above = i if had.head == had.i else had.head
    changed = {t.i: (i, t.dep) for t in tokens if t.head == had.i and t.i not in (had.i, i)}
    changed |= {i: (above, had.dep), had.i: (i, "aux"), noun.i: (i, "dobj")}
    return rehung(tokens, changed)


def _irregular(tokens: Tokens, word: Token) -> Tokens:
    """Make a past tense that no rule builds the verb that it is: "The army retook the town"."""
    base = lemma(word.text, "VBD")
    if base == word.text.lower() or word.tag not in NOUNS:
        return tokens
    below = {t.dep for t in tokens if t.head == word.i}
    if "dobj" not in below or not below & SUBJECTS:
        return tokens
    return tuple(replace(t, tag="VBD", lemma=base) if t.i == word.i else t for t in tokens)


def _past(tokens: Tokens, i: int) -> Tokens:
    return tuple(replace(t, tag="VBD") if t.i == i else t for t in tokens)

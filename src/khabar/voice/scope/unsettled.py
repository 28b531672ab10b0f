"""Whether a verb that tells of an event is itself only possible, asked or supposed: then so is what it tells."""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.voice.negation import inverted

_FIRST = frozenset({"i", "we"})
_SENSING = frozenset({"see", "hear", "feel", "tell", "notice", "understand", "remember", "believe", "imagine"})
_CAN = frozenset({"can", "could", "ca"})


def unsettled(sentence: Sentence, verb: Token) -> Token | None:
    """Return the modal, the "if" or the question that leaves open whether ``verb`` holds, ``None`` if nothing does.

    "Can see", "could hear" say that somebody does ("could hear that shells were falling").
    """
    for aux in sentence.children(verb.i, "aux"):
        if aux.tag == "MD" and not (aux.text.lower() in _CAN and verb.lemma in _SENSING):
            return aux
    for mark in sentence.children(verb.i, "mark"):
        if mark.lemma in ("if", "unless"):
            return mark
    if inverted(sentence, verb):
        return verb
    return asked(sentence, verb)


def asked(sentence: Sentence, verb: Token) -> Token | None:
    """Return the auxiliary that makes a question of ``verb`` ("do you know …?"), ``None`` if none stands before it."""
    subject = sentence.child(verb.i, "nsubj", "nsubjpass", "expl")
    if subject is None or not any(t.text == "?" for t in sentence.tokens[-3:]):
        return None
    before = sentence.children(verb.i, "aux", "auxpass")
    return next((a for a in before if a.i < subject.i and a.lemma in ("do", "have", "be")), None)


def own_thought(sentence: Sentence, verb: Token) -> bool:
    """Return whether the author thinks it now: "I do not think that …" says that it is not so (Horn 1989)."""
    subject = sentence.child(verb.i, "nsubj")
    return subject is not None and subject.text.lower() in _FIRST


def beyond_belief(sentence: Sentence, verb: Token) -> bool:
    """Return whether a belief is put as hard to hold, which takes its content for given: "could hardly believe"."""
    if verb.lemma not in ("believe", "imagine"):
        return False
    can = any(a.text.lower() in _CAN for a in sentence.children(verb.i, "aux"))
    return can and any(t.dep == "neg" or t.lemma in ("hardly", "scarcely", "barely") for t in sentence.children(verb.i))

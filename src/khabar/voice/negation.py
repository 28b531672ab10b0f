"""The words that negate another, and turns of grammar that change what a clause tells."""

from __future__ import annotations

from khabar.parse import Sentence, Token

_NO = frozenset({"no", "neither", "nobody", "none", "nothing", "no-one"})
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "agent", "pobj", "attr", "dative", "npadvmod")
_AT_NO = frozenset({"time", "point", "circumstance", "circumstances", "way", "means", "stage", "moment", "case"})
_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only"})


def negation(sentence: Sentence, token: Token) -> Token | None:
    """Return the word that negates ``token`` itself, or ``None``."""
    for child in sentence.children(token.i):
        if child.dep == "neg" or (child.dep in ("det", "preconj", "advmod") and child.lemma in _NO):
            return child
        if (
            child.dep == "advmod"
            and child.lemma in ("longer", "long")
            and child.i < token.i
            and (no := _no(sentence, child))
        ):
            return no  # "no longer says"
        if child.dep == "cc" and child.lemma == "nor" and child.i < token.i:
            return child
    if not token.is_verb:
        return None
    for prep in sentence.children(token.i, "prep"):
        when = sentence.child(prep.i, "pobj")
        if when and when.lemma in _AT_NO and (no := sentence.child(when.i, "det")) and no.lemma == "no":
            return no
    if token.dep == "conj" and (nor := joining_nor(sentence, token)):
        return nor
    for argument in sentence.children(token.i, *_ARGUMENTS):
        if argument.lemma in _NO:
            return argument
        if argument.dep == "agent":
            nouns = sentence.children(argument.i, "pobj")
        else:
            nouns = () if argument.dep == "npadvmod" else (argument,)
        before = (d for noun in nouns for d in sentence.children(noun.i, "det", "preconj"))  # "neither A nor B did"
        if no := next((d for d in before if d.lemma in _NO), None):
            return no
    return None


def joining_nor(sentence: Sentence, token: Token) -> Token | None:
    """Return the "nor" that joins a conjunct; that of "nor commented, and the rebels denied it" joins no denial."""
    joins = [cc for cc in sentence.children(token.head, "cc") if cc.i < token.i]
    return joins[-1] if joins and joins[-1].lemma == "nor" else None


def _no(sentence: Sentence, adverb: Token) -> Token | None:
    return next((t for t in sentence.children(adverb.i) if t.lemma == "no"), None)


def withheld(sentence: Sentence, head: Token) -> Token | None:
    """Return the verb by which somebody does not do ``head``: "refused to confirm"; ``None`` if none does."""
    above = sentence.head(head.i)
    if head.dep == "xcomp" and above.lemma in ("refuse", "decline", "fail", "avoid"):
        return above
    return None


def ranked(sentence: Sentence, noun: Token) -> bool:
    """Return whether a noun is one of a row, whose infinitive tells what happened: "the 31st leader to be killed"."""
    words = {t.text.lower() for t in sentence.children(noun.i, "amod", "nummod")} | {noun.text.lower()}
    return bool(words & _RANKS) or any(w[0].isdigit() and w[-2:] in ("st", "nd", "rd", "th") for w in words)


def inverted(sentence: Sentence, token: Token) -> bool:
    """Return whether an auxiliary before the subject makes a condition: "had the army not withdrawn"."""
    above = sentence.head(token.i)
    if token.dep == "ccomp" and above.text == "Had" and above.dep in ("advcl", "ccomp") and above.i < token.i:
        # The parser takes "Had" for the verb itself: "Had the bomb in the market gone off, …".
        return sentence.child(above.i, "nsubj") is None
    subject = sentence.child(token.i, "nsubj", "nsubjpass")
    first = sentence.children(token.i, "aux")[:1]
    return subject is not None and any(a.text.lower() in ("had", "should", "were") and a.i < subject.i for a in first)

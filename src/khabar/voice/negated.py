"""The events that a sentence says did not happen, each with the word that says so.

The conventions are those of CD-SCO (Morante, Schrauwen and Daelemans 2011): what is only asked, supposed, wished or
to come has no negated event; of "cannot" it is the ability, of "is not pleasant" the quality, of "there was no
sound" the thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.parse import Sentence, Token
from khabar.records import Aspect, Modality
from khabar.voice.affixes import affix
from khabar.voice.certainty import certainty

Range = tuple[int, int]

_NOT = frozenset({"not", "n't", "never", "nor"})
_NOBODY = frozenset({"nothing", "nobody", "none", "no-one", "nowhere"})
_CAN = frozenset({"can", "ca", "could"})
_MORE = frozenset({"longer", "more", "further", "farther"})
_LIGHT = frozenset({"make", "take", "give", "pay", "draw"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


@dataclass(frozen=True, slots=True)
class Negated:
    """A negated event: the document ranges of the word that negates it, and of its own words."""

    cue: Range
    event: tuple[Range, ...]


def negated_events(sentence: Sentence) -> list[Negated]:
    """Return the events that a sentence puts as not having happened, in text order.

    >>> from khabar.parse import sentences_of
    >>> text = "No shells fell, and the road was not unsafe."
    >>> [[text[slice(*word)] for word in found.event] for found in negated_events(sentences_of(text)[0])]
    [['fell'], ['unsafe'], ['safe']]
    """
    found: dict[tuple[Range, ...], Negated] = {}
    for token in sentence.tokens:
        for cue, words in _denied_by(sentence, token):
            event = _ranges(sentence, words)
            if event and _factual(sentence, words):
                found.setdefault(event, Negated((cue.start, cue.end), event))
        if (parts := affix(token)) and _factual(sentence, (token,)):
            found.setdefault((parts[1],), Negated(parts[0], (parts[1],)))
    return sorted(found.values(), key=lambda negated: negated.event)


def _ranges(sentence: Sentence, words: tuple[Token, ...]) -> tuple[Range, ...]:
    """Return the document ranges of some words, those side by side as one."""
    found: list[list[Token]] = []
    for word in sorted(words, key=lambda w: w.i):
        if found and found[-1][-1].i == word.i - 1:
            found[-1].append(word)
        else:
            found.append([word])
    return tuple((run[0].start, run[-1].end) for run in found)


def _denied_by(sentence: Sentence, cue: Token) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """Yield the words that a cue negates."""
    head = sentence.head(cue.i)
    lemma = cue.lemma
    if lemma == "no" and head.lemma in _MORE and head.tag.startswith("RB"):
        yield cue, _predicate(sentence, sentence.head(head.i))
    elif lemma in _NOT and cue.dep in ("neg", "advmod", "preconj", "cc", "det"):
        if head.is_noun and head.dep in ("nsubj", "dobj") and sentence.head(head.i).is_verb:
            head = sentence.head(head.i)  # "not a sound broke the silence", "had not even time"
        if cue.dep == "cc":
            head = next((c for c in sentence.children(head.i, "conj") if c.i > cue.i), head)
        yield cue, _predicate(sentence, head)
    elif lemma == "neither" and head.is_verb:
        yield cue, _predicate(sentence, head)
    elif lemma in ("no", "neither") and cue.dep == "det":
        yield cue, _without_noun(sentence, head)
    elif lemma in _NOBODY:
        yield cue, _without_noun(sentence, cue)
    elif lemma == "without":
        inner = sentence.child(cue.i, "pcomp", "pobj")
        if inner is not None:
            yield cue, (inner,)


def _predicate(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """What a "not" beside ``head`` negates."""
    if head.tag == "IN" and sentence.head(head.i).is_verb:
        head = sentence.head(head.i)
    if not head.is_verb:
        return (head,)
    if can := next((a for a in sentence.children(head.i, "aux") if a.text.lower() in _CAN), None):
        return (can,)
    if head.lemma in ("be", "'s") and (told := sentence.child(head.i, "acomp", "attr")):
        owner = sentence.children(told.i, "poss") if told.is_noun else ()
        return (*owner, told)
    if head.lemma in ("be", "'s") and (prep := sentence.child(head.i, "prep")) and prep.i > head.i:
        inner = sentence.child(prep.i, "pobj")
        if prep.lemma == "like" or inner is None:
            return (prep,)
        return (prep, *(sentence[i] for i in sentence.subtree(inner.i, without=("prep", "relcl", "acl", "punct"))))
    return (head,)


def _without_noun(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """What "no" before ``noun``, or a "nothing", negates."""
    verb = sentence.head(noun.i)
    if verb.i == noun.i:
        return ()
    if noun.dep in ("attr", "nsubj") and verb.lemma == "be" and sentence.children(verb.i, "expl"):
        if noun.lemma in _NOBODY:
            inner = sentence.child(noun.i, "relcl", "acl")
            return (inner,) if inner else ()
        can = next((a for a in sentence.children(verb.i, "aux") if a.text.lower() in _CAN), None)
        return (can or noun,)
    if noun.dep == "pobj":
        above = sentence.head(verb.i)
        return _predicate(sentence, above) if noun.lemma in _NOBODY and above.is_verb else (noun,)
    if not verb.is_verb:
        return (noun,)
    if noun.i < verb.i and noun.dep == "dobj" and verb.lemma in ("say", "cry", "ask", "answer", "reply"):
        return () if noun.lemma in _NOBODY else (noun,)
    if verb.lemma in _LIGHT and noun.dep == "dobj" and noun.lemma not in _NOBODY:
        return (verb, noun)
    return _predicate(sentence, verb)


def _factual(sentence: Sentence, words: tuple[Token, ...]) -> bool:
    """Whether an event is put as a matter of fact."""
    given = certainty(sentence, words[0].i)
    if words[0].text.lower() in _CAN:
        perfect = given.modality is Modality.HYPOTHETICAL and any(b.rule == "aux:could" for b in given.because)
        return perfect or given.modality in (Modality.POSSIBLE, Modality.ACTUAL)
    return given.modality is Modality.ACTUAL and given.aspect is Aspect.DONE

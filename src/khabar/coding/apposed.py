"""What stands beside a noun or a name in apposition: the name of an office's holder, the trade of a namesake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from khabar.actor import ActorMatch
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence

CALLED: Final = frozenset({None, "government", "political", "person", "igo", "ngo"})
NAMED: Final = frozenset({"person", "igo", "ngo", "political"})
"""What a noun with no name may be, and the kinds of names that tell in apposition who that is."""


def of_another_trade(sentence: Sentence, i: int) -> bool:
    """Return whether a name is said to be somebody who holds no office: "David Cameron, a Toronto surgeon"."""
    for beside in sentence.children(i, "appos"):
        article = any(t.lemma in ("a", "an") for t in sentence.children(beside.i, "det"))
        former = any(t.lemma in ("former", "retired", "ex") for t in sentence.children(beside.i, "amod"))
        if article and not former and beside.lemma in event_words("trade"):
            return True
    return False


def held_by(sentence: Sentence, i: int, words: str, resolve: Callable[[str], ActorMatch | None]) -> ActorMatch | None:
    """Return whom the name of two words or more beside an office or a "counterpart" tells, ``None`` without a name.

    "The Indian foreign secretary, Vikram Misri" is no other, whoever is known to have held an office like that.
    """
    for beside in sentence.children(i, "appos"):
        low = beside.i
        while low and sentence[low - 1].head == beside.i and sentence[low - 1].tag == "NNP":
            low -= 1
        if sentence[i].tag in ("NN", "NNP") and beside.tag == "NNP" and low < beside.i:
            name = sentence.slice(*sentence.cover((low, beside.i)))
            known = resolve(name)
            if known is not None and known.kind == "person" and known.actor_id is not None:
                return known
            return None if sentence[i].lemma == "counterpart" else resolve(f"{words} {name}")
    return None


def apposed(sentence: Sentence, i: int, resolve: Callable[[str], ActorMatch | None]) -> ActorMatch | None:
    """Return who the name behind an office or a noun is: "the chairman of the Union, Salma Example"."""
    for beside in sentence.children(i, "appos"):
        if sentence[i].tag == "NN" and beside.tag == "NNP":
            low = beside.i
            while low and sentence[low - 1].head == beside.i and sentence[low - 1].dep == "compound":
                low -= 1
            named = resolve(sentence.slice(*sentence.cover((low, beside.i))))
            if named is not None and named.kind in NAMED and named.actor_id is not None:
                return named
    return None

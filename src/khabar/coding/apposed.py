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

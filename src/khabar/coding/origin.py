"""The country of an actor that the register does not know: "Hungarian refugees", "the right of Russian troops"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from khabar.actor import ActorMatch
from khabar.event import Argument
from khabar.event.tree import prep_objects
from khabar.parse import Sentence, Token

Resolve = Callable[[str], ActorMatch | None]

_OF = frozenset({"of", "from", "by", "for"})
_IN = frozenset({"in", "throughout", "across", "inside", "within"})
_COUNTS = frozenset({"ten", "tens", "dozen", "dozens", "score", "scores", "hundred", "hundreds", "thousand",
                     "thousands", "group", "number", "crowd", "majority", "handful", "couple"})  # fmt: skip
_SEATED = frozenset({"base", "headquarter"})
_SIDES = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})
_ABROAD = frozenset({"foreign", "expatriate", "international", "visiting", "exiled"})


def country_of(s: Sentence, argument: Argument, resolve: Resolve) -> str | None:
    """Return the ISO 3166 code of the country that the words before or after a noun give; ``None`` if none or two do.

    Words before the noun ("Serbian workers") say it before those after it ("students throughout Indonesia").
    """
    head = s[argument.i]
    counted = head if head.lemma not in _COUNTS else next(iter(prep_objects(s, head.i, "of")), head)
    for words in (_of_a_part(s, head), _before(s, counted), _after(s, counted, _OF), _after(s, counted, _IN)):
        found = {m.country_iso3 for w in words if (m := resolve(w)) is not None and m.country_iso3 and m.actor_id}
        if found:
            return found.pop() if len(found) == 1 else None
        if any(t.lemma in _ABROAD for t in s.children(head.i, "amod")):
            return None
    return None


def _of_a_part(s: Sentence, head: Token) -> Iterator[str]:
    """Yield the country of which a name is a part: that of "South Lebanon"."""
    if head.tag == "NNP" and any(t.text.lower() in _SIDES for t in s.children(head.i, "compound", "amod")):
        yield head.text


def _before(s: Sentence, head: Token) -> Iterator[str]:
    for token in s.children(head.i, "amod", "compound", "nmod", "poss"):
        if token.i >= 2 and s[token.i - 1].text == "-" and s[token.i - 2].text.lower() in ("pro", "anti"):
            continue  # "pro-Russia rebels" are of the country where they rebel
        if token.i < head.i and token.text[:1].isupper():
            low = token.i
            while low and s[low - 1].head == token.i and s[low - 1].dep == "compound":
                low -= 1
            yield s.slice(*s.cover((low, token.i)))


def _after(s: Sentence, head: Token, words: frozenset[str]) -> Iterator[str]:
    seats = [p for v in s.children(head.i, "acl") if v.lemma in _SEATED for p in s.children(v.i, "prep")]
    for prep in (*s.children(head.i, "prep"), *seats):
        if prep.lemma not in words:
            continue
        for goal in s.children(prep.i, "pobj"):
            low = goal.i
            while low and s[low - 1].head == goal.i and s[low - 1].dep in ("compound", "amod", "nmod"):
                low -= 1
            while low and s[low - 1].tag == "JJ" and s[low - 1].head == low and s[low - 1].text[:1].isupper():
                low -= 1  # "South Korean officers", whose "South" hangs on "Korean"
            yield s.slice(*s.cover((low, goal.i)))
            yield from _before(s, goal)

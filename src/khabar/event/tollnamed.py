"""People counted by what they are called: a name, several names, a noun for one person."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from khabar.event import victims as v
from khabar.event.numbers import Quantity
from khabar.event.tollgroups import group_in
from khabar.event.tollwords import TollWords, toll_cues
from khabar.parse.sentence import Sentence
from khabar.rare import Rare

_AGED_NAME: Final = (
    r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|de|da|del|la|van|von|bin|al)){1,4}(?:, | \()(?:age[d]? )?\d{1,2}\b\)?"
    r"(?:,? of (?:[A-Z][\w'’.-]+ ?){1,3})?"
)
_AGED_NAMES: Final = Rare(rf"{_AGED_NAME}(?:(?:[,;] ?|,? |; )(?:and )?(?={_AGED_NAME}){_AGED_NAME})+")
_GOES_ON: Final = re.compile(r"^[,;]? (?:and )?(?:his|her|their|the|an?|another|two|three|four|five|\d+)\b")


def aged_names(sentence: Sentence, i: int) -> Quantity | None:
    """Return how many people a list of names with ages is: "Ann Lee, 24, Joe Park, 31, and Tom Reed, 19".

    ``None`` where token ``i`` stands in no such list, or where others without a name follow ("and their son").
    """
    start = sentence[i].start - sentence.stretch.start
    for match in _AGED_NAMES.finditer(sentence.text):
        if match.start() <= start < match.end() and not _GOES_ON.match(sentence.text[match.end() :]):
            n = len(_ONE_AGED.findall(match[0]))
            base = sentence.stretch.start
            return Quantity(n, n, n, base + match.start(), base + match.end())
    return None


_ONE_AGED: Final = re.compile(_AGED_NAME)


def names_beside(sentence: Sentence, i: int) -> Quantity | None:
    """Return how many names follow a plural: "his stepsons, Quinn and Tory Hale" are two; at least that many."""
    first = sentence.child(i, "appos")
    if first is None or first.tag != "NNP" or first.i < i:
        return None
    if (names := aged_names(sentence, first.i)) is not None:
        return replace(names, start=v.phrase(sentence, i)[0])
    n, at = 1, first
    while (following := sentence.child(at.i, "conj")) is not None and following.tag == "NNP":
        n, at = n + 1, following
    return Quantity(n, n, n, v.phrase(sentence, i)[0], at.end) if n > 1 else None


def of_both(sentence: Sentence, i: int, start: int) -> Quantity | None:
    """Return the count of the first of two that "both the … and …" joins, zero if it is several.

    ``None`` without that: "both drivers and a passenger" are three.
    """
    both = next((t for t in sentence.tokens[:i] if t.start == start and t.text.lower() == "both"), None)
    if both is None or sentence.child(i, "conj") is None:
        return None
    n = int(sentence[i].tag in ("NN", "NNP") or sentence[i].text.lower() in ("him", "her"))
    if not n and sentence.child(i, "det", "poss") is both:
        return None
    return Quantity(n, n, n, *v.phrase(sentence, i))


def one_person(sentence: Sentence, i: int, words: TollWords) -> bool:
    """Return whether a noun is one person by its meaning: "driver", not "every driver"."""
    if sentence[i].lemma not in words.persons and group_in(sentence[i].text) is None:
        return False
    determiner = sentence.child(i, "det")
    if determiner is not None and determiner.lemma in ("every", "each", "any", "no"):
        return False
    return not any(c.lemma in ("every", "each", "any") for c in sentence.children(i))


_WHERE = frozenset({"following", "outside", "inside", "near", "during", "after", "before", "amid", "behind", "at"})
"""Words of time and place that headlines write like names: "Shooting Following Drexel Game"."""
_QUARTERS = frozenset({
    "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
    "northern", "southern", "eastern", "western", "downtown", "central", "upper", "lower",
})  # fmt: skip
"""Words that open the name of a part of a town: "two hurt in shooting NE Charlotte"."""
_TWO = 2


def personal_name(sentence: Sentence, i: int) -> bool:
    """Return whether a noun ends a person's name: two or more capitals, or a person's noun before it.

    A bare name may be a place or a group.
    """
    before = [c for c in sentence.children(i, "compound", "amod", "nmod") if c.tag in ("NNP", "NN")]
    determiner = sentence.child(i, "det")
    return (
        bool(before)
        and determiner is None
        and sentence[i].lemma not in toll_cues("no_names")
        and sentence.at(*v.phrase(sentence, i))[0].text.lower() not in _WHERE
        and not (sentence[i - 1].text.lower() in _QUARTERS and len(sentence.at(*v.phrase(sentence, i))) == _TWO)
        and not sentence[i].text.isupper()
        and sentence[i].text.rstrip(".").isalpha()
    )

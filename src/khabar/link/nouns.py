"""The noun that somebody's words turn on: what two outlets call by one noun in one deed is one."""

from __future__ import annotations

import re
from typing import Final

from khabar.folding import fold
from khabar.numerals import integer

_BEHIND: Final = re.compile(
    r"\b(?:of|in|from|at|near|with|who|whom|whose|which|that|on|for|to|by|wearing|carrying|armed|dressed|aboard|outside"
    r"|inside|waiting|fleeing|standing|travelling|traveling)\b.*",
    re.DOTALL | re.IGNORECASE,
)
"""What tells more of somebody, behind the noun: "gunmen on motorcycles", "a camp for evacuees"."""

_PEOPLE: Final = frozenset({"people", "person", "other", "one", "more", "dead", "victim"})
_AMOUNT: Final = frozenset({
    "a", "an", "the", "at", "least", "more", "than", "about", "some", "up", "to", "over", "around", "nearly", "almost",
    "another", "other", "few", "several", "many", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands",
    "score", "scores", "all", "of", "them", "these", "those", "his", "her", "its", "their",
})  # fmt: skip


def noun_of(words: str) -> str:
    """Return the noun that words for somebody turn on, in the singular; "" where there is none.

    >>> [noun_of(words) for words in ("Two gunmen on motorcycles", "a camp for evacuees", "their camp", "His driver")]
    ['gunman', 'camp', 'camp', 'driver']
    """
    before = fold(_BEHIND.sub("", words)).replace(",", " ").split()
    last = before[-1] if before else ""
    if last.endswith("men"):
        return last[:-3] + "man"
    return last if last.endswith("ss") else last.removesuffix("s")


def only_counts(words: str) -> bool:
    """Return whether words say how many they were, and not who: "at least 20", "the 11 people".

    >>> [only_counts(words) for words in ("at least 20", "the 11 people", "seven", "two soldiers", "nine pupils")]
    [True, True, True, False, False]
    """
    rest = [word for word in fold(words).replace(",", "").split() if word not in _AMOUNT and integer(word) is None]
    return all(word.removesuffix("s") in _PEOPLE for word in rest)

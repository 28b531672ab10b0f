"""Spellings of one name in Latin letters brought together: a skeleton to block on, a ratio to decide."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz import fuzz

from khabar.actor.words import words_of

SAME_SPELLING: Final = 72.0
"""Least rapidfuzz ratio for two names with one skeleton. "Moammar Qadhafi" and "Muammar Gaddafi" have 80."""

_ARTICLES: Final = frozenset({"al", "el", "ul", "ad", "an", "ash", "as", "the", "bin", "ibn", "ben"})
_MERGE: Final = (
    (re.compile("ph"), "f"),
    (re.compile("kh|gh|ck|q|g"), "k"),
    (re.compile("c(?=[aourl])"), "k"),
    (re.compile("dj|zh"), "j"),
    (re.compile("dh"), "d"),
    (re.compile("th"), "t"),
    (re.compile("sch|sz|sh"), "s"),
    (re.compile("tch|ch"), "c"),
    (re.compile("v"), "w"),
    (re.compile("z"), "s"),
)


def skeleton(name: str) -> str:
    """Return the consonants of a name, like sounds made one.

    >>> skeleton("Muammar Gaddafi") == skeleton("Moamer al-Qadhafi")
    True
    >>> skeleton("Haider al-Abadi") == skeleton("Hayder Abadi")
    True
    """
    parts = []
    for word in words_of(name):
        key = word.key
        if word.mark or key in _ARTICLES:
            continue
        for pattern, merged in _MERGE:
            key = pattern.sub(merged, key)
        bones = re.sub("[aeiouyw]", "", key[1:]) if key[0] not in "aeiouyw" else "a" + re.sub("[aeiouyw]", "", key[1:])
        bones = bones if key[0] in "aeiouyw" else key[0] + bones
        bones = re.sub(r"(?<=.)h$", "", re.sub(r"(.)\1+", r"\1", bones))
        parts.append(bones)
    return " ".join(parts)


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 100, articles left out."""

    def plain(name: str) -> str:
        return " ".join(w.key for w in words_of(name) if not w.mark and w.key not in _ARTICLES)

    return float(fuzz.ratio(plain(one), plain(other)))

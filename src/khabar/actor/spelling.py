"""Spellings of one name in Latin letters brought together: a skeleton to block on, a ratio to decide."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from khabar.actor.words import words_of

SAME_SPELLING: Final = 72.0
"""Least rapidfuzz ratio for two names with one skeleton. "Moammar Qadhafi" and "Muammar Gaddafi" have 80."""

SAME_WORD: Final = 80.0
"""The same for a name of one word, which says less: "Hizbollah" and "Hezbollah" have 89."""

_ARTICLES: Final = frozenset(
    {
        "al",
        "el",
        "ul",
        "ur",
        "ad",
        "an",
        "ar",
        "ash",
        "as",
        "at",
        "az",
        "the",
        "bin",
        "ibn",
        "ben",
        "i",
        "e",
        "de",
        "va",
    }
)
_SOUNDS: Final[dict[str, str]] = {
    **dict.fromkeys(("sch", "shch", "sh", "sz", "z", "ts"), "s"),
    **dict.fromkeys(("tsch", "tch", "ch", "cz"), "c"),
    **dict.fromkeys(("kh", "gh", "ck", "q", "g"), "k"),
    **dict.fromkeys(("dj", "zh", "dzh", "dsch"), "j"),
    **{"bh": "b", "dh": "d", "rh": "r", "th": "t", "ph": "f", "x": "ks"},
}
_SOUND: Final = re.compile("|".join(sorted(_SOUNDS, key=lambda s: (-len(s), s))) + "|c(?![ehiyz])")
_SILENT: Final = re.compile("[aeiouyw]+|(?<=[aeiouy])j$|h$")
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def _bones(word: str) -> str:
    """Return the consonants of a word, like sounds made one; "a" for whatever vowel it begins with."""
    sounds = _TWICE.sub(r"\1", _SOUND.sub(lambda hit: _SOUNDS.get(hit.group(), "k"), word))
    first = "a" if sounds[0] in "aeiouy" else "v" if sounds[0] == "w" else sounds[0]
    return first + _SILENT.sub("", sounds[1:])


def skeleton(name: str) -> str:
    """Return the consonants of a name, like sounds made one, articles left out.

    >>> skeleton("Muammar Gaddafi") == skeleton("Moamer al-Qadhafi")
    True
    >>> skeleton("Viktor Yanukovych") == skeleton("Victor Yanukovich")
    True
    """
    words = [word.key for word in words_of(name) if word.key]
    parts = [_bones(key) for key in words if key not in _ARTICLES]
    return " ".join(parts or map(_bones, words))


def bones_of_key(key: str) -> str:
    """Return the skeleton of a name whose words' keys are joined by blanks, as one word.

    >>> bones_of_key("muammar al gaddafi") == skeleton("Muammar al-Gaddafi").replace(" ", "")
    True
    """
    words = [word for word in key.split(" ") if word[:1].isalnum()]
    parts = [_bones(word) for word in words if word not in _ARTICLES]
    return "".join(parts or map(_bones, words))


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 100, articles left out."""

    def plain(name: str) -> str:
        return " ".join(w.key for w in words_of(name) if not w.mark and w.key not in _ARTICLES)

    return float(fuzz.ratio(plain(one), plain(other)))

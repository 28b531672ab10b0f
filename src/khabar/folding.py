"""Folding for matching: case, accents, apostrophes and dashes, one code point to one code point."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "}

_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    base = unicodedata.normalize("NFKD", char)[:1] or char
    low = base.lower()
    return low if len(low) == 1 else base


def fold(text: str) -> str:
    """Return ``text`` lower-cased and without accents, of the same length, so that offsets carry over.

    >>> fold("Deir ez‑Zôr")
    'deir ez-zor'
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_char, text))


def key_of(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, for comparing what two readings of a page kept.

    >>> key_of("Shells hit Bara - 9 dead"), key_of("SHELLS HIT BARA: 9 dead")
    ('shellshitbara9dead', 'shellshitbara9dead')
    """
    return _MARKS.sub("", text).lower()

"""Text of strangers made safe for the eyes: nothing in it commands a terminal, hides, or turns its neighbours."""

from __future__ import annotations

import unicodedata
from typing import Final


def visible(text: str) -> str:
    """Return text of the same length in which no character commands a terminal or hides.

    Escapes, other controls, and marks of direction become signs that show; line ends and tabs stay.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return sign
    point = ord(sign)
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "␡"
    if unicodedata.category(sign) in ("Cc", "Cs") or unicodedata.bidirectional(sign) in _DIRECTIONS:
        return "\ufffd"
    return sign


_DIRECTIONS: Final = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")

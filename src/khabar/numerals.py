"""Numbers as English news writes them: digits, words, and both together."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ARABIC_DIGITS: Final = {ord(a): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, a in enumerate(digits)}

WORD: Final = (
    "(?:" + "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen", "couple", "pair"], key=len, reverse=True)) + ")"
)
"""A regular expression for one number word, lower case."""

NUMERAL: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ -](?:dozen|hundred|thousand|million|billion)\b)?"
    r"|half[ -](?:an? )?dozen"
    rf"|(?:an?[ -](?=(?:hundred|thousand|million|billion|dozen|couple|pair)\b))?{WORD}(?:[ -](?:and )?{WORD})*"
)
"""A regular expression for a whole numeral, lower case: ``1,200``, ``twenty-five``, ``a hundred and five``."""


def integer(words: str) -> int | None:
    """Return the whole number that ``words`` spell, or ``None`` if they spell none.

    >>> integer("1,200"), integer("a hundred and five"), integer("two dozen"), integer("2.5 million"), integer("few")
    (1200, 105, 24, 2500000, None)
    """
    parts = re.split(r"[\s-]+", words.strip().lower().translate(_ARABIC_DIGITS))
    if parts[0] == "half" and parts[-1] == "dozen":
        return 6
    if parts and parts[0] in ("a", "an"):
        parts[0] = "one"
    total, current, seen = 0.0, 0.0, False
    for part in parts:
        if part in ("and", "of"):
            continue
        if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]+)?", part):
            current += float(part.replace(",", ""))
        elif part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "dozen":
            current = (current or 1) * 12
        elif part in ("couple", "pair"):
            current = (current or 1) * 2
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in _SCALES:
            total += (current or 1) * _SCALES[part]
            current = 0
        else:
            return None
        seen = True
    value = total + current
    return int(value) if seen and value == int(value) else None

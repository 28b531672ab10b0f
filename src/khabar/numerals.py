"""Numbers as English news writes them: digits, words, and both together."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ARABIC_DIGITS: Final = {ord(a): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, a in enumerate(digits)}

WORD: Final = (
    "(?:" + "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen", "couple", "pair"], key=len, reverse=True)) + ")"
)
"""A regular expression for one number word, lower case."""

NUMERAL: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ -](?:dozen|hundred|thousand|million|billion)\b)?"
    rf"|(?:an?[ -](?=(?:hundred|thousand|million|billion|dozen|couple|pair)\b))?{WORD}(?:[ -](?:and )?{WORD})*"
)
"""A regular expression for a whole numeral, lower case: ``1,200``, ``twenty-five``, ``a hundred and five``, ``two dozen``."""


def integer(words: str) -> int | None:
    """Return the whole number that ``words`` spell, or ``None`` if they spell none.

    >>> integer("1,200"), integer("a hundred and five"), integer("two dozen"), integer("2.5 million"), integer("few")
    (1200, 105, 24, 2500000, None)
    """
    parts = re.split(r"[\s-]+", words.strip().lower().translate(_ARABIC_DIGITS))
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

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
_HALVES: Final = re.compile(
    r"(?P<half>half)(?: an?)? (?P<s1>\w+)|(?P<quarters>an? |one |three )?quarters? of an? (?P<s2>\w+)"
    r"|(?P<n>\w+) (?:and a half (?P<s3>\w+)|(?P<s4>\w+) and a half)"
)
_ARABIC_DIGITS: Final = {ord(a): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, a in enumerate(digits)}

WORD: Final = (
    "(?:" + "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen", "couple", "pair"], key=len, reverse=True)) + ")"
)
"""A regular expression for one number word, lower case."""

NUMERAL: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ -](?:dozen|hundred|thousand|million|billion)\b)?"
    r"|(?:two|three|four|five|six) score\b(?! (?:and|to|draw|game))"
    r"|half[ -](?:an?[ -])?(?:dozen|hundred|thousand|million|billion)\b"
    r"|(?:an? |one |three )?quarters? of an? (?:million|billion)\b"
    rf"|(?:an?|{WORD}) (?:and a half (?:dozen|hundred|thousand|million|billion)"
    r"|(?:dozen|hundred|thousand|million|billion) and a half)\b"
    rf"|(?:an?[ -](?=(?:hundred|thousand|million|billion|dozen|couple|pair)\b))?{WORD}(?:[ -](?:and )?{WORD})*"
)
"""A regular expression for a whole numeral, lower case: ``1,200``, ``twenty-five``, ``a hundred and five``."""


def integer(words: str) -> int | None:
    """Return the whole number that ``words`` spell, or ``None`` if they spell none.

    >>> integer("1,200"), integer("a hundred and five"), integer("two dozen"), integer("2.5 million"), integer("few")
    (1200, 105, 24, 2500000, None)
    >>> integer("half a million"), integer("a quarter of a million"), integer("two and a half thousand")
    (500000, 250000, 2500)
    """
    parts = re.split(r"[\s-]+", words.strip().lower().translate(_ARABIC_DIGITS))
    if match := _HALVES.fullmatch(" ".join(parts)):
        return _halves(match)
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
        elif part == "score" and current:
            current *= 20
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


def _halves(match: re.Match[str]) -> int | None:
    """Return what a half or quarters of a round number make: "half a million", "two and a half thousand"."""
    scale = integer(match["s1"] or match["s2"] or match["s3"] or match["s4"] or "")
    if match["half"]:
        share: float | None = 0.5
    elif match["s2"]:
        share = 0.75 if (match["quarters"] or "").startswith("three") else 0.25
    else:
        whole = integer("one" if match["n"] in ("a", "an") else match["n"])
        share = whole + 0.5 if whole is not None else None
    if scale is None or share is None or scale < 12:
        return None
    return int(scale * share)

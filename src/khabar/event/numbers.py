"""How many: figures, words, hedges and ranges as low, best and high.

The rules follow UCDP GED's low/best/high. An exact figure gives all three. "At least", "more than" and "dozens" give a
low and nothing else; "up to", "fewer than" a high; "about 40", "nearly 40" a best; "12 to 15" a low and a high.
Vague words give the least that they can mean: several 3, a few 3, dozens 24, scores 40, hundreds 200, thousands 2,000.
"More than 30" is low 30, not 31: a range is never narrowed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from khabar.folding import fold
from khabar.frozen import record
from khabar.numerals import NUMERAL, integer
from khabar.rare import Rare

_LEAST: Final = (
    r"(?:at least|no fewer than|no less than|not less than|not fewer than|a minimum of|upwards? of|more than|over|"
    r"above|in excess of|well over|exceeding)"
)
_MOST: Final = (
    r"(?:up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|a maximum of|"
    r"almost as many as)"
)
_ABOUT: Final = (
    r"(?:some|about|around|approximately|roughly|nearly|almost|close to|an estimated|estimated|circa|"
    r"(?:just|slightly|a little) (?:over|under|above|below|more than|less than)|~|perhaps|possibly)"
)
_VAGUE: Final = {
    "hundreds of thousands": 200_000, "tens of thousands": 20_000, "thousands": 2_000, "hundreds": 200, "scores": 40,
    "dozens": 24, "tens": 20, "several thousand": 3_000, "several hundred": 300, "several dozen": 36,
    "a few hundred": 300, "a few dozen": 36, "several": 3, "a few": 3, "a handful": 3, "a number": 2, "multiple": 2,
    "numerous": 2, "many": 2, "millions": 2_000_000, "countless": 2, "various": 2,
}  # fmt: skip
_EXACT_WORDS: Final = {"a score": 20, "both": 2, "no": 0, "zero": 0, "none": 0, "nobody": 0, "no one": 0, "no-one": 0}
NOT_ONE: Final = re.compile(r"not (?:so much as |even )?(?:a single|one)\b(?! of)", re.IGNORECASE)
"""Opens a phrase that counts nobody: "not a single civilian", "not one soldier"."""
ELSE: Final = re.compile(r" (?:else|other|further|more|additional|new)\b")
"""After "no one" and "no": then it is not said that there were none at all."""

SIZED: Final = Rare(
    rf"^(?:(?:an?|the|one|his|her|their|its) )?(?:[a-z]+ )?(?P<n>{NUMERAL})[ -](?:member|strong|man|person)\b -? ?",
    re.IGNORECASE,
)
"""One body of people by its size: "a seven-member family", "the 12-man patrol"."""

_N: Final = rf"(?:{NUMERAL})"
_NOT_A_COUNT: Final = (
    r"(?<![\w.,$€£#/-])",
    r"(?![\w%]|[.,:/]\d|-(?=[a-z])|(?:st|nd|rd|th)\b|'?s\b| ?(?:%|percent|per cent|mm|km|kg|cm|a\.m|p\.m))",
)
_PATTERN: Final = re.compile(
    rf"{_NOT_A_COUNT[0]}(?:(?P<hedge>{_LEAST}|{_MOST}|{_ABOUT}) (?:(?:a |another |the )(?=\d))?)*?"
    rf"(?:between (?P<b1>{_N}) and (?P<b2>{_N})|(?P<r1>{_N})(?: to | or )(?P<r2>{_N})|"
    rf"(?P<d1>\d[\d,]*) ?- ?(?P<d2>\d[\d,]*)|"
    rf"(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})|"
    rf"(?P<n>{_N})(?P<so> or so\b|[ -]odd\b)?(?P<plus>\+)?|"
    rf"(?P<word>(?!no (?:fewer|less|more) than\b)(?:{'|'.join(sorted(_EXACT_WORDS, key=len, reverse=True))})))"
    rf"{_NOT_A_COUNT[1]}"
)
_HEDGES: Final = re.compile(rf"(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT})")
_HEDGE_AT_END: Final = re.compile(rf"\b(?:{_HEDGES.pattern}) $")
_MASKS: Final = re.compile(
    r"\b(?:[a-z]+ty-)?(?:\w+|\d+)[ -](?:year|yr|month|week|day)s?\.?[ -]olds?\b|"
    r"\b\d{1,3} ?(?:yo|y/o|y\.o\.)(?!\w)|\b(?:image|photo|video|slide|page) \d+ ?(?:of|/) ?\d+|"
    r"\b(?:father|mother|dad|mum|mom|parent|grandfather|grandmother)s? of (?:\d+|[a-z]+)\b|"
    r"\bage[ds]? (?:between )?\d+(?:,? ?(?:-|to|and|or|,) ?\d+)*\b|"
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|many) times\b|"
    r"\b\d+[ -]?(?:mm|cm|km|kg|caliber|calibre|m)\b|[$€£]\s?\d[\d,.]*(?: (?:million|billion|thousand))?|\b[a-z]+-\d+\b|"
    r"\b\d[\d.,]* ?(?:%|percent|per cent)|\b\d{1,2}:\d\d\b|\b(?:one|two|three|four|five) (?:of the|-)(?=most)|"
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.? (?:\d{1,2}\b(?! (?:people|soldiers|killed|dead))(?:,? (?:19|20)\d\d\b)?|"
    r"(?:19|20)\d\d\b)|\b(?:in|since|during|until|of|early|late) (?:19|20)\d\d\b(?! [a-z]+(?:s|ed|people)\b)|"
    r"\b\d+ block\b|"
    r"\bno\. ?\d+|\bnumber \w+|\b(?:one|a|another) another\b|\beach other\b|\bone-\w+|\bno longer\b|"
    r"\bhow many\b"
)


@record(frozen=True, slots=True)
class Quantity:
    """How many, and where the words for it stand (code points of the text given). ``None`` is an end that is open."""

    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int

    def __add__(self, other: Quantity) -> Quantity:
        """Both together: each of low, best and high where both have it; the least known of either makes a low."""
        lows = [x.low if x.low is not None else x.best for x in (self, other)]
        low = sum(x for x in lows if x is not None) if any(x is not None for x in lows) else None
        best = self.best + other.best if self.best is not None and other.best is not None else None
        high = self.high + other.high if self.high is not None and other.high is not None else None
        return Quantity(low, best, high, min(self.start, other.start), max(self.end, other.end))


def quantities(text: str) -> list[Quantity]:
    """Return the counts that ``text`` gives, in order; ages, money, shares, calibres and ordinals are none.

    >>> [(q.low, q.best, q.high) for q in quantities("at least 12 to 15 of about 200; dozens; two")]
    [(12, None, 15), (None, 200, None), (24, None, None), (2, 2, 2)]
    """
    return list(_quantities(text))


@lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Return the counts of a text, kept since several rules ask for those of the same few words."""
    folded = _MASKS.sub(lambda m: "_" * len(m[0]), fold(text))
    return tuple(quantity for match in _PATTERN.finditer(folded) if (quantity := _read(match)))


def hedged(n: int, before: str) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of a count by the hedge that the words ``before`` it end with.

    >>> hedged(20, "killed at least "), hedged(20, "about "), hedged(20, "killed ")
    ((20, None, None), (None, 20, None), (20, 20, 20))
    """
    match = _HEDGE_AT_END.search(fold(before))
    if match is None:
        return n, n, n
    if match["least"]:
        return n, None, None
    return (None, None, n) if match["most"] else (None, n, None)


def hedged_before(quantity: Quantity, before: str) -> Quantity:
    """Return an exact count as the hedge that the words ``before`` it end with leaves it, any other as it is."""
    n = quantity.best
    if n is None or (quantity.low, quantity.high) != (n, n):
        return quantity
    low, best, high = hedged(n, before)
    return Quantity(low, best, high, quantity.start, quantity.end)


def _read(match: re.Match[str]) -> Quantity | None:
    where = match.start(), match.end()
    hedges = {kind for h in _HEDGES.finditer(match[0]) for kind, word in h.groupdict().items() if word}
    first, second = match["b1"] or match["r1"] or match["d1"], match["b2"] or match["r2"] or match["d2"]
    if first and second:
        low, high = integer(first), integer(second)
        if low is None or high is None or low >= high:
            return None
        return Quantity(low, None, high, *where)
    if match["vague"]:
        return Quantity(_VAGUE[match["vague"]], None, None, *where)
    if match["word"]:
        if ELSE.match(match.string, match.end()):
            return None
        n: int | None = _EXACT_WORDS[match["word"]]
    else:
        n = integer(match["n"])
    if n is None:
        return None
    if "least" in hedges or match["plus"]:
        return Quantity(n, None, None, *where)
    if "most" in hedges:
        return Quantity(None, None, n, *where)
    if "about" in hedges or match["so"]:
        return Quantity(None, n, None, *where)
    return Quantity(n, n, n, *where)

"""Counts given by another count: "half of the 40", "all but two of the 30 hostages", "and as many wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from khabar.event.numbers import Quantity, hedged
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollwords import TollWords
from khabar.numerals import NUMERAL, integer
from khabar.parse.sentence import Sentence
from khabar.rare import Rare
from khabar.records import Measure

_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SHARE: Final = (
    r"(?:(?P<some>an?|one|two|three|four)[ -])?(?P<part>half|third|quarter|fifth|tenth)s?"
    r"|(?P<of>one|two|three|four|nine) (?:in|out of|(?:in|of) every) (?P<all>three|four|five|ten)"
)
_DETERMINER: Final = r"(?:the|its|their|his|her|those|these|all|some|about|around|more than|at least)"
_SHARE_OF: Final = Rare(
    rf"\b(?:{_SHARE}) of (?:{_DETERMINER} )*(?P<n>{NUMERAL})\b"
    rf"|\ball (?:but|except) (?P<but>{NUMERAL}) of (?:{_DETERMINER} )*(?P<rest>{NUMERAL})\b"
    rf"|\b(?:every (?:single )?one|each one) of (?:{_DETERMINER} )*(?P<every>{NUMERAL})\b",
    re.IGNORECASE,
)
_SHARE_OF_THEM: Final = re.compile(rf"\b(?:{_SHARE})$", re.IGNORECASE)
_ALL_BUT: Final = re.compile(rf"\ball (?:but|except) (?P<some>{NUMERAL})$", re.IGNORECASE)
_AS_MANY: Final = re.compile(
    r"\b(?:(?P<times>twice|three times|half|four times) )?(?:as many(?! as)|the same number)(?: others?| more| again)?"
    r"(?: (?:were|was|are|have been|left|taken))?(?: (?P<state>\w+))?",
    re.IGNORECASE,
)
_TIMES: Final = {"twice": Fraction(2), "three times": Fraction(3), "four times": Fraction(4), "half": Fraction(1, 2)}
_REACH: Final = 45


def share_at(sentence: Sentence, start: int, end: int) -> Quantity | None:
    """Return how many a share makes that the phrase in document range ``start``, ``end`` is in; ``None`` if in none."""
    base = max(sentence.stretch.start, start - _REACH)
    window = sentence.slice(base, min(end + _REACH, sentence.tokens[-1].end))
    if " of " not in window:
        return None
    for match in _SHARE_OF.finditer(window):
        low, high = base + match.start(), base + match.end()
        if low >= end or high <= start:
            continue
        if match["but"]:
            some, whole = integer(match["but"]), integer(match["rest"])
            n = whole - some if whole is not None and some is not None and some < whole else None
            return Quantity(n, n, n, low, high) if n is not None else None
        whole = integer(match["n"] or match["every"])
        if whole is None:
            return None
        if match["every"]:
            return Quantity(whole, whole, whole, low, high)
        found = _counted(_fraction(match) * whole, low, high)
        if found.high is None:
            return found
        return Quantity(*hedged(found.high, window[: match.start()]), low, high)
    return None


def share_of_them(words: str, whole: int | None) -> Quantity | None:
    """Return how many "half" is at the end of ``words``, of a ``whole``; ``None`` if they end with no share.

    >>> quantity = share_of_them("five dead, half", 14)
    >>> quantity.best, quantity.start
    (7, 11)
    """
    if whole is not None and (but := _ALL_BUT.search(words.rstrip())):
        some = integer(but["some"].lower())
        n = whole - some if some is not None and some < whole else None
        return Quantity(n, n, n, but.start(), but.end()) if n is not None else None
    match = _SHARE_OF_THEM.search(words.rstrip())
    if match is None or whole is None:
        return None
    return _counted(_fraction(match) * whole, match.start(), match.end())


def _fraction(match: re.Match[str]) -> Fraction:
    if match["of"]:
        return Fraction(integer(match["of"]) or 0, integer(match["all"]) or 1)
    some = match["some"].lower() if match["some"] else "a"
    return Fraction(1 if some in ("a", "an") else integer(some) or 1, _PARTS[match["part"].lower()])


def _counted(n: Fraction, start: int, end: int) -> Quantity:
    if n.denominator == 1:
        return Quantity(int(n), int(n), int(n), start, end)
    return Quantity(None, round(n), None, start, end)


def as_many(sentence: Sentence, found: list[TollMention], words: TollWords) -> Iterator[TollMention]:
    """Yield the tolls that are said to equal the one before: "four were killed and as many wounded"."""
    if "as many" not in sentence.text and "same number" not in sentence.text:
        return
    base = sentence.stretch.start
    for match in _AS_MANY.finditer(sentence.text):
        start, end = base + match.start(), base + match.end()
        whole = [m for m in found if m.toll.of is None and m.toll.best is not None and m.toll.end <= start]
        measure, at = _state(sentence, match, words)
        if not whole or measure is None or measure is whole[-1].toll.measure:
            continue
        times = _TIMES[match["times"].lower()] if match["times"] else Fraction(1)
        quantity = _counted(times * (whole[-1].toll.best or 0), start, end)
        yield TollMention(toll_of(sentence, measure, quantity), at, None)


def _state(sentence: Sentence, match: re.Match[str], words: TollWords) -> tuple[Measure | None, int]:
    """Return the harm that is right after "as many" or, where none is, right before it, and its token."""
    base = sentence.stretch.start
    after = sentence.at(base + match.start("state"), base + match.end("state")) if match["state"] else ()
    before = [t for t in sentence.tokens if t.end <= base + match.start()][-1:]
    for token in (*after, *before):
        measure = words.measure("state", token.text.lower()) or words.measure("verb", token.lemma)
        if measure is not None:
            return measure, token.i
    return None, 0

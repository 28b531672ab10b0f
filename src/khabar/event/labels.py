"""Numbers that are part of a name or a label, and count nobody: "Channel 11", "Image 4 of 44", "a 911 caller"."""

from __future__ import annotations

import re
from typing import Final

from khabar.parse.sentence import Sentence

_NUMBERED: Final = frozenset({
    "apartment", "area", "article", "battery", "block", "building", "channel", "checkpoint", "district", "exit",
    "flight", "gate", "grade", "highway", "interstate", "platform", "precinct", "route", "room", "sector", "section",
    "station", "terminal", "tower", "unit", "ward", "zone",
})  # fmt: skip
"""Nouns that a number names one of: "Channel 11", "in Sector 7"."""
_STATIONS: Final = frozenset({"news", "abc", "nbc", "cbs", "fox"})
_PEOPLE: Final = 3
"""Channels have fewer digits than this."""
_OF_SOME: Final = re.compile(
    r"\b(?:image|photo|video|slide|page|part|gallery)s? \d+ ?(?:of|/) ?$|(?<![\d/])\d+ ?/ ?$", re.IGNORECASE
)
_CALL: Final = frozenset({"call", "caller", "dispatch", "dispatcher", "operator", "recording", "tape", "audio"})
_EMERGENCY: Final = frozenset({"911", "999", "112", "000"})
_DEEDS: Final = frozenset({
    "murder", "killing", "slaying", "execution", "assassination", "beheading", "homicide", "shooting", "attack",
    "bombing", "stabbing", "abduction", "kidnapping",
})  # fmt: skip
_YEAR_AFTER: Final = frozenset({"of", "in", "since", "during", "until", "early", "late", "by", "from", "for"})


def is_label(sentence: Sentence, i: int) -> bool:
    """Return whether the number of token ``i`` names something, or is a year, rather than counts people."""
    token = sentence[i]
    if token.tag != "CD":
        return False
    before = sentence[i - 1] if i else None
    after = sentence[i + 1] if i + 1 < len(sentence) else None
    if token.text in _EMERGENCY and after is not None and after.lemma in _CALL:
        return True
    if after is not None and after.text == "/":
        return True
    if _is_year(token.text) and after is not None and (after.tag == "NN" or after.lemma in _DEEDS):
        return True  # "the 2015 death of the mayor", "the 2015 slayings"
    if (
        token.text.isdigit()
        and i + 2 < len(sentence)
        and sentence[i + 2].text == "News"
        and sentence[i + 1].tag == "NNP"
    ):
        return True  # "7 Action News"
    if after is not None and (_is_decade(token.text, after.text) or (after.text == "News" and token.text.isdigit())):
        return True
    if before is None:
        return False
    if token.text.isdigit() and before.lemma.lower() in _NUMBERED and before.tag in ("NN", "NNP"):
        return True
    if token.text.isdigit() and len(token.text) < _PEOPLE and before.text.lower() in _STATIONS and before.tag == "NNP":
        return True  # "told News 8 she was hurt"
    if _is_year(token.text) and before.lemma in _YEAR_AFTER and not (after is not None and after.is_noun):
        return True
    return token.text.isdigit() and bool(_OF_SOME.search(sentence.slice(sentence.tokens[0].start, token.start)))


def _is_decade(number: str, after: str) -> bool:
    """Return whether a number and what follows are somebody's age or some years: "in her 20's", "the 90s"."""
    return number.isdigit() and number.endswith("0") and after.lower() in ("s", "'s", "’s")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def begins_with_label(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the first number within a document range is a label."""
    number = next((t for t in sentence.at(start, end) if t.tag == "CD"), None)
    return number is not None and is_label(sentence, number.i)

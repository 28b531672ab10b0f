"""Tolls given by those harmed as a whole: "put the dead at 41 and the wounded at 290", "the dead number 24"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.event.numbers import quantities
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollphrases import is_people
from khabar.event.tollwords import TollWords
from khabar.parse.sentence import Sentence, Token
from khabar.rare import Rare

_WHOLE: Final = (
    r"(?:the |its |their |his |her |that of )?(?:(?:total|overall|combined|official|confirmed) )?"
    r"(?:number )?(?:of )?(?:the |its |their )?(?P<state>dead|killed|slain|injured|wounded|missing|displaced)"
)
_PUT: Final = Rare(
    r"\b(?:put|puts|putting|bring\w*|brought|tak(?:es?|ing)|took|rais\w+|lower\w+|revis\w+|push\w*|lift\w*) "
    r"(?=(?:the|its|their|his|her|total) )"
    rf"{_WHOLE}(?: so far)? (?:at|to) ",
    re.IGNORECASE,
)
_NUMBER: Final = Rare(
    r"\b(?:the|its|their) (?P<state>dead|killed|injured|wounded|missing|displaced) (?:now |already |by then )?"
    r"(?:number(?:s|ed)?|total(?:s|l?ed)?) ",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(rf"(?:, and|,| and|, with|;) {_WHOLE}(?: (?:at|to))? ", re.IGNORECASE)

_TOLL: Final = Rare(r"\b(?:death toll|toll|the number of (?:people |those )?(?:dead|killed)) (?:at|to) ", re.IGNORECASE)
_REACH: Final = 40
"""Letters after the words that a figure and its hedge take at most."""


def put(sentence: Sentence, words: TollWords) -> Iterator[TollMention]:
    """Yield the figures that are put to the dead, the wounded or the missing as a whole."""
    text, base = sentence.text, sentence.stretch.start
    opening: list[re.Match[str] | None] = [m for pattern in (_PUT, _NUMBER) for m in pattern.finditer(text)]
    for match in _TOLL.finditer(text):
        counted = next(iter(quantities(text[match.end() : match.end() + _REACH])), None)
        if counted is not None and counted.start == 0:
            opening.append(_NEXT.match(text, match.end() + counted.end))
    for at in opening:
        while at is not None and (told := _figure(sentence, at, words)) is not None:
            yield told
            at = _NEXT.match(text, told.toll.end - base)


def _figure(sentence: Sentence, match: re.Match[str], words: TollWords) -> TollMention | None:
    base, begin = sentence.stretch.start, match.end()
    counted = next(iter(quantities(sentence.text[begin : begin + _REACH])), None)
    state = sentence.at(base + match.start("state"), base + match.end("state"))
    measure = words.measure("state", match["state"].lower())
    if counted is None or counted.start or not state or measure is None:
        return None
    found = replace(counted, start=base + begin + counted.start, end=base + begin + counted.end)
    if _of_things(sentence, found.end, words):
        return None
    return TollMention(toll_of(sentence, measure, found), state[0].i, None)


def _of_things(sentence: Sentence, end: int, words: TollWords) -> bool:
    """Whether a number counts what is no people: "put the wounded at two clinics"."""
    after: Token | None = next((t for t in sentence.tokens if t.start >= end), None)
    while after is not None and after.tag in ("JJ", "HYPH") and after.i + 1 < len(sentence):
        after = sentence[after.i + 1]
    return after is not None and after.is_noun and not is_people(sentence, after.i, words)

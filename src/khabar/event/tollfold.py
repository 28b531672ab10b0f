"""Tolls inside a compound or beside it: "triple shooting", "murder-suicide", "four shot, one fatally"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.event.numbers import Quantity, hedged, quantities
from khabar.event.tollgroups import ATTACKERS
from khabar.event.tollmention import TollMention, toll_of
from khabar.numerals import NUMERAL, integer
from khabar.parse.sentence import Sentence
from khabar.rare import Rare
from khabar.records import Measure

_FOLD: Final = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_FOLDED: Final = Rare(
    rf"\b(?P<n>{'|'.join(_FOLD)})[ -](?:fatal[ -]|deadly[ -])?(?P<what>murder|homicide|killing|slaying|assassination|"
    r"execution|beheading|lynching|shooting|stabbing|fatality)s?(?P<suicide>[ -](?:and |/ ?)?suicide)?\b",
    re.IGNORECASE,
)
_MURDER_SUICIDE: Final = Rare(r"\b(?:murder|homicide)(?:[ -]| ?/ ?|-and-| and )suicide\b", re.IGNORECASE)
_DEADLY_NOUN: Final = Rare(
    r"\b(?:(?:shooting|stabbing|beating) death(?P<more>s)?|(?:homicide|murder) victim(?P<victims>s)?)\b", re.IGNORECASE
)
_SHOT: Final = Rare(
    rf"\b(?P<n>{NUMERAL})(?: (?:other|more|additional))? (?:gun ?shot|shooting|stabbing|shot) victims\b", re.IGNORECASE
)
"""People who were hit, whether they live or not: "officers found four shooting victims"."""
_FATALLY: Final = Rare(
    r"(?:, |\band |\()(?P<n>[\w -]{2,24}?)(?: of (?:them|whom|the victims))?(?: (?:was|were))? "
    r"(?:fatally|mortally|to death)\b(?! (?:shoot|stab)\w*ing)(?P<verb> (?:shot|stabbed|wounded|injured))?",
    re.IGNORECASE,
)
_HURT: Final = frozenset({"shooting", "stabbing"})


def folds(sentence: Sentence) -> Iterator[TollMention]:
    """Yield the tolls that a compound names: of a triple shooting three, of a double murder two.

    A shooting death, and a murder victim, is one dead at least. A murder-suicide killed one at least besides the
    attacker, whose own death is kept apart. A double bombing is two bombings and says nothing of people.
    """
    base = sentence.stretch.start
    done: list[tuple[int, int]] = []
    for match in _FOLDED.finditer(sentence.text):
        start, end = base + match.start(), base + match.end()
        tokens = sentence.at(start, end)
        if not tokens:
            continue
        n = _FOLD[match["n"].lower()]
        hurt = match["what"].lower() in _HURT
        measure = Measure.INJURED if hurt and "fatal" not in match[0].lower() else Measure.KILLED
        what = sentence.at(base + match.start("what"), base + match.end("what")) or tokens
        yield TollMention(toll_of(sentence, measure, Quantity(n, n, n, start, end)), what[-1].i, None)
        done.append((start, end))
        if match["suicide"]:
            own = Quantity(1, 1, 1, base + match.start("suicide") + 1, end)
            yield TollMention(toll_of(sentence, Measure.KILLED, own, ATTACKERS), what[-1].i, None)
    for match in _MURDER_SUICIDE.finditer(sentence.text):
        start, end = base + match.start(), base + match.end()
        tokens = sentence.at(start, end)
        if not tokens or any(a < end and start < b for a, b in done):
            continue
        yield TollMention(toll_of(sentence, Measure.KILLED, Quantity(1, None, None, start, end)), tokens[0].i, None)
        own = Quantity(1, 1, 1, end - len("suicide"), end)
        yield TollMention(toll_of(sentence, Measure.KILLED, own, ATTACKERS), tokens[0].i, None)
    for match in _DEADLY_NOUN.finditer(sentence.text):
        tokens = sentence.at(base + match.start(), base + match.end())
        if tokens:
            low = 2 if match["more"] or match["victims"] else 1
            least = Quantity(low, None, None, base + match.start(), base + match.end())
            yield TollMention(toll_of(sentence, Measure.KILLED, least), tokens[-1].i, None)


def hit(sentence: Sentence) -> Iterator[TollMention]:
    """Yield those told to be victims of shots or knives: "officers found four shooting victims"."""
    base = sentence.stretch.start
    for match in _SHOT.finditer(sentence.text):
        tokens, n = sentence.at(base + match.start(), base + match.end()), integer(match["n"].lower())
        if tokens and n:
            some = Quantity(*hedged(n, sentence.text[: match.start()]), base + match.start(), base + match.end())
            yield TollMention(toll_of(sentence, Measure.INJURED, some), tokens[-2].i, None)


def fatally(sentence: Sentence, found: list[TollMention]) -> list[TollMention]:
    """Return the tolls with "one fatally" read as one killed, where the same sentence counts those who were hit."""
    hit = next((m for m in found if m.toll.measure is Measure.INJURED), None)
    match = _FATALLY.search(sentence.text)
    if match is None:
        return found
    counted = quantities(match["n"])
    if not counted or (hit is None and not match["verb"]):
        return found
    base = sentence.stretch.start + match.start("n")
    quantity = replace(counted[-1], start=base + counted[-1].start, end=base + counted[-1].end)
    tokens = sentence.at(sentence.stretch.start + match.start(), sentence.stretch.start + match.end())
    toll = toll_of(sentence, Measure.KILLED, quantity)
    head = hit.head_i if hit is not None else tokens[-1].i
    kept = [m for m in found if (m.toll.start, m.toll.end) != (toll.start, toll.end) and m.toll.of != "fatally"]
    return [*kept, TollMention(toll, head, None)]

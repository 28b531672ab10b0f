"""Tolls that a headline puts without verb or article, read from the words: "Boy, 14, fatally shot", "Man dead, 3 hurt".

Parsers are trained on sentences and fail on these, so they are read only where the tree gave a harm no victims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from khabar.event.numbers import Quantity, quantities
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollwords import TollWords
from khabar.parse.sentence import Sentence, Token
from khabar.records import Measure

_HARM: Final = re.compile(
    r"(?P<killed>(?:fatally|mortally) (?:shot|stabbed|wounded|injured|struck|hit)|"
    r"(?:shot|stabbed|beaten|hacked|burned) (?:dead|to death)|(?:shot|stabbed)(?:,| and|,? then) killed|"
    r"shot (?:and )?fatally|found dead|killed|slain|martyred|murdered|dead|dies|died|die|perish(?:es|ed)?)"
    r"|(?P<injured>(?:critically |seriously |badly )?(?:shot|stabbed|wounded|injured|hurt|hospitali[sz]ed))",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"$|[,;:.!)—–]| [-–—|(&]| (?:in|on|by|near|outside|inside|during|after|when|over|as|while|and|from|"
    r"multiple|several|off|with|following|amid|for|early|late|overnight|today|yesterday|this|last|at (?!him|her|them))",
    re.IGNORECASE,
)
"""What may follow a participle of harm in a headline: after "Man shot" comes no victim of his."""
_THEN_DEAD: Final = re.compile(r",? (?:and )?(?:later |then |found |left )?(?:killed|dead|fatally|dies)")
"""What follows the hit who died of it, but not in "four shot, one dead"."""
_FILLER: Final = r"(?: (?:is|was|were|are|left|found|has been|have been|also|in all|others?|more))*"
_NUMBER: Final = (
    r"(?:at least |more than |up to |about )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"dozens|several|scores|hundreds|a dozen)"
)
_AGE: Final = r"(?:,? \(?\d{1,2}\b(?!-)\)?,?|,? \d{1,2}-(?:year|month)-old,?)"
_AGES: Final = re.compile(
    r"(?<=, )ages \d+(?:,? ?(?:-|to|and|or|,) ?\d+)*,?|(?<=\bother, )\d{1,2}(?=,)|(?<=another, )\d{1,2}(?=,)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<=\d, )(?:19|20)\d\d\b")
_PARENT_OF: Final = re.compile(r"\b(?:grand)?(?:father|mother|parent)s? of $|\b(?:dad|mom|mum) of $", re.IGNORECASE)
_OWN_AGE: Final = re.compile(r"[A-Z][\w'’-]+, $")
_BEFORE: Final = r"(?:(?:(?!left |leaving |leaves |says? |said )[\w'’.-]+ ){0,4}?)"


def headline(sentence: Sentence, found: list[TollMention], words: TollWords) -> Iterator[TollMention]:
    """Yield a toll for each word of harm in a headline that has none yet and has its people right before it."""
    text = sentence.text.rstrip()
    if text.endswith((".", "?", "”", '"')) or len(text) > 140:
        return
    base = sentence.stretch.start
    whole = [m.toll for m in found if m.toll.of is None]
    spoken = {toll.measure for toll in whole}
    at = 0
    for harm in _HARM.finditer(text):
        measure = Measure.KILLED if harm["killed"] else Measure.INJURED
        lead, at = (at, text[at : harm.start()]), harm.end()
        after = text[harm.end() : harm.end() + 16].lower()
        if harm["injured"] and _THEN_DEAD.match(after):
            continue
        if not _ENDS.match(after):
            continue
        if (counted := people_in(lead[1], words)) is None:
            continue
        low, a, b = counted
        start = base + lead[0] + a
        if measure in spoken and not any(
            # "2 guards, gunman dead": the tree gave the last of them only.
            toll.measure is measure and start < toll.start < base + lead[0] + b and (toll.best or 0) < (low.best or 0)
            for toll in whole
        ):
            continue
        tokens = sentence.at(base + harm.start(), base + harm.end())
        if not tokens:
            continue
        spoken.add(measure)
        quantity = Quantity(low.low, low.best, low.high, start, base + lead[0] + b)
        yield TollMention(toll_of(sentence, measure, quantity), tokens[-1].i, None)


def one_set_apart(sentence: Sentence, token: Token, words: TollWords) -> Quantity | None:
    """Return the one whom a headline sets apart by commas as dead or hurt: "Nine shot, man dead"."""
    if token.i < 3 or sentence[token.i - 2].text != "," or sentence.text.rstrip().endswith("."):
        return None
    one = sentence[token.i - 1]
    if (
        not one.is_noun
        or one.text.lower() not in words.persons
        or not sentence[token.i - 3].tag.startswith(("VB", "NN"))
    ):
        return None
    after = sentence[token.i + 1] if token.i + 1 < len(sentence) else None
    if after is not None and after.tag not in ("IN", ",", ":", "."):
        return None
    return Quantity(1, 1, 1, one.start, one.end)


def without_ages(text: str) -> str:
    """Return the text with years and ages beside no noun blotted out, of equal length: "two girls, ages 11 and 12"."""
    return _YEAR.sub("____", _AGES.sub(lambda m: "_" * len(m[0]), text))


def people_in(lead: str, words: TollWords) -> tuple[Quantity, int, int] | None:
    """Return how many people the words before a harm end with, and where they stand in those words."""
    lead = without_ages(lead)
    match = _people(words.persons).search(lead)
    if match is None:
        return None
    aged = _OWN_AGE.search(lead[: match.start("who")]) is not None and lead.endswith(", ")
    if (aged and match["who"].strip(" ,").isdigit()) or _PARENT_OF.search(lead[: match.start("who")]):
        # "Ada Holt, 24, fatally shot", "Father of 5 killed"
        return Quantity(1, 1, 1, 0, 0), match.start("who"), match.start("who") + len(match["who"].rstrip(" ,"))
    total: Quantity | None = None
    for part in re.split(r"(?:, | and | & )(?!\d{1,2},? ?$)", match["who"]):
        bare = re.sub(_AGE + "$", "", part).strip(" ,")
        if total is not None and bare.lower().startswith("including "):
            continue  # "5, including a teenager, shot"
        counted = quantities(bare)
        if not counted and not _person(bare, words):
            continue
        one = counted[0] if counted else Quantity(1, 1, 1, 0, 0)
        total = one if total is None else total + one
    return None if total is None else (total, match.start("who"), match.start("who") + len(match["who"].rstrip(" ,")))


def _person(text: str, words: TollWords) -> bool:
    last = text.lower().split()[-1:]
    return bool(last) and (last[0] in words.persons or last[0].endswith(("year-old", "month-old", "old")))


@cache
def unit(people: frozenset[str]) -> str:
    """Return the pattern of one noun phrase of people: "boy, 14", "two men", "a 17-year-old"."""
    persons = "|".join(sorted((p for p in people if " " not in p), key=len, reverse=True))
    return rf"(?:{_BEFORE}(?:{persons})\b{_AGE}?|{_NUMBER}(?: [\w-]+){{0,3}}?|(?:an? )?[\w-]+[ -](?:year|month)[ -]old)"


@cache
def _people(people: frozenset[str]) -> re.Pattern[str]:
    one = unit(people)
    return re.compile(
        rf"(?:^|[;:,.–—-] |\b(?:in|after|as|and|with|lea(?:ves?|ving)|left|that|of|from|when|where) )"
        rf"(?P<who>{one}(?:(?:, | and | & ){one}){{0,3}}?)"
        rf"(?:, _+)?{_FILLER},? $",
        re.IGNORECASE,
    )

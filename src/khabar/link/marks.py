"""What tells one happening from the next beside rare words: streets, clock times, persons with their age.

Two reporters of one shooting give the same block of the same street, the same hour, and a victim of the same name and
age; of two shootings of one day in one city they give others. Read from the lines of an article, each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from khabar.folding import fold

CLOCKS: Final = 3
"""So many clock times of a text count, the first ones: later ones are of arrests, hearings, vigils."""

SAME_TIME, NEAR_TIME, OTHER_TIME = 0, 15, 60
"""Minutes between two clock times of one happening as two reporters give it, and of two happenings."""

PERSONS: Final = 2
"""So many persons in common, by name and age, count in full."""

_WAYS = (
    "Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Pl|Parkway|Pkwy|Highway|Hwy|Terrace|Way"
    "|Circle|Cir|Trail|Square|Alley|Expressway|Freeway|Turnpike|Pike|Loop"
)
_POINT = r"(?:(?:North|South|East|West|Northeast|Northwest|Southeast|Southwest|N|S|E|W|NE|NW|SE|SW)\.? )?"
_NAME = r"(?:[A-Z][\w'’-]*|\d+(?:st|nd|rd|th))"
_BLOCK = re.compile(rf"\b(?:(\d+)(?:st|nd|rd|th)?[ -])?block of {_POINT}({_NAME}(?: {_NAME}){{0,2}})")
_STREET = re.compile(rf"(?<![\w.])(?:(\d{{2,5}}) )?{_POINT}({_NAME}(?: {_NAME})?) (?:{_WAYS})\b")
_WAY = re.compile(rf" (?:{_WAYS})\b")
_WAY_AT_END = re.compile(rf"\s+(?:{_WAYS})\.?$")
_POINT_AHEAD = re.compile(
    r"^(?:north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|ne|nw|se|sw)\s+", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\b"
    r"|\b(?:at|around|about) ([01]?\d|2[0-3]):([0-5]\d)\b(?!\s*[ap]\.?\s?m)",
    re.IGNORECASE,
)
_OF_THE_PAGE = re.compile(
    r"\b(?:posted|updated|published|modified|GMT|UTC|E[SD]T|C[SD]T|P[SD]T|M[SD]T|ET)\b", re.IGNORECASE
)
"""Words of a line that says when the page was made, or in another zone's time."""

_PERSON = re.compile(r"((?:[A-Z][\w'’.-]+\s){1,3}?[A-Z][\w'’-]+),? \(?(?:an? |aged? )?(\d{1,2})(?:\)|,|-year)")
_PERSON_AFTER = re.compile(r"(\d{1,2})-year-olds? ((?:[A-Z][\w'’.-]+\s){1,2}[A-Z][\w'’-]+)")
_AGE = re.compile(r"\b(\d{1,2})[- ](year|month|week)[- ]olds?\b|, (\d{1,2}),", re.IGNORECASE)
_DEEDS = r"(?:shootings|incidents|attacks|killings|homicides|murders|strikes|bombings|raids|clashes|explosions|blasts)"
_DEED = re.compile(rf"{_DEEDS}\b|\bspate\b|\bweekend violence\b", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\b(?:separate|unrelated|different|multiple|several|two|three|four|five|six|seven|eight|nine|\d+) (?:\w+ ){{0,2}}"
    rf"{_DEEDS}\b|\bweekend (?:shootings|violence)\b|\b{_DEEDS} (?:across|citywide|over)\b|\bspate\b"
    rf"|\b(?:in|of) (?:\w+ )?{_DEEDS}\b",
    re.IGNORECASE,
)


_PARTS_OF_DAY: Final = (
    (r"(?:before|pre-?) ?dawn|(?:early|small|wee) hours", 0, 7),
    (r"dawn|daybreak|sunrise", 4, 9),
    (r"early (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in the day)", 0, 10),
    (r"mornings?", 4, 12),
    (r"noon|midday|noontime|lunchtime", 11, 14),
    (r"afternoon", 12, 18),
    (r"dusk|sunset|evenings?|nightfall", 16, 24),
    (r"late (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", 18, 25),
    (r"tonight|nights? (?:of|to|in)|overnight|midnight", -6, 31),
    (r"nights?", 18, 31),
)
"""Words for a part of the day, with the hours of it that they may stand for; those beyond 24 are of the next."""

_DAYTIME: Final = re.compile("|".join(rf"(\b(?:{words})\b)" for words, _, _ in _PARTS_OF_DAY), re.IGNORECASE)

HOURS_APART: Final = 2
"""So many hours, or fewer, between two parts of a day are no other time of it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a line, or of a text.

    ``streets`` are their names without point and kind ("west 57th street" is "57th"), ``addresses`` a hundred block
    with the first word of its street, ``clocks`` minutes after midnight in text order, ``persons`` the last part of a
    name with an age, ``ages`` numbers with their unit (``y``, ``m``, ``w``). ``several``: the text speaks of several
    deeds. ``daytimes``: the parts of a day that it names, each from hour to hour.
    """

    streets: frozenset[str] = frozenset()
    addresses: frozenset[tuple[int, str]] = frozenset()
    clocks: tuple[int, ...] = ()
    persons: frozenset[tuple[str, int]] = frozenset()
    ages: frozenset[tuple[int, str]] = frozenset()
    several: bool = False
    daytimes: frozenset[tuple[int, int]] = frozenset()


NO_MARKS: Final = Marks()


def marks_in(line: str) -> Marks:
    """Return the marks of a line.

    >>> marks = marks_in("Tom Vellis, 31, was shot at 9:40 p.m. in the 3700 block of South Landon Road.")
    >>> sorted(marks.streets), sorted(marks.addresses), marks.clocks, sorted(marks.persons)
    (['landon'], [(37, 'landon')], (1300,), [('vellis', 31)])
    """
    streets: set[str] = set()
    addresses: set[tuple[int, str]] = set()
    # Most lines name no street: a look for its kind costs a tenth of a look for its name.
    blocks = _BLOCK.finditer(line) if "block of" in line else ()
    named = _STREET.finditer(line) if _WAY.search(line) else ()
    for match in (*blocks, *named):
        name = fold(_POINT_AHEAD.sub("", _WAY_AT_END.sub("", match[2])))
        streets.add(name)
        if match[1]:
            addresses.add((int(match[1]) // 100, name.split()[0]))
    several = bool(_DEED.search(line) and _SEVERAL.search(line))
    daytimes = frozenset(_PARTS_OF_DAY[(m.lastindex or 1) - 1][1:] for m in _DAYTIME.finditer(line))
    if not any(map(str.isdigit, line)):
        told = streets or several or daytimes
        return Marks(frozenset(streets), several=several, daytimes=daytimes) if told else NO_MARKS
    persons = {(_last(m[1]), int(m[2])) for m in _PERSON.finditer(line)}
    persons |= {(_last(m[2]), int(m[1])) for m in _PERSON_AFTER.finditer(line)}
    ages = frozenset((int(m[1] or m[3]), (m[2] or "y")[0].lower()) for m in _AGE.finditer(line))
    clocks = () if _OF_THE_PAGE.search(line) else tuple(_minutes(m) for m in _TIME.finditer(line))
    return Marks(frozenset(streets), frozenset(addresses), clocks, frozenset(persons), ages, several, daytimes)


def _last(name: str) -> str:
    return fold(name).split()[-1]


def _minutes(match: re.Match[str]) -> int:
    if match[4]:
        return int(match[4]) * 60 + int(match[5])
    return (int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)) * 60 + int(match[2] or 0)


def together(lines: Sequence[Marks], head: Sequence[Marks]) -> Marks:
    """Return the marks of a text from those of its lines.

    Ages, parts of a day, and whether it speaks of several deeds, are those of its ``head``.
    """
    return Marks(
        frozenset(name for marks in lines for name in marks.streets),
        frozenset(address for marks in lines for address in marks.addresses),
        tuple(islice((minute for marks in lines for minute in marks.clocks), CLOCKS)),
        frozenset(person for marks in lines for person in marks.persons),
        frozenset(age for marks in head for age in marks.ages),
        any(marks.several for marks in head),
        frozenset(part for marks in head for part in marks.daytimes),
    )


def agreement(a: Marks, b: Marks, *, many: bool = False) -> Iterator[tuple[str, float]]:
    """Yield the features of two texts' marks that are known, each from -1 to 1.

    ``many``: so many were killed or hurt that each text may give the age of another.
    """
    if a.addresses and b.addresses:
        yield "address", -1.0 if a.addresses.isdisjoint(b.addresses) else 1.0
    elif a.streets and b.streets:
        yield "streets", -1.0 if a.streets.isdisjoint(b.streets) else 1.0
    if a.ages and b.ages and not (many and a.ages.isdisjoint(b.ages)):
        yield "head_ages", -1.0 if a.ages.isdisjoint(b.ages) else 1.0
    if a.clocks and b.clocks:
        apart = min(min(abs(x - y), 1440 - abs(x - y)) for x in a.clocks for y in b.clocks)
        if apart <= NEAR_TIME:
            yield "clock", 1.0 if apart <= SAME_TIME else 0.5
        elif apart > OTHER_TIME:
            yield "clock", -1.0
    if a.daytimes and b.daytimes and not (a.clocks and b.clocks):
        apart = min(_hours_between(x, y) for x in a.daytimes for y in b.daytimes)
        yield "daytime", -1.0 if apart > HOURS_APART else 1.0
    if both := len(a.persons & b.persons):
        yield "persons", min(both, PERSONS) / PERSONS
    if a.several or b.several:
        yield "several", 1.0


def _hours_between(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Return the hours between two parts of one day, 0 where they overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])

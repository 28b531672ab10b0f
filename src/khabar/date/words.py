"""The vocabulary of date expressions, as regular expressions over folded text and as look-ups."""

from __future__ import annotations

import re
from typing import Final

from khabar.numerals import NUMERAL, integer

_MONTHS: Final = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}

_WEEKDAYS: Final = (
    "monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat",
    "sunday sun",
)  # fmt: skip
WEEKDAYS: Final = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYPARTS: Final = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "noon": "MI", "midday": "MI", "afternoon": "AF",
    "evening": "EV", "dusk": "EV", "sunset": "EV", "night": "NI", "midnight": "NI", "overnight": "ON",
}  # fmt: skip
ORDINALS: Final = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th",
         "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th", "thirteenth 13th", "fourteenth 14th",
         "fifteenth 15th", "sixteenth 16th", "seventeenth 17th", "eighteenth 18th", "nineteenth 19th",
         "twentieth 20th", "twenty-first 21st", "twenty-second 22nd", "twenty-third 23rd", "twenty-fourth 24th",
         "twenty-fifth 25th", "twenty-sixth 26th", "twenty-seventh 27th", "twenty-eighth 28th", "twenty-ninth 29th",
         "thirtieth 30th", "thirty-first 31st"), start=1)
    for word in words.split()
}  # fmt: skip
SHIFTS: Final = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "following": 1, "upcoming": 1,
}  # fmt: skip
DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
UNITS: Final = {
    "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week", "fortnight": "fortnight",
    "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
    "century": "century", "centurie": "century", "second": "second", "season": "season",
}  # fmt: skip


def _alternatives(words: object) -> str:
    return "(?:" + "|".join(sorted(map(str, words), key=len, reverse=True)) + ")"  # type: ignore[call-overload]


MONTH: Final = _alternatives(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
_SHORT: Final = [name for name in MONTHS if len(name) <= 4 and name not in ("may", "june", "july")]
MONTH_ANY: Final = rf"(?:{_alternatives(_SHORT)}\b\.?|{_alternatives(MONTHS)}\b)"
WEEKDAY: Final = _alternatives(name for name in WEEKDAYS if name.endswith("day"))
WEEKDAY_SHORT: Final = _alternatives(name for name in WEEKDAYS if not name.endswith("day"))
WEEKDAY_ANY: Final = rf"(?:{_alternatives(WEEKDAYS)}\b\.?)"
DAYNUM: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?![.,]\d{1,2}(?!\d))"
YEAR: Final = r"(?:1[6-9]\d\d|20\d\d)(?!\d)(?![.,]\d)"
SPELLED_YEAR: Final = (
    r"(?:nineteen (?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)|"
    r"the year two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
SEASON: Final = _alternatives(SEASONS)
UNIT: Final = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
)
CALENDAR_UNIT: Final = r"(?:weekend|week|fortnight|month|quarter|year|decade|century)"
ORDINAL: Final = _alternatives(ORDINALS)
PART: Final = (
    r"(?:(?:very )?early|mid(?:dle)?|late|the (?:beginning|start|outset|middle|end|close) of|"
    r"the (?:early|late|final|last|first) (?:days|weeks|months|hours|part) of|the (?:early|latter) part of|year-?end)"
)
DAYPART: Final = _alternatives(DAYPARTS)
FUZZY: Final = (
    r"(?:some|several|a few|few|many|a number of|a couple of|a couple|recent|dozens of|hundreds of|a dozen|countless|"
    r"the few|the many|numerous|a handful of)"
)
HEDGE: Final = (
    r"(?:about|around|approximately|nearly|almost|over|more than|less than|fewer than|at least|at most|some|up to|just|"
    r"barely|roughly|only|exactly|precisely|no more than|no less than|just over|just under|as many as|close to|"
    r"as long as)"
)
AMOUNT: Final = rf"(?:(?:{NUMERAL})(?: (?:and a half|1/2|and a quarter))?|an?|half an?|{FUZZY}|one)"


def amount(words: str) -> float | None:
    """Return how many units ``words`` give, ``None`` for "several", "a few".

    >>> amount("two"), amount("a"), amount("2 1/2"), amount("several"), amount("a couple of")
    (2.0, 1.0, 2.5, None, 2.0)
    """
    words = words.strip()
    half = 0.5 if re.search(r"(?:and a half|1/2)$", words) else 0.0
    words = re.sub(r" (?:and a half|1/2|and a quarter)$", "", words)
    if words in ("a", "an", "one"):
        return 1.0 + half
    if words in ("half a", "half an"):
        return 0.5
    if words in ("a couple of", "a couple"):
        return 2.0
    whole = integer(words)
    return None if whole is None else whole + half


def unit(word: str) -> str:
    """Return the singular of a unit of time.

    >>> unit("centuries"), unit("days")
    ('century', 'day')
    """
    word = word.removesuffix("s")
    return UNITS.get(word, word)


def part(words: str | None) -> str | None:
    """Return ``early``, ``mid`` or ``late`` for the words before a period."""
    if not words:
        return None
    if re.search(r"early|beginning|start|outset|first", words):
        return "early"
    if re.search(r"mid", words):
        return "mid"
    return "late"

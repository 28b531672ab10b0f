"""What each pattern of a date written by the calendar means: a match's groups to a meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from khabar.date import words as w
from khabar.date.calendars import month_names
from khabar.date.holidays import named_days, owner_of
from khabar.date.meaning import Kind, Meaning
from khabar.numerals import integer

Build = Callable[[re.Match[str]], Meaning | None]


def _month(match: re.Match[str], group: str = "m") -> int:
    return w.MONTHS[match[group].rstrip(".")]


def _day(match: re.Match[str], group: str = "d") -> int:
    return int(re.sub(r"\D", "", match[group]))


def _year(match: re.Match[str], group: str = "y") -> int | None:
    found = match.groupdict().get(group)
    if not found:
        return None
    digits = re.sub(r"\D", "", found)
    if not digits:
        spelled = found.removeprefix("the year ")
        head, _, rest = spelled.partition(" ")
        return 1900 + (integer(rest) or 0) if head == "nineteen" else integer(spelled)
    return _century(int(digits)) if len(digits) == 2 else int(digits)


def _century(two_digits: int) -> int:
    """Two digits stand for 1940 to 2039."""
    return two_digits + (1900 if two_digits >= 40 else 2000)


def iso(match: re.Match[str]) -> Meaning | None:
    """2017-05-03."""
    return Meaning(Kind.CALENDAR, year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))


def numeric(match: re.Match[str]) -> Meaning | None:
    """3/5/2017, 3.5.2017: with both readings where both are days."""
    first, second, year = int(match["a"]), int(match["b"]), _year(match)
    if max(first, second) > 31 or min(first, second) < 1 or (first > 12 and second > 12):
        return None
    if first > 12 or (match["sep"] == "." and second <= 12):
        return Meaning(Kind.CALENDAR, year=year, month=second, day=first) if second <= 12 else None
    if second > 12 or first == second:
        return Meaning(Kind.CALENDAR, year=year, month=first, day=second)
    return Meaning(Kind.CALENDAR, year=year, month=second, day=first, other_month=first, other_day=second)


def month_day(match: re.Match[str]) -> Meaning:
    """3 May 2017, Friday, May 3, 3 May last year."""
    groups = match.groupdict()
    weekday = w.WEEKDAYS.get((groups.get("wd0") or "").rstrip("."))
    of = groups.get("ys")
    if of in ("that", "the same"):
        return Meaning(Kind.CALENDAR, month=_month(match), day=_day(match), event=True)
    if of:
        return Meaning(Kind.CALENDAR, month=_month(match), day=_day(match), shift=w.SHIFTS[of], name="of")
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), weekday=weekday)


def ordinal_of_month(match: re.Match[str]) -> Meaning:
    """The third of May, the third of May last year."""
    of = match.groupdict().get("ys")
    plain = Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=w.ORDINALS[match["o"]])
    if of in ("that", "the same"):
        return replace(plain, event=True)
    return replace(plain, shift=w.SHIFTS[of], name="of") if of else plain


def part_of_month(match: re.Match[str]) -> Meaning:
    """The latter half of May."""
    n = 1.0 if match["o"] in ("first", "1st", "former") else 2.0
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), unit="half", n=n)


def run_of_days(match: re.Match[str]) -> Meaning | None:
    """The last day of May, the first three weeks of May 2017, the last ten days of 2017."""
    n = integer(match["n"]) if match["n"] else 1
    if n is None or not 1 <= n <= 60:
        return None
    sign = 1 if match["edge"] in ("first", "opening") else -1
    days = sign * n * (7 if match["unit"] == "weeks" else 1)
    month = _month(match) if match["m"] else None
    year = _year(match) if match["m"] else _year(match, "y1")
    return Meaning(Kind.CALENDAR, year=year, month=month, unit="run", n=float(days))


def nth_weekday(match: re.Match[str]) -> Meaning:
    """The second Sunday of May, the last Friday of the month."""
    n = -1.0 if match["nth"] in ("last", "final") else float(w.ORDINALS[match["nth"]])
    shift = None if match["m"] else w.SHIFTS.get(match["s"], 0)
    month = _month(match) if match["m"] else None
    return Meaning(
        Kind.CALENDAR, year=_year(match), month=month, weekday=w.WEEKDAYS[match["wd"]], unit="nth", n=n, shift=shift
    )


def week_of(match: re.Match[str]) -> Meaning:
    """The week of 3 May, the week ending 3 May."""
    part = {"of": None, "ending": "ending", "to": "ending"}.get(match["how"], "beginning")
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), unit="week", part=part)


def week_of_month(match: re.Match[str]) -> Meaning:
    """The second week of May."""
    n = -1.0 if match["nth"] in ("last", "final") else float(w.ORDINALS[match["nth"]])
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), unit="week", n=n)


def day_of_month(match: re.Match[str]) -> Meaning | None:
    """The 17th, the 17th of last month."""
    shift = w.SHIFTS.get(match["s"] or "")
    return Meaning(Kind.CALENDAR, day=_day(match), shift=shift)


def ordinal_day(match: re.Match[str]) -> Meaning:
    """The first of the month."""
    return Meaning(Kind.CALENDAR, day=w.ORDINALS[match["o"]], shift=w.SHIFTS.get(match["s"]))


def other_calendar(match: re.Match[str]) -> Meaning | None:
    """12 Ramadan 1445, 22 Bahman."""
    groups = match.groupdict()
    name = groups.get("om") or ""
    calendar, month = {**month_names(), **month_names(loose=True)}[name]
    year = int(groups["oy"]) if groups.get("oy") else None
    day = int(re.sub(r"\D", "", groups["od"])) if groups.get("od") else None
    loose = name in month_names(loose=True)
    if loose and day and match.start("od") < match.start("om"):
        loose = not _AS_DAY.search(_around(match))
    if (year is None and (day is None or loose)) or (day or 1) > 31:
        return None
    return Meaning(Kind.CALENDAR, year=year, month=month, day=day, calendar=calendar)


_AS_DAY = re.compile(
    r"\b(?:on|of|since|from|until|till|by|dated)(?: the)? \|(?: ?[,.;:)]|$| (?:an?|the|in|at|near|when|after|and|to)\b)"
)
"""What stands around a day that bears the name of a month which is a name of people too: "on 13 Dey,"."""


def _around(match: re.Match[str]) -> str:
    """Return a little of the text before and after a match, a bar between them."""
    text = match.string
    return f"{text[max(0, match.start() - 12) : match.start()]}|{text[match.end() : match.end() + 12]}"


def turn_of_year(match: re.Match[str]) -> Meaning:
    """The turn of the year: the days around New Year."""
    return Meaning(Kind.CALENDAR, holiday="new year", year=_year(match), part="turn")


def holiday_part(match: re.Match[str]) -> Meaning | None:
    """The eve of Ramadan, the second day of Eid al-Fitr."""
    edge, nth, unit = match["edge"], match["nth"], match["unit"]
    if edge:
        return Meaning(Kind.CALENDAR, holiday=match["h"], year=_year(match), part=edge)
    n = -1.0 if nth in ("last", "final") else float(w.ORDINALS[nth])
    days = 10.0 if unit == "ten days" else 7.0 if unit == "week" else 1.0
    return Meaning(Kind.CALENDAR, holiday=match["h"], year=_year(match), unit="day", n=n * days, part="nth")


def named_day(match: re.Match[str]) -> Meaning:
    """9/11, the October 7 attacks."""
    return Meaning(Kind.CALENDAR, on=named_days()[match["h"]][0])


def anniversary(match: re.Match[str]) -> Meaning:
    """The anniversary of 9/11: the day and month of a named day."""
    day = named_days()[match["h"]][0][0]
    nth = match["o"]
    n = None if not nth else w.ORDINALS[nth] if nth in w.ORDINALS else int(re.sub(r"\D", "", nth))
    return Meaning(Kind.CALENDAR, year=day.year + n if n else None, month=day.month, day=day.day)


def day_range(match: re.Match[str]) -> Meaning | None:
    """3-5 May, 3 and 4 May."""
    first, second = _day(match, "d1"), _day(match, "d2")
    if second <= first:
        return None
    base = Meaning(Kind.CALENDAR, year=_year(match), month=_month(match))
    return Meaning(Kind.RANGE, first=replace(base, day=first), second=replace(base, day=second))


def month_year(match: re.Match[str]) -> Meaning:
    """May 2017, late May, last May."""
    year = _year(match)
    shift = w.SHIFTS.get((match.groupdict().get("s") or "").strip())
    of = match.groupdict().get("ys")
    if of:
        return Meaning(Kind.CALENDAR, month=_month(match), shift=w.SHIFTS[of], part=w.part(match["p"]), name="of")
    return Meaning(Kind.CALENDAR, year=year, month=_month(match), shift=shift, part=w.part(match["p"]))


def year_only(match: re.Match[str]) -> Meaning:
    """2017, early 2017, '68."""
    return Meaning(Kind.CALENDAR, year=_year(match), part=w.part(match.groupdict().get("p")))


def year_range(match: re.Match[str]) -> Meaning | None:
    """2015-17."""
    first = int(match["y1"])
    tail = match["y2"]
    second = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if not first < second <= first + 150:
        return None
    return Meaning(Kind.RANGE, first=Meaning(Kind.CALENDAR, year=first), second=Meaning(Kind.CALENDAR, year=second))


_OF_A_LIFE = re.compile(
    r"\b(?:his|her|their|my|our|your)\s(?:(?:early|mid|late)[ -])?"
    r"(?:\d0['’]?s (?:and|or|to) (?:(?:early|mid|late)[ -])?)?$",
    re.IGNORECASE,
)
"""What stands before the decade of somebody's life: "in their 20s and early 30s"."""


def decade(match: re.Match[str]) -> Meaning | None:
    """The late 1970s; none in "a man in his 20s"."""
    digits = match["y"] or match["y2"]
    if digits and len(digits) == 2 and _OF_A_LIFE.search(match.string, max(0, match.start() - 40), match.start()):
        return None
    if match["word"]:
        decade = 1900 + w.DECADES[match["word"]]
    else:
        decade = _century(int(digits)) if len(digits) == 2 else int(digits)
    return Meaning(Kind.CALENDAR, decade=decade, part=w.part(match["p"]))


def ordinal_century(match: re.Match[str]) -> Meaning:
    """The 19th century."""
    return Meaning(Kind.CALENDAR, century=w.ORDINALS[match["o"]], part=w.part(match["p"]))


def season(match: re.Match[str]) -> Meaning:
    """The summer of 2015, last winter."""
    return Meaning(
        Kind.CALENDAR, year=_year(match), season=w.SEASONS[match["season"]],
        shift=w.SHIFTS.get(match.groupdict().get("s") or ""), part=w.part(match.groupdict().get("p")),
    )  # fmt: skip


def part_of_year(match: re.Match[str]) -> Meaning | None:
    """The first quarter of 2020, Q3."""
    half = match["unit"] in ("half", "h")
    if match["o"] in ("last", "final", "closing"):
        number = 2 if half else 4
    else:
        number = w.ORDINALS[match["o"]] if match["o"] in w.ORDINALS else int(match["o"])
    of = match.groupdict().get("s") or ""
    shift = -1 if match.groupdict().get("ago") else w.SHIFTS.get(of)
    if number > (2 if half else 4):
        return None
    if half:
        return Meaning(Kind.CALENDAR, year=_year(match), half=number, shift=shift)
    return Meaning(Kind.CALENDAR, year=_year(match), quarter=number, shift=shift)


def night_of(match: re.Match[str]) -> Meaning:
    """The night of 3 May."""
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), daypart="ON")


def holiday(match: re.Match[str]) -> Meaning:
    """Christmas, last Ramadan, Easter 2019, Diwali night, Labor Day weekend, Ashura last year."""
    year = match["ys"]
    return Meaning(
        Kind.CALENDAR, holiday=match["h"], year=_year(match), part=match["span"],
        shift=w.SHIFTS[year] if year else w.SHIFTS.get((match["s"] or "").strip()), name="of" if year else None,
        daypart=w.DAYPARTS.get(match["dp"] or ""),
    )  # fmt: skip


def national_day(match: re.Match[str]) -> Meaning:
    """Independence Day, with the country that owns it where the words before or after name one."""
    before, after = match.string[max(0, match.start() - 60) : match.start()], match.string[match.end() :][:60]
    owner = owner_of(before, after)
    return Meaning(Kind.CALENDAR, holiday=f"{owner}:{match['h']}" if owner else match["h"], year=_year(match))

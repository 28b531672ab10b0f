"""The days of a date written by the calendar: a day, a month, a feast, with its year or the one meant."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khabar.date.calendars import days_in, days_near
from khabar.date.holidays import holiday
from khabar.date.meaning import Meaning, Tense
from khabar.date.spans import Interval, add_months, month_span, part_of, season_span, unit_around

_DAY = timedelta(1)
_REPORTED_DAYS = 60
"""So long after a quarter what is still to come is its report: in October "will have a third-quarter loss" is of this
year's. From 30 to 75 days value F1 on TempEval-3 (TimeBank) is the same."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What days are counted from: publication, the tense of the clause, the days of the event told last."""

    published: date | None
    tense: Tense
    event: Interval | None


def _ambiguous(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """Return the reading of a numeric date that the tense allows, ``None`` where day and month cannot be told apart."""
    plain = replace(meaning, other_day=None, other_month=None)
    swapped = replace(plain, day=meaning.other_day, month=meaning.other_month)
    readings = [span for one in (plain, swapped) if (span := in_year(one, meaning.year or 0))]
    if anchor.published and anchor.tense is not Tense.FUTURE:
        readings = [span for span in readings if span[0] <= anchor.published]
    return readings[0] if len(readings) == 1 else None


def calendar_days(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """Return the days of a date written by the calendar, ``None`` where nothing tells its year."""
    if meaning.century is not None:
        first = (meaning.century - 1) * 100 + 1
        return part_of(date(first, 1, 1), date(first + 99, 12, 31), meaning.part)
    if meaning.decade is not None:
        return part_of(date(meaning.decade, 1, 1), date(meaning.decade + 9, 12, 31), meaning.part)
    if meaning.on is not None:
        return meaning.on
    if meaning.event:
        return in_year(meaning, anchor.event[0].year) if anchor.event and anchor.event[0] else None
    if meaning.year is not None and meaning.calendar is not None:
        return days_in(meaning.calendar, meaning.year, meaning.month or 1, meaning.day)
    if meaning.year is not None and meaning.other_month:
        return _ambiguous(meaning, anchor)
    if meaning.year is not None:
        return in_year(meaning, meaning.year)
    if anchor.published is None:
        return None
    if meaning.day is not None and meaning.month is None:
        return day_of_month(meaning, anchor.published, anchor.tense)
    return nearest(meaning, anchor.published, anchor.tense)


def day_of_month(meaning: Meaning, published: date, tense: Tense) -> tuple[date, date] | None:
    """Return the day meant by "the 17th": the latest such by publication, or the next in the future tense."""
    if meaning.shift is not None:
        months = [add_months(published.replace(day=1), meaning.shift)]
    else:
        months = [
            add_months(published.replace(day=1), n) for n in (range(4) if tense is Tense.FUTURE else range(0, -4, -1))
        ]
    for month in months:
        if (meaning.day or 1) <= calendar.monthrange(month.year, month.month)[1]:
            day = month.replace(day=meaning.day or 1)
            if meaning.shift is not None or (day >= published if tense is Tense.FUTURE else day <= published):
                return day, day
    return None


def nearest(meaning: Meaning, published: date, tense: Tense) -> tuple[date, date] | None:
    """Return the span for a date without a year: the latest begun by publication, the next one in the future tense."""
    if meaning.name == "of" or (meaning.shift is not None and (meaning.quarter or meaning.half)):
        return in_year(meaning, published.year + (meaning.shift or 0))
    if meaning.calendar is not None:
        spans = days_near(meaning.calendar, meaning.month or 1, meaning.day, published)
    else:
        spans = [span for year in range(published.year - 9, published.year + 9) if (span := in_year(meaning, year))]
    if meaning.weekday is not None and meaning.day is not None:
        # "Saturday, April 25" has one year near publication in which it is a Saturday.
        fitting = [s for s in spans if s[0].weekday() == meaning.weekday]
        return min(fitting, key=lambda s: abs((s[0] - published).days)) if fitting else None
    if tense is Tense.FUTURE and meaning.quarter and meaning.shift is None:
        ended = [s for s in spans if s[1] < published]
        if ended and (published - ended[-1][1]).days <= _REPORTED_DAYS:
            return ended[-1]
    if meaning.name == "near":
        # "ahead of Ashura" can be said of one that is to come and of one that has been.
        return min(spans, key=lambda s: abs((s[0] - published).days), default=None)
    if meaning.shift == -1:
        past = [s for s in spans if s[1] < published]
        return past[-1] if past else None
    if meaning.shift == 1:
        future = [s for s in spans if s[0] > published]
        return future[0] if future else None
    if meaning.shift == 0:
        return in_year(meaning, published.year)
    if tense is Tense.FUTURE:
        future = [s for s in spans if s[1] >= published]
        return future[0] if future else None
    past = [s for s in spans if s[0] <= published]
    return past[-1] if past else None


def in_year(meaning: Meaning, year: int) -> tuple[date, date] | None:
    """Return the span that a calendar expression has in a year, ``None`` if the year has no such day."""
    if not 1 <= year <= 9998:
        return None
    if meaning.holiday is not None:
        spans = holiday(meaning.holiday, year)
        return _part_of_holiday(spans[0], meaning) if spans else None
    if meaning.season is not None:
        return season_span(meaning.season, year)[0], season_span(meaning.season, year)[1]
    if meaning.quarter is not None:
        return part_of(*unit_around(date(year, 3 * meaning.quarter, 1), "quarter", 0), meaning.part)
    if meaning.half is not None:
        return (date(year, 1, 1), date(year, 6, 30)) if meaning.half == 1 else (date(year, 7, 1), date(year, 12, 31))
    if meaning.month is None:
        return part_of(date(year, 1, 1), date(year, 12, 31), meaning.part)
    if meaning.day is None and meaning.unit == "week":
        return _week_of_month(year, meaning.month, round(meaning.n or 1))
    if meaning.day is None:
        return part_of(*month_span(year, meaning.month), meaning.part)
    if meaning.day > calendar.monthrange(year, meaning.month)[1]:
        return None
    day = date(year, meaning.month, meaning.day)
    if meaning.unit == "week":
        if meaning.part is None:
            return unit_around(day, "week", 0)
        return (day - 6 * _DAY, day) if meaning.part == "ending" else (day, day + 6 * _DAY)
    return (day, day + _DAY) if meaning.daypart == "ON" else (day, day)


def _week_of_month(year: int, month: int, n: int) -> tuple[date, date]:
    """The nth seven days of a month, the last seven for -1: calendars begin their weeks on different days."""
    first, last = month_span(year, month)
    return (last - 6 * _DAY, last) if n < 0 else (first + 7 * (n - 1) * _DAY, min(first + (7 * n - 1) * _DAY, last))


def _part_of_holiday(span: tuple[date, date], meaning: Meaning) -> tuple[date, date] | None:
    """The first day, the last week, the eve of a feast."""
    start, end = span
    if meaning.part == "nth":
        n = round(meaning.n or 1)
        if n == -1:
            return end, end
        if abs(n) < 7:
            return start + (n - 1) * _DAY, start + (n - 1) * _DAY
        length = (10 if n % 10 == 0 else 7) * _DAY
        if n < 0:
            return end + n * _DAY + _DAY, end
        return start + n * _DAY - length, start + (n - 1) * _DAY
    if meaning.part in ("start", "beginning"):
        return start, start + min(end - start, 2 * _DAY)
    if meaning.part == "end":
        return end - min(end - start, 2 * _DAY), end
    return (start - _DAY, start - _DAY) if meaning.part == "eve" else span

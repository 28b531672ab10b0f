"""The days of a date written by the calendar: a day, a month, a feast, with its year or the one meant."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khabar.date.calendars import days_in, days_near
from khabar.date.holidays import begins_at_evening, holiday, national_names
from khabar.date.meaning import Edge, Meaning, Tense
from khabar.date.spans import Interval, add_months, month_span, part_of, season_span, unit_around

_DAY = timedelta(1)
_NATIONAL_DAYS = 3
"""News tells of what happened on "Independence Day" within so many days of it."""

_REPORTED_DAYS = 60
"""So long after a quarter what is still to come is its report: in October "will have a third-quarter loss" is of this
year's. From 30 to 75 days value F1 on TempEval-3 (TimeBank) is the same."""

_STALE_DAYS = 270
"""A month or day named without a year for what is due, or in the present, is not older than this: the next is meant
("was extended to Nov. 16" in October). What is told as past stays so, however far back."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What days are counted from: publication, the tense of the clause, the days of the event told last."""

    published: date | None
    tense: Tense
    event: Interval | None


_FRESH_DAYS, _OLD_DAYS = 7, 60


def _ambiguous(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """Return the reading of a numeric date that the tense allows, ``None`` where day and month cannot be told apart."""
    plain = replace(meaning, other_day=None, other_month=None)
    swapped = replace(plain, day=meaning.other_day, month=meaning.other_month)
    readings = [span for one in (plain, swapped) if (span := in_year(one, meaning.year or 0))]
    if anchor.published and anchor.tense is not Tense.FUTURE:
        readings = [span for span in readings if span[0] <= anchor.published]
    if len(readings) == 2 and anchor.published:
        # News tells of the days before it: of one reading a few days back and one of months ago, it is the first.
        back = sorted((anchor.published - span[0]).days for span in readings)
        if 0 <= back[0] <= _FRESH_DAYS and back[1] >= _OLD_DAYS:
            readings = [max(readings)]
    return readings[0] if len(readings) == 1 else None


def calendar_days(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """Return the days of a date written by the calendar, ``None`` where nothing tells its year."""
    if meaning.century is not None:
        first = (meaning.century - 1) * 100 + 1
        return part_of(date(first, 1, 1), date(first + 99, 12, 31), meaning.part)
    if meaning.decade is not None:
        return part_of(date(meaning.decade, 1, 1), date(meaning.decade + 9, 12, 31), meaning.part)
    if meaning.on is not None:
        # "The July 15 coup" of a year before the one that is known by that day is another.
        return None if anchor.published and meaning.on[0] > anchor.published else meaning.on
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
    if meaning.unit == "nth" and meaning.month is None:
        month = add_months(anchor.published.replace(day=1), meaning.shift or 0)
        return _nth_weekday(month.year, month.month, meaning)
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
            if meaning.weekday is not None and day.weekday() != meaning.weekday:
                continue
            if meaning.shift is not None or (day >= published if tense is Tense.FUTURE else day <= published):
                return day, day
    return None


def nearest(meaning: Meaning, published: date, tense: Tense) -> tuple[date, date] | None:
    """Return the span for a date without a year: the latest begun by publication, the next one in the future tense."""
    if meaning.name == "of" or (meaning.shift is not None and (meaning.quarter or meaning.half)):
        return in_year(meaning, published.year + (meaning.shift or 0))
    if meaning.told_year is not None and tense is Tense.PAST and (span := _as_told(meaning, published)):
        return span
    if meaning.calendar is not None:
        spans = days_near(meaning.calendar, meaning.month or 1, meaning.day, published)
    else:
        spans = [span for year in range(published.year - 9, published.year + 9) for span in _spans(meaning, year)]
    if meaning.holiday in national_names():
        # Nobody says whose: the one country's day that is at hand, if there is one only.
        close = {s for s in spans if -_NATIONAL_DAYS <= (published - s[0]).days <= _NATIONAL_DAYS}
        return close.pop() if len(close) == 1 else None
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
    if past and (published - past[-1][0]).days > _STALE_DAYS and _looks_ahead(meaning, tense):
        return next((s for s in spans if s[0] > published), None)
    return past[-1] if past else None


_NEWS_DAYS = 92
"""A day or month without a year that was so long ago is news still, whatever year the tale before it was in."""


def _as_told(meaning: Meaning, published: date) -> tuple[date, date] | None:
    """Return the day or month of the year that the tale is in, ``None`` where it can be that of news at hand."""
    there = in_year(meaning, meaning.told_year or 0)
    here = nearest(replace(meaning, told_year=None), published, Tense.PAST)
    if there is None or there[0] > published or (here and (published - here[0]).days <= _NEWS_DAYS):
        return None
    return there


def _looks_ahead(meaning: Meaning, tense: Tense) -> bool:
    """Whether a month or day without a year can be the one to come, though its clause does not say so."""
    return meaning.month is not None and (
        tense is Tense.PRESENT or meaning.name == "ahead" or meaning.edge is Edge.UNTIL
    )


def in_year(meaning: Meaning, year: int) -> tuple[date, date] | None:
    """Return the span that a calendar expression has in a year, ``None`` if the year has no such day."""
    if not 1 <= year <= 9998:
        return None
    if meaning.holiday is not None:
        spans = _spans(meaning, year)
        return spans[0] if spans and (len(spans) == 1 or meaning.holiday not in national_names()) else None
    if meaning.season is not None:
        return season_span(meaning.season, year)[0], season_span(meaning.season, year)[1]
    if meaning.quarter is not None:
        return part_of(*unit_around(date(year, 3 * meaning.quarter, 1), "quarter", 0), meaning.part)
    if meaning.half is not None:
        return (date(year, 1, 1), date(year, 6, 30)) if meaning.half == 1 else (date(year, 7, 1), date(year, 12, 31))
    if meaning.month is None and meaning.unit == "run":
        return _run(date(year, 1, 1), date(year, 12, 31), round(meaning.n or 1))
    if meaning.month is None:
        return part_of(date(year, 1, 1), date(year, 12, 31), meaning.part)
    if meaning.day is None and meaning.unit == "week":
        return _week_of_month(year, meaning.month, round(meaning.n or 1))
    if meaning.unit == "nth":
        return _nth_weekday(year, meaning.month, meaning)
    if meaning.day is None and meaning.unit == "run":
        return _run(*month_span(year, meaning.month), round(meaning.n or 1))
    if meaning.day is None and meaning.unit == "half":
        first, last = month_span(year, meaning.month)
        return (first, first + 14 * _DAY) if meaning.n == 1 else (first + 15 * _DAY, last)
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


def _spans(meaning: Meaning, year: int) -> list[tuple[date, date]]:
    """Return all that a calendar expression has in a year: two feasts are called Eid, a Hijri feast can come twice."""
    if meaning.holiday is None:
        return [span] if (span := in_year(meaning, year)) else []
    found = (_part_of_holiday(span, meaning) for span in holiday(meaning.holiday, year))
    return [span for span in found if span]


def _run(first: date, last: date, days: int) -> tuple[date, date]:
    """The first so many days of a period, the last where they are negative."""
    if days > 0:
        return first, min(last, first + (days - 1) * _DAY)
    return max(first, last + (days + 1) * _DAY), last


def _nth_weekday(year: int, month: int, meaning: Meaning) -> tuple[date, date] | None:
    """The second Sunday of a month, its last Friday; ``None`` for a fifth that it has not."""
    first, last = month_span(year, month)
    wanted, n = meaning.weekday or 0, round(meaning.n or 1)
    day = last - (last.weekday() - wanted) % 7 * _DAY
    if n > 0:
        day = first + ((wanted - first.weekday()) % 7 + 7 * (n - 1)) * _DAY
    return (day, day) if day <= last else None


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
    if meaning.part == "turn":
        return start - 7 * _DAY, end + 6 * _DAY
    if meaning.part in ("start", "beginning"):
        return start, start + min(end - start, 2 * _DAY)
    if meaning.part == "end":
        return end - min(end - start, 2 * _DAY), end
    if meaning.part == "eve":
        return (start, start) if begins_at_evening(meaning.holiday or "") else (start - _DAY, start - _DAY)
    return _weekend(start, end) if meaning.part == "weekend" else span


def _weekend(start: date, end: date) -> tuple[date, date]:
    """A feast with the Saturday and Sunday beside it, and the days between: Labor Day weekend."""
    ahead = (5 - end.weekday()) % 7
    if end.weekday() < 2:
        return end - (end.weekday() + 2) * _DAY, end
    if end.weekday() == 6:
        return min(start, end - _DAY), end
    return start, end + (ahead + 1) * _DAY

"""From meaning to days: against the publication date, another event, or nothing but the words."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khabar.date.calendars import days_in, days_near
from khabar.date.holidays import holiday
from khabar.date.meaning import DateMention, Edge, Kind, Meaning, Tense
from khabar.records import When

Interval = tuple[date | None, date | None]

_REPORTED_DAYS = 60
"""So long after a quarter what is still to come is its report: in October "will have a third-quarter loss" is of this
year's. From 30 to 75 days value F1 on TempEval-3 (TimeBank) is the same."""

_DAY = timedelta(1)
_VAGUE_DAYS = {"minute": 1, "hour": 1, "day": 6, "night": 6, "week": 30, "month": 365}
"""The most that "several days", "recent weeks" can reach back: beyond it the next larger unit would have been said."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    published: date | None
    tense: Tense
    event: Interval | None


def date_prec(start: date | None, end: date | None) -> int | None:
    """Return UCDP GED's ``date_prec`` for an interval of days: 1 a day, 2 two to six, 3 a week, 4 up to a month,
    5 up to a year; ``None`` for an open interval or a longer one, which UCDP does not code.

    >>> date_prec(date(2018, 4, 13), date(2018, 4, 19))
    3
    """
    if start is None or end is None or end < start:
        return None
    days = (end - start).days + 1
    for prec, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)):
        if days <= most:
            return prec
    return None


def days_of(
    mention: DateMention, *, published: date | None, tense: Tense = Tense.PAST, event: Interval | None = None
) -> When:
    """Return the days that a date expression stands for.

    Args:
        mention: an expression from ``find_dates``.
        published: the civil day of publication. Without it every expression that is counted from it stays unresolved:
            its dates, precision and anchor are ``None``.
        tense: which way the event lies, for what the words leave open ("on Friday", "in May").
        event: the days of the event that "two days later" is counted from; ``None`` leaves such words unresolved.

    >>> from khabar.date.find import find_dates
    >>> found = days_of(find_dates("They will meet next week.")[0], published=date(2015, 6, 9))
    >>> found.date_start, found.date_end, found.anchor
    (datetime.date(2015, 6, 15), datetime.date(2015, 6, 21), 'published')
    """
    meaning = mention.meaning
    bare = When(mention.text, mention.start, mention.end)
    if not meaning.dates:
        return bare
    try:
        found = _edge(_interval(meaning, _Anchor(published, tense, event)), meaning.edge)
    except (OverflowError, ValueError):
        return bare
    if found is None or found == (None, None):
        return bare
    start, end = found
    if start and end and start > end:
        return bare
    return replace(bare, date_start=start, date_end=end, date_prec=date_prec(start, end), anchor=anchor_of(meaning))


def today(when: When, mention: DateMention, day: date | None, first: date | None) -> When:
    """Return "today" with both days on which it may have been written, where the hour leaves that open."""
    if mention.meaning.kind is not Kind.DAY or day is None or first is None or first >= day or not when.date_start:
        return when
    start = when.date_start - (day - first)
    return replace(when, date_start=start, date_prec=date_prec(start, when.date_end))


def anchor_of(meaning: Meaning) -> str:
    """Return what an expression is counted from: ``text``, ``published`` or ``event``."""
    if meaning.kind is Kind.RANGE and meaning.first and meaning.second:
        ends = {anchor_of(meaning.first), anchor_of(meaning.second)}
        return "event" if "event" in ends else "published" if "published" in ends else "text"
    if meaning.base is not None:
        return anchor_of(meaning.base)
    if meaning.event:
        return "event"
    given = (meaning.year, meaning.decade, meaning.century, meaning.on)
    return "text" if meaning.kind is Kind.CALENDAR and any(x is not None for x in given) else "published"


def _edge(found: Interval | None, edge: Edge | None) -> Interval | None:
    if found is None or edge is None:
        return found
    start, end = found
    if edge is Edge.SINCE:
        return (start, None)
    if edge is Edge.UNTIL:
        return (None, end)
    if edge is Edge.BEFORE:
        return (None, start - _DAY) if start else None
    return (end + _DAY, None) if end else None


def _interval(meaning: Meaning, anchor: _Anchor) -> Interval | None:
    if meaning.kind is Kind.CALENDAR:
        return _calendar(meaning, anchor)
    if meaning.kind is Kind.RANGE and meaning.first and meaning.second:
        return _range(meaning.first, meaning.second, anchor)
    if meaning.kind is Kind.AGO:
        return _ago(meaning, anchor)
    if meaning.kind is Kind.UNIT and meaning.event:
        if anchor.event is None or anchor.event[0] is None:
            return None
        return unit_around(anchor.event[0], meaning.unit or "day", meaning.shift or 0)
    if anchor.published is None:
        return None
    if meaning.kind is Kind.WEEKDAY:
        return _with_daypart(weekday(meaning, anchor.published, anchor.tense), meaning)
    if meaning.kind is Kind.DAY:
        return _with_daypart(anchor.published + (meaning.shift or 0) * _DAY, meaning, back=True)
    if meaning.kind is Kind.UNIT:
        return _unit(meaning, anchor.published, anchor.tense)
    return _stretch(meaning, anchor.published)


def _range(first: Meaning, second: Meaning, anchor: _Anchor) -> Interval | None:
    to = _interval(second, anchor)
    if to is None or to[1] is None:
        return None
    start = _interval(first, anchor)
    if start and start[0] and start[0] > to[1] and not _fixed(first):
        # The first end is the latest such day before the second: "from Saturday to Tuesday".
        start = _interval(first, replace(anchor, published=to[1], tense=Tense.PAST))
    if anchor.tense is Tense.FUTURE and start and start[0] and start[0] > to[1]:
        to = _interval(second, replace(anchor, published=start[0])) or to
    return (start[0], to[1]) if start else None


def _fixed(meaning: Meaning) -> bool:
    return meaning.kind is Kind.CALENDAR and meaning.year is not None


def _with_daypart(day: date, meaning: Meaning, *, back: bool = False) -> Interval:
    """A night that is named as such covers two days; "overnight" in today's news began yesterday."""
    if meaning.daypart != "ON":
        return (day, day)
    return (day - _DAY, day) if back else (day, day + _DAY)


def weekday(meaning: Meaning, published: date, tense: Tense) -> date:
    """Return the day that a weekday's name means: publication day itself if it is that day, else the latest before
    it or, in the future tense, the next after it; "last" and "next" exclude publication day."""
    wanted = meaning.weekday or 0
    back = (published.weekday() - wanted) % 7
    ahead = (wanted - published.weekday()) % 7
    if meaning.shift == -1:
        return published - (back or 7) * _DAY
    if meaning.shift == 1:
        return published + (ahead or 7) * _DAY
    if tense is Tense.FUTURE:
        return published + ahead * _DAY
    return published - back * _DAY


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day of the month some months on, or the month's last day if it has none such."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: date, unit: str, shift: int) -> tuple[date, date]:
    """Return the calendar unit (ISO week, month, year …) ``shift`` units from the one that ``day`` lies in."""
    if unit in ("week", "fortnight"):
        length = 7 if unit == "week" else 14
        monday = day - day.weekday() * _DAY + shift * length * _DAY
        return monday, monday + (length - 1) * _DAY
    if unit == "weekend":
        saturday = day - day.weekday() * _DAY + 5 * _DAY + shift * 7 * _DAY
        return saturday, saturday + _DAY
    if unit == "month":
        moved = add_months(day.replace(day=1), shift)
        return month_span(moved.year, moved.month)
    if unit == "quarter":
        moved = add_months(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1), 3 * shift)
        return moved, month_span(moved.year, moved.month + 2)[1]
    if unit in ("year", "decade", "century"):
        length = {"year": 1, "decade": 10, "century": 100}[unit]
        first = day.year // length * length + shift * length
        return date(first, 1, 1), date(first + length - 1, 12, 31)
    moved = day + shift * _DAY
    return moved, moved


def _unit(meaning: Meaning, published: date, tense: Tense) -> Interval:
    unit, shift = meaning.unit or "day", meaning.shift or 0
    if meaning.name == "past" and meaning.part is None:
        # "the past week" runs up to the day it is said, "last week" is the one before this
        start, end = _stretch(replace(meaning, n=1, shift=-1), published)
        return start or published, end or published
    if unit == "weekend":
        start, end = weekend(published, shift, tense)
    else:
        start, end = unit_around(published, unit, shift)
    if meaning.part == "earlier":
        return start, min(end, published)
    if meaning.part == "later":
        return max(start, published), end
    return _part(start, end, meaning.part)


def weekend(published: date, shift: int, tense: Tense) -> tuple[date, date]:
    """Return the Saturday and Sunday meant: the latest begun by publication, or the coming one in the future tense."""
    saturday = published - ((published.weekday() - 5) % 7) * _DAY
    running = published.weekday() >= 5
    if shift < 0:
        saturday -= (7 if running else 0) * _DAY
    elif shift > 0 or (tense is Tense.FUTURE and not running):
        saturday += 7 * _DAY
    return saturday, saturday + _DAY


def _part(start: date, end: date, part: str | None) -> tuple[date, date]:
    """The early, middle or late third of a period."""
    days = (end - start).days + 1
    if part is None or days < 3:
        return start, end
    third = days // 3
    if part == "early":
        return start, start + (third - 1) * _DAY
    if part == "mid":
        return start + third * _DAY, end - third * _DAY
    return end - (third - 1) * _DAY, end


def _ambiguous(meaning: Meaning, anchor: _Anchor) -> Interval | None:
    """Return the reading of a numeric date that the tense allows, ``None`` where day and month cannot be told apart."""
    plain = replace(meaning, other_day=None, other_month=None)
    swapped = replace(plain, day=meaning.other_day, month=meaning.other_month)
    readings = [span for one in (plain, swapped) if (span := _in_year(one, meaning.year or 0))]
    if anchor.published and anchor.tense is not Tense.FUTURE:
        readings = [span for span in readings if span[0] <= anchor.published]
    return readings[0] if len(readings) == 1 else None


def _ago(meaning: Meaning, anchor: _Anchor) -> Interval | None:
    sign, unit = meaning.shift or -1, meaning.unit or "day"
    if meaning.base is not None:
        named = _interval(meaning.base, anchor)
        if named is None or named[0] is None or named[1] is None:
            return None
        base: Interval = named
    elif meaning.event:
        if anchor.event is None or anchor.event[0] is None or anchor.event[1] is None:
            return None
        base = anchor.event
    elif anchor.published is None:
        return None
    else:
        base = (anchor.published, anchor.published)
    first, last = base
    assert first is not None
    assert last is not None
    if meaning.n is None:
        return _within(first if sign < 0 else last, unit, sign)
    if meaning.to_the_day:
        return _back(first, unit, meaning.n), _back(last, unit, meaning.n)
    if unit in ("second", "minute"):
        return first, last
    if unit == "hour":
        days = round(meaning.n / 24) if meaning.n >= 12 else 0
        return first + sign * days * _DAY, last + sign * days * _DAY
    if unit in ("day", "night"):
        days = round(meaning.n)
        return first + sign * days * _DAY, last + sign * days * _DAY
    start, _ = _shifted(first, unit, sign * meaning.n)
    _, end = _shifted(last, unit, sign * meaning.n)
    return start, end


def _back(day: date, unit: str, n: float) -> date:
    """Return the same day ``n`` weeks, months, years or decades before."""
    if unit == "week":
        return day - round(7 * n) * _DAY
    return add_months(day, -round(n * {"month": 1, "year": 12, "decade": 120}[unit]))


def _shifted(day: date, unit: str, n: float) -> tuple[date, date]:
    """Return the week, month, year or decade around the day ``n`` units off: "two weeks ago" is not to the day."""
    if unit in ("week", "fortnight"):
        return unit_around(day + round(n * (7 if unit == "week" else 14)) * _DAY, "week", 0)
    if unit == "weekend":
        return unit_around(day + round(n * 7) * _DAY, "weekend", 0)
    if unit in ("month", "quarter"):
        return unit_around(add_months(day, round(n * (1 if unit == "month" else 3))), "month", 0)
    if n != int(n) and unit == "year":
        return unit_around(add_months(day, round(n * 12)), "year", 0)
    years = round(n * {"year": 1, "decade": 10, "century": 100}.get(unit, 1))
    around = unit_around(add_months(day, 12 * years), "year", 0)
    return (
        around
        if unit == "year"
        else (around[0].replace(year=around[0].year - 1), around[1].replace(year=around[1].year + 1))
    )


def _within(anchor: date, unit: str, sign: int) -> Interval:
    """The days that a vague number of units can reach, the anchor's own included; open where nothing bounds it."""
    most = _VAGUE_DAYS.get(unit)
    far = anchor + sign * most * _DAY if most else None
    return (far, anchor) if sign < 0 else (anchor, far)


def _stretch(meaning: Meaning, published: date) -> Interval:
    sign, unit = meaning.shift or -1, meaning.unit or "day"
    if meaning.n is None:
        return _within(published, unit, sign)
    n = meaning.n
    if unit in ("second", "minute", "hour"):
        far = published + sign * -(-round(n) // 24) * _DAY if unit == "hour" else published
    elif unit in ("day", "night", "week", "fortnight", "weekend"):
        length = {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1)
        far = published + sign * round(n * length) * _DAY
    else:
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit, 1)
        far = add_months(published, sign * round(n * months))
    return (far, published) if sign < 0 else (published, far)


def _calendar(meaning: Meaning, anchor: _Anchor) -> Interval | None:
    if meaning.century is not None:
        first = (meaning.century - 1) * 100 + 1
        return _part(date(first, 1, 1), date(first + 99, 12, 31), meaning.part)
    if meaning.decade is not None:
        return _part(date(meaning.decade, 1, 1), date(meaning.decade + 9, 12, 31), meaning.part)
    if meaning.on is not None:
        return meaning.on
    if meaning.event:
        return _in_year(meaning, anchor.event[0].year) if anchor.event and anchor.event[0] else None
    if meaning.year is not None and meaning.calendar is not None:
        return days_in(meaning.calendar, meaning.year, meaning.month or 1, meaning.day)
    if meaning.year is not None and meaning.other_month:
        return _ambiguous(meaning, anchor)
    if meaning.year is not None:
        return _in_year(meaning, meaning.year)
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
        return _in_year(meaning, published.year + (meaning.shift or 0))
    if meaning.calendar is not None:
        spans = days_near(meaning.calendar, meaning.month or 1, meaning.day, published)
    else:
        spans = [span for year in range(published.year - 9, published.year + 9) if (span := _in_year(meaning, year))]
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
        return _in_year(meaning, published.year)
    if tense is Tense.FUTURE:
        future = [s for s in spans if s[1] >= published]
        return future[0] if future else None
    past = [s for s in spans if s[0] <= published]
    return past[-1] if past else None


def _in_year(meaning: Meaning, year: int) -> tuple[date, date] | None:
    """Return the span that a calendar expression has in a year, ``None`` if the year has no such day."""
    if not 1 <= year <= 9998:
        return None
    if meaning.holiday is not None:
        spans = holiday(meaning.holiday, year)
        return _part_of_holiday(spans[0], meaning) if spans else None
    if meaning.season is not None:
        return season_span(meaning.season, year)[0], season_span(meaning.season, year)[1]
    if meaning.quarter is not None:
        return _part(*unit_around(date(year, 3 * meaning.quarter, 1), "quarter", 0), meaning.part)
    if meaning.half is not None:
        return (date(year, 1, 1), date(year, 6, 30)) if meaning.half == 1 else (date(year, 7, 1), date(year, 12, 31))
    if meaning.month is None:
        return _part(date(year, 1, 1), date(year, 12, 31), meaning.part)
    if meaning.day is None and meaning.unit == "week":
        return _week_of_month(year, meaning.month, round(meaning.n or 1))
    if meaning.day is None:
        return _part(*month_span(year, meaning.month), meaning.part)
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


def season_span(season: str, year: int) -> tuple[date, date]:
    """Return the three months of a northern season; winter begins in December of ``year``."""
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    last = add_months(date(year, month, 1), 2)
    return date(year, month, 1), month_span(last.year, last.month)[1]

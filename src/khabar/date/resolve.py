"""From meaning to days: against the publication date, another event, or nothing but the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from khabar.date.calendar_days import Anchor, calendar_days
from khabar.date.meaning import DateMention, Edge, Kind, Meaning, Tense
from khabar.date.spans import Interval, add_months, part_of, unit_around, weekend
from khabar.records import When

_DAY = timedelta(1)
_VAGUE_DAYS = {"minute": 1, "hour": 1, "day": 6, "night": 6, "week": 30, "month": 365}
"""The most that "several days", "recent weeks" can reach back: beyond it the next larger unit would have been said."""

_COUNTED_FROM = {"second": 31, "minute": 31, "hour": 31, "day": 31, "night": 31, "week": 92, "month": 366}
"""How many days may be told of an event for such units to be counted from it: nobody says "three hours earlier" of a
year; what is counted from then is another event, which is nearer in the text than its own day."""


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
        found = _edge(_interval(meaning, Anchor(published, tense, event)), meaning.edge)
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


def _interval(meaning: Meaning, anchor: Anchor) -> Interval | None:
    if meaning.kind is Kind.CALENDAR:
        return calendar_days(meaning, anchor)
    if meaning.kind is Kind.RANGE and meaning.first and meaning.second:
        return _range(meaning.first, meaning.second, anchor)
    if meaning.kind is Kind.AGO:
        return _ago(meaning, anchor)
    # "The next month" is counted from what was told, but from now where nothing was told or the clause looks ahead.
    ahead = meaning.name == "the next" and (anchor.tense is not Tense.PAST or anchor.event is None)
    if meaning.kind is Kind.UNIT and meaning.name == "the" and anchor.event is None and anchor.published is not None:
        return _of_now(meaning, anchor.published, anchor.tense)
    if meaning.kind is Kind.UNIT and meaning.event and not ahead:
        if anchor.event is None or anchor.event[0] is None:
            return None
        return unit_around(anchor.event[0], meaning.unit or "day", meaning.shift or 0)
    if meaning.kind is Kind.STRETCH and meaning.event and anchor.tense is Tense.PAST:
        return _stretch(meaning, anchor.event[0]) if anchor.event and anchor.event[0] else None
    if anchor.published is None:
        return None
    if meaning.kind is Kind.WEEKDAY and meaning.part == "midweek":
        day = weekday(meaning, anchor.published, anchor.tense)
        return day - _DAY, day + _DAY if anchor.tense is Tense.FUTURE else min(day + _DAY, anchor.published)
    if meaning.kind is Kind.WEEKDAY and meaning.base is not None:
        return _beside(meaning, anchor)
    if meaning.kind is Kind.WEEKDAY and meaning.name == "of":
        base = anchor.event[0] if meaning.event and anchor.event else None if meaning.event else anchor.published
        if base is None:
            return None
        day = unit_around(base, "week", meaning.shift or 0)[0] + (meaning.weekday or 0) * _DAY
        return _with_daypart(day, meaning)
    if meaning.kind is Kind.WEEKDAY and meaning.event:
        return _told(meaning, anchor)
    if meaning.kind is Kind.WEEKDAY:
        return _with_daypart(weekday(meaning, anchor.published, anchor.tense), meaning)
    if meaning.kind is Kind.DAY and meaning.event and anchor.event is not None:
        return _night_of(anchor.event, anchor.published)
    if meaning.kind is Kind.DAY:
        return _with_daypart(anchor.published + (meaning.shift or 0) * _DAY, meaning, back=True)
    if meaning.kind is Kind.UNIT:
        return _unit(meaning, anchor.published, anchor.tense)
    return _stretch(meaning, anchor.published)


def _range(first: Meaning, second: Meaning, anchor: Anchor) -> Interval | None:
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


def _of_now(meaning: Meaning, published: date, tense: Tense) -> Interval | None:
    """The end of the month at hand, where none was told; what has been has not been later than now."""
    start, end = part_of(*unit_around(published, meaning.unit or "day", 0), meaning.part)
    if tense is not Tense.PAST:
        return start, end
    return (start, min(end, published)) if start <= published else None


def _night_of(told: Interval, published: date) -> Interval | None:
    """The night that follows the day told last, the one before where that is the day at hand; none after a longer
    time: nobody says "during the night" of a month.
    """
    first, last = told
    if first is None or last is None or (last - first).days >= _NEAR_NIGHTS:
        return None
    return (published - _DAY, published) if last >= published else (last, last + _DAY)


_NEAR_NIGHTS = 3


def weekday(meaning: Meaning, published: date, tense: Tense) -> date:
    """Return the day that a weekday's name means: publication day itself if it is that day, else the latest before
    it or, in the future tense, the next after it; "last" and "next" exclude publication day."""
    wanted = meaning.weekday or 0
    back = (published.weekday() - wanted) % 7
    ahead = (wanted - published.weekday()) % 7
    weeks = 7 * round(meaning.n or 0) * _DAY
    if meaning.shift == -1:
        return published - (back or 7) * _DAY + weeks
    if meaning.shift == 1:
        return published + (ahead or 7) * _DAY + weeks
    if meaning.n:
        return published + ahead * _DAY + weeks
    if tense is Tense.FUTURE:
        return published + ahead * _DAY
    return published - back * _DAY


def _beside(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """The weekday next to a date that is named: "the Friday before Christmas", "the Sunday after 9/11"."""
    named = _interval(meaning.base, anchor) if meaning.base else None
    if named is None or named[0] is None or named[1] is None:
        return None
    after = meaning.shift == 1
    return _with_daypart(weekday(meaning, named[1] if after else named[0], anchor.tense), meaning)


def _told(meaning: Meaning, anchor: Anchor) -> Interval | None:
    """The weekday next to the day told last: "the following Sunday"; of now where nothing was told or it lies ahead."""
    after = meaning.shift == 1
    if anchor.event is None or (after and anchor.tense is not Tense.PAST):
        if anchor.published is None or (after and anchor.tense is Tense.PAST):
            return None
        return _with_daypart(weekday(meaning, anchor.published, anchor.tense), meaning)
    base = anchor.event[1] if after else anchor.event[0]
    return _with_daypart(weekday(meaning, base, anchor.tense), meaning) if base else None


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
    if unit == "week" and meaning.part in _WEEK_PARTS:
        first, last = _WEEK_PARTS[meaning.part]
        part = start + first * _DAY, start + last * _DAY
        # "Late this week" of what has been is over by the day it is said.
        return part if tense is Tense.FUTURE or part[0] > published else (part[0], min(part[1], published))
    return part_of(start, end, meaning.part)


_WEEK_PARTS = {"early": (0, 2), "mid": (1, 3), "late": (3, 6)}
"""Days from Monday: "late last week" begins on Thursday, for news counts the parts of a week by its working days."""


def _ago(meaning: Meaning, anchor: Anchor) -> Interval | None:
    sign, unit = meaning.shift or -1, meaning.unit or "day"
    if meaning.base is not None:
        named = _interval(meaning.base, anchor)
        if named is None or named[0] is None or named[1] is None:
            return None
        base: Interval = named
    elif meaning.event:
        if anchor.event is None or anchor.event[0] is None or anchor.event[1] is None:
            return None
        if (anchor.event[1] - anchor.event[0]).days >= _COUNTED_FROM.get(unit, 367):
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
        start, end = _within(first if sign < 0 else last, unit, sign)
        # "Weeks ago" is a week at least.
        return (start, _near(end, unit, sign)) if sign < 0 and end else (_near(start, unit, sign), end)
    if meaning.to_the_day and unit not in ("second", "minute", "hour"):
        return off(first, unit, sign * meaning.n), off(last, unit, sign * meaning.n)
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
    if meaning.part in ("over", "under") and unit in ("month", "year"):
        # "Just over a month ago" is no later than the day a month ago, "nearly a year ago" no earlier.
        at = off(first, unit, sign * meaning.n)
        return (start, min(end, at)) if (meaning.part == "over") == (sign < 0) else (max(start, at), end)
    return start, end


def off(day: date, unit: str, n: float) -> date:
    """Return the same day ``n`` days, weeks, months, years or decades on, before where it is negative."""
    if unit in ("day", "night", "week", "fortnight", "weekend"):
        return day + round(n * {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)) * _DAY
    return add_months(day, round(n * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]))


def _near(day: date | None, unit: str, sign: int) -> date | None:
    """Return the nearest day that a vague number of units off can be."""
    if day is None or unit not in ("day", "night", "week", "month", "year"):
        return day
    return off(day, unit, float(sign))


def _shifted(day: date, unit: str, n: float) -> tuple[date, date]:
    """Return the week, month, year or decade around the day ``n`` units off: "two weeks ago" is not to the day."""
    if unit in ("week", "fortnight"):
        return unit_around(day + round(n * (7 if unit == "week" else 14)) * _DAY, "week", 0)
    if unit == "weekend":
        return unit_around(day + round(n * 7) * _DAY, "weekend", 0)
    if unit in ("month", "quarter"):
        return unit_around(add_months(day, round(n * (1 if unit == "month" else 3))), "month", 0)
    if n != int(n) and unit == "year":
        moved, give = add_months(day, round(n * 12)), 1 if abs(n) < 1 else 3
        return unit_around(add_months(moved, -give), "month", 0)[0], unit_around(add_months(moved, give), "month", 0)[1]
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

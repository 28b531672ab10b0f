"""TIMEX3 type and value (TimeML 1.2.1) of a date expression, for those who use them."""

from __future__ import annotations

from datetime import date, timedelta

from khabar.date.calendar_days import day_of_month, in_year, nearest
from khabar.date.calendars import HIJRI, SIGHTING, days_in
from khabar.date.meaning import DateMention, Kind, Meaning, Tense
from khabar.date.resolve import days_of, off, weekday
from khabar.date.spans import Interval, add_months, weekend

_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "fortnight": "W", "season": "M",
}  # fmt: skip


def timex(
    mention: DateMention,
    published: date | None,
    tense: Tense = Tense.PAST,
    *,
    event: Interval | None = None,
    quarter: str | None = None,
) -> tuple[str, str]:
    """Return the TIMEX3 type (``DATE``, ``TIME``, ``DURATION``, ``SET``) and value; digits that are unknown are ``X``.

    ``event`` are the days that "two days later" is counted from, ``quarter`` the value of the quarter (``1989-Q3``)
    that the text named last: beside its figures those of "a year ago" are of the same quarter.

    >>> from khabar.date.find import find_dates
    >>> [timex(m, date(2018, 4, 19)) for m in find_dates("Two days of shelling ended on Monday night.")]
    [('DURATION', 'P2D'), ('TIME', '2018-04-16TNI')]
    """
    meaning = mention.meaning
    try:
        if meaning.kind is Kind.DURATION:
            return "DURATION", period(meaning.n, meaning.unit or "day")
        if meaning.kind is Kind.STRETCH:
            return "DURATION", period(meaning.n, meaning.unit or "day")
        if meaning.kind is Kind.SET:
            return "SET", _set(meaning)
        if meaning.kind is Kind.VAGUE:
            return "DATE", meaning.name or "PRESENT_REF"
        if meaning.kind is Kind.PERIOD or (quarter and _compares(meaning)):
            shift = meaning.shift or 0 if meaning.kind is Kind.PERIOD else -1
            return "DATE", f"{int(quarter[:4]) + shift:04}{quarter[4:]}" if quarter else "XXXX-QX"
        told = event if meaning.name != "the next" or tense is Tense.PAST else None
        if meaning.event and meaning.kind is Kind.UNIT and told and told[0] and meaning.unit != "weekend":
            value = _unit(told[0], meaning.unit or "day", meaning.shift or 0, tense)
        elif meaning.event and meaning.kind is Kind.AGO and meaning.n is not None and event and event[0]:
            value = _counted(event[0], meaning)
        elif meaning.kind is Kind.CLOCK and event and event[0] and event[0] == event[1] and tense is Tense.PAST:
            value = event[0].isoformat()
        else:
            value = _value(meaning, published, tense, event)
    except (OverflowError, ValueError):
        value = "XXXX-XX-XX"
    if meaning.clock:
        return "TIME", f"{value}T{meaning.clock}"
    if meaning.daypart:
        return "TIME", f"{value}T{ {'ON': 'NI'}.get(meaning.daypart, meaning.daypart) }"
    return "DATE", value


def _compares(meaning: Meaning) -> bool:
    """Whether words set a year against the one before: a year ago, a year earlier."""
    return meaning.kind is Kind.AGO and meaning.unit == "year" and meaning.n == 1 and meaning.shift == -1


def period(n: float | None, unit: str) -> str:
    """Return a TIMEX3 duration: ``P2D``, ``PT3H``, ``PXY``.

    >>> period(2.5, "year"), period(None, "week"), period(24, "hour"), period(2, "decade")
    ('P2Y6M', 'PXW', 'PT24H', 'P20Y')
    """
    letter = _LETTERS.get(unit, "D")
    if unit == "fortnight" and n is not None:
        n *= 2
    if unit in ("decade", "century") and n is not None:
        n, letter = n * (10 if unit == "decade" else 100), "Y"
    if unit == "quarter" and n is not None:
        n, letter = n * 3, "M"
    prefix = "PT" if letter.startswith("T") else "P"
    letter = letter.removeprefix("T")
    if n is None:
        return f"{prefix}X{letter}"
    if n == int(n):
        return f"{prefix}{int(n)}{letter}"
    rest = {"Y": "6M", "H": "30M", "M": "30S" if prefix == "PT" else "2W", "D": "T12H", "W": "4D"}.get(letter, "")
    whole = f"{int(n)}{letter}" if int(n) else ""
    return f"{prefix}{whole}{rest}"


def _set(meaning: Meaning) -> str:
    if meaning.weekday is not None:
        return f"XXXX-WXX-{meaning.weekday + 1}" + (f"T{meaning.daypart}" if meaning.daypart else "")
    if meaning.month is not None:
        return f"XXXX-{meaning.month:02}"
    return period(meaning.n, meaning.unit or "day")


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _value(meaning: Meaning, published: date | None, tense: Tense, event: Interval | None = None) -> str:
    if meaning.kind is Kind.CALENDAR:
        return _calendar(meaning, published, tense)
    if meaning.kind is Kind.RANGE and meaning.first:
        return _value(meaning.first, published, tense)
    if meaning.base is not None and meaning.kind is Kind.WEEKDAY:
        beside = days_of(_mention(meaning), published=published, tense=tense).date_start
        return beside.isoformat() if beside else "XXXX-XX-XX"
    if meaning.part == "midweek" and published is not None:
        return _week(weekday(meaning, published, tense))
    if meaning.base is not None and meaning.n is not None:
        if meaning.to_the_day:
            when = days_of(_mention(meaning), published=published, tense=tense).date_start
            return when.isoformat() if when else "XXXX-XX-XX"
        day = days_of(_mention(meaning.base), published=published, tense=tense).date_start
        return _ago(day, meaning.unit or "day", (meaning.shift or -1) * meaning.n) if day else "XXXX-XX-XX"
    if published is None:
        return "XXXX-XX-XX"
    if meaning.kind is Kind.WEEKDAY and (meaning.event or meaning.name == "of"):
        there = days_of(_mention(meaning), published=published, tense=tense, event=event).date_start
        return there.isoformat() if there else "XXXX-XX-XX"
    if meaning.kind is Kind.WEEKDAY:
        return weekday(meaning, published, tense).isoformat()
    if meaning.kind is Kind.DAY and meaning.event and event is not None:
        there = days_of(_mention(meaning), published=published, tense=tense, event=event).date_start
        return there.isoformat() if there else "XXXX-XX-XX"
    if meaning.kind is Kind.DAY:
        shift = (meaning.shift or 0) - (1 if meaning.daypart == "ON" else 0)
        return (published + timedelta(shift)).isoformat()
    if meaning.kind is Kind.UNIT:
        return _unit(published, meaning.unit or "day", meaning.shift or 0, tense)
    if meaning.kind is Kind.AGO:
        if meaning.n is None:
            return period(None, meaning.unit or "day")
        return _counted(published, meaning)
    return published.isoformat()


def _counted(day: date, meaning: Meaning) -> str:
    n = (meaning.shift or -1) * (meaning.n or 0)
    unit = meaning.unit or "day"
    if meaning.to_the_day and unit not in ("second", "minute", "hour"):
        return off(day, unit, n).isoformat()
    return _ago(day, unit, n)


def _unit(day: date, unit: str, shift: int, tense: Tense) -> str:
    if unit in ("week", "fortnight"):
        return _week(day + timedelta(7 * shift))
    if unit == "weekend":
        return _week(weekend(day, shift, tense)[0]) + "-WE"
    if unit == "month":
        return add_months(day, shift).isoformat()[:7]
    if unit == "quarter":
        moved = add_months(day, 3 * shift)
        return f"{moved.year}-Q{(moved.month - 1) // 3 + 1}"
    if unit == "decade":
        return f"{day.year // 10 + shift:03}"
    if unit == "century":
        return f"{day.year // 100 + shift:02}"
    return f"{day.year + shift:04}" if unit == "year" else (day + timedelta(shift)).isoformat()


def _ago(day: date, unit: str, n: float) -> str:
    if unit in ("second", "minute", "hour"):
        return (day + timedelta(hours=n if unit == "hour" else 0)).isoformat()[:10]
    if unit in ("day", "night"):
        return (day + timedelta(round(n))).isoformat()
    if unit in ("week", "fortnight", "weekend"):
        return _week(day + timedelta(round(n * (14 if unit == "fortnight" else 7))))
    if unit in ("month", "quarter"):
        return add_months(day, round(n * (3 if unit == "quarter" else 1))).isoformat()[:7]
    years = n * {"decade": 10, "century": 100}.get(unit, 1)
    return (
        f"{day.year + round(years):04}" if years == int(years) else add_months(day, round(12 * years)).isoformat()[:7]
    )


def _calendar(meaning: Meaning, published: date | None, tense: Tense) -> str:
    if meaning.century is not None:
        return f"{meaning.century - 1:02}"
    if meaning.decade is not None:
        return f"{meaning.decade // 10:03}"
    if meaning.on is not None:
        return meaning.on[0].isoformat()
    if meaning.calendar is not None:
        if meaning.year is not None:
            there = days_in(meaning.calendar, meaning.year, meaning.month or 1, meaning.day)
        else:
            there = nearest(meaning, published, tense) if published else None
        if there and meaning.day is None:
            # As for a feast without a day: the first, a sighted month's by the table.
            return (there[0] + (SIGHTING if meaning.calendar == HIJRI else timedelta(0))).isoformat()
        return _middle(there).isoformat() if there else "XXXX-XX-XX"
    if meaning.unit == "nth" and meaning.month is None:
        when = days_of(_mention(meaning), published=published, tense=tense).date_start
        return when.isoformat() if when else "XXXX-XX-XX"
    if meaning.day is not None and meaning.month is None:
        found = day_of_month(meaning, published, tense) if published else None
        return found[0].isoformat() if found else f"XXXX-XX-{meaning.day:02}"
    year = meaning.year
    if year is None and published is not None and (span := nearest(meaning, published, tense)):
        year = span[0].year
    head = "XXXX" if year is None else f"{year:04}"
    if meaning.holiday is not None:
        span = nearest(meaning, published, tense) if published and meaning.year is None else None
        if meaning.year is not None:
            span = nearest(meaning, date(meaning.year, 12, 31), Tense.PAST)
        return span[0].isoformat() if span else f"{head}-XX-XX"
    if meaning.season is not None:
        return f"{head}-{meaning.season}"
    if meaning.quarter is not None:
        return f"{head}-Q{meaning.quarter}"
    if meaning.half is not None:
        return f"{head}-H{meaning.half}"
    if meaning.month is None:
        return head
    if meaning.unit == "nth":
        there = in_year(meaning, year) if year is not None else None
        return there[0].isoformat() if there else f"{head}-{meaning.month:02}"
    if meaning.day is None:
        return f"{head}-{meaning.month:02}"
    if meaning.other_month is not None:
        day = days_of(_mention(meaning), published=published, tense=tense).date_start
        return day.isoformat() if day else f"{head}-XX-XX"
    if meaning.unit == "week" and year is not None:
        return _week(date(year, meaning.month, meaning.day))
    return f"{head}-{meaning.month:02}-{meaning.day:02}"


def _mention(meaning: Meaning) -> DateMention:
    return DateMention(0, 0, "", meaning)


def _middle(span: tuple[date, date]) -> date:
    return span[0] + (span[1] - span[0]) / 2

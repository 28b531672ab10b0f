"""Stretches of days: calendar units around a day, a unit's parts."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from khabar.date.meaning import Tense

Interval = tuple[date | None, date | None]
_DAY = timedelta(1)


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


def weekend(published: date, shift: int, tense: Tense) -> tuple[date, date]:
    """Return the Saturday and Sunday meant: the latest begun by publication, or the coming one in the future tense."""
    saturday = published - ((published.weekday() - 5) % 7) * _DAY
    running = published.weekday() >= 5
    if shift < 0:
        saturday -= (7 * (-shift - 1) + (7 if running else 0)) * _DAY
    elif shift > 1:
        saturday += 7 * shift * _DAY
    elif shift > 0 or (tense is Tense.FUTURE and not running):
        saturday += 7 * _DAY
    return saturday, saturday + _DAY


def part_of(start: date, end: date, part: str | None) -> tuple[date, date]:
    """The early, middle or late third of a period."""
    days = (end - start).days + 1
    if part is None or days < 3:
        return start, end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and days <= 366:
        months = {"early": (1, 4), "mid": (5, 8)}.get(part, (9, 12))
        return date(start.year, months[0], 1), month_span(start.year, months[1])[1]
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and end.year - start.year == 9:
        first, last = {"early": (0, 3), "mid": (3, 6)}.get(part, (6, 9))
        return date(start.year + first, 1, 1), date(start.year + last, 12, 31)
    third = 10 if 28 <= days <= 31 else days // 3
    if part == "early":
        return start, start + (third - 1) * _DAY
    if part == "mid":
        return start + third * _DAY, start + (2 * third - 1) * _DAY if third == 10 else end - third * _DAY
    return (start + 2 * third * _DAY if third == 10 else end - (third - 1) * _DAY), end


def season_span(season: str, year: int) -> tuple[date, date]:
    """Return the three months of a northern season; winter begins in December of ``year``."""
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    last = add_months(date(year, month, 1), 2)
    return date(year, month, 1), month_span(last.year, last.month)[1]

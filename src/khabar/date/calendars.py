"""Days of the Hijri (lunar) and the Jalali (solar Hijri) calendar, written out: "12 Ramadan 1445", "22 Bahman"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from khabar.tables import packaged, read_table

HIJRI: Final = "hijri"
JALALI: Final = "jalali"

SIGHTING: Final = timedelta(1)
"""By so much the beginning of a Hijri month differs between countries: the new moon is sighted, not computed."""

_LEAP_33: Final = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_JALALI_YEARS: Final = range(1244, 1473)
_NOWRUZ: Final = 1403, date(2024, 3, 20)


@cache
def month_names(*, loose: bool = False) -> dict[str, tuple[str, int]]:
    """Return the names of months, folded, each with its calendar and number; ``loose`` those that are words too."""
    rows = read_table(packaged("khabar.date", "months.tsv"), ("calendar", "month", "names", "loose"))
    column = "loose" if loose else "names"
    return {name: (row["calendar"], int(row["month"])) for row in rows for name in row.items(column) if name}


def days_in(calendar: str, year: int, month: int, day: int | None) -> tuple[date, date] | None:
    """Return the civil days that a day (or a whole month) of another calendar can be, ``None`` for no such day.

    A Hijri date is given with a day to either side. Umm al-Qura is tabled from 1370 (1950) to 1480 (2058); the
    Jalali calendar goes by the rule of 33 years, which holds from 1244 to 1472.

    >>> days_in("hijri", 1445, 9, 12)
    (datetime.date(2024, 3, 21), datetime.date(2024, 3, 23))
    >>> days_in("jalali", 1357, 11, 22)
    (datetime.date(1979, 2, 11), datetime.date(1979, 2, 11))
    """
    span = hijri_month(year, month) if calendar == HIJRI else _jalali_month(year, month)
    if span is None:
        return None
    first, length = span
    spread = SIGHTING if calendar == HIJRI else timedelta(0)
    if day is None:
        return first - spread, first + timedelta(length - 1) + spread
    # A month of 29 days by the table may have had 30 where it was sighted.
    if not 1 <= day <= max(length, 30 if calendar == HIJRI else 0):
        return None
    there = first + timedelta(day - 1)
    return there - spread, there + spread


def days_near(calendar: str, month: int, day: int | None, around: date) -> list[tuple[date, date]]:
    """Return the civil days of a date without its year, in the years around a day, earliest first."""
    # The Hijri year is eleven days shorter than the civil one: in 32 civil years it counts 33.
    year = (around.year - 622) * 33 // 32 if calendar == HIJRI else around.year - 621
    return [span for y in range(year - 3, year + 4) if (span := days_in(calendar, y, month, day))]


@cache
def _umm_al_qura() -> dict[int, tuple[date, str]]:
    found: dict[int, tuple[date, str]] = {}
    for row in read_table(packaged("khabar.date", "ummalqura.tsv"), ("year", "start", "months")):
        if len(row["months"]) != 12 or set(row["months"]) - {"L", "S"}:
            raise row.error(repr(row["months"]), "twelve of L and S")
        found[int(row["year"])] = date.fromisoformat(row["start"]), row["months"]
    return found


def hijri_month(year: int, month: int) -> tuple[date, int] | None:
    """Return the first day and the length of a month by Umm al-Qura, ``None`` outside the table."""
    if year not in _umm_al_qura():
        return None
    start, months = _umm_al_qura()[year]
    lengths = [30 if letter == "L" else 29 for letter in months]
    return start + timedelta(sum(lengths[: month - 1])), lengths[month - 1]


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_33


def _jalali_month(year: int, month: int) -> tuple[date, int] | None:
    if year not in _JALALI_YEARS:
        return None
    base, nowruz = _NOWRUZ
    between = range(base, year) if year >= base else range(year, base)
    days = sum(366 if _is_leap(y) else 365 for y in between)
    first = nowruz + timedelta(days if year >= base else -days)
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    return first + timedelta(31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)), length

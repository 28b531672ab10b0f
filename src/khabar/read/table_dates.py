"""Days as columns of tables hold them; one that can be read two ways is not read, unless its column decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Final

_EMPTY: Final = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-", "\\n", "unknown"})
_YEARS: Final = range(1700, 2101)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UNITS: Final = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
"""Units a second of a count since 1970 that has so many digits, for days from 1973 to 2286."""

_TIME: Final = r"(?:$|[T\s,].{0,40})"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.DOTALL)
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.DOTALL)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?Z?")
_NAMED: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]{1,2}([A-Za-z]{3,9})\.?,?[\s-]{1,2}(\d{4})(?!\d)"
    r"|([A-Za-z]{3,9})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)"
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class Order(Enum):
    """Which of the first two numbers of 03/04/2018 is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class NotADay(ValueError):
    """A cell that cannot be read as a day."""


class TwoWays(NotADay):
    """A day that can be read in two ways."""


def is_year_last(value: Any) -> bool:
    """Return whether a cell is written as 03/04/2018 is, so that its column must be looked at.

    >>> is_year_last("03.04.2018"), is_year_last("2018-04-03")
    (True, False)
    """
    return isinstance(value, str) and len(value) < 80 and _YEAR_LAST.fullmatch(value.strip()) is not None


def order_of(values: Iterable[Any]) -> Order | None:
    """Return the order in which the days of a whole column are written, ``None`` if they do not say or disagree.

    >>> order_of(["03/04/2018", "19/04/2018"])
    <Order.DAY_FIRST: 'day first'>
    >>> order_of(["03/04/2018", "04/05/2018"]) is None
    True
    """
    seen: set[Order] = set()
    for value in values:
        found = _YEAR_LAST.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 80 else None
        if found is not None:
            first, second = int(found.group(1)), int(found.group(3))
            if 12 < first <= 31 and second <= 12:
                seen.add(Order.DAY_FIRST)
            elif first <= 12 < second <= 31:
                seen.add(Order.MONTH_FIRST)
            if len(seen) == 2:
                return None
    return seen.pop() if seen else None


def read_day(value: Any, *, order: Order | None = None, written: str | None = None) -> date | None:
    """Return the day that a cell gives, in its own time zone; ``None`` if the cell is empty.

    Read are days, ISO 8601 with or without a time, YYYYMMDD and YYYYMMDDHHMMSS, English names of months, counts of
    seconds (or milliseconds and finer) since 1970 in UTC, and numbers with the year last where ``order`` is known or
    only one order is possible.

    Args:
        value: the cell.
        order: how the column writes days.
        written: a `datetime.strptime` format that is tried first.

    Raises:
        TwoWays: if it can be read as two days.
        NotADay: if it cannot be read as one.

    >>> read_day("20180419120000"), read_day("4 May 2023")
    (datetime.date(2018, 4, 19), datetime.date(2023, 5, 4))
    """
    if value is None or value != value:  # NaN
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise NotADay("a switch")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, (str, int, float)) else None
    if text is None or len(text) > 80:
        raise NotADay("no date")
    if text.lower() in _EMPTY:
        return None
    if written is not None:
        try:
            return datetime.strptime(text, written).date()
        except ValueError:
            pass
    try:
        day = _from_text(text, order)
    except NotADay:
        raise
    except (ValueError, OverflowError) as error:
        raise NotADay(str(error)) from None
    if day.year not in _YEARS:
        raise NotADay("out of range")
    return day


def _from_text(text: str, order: Order | None) -> date:
    number = re.fullmatch(r"(\d{8,19})(?:\.\d{0,9})?", text)
    if compact := _COMPACT.fullmatch(number.group(1) if number and text.endswith(".0") else text):
        year, month, day = map(int, compact.groups())
        # Twelve digits are YYYYMMDDHHMM, or else milliseconds since 1970 up to 2001.
        is_count = number is not None and len(number.group(1)) == 12
        try:
            if year in _YEARS or not is_count:
                return date(year, month, day)
        except ValueError:
            if not is_count:
                raise
    if number and (unit := _EPOCH_UNITS.get(len(number.group(1)))):
        return (_EPOCH + timedelta(seconds=int(number.group(1)) // unit)).date()
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found.group(1)), int(found.group(3)), int(found.group(4)))
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(int(found.group(1)), int(found.group(3)), int(found.group(4)), order)
    return _named(text)


def _year_last(first: int, second: int, year: int, order: Order | None) -> date:
    if first > 12 or first == second:
        return date(year, second, first)
    if second > 12:
        return date(year, first, second)
    if order is None:
        raise TwoWays("day or month first")
    return date(year, second, first) if order is Order.DAY_FIRST else date(year, first, second)


def _named(text: str) -> date:
    days: set[date] = set()
    for found in _NAMED.finditer(text):
        day, word, year = found.group(1, 2, 3) if found.group(1) else found.group(5, 4, 6)
        month = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower())]
        if len(month) == 1:
            days.add(date(int(year), month[0], int(day)))
    if len(days) != 1:
        raise NotADay("no date")
    return days.pop()

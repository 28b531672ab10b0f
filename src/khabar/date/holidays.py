"""Holidays: names to days of a year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from khabar.tables import packaged, read_table


@cache
def _rules() -> dict[str, str]:
    rows = read_table(packaged("khabar.date", "holidays.tsv"), ("names", "rule"))
    return {name: row["rule"] for row in rows for name in row.items("names")}


@cache
def _movable() -> dict[str, tuple[tuple[date, date], ...]]:
    found: dict[str, list[tuple[date, date]]] = {}
    for row in read_table(packaged("khabar.date", "movable.tsv"), ("name", "start", "end")):
        try:
            span = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        except ValueError:
            raise row.error(f"{row['start']!r}, {row['end']!r}", "two ISO dates") from None
        found.setdefault(row["name"], []).append(span)
    return {name: tuple(spans) for name, spans in found.items()}


def holiday_names() -> frozenset[str]:
    """Return the names known, folded."""
    return frozenset(_rules())


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus).

    >>> easter(2018)
    datetime.date(2018, 4, 1)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _fixed(text: str, year: int) -> date:
    return date(year, int(text[:2]), int(text[3:]))


def holiday(name: str, year: int) -> list[tuple[date, date]]:
    """Return the spans of days that a holiday has in ``year``, both ends included; none where the table has no year.

    >>> holiday("christmas", 2015)
    [(datetime.date(2015, 12, 25), datetime.date(2015, 12, 25))]
    """
    rule = _rules()[name]
    if rule.startswith("table "):
        return [span for span in _movable().get(rule[6:], ()) if span[0].year == year]
    if rule.startswith("nth "):
        weekday, month, nth = (int(part) for part in rule[4:].split())
        if nth < 0:
            last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(1)
            day = last - timedelta((last.weekday() - weekday) % 7)
        else:
            first = date(year, month, 1)
            day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
        return [(day, day)]
    ends = rule.split("..")
    if rule.startswith("easter"):
        days = [easter(year) + timedelta(int(end.removeprefix("easter"))) for end in ends]
    else:
        days = [_fixed(end, year) for end in ends]
    return [(days[0], days[-1])]

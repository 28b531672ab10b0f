"""Holidays: names to days of a year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from khabar.date.calendars import SIGHTING, hijri_month
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


@cache
def named_days() -> dict[str, tuple[tuple[date, date], tuple[str, ...]]]:
    """Return days that have a name in figures: "9/11" with its days, and the nouns of which one must follow, if any."""
    found: dict[str, tuple[tuple[date, date], tuple[str, ...]]] = {}
    for row in read_table(packaged("khabar.date", "named_days.tsv"), ("names", "start", "end", "alone", "nouns")):
        try:
            span = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        except ValueError:
            raise row.error(f"{row['start']!r}, {row['end']!r}", "two ISO dates") from None
        nouns = () if row["alone"] == "yes" else row.items("nouns")
        found.update(dict.fromkeys(row.items("names"), (span, nouns)))
    return found


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


def orthodox_easter(year: int) -> date:
    """Return Eastern Easter Sunday as a civil date (Meeus's Julian computus, 13 days on: right from 1900 to 2099).

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


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
    if rule.startswith("hijri "):
        return _hijri(rule.removeprefix("hijri ").split(".."), year)
    ends = rule.split("..")
    if rule.startswith("orthodox"):
        days = [orthodox_easter(year) + timedelta(int(end.removeprefix("orthodox"))) for end in ends]
    elif rule.startswith("easter"):
        days = [easter(year) + timedelta(int(end.removeprefix("easter"))) for end in ends]
    else:
        days = [_fixed(end, year) for end in ends]
    return [(days[0], days[-1])]


def _hijri(ends: list[str], year: int) -> list[tuple[date, date]]:
    """Return the spans of a feast of the Hijri year that begin in a civil year, with the day after the last."""
    found: list[tuple[date, date]] = []
    for hijri_year in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        months = [hijri_month(hijri_year, int(end[:2])) for end in ends]
        if all(months):
            days = [month[0] + timedelta(int(end[3:]) - 1) for month, end in zip(months, ends, strict=True) if month]
            if days[0].year == year:
                found.append((days[0], days[-1] + SIGHTING))
    return found

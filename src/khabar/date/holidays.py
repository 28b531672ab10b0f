"""Holidays: names to days of a year."""

from __future__ import annotations

import calendar
import re
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


@cache
def _national() -> dict[str, list[tuple[str, str]]]:
    """National days by name: the countries that have one, with its ``MM-DD``."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(packaged("khabar.date", "national.tsv"), ("iso3", "owners", "name", "day")):
        found.setdefault(row["name"], []).append((row["iso3"], row["day"]))
    return found


@cache
def _owners() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    rows = read_table(packaged("khabar.date", "national.tsv"), ("iso3", "owners", "name", "day"))
    owners = {owner: row["iso3"] for row in rows for owner in row.items("owners")}
    names = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    return owners, re.compile(rf"\b({names})(?:'s|')? $"), re.compile(rf"^ (?:of|in) (?:the )?({names})\b")


def national_names() -> frozenset[str]:
    """Return the names that many countries give to a day of theirs, folded: "independence day"."""
    return frozenset(_national())


def owner_of(before: str, after: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of the country that owns a national day by the words around it.

    >>> owner_of("on india's ", ""), owner_of("on ", " in ghana"), owner_of("on ", "")
    ('IND', 'GHA', None)
    """
    owners, lead, rest = _owners()
    match = lead.search(before) or rest.match(after)
    return owners[match[1]] if match else None


def _of_country(name: str, year: int) -> list[tuple[date, date]]:
    owner, _, name = name.rpartition(":")
    days = sorted({_fixed(day, year) for country, day in _national()[name] if owner in ("", country)})
    return [(day, day) for day in days]


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
    if name.rpartition(":")[2] in _national():
        return _of_country(name, year)
    return sorted(span for rule in _rules()[name].split(", ") for span in _by_rule(rule, year))


def begins_at_evening(name: str) -> bool:
    """Return whether a feast's first day is the evening on which it begins, its eve."""
    return _rules().get(name, "").startswith("evening ")


def _by_rule(rule: str, year: int) -> list[tuple[date, date]]:
    rule = rule.removeprefix("evening ")
    if rule.startswith("table "):
        name, _, days = rule[6:].partition(" +")
        spans = [span for span in _movable().get(name, ()) if span[0].year == year]
        return [_one(start + timedelta(int(days))) for start, _ in spans] if days else spans
    if rule.startswith("last "):
        wanted, name = rule[5:].split()
        ends = [end for start, end in _movable().get(name, ()) if start.year == year]
        return [_one(end - timedelta((end.weekday() - int(wanted)) % 7)) for end in ends]
    if rule.startswith("nth "):
        weekday, month, nth = (int(part) for part in rule[4:].split())
        if nth < 0:
            last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(1)
            return [_one(last - timedelta((last.weekday() - weekday) % 7))]
        first = date(year, month, 1)
        return [_one(first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1)))]
    if rule.startswith("hijri "):
        return _hijri(rule.removeprefix("hijri ").split(".."), year)
    ends_at = rule.split("..")
    if rule.startswith("orthodox"):
        days_at = [orthodox_easter(year) + timedelta(int(end.removeprefix("orthodox"))) for end in ends_at]
    elif rule.startswith("easter"):
        days_at = [easter(year) + timedelta(int(end.removeprefix("easter"))) for end in ends_at]
    else:
        if not calendar.isleap(year) and "02-29" in ends_at:
            return []
        days_at = [_fixed(end, year) for end in ends_at]
    return [(days_at[0], days_at[-1])]


def _one(day: date) -> tuple[date, date]:
    return day, day


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

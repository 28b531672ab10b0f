"""A day with what says again which it is: "Independence Day, 24 August", "the 48 hours to Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.date import words as w
from khabar.date.calendar_days import in_year
from khabar.date.holidays import national_names
from khabar.date.meaning import DateMention, Kind, Meaning
from khabar.numerals import NUMERAL

_OF = re.compile(r"(?: of| on|,| \(|,? which falls on|,? observed on) (?:the )?$| \($")
_ENDS = re.compile(r"[,.;)]|$| (?:and|when|as|after|that|which)\b")
_LEAP_YEAR = 2024
_NEAR_DAYS = 1


def join_feasts(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "Independence Day of 24 August", "24 August, Independence Day" made one."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and (day := _feast_day(text, last, mention)) is not None:
            meaning = replace(day.meaning, edge=None if day is mention else last.meaning.edge)
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning)
        else:
            joined.append(mention)
    return joined


def _feast_day(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    """Return which of two mentions is the day of the other, a feast; ``None`` where they are not one day."""
    between = text[first.end : second.start]
    if len(between) > 20 or not _OF.match(between) or not _ENDS.match(text, second.end):
        return None
    feast, day = (first, second) if first.meaning.holiday else (second, first)
    if not feast.meaning.holiday or feast.meaning.part or feast.meaning.shift is not None:
        return None
    if not day.meaning.month or not day.meaning.day or day.meaning.kind is not Kind.CALENDAR or day.meaning.event:
        return None
    if day is first and between not in (", ", " ("):
        return None
    return day if _can_be(feast.meaning, day.meaning) else None


def _can_be(feast: Meaning, day: Meaning) -> bool:
    """Whether a feast can be on a day: any country's own, and others where their day of some year is that."""
    if (feast.holiday or "").rpartition(":")[2] in national_names():
        return True
    years = [day.year] if day.year else [feast.year] if feast.year else range(_LEAP_YEAR - 33, _LEAP_YEAR + 10)
    for year in years:
        one, other = in_year(replace(feast, edge=None), year), in_year(replace(day, edge=None), year)
        if one and other and -_NEAR_DAYS <= (other[0] - one[0]).days <= _NEAR_DAYS + (one[1] - one[0]).days:
            return True
    return False


_TO = re.compile(
    rf"\bthe (?:(?:last|past|first|final) )?(?:(?P<n>{NUMERAL}) )?(?P<unit>hours?|days?|weeks?|months?|years?)"
    r" (?:up )?(?:to|ending|ended|ending on|ended on|until) (?:early |late )?(?:on )?$"
)


def join_stretches(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "the 48 hours to Tuesday", "the week ending on Sunday" made one stretch of days.

    "The three days to Friday" are its days and the two before; hours are counted from the day itself.
    """
    joined: list[DateMention] = []
    for mention in found:
        run = _TO.search(text[max(0, mention.start - 60) : mention.start].lower()) if _ends(mention.meaning) else None
        n = w.amount(run["n"] or "one") if run else None
        if run is None or not n or n > 1000:
            joined.append(mention)
            continue
        start = mention.start - (min(60, mention.start) - run.start())
        inside = [one for one in joined if one.start >= start]
        if any(one.meaning.dates and one.meaning.kind is not Kind.STRETCH for one in inside):
            joined.append(mention)
            continue
        del joined[len(joined) - len(inside) :]
        end = replace(mention.meaning, edge=None)
        unit = w.unit(run["unit"])
        if _is_month(end) is not (unit in ("month", "year") and _is_month(end)):
            joined.append(mention)
            continue
        meaning = Meaning(Kind.RANGE, first=_start(n, unit, end), second=end)
        parts = (*inside, replace(mention, meaning=end))
        joined.append(DateMention(start, mention.end, text[start : mention.end], meaning, parts))
    return joined


def _is_month(meaning: Meaning) -> bool:
    plain = meaning.kind is Kind.CALENDAR and meaning.month is not None and meaning.day is None
    return plain and not (meaning.part or meaning.unit or meaning.calendar or meaning.holiday)


def _ends(meaning: Meaning) -> bool:
    """Whether a stretch can end with this: a day, with or without its hour, or a month."""
    if meaning.event:
        return False
    if _is_month(meaning):
        return True
    return meaning.kind in (Kind.WEEKDAY, Kind.DAY) or (
        meaning.kind is Kind.CALENDAR and bool(meaning.month and meaning.day)
    )


def _start(n: float, unit: str, end: Meaning) -> Meaning:
    if unit == "hour":
        return Meaning(Kind.AGO, n=n, unit="hour", shift=-1, base=end)
    if _is_month(end):
        # "The three months to June": June and the two before it.
        return Meaning(
            Kind.AGO, n=n * (12 if unit == "year" else 1) - 1, unit="month", shift=-1, base=end, to_the_day=True
        )
    if unit == "month":
        return Meaning(Kind.AGO, n=n, unit="month", shift=-1, base=end, to_the_day=True)
    days = n * (7 if unit == "week" else 1) - 1
    return Meaning(Kind.AGO, n=days, unit="day", shift=-1, base=end)

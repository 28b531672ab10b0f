"""The civil day that a stamp gives: a machine's, or one in English words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from khabar.tables import packaged, read_table

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2100
"""Years a page may have been published in: what lies outside is a counter, an error, or of another calendar."""

MAX_STAMP_CHARS: Final = 200

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD: Final = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?P<{}>(?:1[89]|20)\d\d)(?!\d)"
_ISO: Final = re.compile(
    r"(?<![\d/.-])(?P<y>\d{4})(?P<sep>[-/.]|(?=\d{4}))(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d|[/.-]\d)"
    r"(?:[T\s:,]{0,3}(?P<clock>\d{2}:?\d{2}(?::?\d{2})?(?:[.,]\d{1,9})?)\s?(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2})?)?"
)
_NAMED: Final = re.compile(
    rf"(?<![\d/.:])(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s./,-]{{1,3}}{_MONTH_WORD.format('m1')}[\s./,'’-]{{1,3}}{_YEAR.format('y1')}"
    rf"|\b{_MONTH_WORD.format('m2')}[\s.-]{{0,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,|\s|-){{1,3}}{_YEAR.format('y2')}"
    rf"|(?<![\d/.-]){_YEAR.format('y3')}[\s./-]{{1,3}}{_MONTH_WORD.format('m3')}[\s./-]{{1,3}}(?P<d3>\d{{1,2}})(?!\d)"
    rf"|\b{_MONTH_WORD.format('m4')}\s(?P<d4>\d{{1,2}}),?\s(?:at\s)?\d{{1,2}}[:.]\d{{2}}(?::\d\d)?\s?(?:[ap]\.?m\.?,?\s)?(?:[A-Z+-]\S{{0,5}}\s)?{_YEAR.format('y4')}",
    re.IGNORECASE,
)
_NUMERIC: Final = re.compile(
    rf"(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep){_YEAR.format('y')}(?![/.-]\d)"
)
_WEEKDAY: Final = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r|nes)?\b", re.IGNORECASE
)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EPOCH: Final = re.compile(r"\s*(\d{10})(?:\d{3}|\.\d{1,9})?\s*")
_FOREIGN: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|[.º°])?\s(?:de\s)?([^\W\d_]{3,10})[.,]?\s(?:de[l]?\s)?((?:1[89]|20)\d\d)(?!\d)"
)
_ZEROS: Final = frozenset({date(1899, 12, 30), date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1)})
"""Days that stand for an empty field: the zero of spreadsheets, of databases and of Unix (west of Greenwich too)."""
_ALL_DIGITS: Final = re.compile(r"\s*((?:19|20)\d{6})\d{4}(?:\d{2})?\s*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp gives.

    ``days`` holds one day, or two where day and month cannot be told apart: the first reads the day first.
    ``is_local`` is true where the stamp has a clock with an offset of its own, other than UTC's; ``instant`` is then,
    and for a UTC stamp, the moment.
    """

    days: tuple[date, ...]
    is_local: bool = False
    instant: datetime | None = None

    @property
    def day(self) -> date | None:
        """The day, ``None`` where it is one of two."""
        return self.days[0] if len(self.days) == 1 else None


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day on which a page may have been published, ``None`` for any other numbers."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def read_stamp(value: object) -> Stamp | None:
    """Return what a stamp gives, ``None`` where it gives no day. The day is that of the stamp's own time zone.

    >>> read_stamp("2023-05-04T23:30:00-04:00").day, read_stamp("Thu 4 May 2023 23.30 BST").day
    (datetime.date(2023, 5, 4), datetime.date(2023, 5, 4))
    >>> read_stamp("04/05/2023").days, read_stamp("Thursday, 04/05/2023").day, read_stamp("in 2023")
    ((datetime.date(2023, 5, 4), datetime.date(2023, 4, 5)), datetime.date(2023, 5, 4), None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    value = value[:MAX_STAMP_CHARS].replace("،", ",")
    if digits := _ALL_DIGITS.fullmatch(value):
        value = digits.group(1)
    return _epoch(value) or _iso(value) or _named(value) or _foreign(value) or _numeric(value)


@cache
def _foreign_months() -> dict[str, int]:
    rows = read_table(packaged("khabar.read", "months.tsv"), ["month", "names"])
    return {name: int(row["month"]) for row in rows for name in row["names"].split()}


def _foreign(value: str) -> Stamp | None:
    for match in _FOREIGN.finditer(value):
        month = _foreign_months().get(match[2].lower().replace("i̇", "i"))
        if month and (day := make_day(int(match[3]), month, int(match[1]))):
            return Stamp((day,))
    return None


def _epoch(value: str) -> Stamp | None:
    match = _EPOCH.fullmatch(value)
    if match is None:
        return None
    seconds = int(match.group(1))
    # Before 2001 a count of seconds has nine digits, and a number of nine digits may be anything.
    moment = datetime.fromtimestamp(seconds, UTC)
    day = make_day(moment.year, moment.month, moment.day)
    return Stamp((day,), instant=moment) if day and day not in _ZEROS else None


def _iso(value: str) -> Stamp | None:
    for match in _ISO.finditer(value):
        day = make_day(int(match["y"]), int(match["m"]), int(match["d"]))
        if day is None or day in _ZEROS:
            continue
        zone = (match["zone"] or "").upper()
        is_utc = zone in ("Z", "UTC", "GMT") or zone[1:] in ("00:00", "0000")
        return Stamp((day,), bool(zone) and not is_utc, _instant(day, match["clock"], zone, is_utc) if zone else None)
    return None


def _instant(day: date, clock: str, zone: str, is_utc: bool) -> datetime | None:
    digits = re.sub(r"\D", "", clock)[:6].ljust(6, "0")
    offset = "+0000" if is_utc else zone.replace(":", "")
    try:
        return datetime.strptime(f"{day:%Y%m%d}{digits}{offset}", "%Y%m%d%H%M%S%z").astimezone(UTC)
    except ValueError:
        return None


def _named(value: str) -> Stamp | None:
    for match in _NAMED.finditer(value):
        for i in "1234":
            if match["m" + i]:
                month = _MONTHS.index(match["m" + i][:3].lower()) + 1
                if day := make_day(int(match["y" + i]), month, int(match["d" + i])):
                    return Stamp((day,))
    return None


def _numeric(value: str) -> Stamp | None:
    match = _NUMERIC.search(value)
    if match is None:
        return None
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    readings = [make_day(year, b, a)]
    # With dots the day stands first, wherever they are written so.
    if match["sep"] != ".":
        readings.append(make_day(year, a, b))
    days = tuple(dict.fromkeys(day for day in readings if day))
    if len(days) == 2 and (weekday := _WEEKDAY.search(value)):
        named = _WEEKDAYS.index(weekday.group(1).lower())
        days = tuple(day for day in days if day.weekday() == named) or days
    return Stamp(days) if days else None

"""What a date expression means before it is set against a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from khabar.frozen import record


class Tense(StrEnum):
    """Which way from the publication date the event lies, by the grammar of its clause."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Kind(StrEnum):
    """How an expression is worked out."""

    CALENDAR = "calendar"
    """Parts of a written date: any of year, month, day, quarter, half, season, holiday, decade, century."""
    WEEKDAY = "weekday"
    DAY = "day"
    """``shift`` days from publication: today, yesterday."""
    UNIT = "unit"
    """``shift`` whole weeks, months, years … from the current one: last week, this year."""
    AGO = "ago"
    """``n`` units before (or after, ``shift`` = 1) the anchor: three days ago, two days later."""
    STRETCH = "stretch"
    """The ``n`` units up to (or from) publication: the past two days, in recent weeks."""
    RANGE = "range"
    """From ``first`` to ``second``."""
    CLOCK = "clock"
    """A time of day with no day."""
    DURATION = "duration"
    SET = "set"
    PERIOD = "period"
    """A period that the text compares: "the year-earlier quarter", "the latest period"; ``shift`` counts years."""
    VAGUE = "vague"
    """now, recently, soon: ``name`` is the TIMEX3 value."""


class Edge(StrEnum):
    """What a word before an expression makes of it: one end of an open interval, or no date of an event at all."""

    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    DATELINE = "dateline"


@record(frozen=True, slots=True)
class Meaning:
    """The unresolved meaning of a date expression. Fields that do not apply are ``None``.

    ``weekday`` runs from 0 (Monday); ``n`` is the number of ``unit``, ``None`` for "several"; ``shift`` counts
    units from the current one, or gives the direction; ``part`` is ``early``, ``mid``, ``late`` or ``earlier``,
    ``later``, ``midweek`` or ``turn`` (of the year); ``daypart`` is a TIMEX3 code (``MO``, ``AF``, ``EV``, ``NI``) or
    ``ON`` for overnight; ``clock`` is ``HH:MM``; ``event`` is true where the count starts at another event of the
    text; ``other_day``, ``other_month`` are the second reading of an ambiguous numeric date; ``calendar`` is
    ``hijri`` or ``jalali`` where year, month and day are of that calendar; ``on`` are fixed days behind a name
    ("9/11"); ``base`` is the date that "the day after Nowruz" or "the Friday before Christmas" is counted from,
    ``to_the_day`` where that is an anniversary: "two years ago on Friday"; ``told_year`` is the year that the tale
    is in where a day or month without one stands, if any.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    holiday: str | None = None
    decade: int | None = None
    century: int | None = None
    weekday: int | None = None
    unit: str | None = None
    n: float | None = None
    shift: int | None = None
    part: str | None = None
    daypart: str | None = None
    clock: str | None = None
    name: str | None = None
    event: bool = False
    other_day: int | None = None
    other_month: int | None = None
    edge: Edge | None = None
    calendar: str | None = None
    on: tuple[date, date] | None = None
    base: Meaning | None = None
    first: Meaning | None = None
    second: Meaning | None = None
    to_the_day: bool = False
    told_year: int | None = None

    @property
    def dates(self) -> bool:
        """Whether this can date an event: durations, habits, clock times and "now" cannot."""
        return (
            self.kind not in (Kind.DURATION, Kind.SET, Kind.VAGUE, Kind.CLOCK, Kind.PERIOD)
            and self.edge is not Edge.DATELINE
        )

    @property
    def is_bare(self) -> bool:
        """Whether this is a day or month without a year, of which the last and the next can be meant."""
        bare = self.kind is Kind.CALENDAR and self.month is not None and self.year is None and not self.event
        return bare and self.name is None and self.shift is None and self.weekday is None


@record(frozen=True, slots=True)
class DateMention:
    """A date expression where it stands: code points into the text, end exclusive.

    ``parts`` are the two ends of a range, each a mention of its own.
    """

    start: int
    end: int
    text: str
    meaning: Meaning
    parts: tuple[DateMention, ...] = ()

    def due(self) -> DateMention:
        """Return a bare day or month as one that is rather to come than long past."""
        return replace(self, meaning=replace(self.meaning, name="ahead"))

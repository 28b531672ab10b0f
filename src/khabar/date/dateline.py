"""The day that a text was written on, as its dateline tells it: "NAIROBI, 15 June (Wire) - Police …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from khabar.date.meaning import DateMention, Edge, Kind, Tense
from khabar.date.resolve import days_of
from khabar.place import resolve as places_of

STALE_DAYS: Final = 7
"""A dateline that is older than this against publication is no longer what "today" is counted from: the page may be a
reprint, or its day misread."""

_TOWN: Final = re.compile(
    r"[^\S\n]*([A-Z][A-Z'’. -]{2,40}?)(, [^\n()–—-]{1,40})?(?: \([^()\n]{1,40}\))? ?(?:[–—]|--?) "
)
_AHEAD: Final = timedelta(hours=-1), timedelta(hours=2.5)
"""How far clocks stand from the sun's, a degree being four minutes: China's west and Spain are latest behind theirs."""


@dataclass(frozen=True, slots=True)
class Written:
    """The day that a text was written on; ``first`` is the day before where the hour does not tell which it was.

    ``moment`` is the moment of publication, ``None`` where only its day is known.
    """

    day: date | None
    first: date | None
    moment: datetime | None = None


def written_on(
    mentions: Sequence[DateMention], published: date | None, *, head: str = "", shown: date | None = None
) -> Written:
    """Return the day that relative dates are counted from: that of the first dateline, else of publication.

    Where ``published`` is a moment (a ``datetime`` with its zone) and ``head``, the beginning of the text, names the
    town that it was written in, the day is that of the town: what went out at 02:15 UTC was written the evening before
    in Los Angeles. The zone is told by the town's meridian, so that both days are left open near midnight.
    ``shown`` is the day that the page itself gives, where ``published`` is told in another zone than the page's.

    >>> from khabar.date.find import find_dates
    >>> text = "VELM, June 15 (Wire) - Shells fell yesterday."
    >>> written_on(find_dates(text), date(2024, 6, 18)).day, written_on([], date(2024, 6, 18)).day
    (datetime.date(2024, 6, 15), datetime.date(2024, 6, 18))
    """
    day = shown or (published.date() if isinstance(published, datetime) else published)
    line = next((m for m in mentions if m.meaning.edge is Edge.DATELINE), None)
    if line is None:
        if isinstance(published, datetime) and published.tzinfo is not None and (town := _TOWN.match(head)):
            return _local(published, town[1].title() + (town[2] or ""), day)
        aware = published if isinstance(published, datetime) and published.tzinfo is not None else None
        return Written(day, day, aware)
    plain = replace(line, meaning=replace(line.meaning, edge=None))
    found = days_of(plain, published=day, tense=Tense.PAST).date_start
    if found is None or (day is not None and not 0 <= (day - found).days <= STALE_DAYS):
        found = day
    return Written(found, found)


_EAST: Final = timedelta(hours=12)


def day_there(mention: DateMention, written: Written, tense: Tense) -> date | None:
    """Return the day that had begun where the deed was and not where the text was published, if a date names it.

    "Bombs fell early on Thursday" goes out on Wednesday night in Washington. The day after publication is meant where
    it was that day in Greenwich already, or anywhere in the east and the words add "local time"; else ``None``.
    """
    day, meaning = written.day, mention.meaning
    named = meaning.kind is Kind.WEEKDAY and meaning.shift is None and meaning.n is None and not meaning.name
    if day is None or tense is not Tense.PAST or meaning.event or meaning.base is not None or meaning.edge:
        return None
    if not (named or (meaning.is_bare and meaning.day is not None)):
        return None
    moment = written.moment.astimezone(UTC) if written.moment is not None else None
    there = moment.date() if moment is not None else day
    if "local time" in mention.text:
        there = (moment + _EAST).date() if moment is not None else day + timedelta(1)
    if there != day + timedelta(1):
        return None
    found = days_of(mention, published=there, tense=tense)
    return there if found.date_start == found.date_end == there else None


def _local(moment: datetime, town: str, day: date | None) -> Written:
    place = next((p for p in places_of(town) if p.longitude is not None), None)
    if place is None or place.longitude is None:
        return Written(day, day)
    sun = moment.astimezone(UTC) + timedelta(hours=place.longitude / 15)
    return Written((sun + _AHEAD[1]).date(), (sun + _AHEAD[0]).date())

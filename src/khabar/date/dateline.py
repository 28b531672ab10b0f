"""The day that a text was written on, as its dateline tells it: "NAIROBI, 15 June (Wire) - Police …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from khabar.date.meaning import DateMention, Edge, Tense
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
    """The day that a text was written on; ``first`` is the day before where the hour does not tell which it was."""

    day: date | None
    first: date | None


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
        return Written(day, day)
    plain = replace(line, meaning=replace(line.meaning, edge=None))
    found = days_of(plain, published=day, tense=Tense.PAST).date_start
    if found is None or (day is not None and not 0 <= (day - found).days <= STALE_DAYS):
        found = day
    return Written(found, found)


def _local(moment: datetime, town: str, day: date | None) -> Written:
    place = next((p for p in places_of(town) if p.longitude is not None), None)
    if place is None or place.longitude is None:
        return Written(day, day)
    sun = moment.astimezone(UTC) + timedelta(hours=place.longitude / 15)
    return Written((sun + _AHEAD[1]).date(), (sun + _AHEAD[0]).date())

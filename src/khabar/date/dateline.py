"""The day that a text was written on, where its dateline gives it: "NAIROBI, 15 June (Wire) - Police …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.date.meaning import DateMention, Edge, Tense
from khabar.date.resolve import days_of

STALE_DAYS: Final = 7
"""A dateline that is older than this against publication is no longer what "today" is counted from: the page may be a
reprint, or its day misread."""


def written_on(mentions: Sequence[DateMention], published: date | None) -> date | None:
    """Return the day that relative dates are counted from: that of the first dateline, else of publication.

    >>> from khabar.date.find import find_dates
    >>> text = "VELM, June 15 (Wire) - Shells fell yesterday."
    >>> written_on(find_dates(text), date(2024, 6, 18)), written_on(find_dates("Shells fell."), date(2024, 6, 18))
    (datetime.date(2024, 6, 15), datetime.date(2024, 6, 18))
    """
    line = next((m for m in mentions if m.meaning.edge is Edge.DATELINE), None)
    if line is None:
        return published
    plain = replace(line, meaning=replace(line.meaning, edge=None))
    found = days_of(plain, published=published, tense=Tense.PAST)
    if found.date_start is None or found.date_start != found.date_end:
        return published
    if published is None:
        return found.date_start
    return found.date_start if 0 <= (published - found.date_start).days <= STALE_DAYS else published

"""Times as machines write them in feeds, web archives and mail: ISO 8601 (RFC 3339) and RFC 822."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_MAX_CHARS: Final = 60
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")


def moment(text: str | None) -> datetime | None:
    """Return the time that ``text`` gives, ``None`` for what is none.

    >>> moment("2024-03-14T06:00:00Z").isoformat(), moment("Thu, 14 Mar 2024 23:30:00 -0500").isoformat()
    ('2024-03-14T06:00:00+00:00', '2024-03-14T23:30:00-05:00')
    """
    text = (text or "").strip()[:_MAX_CHARS]
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text)
    return None


def civil_day(text: str | None) -> date | None:
    """Return the day that ``text`` gives, in the time zone that it gives it in.

    >>> civil_day("Thu, 14 Mar 2024 23:30:00 -0500")
    datetime.date(2024, 3, 14)
    """
    if found := moment(text):
        return found.date()
    # A day stands even where the clock behind it is in no form known.
    if match := _DAY.match((text or "").strip()):
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3]))
    return None

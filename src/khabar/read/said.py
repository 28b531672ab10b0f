"""What a page says of its own days, gathered, and which of it is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from khabar.read.address import host_of, original
from khabar.read.days import Stamp, make_day
from khabar.records import Statement
from khabar.tables import packaged, read_table

PUBLISHED: Final = "published"
UPDATED: Final = "updated"
PUBLISHED_AT: Final = "published_at"
"""The moment of publication, where a stamp gives a clock and a zone."""

_RESOLVED: Final = 0.6
"""What is left of the trust in a stamp whose day another statement, or the country, had to tell."""

_TWINS: Final = 0.7
"""What is left of the trust in a day of publication that is to the second that of the last change."""

_MONTH_FIRST_DOMAINS: Final = frozenset({"us", "gov", "mil", "edu", "ph"})
_NO_COUNTRY: Final = frozenset(
    {"ca", "io", "co", "me", "tv", "cc", "ws", "fm", "ai", "ly", "to", "sh", "gg", "is", "im", "am", "la", "st", "vc"}
)
_SHOWN: Final = "byline"
"""The kind of place that is a line of the page's own words."""

_NUMBER: Final = re.compile(r"\d")
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:19|20)\d{2}(?![\d/])")


@dataclass(frozen=True, slots=True)
class Said:
    """A day that a page gives for its publication or its last change, where it was found, and how far to trust it.

    The first word of ``where`` names the kind of place: places of one kind are one witness.
    """

    field: str
    stamp: Stamp
    where: str
    confidence: float
    raw: str = ""

    @property
    def kind(self) -> str:
        """The kind of place."""
        return self.where.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Days:
    """What is believed of a page's days: publication, where that was found, last change; and all that was said."""

    published: date | None
    published_from: str | None
    updated: date | None
    statements: tuple[Statement, ...]


@cache
def _day_order() -> dict[str, bool]:
    rows = read_table(packaged("khabar.read", "day_order.tsv"), ("host", "first"))
    return {row["host"]: row["first"] == "day" for row in rows}


def _above(host: str) -> list[str]:
    """Return a host and those above it: www.example.org, example.org."""
    parts = host.split(".")
    return [".".join(parts[n:]) for n in range(len(parts) - 1)]


def is_day_first(url: str | None, language: str | None, source: str) -> bool | None:
    """Return whether 04/05/2018 on this page is the fourth of May; ``None`` if nothing tells.

    Told by other dates of the page, by the outlet or the country in its address, by the region of its
    language, in this order.
    ``en-US`` is what templates are delivered with, so the country in the address outweighs it.

    >>> is_day_first("https://nile.example.co.uk/a", "en-US", ""), is_day_first(None, "en", "on 4/25/2018")
    (True, False)
    """
    numeric = _NUMERIC.findall(source) if "/" in source else ()
    seen = {(int(a) > 12) - (int(b) > 12) for a, b in numeric} - {0}
    if len(seen) == 1:
        return seen == {1}
    host = host_of(url) or ""
    domain = host.rpartition(".")[2]
    if (known := next((_day_order()[name] for name in _above(host) if name in _day_order()), None)) is not None:
        return known
    if domain in _MONTH_FIRST_DOMAINS:
        return False
    if len(domain) == 2 and domain not in _NO_COUNTRY:
        return True
    region = re.fullmatch(r"en[-_]([A-Za-z]{2})", (language or "").strip())
    if region is None or region.group(1).upper() == "CA":
        return None
    return region.group(1).upper() not in ("US", "PH")


def settle(said: Iterable[Said], *, day_first: bool | None) -> Days:
    """Return which days are believed.

    The rules, in their order:

    1. A day that may be read in two ways is read as another statement has it, or as ``day_first`` tells, or not at all.
    2. What is said of a change never counts for publication.
    3. A stamp in UTC gives way to a day next to it that another place states, where its hour allows that day somewhere
       on earth: UTC is how systems store a time, and the day that readers are shown is the civil one.
    4. A day of publication that is to the second that of the last change counts for less, since some systems write the
       change into both.
    5. Of days that remain, the one with the strongest witnesses is believed: places of one kind are one witness, and
       several kinds together outweigh each of them.
    6. A change on the day of publication is one only where clocks tell that it came later, or readers are shown a line
       that says so: many systems stamp a page that nobody has changed.
    """
    plain = _read_one_way(list(said), day_first)
    updated = _best([one for one in plain if one.field == UPDATED])
    candidates = _without_utc([_weighed(one, plain) for one in plain if one.field == PUBLISHED])
    best = _best(candidates)
    if best and updated and _day(updated) == _day(best):
        same_day = [one for one in plain if one.field == PUBLISHED and _day(one) == _day(best)]
        if not _is_later(updated, same_day):
            updated = None
    rest = [one for one in plain if one.where not in {chosen.where for chosen in (best, updated) if chosen}]
    order = [one for one in (best, updated) if one]
    order += sorted(rest, key=lambda one: (one.field, -one.confidence, one.where))
    statements = tuple(
        Statement(one.field, _day(one).isoformat(), one.where, round(_strength(one, candidates), 2)) for one in order
    )
    if best and best.stamp.instant is not None:
        moment = best.stamp.instant.isoformat()
        statements += (Statement(PUBLISHED_AT, moment, best.where, round(_strength(best, candidates), 2)),)
    return Days(
        _day(best) if best else None, best.kind if best else None, _day(updated) if updated else None, statements
    )


def _is_later(updated: Said, published: list[Said]) -> bool:
    """Return whether clocks tell that a change came after all that is said of the publication on its day, or the page
    shows its readers a line that speaks of it."""
    if updated.kind == _SHOWN:
        return True
    known = [one for one in published if _clock(one, updated)]
    return bool(known) and all((_clock(updated, updated) or "") > (_clock(one, updated) or "") for one in known)


def _clock(one: Said, like: Said) -> str | None:
    """Return a stamp in a form that sorts by time with ``like``'s, ``None`` if it has no clock or another form."""
    if like.stamp.instant is not None:
        return one.stamp.instant.isoformat() if one.stamp.instant is not None else None
    # Without a zone: the same form on one page is the same clock.
    is_clock = ":" in one.raw and _NUMBER.sub("0", one.raw) == _NUMBER.sub("0", like.raw) and one.raw[:4].isdigit()
    return one.raw if is_clock and one.stamp.instant is None else None


def _day(one: Said) -> date:
    return one.stamp.days[0]


def _read_one_way(said: list[Said], day_first: bool | None) -> list[Said]:
    sure = {one.stamp.days[0] for one in said if len(one.stamp.days) == 1}
    found = []
    for one in said:
        days = one.stamp.days
        if len(days) > 1:
            agreed = [day for day in days if day in sure]
            if len(agreed) == 1:
                days = (agreed[0],)
            elif day_first is not None:
                days = days[:1] if day_first else days[1:]
            else:
                continue
            one = replace(one, stamp=Stamp(days), confidence=one.confidence * _RESOLVED)
        found.append(one)
    return found


def _weighed(one: Said, said: list[Said]) -> Said:
    twins = any(
        other.field == UPDATED and other.kind == one.kind and other.raw == one.raw and ":" in one.raw for other in said
    )
    return replace(one, confidence=one.confidence * _TWINS) if twins else one


def _without_utc(candidates: list[Said]) -> list[Said]:
    shown = [_day(one) for one in candidates if one.stamp.instant is None or one.stamp.is_local]
    found = []
    for one in candidates:
        moment = one.stamp.instant
        if moment is not None and not one.stamp.is_local and _day(one) not in shown:
            # Clocks stand up to twelve hours behind UTC, and up to fourteen before it.
            near = {
                day
                for hours in (-12, 14)
                if (day := (moment + timedelta(hours=hours)).date()) != _day(one) and day in shown
            }
            if len(near) == 1:
                one = replace(one, stamp=Stamp((near.pop(),)), confidence=one.confidence * _RESOLVED)
        found.append(one)
    return found


def _strength(one: Said, candidates: list[Said]) -> float:
    """Return how strong all that agree on a day of publication are together; of another field, its own confidence."""
    if one.field != PUBLISHED:
        return one.confidence
    best: dict[str, float] = {}
    for other in candidates:
        if _day(other) == _day(one):
            best[other.kind] = max(best.get(other.kind, 0.0), other.confidence)
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1 - confidence
    return 1 - doubt if best else one.confidence


def _best(candidates: list[Said]) -> Said | None:
    if not candidates:
        return None
    return max(
        candidates, key=lambda one: (round(_strength(one, candidates), 6), one.confidence, -_day(one).toordinal())
    )


_URL_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?P<sep>[/._-]?)(\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P=sep)(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_URL_PARTS: Final = re.compile(r"/((?:19|20)\d{2})(?:-(\d{2})/(\d{2})|/(\d{2})-?(\d{2}))/")
"""Folders of a year and month and of a day (``/2018-05/16/``), or of a year and of month and day (``/2018/0516/``)."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def in_address(url: str) -> Said | None:
    """Return the day in an address (``/2018/04/19/``, ``/2018/apr/19/``, ``-20180419``), ``None`` if it has none.

    Of an address within an address (an archive's) only the inner one counts.

    >>> in_address("https://nile.example/world/2018/apr/19/bara").stamp.day
    datetime.date(2018, 4, 19)
    >>> in_address("https://archive.example/web/20200102030405/https://nile.example/bara-burns")
    """
    path = original(url).rpartition("://")[2].partition("/")[2]
    path = re.split(r"[?#]", path, maxsplit=1)[0]
    for match in _URL_DAY.finditer(path):
        year, sep, month, day = match.groups()
        if not sep and len(match.group()) != 8:
            continue
        number = _MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
        if found := make_day(int(year), number, int(day)):
            return Said(PUBLISHED, Stamp((found,)), "url", 0.85 if sep else 0.75)
    for match in _URL_PARTS.finditer("/" + path):
        year, month, day = (part for part in match.groups() if part)
        if found := make_day(int(year), int(month), int(day)):
            return Said(PUBLISHED, Stamp((found,)), "url", 0.75)
    return None

"""``dates``: our own sentences of conflict news, with the days that their words name and those of their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.date import ResolvedDate, resolve
from khabar.errors import DataFileError
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.read import read_page
from khabar.records import Document, Report, When

Interval = tuple[date | None, date | None] | None


def fits(given: Interval, accepted: Sequence[Any]) -> bool:
    """Return whether an interval is one of those accepted.

    An accepted one is ``null`` for no days, a pair of ISO days (``null`` for an open end), or an object for what words
    leave vague: ``holds`` must lie in the interval, and it ``within`` the other.

    >>> early = {"holds": ["2014-08-01", "2014-08-07"], "within": ["2014-08-01", "2014-08-12"]}
    >>> fits((date(2014, 8, 1), date(2014, 8, 10)), [early]), fits(None, [early]), fits(None, [early, None])
    (True, False, True)
    """
    for one in accepted:
        if one is None or given is None:
            if one is given:
                return True
        elif isinstance(one, dict):
            start, end = given
            (low, high), (first, last) = map(_pair, (one["holds"], one["within"]))
            if start and end and low and high and first and last and first <= start <= low and high <= end <= last:
                return True
        elif given == _pair(one):
            return True
    return False


def _pair(days: Sequence[str | None]) -> tuple[date | None, date | None]:
    start, end = (date.fromisoformat(day) if day else None for day in days)
    return start, end


def interval(when: When | None) -> Interval:
    """Return the days of a date, ``None`` where it has none."""
    if when is None or (when.date_start is None and when.date_end is None):
        return None
    return when.date_start, when.date_end


def score(path: Path) -> Scores:
    """Return the figures on the cases in ``path``.

    ``mentions``: of gold's words those with the right days; ``values``: of those with a TIMEX3 value in gold, those
    with the right one; ``events``: of gold's events that are coded those with the right days, or rightly without any;
    ``right``: of cases those with all of it right. ``left_open``: of events without a day in gold, those that got none,
    and ``not_published`` those that did not get the day of publication. ``coded``: of gold's events those that are
    coded; whether an event is seen at all is measured elsewhere.
    """
    coder = Coder()
    all_right: list[float] = []
    mentions: list[float] = []
    values: list[float] = []
    events: list[float] = []
    coded: list[float] = []
    left_open: list[float] = []
    honest: list[float] = []
    for number, record in enumerate(read_gold(path, ("id", "text", "published", "mentions")), start=1):
        for one in (*record["mentions"], *record.get("events", ())):
            words = one.get("words") or one["trigger"]
            if record["text"][one["start"] : one["start"] + len(words)] != words:
                raise DataFileError(path, number, f"{words!r} not at {one['start']}", "the place of the words")
        right, right_values = check_mentions(record)
        mentions += right
        values += right_values
        good = all(right) and all(right_values)
        for gold, report, when in events_of(record, coder):
            given = interval(when)
            coded.append(report is not None)
            if report is None:
                continue
            events.append(fits(given, gold["intervals"]))
            good = good and bool(events[-1])
            if gold["intervals"] == [None]:
                left_open.append(given is None)
                honest.append(given is None or given[1] != _day(record["published"]))
        all_right.append(good)
    names = ("right", "mentions", "values", "events", "coded", "left_open", "not_published")
    columns = (all_right, mentions, values, events, coded, left_open, honest)
    return Scores("dates", len(all_right), {n: macro(c) for n, c in zip(names, columns, strict=True)})


def check_mentions(record: Mapping[str, Any]) -> tuple[list[float], list[float]]:
    """Return what is right of a case's words: their days, and the TIMEX3 values that gold has.

    A case with neither words nor events is a trap: it counts as one mention, right if no words of it have days.
    """
    given = resolve_case(record)
    if not record["mentions"] and not record.get("events"):
        return [float(not any(interval(one.when) for one in given))], []
    right: list[float] = []
    values: list[float] = []
    for gold in record["mentions"]:
        best = nearest(given, gold["start"], gold["start"] + len(gold["words"]))
        right.append(fits(interval(best.when) if best else None, gold["intervals"]))
        if "values" in gold:
            values.append(best is not None and best.value in gold["values"])
    return right, values


def resolve_case(record: Mapping[str, Any]) -> list[ResolvedDate]:
    """Return what khabar makes of the dates of a case's text."""
    said = record["published"]
    published = datetime.fromisoformat(said) if said and "T" in said else _day(said)
    return resolve(record["text"], published, url=record.get("url"))


def nearest(given: Sequence[ResolvedDate], start: int, end: int) -> ResolvedDate | None:
    """Return the date that shares most of the words at ``start:end``, ``None`` if none shares any."""
    over = [one for one in given if one.start < end and start < one.end]
    return max(over, key=lambda one: min(end, one.end) - max(start, one.start), default=None)


def events_of(record: Mapping[str, Any], coder: Coder) -> list[tuple[Mapping[str, Any], Report | None, When | None]]:
    """Return gold's events of a case, each with its report and the latter's date."""
    if not record.get("events"):
        return []
    page = page_of(record)
    shift = page.text.find(record["text"])
    reports = coder.code(page).reports
    found: list[tuple[Mapping[str, Any], Report | None, When | None]] = []
    for gold in record["events"]:
        start = gold["start"] + shift
        end = start + len(gold["trigger"])
        report = next((r for r in reports if r.trigger.start < end and start < r.trigger.end), None)
        if report is None:
            # "A strike killed 22": one deed, which the coder may hang on either word.
            around = [r for r in reports if r.start <= start and end <= r.end]
            report = around[0] if len(around) == 1 and len(record["events"]) == 1 else None
        found.append((gold, report, report.date if report else None))
    return found


def page_of(record: Mapping[str, Any]) -> Document:
    """Return a case as a page, a clock with its zone in the page's own words about itself."""
    text, published, title = record["text"], record["published"], record.get("title")
    if published and "T" in published:
        meta = f'<meta property="article:published_time" content="{published}">'
        text = f"<html><head>{meta}</head><body><article><p>{escape(text)}</p></article></body></html>"
        return read_page(text, name=record["id"])
    text = f"{title}\n\n{text}" if title else text
    return read_page(text, name=record["id"], published=_day(published), url=record.get("url"))


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None

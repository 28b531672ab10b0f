"""Reports that sum up several happenings: "24 strikes since January", "12 dead in nine shootings over the weekend".

Such a sum is kept, and is no incident: one more would count what is counted already. A report sums up where

1. deeds are counted, two or more ("24 strikes", "ambushed six convoys", "dozens of raids"), over more than a day; or
2. the killed or hurt are counted, two or more, over a stretch of a week or more that the text counts up ("since
   October", "so far this year", "over the past six months", "between January and March").

Neither holds of a single deed with a vague day ("a bomb killed 13 last month"), of one beside which a stretch only
measures how rare it is ("the deadliest attack since 2017"), nor of what has only lasted since ("held since May").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from khabar.numerals import integer
from khabar.records import EventType, Measure, Report

_KINDS: Final = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})

_WEEK: Final = timedelta(6)
"""From so long a stretch on, the dead of it are those of several happenings."""

_YEAR: Final = timedelta(330)
_MANY_DEAD: Final = 10
_SINGLE: Final = re.compile(
    r"\b(?:an?|one|the) (?:[\w'’-]+ ){0,3}?(?:attack|bomb|bombing|blast|explosion|strike|raid|ambush|shooting|massacre"
    r"|mine|missile|rocket|drone|gunman|bomber|assault|shelling|battle|clash|riot|siege)\b",
    re.IGNORECASE,
)
"""A single deed: "a bomb killed 40 last year"; without one, many dead of a whole year are those of many deeds."""

_PERIOD: Final = re.compile(
    r"\b(?:since|so far|to date|between|weekend(?:'s|’s)?|(?:this|past|last|previous|recent) (?:[\w-]+ )?"
    r"(?:days?|weeks?|months?|years?|decades?|quarter)|(?:in|during) \d{4}|a (?:week|month|year) of"
    r"|(?:in|during|over|throughout) the (?:week|month|quarter|year|period|half-year|decade))\b",
    re.IGNORECASE,
)
"""Words of a stretch of time that counted deeds are spread over."""

_COUNTED_UP: Final = re.compile(
    r"\bsince\b|\b(?:so far|to date)\b|\bbetween\b.{1,40}\band\b"
    r"|\b(?:past|last|previous|recent) (?:several |few |couple of |\w+[- ]?\w* )?(?:weeks|months|years|decades)\b"
    r"|\b(?:has|have|['’]ve) (?:\w+ ){0,3}\w+ed\b.*\bthis (?:year|month)\b|\bthis (?:year|month)\b.*\bha(?:s|ve)\s",
    re.IGNORECASE | re.DOTALL,
)
"""Words with which a text counts up over a stretch, rather than give a vague day."""

_RECORD: Final = re.compile(
    r"\b(?:first|second|third|latest|only|most|\w+(?:i?est)|worst|highest|lowest|largest)\b[^.;]{0,80}?\b(?:since|in|of|this)\b",
    re.IGNORECASE,
)
"""How rare a single deed is: "the deadliest attack since 2017", "the third this year"."""

_OF_WAR: Final = re.compile(
    r"\b(?:wars?|conflicts?|insurgency|uprising|rebellion|insurrection)\b[^.;]{0,80}?\b(?:has|have|had) "
    r"(?:\w+ ){0,2}(?:cost|claimed|killed|taken)\b",
    re.IGNORECASE,
)
"""What a war has cost is the sum of its deeds: "the war has claimed 40,000 lives"."""
_WARS: Final = (
    r"(?:wars?|conflicts?|insurgency|uprising|rebellion|insurrection|occupation|crackdown|genocide|violence|fighting"
    r"|unrest|hostilities|troubles|bloodshed|campaign)"
)
_LONG: Final = (
    r"(?:\w+|\d+)[- ](?:and[- ]a[- ]half[- ])?(?:week|month|year|decade)s?(?:[- ](?:long|old))?"
    r"|(?:months|years|decades)-long"
)
_IN_WAR: Final = re.compile(
    rf"\b(?:in|during|over|throughout|of) (?:the|a|an|its|their|this|that|our|his)(?: [\w’'-]+){{0,3}}? (?:{_LONG})"
    rf"(?:,? [\w’'-]+){{0,3}}? {_WARS}\b"
    rf"|\b(?:weeks|months|years|decades)(?: of)?(?: [\w’'-]+){{0,2}} (?:of )?{_WARS}\b",
    re.IGNORECASE,
)
"""A war of so many years in which people were killed: "in the ten-year war", "in two decades of fighting"."""

_IN_THE_WAR: Final = re.compile(
    rf"\b(?:in|during|over|throughout) (?:the|its|their|this|that)(?: [\w’'-]+){{0,2}}? {_WARS}\b", re.IGNORECASE
)
_OF_A_WAR: Final = 1000
"""From so many dead on those killed "in the war" are all of its dead."""

_SINCE: Final = re.compile(
    r"\b(?:has|have|had|['’]ve)\b[^.;]{0,100}\bsince\b|\bsince\b[^.;]{0,100}\b(?:has|have|had|['’]ve)\b"
    r"|\b(?:dead|killed|deaths|toll)\b[^.;]{0,40}\bsince\b",
    re.IGNORECASE,
)
"""What has been up to now since something: "4,000 have been killed since", "the dead since the coup"."""
_SINCE_THAT: Final = re.compile(r"\bsince (?:[\w’'-]+ ){0,6}$", re.IGNORECASE)
_MANY: Final = frozenset({"dozens", "scores", "hundreds", "thousands"})
_WORD: Final = re.compile(r"[\w'’,-]*\w|[^\w\s]")
_FILLERS: Final = 2
"""Words that may stand between an amount and what is counted: "24 separate air strikes"."""
_ONE: Final = re.compile(r"\b(?:an?|one|another|this|that)\s(?:[\w'’-]+\s){0,2}?$", re.IGNORECASE)
_FOUND: Final = frozenset({"bodies", "corpses", "remains"})
"""The dead by what was found of them, who may all have died at once."""
_LASTING: Final = re.compile(
    r"^(?:h[eo]ld|holding|detain|besieg|occup|blockad|captive|hostage|jail|imprison)", re.IGNORECASE
)
_AROUND: Final = 60


def sums_up(report: Report, published: date | None) -> bool:
    """Return whether a report sums up several happenings.

    ``published`` is the day of its page, to which an open stretch runs.
    """
    if report.event_type is EventType.ASSAULT and _tolls_of(report, _MANY_DEAD) and _is_of_war(report, published):
        return True
    if report.event_type not in _KINDS or not _PERIOD.search(report.quote):
        return False
    before, after = _beside(report)
    if _ONE.search(before) or _is_record(report):
        return False
    length = _length(report, published)
    counted = _counts_deeds(report, before, after)
    if counted and length is not None and length >= timedelta(1) and not _overnight(report):
        return True
    if counted and report.date is None:
        return True
    if length is None and _tolls_of(report, _MANY_DEAD) and _SINCE.search(report.quote):
        return report.event_type is EventType.ASSAULT
    if length is not None and length >= _YEAR and _tolls_of(report, _MANY_DEAD) and not _SINGLE.search(report.quote):
        return report.event_type is EventType.ASSAULT
    many = _tolls_of(report, 2)
    return (
        many
        and report.event_type is EventType.ASSAULT
        and length is not None
        and length >= _WEEK
        and _is_counted_up(report)
    )


def _is_of_war(report: Report, published: date | None) -> bool:
    """Return whether a toll is what a war has cost, or that of a war of weeks or years, and of no single deed of it."""
    if _OF_WAR.search(report.quote):
        return True
    if _SINGLE.search(report.quote) or not (_IN_WAR.search(report.quote) or _of_all_the_war(report)):
        return False
    length = _length(report, published)
    return length is None or length >= _WEEK


def _of_all_the_war(report: Report) -> bool:
    return _tolls_of(report, _OF_A_WAR) and bool(_IN_THE_WAR.search(report.quote))


def _beside(report: Report) -> tuple[str, str]:
    """Return the words of the sentence right before the trigger, and those right after it."""
    start, end = report.trigger.start - report.start, report.trigger.end - report.start
    return report.quote[max(0, start - _AROUND) : max(0, start)], report.quote[end : end + _AROUND]


def _counts_deeds(report: Report, before: str, after: str) -> bool:
    word = report.trigger.text.lower()
    if _LASTING.match(word) or word in _FOUND:
        return False
    if word.endswith("s") and _has_amount(reversed(_WORD.findall(before)[-_FILLERS - 2 :])):
        return True
    # "killed 40 people" counts people, who may have died at once.
    words = _WORD.findall(after)[: _FILLERS + 2]
    plural = any(w.endswith("s") for w in words[1:])
    return word.endswith("ed") and not report.tolls and plural and _has_amount(words[:2])


def _has_amount(words: Iterable[str]) -> bool:
    """Return whether an amount of two or more stands among words, before any sign."""
    for word in words:
        if not word[0].isalnum():
            return False
        if _is_several(word):
            return True
    return False


def _is_several(word: str) -> bool:
    """Return whether a word is an amount of two or more, and no year."""
    if word.lower() in _MANY:
        return True
    number = integer(word.replace(",", ""))
    return number is not None and number >= 2 and not 1900 <= number <= 2100


def _tolls_of(report: Report, least: int) -> bool:
    """Return whether a report gives so many killed or injured at least."""
    given = [toll for toll in report.tolls if toll.measure in (Measure.KILLED, Measure.INJURED)]
    return any((toll.best if toll.best is not None else toll.low or 0) >= least for toll in given)


def _length(report: Report, published: date | None) -> timedelta | None:
    """Return how long the stretch is that the report is dated by, ``None`` without one."""
    when = report.date
    if when is None or when.date_start is None:
        return None
    end = when.date_end or published
    if published is not None and _since_then(report):
        end = published
    return end - when.date_start if end is not None else None


def _since_then(report: Report) -> bool:
    """Return whether the day of a report only opens the stretch: "killed since the coup of February 1"."""
    assert report.date is not None
    before = report.quote[: max(0, report.date.start - report.start)]
    return bool(_SINCE_THAT.search(before) and _SINCE.search(report.quote))


def _overnight(report: Report) -> bool:
    return report.date is not None and "night" in report.date.text.lower()


def _is_counted_up(report: Report) -> bool:
    """Return whether the words around the report's date count up over it."""
    return bool(_COUNTED_UP.search(report.quote))


def _is_record(report: Report) -> bool:
    """Return whether the stretch only measures how rare a single deed is."""
    if report.date is None:
        return False
    at = report.date.start - report.start
    return bool(_RECORD.search(report.quote[max(0, at - 100) : max(0, at)]))

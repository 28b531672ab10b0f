"""Days that stand beside one that is named: its anniversary, its eve."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.date import words as w
from khabar.date.meaning import DateMention, Kind, Meaning

_ANNIVERSARY = re.compile(
    rf"\b(?P<words>(?:the )?(?:(?P<o>{w.ORDINAL}|\d{{1,3}}(?:st|nd|rd|th)) )?anniversary) of [^.;:!?\n,]{{0,80}}?"
    r"(?:\b(?:of|on|in|from) )?(?:the )?$"
)
_EVE = re.compile(r"\b(?P<words>the eve of) (?:the )?$")
_LOOK_BACK = 130


def mark_beside(folded: str, text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with the days beside named ones: "the first anniversary of the raid of 3 May 2014" is 3 May
    2015, "the eve of Sunday's vote" the Saturday before.

    An anniversary without its number is that nearest to publication; one of a day without its year is left out.
    ``folded`` is the text, folded.
    """
    if "anniversary of" not in folded and "eve of" not in folded:
        return found
    marked: list[DateMention] = []
    for mention in found:
        lead = folded[max(0, mention.start - _LOOK_BACK) : mention.start]
        at = mention.start - len(lead)
        for words, meaning in (_anniversary(lead, mention.meaning), _eve(lead, mention.meaning)):
            if meaning is not None and (not marked or marked[-1].end <= at + words[0]):
                start, end = at + words[0], at + words[1]
                marked.append(DateMention(start, end, text[start:end], meaning))
        marked.append(mention)
    return marked


def _anniversary(lead: str, day: Meaning) -> tuple[tuple[int, int], Meaning | None]:
    match = _ANNIVERSARY.search(lead)
    if match is None or day.kind is not Kind.CALENDAR or not (day.year and day.month and day.day) or day.calendar:
        return (0, 0), None
    if day.other_month or day.holiday:
        return (0, 0), None
    nth = match["o"]
    if not nth:
        return match.span("words"), Meaning(Kind.CALENDAR, month=day.month, day=day.day)
    n = w.ORDINALS[nth] if nth in w.ORDINALS else int(re.sub(r"\D", "", nth))
    plain = replace(day, edge=None, daypart=None, clock=None, weekday=None)
    return match.span("words"), Meaning(Kind.AGO, n=float(n), unit="year", shift=1, base=plain, to_the_day=True)


def _eve(lead: str, day: Meaning) -> tuple[tuple[int, int], Meaning | None]:
    match = _EVE.search(lead)
    named = day.kind is Kind.WEEKDAY or (day.kind is Kind.CALENDAR and bool(day.month and day.day))
    if match is None or not named or day.event or day.holiday:
        return (0, 0), None
    base = replace(day, edge=None, daypart=None, clock=None)
    return match.span("words"), Meaning(Kind.AGO, n=1.0, unit="day", shift=-1, base=base)

"""The year of a day or month without one in a tale that has named it before: "In May 1985 … On 3 June they …"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from khabar.date.meaning import DateMention, Edge, Kind, Meaning

REACH_CHARS: Final = 300
"""How far back the year can have been named: two or three sentences of the same paragraph."""

A_YEAR: Final = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


def carry_years(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions, bare days and months with the year that was named shortly before them in the paragraph.

    Whether it is meant, tense and publication tell (`khabar.date.calendar_days.nearest`): what is fresh news has none.
    A date that is counted from publication ends the tale.
    """
    if not A_YEAR.search(text):
        return found
    carried: list[DateMention] = []
    told: Meaning | None = None
    end = 0
    for mention in found:
        meaning = mention.meaning
        near = mention.start - end <= REACH_CHARS and "\n" not in text[end : mention.start]
        if told is not None and near and meaning.is_bare and meaning.holiday is None and meaning.calendar is None:
            year = (told.told_year or told.year or 0) + (_place(meaning) < _place(told))
            meaning = replace(meaning, told_year=year)
            mention = replace(mention, meaning=meaning)
        carried.append(mention)
        if not meaning.dates and meaning.edge is not Edge.DATELINE:
            continue
        last = meaning.second if meaning.kind is Kind.RANGE and meaning.second else meaning
        plain = last.kind is Kind.CALENDAR and last.month is not None and bool(last.year or last.told_year)
        if plain and last.other_month is None and last.calendar is None and meaning.edge is not Edge.DATELINE:
            told, end = last, mention.end
        elif not (meaning.event or (last.kind is Kind.CALENDAR and last.year)):
            told = None
    return carried


def _place(meaning: Meaning) -> tuple[int, int]:
    return meaning.month or 0, meaning.day or (31 if meaning.part == "late" else 0)

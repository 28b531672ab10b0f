"""The dates of a text, found and worked out: the whole stage for those who use it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.date.dateline import Written, day_there, written_on
from khabar.date.find import find_dates
from khabar.date.meaning import DateMention, Edge, Tense
from khabar.date.resolve import days_of, today
from khabar.date.spans import Interval
from khabar.date.tense import due, tense_of
from khabar.date.timex import timex
from khabar.parse import Sentence, parse, split
from khabar.read.said import in_address, is_day_first
from khabar.records import Document, Passage, PassageKind, When

_QUARTER: Final = re.compile(r"\d{4}-Q[1-4]")


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date expression with its days and its TIMEX3 type and value; offsets are code points, end exclusive.

    ``when`` holds the interval of civil days, its UCDP precision and what it was counted from; its days are ``None``
    where nothing resolves the words, or where they name no days (durations, habits, "now"). ``parts`` are the two ends
    of a range, which are expressions of their own in TIMEX3.
    """

    text: str
    start: int
    end: int
    when: When
    type: str
    value: str
    parts: tuple[ResolvedDate, ...] = ()


def resolve(
    text: str, published: date | None = None, *, url: str | None = None, event: Interval | None = None
) -> list[ResolvedDate]:
    """Return the date expressions of ``text`` in text order, each with its days and its TIMEX3 value.

    Weekdays, "last week" and dates without a year are counted from the day that the text's own dateline gives, else
    from ``published``, a day or a moment with its zone; without either they stay open. Which way in time they
    point, the tense of their clause tells.
    "Two days later" is counted from the days named last before it, at first from ``event``. What "03/04/2024" means, is
    told by the text's other dates or by the country in ``url``, the text's address; else it stays open. A day in the
    address ("/2018/04/19/") stands for publication where none is given.

    >>> [(d.text, d.when.date_start, d.value) for d in resolve("Rebels took Sake on Monday.", date(2024, 2, 15))]
    [('Monday', datetime.date(2024, 2, 12), '2024-02-12')]
    """
    if published is None and url is not None and (said := in_address(url)) is not None:
        published = said.stamp.day
    mentions = find_dates(text, day_first=is_day_first(url, None, text))
    state = _State(text, written_on(mentions, published, head=text[:200]), event)
    sentences = _sentences(text, mentions)
    return [state.read(*_read(sentences, mention)) for mention in mentions]


@dataclass(slots=True)
class _State:
    """What the text has said before: the day it was written, the days and the quarter that it named last."""

    text: str
    written: Written
    event: Interval | None
    quarter: str | None = None
    last: DateMention | None = None

    def read(self, mention: DateMention, tense: Tense) -> ResolvedDate:
        parts = tuple(self._resolved(part, tense) for part in mention.parts)
        found = self._resolved(mention, tense, parts)
        when = found.when
        if when.date_start and when.date_end and mention.meaning.edge is not Edge.DATELINE:
            self.event, self.last = (when.date_start, when.date_end), mention
        for one, meaning in ((found, mention.meaning), *zip(parts, (p.meaning for p in mention.parts), strict=True)):
            if _QUARTER.fullmatch(one.value) and not meaning.shift:
                self.quarter = one.value
        return found

    def _resolved(self, mention: DateMention, tense: Tense, parts: tuple[ResolvedDate, ...] = ()) -> ResolvedDate:
        if mention.meaning.edge is Edge.DATELINE:
            mention = replace(mention, meaning=replace(mention.meaning, edge=None))
        day = day_there(mention, self.written, tense) or self.written.day
        when = days_of(mention, published=day, tense=tense, event=self.event)
        when = today(when, mention, day, self.written.first)
        if mention.meaning.event and self.last and _apposed(self.text, self.last, mention):
            # "on Tuesday, two days after they had shelled the town": the count is from what nobody dates.
            when = When(when.text, when.start, when.end)
        late = day and when.date_start and when.date_start > day
        if late and mention.meaning.event and tense is Tense.PAST:
            when = When(when.text, when.start, when.end)
        kind, value = timex(mention, day, tense, event=self.event, quarter=self.quarter)
        return ResolvedDate(mention.text, mention.start, mention.end, when, kind, value, parts)


def _apposed(text: str, day: DateMention, count: DateMention) -> bool:
    """Whether a count from another event only says again which day was named: "on Tuesday, two days after they ..."."""
    between = text[day.end : count.start]
    return between.strip().lower() in (",", ", just", ", only", ", some", ", about") and count.text.lower().endswith(
        ("after", "before")
    )


def _sentences(text: str, mentions: Sequence[DateMention]) -> list[Sentence]:
    """Return the sentences with dates in them, parsed."""
    body = Passage(0, PassageKind.BODY, 0, len(text))
    stretches = split(Document("", text, (body,), "", "", "text/plain"))
    return parse(text, [s for s in stretches if any(s.start <= m.start < s.end for m in mentions)]) if mentions else []


def _read(sentences: Sequence[Sentence], mention: DateMention) -> tuple[DateMention, Tense]:
    """Return a mention as its sentence has it read, and the tense of its clause."""
    for sentence in sentences:
        if sentence.stretch.start <= mention.start < sentence.stretch.end:
            tokens = sentence.at(mention.start, mention.end)
            return (due(sentence, mention), tense_of(sentence, tokens[0].i)) if tokens else (mention, Tense.PAST)
    return mention, Tense.PAST

"""The dates of a text, found and worked out: the whole stage for those who use it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabar.date.dateline import written_on
from khabar.date.event_date import tense_of
from khabar.date.find import find_dates
from khabar.date.meaning import DateMention, Edge, Tense
from khabar.date.order import day_first
from khabar.date.resolve import Interval, days_of
from khabar.date.timex import timex
from khabar.parse import Sentence, sentences_of
from khabar.records import When


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date expression with its days and its TIMEX3 type and value; offsets are code points, end exclusive.

    ``when`` holds the interval of civil days, its UCDP precision and what it was counted from; its days are ``None``
    where nothing resolves the words, or where they name no days (durations, habits, "now").
    """

    text: str
    start: int
    end: int
    when: When
    type: str
    value: str


def resolve(
    text: str, published: date | None = None, *, url: str | None = None, event: Interval | None = None
) -> list[ResolvedDate]:
    """Return the date expressions of ``text`` in text order, each with its days and its TIMEX3 value.

    Weekdays, "last week" and dates without a year are counted from the day that the text's own dateline gives, else
    from ``published``; without either they stay open. Which way in time they point, the tense of their clause tells.
    "Two days later" is counted from the days named last before it, at first from ``event``. What "03/04/2024" means, is
    told by the text's other dates or by the country in ``url``, the text's address; else it stays open.

    >>> [(d.text, d.when.date_start, d.value) for d in resolve("Rebels took Sake on Monday.", date(2024, 2, 15))]
    [('Monday', datetime.date(2024, 2, 12), '2024-02-12')]
    """
    mentions = find_dates(text, day_first=day_first(text, url))
    written = written_on(mentions, published)
    sentences = sentences_of(text) if mentions else []
    found: list[ResolvedDate] = []
    for mention in mentions:
        tense = _tense(sentences, mention)
        if is_dateline := mention.meaning.edge is Edge.DATELINE:
            mention = replace(mention, meaning=replace(mention.meaning, edge=None))
        when = days_of(mention, published=written, tense=tense, event=event)
        if mention.meaning.event and tense is Tense.PAST and written and when.date_start and when.date_start > written:
            when = replace(when, date_start=None, date_end=None, date_prec=None, anchor=None)
        kind, value = timex(mention, written, tense)
        found.append(ResolvedDate(mention.text, mention.start, mention.end, when, kind, value))
        if when.date_start and when.date_end and not is_dateline:
            event = when.date_start, when.date_end
    return found


def _tense(sentences: Sequence[Sentence], mention: DateMention) -> Tense:
    for sentence in sentences:
        if sentence.stretch.start <= mention.start < sentence.stretch.end:
            tokens = sentence.at(mention.start, mention.end)
            return tense_of(sentence, tokens[0].i) if tokens else Tense.PAST
    return Tense.PAST

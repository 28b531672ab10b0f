"""What the dates of one document are counted from: the day it was written, and what was dated before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from khabar.coding.draft import Draft
from khabar.date import DateMention, Kind, Tense, day_there, days_of, find_dates, written_on
from khabar.date.spans import Interval
from khabar.date.years import A_YEAR, REACH_CHARS
from khabar.parse import Sentence
from khabar.read.said import PUBLISHED_AT, is_day_first
from khabar.records import Document, PassageKind, When

BACK_CHARS: Final = 1200
"""How far back in the text "that day" can reach: some two or three paragraphs."""

_SPOKEN: Final = re.compile(
    r"\b(?:said|says|say|told|announced|reported|added|wrote|stated|confirmed|published)"
    r"(?: (?:reporters|journalists|lawmakers|parliament|in|an?|the|at|to|by|on|late|early|news|press|media|local|state|"
    r"television|radio|conference|briefing|release|statement|interview|[A-Z][\w.'’]{1,20})){0,6} $"
)
"""What stands between a verb of saying and the day on which somebody spoke."""
_HEAD_CHARS: Final = 400
"""Where in an article its dateline stands."""


class Days:
    """The dates of a document, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.day_first = is_day_first(document.url, document.language, document.text)
        body = next((p for p in document.passages if p.kind is PassageKind.BODY), None)
        head = document.text[body.start : min(body.end, body.start + _HEAD_CHARS)] if body else ""
        mentions = find_dates(head, day_first=self.day_first)
        written = written_on(mentions, _moment(document) or document.published, head=head, shown=document.published)
        self.written, self.first = written.day, written.first
        self._published = written
        self._within: dict[tuple[int, int], Sequence[DateMention]] = {}

    def find(self, sentence: Sentence) -> Sequence[DateMention]:
        """Return the date expressions of a sentence, in the year that the tale before it is in."""
        start, end = sentence.stretch.start, sentence.stretch.end
        found = self.within(start, end)
        if not any(mention.meaning.is_bare for mention in found):
            return found
        text = self.document.text
        back = max(text.rfind("\n", 0, start) + 1, start - REACH_CHARS)
        if not A_YEAR.search(text, back, start):
            return found
        return [mention for mention in self.within(back, end) if mention.start >= start]

    def within(self, start: int, end: int) -> Sequence[DateMention]:
        """Return the date expressions of a range of the document's text; each range is read once."""
        where = start, end
        if where not in self._within:
            found = find_dates(self.document.text[start:end], offset=start, day_first=self.day_first)
            self._within[where] = tuple(found)
        return self._within[where]

    def there(self, when: When, mention: DateMention, tense: Tense) -> When:
        """Return a date as one of the day that had begun where the deed was, not yet where the page was published."""
        day = day_there(mention, self._published, tense)
        return days_of(mention, published=day, tense=tense) if day is not None else when

    def told(self, draft: Draft, earlier: Sequence[Draft], dates: Sequence[DateMention]) -> Interval | None:
        """Return the days that "two days later" is counted from, ``None`` if the text names none.

        They are those of the event dated last, or of the date last named before the sentence, whichever stands later;
        a day on which somebody only spoke is neither.
        """
        if not any(d.meaning.event or d.meaning.kind is Kind.CLOCK for d in dates):
            return None
        last = next((d.when for d in reversed(earlier) if d.when and d.when.date_start), None)
        event = (last.date_start, last.date_end) if last else None
        named = self._named_before(draft, last.start if last else 0)
        return named or event

    def named(self, start: int, end: int) -> bool:
        """Return whether the text between two points names a day, other than one on which somebody only spoke."""
        return any(m.meaning.dates and not self.is_spoken(m) for m in self.within(start, end))

    def is_spoken(self, mention: DateMention) -> bool:
        """Return whether a date follows a verb of saying: "police said on Tuesday"."""
        return bool(_SPOKEN.search(self.document.text[max(0, mention.start - 90) : mention.start]))

    def _named_before(self, draft: Draft, after: int) -> Interval | None:
        until = draft.sentence.stretch.start
        start = max(draft.passage.start, until - BACK_CHARS)
        text = self.document.text[start:until]
        for mention in reversed(self.within(start, until)):
            meaning = mention.meaning
            if mention.start <= after:
                return None
            if (
                not meaning.dates
                or meaning.event
                or meaning.edge
                or _SPOKEN.search(text[: mention.start - start][-90:])
            ):
                continue
            found = days_of(mention, published=self.written, tense=Tense.PAST)
            if found.date_prec in (1, 2):
                return found.date_start, found.date_end
        return None


def _moment(document: Document) -> datetime | None:
    """Return the moment of publication, where the page gives one with its zone, about the day that is believed."""
    said = next((one.value for one in document.statements if one.field == PUBLISHED_AT), None)
    if said is None or document.published is None:
        return None
    moment = datetime.fromisoformat(said)
    return moment if abs((moment.date() - document.published).days) <= 1 else None

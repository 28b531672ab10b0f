"""Finding date expressions in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from khabar.date import words as w
from khabar.date.apposed import join_feasts, join_stretches
from khabar.date.beside import mark_beside
from khabar.date.calendars import month_names
from khabar.date.fitting import brought_by, fitting
from khabar.date.holidays import holiday_names, named_days, national_names
from khabar.date.joining import (
    join_clocks,
    join_counts,
    join_days,
    join_months,
    join_night_ranges,
    join_nights,
    join_ranges,
)
from khabar.date.meaning import DateMention, Edge, Kind, Meaning
from khabar.date.plausible import is_date
from khabar.date.years import carry_years
from khabar.folding import fold
from khabar.numerals import WORD

_HINT = re.compile(
    rf"\d|{w.MONTH}|{w.WEEKDAY}|{w.SEASON}|day|night|week|month|year|decade|centur|hour|minute|second|moment|quarter|now|"
    r"current|present|past|future|recent|soon|lately|former|previous|noon|dawn|dusk|sunrise|sunset|annual|christmas|xmas|"
    r"easter|eid|ramad|ramaz|nowruz|newroz|hallo|thanks|morrow|morning|evening|afternoon|long ago|ies\b|eve\b|"
    r"nineteen|thousand|mawlid|arba|eve of|"
    r"\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b|bakr|diwali|deepav|holi\b|dusse|dasara|vijaya|milad|maul|moul|"
    r"prophet|tabaski|korite|bayram|lebaran|aidil|\btet\b|seollal|vesak|wesak|buddha|lag b|shavuot|epiphany|ascension|"
    r"corpus|mardi|leap|turn of|\bfy|songkran|timk|meskel|enkut|six.day|feast|"
    r"yom |rosh|ashura|tasua|chehlum|maundy|passover|pesach|purim|hanuk|chanuk|sukk|simchat|pentecost|juneteenth"
)
"""A sentence without any of these holds no date expression; most are settled by this one search."""

_FIRST_WORDS = (
    "the very early mid middle late earlier later that same recent a an half some several few many dozens "
    "hundreds scores countless numerous about around approximately nearly almost over more less fewer at up "
    "just barely roughly exactly precisely only no close as shortly noon midday midnight night yesterday today "
    "tomorrow tonight overnight year month week day each every hourly daily nightly weekly monthly quarterly yearly "
    "annually "
    "biweekly now currently presently nowadays recently formerly previously in lately soon these long future "
    "fiscal fy calendar turn midweek before after since until number dawn "
)
_WORD_START = re.compile(r"(?<![\w$€£])'\d|\w+")
"""Where an expression can begin: at a word, a figure, or the mark before a year cut short ("'98")."""
_WINDOW_CHARS = 400
"""Text is searched a stretch at a time, broken at line ends or blanks: expressions never reach over a line."""
_CUT = re.compile(r"[a-z]{4}[.!?][\"'”’)]* (?=[A-Z“\"'])")
"""A sentence's end that no abbreviation of a month or weekday can be ("Sept. 3" has a figure after it)."""
_EDGES = (
    (re.compile(r"\b(?:since|dating from|dating back to|starting|as from) (?:at least |on |in |the )?$"), Edge.SINCE),
    (re.compile(r"\b(?:until|till|up to|as (?:of|at)|through|prior to and including) (?:on |in )?$"), Edge.UNTIL),
    (re.compile(r"(?<!-)\b(?:before|prior to|ahead of|by) (?:the )?$"), Edge.BEFORE),
    (re.compile(r"\bafter (?:the )?$"), Edge.AFTER),
)  # fmt: skip
_BY = re.compile(r"(?<!-)\bby (?:the )?$")
_DEED = re.compile(
    r" (?:(?!(?:and|or|but|when|as|after|before|while|which|that|in|on|at|near|by|with|of|from|to|an?|the|his|her|its|"
    r"their|has|have|had|was|were|is|are)\b)[\w'’-]+ ){0,2}"
    r"(?:attack|assault|raid|bombing|blast|explosion|shooting|strike|killing|stabbing|clash|riot|massacre|ambush)"
)
"""The deed that a day belongs to without a mark: "since the 9/11 attacks" is since these, and 9/11 their day."""
_DATELINE = re.compile(r"^[^\S\n]*(?:[^\W\d_][^\n()]{1,60}?[,(] ?)$")
_PLACED = re.compile(
    r"^[^\S\n]*(?:\([A-Z][^\n()]{1,40}\) ?(?:[-–—|]|--)|"
    r"(?:[A-Z][\w'’.]*[ ,/-]{1,2}){1,6}(?:\([^()\n]{1,40}\) ?)?(?:[-–—|]|--)|"
    r"\([A-Z][^\n()]{1,40},) ?$"
)
"""A place before its day: "(Nairobi) – 12 March 2024 –", "KYIV (Wire) – March 12 –", "(Beirut, 12 March 2024) –"."""
_PLACED_AFTER = re.compile(r"^\)?\s?(?:[-–—|:]|--)\s+(?=[\"“‘']?[A-Z])")
_DATELINE_AFTER = re.compile(r"^\.?(?:,? (?:1[6-9]|20)\d\d)?\)?\s*(?:\([^()\n]{1,40}\)\s*)?(?:[-–—_:]|--)\s?")


def find_dates(text: str, *, offset: int = 0, day_first: bool | None = None) -> list[DateMention]:
    """Return the date expressions of ``text`` in text order, without overlap, each with its unresolved meaning.

    Durations, habits and clock times are found too (TIMEX3 has them); ``mention.meaning.dates`` tells which can
    date an event. ``offset`` is added to every start and end. ``day_first`` tells how numeric dates are to be read that
    can be read in two ways (`khabar.read.said.is_day_first`); ``None`` leaves them open.

    >>> [m.text for m in find_dates("Shelling on 3 May 2017 followed a truce that had held since March.")]
    ['3 May 2017', 'March']
    """
    folded = fold(text)
    found: list[DateMention] = []
    for start, end in _windows(text):
        if _HINT.search(folded, start, end):
            found.extend(_find(text, folded, start, end))
    if day_first is not None:
        found = [_in_order(mention, day_first=day_first) for mention in found]
    found = join_clocks(text, join_feasts(text, join_days(text, found)))
    found = [_ahead(folded, mention) for mention in found]
    found = join_ranges(text, join_stretches(text, join_nights(text, found)))
    found = join_months(text, join_counts(text, join_night_ranges(text, found)))
    found = carry_years(text, mark_beside(folded, text, found))
    return [_shift(mention, offset) for mention in found] if offset else found


def _in_order(mention: DateMention, *, day_first: bool) -> DateMention:
    """Return a numeric date of two readings with the one that the text's order gives."""
    meaning = mention.meaning
    if meaning.other_month is None:
        return mention
    if not day_first:
        meaning = replace(meaning, month=meaning.other_month, day=meaning.other_day)
    return replace(mention, meaning=replace(meaning, other_month=None, other_day=None))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of the text: lines, cut after a sentence where they are long."""
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        while end - start > 2 * _WINDOW_CHARS:
            match = _CUT.search(text, start + _WINDOW_CHARS, start + 2 * _WINDOW_CHARS)
            cut = match.end() if match else text.rfind(" ", start, start + 2 * _WINDOW_CHARS) + 1
            if cut <= start:
                cut = start + 2 * _WINDOW_CHARS
            yield start, cut
            start = cut
        yield start, end


@cache
def _first_words() -> tuple[str, ...]:
    """Return the words that an expression can begin with, but for numerals, units and days of the week."""
    first = [*w.MONTHS, *w.WEEKDAYS, *w.SEASONS, *w.ORDINALS, *w.SHIFTS, *w.DECADES, *_FIRST_WORDS.split()]
    first += [
        name.split()[0]
        for name in (*holiday_names(), *national_names(), *month_names(), *month_names(loose=True), *named_days())
    ]
    return tuple(sorted(set(first)))


@cache
def _opening() -> re.Pattern[str]:
    """The words and figures that an expression can begin with: patterns are tried there only, six times as fast."""
    words = "|".join(sorted(map(re.escape, _first_words()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w$€£])(?:\d|'\d|fy\d|q[1-4]\b|h[12]\b|{WORD}s?\b|(?:{words})\b|{w.WEEKDAY}s\b|{w.UNIT}\b)"
    )


@cache
def _first_parts() -> frozenset[str]:
    """Return what stands before a mark in the words that an expression can begin with: the "eid" of "eid-al-fitr"."""
    return frozenset(re.split(r"\W", word)[0] for word in _first_words())


@lru_cache(maxsize=1 << 14)
def _may_open(word: str) -> bool:
    """Return whether an expression can begin with a word, alone or with what a mark joins to it ("father's")."""
    return _opening().match(word) is not None or word in _first_parts()


def _find(text: str, folded: str, start: int, end: int) -> list[DateMention]:
    line = folded[start:end]
    candidates: list[tuple[int, int, int, Meaning]] = []
    openings: list[int] = []
    brought = 0
    for word in _WORD_START.finditer(line):
        brought |= brought_by(word[0])
        if _may_open(word[0]) and _opening().match(line, word.start()):
            openings.append(word.start())
    for at in openings:
        for rank, pattern, build in fitting(line[at], brought):
            match = pattern.match(line, at)
            if match is None:
                continue
            if (meaning := build(match)) and is_date(text, start + match.start(), start + match.end(), meaning):
                candidates.append((match.start(), -match.end(), rank, meaning))
    candidates.sort(key=lambda c: c[:3])
    found: list[DateMention] = []
    at = 0
    for first, negative_end, _, meaning in candidates:
        if first < at:
            continue
        at = -negative_end
        first, last = start + first, start + at
        if (edge := _edge(text, folded, first, last, meaning)) is not None:
            if edge is Edge.SINCE and meaning.kind is Kind.UNIT and meaning.part == "early":
                # "Since the start of the year" is of the year at hand.
                meaning = replace(meaning, event=False)
            near = edge is Edge.BEFORE and meaning.kind is Kind.CALENDAR and meaning.year is None and not meaning.name
            meaning = replace(meaning, edge=edge, name="near" if near else meaning.name)
        found.append(DateMention(first, last, text[first:last], meaning))
    return found


def _edge(text: str, folded: str, start: int, end: int, meaning: Meaning) -> Edge | None:
    if not meaning.dates:
        return None
    line = text.rfind("\n", 0, start) + 1
    if meaning.kind in (Kind.CALENDAR, Kind.WEEKDAY) and start - line < 70:
        lead, rest = text[line:start], text[end : end + 60]
        if _DATELINE.match(lead) and re.match(r"\W*[A-Z]", lead) and _DATELINE_AFTER.match(rest):
            return Edge.DATELINE
        if meaning.day and _PLACED.match(lead) and _PLACED_AFTER.match(rest):
            return Edge.DATELINE
    if re.match(r"(?:'s\b|s' )", folded[end : end + 3]):
        return None
    if meaning.kind in (Kind.WEEKDAY, Kind.CALENDAR) and _DEED.match(folded, end):
        return None
    before = folded[max(0, start - 30) : start]
    if meaning.event and meaning.kind in (Kind.AGO, Kind.DAY):
        return None
    for pattern, edge in _EDGES:
        if match := pattern.search(before):
            if match[0].startswith("through") and not (meaning.day or meaning.kind in (Kind.WEEKDAY, Kind.DAY)):
                return None
            return Edge.UNTIL if edge is Edge.BEFORE and _BY.search(before) else edge
    return None


_DUE = re.compile(
    r"\b(?:to|for|payable|of record|due|expir(?:es?|ing)|deadline of|slated|scheduled|set|effective|until|till|through|"
    r"by)"
    r"(?: (?:on|in|for|at|the|midnight))* $"
)
_DUE_AFTER = re.compile(
    r"[ -](?:(?:target|return|closing|expiry) date|deadline|ultimatum|cutoff|expiry|vote|referendum|polls?|elections?|"
    r"trial|hearing|summit|talks|opening|start)\b"
)


def _ahead(folded: str, mention: DateMention) -> DateMention:
    """Return a day or month without a year as one that may be to come, where it is what something is due by."""
    if not mention.meaning.is_bare:
        return mention
    lead = folded[max(0, mention.start - 40) : mention.start]
    return mention.due() if _DUE.search(lead) or _DUE_AFTER.match(folded, mention.end) else mention


def _shift(mention: DateMention, offset: int) -> DateMention:
    parts = tuple(_shift(part, offset) for part in mention.parts)
    return DateMention(mention.start + offset, mention.end + offset, mention.text, mention.meaning, parts)

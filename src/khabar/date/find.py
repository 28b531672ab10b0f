"""Finding date expressions in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from khabar.date import words as w
from khabar.date.calendars import month_names
from khabar.date.holidays import holiday_names, named_days
from khabar.date.meaning import DateMention, Edge, Kind, Meaning
from khabar.date.patterns import patterns
from khabar.folding import fold
from khabar.numerals import WORD

_HINT = re.compile(
    rf"\d|{w.MONTH}|{w.WEEKDAY}|{w.SEASON}|day|night|week|month|year|decade|centur|hour|minute|second|moment|quarter|now|"
    r"current|present|past|future|recent|soon|lately|former|previous|noon|dawn|dusk|sunrise|sunset|annual|christmas|xmas|"
    r"easter|eid|ramad|ramaz|nowruz|newroz|hallo|thanks|morrow|morning|evening|afternoon|long ago|ies\b|eve\b|"
    r"nineteen|thousand|mawlid|arba|eve of|"
    r"yom |rosh|ashura|tasua|chehlum|maundy|passover|pesach|purim|hanuk|chanuk|sukk|simchat|pentecost|juneteenth"
)
"""A sentence without any of these holds no date expression; most are settled by this one search."""

_FIRST_WORDS = (
    "the very early mid middle late earlier later that same recent a an half some several few many dozens "
    "hundreds scores countless numerous about around approximately nearly almost over more less fewer at up "
    "just barely roughly only no close as shortly noon midday midnight night yesterday today tomorrow tonight "
    "overnight year month week day each every hourly daily nightly weekly monthly quarterly yearly annually "
    "biweekly now currently presently nowadays recently formerly previously in lately soon these long future "
    "fiscal calendar before after since until number dawn "
)
_WINDOW_CHARS = 400
"""Text is searched a stretch at a time, broken at line ends or blanks: expressions never reach over a line."""

_CUT = re.compile(r"[a-z]{4}[.!?][\"'”’)]* (?=[A-Z“\"'])")
"""A sentence's end that no abbreviation of a month or weekday can be ("Sept. 3" has a figure after it)."""

_MONTH_CONTEXT = re.compile(
    r"\b(?:in|since|until|till|from|during|last|this|next|through|before|after|early|late|mid|between|every|each)[ -]$"
)
_LOOSE_CONTEXT = re.compile(r"\b(?:of|for|by|and|to|on|past)[ -]$")
_NAME_BEFORE = re.compile(r"(?:[A-Z][a-z]+|[A-Z]\.) $")
_NAME_AFTER = re.compile(r"^ [A-Z][a-z]+")
_NOT_A_YEAR = re.compile(
    r"(?:[$€£#]|\b(?:no\.|number|flight|room|resolution|article|camp|section|unit|gate|channel|directive|decree|protocol|regulation|route|highway|some|about|than|least|nearly|almost|over|around|"
    r"another|other|page|model|boeing|every|are|were|killed|had) )$"
)
_IN_A_NAME = re.compile(
    r"^ (?:Brigades?|Front|Movement|Battalions?|Martyrs|Alliance|Coalition|Division|Corps|Group|Square|Street|Avenue|"
    r"Road|Bridge|Hospital|Airport|Stadium|University|Party|Foundation|Forum|Regiment|Mosque|Times|Telegraph|Mail|"
    r"Express|Mirror|Herald|Post|Harbou?r|Movements|Revolutionaries|Organi[sz]ation|Communist|Society)\b"
)
"""What makes a name of a day before it: the July 22 Front, the Friday Mosque, Tahrir's 6 October Bridge."""

_BEFORE_A_NAME = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Giving|Man) $")
"""Black September, Bloody Sunday, and Man Friday: names, and no days of the week or month at hand."""
_SEASON_BEFORE = re.compile(r"\b(?:in|over|during|since|by|until|throughout|through|before|after) $")
_QUARTER = re.compile(r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal )?quarter\b", re.IGNORECASE)
_PERIOD_CHARS = 3000
"""How far back a quarter must have been named for "the year-earlier period" to be a time at all."""
_EDGES = (
    (re.compile(r"\b(?:since|dating from|dating back to|starting|as of|as from) (?:at least |on |in |the )?$"), Edge.SINCE),  # noqa: E501
    (re.compile(r"\b(?:until|till|up to|through|prior to and including) (?:at least |on |in )?$"), Edge.UNTIL),
    (re.compile(r"(?<!-)\b(?:before|prior to|ahead of|by) (?:the )?$"), Edge.BEFORE),
    (re.compile(r"\bafter (?:the )?$"), Edge.AFTER),
)  # fmt: skip
_BY = re.compile(r"(?<!-)\bby (?:the )?$")
_JOIN = re.compile(
    r"^(?P<j> and | to | until | till | through | thru |\s?[-–—]\s?| or )(?:the |on |in |late |early )?$"
)
_FROM = re.compile(r"\b(?P<f>from|between) (?:the |on |in |late |early )?$")
_DATELINE = re.compile(r"^[^\S\n]*(?:[^\W\d_][^\n()]{1,60}?[,(] ?)$")
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
    found = _join_counts(text, _join_ranges(text, found))
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
def _opening() -> re.Pattern[str]:
    """The words and figures that an expression can begin with: patterns are tried there only, six times as fast."""
    first = [*w.MONTHS, *w.WEEKDAYS, *w.SEASONS, *w.ORDINALS, *w.SHIFTS, *w.DECADES, *_FIRST_WORDS.split()]
    first += [name.split()[0] for name in (*holiday_names(), *month_names(), *month_names(loose=True), *named_days())]
    words = "|".join(sorted({re.escape(word) for word in first}, key=len, reverse=True))
    return re.compile(rf"(?<![\w$€£])(?:\d|'\d|q[1-4]\b|{WORD}s?\b|(?:{words})\b|{w.WEEKDAY}s\b|{w.UNIT}\b)")


def _find(text: str, folded: str, start: int, end: int) -> list[DateMention]:
    line = folded[start:end]
    candidates: list[tuple[int, int, int, Meaning]] = []
    for opening in _opening().finditer(line):
        for rank, (pattern, build) in enumerate(patterns()):
            match = pattern.match(line, opening.start())
            if match is None:
                continue
            if (meaning := build(match)) and _plausible(text, start + match.start(), start + match.end(), meaning):
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
            near = edge is Edge.BEFORE and meaning.kind is Kind.CALENDAR and meaning.year is None and not meaning.name
            meaning = replace(meaning, edge=edge, name="near" if near else meaning.name)
        found.append(DateMention(first, last, text[first:last], meaning))
    return found


def _plausible(text: str, start: int, end: int, meaning: Meaning) -> bool:
    """Whether words that are also ordinary ones stand here as a date: May, March, second, current."""
    words, before, after = text[start:end], text[max(0, start - 40) : start], text[end : end + 30]
    low = words.lower()
    if _IN_A_NAME.match(after) and meaning.dates and not low.endswith(("'s", "’s")):
        return False
    if meaning.calendar:
        return bool(re.search(r"[A-Z]", words))
    if meaning.on:
        return True
    if meaning.kind is Kind.CALENDAR and meaning.month and not re.search(r"\d", words):
        name = re.search(rf"\b(?:{w.MONTH}|[a-z]{{3,4}}\.?)$", low) or re.search(w.MONTH, low)
        return _plain_month(words, before, after, name[0] if name else "")
    if (
        meaning.kind is Kind.CALENDAR
        and meaning.month
        and meaning.day
        and re.search(r"\b(?:may|march|mar|sep|dec)\b", low)
    ):
        return not re.search(r"\b(?:may|march)\b", words)
    if meaning.kind is Kind.WEEKDAY and (not re.search(r"[A-Z]", words) or _BEFORE_A_NAME.search(before)):
        return False
    if meaning.kind is Kind.CALENDAR and low.startswith("'") and len(low) == 3:
        return bool(re.search(r"\b(?:in|since|of|from|to|and|until|class of|summer|winter) $", before.lower()))
    if meaning.kind is Kind.CALENDAR and re.fullmatch(r"(?:1[6-9]|20)\d\d", low):
        return _plain_year(int(low), before, after)
    if meaning.season and meaning.year is None and meaning.shift is None:
        # "in the fall", but not "the fall of the city" or "the spring" of a mattress
        return bool(_SEASON_BEFORE.search(before.lower())) and not re.match(r" of\b|[ -][a-z]+ing\b|[-']", after)
    if meaning.kind is Kind.PERIOD:
        return bool(_QUARTER.search(text, max(0, start - _PERIOD_CHARS), start))
    if meaning.kind is Kind.VAGUE:
        return not (low in ("current", "recent") and re.match(r"^(?:ly|-)", after))
    if meaning.kind is Kind.DURATION:
        return _plain_duration(low, after)
    if meaning.holiday in ("easter", "christmas", "halloween", "new year's", "ramadan") or meaning.holiday:
        return bool(re.search(r"[A-Z]", words)) and not re.match(r"^ (?:Island|Rising)", after)
    return True


def _plain_month(words: str, before: str, after: str, name: str) -> bool:
    if not re.search(r"\b[A-Z]", words) or _BEFORE_A_NAME.search(before):
        return False
    led = bool(_MONTH_CONTEXT.search(before.lower())) or words.lower() != name
    led = led or (bool(_LOOSE_CONTEXT.search(before.lower())) and not _NAME_AFTER.match(after))
    led = led or bool(re.match(rf"^(?: to | and | until | through |[-–])(?:{w.MONTH})\b", fold(after)))
    if name in ("may", "march"):
        risky = re.match(r"^ (?:(?:not|be|have|also|well|yet|still|never)\b|(?:said|says|told|was|is|has)\b)", after)
        by_person = re.search(r"\b(?:by|of|and|for|to|on) $", before.lower()) and name == "may"
        return led and not risky and not by_person and not words.isupper()
    if _NAME_BEFORE.search(before) and not led and not re.search(r"[.!?] [A-Z]\w+ $", before):
        return False
    return led or not _NAME_AFTER.match(after)


def _plain_year(year: int, before: str, after: str) -> bool:
    if _NOT_A_YEAR.search(before.lower()):
        return False
    if re.match(r"^(?:[,.]?\d|%|-(?:member|strong|man|mile|foot|kilomet|pound|page|acre|seat|meter)| percent)", after):
        return False
    return 1800 <= year <= 2060


def _plain_duration(low: str, after: str) -> bool:
    if re.search(r"\bseconds?\b", low):
        return bool(re.search(r"\bseconds$|\bone second$", low)) and not re.match(r"^ \w+ly", after)
    if low.startswith(("a quarter", "quarter")):
        return False
    if "quarter" in low:
        return bool(re.search(r"quarters$", low)) and not re.match(r"^ of", after)
    if low in ("year", "month", "week", "day", "hour", "decade") or low.endswith("-old"):
        return low.endswith(("long",))
    return not re.match(r"^[ -]old\b", after)


def _edge(text: str, folded: str, start: int, end: int, meaning: Meaning) -> Edge | None:
    if not meaning.dates:
        return None
    line = text.rfind("\n", 0, start) + 1
    if meaning.kind in (Kind.CALENDAR, Kind.WEEKDAY) and start - line < 70:
        lead, rest = text[line:start], text[end : end + 60]
        if _DATELINE.match(lead) and re.match(r"\W*[A-Z]", lead) and _DATELINE_AFTER.match(rest):
            return Edge.DATELINE
    if re.match(r"(?:'s\b|s' )", folded[end : end + 3]):
        return None
    before = folded[max(0, start - 30) : start]
    if meaning.kind is Kind.AGO and meaning.event:
        return None
    for pattern, edge in _EDGES:
        if match := pattern.search(before):
            if match[0].startswith("through") and not (meaning.day or meaning.kind in (Kind.WEEKDAY, Kind.DAY)):
                return None
            return Edge.UNTIL if edge is Edge.BEFORE and _BY.search(before) else edge
    return None


def _join_ranges(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "from A to B" and "between A and B" made one, which keeps its two ends."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and last.meaning.kind is not Kind.RANGE and _joins(text, last, mention):
            first, second = _share(last.meaning, mention.meaning)
            meaning = Meaning(Kind.RANGE, first=replace(first, edge=None), second=replace(second, edge=None))
            parts = (replace(last, meaning=first), replace(mention, meaning=second))
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning, parts)
        else:
            joined.append(mention)
    return joined


def _join_counts(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "the day after Nowruz", "two days before 9/11" made one, counted from the date named."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and _counts_from(text, last, mention):
            base = replace(mention.meaning, edge=None)
            meaning = replace(last.meaning, event=False, base=base, to_the_day=last.text.lower().endswith("ago"))
            parts = last, replace(mention, meaning=base)
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning, parts)
        else:
            joined.append(mention)
    return joined


def _is_anniversary(text: str, count: DateMention, base: DateMention) -> bool:
    """Return whether a count of years, months or weeks back is from a day or week at hand: "a year ago on Monday"."""
    of, at = count.meaning, base.meaning
    if (
        of.kind is not Kind.AGO
        or of.event
        or of.base is not None
        or of.shift != -1
        or of.n is None
        or of.n != int(of.n)
    ):
        return False
    if of.unit not in ("year", "month", "week", "decade") or not count.text.lower().endswith("ago"):
        return False
    near = at.kind is Kind.WEEKDAY or (at.kind is Kind.DAY and at.shift == 0)
    near = near or (at.kind is Kind.UNIT and at.shift == 0 and at.unit in ("week", "month"))
    return near and not at.event and text[count.end : base.start].lower() in (" ", " on ", ", ")


def _counts_from(text: str, count: DateMention, base: DateMention) -> bool:
    if _is_anniversary(text, count, base):
        return True
    if count.meaning.kind is not Kind.AGO or not count.meaning.event or count.meaning.base is not None:
        return False
    if not base.meaning.dates or base.meaning.event or not re.search(r"(?:before|after)$", count.text.lower()):
        return False
    return text[count.end : base.start].lower() in (" ", " the ") and not re.match(r"(?:'s|’s)\b", text[base.end :])


def _joins(text: str, first: DateMention, second: DateMention) -> bool:
    between = fold(text[first.end : second.start])
    if not (first.meaning.dates and second.meaning.dates) or len(between) > 16:
        return False
    match = _JOIN.match(between)
    if match is None:
        return False
    lead = _FROM.search(fold(text[max(0, first.start - 20) : first.start]))
    if match["j"].strip() in ("and", "or"):
        return lead is not None and lead["f"] == "between"
    if match["j"].strip() == "to" and lead is None:
        return first.meaning.kind is second.meaning.kind and first.meaning.kind is not Kind.UNIT
    return lead is not None or match["j"].strip() in ("-", "through", "until", "thru", "till")


def _share(first: Meaning, second: Meaning) -> tuple[Meaning, Meaning]:
    """A year given once counts for both ends: from March to May 2016."""
    if first.kind is second.kind is Kind.CALENDAR:
        if first.year is None and second.year is not None and first.decade is None:
            return replace(first, year=second.year), second
        if second.year is None and first.year is not None and first.month:
            return first, replace(second, year=first.year)
    return first, second


def _shift(mention: DateMention, offset: int) -> DateMention:
    parts = tuple(_shift(part, offset) for part in mention.parts)
    return DateMention(mention.start + offset, mention.end + offset, mention.text, mention.meaning, parts)

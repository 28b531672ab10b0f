"""Two date expressions that are one: "from A to B", "the day after Nowruz"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from khabar.date.meaning import DateMention, Kind, Meaning
from khabar.folding import fold
from khabar.numerals import NUMERAL, integer

_LEAP_YEAR = 2024
_JOIN = re.compile(
    r"^(?P<j> and | to | until | till | through | thru | into |\s?[-–—]\s?| or )"
    r"(?:(?:the |on |in |late |early )*(?:(?:morning|afternoon|evening|night|(?:early |small )?hours) of )?)$"
)
_FROM = re.compile(
    r"\b(?P<f>from|between) (?:the |on |in |late |early )*"
    r"(?:(?:morning|afternoon|evening|night|(?:early |small )?hours) of )?$"
)


def join_ranges(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "from A to B" and "between A and B" made one, which keeps its two ends."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and last.meaning.kind is not Kind.RANGE and _joins(text, last, mention):
            first, second = _share(last.meaning, mention.meaning)
            meaning = Meaning(Kind.RANGE, first=replace(first, edge=None), second=replace(second, edge=None))
            parts = (replace(last, meaning=first), replace(mention, meaning=second))
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning, parts)
            _join_list(text, joined)
        else:
            joined.append(mention)
    return joined


def _join_list(text: str, joined: list[DateMention]) -> None:
    """Put the days before a pair of days to it where they follow one another: "on Sunday, Monday and Tuesday"."""
    while len(joined) > 1:
        before, pair = joined[-2:]
        first = pair.meaning.first
        if first is None or text[before.end : pair.start] != ", " or not _follow(before.meaning, first):
            return
        if before.meaning.kind is not Kind.WEEKDAY or before.meaning.edge or before.meaning.clock:
            return
        meaning = replace(pair.meaning, first=before.meaning)
        joined[-2:] = [DateMention(before.start, pair.end, text[before.start : pair.end], meaning, pair.parts)]


def join_days(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "Tuesday (June 4)", "June 4 (Tuesday)", "Tuesday the 4th" made one: they are one day."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and (meaning := _one_day(text, last, mention)) is not None:
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning)
        else:
            joined.append(mention)
    return joined


_NIGHT_BETWEEN = re.compile(r"^,? (?P<w>on|of|into|to)? ?$")


def join_nights(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "overnight on Sunday", "overnight into Tuesday" made one: a night from or to a day."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        between = _NIGHT_BETWEEN.match(text[last.end : mention.start]) if last else None
        if last and between and last.text.lower() == "overnight" and _is_plain_day(mention.meaning):
            meaning = replace(mention.meaning, daypart="ON", edge=last.meaning.edge)
            if between["w"] in ("into", "to"):
                before = Meaning(Kind.AGO, n=1.0, unit="day", shift=-1, base=mention.meaning)
                meaning = Meaning(Kind.RANGE, first=before, second=mention.meaning)
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning)
        else:
            joined.append(mention)
    return joined


_NIGHT_OF = re.compile(r"^,? (?:(?:on|of|from|between|in) )?(?:the )?$")


def join_night_ranges(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "overnight on August 2-3", "overnight between Friday and Saturday" made one."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        two_days = mention.meaning.kind is Kind.RANGE and last is not None and last.text.lower() == "overnight"
        if last is not None and two_days and _NIGHT_OF.match(text[last.end : mention.start]):
            words = text[last.start : mention.end]
            joined[-1] = DateMention(last.start, mention.end, words, mention.meaning, mention.parts)
        else:
            joined.append(mention)
    return joined


def _is_plain_day(meaning: Meaning) -> bool:
    named = meaning.kind is Kind.WEEKDAY and meaning.n is None and meaning.name is None
    return (named or (meaning.kind is Kind.CALENDAR and bool(meaning.month and meaning.day))) and not meaning.daypart


_MONTHS = re.compile(rf"^(?:the )?(?P<edge>first|opening|last|final|closing) (?P<n>{NUMERAL}) months$")


def join_months(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "the last three months of 2023", "the first six months of this year" made one."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        run = _MONTHS.match(fold(last.text)) if last and text[last.end : mention.start] == " of " else None
        base = _first_month(mention.meaning) if run else None
        n = integer(run["n"]) if run else None
        if last and run and base and n and n < 12:
            first = 1 if run["edge"] in ("first", "opening") else 13 - n
            ends = replace(base, month=first), replace(base, month=first + n - 1)
            meaning = Meaning(Kind.RANGE, first=ends[0], second=ends[1], edge=last.meaning.edge)
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning, (last, mention))
        else:
            joined.append(mention)
    return joined


def _first_month(meaning: Meaning) -> Meaning | None:
    """Return the January of a year that is named or counted from publication, ``None`` for anything else."""
    if meaning == Meaning(Kind.CALENDAR, year=meaning.year):
        return replace(meaning, month=1)
    if meaning.kind is Kind.UNIT and meaning.unit == "year" and not meaning.event and meaning.part is None:
        return Meaning(Kind.CALENDAR, month=1, shift=meaning.shift, name="of")
    return None


_CLOCK_BETWEEN = re.compile(r"^,? (?:(?:on|at|about|around|shortly|just) )*$")


def join_clocks(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "8pm on June 4", "Tuesday, at about 8pm" made one: the time is that day's."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and _CLOCK_BETWEEN.match(text[last.end : mention.start]):
            clock, day = (last, mention) if last.meaning.kind is Kind.CLOCK else (mention, last)
            to_the_day = day.meaning.kind in (Kind.WEEKDAY, Kind.DAY) or (day.meaning.month and day.meaning.day)
            to_the_day = to_the_day or (day.meaning.holiday is not None and day.meaning.unit is None)
            if clock.meaning.kind is Kind.CLOCK and clock.meaning.clock and to_the_day and not day.meaning.clock:
                meaning = replace(day.meaning, clock=clock.meaning.clock, edge=last.meaning.edge)
                joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning)
                continue
        joined.append(mention)
    return [_with_zone(text, mention) for mention in joined]


_LOCAL = re.compile(r",? local time\b")


def _with_zone(text: str, mention: DateMention) -> DateMention:
    """Return a day with "local time" behind it, which else would own the day: "early Thursday local time"."""
    after = _LOCAL.match(text, mention.end) if mention.meaning.dates else None
    if after is None:
        return mention
    return replace(mention, end=after.end(), text=text[mention.start : after.end()])


def _one_day(text: str, first: DateMention, second: DateMention) -> Meaning | None:
    between = text[first.end : second.start]
    if between not in (" ", " (", ", a ", ", "):
        return None
    day, named = (second, first) if first.meaning.kind is Kind.WEEKDAY else (first, second)
    plain = named.meaning.kind is Kind.WEEKDAY and named.meaning.shift is None and named.meaning.n is None
    if not plain or day.meaning.kind is not Kind.CALENDAR or not day.meaning.day or day.meaning.weekday is not None:
        return None
    if (between == " (") is not text.startswith(")", second.end) or (between == ", " and day.meaning.month):
        return None
    if between == ", a " and day is second:
        return None
    return replace(day.meaning, weekday=named.meaning.weekday, daypart=named.meaning.daypart, edge=first.meaning.edge)


def join_counts(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "the day after Nowruz", "two days before 9/11" made one, counted from the date named."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        side = _beside(text, last, mention) if last is not None else None
        if last is not None and (weeks := _weeks_ago(text, last, mention)) is not None:
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], weeks, (last, mention))
            continue
        if last is not None and (side or _counts_from(text, last, mention)):
            base = replace(mention.meaning, edge=None, name=mention.meaning.name or ("near" if side else None))
            to_the_day = last.meaning.to_the_day or last.text.lower().endswith(("ago", "from"))
            meaning = replace(
                last.meaning, event=False, base=base, to_the_day=to_the_day, shift=side or last.meaning.shift
            )
            if last.meaning.unit in ("hour", "minute") and (mention.meaning.daypart == "MO" or mention.meaning.clock):
                # "hours before dawn on Tuesday" is on Tuesday
                meaning = replace(meaning, n=meaning.n or 1.0)
            if last.meaning.kind is Kind.AGO and _DEED_AFTER.match(text, mention.end):
                # "two weeks after the July 7 attacks": the day is still that of the attacks
                joined[-1] = replace(last, meaning=meaning)
                joined.append(replace(mention, meaning=replace(mention.meaning, edge=None)))
                continue
            parts = last, replace(mention, meaning=base)
            joined[-1] = DateMention(last.start, mention.end, text[last.start : mention.end], meaning, parts)
        else:
            joined.append(mention)
    return joined


_DEED_AFTER = re.compile(
    r" (?:(?!(?:and|or|but|when|as|after|before|while|in|on|at|with|of|to|an?|the)\b)[\w'’-]+ ){0,2}"
    r"(?:attacks?|assaults?|raids?|bombings?|blasts?|explosions?|shootings?|strikes?|killings?|stabbings?|clash(?:es)?|"
    r"riots?|massacres?|ambush(?:es)?|coup|invasion|siege|assassination|uprising|crackdown|offensive|murders?|protests?|"
    r"mutiny|revolt|kidnappings?|abductions?|arrests?|vote|elections?|referendum)\b"
)


def _beside(text: str, day: DateMention, base: DateMention) -> int | None:
    """Return -1 for "the Friday before Christmas", 1 for "the Sunday after 3 May", else ``None``."""
    found, at = day.meaning, base.meaning
    if found.kind is not Kind.WEEKDAY or found.shift is not None or found.clock or found.n is not None:
        return None
    if at.kind is not Kind.CALENDAR or not (at.holiday or (at.month and at.day) or at.on) or at.event:
        return None
    between = text[day.end : base.start].lower()
    if between not in (" before ", " after ") or not text[max(0, day.start - 4) : day.start].lower().endswith("the "):
        return None
    return -1 if between == " before " else 1


def _weeks_ago(text: str, day: DateMention, count: DateMention) -> Meaning | None:
    """Return "Friday a week ago" as a week before the last Friday, ``None`` for other words."""
    of, at = count.meaning, day.meaning
    if of.kind is not Kind.AGO or of.unit != "week" or of.shift != -1 or of.event or not of.n or of.n != int(of.n):
        return None
    plain = at.kind is Kind.WEEKDAY and at.shift is None and at.n is None and at.name is None and not at.event
    if not plain or text[day.end : count.start] != " ":
        return None
    return replace(of, base=replace(at, edge=None), to_the_day=True, edge=at.edge)


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
    near = at.kind is Kind.WEEKDAY or (at.kind is Kind.DAY and at.shift in (-1, 0, 1))
    near = near or (at.kind is Kind.UNIT and at.shift == 0 and at.unit in ("week", "month"))
    return near and not at.event and text[count.end : base.start].lower() in (" ", " on ", ", ")


def _counts_from(text: str, count: DateMention, base: DateMention) -> bool:
    if _is_anniversary(text, count, base):
        return True
    if count.meaning.kind is not Kind.AGO or not count.meaning.event or count.meaning.base is not None:
        return False
    if not base.meaning.dates or base.meaning.event or not re.search(r"(?:before|after|from)$", count.text.lower()):
        return False
    return text[count.end : base.start].lower() in (" ", " the ") and not re.match(r"(?:'s|’s)\b", text[base.end :])


def _joins(text: str, first: DateMention, second: DateMention) -> bool:
    between = fold(text[first.end : second.start])
    if not (first.meaning.dates and second.meaning.dates) or len(between) > 32:
        return False
    match = _JOIN.match(between)
    if match is None:
        return False
    lead = _FROM.search(fold(text[max(0, first.start - 40) : first.start]))
    if match["j"].strip() == "into":
        return first.meaning.kind is second.meaning.kind is Kind.WEEKDAY
    if match["j"].strip() in ("and", "or"):
        if lead is not None and lead["f"] == "between":
            return True
        owns = re.match(r"(?:'s|’s|s')", text[second.end :])
        return match["j"].strip() == "and" and not owns and lead is None and _follow(first.meaning, second.meaning)
    if match["j"].strip() == "to" and lead is None:
        return first.meaning.kind is second.meaning.kind and first.meaning.kind is not Kind.UNIT
    return lead is not None or match["j"].strip() in ("-", "through", "until", "thru", "till")


def _share(first: Meaning, second: Meaning) -> tuple[Meaning, Meaning]:
    """A year given once counts for both ends, over New Year's Eve the one beside it: "from March to May 2016",
    "November 2022 to mid-January".
    """
    if first.kind is second.kind is Kind.WEEKDAY and second.name == "of" and first.shift is None and first.n is None:
        return replace(second, weekday=first.weekday, daypart=first.daypart), second
    if first.kind is second.kind is Kind.CALENDAR:
        over = bool(first.month and second.month) and (first.month or 0, first.day or 0) > (
            second.month or 0,
            second.day or 31,
        )
        if first.year is None and second.year is not None and first.decade is None:
            return replace(first, year=second.year - over), second
        if second.year is None and first.year is not None and first.month:
            return first, replace(second, year=first.year + over)
    return first, second


def _next_day(first: Meaning, second: Meaning) -> bool:
    """Whether the second of two dates is the day after the first: "on 31 August and 1 September"."""
    year = second.year or first.year or _LEAP_YEAR
    if first.year and second.year:
        # two whole dates, each told for itself
        return False
    try:
        before, after = (date(year, one.month or 1, one.day or 1) for one in (first, second))
    except ValueError:
        return False
    leap = (before.month, before.day) == (2, 28) and (after.month, after.day) == (3, 1)
    return (after - before).days == 1 or (leap and not (first.year or second.year))


def _follow(first: Meaning, second: Meaning) -> bool:
    """Whether two days, months or years are one after the other: "on Monday and Tuesday", "in 2015 and 2016"."""
    if first.kind is second.kind is Kind.WEEKDAY:
        if second.name == "of" and first.shift is None and first.n is None and first.name is None:
            return ((second.weekday or 0) - (first.weekday or 0)) % 7 == 1
        plain = (
            second.shift is None and second.n is None and first.n is None and not first.daypart and not second.daypart
        )
        return plain and ((second.weekday or 0) - (first.weekday or 0)) % 7 == 1
    if not first.kind is second.kind is Kind.CALENDAR or first.part or second.part or first.calendar:
        return False
    if first.day and second.day and first.month and second.month and not first.holiday and not second.holiday:
        return _next_day(first, second)
    if first.day or second.day:
        return False
    if first.holiday or second.holiday or first.season or second.season or first.quarter or first.half:
        return False
    if first.month and second.month:
        return (second.month - first.month) % 12 == 1 and first.calendar == second.calendar and first.year is None
    return bool(first.year and second.year == first.year + 1 and not first.month and not second.month)

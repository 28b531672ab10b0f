# ruff: noqa: E501 - a pattern reads better on one line
"""One pattern per way of writing a date, each with what it means. All run over folded (lower-case) text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from khabar.date import words as w
from khabar.date.calendars import month_names
from khabar.date.holidays import holiday_names, named_days
from khabar.date.meaning import Kind, Meaning
from khabar.numerals import NUMERAL, integer

Build = Callable[[re.Match[str]], Meaning | None]


def _month(match: re.Match[str], group: str = "m") -> int:
    return w.MONTHS[match[group].rstrip(".")]


def _day(match: re.Match[str], group: str = "d") -> int:
    return int(re.sub(r"\D", "", match[group]))


def _year(match: re.Match[str], group: str = "y") -> int | None:
    found = match.groupdict().get(group)
    if not found:
        return None
    digits = re.sub(r"\D", "", found)
    if not digits:
        spelled = found.removeprefix("the year ")
        head, _, rest = spelled.partition(" ")
        return 1900 + (integer(rest) or 0) if head == "nineteen" else integer(spelled)
    return _century(int(digits)) if len(digits) == 2 else int(digits)


def _century(two_digits: int) -> int:
    """Two digits stand for 1940 to 2039."""
    return two_digits + (1900 if two_digits >= 40 else 2000)


def _iso(match: re.Match[str]) -> Meaning | None:
    return Meaning(Kind.CALENDAR, year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))


def _numeric(match: re.Match[str]) -> Meaning | None:
    first, second, year = int(match["a"]), int(match["b"]), _year(match)
    if max(first, second) > 31 or min(first, second) < 1 or (first > 12 and second > 12):
        return None
    if first > 12 or match["sep"] == ".":
        return Meaning(Kind.CALENDAR, year=year, month=second, day=first) if second <= 12 else None
    if second > 12 or first == second:
        return Meaning(Kind.CALENDAR, year=year, month=first, day=second)
    return Meaning(Kind.CALENDAR, year=year, month=second, day=first, other_month=first, other_day=second)


def _month_day(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    weekday = w.WEEKDAYS.get((groups.get("wd0") or "").rstrip("."))
    of = groups.get("ys")
    if of in ("that", "the same"):
        return Meaning(Kind.CALENDAR, month=_month(match), day=_day(match), event=True)
    if of:
        return Meaning(Kind.CALENDAR, month=_month(match), day=_day(match), shift=w.SHIFTS[of], name="of")
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), weekday=weekday)


def _ordinal_of_month(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=w.ORDINALS[match["o"]])


def _week_of(match: re.Match[str]) -> Meaning:
    part = {"of": None, "ending": "ending", "to": "ending"}.get(match["how"], "beginning")
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), unit="week", part=part)


def _week_of_month(match: re.Match[str]) -> Meaning:
    n = -1.0 if match["nth"] in ("last", "final") else float(w.ORDINALS[match["nth"]])
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), unit="week", n=n)


def _day_of_month(match: re.Match[str]) -> Meaning | None:
    shift = w.SHIFTS.get(match["s"] or "")
    return Meaning(Kind.CALENDAR, day=_day(match), shift=shift)


def _other_calendar(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    name = groups.get("om") or ""
    calendar, month = {**month_names(), **month_names(loose=True)}[name]
    year = int(groups["oy"]) if groups.get("oy") else None
    day = int(re.sub(r"\D", "", groups["od"])) if groups.get("od") else None
    if (year is None and (day is None or name in month_names(loose=True))) or (day or 1) > 31:
        return None
    return Meaning(Kind.CALENDAR, year=year, month=month, day=day, calendar=calendar)


def _holiday_part(match: re.Match[str]) -> Meaning | None:
    edge, nth, unit = match["edge"], match["nth"], match["unit"]
    if edge:
        return Meaning(Kind.CALENDAR, holiday=match["h"], year=_year(match), part=edge)
    n = -1.0 if nth in ("last", "final") else float(w.ORDINALS[nth])
    days = 10.0 if unit == "ten days" else 7.0 if unit == "week" else 1.0
    return Meaning(Kind.CALENDAR, holiday=match["h"], year=_year(match), unit="day", n=n * days, part="nth")


def _named_day(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, on=named_days()[match["h"]][0])


def _anniversary(match: re.Match[str]) -> Meaning:
    day = named_days()[match["h"]][0][0]
    return Meaning(Kind.CALENDAR, month=day.month, day=day.day)


def _day_range(match: re.Match[str]) -> Meaning | None:
    first, second = _day(match, "d1"), _day(match, "d2")
    if second <= first:
        return None
    base = Meaning(Kind.CALENDAR, year=_year(match), month=_month(match))
    return Meaning(Kind.RANGE, first=replace(base, day=first), second=replace(base, day=second))


def _month_year(match: re.Match[str]) -> Meaning:
    year = _year(match)
    shift = w.SHIFTS.get((match.groupdict().get("s") or "").strip())
    of = match.groupdict().get("ys")
    if of:
        return Meaning(Kind.CALENDAR, month=_month(match), shift=w.SHIFTS[of], part=w.part(match["p"]), name="of")
    return Meaning(Kind.CALENDAR, year=year, month=_month(match), shift=shift, part=w.part(match["p"]))


def _year_only(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, year=_year(match), part=w.part(match.groupdict().get("p")))


def _year_range(match: re.Match[str]) -> Meaning | None:
    first = int(match["y1"])
    tail = match["y2"]
    second = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if not first < second <= first + 150:
        return None
    return Meaning(Kind.RANGE, first=Meaning(Kind.CALENDAR, year=first), second=Meaning(Kind.CALENDAR, year=second))


def _decade(match: re.Match[str]) -> Meaning:
    digits = match["y"] or match["y2"]
    if match["word"]:
        decade = 1900 + w.DECADES[match["word"]]
    else:
        decade = _century(int(digits)) if len(digits) == 2 else int(digits)
    return Meaning(Kind.CALENDAR, decade=decade, part=w.part(match["p"]))


def _ordinal_century(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, century=w.ORDINALS[match["o"]], part=w.part(match["p"]))


def _season(match: re.Match[str]) -> Meaning:
    return Meaning(
        Kind.CALENDAR, year=_year(match), season=w.SEASONS[match["season"]],
        shift=w.SHIFTS.get(match.groupdict().get("s") or ""), part=w.part(match.groupdict().get("p")),
    )  # fmt: skip


def _part_of_year(match: re.Match[str]) -> Meaning | None:
    number = w.ORDINALS[match["o"]] if match["o"] in w.ORDINALS else int(match["o"])
    of = match.groupdict().get("s") or ""
    shift = -1 if match.groupdict().get("ago") else w.SHIFTS.get(of)
    half = match["unit"] in ("half", "h")
    if number > (2 if half else 4):
        return None
    if half:
        return Meaning(Kind.CALENDAR, year=_year(match), half=number, shift=shift)
    return Meaning(Kind.CALENDAR, year=_year(match), quarter=number, shift=shift)


def _period(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.PERIOD, unit=match.groupdict().get("unit"), shift=-1 if match["ago"] else 0)


def _weekday(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    shift = w.SHIFTS.get(groups.get("s") or "")
    daypart = w.DAYPARTS.get(groups.get("dp") or groups.get("dp2") or "")
    if (groups.get("p0") or "").endswith("night of "):
        daypart = "ON"
    return Meaning(
        Kind.WEEKDAY, weekday=w.WEEKDAYS[match["wd"].rstrip(".")], shift=shift, daypart=daypart,
        part=w.part(groups.get("p")), clock=_clock(groups.get("clock")),
    )  # fmt: skip


_DAYS = {
    "the day before yesterday": -2, "the day after tomorrow": 2, "yesterday": -1, "today": 0, "tomorrow": 1,
    "tonight": 0, "last night": -1, "overnight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday's": -1, "today's": 0,
}  # fmt: skip


def _relative_day(match: re.Match[str]) -> Meaning:
    word = match["rel"]
    daypart = w.DAYPARTS.get(match.groupdict().get("dp") or "")
    if word in ("tonight", "last night"):
        daypart = "NI"
    elif word == "overnight":
        daypart = "ON"
    elif word.startswith("this "):
        daypart = w.DAYPARTS[word.split()[1]]
    part = match.groupdict().get("p")
    return Meaning(
        Kind.DAY, shift=_DAYS[word], daypart=daypart, part=w.part(part), clock=_clock(match.groupdict().get("clock"))
    )


def _night_of(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, year=_year(match), month=_month(match), day=_day(match), daypart="ON")


def _unit(match: re.Match[str]) -> Meaning:
    word = (match.groupdict().get("s") or "").strip()
    of = (match.groupdict().get("p") or "").strip()
    part: str | None = of if of in ("earlier", "later") else w.part(of)
    unit = w.unit(match["unit"])
    event = word in ("that", "the same", "the", "same", "the following", "the previous", "the preceding", "following")
    shift = w.SHIFTS.get(word.removeprefix("the "), 0)
    if unit == "weekend" and word in ("the", ""):
        event = False
    name = "past" if word.removeprefix("the ") == "past" and unit != "weekend" else None
    return Meaning(Kind.UNIT, unit=unit, shift=shift, part=part, event=event, name=name)


def _event_day(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    word = groups.get("s") or ""
    if "before" in word or "earlier" in word or "previous" in word or "preceding" in word:
        shift = -1
    elif "that" in word or "same" in word:
        shift = 0
    else:
        shift = 1
    daypart = w.DAYPARTS.get(groups.get("dp") or "")
    return Meaning(Kind.AGO, unit="day", n=float(abs(shift)), shift=shift or 1, event=True, daypart=daypart)


def _ago(match: re.Match[str]) -> Meaning:
    direction = match["dir"]
    back = direction in ("ago", "earlier", "before", "previously", "prior", "back")
    event = direction not in ("ago", "from now", "hence", "back", "from today")
    amount = match.groupdict().get("n")
    return Meaning(
        Kind.AGO, n=w.amount(amount) if amount else None, unit=w.unit(match["unit"]), shift=-1 if back else 1,
        event=event,
    )  # fmt: skip


def _stretch(match: re.Match[str]) -> Meaning:
    word = match["s"]
    forward = word in ("next", "coming", "following", "upcoming")
    amount = (match.groupdict().get("n") or "").strip()
    return Meaning(
        Kind.STRETCH, n=w.amount(amount) if amount else None, unit=w.unit(match["unit"]), shift=1 if forward else -1
    )


def _duration(match: re.Match[str]) -> Meaning:
    amount = (match.groupdict().get("n") or "").replace("-", " ").strip()
    return Meaning(Kind.DURATION, n=w.amount(amount) if amount else None, unit=w.unit(match["unit"]))


def _set(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    if groups.get("wd"):
        name = w.WEEKDAYS.get(groups["wd"].rstrip("s"), 0)
        return Meaning(Kind.SET, weekday=name, daypart=w.DAYPARTS.get((groups.get("dp") or "").rstrip("s")))
    if groups.get("m"):
        return Meaning(Kind.SET, month=_month(match))
    adverb = groups.get("adverb")
    if adverb:
        units = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month"}
        units |= {
            "quarterly": "quarter",
            "yearly": "year",
            "annually": "year",
            "annual": "year",
            "biweekly": "fortnight",
        }
        return Meaning(Kind.SET, n=1, unit=units[adverb])
    amount = groups.get("n")
    return Meaning(Kind.SET, n=w.amount(amount) if amount else 1, unit=w.unit(groups["unit"]))


_REFS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "at present": "PRESENT_REF",
    "presently": "PRESENT_REF", "nowadays": "PRESENT_REF", "recently": "PAST_REF", "recent": "PAST_REF",
    "formerly": "PAST_REF", "in the past": "PAST_REF", "the past": "PAST_REF",
    "lately": "PAST_REF", "the future": "FUTURE_REF", "soon": "FUTURE_REF", "future": "FUTURE_REF",
    "the near future": "FUTURE_REF", "the present": "PRESENT_REF", "these days": "PRESENT_REF",
    "long ago": "PAST_REF", "the other day": "PAST_REF",
}  # fmt: skip


def _vague(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.VAGUE, name=_REFS[match["ref"]])


def _clock(found: str | None) -> str | None:
    if not found:
        return None
    if "noon" in found or "midday" in found:
        return "12:00"
    if "midnight" in found:
        return "24:00"
    match = re.search(r"(\d{1,2})(?:[:.]?(\d\d))?\s*(?:o'clock)?\s*(?:([ap])\.?\s?m\b)?", found)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] == "p" and hour < 12:
        hour += 12
    if match[3] == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _time(match: re.Match[str]) -> Meaning | None:
    clock = _clock(match["clock"])
    return Meaning(Kind.CLOCK, clock=clock) if clock else None


def _daypart(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CLOCK, daypart=w.DAYPARTS[match["dp"]])


def _holiday(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.CALENDAR, holiday=match["h"], year=_year(match), shift=w.SHIFTS.get((match["s"] or "").strip()))


_CLOCK = (
    r"(?:(?:(?:about|around|approximately|shortly (?:before|after)|just (?:before|after)) )?"
    r"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)? ?(?:a\.m\.?|p\.m\.?|[ap]m\b|o'clock)(?: in the (?:morning|afternoon|evening))?|"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?! ?[ap]\.?m)|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:gmt|utc|hrs|hours|local))|noon|midday|midnight)"
    r"(?: ?(?:gmt|utc|e[sd]t|c[sd]t|p[sd]t|m[sd]t|local time|hrs))?)"
)
_COUNTED = (
    r"(?! (?:people|men|women|children|soldiers|troops|fighters|militants|rebels|civilians|refugees|homes|houses|families|"
    r"dollars|km|kilomet|miles|met(?:er|re)s|feet|tons|tonnes|others|more|workers|members|police|officers|civilian|killed|"
    r"dead|deaths|protesters|prisoners|detainees|migrants|euros|pounds|years|villages|shares|points))"
)


def _named_days() -> list[tuple[str, Build]]:
    """Patterns for days that go by a name: figures alone, or a day with the noun that tells which year's is meant."""
    table: list[tuple[str, Build]] = []
    for name, (_, nouns) in named_days().items():
        words = rf"(?P<h>{re.escape(name)})"
        follows = rf"(?=(?:'s)?,? (?:{'|'.join(map(re.escape, nouns))})\b)" if nouns else ""
        table.append((words + follows, _named_day))
        if not nouns:
            table.append(
                (
                    rf"(?:the )?(?:(?:{w.ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)) )?anniversary of (?:the )?{words}",
                    _anniversary,
                )
            )
    return table


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Build], ...]:
    """Return every pattern with its builder."""
    wd, wda, m, ma, d, y = w.WEEKDAY, w.WEEKDAY_ANY, w.MONTH, w.MONTH_ANY, w.DAYNUM, w.YEAR
    weekday_before = rf"(?:(?P<wd0>{wda}),? (?:the )?)?"
    parts = rf"(?:(?P<p>{w.PART})[ -](?:the )?)?"
    year_after = rf"(?:,? (?:of )?(?P<y>{y}))?"
    this_year = rf"(?:,? (?:of )?(?:(?P<y>{y})|(?P<ys>this|last|next|that|the same) year))?"
    months = {**month_names(), **month_names(loose=True)}
    om = "(?P<om>" + "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True)) + ")"
    oy = r"(?:,? (?:of )?(?P<oy>1[34]\d\d)(?!\d)(?: ?(?:ah|a\.h\.|hijri))?)"
    od = r"(?P<od>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
    dayparts = rf"(?: (?:early |late )?(?P<dp>{w.DAYPART}))?"
    clock = rf"(?:(?P<clock>{_CLOCK}),?(?: on)? )?"
    ys = r"(?:,? (?:of )?(?:(?P<y>(?:1[6-9]|20)\d\d(?!\d))|(?P<s>this|last|next) year))?"
    amount = rf"(?:{w.HEDGE} )*(?P<n>{w.AMOUNT})"
    holidays = "|".join(re.escape(name) for name in sorted(holiday_names(), key=len, reverse=True))
    table: list[tuple[str, Build]] = [
        *_named_days(),
        (r"(?P<y>(?:1[6-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:t\d\d:\d\d(?::\d\d)?z?)?", _iso),
        (r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[6-9]|20)\d\d)(?![\d/.-]\d)", _numeric),
        (r"(?P<a>\d{1,2})(?P<sep>[/])(?P<b>\d{1,2})(?P=sep)(?P<y>\d\d)(?![\d/])", _numeric),
        (rf"{weekday_before}{parts}(?P<d>{d}) (?:of )?(?P<m>{ma}){this_year}", _month_day),
        (rf"{weekday_before}{parts}(?P<m>{ma}) ?(?:the )?(?P<d>{d})(?! ?(?:{ma}|people|[ap]\.?m)){this_year}", _month_day),
        (rf"(?:the )?(?P<o>{w.ORDINAL}) of (?P<m>{m}){year_after}", _ordinal_of_month),
        (rf"(?:the )?week (?P<how>of|beginning|starting|commencing|ending|to) (?:on )?(?:{wda},? )?(?:the )?(?:(?P<d>{d}) (?:of )?(?P<m>{ma})){year_after}", _week_of),
        (rf"(?:the )?week (?P<how>of|beginning|starting|commencing|ending|to) (?:on )?(?:{wda},? )?(?:(?P<m>{ma}) (?P<d>{d})){year_after}", _week_of),
        (r"the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?: (?:day )?of (?:the )?(?P<s>this|last|next|previous|current)? ?month)?"
         r"(?= ?(?:[,.;:)]|$|(?:an?|the|his|her|their|its|in|at|near|by|when|after|and|or|to|it|he|she|they|we|some|several|two|three)\b))", _day_of_month),
        (rf"{od} (?:of )?{om}{oy}?", _other_calendar),
        (rf"{om} {od}(?! (?:people|men)){oy}?", _other_calendar),
        (rf"{om}{oy}", _other_calendar),
        (rf"(?P<d1>{d}) ?(?:-|to|and|until|till|through|or) ?(?P<d2>{d}) (?:of )?(?P<m>{ma}){year_after}", _day_range),
        (rf"(?P<m>{ma}) (?P<d1>{d}) ?(?:-|to|and|until|till|through|or) ?(?P<d2>{d})(?! ?{ma}){year_after}", _day_range),
        (rf"(?:the )?night of (?:{wda},? )?(?:(?P<d>{d}) (?:of )?(?P<m>{ma})){year_after}", _night_of),
        (rf"(?:the )?night of (?:{wda},? )?(?:(?P<m>{ma}) (?P<d>{d})){year_after}", _night_of),
        (rf"{parts}(?P<m>{ma}),? (?:of )?'?(?P<y>{y}|{w.SPELLED_YEAR})", _month_year),
        (rf"{parts}(?P<m>{m}) (?:of )?(?P<ys>this|last|next) year", _month_year),
        (rf"{parts}(?:(?P<s>last|this|next|past|the following) )?(?P<m>{m})", _month_year),
        (rf"(?P<y1>{y})(?: ?[-/] ?| to | through | until )(?P<y2>{y}|\d\d(?!\d))(?![-/]\d)", _year_range),
        (rf"{parts}(?:(?:the )?(?:(?:fiscal |calendar )(?:year )?|year ))?(?P<y>{y}){_COUNTED}", _year_only),
        (r"(?P<y>'\d\d)(?![\d\w])", _year_only),
        (rf"(?P<y>{w.SPELLED_YEAR})", _year_only),
        (rf"(?:the )?{parts}(?:(?P<y>(?:1[6-9]|20)?[0-9]0)'?s\b|'(?P<y2>[0-9]0)s\b|(?P<word>twenties|thirties|forties|"
         rf"fifties|sixties|seventies|eighties|nineties))", _decade),
        (rf"(?:the )?{parts}(?P<o>{w.ORDINAL})[ -]century", _ordinal_century),
        (rf"(?:(?P<p>early|mid|late)[ -])?(?:(?P<s>last|this|next|past) )?(?P<season>{w.SEASON})(?: of)?,? (?P<y>{y})", _season),
        (rf"(?:(?P<p>early|mid|late)[ -])?(?P<s>last|this|next|past) (?P<season>{w.SEASON})", _season),
        (rf"the (?:(?P<p>early|mid|late)[ -])?(?P<season>{w.SEASON})", _season),
        (rf"(?:the )?(?P<nth>first|second|third|fourth|last|final) week of (?P<m>{m}){year_after}", _week_of_month),
        (r"(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])", _iso),
        (rf"(?P<d>{d})-(?P<m>{ma})-(?P<y>{y})", _month_day),
        (r"(?:the )?(?:comparable )?year-(?P<ago>ago|earlier)(?: (?P<unit>quarter|period))?", _period),
        (r"(?:the )?(?P<ago>)(?:latest (?P<unit>quarter|period)|corresponding period)", _period),
        (r"the (?P<ago>)(?P<unit>quarter)", _period),
        (r"(?:the )?(?:(?P<ago>year-ago|year-earlier) )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:(?:fiscal|calendar) )?(?P<unit>quarter|half)"
         rf"(?! an? )(?: of (?:the )?(?:fiscal )?(?:year)?)?{ys}", _part_of_year),
        (rf"(?:(?P<s>this|last|next) year's|(?P<y>{y})) (?P<o>first|second|third|fourth)[ -](?P<unit>quarter|half)", _part_of_year),
        (rf"q(?P<o>[1-4])(?P<unit>)(?:,? (?P<y>{y}))?", _part_of_year),
        (rf"{clock}(?P<p0>(?:the )?(?:night|(?:early|late) (?:morning |night )?hours) of )?(?:(?P<p>early|mid|late)(?: on)?[ -])?(?:(?P<s>last|this|next|past|coming|"
         rf"following) )?(?P<wd>{wd}){dayparts}", _weekday),
        (rf"(?P<wd>{wda}),? (?P<clock>{_CLOCK})", _weekday),
        (rf"(?:(?:just |shortly |soon )?(?:before|at|around|after) )?(?P<dp>dawn|daybreak|sunrise|dusk|sunset) on (?P<wd>{wd})", _weekday),
        (rf"{clock}(?:(?P<p>early|late|later|earlier) )?(?P<rel>the day before yesterday|the day after tomorrow|yesterday|"
         rf"today|tomorrow|tonight|last night|overnight|this morning|this afternoon|this evening)(?: (?P<dp>morning|"
         rf"afternoon|evening|night))?", _relative_day),
        (rf"(?:(?P<p>earlier|later|early|late|mid|the end of|the beginning of|the start of) )?(?:the )?(?P<s>last|past|"
         rf"previous|this|current|next|coming|that|the same|the following|the previous|the preceding|following) "
         rf"(?:(?:fiscal|calendar|school|academic) )?(?P<unit>{w.CALENDAR_UNIT})", _unit),
        (r"(?P<s>the) (?P<unit>weekend)", _unit),
        (r"(?:(?P<p>the end of|the beginning of|the start of|the middle of|late in|early in|later in|earlier in) )"
         r"(?P<s>the) (?P<unit>week|month|year|decade)", _unit),
        (r"(?:(?:earlier|later|early|late) )?(?P<s>that(?: same)?|the same|the following|the next|the previous|the preceding"
         r") (?P<dp>day|morning|afternoon|evening|night)", _event_day),
        (r"(?P<s>the day before|the day after|a day earlier|a day later|the day earlier)(?! yesterday| tomorrow)", _event_day),
        (r"(?P<s>the next|the following|the previous) (?:day|morning)", _event_day),
        (rf"{amount} (?:more )?(?P<unit>{w.UNIT}) (?P<dir>ago|earlier|later|before|after|afterwards?|previously|from now|"
         rf"hence|prior|back)", _ago),
        (r"(?P<unit>days|weeks|months|years|hours|decades|centuries) (?P<dir>ago|earlier|later|before|after|afterwards?)", _ago),
        (rf"(?:the )?(?P<s>last|past|next|coming|following|upcoming|preceding|previous) (?P<n>{w.AMOUNT}) (?:or so )?"
         rf"(?:(?:trading|working|consecutive) )?(?P<unit>{w.UNIT})", _stretch),
        (r"(?:the )?(?P<n>)(?P<s>last|past|next|coming|recent) (?P<unit>days|weeks|months|years|hours|decades|quarters|day|"
         r"hour|century)", _stretch),
        (rf"(?:the (?:first |last |final )?)?(?:(?:{w.HEDGE}) )*(?P<n>{w.AMOUNT})(?: more| full| additional| consecutive| straight|"
         rf" long| whole)?[ -](?P<unit>{w.UNIT})(?:-long|-old)?", _duration),
        (r"(?P<unit>years|months|weeks|decades|centuries|days|hours)(?:-long)?", _duration),
        (r"(?P<n>)(?P<unit>year|month|week|decade|day|hour)(?:-long|long)", _duration),
        (rf"(?:each|every) (?:other )?(?:(?P<wd>{wd})|(?P<m>{m})|(?:(?P<n>{NUMERAL}) )?(?P<unit>{w.UNIT}|weekend))", _set),
        (rf"(?P<wd>{wd}s)", _set),
        (rf"(?P<wd>{wd}) (?P<dp>mornings|afternoons|evenings|nights)", _set),
        (r"(?P<adverb>hourly|daily|nightly|weekly|monthly|yearly|annually|biweekly)", _set),
        (rf"(?P<ref>now|currently|at present|presently|nowadays|recently|formerly|(?:in )?the past(?! (?:{w.AMOUNT}|{w.UNIT}|{w.SEASON}|weekend)\b)|lately|"
         r"the future|the other day|(?<!as )soon(?! (?:as|after)\b)|the near future|these days|long ago|current|recent)(?!-)", _vague),
        (rf"(?P<clock>{_CLOCK})", _time),
        (r"(?:at|before|after|around|since|until) (?P<dp>dawn|dusk|daybreak|sunrise|sunset)", _daypart),
        (rf"(?:the )?(?:(?P<nth>{w.ORDINAL}|last|final) (?P<unit>day|night|week|ten days) of|(?P<edge>start|beginning|end|eve) of) (?:the )?"
         rf"(?:(?:muslim |islamic |jewish |holy |fasting )*(?:month|feast|festival|holiday) of )?(?P<h>{holidays})(?:,? (?:of |in )?(?P<y>{y}))?", _holiday_part),
        (rf"(?:(?P<s>last|this|next) )?(?P<h>{holidays})(?:,? (?:of |in )?(?P<y>{y}))?", _holiday),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w$€£])(?:{source})(?!\w)"), build) for source, build in table)

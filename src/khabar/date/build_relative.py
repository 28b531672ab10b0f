"""What each pattern of a date counted from another day means, of times of day, lengths and habits."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.date import words as w
from khabar.date.meaning import Kind, Meaning
from khabar.numerals import integer


def same_day(match: re.Match[str]) -> Meaning:
    """This time last year: a year back to the day."""
    today = Meaning(Kind.DAY, shift=0)
    return Meaning(Kind.AGO, n=1.0, unit=match["unit"], shift=-1, base=today, to_the_day=True)


def ago_and_a_half(match: re.Match[str]) -> Meaning:
    """A year and a half ago."""
    return replace(ago(match), n=1.5)


def period(match: re.Match[str]) -> Meaning:
    """The year-earlier quarter."""
    return Meaning(Kind.PERIOD, unit=match.groupdict().get("unit"), shift=-1 if match["ago"] else 0)


def weekday(match: re.Match[str]) -> Meaning:
    """Friday, last Friday night, 5 a.m. Friday."""
    groups = match.groupdict()
    shift = w.SHIFTS.get(groups.get("s") or "")
    daypart = w.DAYPARTS.get(groups.get("dp") or groups.get("dp2") or "")
    if (groups.get("p0") or "").endswith("night of "):
        daypart = "ON"
    told = groups.get("s") in ("following", "previous", "preceding")
    told = told or (groups.get("s") == "next" and match.string[: match.start("s")].endswith("the "))
    return Meaning(
        Kind.WEEKDAY, weekday=w.WEEKDAYS[match["wd"].rstrip(".")], shift=shift, daypart=daypart,
        part=w.part(groups.get("p")), clock=_clock(groups.get("clock")), event=told,
    )  # fmt: skip


_DAYS = {
    "the day before yesterday": -2, "the day after tomorrow": 2, "yesterday": -1, "today": 0, "tomorrow": 1,
    "tonight": 0, "last night": -1, "overnight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday's": -1, "today's": 0,
}  # fmt: skip


def midweek(match: re.Match[str]) -> Meaning:
    """Midweek: Wednesday and the days beside it."""
    return Meaning(Kind.WEEKDAY, weekday=2, part="midweek")


def weekday_week(match: re.Match[str]) -> Meaning:
    """Friday week: a week after the next Friday; the Friday before last, two Fridays ago."""
    groups = match.groupdict()
    if groups.get("far") == "ago":
        n = integer(groups["n"]) or 1
        return Meaning(Kind.WEEKDAY, weekday=w.WEEKDAYS[match["wd"]], shift=-1, unit="week", n=1.0 - n)
    back = groups.get("s") == "last" or groups.get("far") == "before last"
    shift = -1 if back else 1 if groups.get("far") else None
    return Meaning(Kind.WEEKDAY, weekday=w.WEEKDAYS[match["wd"]], shift=shift, unit="week", n=-1.0 if back else 1.0)


def weekday_of_week(match: re.Match[str]) -> Meaning:
    """Friday last week, the Friday of that week."""
    of = match["of"]
    shift = w.SHIFTS.get(of.removeprefix("the "), 0)
    return Meaning(
        Kind.WEEKDAY, weekday=w.WEEKDAYS[match["wd"]], shift=shift, unit="week", name="of",
        event=of not in ("last", "this", "next"), daypart=w.DAYPARTS.get(match["dp"] or ""), part=w.part(match["p"]),
    )  # fmt: skip


def unit_beyond(match: re.Match[str]) -> Meaning:
    """The week before last, the year after next, the night before last."""
    shift = -2 if match["far"] == "before last" else 2
    if match["unit"] == "night":
        return Meaning(Kind.DAY, shift=shift, daypart="NI")
    return Meaning(Kind.UNIT, unit=match["unit"], shift=shift)


def unit_off(match: re.Match[str]) -> Meaning:
    """The week before, the month after: counted from another event."""
    shift = -1 if match["way"] in ("before", "earlier") else 1
    return Meaning(Kind.UNIT, unit=match["unit"], shift=shift, event=True)


def running(match: re.Match[str]) -> Meaning:
    """Over the last week: up to the day it is said, where "last week" is the one before this."""
    return Meaning(Kind.UNIT, unit=match["unit"], shift=-1, name="past")


def in_a_while(match: re.Match[str]) -> Meaning | None:
    """In ten days: of what is to come; else it is as long as something took, no date."""
    to_come = _TO_COME.search(match.string[max(0, match.start() - 80) : match.start()])
    return ago(match) if to_come and match["n"] != "recent" else None


_TO_COME = re.compile(r"\b(?:will|shall|is due|are due|is set|are set|due|going|expected|scheduled|'ll)\b[^.;:]*$")


def relative_day(match: re.Match[str]) -> Meaning:
    """Yesterday, this morning, overnight."""
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


def the_night(match: re.Match[str]) -> Meaning:
    """During the night: that of the day told last, else the night before the text was written."""
    return Meaning(Kind.DAY, shift=0, daypart="ON", event=True, name=match["rel"])


def unit_of(match: re.Match[str]) -> Meaning:
    """Last week, the end of this month, the following year."""
    word = (match.groupdict().get("s") or "").strip()
    of = (match.groupdict().get("p") or "").strip().removesuffix(" in")
    part: str | None = of if of in ("earlier", "later") else w.part(of)
    unit = w.unit(match["unit"])
    event = word in ("that", "the same", "the", "same", "the following", "the previous", "the preceding", "following")
    shift = w.SHIFTS.get(word.removeprefix("the "), 0)
    if word == "next" and match[0].startswith("the next ") and not of:
        # "the next month" in a tale of what has been, where "next month" is the one to come
        return Meaning(Kind.UNIT, unit=unit, shift=1, event=True, name="the next")
    if (unit == "weekend" and word in ("the", "")) or (word == "the" and of in ("earlier", "later")):
        event = False
    name = "past" if word.removeprefix("the ") == "past" and unit != "weekend" else None
    if word == "the" and event:
        name = "the"
    return Meaning(Kind.UNIT, unit=unit, shift=shift, part=part, event=event, name=name)


def event_day(match: re.Match[str]) -> Meaning:
    """The next day, that night: a day counted from another event."""
    groups = match.groupdict()
    word = groups.get("s") or ""
    if "before" in word or "earlier" in word or "previous" in word or "preceding" in word:
        shift = -1
    elif "that" in word or "same" in word or match[0].startswith(("earlier", "later")):
        shift = 0
    else:
        shift = 1
    daypart = w.DAYPARTS.get(groups.get("dp") or "")
    return Meaning(Kind.AGO, unit="day", n=float(abs(shift)), shift=shift or 1, event=True, daypart=daypart)


def ago(match: re.Match[str]) -> Meaning:
    """Three days ago, two weeks later."""
    direction = match["dir"]
    back = direction in ("ago", "earlier", "before", "previously", "prior", "back", "previous", "preceding")
    back = back or direction.endswith("preceded")
    event = direction not in ("ago", "from now", "hence", "back", "from today", "in")
    amount = match.groupdict().get("n")
    hedge = match.groupdict().get("hedge") or ""
    part = "over" if _OVER.search(hedge) else "under" if _UNDER.search(hedge) else None
    n, unit = w.amount(amount) if amount else None, w.unit(match["unit"])
    # "A week ago" is told of the very day, as "two weeks ago" is not.
    exact = bool(_EXACT.search(hedge) or match.groupdict().get("exact")) or (not hedge and unit == "week" and n == 1)
    return Meaning(
        Kind.AGO, n=n, unit=unit, shift=-1 if back else 1, event=event, part=part, to_the_day=exact and n is not None
    )


_EXACT = re.compile(r"\b(?:exactly|precisely)\b")


_OVER = re.compile(r"\b(?:over|more than|at least|no less than)\b")


_UNDER = re.compile(r"\b(?:under|less than|at most|up to|nearly|almost|close to|no more than)\b")


def stretch(match: re.Match[str]) -> Meaning | None:
    """The past two days, in recent weeks; not "the last days of the siege", which may be long over."""
    word = match["s"]
    if word == "last" and re.match(r" of (?:the|his|her|its|their)\b", match.string[match.end() :]):
        return None
    forward = word in ("next", "coming", "following", "upcoming")
    amount = (match.groupdict().get("n") or "").strip()
    # "Over the next five hours they killed 40": counted from what was told, as "the next day" is
    told = word == "following" or (word == "next" and match.string[: match.start("s")].endswith("the "))
    return Meaning(
        Kind.STRETCH,
        n=w.amount(amount) if amount else None,
        unit=w.unit(match["unit"]),
        shift=1 if forward else -1,
        event=told,
    )


def duration(match: re.Match[str]) -> Meaning:
    """Two days, three-month."""
    amount = (match.groupdict().get("n") or "").replace("-", " ").strip()
    return Meaning(Kind.DURATION, n=w.amount(amount) if amount else None, unit=w.unit(match["unit"]))


def habit(match: re.Match[str]) -> Meaning:
    """Every Friday, weekly."""
    groups = match.groupdict()
    if groups.get("wd"):
        name = w.WEEKDAYS.get(groups["wd"].rstrip("s"), 0)
        return Meaning(Kind.SET, weekday=name, daypart=w.DAYPARTS.get((groups.get("dp") or "").rstrip("s")))
    if groups.get("m"):
        return Meaning(Kind.SET, month=w.MONTHS[match["m"].rstrip(".")])
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


def vague(match: re.Match[str]) -> Meaning:
    """Now, recently."""
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


def clock_time(match: re.Match[str]) -> Meaning | None:
    """5 p.m."""
    clock = _clock(match["clock"])
    return Meaning(Kind.CLOCK, clock=clock) if clock else None


def daypart(match: re.Match[str]) -> Meaning:
    """At dawn."""
    return Meaning(Kind.CLOCK, daypart=w.DAYPARTS[match["dp"]])

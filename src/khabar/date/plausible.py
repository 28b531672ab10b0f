"""Whether words that are also ordinary ones, or parts of names, stand as a date: May, second, the July 22 Front."""

from __future__ import annotations

import re

from khabar.date import words as w
from khabar.date.meaning import Kind, Meaning
from khabar.folding import fold

_MONTH_CONTEXT = re.compile(
    r"\b(?:in|since|until|till|from|during|last|this|next|through|before|after|early|late|mid|between|every|each)[ -]$"
)
_LOOSE_CONTEXT = re.compile(r"\b(?:of|for|by|and|to|on|past)[ -]$")
_NAME_BEFORE = re.compile(r"(?:[A-Z][a-z]+|[A-Z]\.) $")
_NAME_AFTER = re.compile(r"^ [A-Z][a-z]+")
_NOT_A_YEAR = re.compile(
    r"(?:[$€£#]|\b(?:no\.|number|flight|room|hall|suite|apartment|flat|building|locker|platform|squadron|resolution|article|camp|section|unit|gate|serial|code|case|file|lot|version|chapter|paragraph|item|mission|bus|train|plot|block|extension|channel|directive|decree|protocol|regulation|route|highway|some|about|than|least|nearly|almost|over|around|"
    r"another|other|page|model|boeing|every|are|were|killed|had|used|fired|seized|found|freed|recovered|destroyed|arrested|"
    r"detained|wounded|injured|lost|rescued|sent|counted|recorded|evacuated) )$"
)
_IN_A_NAME = re.compile(
    r"^ (?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:Brigades?|Front|Movement|Battalions?|Martyrs|Alliance|Coalition|Division|Corps|Group|Square|Street|Avenue|"
    r"Road|Bridge|Hospital|Airport|Stadium|University|Party|Foundation|Forum|Regiment|Mosque|Times|Telegraph|Mail|"
    r"Express|Mirror|Herald|Post|Harbou?r|Movements|Revolutionaries|Organi[sz]ation|Communist|Society|Club|Gazette|Tribune|Monitor|Standard|Observer|Chronicle|Vanguard|Journal|Magazine|"
    r"Live|Lights|Football|Fever|[Pp]rayers? [Ll]eaders?|[Pp]rayers? [Ii]mams?)\b"
)
"""What makes a name of a day before it: the July 22 Front, the Friday Mosque, Tahrir's 6 October Bridge."""
_LONG_NAME = re.compile(
    r"^ (?:\d{1,2} )?(?:[A-Z][\w'’-]+ ){1,2}"
    r"(?:Brigades?|Front|Movement|Battalions?|Alliance|Coalition|Revolutionaries|Organi[sz]ation)\b"
)
_AT_A_DAY = re.compile(r"\b(?:on|since|until|till|from|by|before|after|of|and|to|late|early) $", re.IGNORECASE)
"""What stands before a day that is none of a name: "on October 7 Al-Qassam Brigades fired", but "his April 6 Youth
Movement".
"""
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Pte|Rev)\.? $|\b(?:General|Colonel|Major|Captain|Lieutenant|"
    r"Sergeant|Corporal|Private|Admiral|Brigadier|Commander|President|Minister|Governor|Senator|Chief|Pastor|Bishop|"
    r"Reverend|Sheikh|Judge|Justice|Professor|Doctor|Ambassador|Inspector|Constable) $"
)
_BEFORE_A_NAME = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Giving|Man) $")
"""Black September, Bloody Sunday, and Man Friday: names, and no days of the week or month at hand."""
_OF_SOMEBODY = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y) (?:[\w-]+ ){0,3}[a-z][\w-]+, $")
_SURNAME = re.compile(r"^ [A-Z][a-z]+(?: [A-Z][a-z]+)?,")
_WHO = re.compile(r"^ [A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:\d\d,|who\b|whose\b|aged \d)")
"""Sunday Okoro and Friday Ochieng are men: "the lawyer, Friday Okoro, said", "Sunday Okoro, 34, was shot"."""
_CALLED = re.compile(r"\b(?:called|named|nicknamed|surnamed|codenamed|dubbed) $")
_SEASON_BEFORE = re.compile(r"\b(?:in|over|during|since|by|until|throughout|through|before|after) $")
_QUARTER = re.compile(r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal )?quarter\b", re.IGNORECASE)
_SHORT_DAY = re.compile(
    r"\b(mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\.?(?: (?:morning|afternoon|evening|night))?$", re.IGNORECASE
)
_DAY_CONTEXT = re.compile(
    r"\b(?:[Oo]n|[Ll]ast|[Nn]ext|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Ll]ate|[Ee]arly|[Aa]fter|[Bb]efore) $"
)
_DAY_MONTH_GROUP = re.compile(r"^ (?:group|movement|militants|guerrillas|faction|gang)\b")
_PERIOD_CHARS = 3000
"""How far back a quarter must have been named for "the year-earlier period" to be a time at all."""


def is_date(text: str, start: int, end: int, meaning: Meaning) -> bool:
    """Whether words that are also ordinary ones stand here as a date: May, March, second, current."""
    words, before, after = text[start:end], text[max(0, start - 40) : start], text[end : end + 50]
    low = words.lower()
    if _IN_A_NAME.match(after) and meaning.dates and not low.endswith(("'s", "’s")):
        return False
    if meaning.dates and _LONG_NAME.match(after) and not _AT_A_DAY.search(before) and before.strip():
        return False
    if (meaning.kind is Kind.WEEKDAY or meaning.month) and _TITLE.search(before) and _NAME_AFTER.match(after):
        return False
    if meaning.month and _DAY_MONTH_GROUP.match(after) and (meaning.day or before[-2:-1].isdigit()):
        return False
    if meaning.kind is Kind.CALENDAR and re.fullmatch(r"\d+\.\d+\.\d\d", low):
        return bool(re.search(r"\b(?:on|of|dated|since|from|until|by) $", before.lower()))
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
    if meaning.kind is Kind.WEEKDAY and " " not in words and _is_given_name(before, after):
        return False
    if meaning.kind is Kind.WEEKDAY and (short := _SHORT_DAY.search(words)):
        return _plain_short_day(short[1], words, before, after)
    if meaning.kind is Kind.WEEKDAY and (
        (not re.search(r"[A-Z]", words) and meaning.part != "midweek") or _BEFORE_A_NAME.search(before)
    ):
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
    if meaning.holiday == "new year" and _NAME_BEFORE.search(before):
        return False
    if meaning.part == "turn":
        return True
    if meaning.holiday in ("easter", "christmas", "halloween", "new year's", "ramadan") or meaning.holiday:
        return bool(re.search(r"[A-Z]", words)) and not re.match(r"^ (?:Island|Rising)", after)
    return True


def _is_given_name(before: str, after: str) -> bool:
    """Whether the name of a weekday is somebody's first name."""
    if _OF_SOMEBODY.search(before) and _SURNAME.match(after):
        return True
    return bool(_WHO.match(after)) and (not before.strip() or before.endswith((". ", ", ", "\n")))


def _plain_month(words: str, before: str, after: str, name: str) -> bool:
    if not re.search(r"\b[A-Z]", words) or _BEFORE_A_NAME.search(before):
        return False
    if _CALLED.search(before):
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


def _plain_short_day(name: str, words: str, before: str, after: str) -> bool:
    """Whether Mon, Tues, Sat stand for days and not for a people, a verb, a star or a paper."""
    if name.lower() in ("tue", "tues", "thu", "thur", "thurs", "fri", "weds"):
        return name[0].isupper() and not name.isupper()
    led = bool(_DAY_CONTEXT.search(before)) or words != name
    return led and name[0].isupper() and not name.isupper() and not re.match(r"^\.? [A-Z]", after)


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

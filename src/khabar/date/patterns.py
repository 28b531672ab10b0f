# ruff: noqa: E501 - a pattern reads better on one line
"""One pattern per way of writing a date, each with what it means. All run over folded (lower-case) text."""

from __future__ import annotations

import re
from functools import cache

from khabar.date import build
from khabar.date import build_relative as relative
from khabar.date import words as w
from khabar.date.calendars import month_names
from khabar.date.holidays import holiday_names, named_days, national_names
from khabar.numerals import NUMERAL

_ZONE = (
    r"gmt|utc|[ecpm][sd]?t\b|[iwe]at\b|ist\b|jst\b|cest\b|eest\b|bst\b|msk\b|hrs|hours|"
    r"(?:local|eastern|central|pacific|mountain|greenwich|universal|moscow|kyiv|israel|daylight|standard|mean|summer|"
    r"european|east|west|africa|indian|australian)(?: (?:eastern|central|daylight|standard|mean|summer|african?|"
    r"european)){0,2} time"
)
"""Time zones as they stand after a time of day, folded."""
_CLOCK = (
    r"(?:(?:(?:about|around|approximately|shortly (?:before|after)|just (?:before|after)) )?"
    r"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)? ?(?:a\.m\.?|p\.m\.?|[ap]m\b|o'clock)(?: in the (?:morning|afternoon|evening))?|"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?! ?[ap]\.?m)|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:gmt|utc|hrs|hours|local))|"
    r"(?:(?:soon |right )?(?:before|after) )?(?:noon|midday|midnight))"
    rf"(?:,? ?(?:{_ZONE}))?)"
)
_COUNTED = (
    r"(?! (?:people|men|women|children|soldiers|troops|fighters|militants|rebels|civilians|refugees|homes|houses|families|"
    r"dollars|km|kilomet|miles|met(?:er|re)s|feet|tons|tonnes|others|more|workers|members|police|officers|civilian|killed|"
    r"dead|deaths|protesters|prisoners|detainees|migrants|euros|pounds|years|villages|shares|points)"
    r"(?! (?:massacres?|killings?|raids?|shootings?|attacks?|crackdown|strikes?|bombings?|assaults?|murders?|ambush|uprising|"
    r"revolt|mutiny|riots?|clashes|protests?|operation|siege|coup)\b))"
)


_YEAR_THAT = r"(?:(?<=\b(?:in|of) \d{4})|(?<=\bsince \d{4}))(?= (?:killed|wounded|injured|evacuated)\b)"
"""A year before a verb that else counts people: "the deadliest attack since 2004 killed 137"."""


def _named_days() -> list[tuple[str, build.Build]]:
    """Patterns for days that go by a name: figures alone, or a day with the noun that tells which year's is meant."""
    table: list[tuple[str, build.Build]] = []
    for name, (_, nouns) in named_days().items():
        words = rf"(?P<h>{re.escape(name)})"
        follows = rf"(?=(?:'s)?,? (?:{'|'.join(map(re.escape, nouns))})\b)" if nouns else ""
        table.append((words + follows, build.named_day))
        if not nouns:
            table.append(
                (
                    rf"(?:the )?(?:(?P<o>{w.ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)) )?anniversary of (?:the )?{words}",
                    build.anniversary,
                )
            )
    return table


@cache
def patterns() -> tuple[tuple[re.Pattern[str], build.Build], ...]:
    """Return every pattern with its builder."""
    wd, wda, m, ma, d, y = w.WEEKDAY, w.WEEKDAY_ANY, w.MONTH, w.MONTH_ANY, w.DAYNUM, w.YEAR
    weekday_before = rf"(?:(?P<wd0>{wda}),? (?:the )?)?"
    parts = rf"(?:(?P<p>{w.PART})[ -](?:the )?)?"
    year_after = rf"(?:,? (?:of )?(?P<y>{y}))?"
    this_year = rf"(?:,? (?:of )?(?:(?P<y>{y}|'\d\d(?![\d\w]))|(?P<ys>this|last|next|that|the same) year))?"
    months = {**month_names(), **month_names(loose=True)}
    om = "(?P<om>" + "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True)) + ")"
    oy = r"(?:,? (?:of )?(?P<oy>1[34]\d\d)(?!\d)(?: ?(?:ah|a\.h\.|hijri))?)"
    od = r"(?P<od>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
    dayparts = rf"(?: (?:early |late )?(?P<dp>{w.DAYPART}))?"
    clock = rf"(?:(?P<clock>{_CLOCK}),?(?: on)? )?"
    ys = r"(?:,? (?:of )?(?:(?P<y>(?:1[6-9]|20)\d\d(?!\d))|(?P<s>this|last|next) year))?"
    amount = rf"(?P<hedge>(?:{w.HEDGE} )*)(?P<n>{w.AMOUNT})"
    sun = r"(?:(?:just |shortly |soon )?(?:before|at|around|after) )?(?P<dp>dawn|daybreak|sunrise|dusk|sunset)(?: prayers)? "
    holidays = "|".join(re.escape(name) for name in sorted(holiday_names(), key=len, reverse=True))
    national = "|".join(re.escape(name) for name in sorted(national_names(), key=len, reverse=True))
    table: list[tuple[str, build.Build]] = [
        *_named_days(),
        (r"(?P<y>(?:1[6-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:t\d\d:\d\d(?::\d\d)?z?)?", build.iso),
        (r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[6-9]|20)\d\d)(?![\d/.-]\d)", build.numeric),
        (r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d\d)(?![\d/]|\.\d)", build.numeric),
        (rf"{weekday_before}{parts}(?P<d>{d}) (?:of )?(?P<m>{ma}){this_year}", build.month_day),
        (rf"{weekday_before}{parts}(?P<m>{ma}) ?(?:the )?(?P<d>{d})(?! ?(?:{ma}|people|[ap]\.?m)){this_year}", build.month_day),
        (rf"{weekday_before}(?:the )?(?P<o>{w.ORDINAL}) (?:day )?of (?P<m>{m}){this_year}", build.ordinal_of_month),
        (rf"{weekday_before}(?P<m>{m}) (?:the )?(?P<o>{w.ORDINAL})(?= ?(?:[,.;:)]|$|(?:an?|the|in|at|near|by|when|after|was|were|is|are|has|had|saw|left|(?!wounded|injured|armed|unarmed|failed|attempted)\w{{2,}}ed)\b)){year_after}", build.ordinal_of_month),
        (rf"(?:the )?week (?P<how>of|beginning|starting|commencing|ending|to) (?:on )?(?:{wda},? )?(?:the )?(?:(?P<d>{d}) (?:of )?(?P<m>{ma})){year_after}", build.week_of),
        (rf"(?:the )?week (?P<how>of|beginning|starting|commencing|ending|to) (?:on )?(?:{wda},? )?(?:(?P<m>{ma}) (?P<d>{d})){year_after}", build.week_of),
        (r"the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?: (?:day )?of (?:the )?(?P<s>this|last|next|previous|current)? ?month)?"
         r"(?= ?(?:[,.;:)]|$|(?:an?|the|his|her|their|its|inst|in|at|near|by|when|after|and|or|to|it|he|she|they|we|some|several|two|three|was|were|has|had|have|left|struck|shook|is|are|will|\w{2,}ed)\b))", build.day_of_month),
        (rf"the (?P<o>{w.ORDINAL}) of (?P<s>the|this|last|next) month", build.ordinal_day),
        (rf"{od} (?:of )?{om}{oy}?", build.other_calendar),
        (rf"{om} {od}(?! (?:people|men)){oy}?", build.other_calendar),
        (rf"{om}{oy}", build.other_calendar),
        (rf"(?:the )?(?P<d1>{d}) ?(?:-|/|to|and|until|till|through|or) ?(?:the )?(?P<d2>{d}) (?:of )?(?P<m>{ma}){year_after}", build.day_range),
        (rf"(?:(?:the )?night of )?(?P<m>{ma}) (?P<d1>{d}) ?(?:-|/|to|into|and|until|till|through|or) ?(?P<d2>{d})(?! ?{ma}){year_after}", build.day_range),
        (rf"(?P<d1>{d})(?:, {d}){{1,3}},? (?:and|or) (?P<d2>{d}) (?:of )?(?P<m>{ma}){year_after}", build.day_range),
        (rf"(?P<m>{ma}) (?P<d1>{d})(?:, {d}){{1,3}},? (?:and|or) (?P<d2>{d})(?! ?{ma}){year_after}", build.day_range),
        (rf"(?:the )?(?P<nth>first|second|third|fourth|fifth|last|final) (?P<wd>{wd}) (?:of|in) (?:(?P<m>{m}){year_after}|(?P<s>the|this|last|next) month)", build.nth_weekday),
        (r"(?:about )?(?:this time|this (?:very )?day|this date|the same day) last (?P<unit>week|month|year)", relative.same_day),
        (r"an? (?P<unit>year|month|week|decade) and a half (?P<dir>ago|earlier|later|before|after)", relative.ago_and_a_half),
        (rf"(?:the )?(?P<o>first|second|former|latter|1st|2nd) half of (?P<m>{ma}){year_after}", build.part_of_month),
        (rf"(?:the )?(?P<edge>first|opening|last|final|closing) (?:(?P<n>{NUMERAL}) (?P<unit>days|weeks)|(?P<unit1>day)) of "
         rf"(?:(?P<m>{ma}){year_after}|(?P<y1>{y}))", build.run_of_days),
        (rf"(?:the )?night of (?:{wda},? )?(?:(?P<d>{d}) (?:of )?(?P<m>{ma})){year_after}", build.night_of),
        (rf"(?:the )?night of (?:{wda},? )?(?:(?P<m>{ma}) (?P<d>{d})){year_after}", build.night_of),
        (rf"{parts}(?P<m>{ma}),? (?:of )?'?(?P<y>{y}|{w.SPELLED_YEAR})", build.month_year),
        (rf"{parts}(?P<m>{m}) (?:of )?(?P<ys>this|last|next) year", build.month_year),
        (rf"{parts}(?:(?P<s>last|this|next|past|the following) )?(?P<m>{m})", build.month_year),
        (rf"(?P<y1>{y})(?: ?[-/] ?| to | through | until )(?P<y2>{y}|\d\d(?!\d))(?![-/]\d)", build.year_range),
        (rf"{parts}(?:(?:the )?(?:(?:fiscal |calendar )(?:year )?|fy ?|year ))?(?P<y>{y})(?:{_COUNTED}|{_YEAR_THAT})", build.year_only),
        (r"(?:fy ?|fiscal (?:year )?)'?(?P<y>\d\d)(?!\d)", build.year_only),
        (r"(?P<y>'\d\d)(?![\d\w])", build.year_only),
        (rf"(?P<y>{w.SPELLED_YEAR})", build.year_only),
        (rf"(?:the )?{parts}(?:(?P<y>(?:1[6-9]|20)?[0-9]0)'?s\b|'(?P<y2>[0-9]0)s\b|(?P<word>twenties|thirties|forties|"
         rf"fifties|sixties|seventies|eighties|nineties))", build.decade),
        (rf"(?:the )?{parts}(?P<o>{w.ORDINAL})[ -]century", build.ordinal_century),
        (rf"(?:(?P<p>early|mid|late)[ -])?(?:(?P<s>last|this|next|past) )?(?P<season>{w.SEASON})(?: of)?,? (?P<y>{y}|'\d\d(?!\d))", build.season),
        (rf"(?:(?P<p>early|mid|late)[ -])?(?P<s>last|this|next|past) (?P<season>{w.SEASON})", build.season),
        (rf"the (?:(?P<p>early|mid|late)[ -])?(?P<season>{w.SEASON})", build.season),
        (rf"(?:the )?(?P<nth>first|second|third|fourth|last|final) week of (?P<m>{m}){year_after}", build.week_of_month),
        (r"(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])", build.iso),
        (rf"(?P<d>{d})-(?P<m>{ma})-(?P<y>{y})", build.month_day),
        (r"(?:the )?(?:comparable )?year-(?P<ago>ago|earlier)(?: (?P<unit>quarter|period))?", relative.period),
        (r"(?:the )?(?P<ago>)(?:latest (?P<unit>quarter|period)|corresponding period)", relative.period),
        (r"the (?P<ago>)(?P<unit>quarter)", relative.period),
        (r"(?:the )?(?:(?P<ago>year-ago|year-earlier) )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:(?:fiscal|calendar) )?(?P<unit>quarter|half)"
         rf"(?! an? )(?: of (?:the )?(?:fiscal )?(?:year)?)?{ys}", build.part_of_year),
        (rf"(?:the )?(?P<o>last|final|closing) (?P<unit>quarter|half) of (?P<y>{y})", build.part_of_year),
        (rf"(?:(?P<s>this|last|next) year's|(?P<y>{y})) (?P<o>first|second|third|fourth)[ -](?P<unit>quarter|half)", build.part_of_year),
        (rf"q(?P<o>[1-4])(?P<unit>)(?:,? (?:of )?(?P<y>{y}))?", build.part_of_year),
        (rf"(?:(?P<unit>h)(?P<o>[12])),? (?:of )?(?P<y>{y})", build.part_of_year),
        (rf"{clock}(?P<p0>(?:the )?(?:night|(?:early|late|small|wee|pre-dawn) (?:morning |night )?hours) of )?(?:(?P<p>early|mid|late)(?: on)?[ -])?(?:(?P<s>last|this|next|past|coming|"
         rf"following|previous|preceding) )?(?P<wd>{wd}){dayparts}", relative.weekday),
        (rf"(?P<wd>{wda}),? (?P<clock>{_CLOCK})", relative.weekday),
        (rf"{sun}(?:on )?(?P<wd>{wd})", relative.weekday),
        (rf"{sun}(?P<rel>yesterday|today|tomorrow)", relative.relative_day),
        (rf"(?:(?P<p>early|late)(?: on)? )?(?:(?P<s>last|this|next) )?(?P<wd>{w.WEEKDAY_SHORT})\b\.?{dayparts}", relative.weekday),
        (rf"(?:(?P<s>last) )?(?P<wd>{wd}) week(?![-'\w])", relative.weekday_week),
        (rf"(?:(?P<p>early|late)(?: on)? )?(?P<wd>{wd}){dayparts},? (?:of )?(?P<of>last|this|next|that|the same|the following|the previous) week(?![-'\w])", relative.weekday_of_week),
        (rf"(?P<n>{NUMERAL}) (?P<wd>{wd})s (?P<far>ago)", relative.weekday_week),
        (rf"(?:(?<![^.!?\n] )|(?<=\bon )|(?<=\bearly )|(?<=\blate ))(?P<p>)(?P<of>that) (?P<wd>{wd}){dayparts}(?! week)(?=,|$|[.;:)]| (?:in|at|near|by|they|he|she|it)\b)", relative.weekday_of_week),
        (rf"the (?P<wd>{wd}) (?P<far>before last|after next)", relative.weekday_week),
        (r"the (?P<unit>week|month|year|quarter|decade|weekend|night) (?P<far>before last|after next)", relative.unit_beyond),
        (rf"{clock}(?:(?P<p>early|late|later|earlier) )?(?P<rel>the day before yesterday|the day after tomorrow|yesterday|"
         rf"today|tomorrow|tonight|last night|overnight|this morning|this afternoon|this evening)(?: (?P<dp>morning|"
         rf"afternoon|evening|night))?", relative.relative_day),
        (r"(?:(?<=\bover )|(?<=\bin )|(?<=\bduring )|(?<=\bfor )|(?<=\bwithin ))the last (?P<unit>week|fortnight|month|year|decade)(?! of\b)", relative.running),
        (rf"(?:(?P<p>earlier|later|(?:early|late)(?: in)?|mid|(?:the |towards? the )?(?:end|beginning|start|middle|close) of|the (?:early|latter) part of)[ -])?(?:the )?(?P<s>last|past|"
         rf"previous|this|current|next|coming|that|the same|the following|the previous|the preceding|following) "
         rf"(?:(?:fiscal|calendar|school|academic) )?(?P<unit>{w.CALENDAR_UNIT})", relative.unit_of),
        (r"(?P<s>the) (?P<unit>weekend)", relative.unit_of),
        (r"(?:(?P<p>the end of|the beginning of|the start of|the middle of|late in|early in|later in|earlier in) )"
         r"(?P<s>the) (?P<unit>week|month|year|decade)", relative.unit_of),
        (r"(?:(?:earlier|later|early|late) )?(?P<s>that(?: (?:very )?same)?|(?:the |this )?(?:very )?same|the following|the next|the previous|the preceding"
         r") (?P<dp>day|morning|afternoon|evening|night)", relative.event_day),
        (r"(?:(?<=\bduring )|(?<=\bin )|(?<=\bthrough )|(?<=\bthroughout ))the (?P<rel>night)(?=(?:[,.;:)]|$)| (?:in|at|near|as|by|with|and|but|around|across|"
         r"over|outside|inside|while|until|the|an?|killing|wounding|he|she|they|we|it|police|soldiers|troops|gunmen)\b)", relative.the_night),
        (r"(?:earlier|later)(?: on)? in the (?P<dp>day|morning|afternoon|evening|night)(?P<s>)", relative.event_day),
        (r"(?P<s>the day before|the day after|a day earlier|a day later|the day earlier)(?! yesterday| tomorrow)", relative.event_day),
        (r"(?P<s>the next|the following|the previous|next|following) (?:day|morning)(?! of\b)", relative.event_day),
        (rf"{amount} (?:more )?(?P<unit>{w.UNIT}|weekends?) (?P<dir>ago|earlier|later|before|after|afterwards?|previously|from now|"
         rf"hence|prior|back)(?P<exact>,? to the (?:very )?day)?", relative.ago),
        (rf"(?P<dir>in) {amount} (?P<unit>{w.UNIT})'?s? time\b", relative.ago),
        (rf"(?P<dir>in) {amount} (?P<unit>{w.UNIT})(?! of\b|[-'])", relative.in_a_while),
        (rf"{amount} (?P<unit>{w.UNIT}) (?P<dir>from)(?= (?:(?:next|this|last) )?(?:{wd}|today|tomorrow|yesterday)\b)", relative.ago),
        (r"the (?P<unit>week|month|year|weekend) (?P<way>before|after|earlier|later)(?=,)", relative.unit_off),
        (r"(?:the )?(?P<dir>following|ensuing|subsequent|previous|preceding) (?P<unit>days|weeks|months|hours)", relative.ago),
        (r"the (?P<unit>days|weeks|months|hours) (?P<dir>(?:that |which )?followed|(?:that |which )?preceded)(?=[,.;:)]|$)", relative.ago),
        (r"(?P<unit>days|weeks|months|years|hours|decades|centuries) (?P<dir>ago|earlier|later|before|after|afterwards?)", relative.ago),
        (rf"(?:the )?(?P<s>last|past|next|coming|following|upcoming|preceding|previous) (?P<n>{w.AMOUNT}) (?:or so )?"
         rf"(?:(?:trading|working|consecutive) )?(?P<unit>{w.UNIT})", relative.stretch),
        (r"(?:the )?(?P<n>)(?P<s>last|past|next|coming|recent) (?P<unit>days|weeks|months|years|hours|decades|quarters|day|"
         r"hour|century)", relative.stretch),
        (rf"(?:the (?:first |last |final )?)?(?:(?:{w.HEDGE}) )*(?P<n>{w.AMOUNT})(?: more| full| additional| consecutive| straight|"
         rf" long| whole)?[ -](?P<unit>{w.UNIT})(?:-long|-old)?", relative.duration),
        (r"(?P<unit>years|months|weeks|decades|centuries|days|hours)(?:-long)?", relative.duration),
        (r"(?P<n>)(?P<unit>year|month|week|decade|day|hour)(?:-long|long)", relative.duration),
        (rf"(?:each|every) (?:other )?(?:(?P<wd>{wd})|(?P<m>{m})|(?:(?P<n>{NUMERAL}) )?(?P<unit>{w.UNIT}|weekend))", relative.habit),
        (rf"(?P<wd>{wd}s)", relative.habit),
        (rf"(?P<wd>{wd}) (?P<dp>mornings|afternoons|evenings|nights)", relative.habit),
        (r"(?P<adverb>hourly|daily|nightly|weekly|monthly|yearly|annually|biweekly)", relative.habit),
        (rf"(?P<ref>now|currently|at present|presently|nowadays|recently|formerly|(?:in )?the past(?! (?:{w.AMOUNT}|{w.UNIT}|{w.SEASON}|weekend)\b)|lately|"
         r"the future|the other day|(?<!as )soon(?! (?:as|after)\b)|the near future|these days|long ago|current|recent)(?!-)", relative.vague),
        (rf"(?P<clock>{_CLOCK})", relative.clock_time),
        (rf"(?:at|before|after|around|since|until) (?P<dp>dawn|dusk|daybreak|sunrise|sunset)(?!(?: prayers)? (?:on )?(?:{wd}|yesterday|today|tomorrow)\b)", relative.daypart),
        (r"(?:in )?mid-?week", relative.midweek),
        (r"(?:the )?turn of the year(?:,? (?:of )?(?P<y>(?:19|20)\d\d))?", build.turn_of_year),
        (rf"(?:the )?(?:(?P<nth>{w.ORDINAL}|last|final) (?P<unit>day|night|week|ten days) of|(?P<edge>start|beginning|end|eve) of) (?:the )?"
         rf"(?:(?:muslim |islamic |jewish |holy |fasting )*(?:month|feast|festival|holiday) of )?(?P<h>{holidays})(?:,? (?:of |in )?(?P<y>{y}))?", build.holiday_part),
        (rf"(?:(?P<s>last|this|next) )?(?P<h>{holidays})(?: (?P<span>weekend)|{dayparts})(?:,? (?:of |in )?(?:(?P<y>{y})|(?P<ys>last|this|next) year))?", build.holiday),
        (rf"(?P<h>{holidays})(?:'s|')? (?P<edge>eve)(?P<nth>)(?P<unit>)(?:,? (?:of |in )?(?P<y>{y}))?", build.holiday_part),
        (rf"(?P<h>{national})(?:,? (?:of |in )?(?P<y>{y}))?", build.national_day),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w$€£])(?:{source})(?!\w)"), build) for source, build in table)

"""Words to days: one table of sentences of our own, published on different weekdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.date import DateMention, Tense, date_prec, days_of, find_dates

TUESDAY = "2015-06-09"
THURSDAY = "2018-04-19"
SUNDAY = "2023-04-16"
MONDAY = "2024-01-01"

# words, published, tense, expected start, end ("" open), precision
PAST = [
    ("Fighting broke out on 19 April 2018.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("Fighting broke out on April 19, 2018.", TUESDAY, "2018-04-19", "2018-04-19", 1),
    ("Fighting broke out on the 19th of April, 2018.", TUESDAY, "2018-04-19", "2018-04-19", 1),
    ("Fighting broke out on Thursday, April 19, 2018.", SUNDAY, "2018-04-19", "2018-04-19", 1),
    ("Date of incident: 2018-04-19", None, "2018-04-19", "2018-04-19", 1),
    ("Date of incident: 19/04/2018", None, "2018-04-19", "2018-04-19", 1),
    ("Date of incident: 04/19/2018", None, "2018-04-19", "2018-04-19", 1),
    ("Date of incident: 19.04.2018", None, "2018-04-19", "2018-04-19", 1),
    ("Date of incident: 04/05/2018", None, "", "", None),
    ("Date of incident: 05/05/2018", None, "2018-05-05", "2018-05-05", 1),
    ("The raid on April 19 failed.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("The raid on April 20 failed.", THURSDAY, "2017-04-20", "2017-04-20", 1),
    ("The raid on 6th May failed.", TUESDAY, "2015-05-06", "2015-05-06", 1),
    ("The raid on May 6 failed.", TUESDAY, "2015-05-06", "2015-05-06", 1),
    ("The raid on Sept. 3 failed.", TUESDAY, "2014-09-03", "2014-09-03", 1),
    ("The raid on Dec 31st failed.", MONDAY, "2023-12-31", "2023-12-31", 1),
    ("The raid on 29 February failed.", MONDAY, "2020-02-29", "2020-02-29", 1),
    ("In 1982, troops attacked the town.", TUESDAY, "1982-01-01", "1982-12-31", 5),
    ("In 1982, troops attacked the town.", None, "1982-01-01", "1982-12-31", 5),
    ("In the 1990s the valley was theirs.", None, "1990-01-01", "1999-12-31", None),
    ("The front moved in April 2018.", SUNDAY, "2018-04-01", "2018-04-30", 4),
    ("The front moved in early April.", THURSDAY, "2018-04-01", "2018-04-10", 4),
    ("The front moved in late March 2018.", SUNDAY, "2018-03-21", "2018-03-31", 4),
    ("The front moved in mid-2016.", SUNDAY, "2016-05-01", "2016-08-31", 5),
    ("The front moved in late 2015.", SUNDAY, "2015-09-01", "2015-12-31", 5),
    ("The front moved in March.", THURSDAY, "2018-03-01", "2018-03-31", 4),
    ("The front moved in May.", THURSDAY, "2017-05-01", "2017-05-31", 4),
    ("The front moved last May.", THURSDAY, "2017-05-01", "2017-05-31", 4),
    ("The front moved in the spring of 2014.", SUNDAY, "2014-03-01", "2014-05-31", 5),
    ("The front moved last summer.", THURSDAY, "2017-06-01", "2017-08-31", 5),
    ("The front moved in the first quarter of 2018.", SUNDAY, "2018-01-01", "2018-03-31", 5),
    ("The front moved in the second half of 2017.", SUNDAY, "2017-07-01", "2017-12-31", 5),
    ("They struck on Thursday.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("They struck on Friday.", THURSDAY, "2018-04-13", "2018-04-13", 1),
    ("They struck on Monday.", TUESDAY, "2015-06-08", "2015-06-08", 1),
    ("They struck on Tuesday.", TUESDAY, "2015-06-09", "2015-06-09", 1),
    ("They struck on Wednesday.", TUESDAY, "2015-06-03", "2015-06-03", 1),
    ("They struck on Saturday.", SUNDAY, "2023-04-15", "2023-04-15", 1),
    ("They struck on Sunday.", MONDAY, "2023-12-31", "2023-12-31", 1),
    ("They struck last Tuesday.", TUESDAY, "2015-06-02", "2015-06-02", 1),
    ("They struck last Sunday.", TUESDAY, "2015-06-07", "2015-06-07", 1),
    ("Friday’s attack failed.", THURSDAY, "2018-04-13", "2018-04-13", 1),
    ("Friday's attack failed.", THURSDAY, "2018-04-13", "2018-04-13", 1),
    ("They struck on Monday morning.", THURSDAY, "2018-04-16", "2018-04-16", 1),
    ("They struck on Tuesday night.", THURSDAY, "2018-04-17", "2018-04-17", 1),
    ("They struck early on Friday.", SUNDAY, "2023-04-14", "2023-04-14", 1),
    ("They struck late Wednesday.", THURSDAY, "2018-04-18", "2018-04-18", 1),
    ("They struck at 6 p.m. on Monday.", THURSDAY, "2018-04-16", "2018-04-16", 1),
    ("They struck in the early hours of Friday.", SUNDAY, "2023-04-14", "2023-04-14", 1),
    ("They struck today.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("They struck yesterday.", MONDAY, "2023-12-31", "2023-12-31", 1),
    ("They struck the day before yesterday.", MONDAY, "2023-12-30", "2023-12-30", 1),
    ("They struck this morning.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("They struck last night.", THURSDAY, "2018-04-18", "2018-04-18", 1),
    ("They struck overnight.", THURSDAY, "2018-04-18", "2018-04-19", 2),
    ("They struck last week.", TUESDAY, "2015-06-01", "2015-06-07", 3),
    ("They struck this week.", TUESDAY, "2015-06-08", "2015-06-14", 3),
    ("They struck last month.", MONDAY, "2023-12-01", "2023-12-31", 4),
    ("They struck last year.", MONDAY, "2023-01-01", "2023-12-31", 5),
    ("They struck earlier this month.", THURSDAY, "2018-04-01", "2018-04-19", 4),
    ("They struck earlier this week.", THURSDAY, "2018-04-16", "2018-04-19", 2),
    ("They struck earlier this year.", TUESDAY, "2015-01-01", "2015-06-09", 5),
    ("They struck three days ago.", THURSDAY, "2018-04-16", "2018-04-16", 1),
    ("They struck a week ago.", TUESDAY, "2015-06-02", "2015-06-02", 1),
    ("They struck two months ago.", MONDAY, "2023-11-01", "2023-11-30", 4),
    ("They struck four years ago.", THURSDAY, "2014-01-01", "2014-12-31", 5),
    ("They struck two hours ago.", THURSDAY, "2018-04-19", "2018-04-19", 1),
    ("They have held it since January.", THURSDAY, "2018-01-01", "", None),
    ("They have held it since 3 March 2017.", THURSDAY, "2017-03-03", "", None),
    ("They held it until Friday.", SUNDAY, "", "2023-04-14", None),
    ("They had come before 2014.", SUNDAY, "", "2013-12-31", None),
    ("Between 3 and 5 May they shelled it.", "2015-06-09", "2015-05-03", "2015-05-05", 2),
    ("From 28 April to 3 May they shelled it.", "2015-06-09", "2015-04-28", "2015-05-03", 2),
    ("On May 3-5, 2015 they shelled it.", "2016-06-09", "2015-05-03", "2015-05-05", 2),
    ("From Monday to Wednesday they shelled it.", THURSDAY, "2018-04-16", "2018-04-18", 2),
    ("Between Saturday and Tuesday they shelled it.", THURSDAY, "2018-04-14", "2018-04-17", 2),
    ("Between 2014 and 2016 they shelled it.", THURSDAY, "2014-01-01", "2016-12-31", None),
    ("From March to May 2016 they shelled it.", THURSDAY, "2016-03-01", "2016-05-31", 5),
    ("On the night of 3 June they came.", "2018-06-20", "2018-06-03", "2018-06-04", 2),
    ("On the night of Monday they came.", THURSDAY, "2018-04-16", "2018-04-17", 2),
    ("Over the weekend they came.", TUESDAY, "2015-06-06", "2015-06-07", 2),
    ("Over the weekend they came.", SUNDAY, "2023-04-15", "2023-04-16", 2),
    ("Last weekend they came.", THURSDAY, "2018-04-14", "2018-04-15", 2),
    ("In recent days they came.", THURSDAY, "2018-04-13", "2018-04-19", 3),
    ("In recent weeks they came.", THURSDAY, "2018-03-20", "2018-04-19", 4),
    ("In the past three days they came.", THURSDAY, "2018-04-16", "2018-04-19", 2),
    ("In the last 24 hours they came.", THURSDAY, "2018-04-18", "2018-04-19", 2),
    ("On Christmas Day they came.", MONDAY, "2023-12-25", "2023-12-25", 1),
    ("On Easter Sunday they came.", THURSDAY, "2018-04-01", "2018-04-01", 1),
    ("On Good Friday they came.", "2023-04-20", "2023-04-07", "2023-04-07", 1),
    ("During Eid al-Adha they came.", "2018-09-01", "2018-08-21", "2018-08-24", 2),
    ("During Ramadan in 2016 they came.", SUNDAY, "2016-06-06", "2016-07-05", 4),
    ("The 9/11 attacks came first.", SUNDAY, "2001-09-11", "2001-09-11", 1),
    ("On Saturday, April 25, they came.", "1998-04-27", "1998-04-25", "1998-04-25", 1),
    ("In nineteen ninety-four they came.", SUNDAY, "1994-01-01", "1994-12-31", 5),
]  # fmt: skip

FUTURE = [
    ("Troops will attack next week.", TUESDAY, "2015-06-15", "2015-06-21"),
    ("Troops will leave next month.", TUESDAY, "2015-07-01", "2015-07-31"),
    ("Troops will leave next year.", TUESDAY, "2016-01-01", "2016-12-31"),
    ("Troops will leave on Friday.", TUESDAY, "2015-06-12", "2015-06-12"),
    ("Troops will leave on Tuesday.", TUESDAY, "2015-06-09", "2015-06-09"),
    ("Troops will leave next Tuesday.", TUESDAY, "2015-06-16", "2015-06-16"),
    ("Troops will leave tomorrow.", TUESDAY, "2015-06-10", "2015-06-10"),
    ("Troops will leave tonight.", TUESDAY, "2015-06-09", "2015-06-09"),
    ("Troops will leave on April 20.", THURSDAY, "2018-04-20", "2018-04-20"),
    ("Troops will leave on April 18.", THURSDAY, "2019-04-18", "2019-04-18"),
    ("Troops will leave in May.", THURSDAY, "2018-05-01", "2018-05-31"),
    ("Troops will leave this weekend.", THURSDAY, "2018-04-21", "2018-04-22"),
    ("Troops will leave within the next three days.", THURSDAY, "2018-04-19", "2018-04-22"),
    ("Troops will leave two weeks from now.", THURSDAY, "2018-04-30", "2018-05-06"),
]

AGAINST_AN_EVENT = [
    ("Two days later a bomb went off.", "2018-04-15", "2018-04-15"),
    ("The day before, a bomb had gone off.", "2018-04-12", "2018-04-12"),
    ("The next day a bomb went off.", "2018-04-14", "2018-04-14"),
    ("The same day a bomb went off.", "2018-04-13", "2018-04-13"),
    ("That night a bomb went off.", "2018-04-13", "2018-04-13"),
    ("Three days earlier a bomb had gone off.", "2018-04-10", "2018-04-10"),
    ("The following week a bomb went off.", "2018-04-16", "2018-04-22"),
    ("A month later a bomb went off.", "2018-05-01", "2018-05-31"),
]

RELATIVE = [
    "on Thursday", "Friday’s", "today", "yesterday", "last week", "next month", "three days ago", "in recent days",
    "on April 19", "in March", "earlier this month", "over the weekend", "overnight", "since January", "at Christmas",
    "last summer", "from Monday to Wednesday", "tonight",
]  # fmt: skip

NO_DATES = [
    "They may march on the capital.",
    "The second man came first.",
    "The sun was high and the mon was low.",
    "Theresa May said nothing.",
    "April Jones and August Wilson met.",
    "After the fall of Aleppo they left.",
    "Some 2,000 people were killed by 1500 soldiers.",
    "The 2000 soldiers had 1,990 rifles.",
    "A 12-year-old boy fell.",
    "Turkey said it would march.",
    "She sat in the sun.",
    "You may, if you must.",
    "It cost $1999 or 2014 dollars.",
]


def iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def dated(text: str) -> list[DateMention]:
    return [mention for mention in find_dates(text) if mention.meaning.dates]


@pytest.mark.parametrize(("text", "published", "start", "end", "prec"), PAST)
def test_past(text: str, published: str | None, start: str, end: str, prec: int | None) -> None:
    (mention,) = dated(text)
    when = days_of(mention, published=iso(published or ""))
    assert (when.date_start, when.date_end, when.date_prec) == (iso(start), iso(end), prec)
    assert text[when.start : when.end] == when.text


@pytest.mark.parametrize(("text", "published", "start", "end"), FUTURE)
def test_future(text: str, published: str, start: str, end: str) -> None:
    (mention,) = dated(text)
    when = days_of(mention, published=iso(published), tense=Tense.FUTURE)
    assert (when.date_start, when.date_end) == (iso(start), iso(end))


@pytest.mark.parametrize(("text", "start", "end"), AGAINST_AN_EVENT)
def test_counted_from_another_event(text: str, start: str, end: str) -> None:
    (mention,) = dated(text)
    friday = date(2018, 4, 13)
    when = days_of(mention, published=iso(THURSDAY), event=(friday, friday))
    assert (when.date_start, when.date_end, when.anchor) == (iso(start), iso(end), "event")


@pytest.mark.parametrize("text", [case[0] for case in AGAINST_AN_EVENT])
def test_without_the_other_event_unresolved(text: str) -> None:
    (mention,) = dated(text)
    when = days_of(mention, published=iso(THURSDAY))
    assert (when.date_start, when.date_end, when.date_prec, when.anchor) == (None, None, None, None)


@pytest.mark.parametrize("words", RELATIVE)
def test_without_publication_date_unresolved_and_kept(words: str) -> None:
    (mention,) = dated(f"They came {words}.")
    when = days_of(mention, published=None)
    assert (when.date_start, when.date_end, when.date_prec, when.anchor) == (None, None, None, None)
    assert when.text


@pytest.mark.parametrize("text", NO_DATES)
def test_ordinary_words_are_no_dates(text: str) -> None:
    assert dated(text) == []


def test_a_dateline_dates_nothing() -> None:
    dateline, weekday = find_dates("BAGHDAD, April 19 (Reuters) - Gunmen struck on Tuesday.")
    assert not dateline.meaning.dates
    assert weekday.text == "Tuesday"


def test_anchors() -> None:
    absolute, relative = find_dates("From the 2014 war they came on Friday.")
    assert days_of(absolute, published=iso(THURSDAY)).anchor == "text"
    assert days_of(relative, published=iso(THURSDAY)).anchor == "published"


def test_offset_is_added() -> None:
    (mention,) = find_dates("on Friday", offset=100)
    assert (mention.start, mention.end, mention.text) == (103, 109, "Friday")


@pytest.mark.parametrize(
    ("days", "prec"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (367, None)]
)
def test_precision_follows_the_length(days: int, prec: int | None) -> None:
    start = date(2020, 1, 1)
    assert date_prec(start, start + timedelta(days - 1)) == prec


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.sampled_from(RELATIVE), st.sampled_from(Tense))
def test_an_interval_never_runs_backwards(published: date, words: str, tense: Tense) -> None:
    for mention in find_dates(f"They came {words}."):
        when = days_of(mention, published=published, tense=tense)
        if when.date_start and when.date_end:
            assert when.date_start <= when.date_end
            assert when.date_prec == date_prec(when.date_start, when.date_end)


WORDS = st.lists(
    st.sampled_from(
        ["on", "in", "the", "last", "next", "this", "since", "between", "and", "from", "to", "May", "March", "3", "31",
         "2016", "1990s", "Monday", "week", "weeks", "ago", "later", "two", "several", "early", "mid-", "late", ",",
         ".", "-", "night", "of", "Easter", "00/00/0000", "30/02/2018", "Feb", "30", "'98",
         "century", "Q4", "\n", "’s", "İ",
         "ß"]
    )
).map(" ".join)  # fmt: skip


@given(st.one_of(st.text(), WORDS))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    last = 0
    for mention in find_dates(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
        for published in (None, date(2018, 4, 19), date(1, 1, 1), date(9999, 12, 31)):
            when = days_of(mention, published=published, event=(published, published))
            assert (when.start, when.end, when.text) == (mention.start, mention.end, mention.text)


@pytest.mark.parametrize(
    "text",
    [
        "A man in his 20s was shot.",
        "Two women in their early 30s were hurt.",
        "They were in their 20s and late 30s.",
        "A nurse in her mid-20s died.",
    ],
)
def test_the_decade_of_a_life_is_no_date(text: str) -> None:
    assert not dated(text)


def test_a_decade_is_a_date() -> None:
    for text in ("Their war of the 80s goes on.", "He fought in the late 80s.", "His village burned in the 1980s."):
        assert [d.meaning.decade for d in dated(text)] == [1980]

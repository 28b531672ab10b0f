"""A pattern that is not tried where an expression opens could not have matched there."""

import re

import pytest

from khabar.date import find
from khabar.date.beginnings import ASCII, beginnings
from khabar.date.find import find_dates
from khabar.date.fitting import fitting
from khabar.date.patterns import patterns

TEXTS = (
    "Early on Friday, 3 May 2017, and again on 5/6/2018, 2019-01-02 and '98, shells fell for the third day in a row.",
    "By the end of last month, in the first half of June, over the past two weeks and at dawn on Sunday, ten died.",
    "Between 1914 and 1918, in the nineteen thirties, in the 1990s and the 20th century; Q3 2016, H1 2017, FY2018.",
    "Two and a half years ago, on the night of March 3, on Eid al-Fitr, on Christmas Eve and 12 Rajab 1434, they fled.",
    "A year and a half earlier, mid-week, the day before yesterday, at 9:30 p.m. on Monday and every other Tuesday.",
    "on the 15th of this month, the week of May 4, sept. 11, 9/11, turn of the year, nowruz 1396, may day 2020",
    "ÉTÉ 2015, élection of 4 mai; July 22 Front; several hundred people in about 40 days, a decade-long war, now.",
)


def test_only_patterns_that_cannot_match_are_left_out() -> None:
    missed = [
        (pattern.pattern[:40], text[at : at + 20])
        for text in map(str.lower, TEXTS)
        for pattern, _ in patterns()
        for at in range(len(text))
        if text[at] in ASCII and text[at] not in beginnings(pattern) and pattern.match(text, at)
    ]
    assert not missed


def test_dates_are_those_that_all_patterns_find(monkeypatch: pytest.MonkeyPatch) -> None:
    narrowed = [find_dates(text) for text in TEXTS]
    every = tuple((rank, pattern, build) for rank, (pattern, build) in enumerate(patterns()))
    monkeypatch.setattr(find, "fitting", lambda *_: every)
    assert narrowed == [find_dates(text) for text in TEXTS]
    assert sum(map(len, narrowed)) > 30


def test_most_patterns_are_left_out_at_a_letter() -> None:
    everything = -1
    assert max(len(fitting(letter, everything)) for letter in "mjow19") < 0.8 * len(patterns())
    assert len(fitting("é", everything)) == len(patterns())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:the )?[a-c]\d|x+y", "abctx"),
        (r"(?<=\bin )(?=\w)z?q", "qz"),
        (r"(?P<a>[^\W\d_])(?P=a)", "".join(sorted(c for c in ASCII if c.isalpha()))),
        (r"\d{2,4}", "0123456789"),
    ],
)
def test_what_a_pattern_begins_with(pattern: str, expected: str) -> None:
    assert "".join(sorted(beginnings(re.compile(pattern)))) == expected


@pytest.mark.parametrize("pattern", [r"(?:a|)", r"(?i)a", r"(?i:a)", r"."])
def test_what_is_not_understood_begins_with_anything(pattern: str) -> None:
    assert beginnings(re.compile(pattern)) == ASCII

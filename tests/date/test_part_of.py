"""Days that deadlines name, and days of what a deed was part of or has gone on since."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.date import resolve
from khabar.evaluate.dates import interval
from khabar.read import read_page

MONDAY = date(2024, 6, 17)
Days = tuple[date | None, date | None] | None


def _june(first: int, last: int) -> Days:
    return date(2024, 6, first), date(2024, 6, last)


WORDS: list[tuple[str, str, Days]] = [
    ("A ban on rallies stays in force until Friday.", "Friday", (None, date(2024, 6, 21))),
    ("The general told families to leave the camp by Sunday.", "Sunday", (None, date(2024, 6, 23))),
    ("The ban was in force until Friday.", "Friday", (None, date(2024, 6, 14))),
    ("Kenyans will see the judge sworn in on May 10.", "May 10", (date(2025, 5, 10),) * 2),
    ("Troops burned three farms on 31 May and 1 June.", "31 May and 1 June", (date(2024, 5, 31), date(2024, 6, 1))),
    ("A gang shot the mayor on 4/06/24.", "4/06/24", None),
    ("A gang shot the mayor on 12/06/24.", "12/06/24", _june(12, 12)),
    ("A gang shot the mayor on 12/03/24.", "12/03/24", (date(2024, 3, 12),) * 2),
]


@pytest.mark.parametrize(("text", "words", "days"), WORDS)
def test_days_of_words(text: str, words: str, days: Days) -> None:
    [found] = resolve(text, MONDAY)
    assert words in found.text
    assert interval(found.when) == days


def test_the_name_of_a_weekday_can_be_a_first_name() -> None:
    assert resolve("The judge, Sunday Adeyemi, freed them.", MONDAY) == []
    assert resolve("Friday Ochieng, 34, was freed.", MONDAY) == []
    assert len(resolve("On Friday Ochieng, 34, was freed.", MONDAY)) == 1


def test_the_day_in_an_address_is_counted_from() -> None:
    [found] = resolve("Rebels took Sake on Friday.", url="https://nile.example/2024/06/17/sake.html")
    assert interval(found.when) == _june(14, 14)


DEEDS: list[tuple[str, str, Days]] = [
    ("Gunmen killed her uncle during the 1975-90 war.", "killed", (date(1975, 1, 1), date(1990, 12, 31))),
    ("In overnight raids on the camp, soldiers arrested nine men.", "arrested", _june(16, 17)),
    ("A gunman shot the candidate at a rally on 4 June 2024.", "shot", _june(4, 4)),
    ("Rebels have shelled the city since the war began on June 4.", "shelled", (date(2024, 6, 4), None)),
]


@pytest.mark.parametrize(("text", "word", "days"), DEEDS)
def test_days_of_deeds(text: str, word: str, days: Days) -> None:
    reports = Coder().code(read_page(text, name="page", published=MONDAY)).reports
    [deed] = [r for r in reports if r.trigger.text == word]
    assert interval(deed.date) == days

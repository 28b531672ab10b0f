"""The day of a page's main deed, from the rest of the page (decision 0032)."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.evaluate.dates import interval
from khabar.read import read_page

TUESDAY = date(2024, 6, 18)
LEAD = "Gunmen killed two guards at a mine near Velm.\n\n"

# the rest of the page, the day of June on which the guards were killed
CASES = [
    ("It happened around 5 a.m. Sunday, a miner said.", 16),
    ("The attack took place late on Saturday.", 15),
    ("Police were called to the mine on Monday night.", 17),
    ("Gunmen killed the guards on Sunday, the owner said.", 16),
    ("It happened on Sunday. The shooting began before dawn on Monday.", None),
    ("It happened in May.", None),
    ("The mayor spoke to reporters on Monday.", None),
    ("Police arrested a man on Monday.", None),
    ("On Sunday rebels had attacked a convoy near Tarn.", None),
    ("It happened on 3 March 2019.", None),
    ("It happened around six Sunday morning. He was in stable condition on Monday.", 16),
    ("Officers say it happened on Sunday morning.", 16),
    ("A third guard died two days later.", None),
    ("A man pleaded not guilty to the murders on Monday.", None),
    ("The guards were buried on Monday.", None),
]


@pytest.mark.parametrize(("rest", "day"), CASES)
def test_the_day_that_the_page_gives(rest: str, day: int | None) -> None:
    page = read_page(LEAD + rest, name="page", published=TUESDAY)
    main = Coder().code(page).reports[0]
    found = interval(main.date)
    assert found == (None if day is None else (date(2024, 6, day), date(2024, 6, day)))
    if main.date is not None:
        assert page.text[main.date.start : main.date.end] == main.date.text


def test_without_a_day_of_publication_nothing_is_taken_over() -> None:
    page = read_page(LEAD + "It happened on Sunday.", name="page")
    assert interval(Coder().code(page).reports[0].date) is None

"""Days that are due, days with what says again which they are, and days of a deed told with another."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.date import find_dates, resolve
from khabar.date.meaning import Edge
from khabar.read import read_page

THURSDAY = date(2024, 3, 14)

STRETCHES = [
    ("Shells fell in the 48 hours to Tuesday morning.", "2024-03-10", "2024-03-12"),
    ("Shells fell in the week ending on Sunday.", "2024-03-04", "2024-03-10"),
    ("Shells fell in the three days to 9 March.", "2024-03-07", "2024-03-09"),
    ("Shells fell in the three months up to 9 March.", "2023-12-09", "2024-03-09"),
    ("Shells fell late last week.", "2024-03-07", "2024-03-10"),
    ("Shells fell early last week.", "2024-03-04", "2024-03-06"),
    ("Shells fell in the middle of last week.", "2024-03-05", "2024-03-07"),
    ("Shells fell early this week.", "2024-03-11", "2024-03-13"),
    ("Shells fell a week ago.", "2024-03-07", "2024-03-07"),
    ("Shells fell exactly three months ago.", "2023-12-14", "2023-12-14"),
    ("Shells fell about a week ago.", "2024-03-04", "2024-03-10"),
    ("Shells fell on Victory Day, 9 May.", "2023-05-09", "2023-05-09"),
    ("Shells fell on 9 May (Victory Day).", "2023-05-09", "2023-05-09"),
    ("Shells fell on the Independence Day of 24 August.", "2023-08-24", "2023-08-24"),
    ("Shells fell on Christmas Day, 25 December.", "2023-12-25", "2023-12-25"),
]


@pytest.mark.parametrize(("text", "start", "end"), STRETCHES)
def test_days_of_one_expression(text: str, start: str, end: str) -> None:
    [found] = resolve(text, THURSDAY)
    assert (str(found.when.date_start), str(found.when.date_end)) == (start, end)


def test_a_feast_and_a_day_that_is_not_its_own_stay_two() -> None:
    found = resolve("Shells fell on Christmas, 3 May and 9 June.", THURSDAY)
    assert [str(one.when.date_start) for one in found] == ["2023-12-25", "2023-05-03", "2023-06-09"]


@pytest.mark.parametrize(
    ("text", "start", "value"),
    [
        ("Police held a man wanted in Velm since he fled in May.", "2023-05-01", "2023-05"),
        ("The truce was extended to 6 May.", "2024-05-06", "2024-05-06"),
        ("The truce was extended until April.", None, "2024-04"),
        ("Parliament decided to hold the vote in May.", "2024-05-01", "2024-05"),
        ("The generals spoke of the planned visit of the envoy in May.", "2024-05-01", "2024-05"),
        ("Rebels tried to seize the town in May.", "2023-05-01", "2023-05"),
    ],
)
def test_interval_and_value_agree(text: str, start: str | None, value: str) -> None:
    found = resolve(text, THURSDAY)[-1]
    assert (str(found.when.date_start) if found.when.date_start else None, found.value) == (start, value)


@pytest.mark.parametrize(
    "text",
    [
        "(Velmstad) – 12 March 2024 – Soldiers shot two men yesterday.",
        "(Velmstad, 12 March 2024) – Soldiers shot two men yesterday.",
        "VELMSTAD (Wire) – March 12 – Soldiers shot two men yesterday.",
        "Velmstad, Ruria - 12 March 2024 - Soldiers shot two men yesterday.",
    ],
)
def test_a_place_may_stand_before_the_day_of_writing(text: str) -> None:
    assert find_dates(text)[0].meaning.edge is Edge.DATELINE
    assert resolve(text, THURSDAY)[1].when.date_start == date(2024, 3, 11)


def test_a_day_set_off_by_dashes_is_no_dateline() -> None:
    assert find_dates("Clashes in Velm - 12 March - left two men dead.")[0].meaning.edge is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A bomb killed nine in Velm on Monday, the same day that gunmen shot a judge in Tine.", 11),
        ("Gunmen kidnapped a vicar on 3 March. Same afternoon, they shot a judge.", 3),
        ("The convoy left Tine on 3 March. At about 9 p.m. gunmen shot the driver.", 3),
        ("The convoy left Tine on Sunday. At dawn gunmen shot the driver.", 10),
    ],
)
def test_a_deed_is_of_the_day_told(text: str, day: int) -> None:
    reports = Coder().code(read_page(text, name="page", published=THURSDAY)).reports
    [shot] = [one for one in reports if one.trigger.text == "shot"]
    assert shot.date is not None
    assert shot.date.date_start == shot.date.date_end == date(2024, 3, day)


def test_an_hour_beside_another_day_is_not_of_the_day_told() -> None:
    text = "The convoy left Tine on 3 March. Police said on Sunday that at 9 p.m. gunmen shot the driver."
    reports = Coder().code(read_page(text, name="page", published=THURSDAY)).reports
    [shot] = [one for one in reports if one.trigger.text == "shot"]
    assert shot.date is None

"""Long leads keep their place and day: what a thing is known as, and who says it, take neither."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page

LEADS = [
    (
        "A gunship struck a clinic run by Doctors Without Borders in the northern city of Kunduz late Saturday, "
        "killing nine people, the group said Sunday.",
        "Kunduz",
        date(2021, 3, 13),
    ),
    (
        "An air strike killed at least 40 people and wounded 90 in the town of Ataye, in Ethiopia's Amhara region, "
        "on Tuesday, a health official said.",
        "Ataye",
        date(2021, 3, 16),
    ),
    (
        "Shells hit a school used by displaced families in Kherson on Friday, wounding four, the governor said.",
        "Kherson",
        date(2021, 3, 12),
    ),
]


@pytest.mark.parametrize(("text", "place", "day"), LEADS)
def test_a_lead_keeps_its_place_and_day(text: str, place: str, day: date) -> None:
    page = read_page(text, name="lead", published=date(2021, 3, 17))
    reports = [r for r in Coder().code(page).reports if r.event_type == "ASSAULT"]
    assert len(reports) == 1
    assert reports[0].place is not None
    assert reports[0].place.text == place
    assert reports[0].date is not None
    assert reports[0].date.date_start == day

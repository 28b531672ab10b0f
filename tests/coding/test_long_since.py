"""A page on what is long past takes no day of these days for it."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page

DEED = "Mortar shells struck a camp near Datu Piang on Monday, killing 11 people, the governor said."


@pytest.mark.parametrize(
    "title", ["A year on, survivors of Datu Piang shelling wait", "Datu Piang shelling: two years later"]
)
def test_an_anniversary_opens_nothing_and_joins_no_deed_of_its_week(title: str) -> None:
    text = f"{title}\n\nRelatives gathered on Tuesday.\n\nA soldier was killed by a landmine near Pikit on Monday."
    coder = Coder()
    pages = [
        coder.code(read_page(DEED, name="deed", published=date(2009, 6, 2))),
        coder.code(read_page(text, name="since", published=date(2010, 6, 1))),
    ]
    shelling = [r for r in pages[1].reports if r.trigger.text == "shelling"]
    assert all(report.date is None or report.date.date_start is None for report in shelling)
    mines = [i for i in link_reports(pages).incidents if i.event_mode == "explosives"]
    assert [(i.place.name if i.place else None, i.n_reports) for i in mines] == [("Pikit", 1)]

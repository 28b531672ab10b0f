"""A change on the day of publication counts only where the page's clocks tell that it came later."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.read import read_page

DAY = date(2021, 7, 15)
TEXT = "<h1>Shells fall on Velm</h1><p>Shells fell on the market of Velm and killed two people, a nurse said.</p>"


@pytest.mark.parametrize(
    ("published", "modified", "updated"),
    [
        ("2021-07-15T09:00:00.000Z", "2021-07-15T09:00:00.000Z", None),
        ("2021-07-15T09:00:00Z", "2021-07-15T11:00:00+02:00", None),
        ("2021-07-15T09:00:00Z", "2021-07-15T08:59:30Z", None),
        ("2021-07-15", "2021-07-15", None),
        ("2021-07-15", "2021-07-15T18:00:00Z", None),
        ("2021-07-15T09:00:00Z", "2021-07-15T18:00:00Z", DAY),
        ("2021-07-15T09:00:00", "2021-07-15T18:00:00", DAY),
        ("2021-07-15T09:00:00", "2021-07-15T09:00:00", None),
        ("2021-07-15T09:00:00Z", "2021-07-17T09:00:00Z", date(2021, 7, 17)),
    ],
)
def test_a_change_on_the_day_of_publication(published: str, modified: str, updated: date | None) -> None:
    page = read_page(
        f'<html><head><meta property="article:published_time" content="{published}">'
        f'<meta property="article:modified_time" content="{modified}"></head><body>{TEXT}</body></html>',
        name="velm.html",
    )
    assert (page.published, page.updated) == (DAY, updated)
    assert any(one.field == "updated" for one in page.statements)


def test_the_day_of_a_change_without_a_day_of_publication_stays() -> None:
    head = '<meta property="article:modified_time" content="2021-07-15T09:00:00Z">'
    page = read_page(f"<html><head>{head}</head><body>{TEXT}</body></html>", name="velm.html")
    assert (page.published, page.updated) == (None, DAY)

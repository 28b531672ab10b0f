"""A count of years back from a day at hand is one date, years ago: never the day of the anniversary."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.date import resolve


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("One year ago today, bombs fell on the market.", "2024-12-10", "2024-12-10"),
        ("A year ago on Monday, gunmen killed nine.", "2024-12-08", "2024-12-08"),
        ("Exactly two years ago on Tuesday shells hit the depot.", "2023-12-09", "2023-12-09"),
        ("Three years ago this month, the army seized power.", "2022-12-01", "2022-12-31"),
        ("Two decades ago today the bridge was blown up.", "2005-12-10", "2005-12-10"),
        ("Six months ago today the siege began.", "2025-06-10", "2025-06-10"),
    ],
)
def test_an_anniversary_is_of_a_day_years_back(text: str, start: str, end: str) -> None:
    [found] = resolve(text, published=date(2025, 12, 10))
    assert (str(found.when.date_start), str(found.when.date_end)) == (start, end)


def test_two_dates_side_by_side_stay_two() -> None:
    assert len(resolve("They met two years ago, and on Monday they met anew.", published=date(2025, 12, 10))) == 2

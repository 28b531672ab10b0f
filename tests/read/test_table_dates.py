"""Days in tables: read where they can be read in one way, and never guessed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import Reason
from khabar.read.item import Page
from khabar.read.table import Columns, rows_of
from khabar.read.table_dates import NotADay, Order, TwoWays, order_of, read_day
from khabar.records import Failure

DAY = date(2018, 4, 19)


@pytest.mark.parametrize(
    "value",
    [
        "2018-04-19", " 2018-04-19 ", "2018-4-19", "2018/04/19", "2018.04.19", "2018-04-19 22:10:00",
        "2018-04-19T22:10:00Z", "2018-04-19T23:30:00-04:00", "2018-04-19T00:30:00.123+05:30", "2018-04-19, 10:00",
        "20180419", 20180419, 20180419.0, "20180419.0", "20180419120000", 20180419120000, "201804191200",
        "20180419T120000Z", "1524096000", 1524096000, 1524182399.5, "1524096000.123", "1524096000000", 1524096000000,
        "1524096000000000", "1524096000000000000", "19/04/2018", "19.04.2018", "19-04-2018", "4/19/2018", "04/19/2018",
        "19/04/2018 22:10", "19 April 2018", "19 Apr 2018", "April 19, 2018", "Apr. 19, 2018",
        "Thursday, 19 April 2018",
        "Thu, 19 Apr 2018 22:10:00 GMT", "Thu Apr 19, 2018 10:00 AM", "19-Apr-2018", "19th April 2018", "April 19 2018",
        DAY, datetime(2018, 4, 19, 23, 59), datetime(2018, 4, 19, 23, tzinfo=timezone(timedelta(hours=-11))),
    ],
)  # fmt: skip
def test_a_day_in_every_usual_writing(value: Any) -> None:
    assert read_day(value) == DAY


@pytest.mark.parametrize("value", ["", " ", None, float("nan"), "NaN", "null", "None", "N/A", "-", "\\N"])
def test_an_empty_cell_has_no_day_and_no_fault(value: Any) -> None:
    assert read_day(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "yesterday", "2 hours ago", "2018", "2018-04", "April 2018", "2018-13-19", "2018-02-30", "30/30/2018",
        "31/02/2018", "19/04/18", "2018-W16-4", "20181319", "99999999", 43209, "43209", True, 1.5, [DAY], {"day": 19},
        "19 avril 2018", "19 Ju 2018", "1-2-3", "0000-01-01", "9999-12-31", "17 May 2018 - 19 May 2018", "x" * 500,
        "12345678901", "²0180419", "٢٠١٨-٠٤-١٩x",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_and_no_guess(value: Any) -> None:
    with pytest.raises(NotADay):
        read_day(value)


@pytest.mark.parametrize("value", ["03/04/2018", "3.4.2018", "03-04-2018 10:00"])
def test_what_can_be_read_two_ways_needs_its_column(value: str) -> None:
    with pytest.raises(TwoWays):
        read_day(value)
    assert read_day(value, order=Order.DAY_FIRST) == date(2018, 4, 3)
    assert read_day(value, order=Order.MONTH_FIRST) == date(2018, 3, 4)


def test_the_same_number_twice_is_one_day_either_way() -> None:
    assert read_day("04/04/2018") == date(2018, 4, 4)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2018", "19/04/2018"], Order.DAY_FIRST),
        (["03/04/2018", "04/19/2018", "nothing", None, 5], Order.MONTH_FIRST),
        (["03/04/2018", "04/05/2018"], None),
        (["19/04/2018", "04/19/2018"], None),
        (["2018-04-19", "40/04/2018", "4/40/2018"], None),
        ([], None),
    ],
)
def test_a_column_decides_where_all_its_days_agree(values: list[Any], order: Order | None) -> None:
    assert order_of(values) is order


def test_a_format_that_is_given_is_tried_first_and_what_is_plain_stays_so() -> None:
    assert read_day("19/04/18", written="%d/%m/%y") == DAY
    assert read_day("03/04/2018", written="%m/%d/%Y") == date(2018, 3, 4)
    assert read_day("2018-04-19", written="%m/%d/%Y") == DAY


@given(st.dates(min_value=date(1977, 1, 1), max_value=date(2100, 12, 31)), st.times())
def test_every_day_comes_back_from_every_plain_writing(day: date, time: Any) -> None:
    moment = datetime.combine(day, time, tzinfo=UTC)
    for value in (
        day.isoformat(),
        moment.isoformat(),
        day.strftime("%Y%m%d"),
        moment.strftime("%Y%m%d%H%M%S"),
        day.strftime("%d %B %Y"),
        day.strftime("%b %d, %Y"),
        int(moment.timestamp()),
        int(moment.timestamp() * 1000),
    ):
        assert read_day(value) == day, value


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.binary(max_size=10), st.booleans()))
def test_anything_is_a_day_or_none_or_a_fault_of_value(value: Any) -> None:
    try:
        found = read_day(value)
    except NotADay:
        return
    assert found is None or 1700 <= found.year <= 2100


def table(*days: str) -> bytes:
    return b"text,date\n" + b"".join(f"Shells fell.,{day}\n".encode() for day in days)


def read(data: bytes, columns: Columns | None = None, *, once: bool = False) -> list[Page | Failure]:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    return list(rows_of((Once if once else io.BytesIO)(data), "t.csv", columns))


@pytest.mark.parametrize("n_before", [0, 1, 500])
def test_one_day_far_below_decides_for_all_above(n_before: int) -> None:
    """In a file, that is: what can be read only once is judged by its beginning."""
    days = ["03/04/2018"] * n_before + ["19/04/2018", "05/06/2018"]
    found = [page.published for page in read(table(*days)) if isinstance(page, Page)]
    assert found == [date(2018, 4, 3)] * n_before + [DAY, date(2018, 6, 5)]


def test_plain_days_above_do_not_hide_what_a_day_below_can_mean() -> None:
    found = read(table(*["19/04/2018"] * 60, "03/04/2018"))
    assert isinstance(found[-1], Page)
    assert found[-1].published == date(2018, 4, 3)


def test_what_is_set_aside_above_the_first_row_is_said_once() -> None:
    data = b"text,date\n" + b"short\n" * 70 + b"Shells fell.,03/04/2018\nShells fell.,19/04/2018\nshort\n"
    found = read(data)
    assert [item.name for item in found] == [f"t.csv!{number}" for number in range(1, 74)]
    assert [page.published for page in found if isinstance(page, Page)] == [date(2018, 4, 3), DAY]


def test_a_column_that_does_not_decide_is_one_failure_and_its_pages_have_no_day() -> None:
    for once in (False, True):
        failure, *pages = read(table("03/04/2018", "05/06/2018"), once=once)
        assert isinstance(failure, Failure)
        assert failure.reason is Reason.BAD_DATE
        assert failure.name == "t.csv"
        assert "'03/04/2018' in row 1" in failure.detail
        assert "--date-format %d/%m/%Y or %m/%d/%Y" in failure.detail
        assert [page.published for page in pages if isinstance(page, Page)] == [None, None]


def test_a_column_that_disagrees_gives_the_days_that_are_plain() -> None:
    found = read(table("19/04/2018", "04/20/2018", "03/04/2018", "03/05/2018"))
    assert [page.published for page in found if isinstance(page, Page)] == [DAY, date(2018, 4, 20), None, None]
    assert [item.reason for item in found if isinstance(item, Failure)] == [Reason.BAD_DATE]


def test_a_day_that_cannot_be_read_is_a_failure_beside_its_page() -> None:
    found = read(table("2018-04-19", "last week"))
    assert [page.published for page in found if isinstance(page, Page)] == [DAY, None]
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert (failure.name, failure.reason) == ("t.csv!2", Reason.BAD_DATE)
    assert "'last week'" in failure.detail
    assert "coded without its day" in failure.detail


def test_a_format_that_is_given_settles_it() -> None:
    (page,) = read(table("03/04/2018"), Columns(date_format="%m/%d/%Y"))
    assert isinstance(page, Page)
    assert page.published == date(2018, 3, 4)

"""Wordings by which newsrooms of many countries name days."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.date import resolve

WEDNESDAY = date(2024, 6, 12)

CASES = [
    ("The fort was mined the Friday before last.", "2024-05-31", "2024-05-31"),
    ("They will march on Friday week.", "2024-06-21", "2024-06-21"),
    ("Raiders burned the mill on Friday last week.", "2024-06-07", "2024-06-07"),
    ("They will meet a week from Monday.", "2024-06-24", "2024-06-24"),
    ("Raiders burned the mill the week before last.", "2024-05-27", "2024-06-02"),
    ("Raiders burned the mill the night before last.", "2024-06-10", "2024-06-10"),
    ("Shots were heard on Monday and Tuesday.", "2024-06-10", "2024-06-11"),
    ("Shots were heard on Sunday night into Monday.", "2024-06-09", "2024-06-10"),
    ("Shots were heard on 4, 5 and 7 June.", "2024-06-04", "2024-06-07"),
    ("Shots were heard in the latter half of May.", "2024-05-16", "2024-05-31"),
    ("Shots were heard in the first three weeks of May.", "2024-05-01", "2024-05-21"),
    ("Shots were heard on the last day of February.", "2024-02-29", "2024-02-29"),
    ("Shots were heard from November 2023 to January.", "2023-11-01", "2024-01-31"),
    ("Shots were heard on the twenty-second of May.", "2024-05-22", "2024-05-22"),
    ("Over the last week shots were heard.", "2024-06-05", "2024-06-12"),
    ("Since the start of the year shots were heard.", "2024-01-01", None),
    ("The camp closed just over a month ago.", "2024-05-01", "2024-05-12"),
    ("The camp will close in ten days.", "2024-06-22", "2024-06-22"),
    ("The camp was built in ten days.", None, None),
    ("The toll for H2 2023 is out.", "2023-07-01", "2023-12-31"),
    ("A man was shot over Memorial Day weekend.", "2024-05-25", "2024-05-27"),
    ("A man was shot during Eid.", "2024-04-10", "2024-04-12"),
    ("A man was shot on Ghana's Independence Day.", "2024-03-06", "2024-03-06"),
    ("A man was shot on Independence Day.", "2024-06-12", "2024-06-12"),
    ("A man was shot on Republic Day.", None, None),
    ("A man was shot on Bastille Day last year.", "2023-07-14", "2023-07-14"),
    ("The 17 November group shot a man.", None, None),
    ("Shots wounded two on Sat.", "2024-06-08", "2024-06-08"),
    ("Shots were heard on the second Sunday of May.", "2024-05-12", "2024-05-12"),
    ("Shots were heard on the last Friday of May.", "2024-05-31", "2024-05-31"),
    ("Shots were heard this time last year.", "2023-06-12", "2023-06-12"),
    ("Shots were heard on Tuesday (June 4).", "2024-06-04", "2024-06-04"),
    ("Shots were heard on Tuesday the 4th.", "2024-06-04", "2024-06-04"),
    ("Shots were heard on the 3rd and 4th of June.", "2024-06-03", "2024-06-04"),
    ("Shots were heard at 0230 hours on Monday.", "2024-06-10", "2024-06-10"),
    ("The camp will close the next month.", "2024-07-01", "2024-07-31"),
    ("Shots were heard the Friday before Easter.", "2024-03-29", "2024-03-29"),
    ("Shots were heard the Sunday after 5 May.", "2024-05-12", "2024-05-12"),
    ("Shots were heard midweek.", "2024-06-11", "2024-06-12"),
    ("The levy of FY2023 went to the militia.", "2023-01-01", "2023-12-31"),
    ("A man was shot at the turn of the year.", "2023-12-25", "2024-01-07"),
    ("The priest was shot on March 3, '19.", "2019-03-03", "2019-03-03"),
    ("The fourth of March last year was a day of riots.", "2023-03-04", "2023-03-04"),
    ("Shots were heard at 11:40 p.m. ET on Monday.", "2024-06-10", "2024-06-10"),
    ("Shots were heard at dawn on Monday.", "2024-06-10", "2024-06-10"),
    ("Shots were heard on Purim eve.", "2024-03-23", "2024-03-23"),
    ("Shots were heard on Yom Kippur in 1973.", "1973-10-06", "1973-10-06"),
    ("Shots were heard on Eid al-Fitr in 1994.", "1994-03-13", "1994-03-15"),
    ("Shots were heard on Leap Day.", "2024-02-29", "2024-02-29"),
    ("The vote is set for Friday.", "2024-06-14", "2024-06-14"),
    ("The vote is due on Friday.", "2024-06-14", "2024-06-14"),
    ("Two men were shot on 13 Dey.", "2024-01-03", "2024-01-03"),
    ("Police shot Asad 13 times.", None, None),
    ("They were tried by a man called August.", None, None),
    ("A suspect was named Monday.", "2024-06-10", "2024-06-10"),
    ("The film is about Saturday Night Live.", None, None),
    ("Shots were heard two Sundays ago.", "2024-06-02", "2024-06-02"),
    ("Shots were heard three weekends ago.", "2024-05-25", "2024-05-26"),
    ("Shots were heard earlier in the week.", "2024-06-10", "2024-06-12"),
    ("Shots were heard on 12.31.2023.", "2023-12-31", "2023-12-31"),
    ("Shots were heard on the 20th anniversary of 9/11.", "2021-09-11", "2021-09-11"),
    ("PM to visit flood zone Fri", "2024-06-14", "2024-06-14"),
]


@pytest.mark.parametrize(("text", "start", "end"), CASES)
def test_days(text: str, start: str | None, end: str | None) -> None:
    found = [one.when for one in resolve(text, WEDNESDAY) if one.when.date_start or one.when.date_end]
    given = [(str(w.date_start) if w.date_start else None, str(w.date_end) if w.date_end else None) for w in found]
    assert given == ([(start, end)] if start else [])


def test_an_outlet_tells_the_order_of_day_and_month() -> None:
    found = resolve("The bus was hit on 3/11/2022.", date(2022, 11, 10), url="https://www.dawn.com/news/1")
    assert [one.when.date_start for one in found] == [date(2022, 11, 3)]


@pytest.mark.parametrize("words", ["8pm on June 4", "June 4 at around 8pm", "Tuesday, June 4, at 8pm"])
def test_a_time_beside_a_day_is_of_that_day(words: str) -> None:
    assert [one.value for one in resolve(f"Shots were heard at {words}.", WEDNESDAY)] == ["2024-06-04T20:00"]

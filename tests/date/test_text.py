"""The whole stage on a text: datelines, moments, other calendars, what is counted from what was named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from khabar.date import resolve

TUESDAY = date(2024, 6, 18)

# text, published, the words asked for, first day, last day, TIMEX3 value
CASES = [
    ("VELM, 15 June (Wire) - Shells fell yesterday.", TUESDAY, "yesterday", "2024-06-14", "2024-06-14", "2024-06-14"),
    ("VELM, 15 May (Wire) - Shells fell yesterday.", TUESDAY, "yesterday", "2024-06-17", "2024-06-17", "2024-06-17"),
    ("A raid began on 3 June. Two days later it ended.", TUESDAY, "Two days later", "2024-06-05", "2024-06-05", None),
    ("He fell on 20 May; the next Sunday he died.", TUESDAY, "next Sunday", "2024-05-26", "2024-05-26", "2024-05-26"),
    ("He fell on 20 May; the previous Sunday he won.", TUESDAY, "previous Sunday", "2024-05-19", "2024-05-19", None),
    ("He was hit the previous Tuesday.", TUESDAY, "previous Tuesday", "2024-06-11", "2024-06-11", "2024-06-11"),
    ("They struck overnight on Sunday.", TUESDAY, "overnight on Sunday", "2024-06-16", "2024-06-17", "2024-06-16TNI"),
    ("They struck overnight into Sunday.", TUESDAY, "overnight into Sunday", "2024-06-15", "2024-06-16", None),
    ("He left after midnight on Monday.", TUESDAY, "after midnight on Monday", "2024-06-17", "2024-06-17", None),
    ("The last three months of 2023.", TUESDAY, "The last three months of 2023", "2023-10-01", "2023-12-31", None),
    ("In the last days of the siege ten died.", TUESDAY, "days", None, None, None),
    ("Monday and Tuesday of last week.", TUESDAY, "Monday and Tuesday of last week", "2024-06-10", "2024-06-11", None),
    ("A judge has set Friday for the verdict.", TUESDAY, "Friday", "2024-06-21", "2024-06-21", "2024-06-21"),
    ("The jury is due in court over the raid on Friday.", TUESDAY, "Friday", "2024-06-14", "2024-06-14", "2024-06-14"),
    ("The army will begin attacks on Friday.", TUESDAY, "Friday", "2024-06-21", "2024-06-21", "2024-06-21"),
    ("It was founded in Ramadan 1437.", TUESDAY, "Ramadan 1437", "2016-06-05", "2016-07-06", "2016-06-06"),
    ("They met on 12 Ramadan 1445.", TUESDAY, "12 Ramadan 1445", "2024-03-21", "2024-03-23", "2024-03-22"),
    ("They marched on 22 Bahman.", TUESDAY, "22 Bahman", "2024-02-11", "2024-02-11", "2024-02-11"),
    ("The list says 03/04/2021.", TUESDAY, "03/04/2021", None, None, None),
    ("Raids on 23/03/2021 and on 03/04/2021.", TUESDAY, "03/04/2021", "2021-04-03", "2021-04-03", None),
    ("Fighting began in the spring.", TUESDAY, "the spring", "2024-03-01", "2024-05-31", "2024-SP"),
    ("It ended in the first week of May.", TUESDAY, "the first week of May", "2024-05-01", "2024-05-07", None),
    ("Nine died in the past week.", TUESDAY, "the past week", "2024-06-11", "2024-06-18", None),
    ("The order of 3-Jun-2024 stands.", TUESDAY, "3-Jun-2024", "2024-06-03", "2024-06-03", "2024-06-03"),
    ("He was shot on the 12th.", TUESDAY, "the 12th", "2024-06-12", "2024-06-12", "2024-06-12"),
    ("He was shot in the week of 3 June.", TUESDAY, "the week of 3 June", "2024-06-03", "2024-06-09", "2024-W23"),
    ("A drive-by Monday night hurt two.", TUESDAY, "Monday night", "2024-06-17", "2024-06-17", "2024-06-17TNI"),
    ("Since the September 11 attacks all is new.", TUESDAY, "September 11", "2001-09-11", "2001-09-11", "2001-09-11"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "words", "start", "end", "value"), CASES)
def test_a_text(text: str, published: date, words: str, start: str | None, end: str | None, value: str | None) -> None:
    found = next(one for one in resolve(text, published) if one.text == words)
    days = [day.isoformat() if day else None for day in (found.when.date_start, found.when.date_end)]
    assert days == [start, end]
    assert value is None or found.value == value


def test_names_and_counts_are_no_days() -> None:
    text = "General Friday Osei of the April 6 Youth Movement said that troops used 2001 shells."
    assert not [one.text for one in resolve(text, TUESDAY) if one.when.date_start]


@pytest.mark.parametrize(
    ("town", "hour", "days"),
    [
        ("LOS ANGELES", 2, ("2024-06-17", "2024-06-17")),
        ("CHICAGO", 4, ("2024-06-17", "2024-06-18")),
        ("MANILA", 23, ("2024-06-19", "2024-06-19")),
        ("LONDON", 12, ("2024-06-18", "2024-06-18")),
    ],
)
def test_today_is_that_of_the_town_in_the_dateline(town: str, hour: int, days: tuple[str, str]) -> None:
    moment = datetime(2024, 6, 18, hour, 30, tzinfo=UTC)
    (found,) = resolve(f"{town} - Two men were shot today.", moment)
    assert (str(found.when.date_start), str(found.when.date_end)) == days


@pytest.mark.parametrize(
    "text",
    [
        "After the fall of the city he fled.",
        "The July 22 Front met.",
        "He prayed at the Friday Mosque.",
        "Black September shot him.",
        "See Article 1975.",
    ],
)
def test_a_name_is_no_date(text: str) -> None:
    assert not any(one.when.date_start for one in resolve(text, TUESDAY))

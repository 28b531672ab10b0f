"""Streets, hours and persons: what tells two happenings of one day in one town apart."""

from __future__ import annotations

from khabar.link.marks import Marks, agreement, marks_in, together


def marks(*lines: str) -> Marks:
    read = [marks_in(line) for line in lines]
    return together(read, read[:1])


def test_two_blocks_of_two_streets_are_two_places() -> None:
    one = marks("A man was hurt in the 1200 block of North Olden Avenue at 7:15 p.m.")
    other = marks("A woman was hit in the 3400 block of Harrow St. around 1 a.m.")
    again = marks("Police came to 1225 N. Olden Ave. at 7:20 pm and found a man.")
    assert dict(agreement(one, other)) == {"address": -1.0, "clock": -1.0}
    assert dict(agreement(one, again)) == {"address": 1.0, "clock": 0.5}


def test_a_street_without_a_block_counts_as_a_street() -> None:
    one = marks("Shots fell on Olden Avenue.")
    other = marks("They lived in the 1200 block of Olden Avenue.")
    assert dict(agreement(one, other)) == {"streets": 1.0}


def test_the_hour_of_the_page_is_none_of_the_deed() -> None:
    assert marks("Posted: Sunday, 11:24 AM").clocks == ()
    assert marks("The raid began at 0200 GMT, 6 a.m. there").clocks == ()
    assert marks("It began at 14:30 and ended at 3 p.m.").clocks == (870, 900)


def test_clock_times_on_both_sides_of_midnight_are_near() -> None:
    assert dict(agreement(marks("It was 11:55 p.m."), marks("It was 12:05 a.m."))) == {"clock": 0.5}


def test_a_person_is_known_by_last_name_and_age() -> None:
    one = marks("Ilya Borden, 17, died.", "Marc Teller, 40, was held.")
    other = marks("The dead were 17-year-old I. Borden and a friend.", "Marc Teller, 40, is held.")
    assert dict(agreement(one, other))["persons"] == 1.0
    assert "persons" not in dict(agreement(one, marks("Ilya Borden, 18, left.")))


def test_of_many_struck_other_ages_say_nothing() -> None:
    one, other = marks("A 7-year-old girl was killed."), marks("A 60-year-old man was killed.")
    assert dict(agreement(one, other)) == {"head_ages": -1.0}
    assert dict(agreement(one, other, many=True)) == {}


def test_a_page_that_sums_up_several_deeds_says_so() -> None:
    assert marks("Six hurt in three separate shootings").several
    assert not marks("Six hurt in a shooting").several


def test_morning_and_evening_are_apart_where_no_hour_is_given() -> None:
    morning, evening = marks("A bomb went off early on Monday."), marks("He was shot as he left evening Mass.")
    assert dict(agreement(morning, evening)) == {"daytime": -1.0}
    assert dict(agreement(evening, marks("He was shot late on Monday."))) == {"daytime": 1.0}
    assert dict(agreement(morning, marks("It fell overnight."))) == {"daytime": 1.0}
    assert dict(agreement(marks("At 7 a.m., in the morning"), marks("At 7 p.m. in the evening"))) == {"clock": -1.0}

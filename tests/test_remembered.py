"""What is only remembered, blamed on somebody, or done by the forces of two nations."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Coded, EventType, Report, Role


@cache
def code(text: str) -> Coded:
    return Coder().code(read_page(text, name="test", published=date(2021, 6, 24)))


def assault(text: str) -> Report:
    return next(r for r in code(text).reports if r.event_type is EventType.ASSAULT)


def names(report: Report, role: Role) -> list[str | None]:
    return [a.name for a in report.actors if a.role is role]


@pytest.mark.parametrize(
    "text",
    [
        "A monument to the 30 villagers killed in the massacre was unveiled in Tuzla on Monday.",
        "A plaque for the 12 people killed in the bombing was put up in Bali on Tuesday.",
        "Officials marked the tenth anniversary of the bombing in Bali on Tuesday.",
    ],
)
def test_the_day_of_a_remembrance_is_not_that_of_the_deed(text: str) -> None:
    assert assault(text).date is None


def test_the_place_of_a_remembrance_is_not_that_of_the_deed() -> None:
    place = assault("A statue of the 40 people killed in the Kharkiv strike was unveiled in Warsaw on Monday.").place
    assert place is not None
    assert place.name == "Kharkiv"


def test_a_remembered_deed_keeps_its_own_day_and_place() -> None:
    report = assault("Relatives of three men shot dead by police in Lahore on Sunday blocked a road on Monday.")
    assert report.place is not None
    assert report.date is not None
    assert (report.place.name, report.date.date_start) == ("Lahore", date(2021, 6, 20))


@pytest.mark.parametrize(
    "text",
    [
        "The bombing, which Chad blamed on Boko Haram, killed 13 people in Bol.",
        "A drone attack blamed on the Houthis killed three people in Marib.",
    ],
)
def test_who_is_blamed_aside_is_no_doer_in_the_authors_voice(text: str) -> None:
    assert names(assault(text), Role.AGENT) == []
    accused = next(r for r in code(text).reports if r.event_type is EventType.ACCUSE)
    assert names(accused, Role.TARGET) != []


def test_who_blames_by_a_sentence_of_its_own_names_the_doer() -> None:
    report = assault("Chad blamed Boko Haram for the bombing in Bol.")
    assert names(report, Role.AGENT) == ["Boko Haram"]
    assert report.chain[-1].text == "Chad"


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        (
            "Rwandan and Ugandan soldiers attacked Bunia.",
            ["armed forces of Rwanda", "armed forces of Uganda"],
        ),
        ("Rwandan soldiers attacked Bunia.", ["armed forces of Rwanda"]),
        ("Rwandan and local soldiers attacked Bunia.", ["armed forces of Rwanda"]),
    ],
)
def test_the_forces_of_two_nations_are_two_doers(text: str, agents: list[str]) -> None:
    assert names(assault(text), Role.AGENT) == agents


def test_an_airlines_plane_is_no_air_forces() -> None:
    plane = next(
        a for a in assault("Rebels shot down an Ethiopian Airlines plane near Shire.").actors if a.role is Role.TARGET
    )
    assert plane.kind == "business"

"""How a toll rose: what an outlet replaces itself is history, and no contradiction."""

from __future__ import annotations

from datetime import date

from khabar.link import link_reports
from khabar.records import Coded, Incident
from tests.link.build import Say, coded


def one(*documents: Coded) -> Incident:
    [incident] = link_reports(documents).incidents
    return incident


def page(outlet: str, day: int, killed: int, text: str = "Velm was hit", speaker: str | None = None) -> Coded:
    say = Say(f"{text}, {killed} dead on day {day}", killed=killed, speaker=speaker)
    return coded(outlet, say, published=f"2020-05-{day:02}")


def test_a_toll_that_rises_over_three_days_is_one_incident_with_its_history() -> None:
    incident = one(*(page(outlet, day, killed) for outlet in "AB" for day, killed in ((2, 12), (3, 14), (4, 15))))
    assert incident.tolls["killed"] == {"low": 15, "best": 15, "high": 15}
    assert incident.contradictions == ()
    assert [(step.published, step.best, step.outlets, step.current) for step in incident.history["killed"]] == [
        (date(2020, 5, 2), 12, ("A", "B"), False),
        (date(2020, 5, 3), 14, ("A", "B"), False),
        (date(2020, 5, 4), 15, ("A", "B"), True),
    ]
    # Every figure is still there, with the reports behind it.
    assert {v.value["best"] for v in incident.fields["killed"]} == {12, 14, 15}


def test_another_outlets_higher_figure_is_a_contradiction() -> None:
    incident = one(page("A", 2, 12), page("B", 3, 14))
    assert incident.tolls["killed"] == {"low": 12, "best": 14, "high": 14}
    assert incident.contradictions == ("how many killed: 12 or 14",)
    assert [step.current for step in incident.history["killed"]] == [True, True]


def test_a_lower_figure_of_a_later_page_replaces_nothing_unless_it_is_called_a_correction() -> None:
    assert one(page("A", 2, 12), page("A", 3, 2)).tolls["killed"]["best"] == 12
    corrected = page("A", 3, 9, "The death toll in Velm was lowered from 12")
    incident = one(page("A", 2, 12), corrected)
    assert incident.tolls["killed"] == {"low": 9, "best": 9, "high": 9}
    assert [step.revised for step in incident.history["killed"]] == [False, True]
    assert incident.contradictions == ()


def test_two_speakers_through_one_outlet_are_two_accounts() -> None:
    army = page("A", 2, 3, speaker="XXA.MIL")
    rebels = page("A", 3, 20, speaker="group:rebels")
    assert one(army, rebels).tolls["killed"] == {"low": 3, "best": 20, "high": 20}
    later = page("A", 4, 5, speaker="XXA.MIL")
    assert one(army, rebels, later).tolls["killed"]["low"] == 5


def test_a_risen_toll_leaves_no_contradiction_behind() -> None:
    first = [page(outlet, 2, 12, f"Velm was hit, {outlet}") for outlet in "ABC"]
    incident = one(*first, page("D", 4, 15, "The death toll in Velm rose from 12"))
    assert incident.contradictions == ()
    assert [(s.best, s.current) for s in incident.history["killed"]] == [(12, False), (15, True)]
    assert incident.rules["killed"].startswith("the latest")


def test_one_figure_has_no_history() -> None:
    assert one(page("A", 2, 12), page("B", 3, 12)).history == {}

"""Who it was by the land the news is of: peoples over a border, soldiers of another, short names, doers blamed."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.coding.ruled import is_ruled, local_name
from khabar.read import read_page
from khabar.records import Report, Role


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def of(coder: Coder, text: str, trigger: str, on: date) -> Report:
    return next(r for r in coder.code(read_page(text, name="x", published=on)).reports if r.trigger.text == trigger)


def ids(report: Report, role: Role) -> list[str | None]:
    return [a.actor_id for a in report.actors if a.role is role]


@pytest.mark.parametrize(
    ("on", "text", "trigger", "role", "wanted"),
    [
        ("1993-05-10", "Serb gunners shelled Gorazde on Sunday.", "shelled", Role.AGENT,
         "group:bosnian-serb-people"),
        ("1993-05-10", "Croat women blocked a road at Vitez in Bosnia on Sunday.", "blocked", Role.AGENT,
         "group:bosnian-croat-people"),
        ("1991-11-10", "Serb forces shelled Vukovar in Croatia on Sunday.", "shelled", Role.AGENT,
         "group:krajina-serbs"),
        ("1999-03-26", "Serb forces shelled Decani in Kosovo on Sunday.", "shelled", Role.AGENT, "SRB.MIL"),
        ("2015-10-10", "Soldiers shot a boy in Hebron on Friday.", "shot", Role.AGENT, None),
        ("2015-10-10", "Israeli soldiers raided Jenin on Friday. The soldiers shot a boy.", "shot", Role.AGENT,
         "ISR.MIL"),
        ("2015-10-10", "Youths threw stones at soldiers in Tulkarm on Friday.", "threw", Role.TARGET, None),
        ("2015-10-10", "Soldiers shot a boy in Kampala on Friday.", "shot", Role.AGENT, "UGA.MIL"),
        ("1999-09-06", "Soldiers burned houses in Dili on Friday.", "burned", Role.AGENT, None),
        ("2004-09-06", "Soldiers burned houses in Dili on Friday.", "burned", Role.AGENT, "TLS.MIL"),
        ("2000-05-01", "The LTTE stormed a camp near Jaffna. Earlier, Tigers abducted a teacher in Mannar.",
         "abducted", Role.AGENT, "group:ltte"),
        ("1989-06-13", "A car bomb killed nine in Huanta, Peru. Police blamed Shining Path rebels for the blast.",
         "blast", Role.AGENT, "group:shining-path"),
        ("1989-06-13", "A car bomb wrecked a Civil Guard post near Ayacucho in Peru.", "wrecked", Role.TARGET,
         "PER.POL.GC"),
        ("1989-06-13", "A car bomb wrecked a Civil Guard post near San Sebastian in Spain.", "wrecked", Role.TARGET,
         "ESP.POL.GC"),
        ("2015-06-10", "The army said that it had killed 12 rebels near Zamboanga on Monday.", "killed", Role.AGENT,
         "PHL.MIL"),
    ],
)  # fmt: skip
def test_whose_they_are(coder: Coder, on: str, text: str, trigger: str, role: Role, wanted: str | None) -> None:
    assert ids(of(coder, text, trigger, date.fromisoformat(on)), role)[0] == wanted


def test_whom_an_owner_in_the_clause_owns(coder: Coder) -> None:
    text = "The HVO accused Muslim forces of firing on their own people in Mostar on Monday."
    report = of(coder, text, "firing", date(1993, 7, 9))
    assert ids(report, Role.TARGET) == [None]


def test_men_set_apart_are_those_who_were_taken(coder: Coder) -> None:
    text = "Soldiers separated the men from the women in Axum and took them to a base in trucks after rounding them up."
    report = of(coder, text, "rounding", date(2020, 12, 1))
    assert [a.text for a in report.actors if a.role is Role.TARGET] == ["the men"]


def test_a_people_has_its_local_name() -> None:
    assert local_name("the Serbs", "BIH") == "the Bosnian Serbs"
    assert local_name("Serbian police", "BIH") == "Serbian police"
    assert local_name("Krajina Serb guns", "HRV") == "Krajina Serb guns"
    assert local_name("Albanian rebels", "ALB") == "Albanian rebels"


def test_lands_held_by_others() -> None:
    assert is_ruled("PSE", None)
    assert is_ruled("KWT", date(1990, 9, 1))
    assert not is_ruled("KWT", None)
    assert not is_ruled("BIH", date(2001, 1, 1))
    assert not is_ruled(None, date(2001, 1, 1))


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "targets"),
    [
        ("Gunmen stopped a bus near Kolda, made the passengers get down and shot dead nine traders.", "shot",
         ["gunmen"], ["nine traders"]),
        ("Baku denied firing on Goris on Friday.", "firing", ["baku"], ["goris"]),
        ("Police blamed the ELN for the kidnapping of 27 tourists on the road between Pasto and Tumaco.",
         "kidnapping", ["the eln"], ["27 tourists"]),
        ("Fourteen dead after insurgents storm Mozambican mining town", "storm", ["insurgents"],
         ["mozambican mining town"]),
        ("Ankara protested at mortar rounds landing in its villages, one of which wounded a child on Thursday.",
         "wounded", [], ["a child"]),
        ("The army said that it had hit the town and that militiamen had then shelled it.", "shelled",
         ["militiamen"], []),
        ("Rebels shelled the camp in Aden after the navy carried out a strike on a barracks in Mocha.", "strike",
         ["the navy"], ["a barracks"]),
        ("Two helicopters came under fire near Pemba on Monday.", "came", [], ["two helicopters"]),
        ("The militia killed wounded fighters in a clinic in Sirte on Monday.", "killed", ["the militia"],
         ["wounded fighters"]),
    ],
)  # fmt: skip
def test_who_did_it_to_whom(coder: Coder, text: str, trigger: str, agents: list[str], targets: list[str]) -> None:
    report = of(coder, text, trigger, date(2015, 6, 10))
    found = {role: [(a.text or "").lower() for a in report.actors if a.role is role] for role in Role}
    assert found[Role.AGENT] == agents
    assert found[Role.TARGET] == targets

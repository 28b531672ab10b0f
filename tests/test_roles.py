"""Who did it to whom, with what, where: one sentence of ours for each way in which grammar says it."""

from __future__ import annotations

from functools import cache

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Report, Role


@cache
def reports(text: str) -> tuple[Report, ...]:
    return Coder().code(read_page(text, name="roles")).reports


def report(text: str, trigger: str) -> Report:
    return next(r for r in reports(text) if trigger in r.trigger.text)


def words(told: Report, role: Role) -> list[str | None]:
    return [a.text for a in told.actors if a.role is role]


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "targets"),
    [
        ("Hospital attacked in Aleppo", "attacked", [], ["Hospital"]),
        ("Market shelled", "shelled", [], ["Market"]),
        ("Rebels attacked in Goma", "attacked", ["Rebels"], []),
        ("Army accused of killing ten villagers", "accused", [], ["Army"]),
        ("Army accused of killing ten villagers", "killing", ["Army"], ["ten villagers"]),
        ("Police foiled a plot to bomb the embassy.", "bomb", [], ["the embassy"]),
        ("The rebels plan to bomb the embassy.", "bomb", ["The rebels"], ["the embassy"]),
        ("Not the rebels but the army shelled the town.", "shelled", ["the army"], ["the town"]),
        ("The army, not the rebels, shelled the town.", "shelled", ["The army"], ["the town"]),
        (
            "An Armenian soldier killed and allegedly decapitated by Azerbaijani troops has been reburied.",
            "decapitated",
            ["Azerbaijani troops"],
            ["An Armenian soldier"],
        ),
        ("It was a bombing at a cafe in Madrid which killed 13 people.", "killed", [], ["13 people"]),
        ("The United States-led bombing campaign killed ten.", "bombing", ["United States"], []),
    ],
)
def test_who_did_it_to_whom(text: str, trigger: str, agents: list[str], targets: list[str]) -> None:
    told = report(text, trigger)
    assert words(told, Role.AGENT) == agents
    assert words(told, Role.TARGET) == targets


def test_they_of_two_that_were_named_is_nobody() -> None:
    told = report("US officials told Iraqi leaders that Iran had attacked them.", "attacked")
    assert words(told, Role.TARGET) == []


def test_he_can_be_somebody_whom_the_register_does_not_know() -> None:
    told = report("Mr Osterwald says he is protesting against the law.", "protesting")
    assert [(a.text, a.name, a.inferred) for a in told.actors if a.role is Role.AGENT] == [("he", "Mr Osterwald", True)]


@pytest.mark.parametrize(
    ("text", "trigger", "instrument"),
    [
        ("A roadside bomb killed three soldiers in Mosul.", "killed", ("roadside bomb", "ied")),
        ("Gunmen armed with AK-47s shot dead two men.", "shot", ("AK-47s", "firearm")),
        ("Rebels fired Katyusha rockets at the base.", "fired", ("Katyusha rockets", "rocket")),
        ("He stabbed the man with a kitchen knife.", "stabbed", ("kitchen knife", "blade")),
        ("Five were killed in a drone attack on Sunday.", "attack", ("drone", "drone")),
        ("An explosion killed five people.", "killed", None),
        ("A suicide bomber attacked the base.", "attacked", None),
        ("The rebels attacked the town with great force.", "attacked", None),
    ],
)
def test_with_what(text: str, trigger: str, instrument: tuple[str, str] | None) -> None:
    found = next((r for r in reports(text) if trigger in r.trigger.text), reports(text)[0]).instrument
    assert (None if found is None else (found.text, found.kind)) == instrument
    assert found is None or text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He spoke of the Orlando shooting.", "Orlando"),
        ("Chicago recorded 473 homicides last year.", "Chicago"),
        ("The strike on the eastern districts of Aleppo killed four.", "Aleppo"),
        ("Israel's raid killed four.", None),
    ],
)
def test_where(text: str, place: str | None) -> None:
    found = reports(text)[0].place
    assert (found.text if found else None) == place


def test_words_of_one_happening_are_told() -> None:
    text = "Gunmen attacked a convoy near Goma, killing three soldiers. The attack was condemned."
    coded = Coder().code(read_page(text, name="words"))
    first = coded.reports[0]
    named = {
        text[e.start : e.end] for e in coded.explanations if e.field == "trigger" and e.report_id == first.report_id
    }
    assert first.trigger.text == "attacked"
    assert "killing" in named


@pytest.mark.parametrize(
    ("text", "trigger", "role", "country"),
    [
        ("The Azerbaijani parliament threatened to break relations with Russia.", "threatened", Role.TARGET, "RUS"),
        ("Ghana rejected an Indian proposal for talks.", "rejected", Role.TARGET, "IND"),
        ("Iran threatened to close the strait unless Iraq accepted its terms.", "threatened", Role.TARGET, "IRQ"),
        ("Students staged a protest to demand reforms by Indonesia's government.", "protest", Role.TARGET, "IDN"),
        ("Hungarian refugees attacked the camp.", "attacked", Role.AGENT, "HUN"),
        ("Rebels bombed a village in West Darfur.", "bombed", Role.TARGET, "SDN"),
        ("Workers throughout Indonesia demonstrated on Monday.", "demonstrated", Role.AGENT, "IDN"),
        ("Hungary has said it will support a resolution against Serbia.", "support", Role.AGENT, "HUN"),
        ("Rebels bombed a village in the hills.", "bombed", Role.TARGET, None),
    ],
)
def test_whose_they_are(text: str, trigger: str, role: Role, country: str | None) -> None:
    told = report(text, trigger)
    assert [a.country_iso3 for a in told.actors if a.role is role] == [country]


def test_who_issued_a_declaration_is_who_demands() -> None:
    told = report("The party issued a declaration demanding that the government resign.", "demanding")
    assert words(told, Role.AGENT) == ["The party"]


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        ("Journalist murders rose last year.", "murders", ["Journalist"]),
        ("By the end of 1972, 496 civilians had been killed.", "killed", ["496 civilians"]),
        ("The house was shelled, killing four people.", "shelled", ["The house", "four people"]),
    ],
)
def test_who_suffers_is_no_doer(text: str, trigger: str, targets: list[str]) -> None:
    told = report(text, trigger)
    assert words(told, Role.AGENT) == []
    assert words(told, Role.TARGET) == targets

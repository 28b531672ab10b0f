"""What is nobody's deed, whose deed it is and what it cost, where a sentence tells of several things."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link.aggregate import sums_up
from khabar.read import read_page
from khabar.records import EventType, Measure, Polarity, Report, Role


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def reports(coder: Coder, text: str) -> tuple[Report, ...]:
    return coder.code(read_page(text, name="x", published=date(2024, 3, 14))).reports


@pytest.mark.parametrize(
    "text",
    [
        "A Ghana Air Force transport plane carrying troops overshot the runway at Tamale and burst into flames, "
        "killing 12 soldiers and two farmers.",
        "A fighter jet caught fire and exploded over Leh, killing its two pilots.",
        "A fuel truck overturned and burst into flames near Kano, killing 30 people.",
        "A police helicopter crashed into a hillside near Cali and exploded, killing nine officers.",
    ],
)
def test_a_craft_that_came_to_grief_by_itself_is_no_deed(coder: Coder, text: str) -> None:
    assert not reports(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "The warship sank a fishing boat off Aden, killing nine sailors.",
        "A rebel truck packed with explosives overturned and exploded, killing five.",
        "The shell hit a truck, which burst into flames, killing two.",
        "The gunmen burst into the church and killed nine.",
    ],
)
def test_a_craft_that_was_struck_or_strikes_is_one(coder: Coder, text: str) -> None:
    assert any(r.event_type is EventType.ASSAULT for r in reports(coder, text))


def test_a_crash_of_another_year_adds_nothing_to_a_bombing(coder: Coder) -> None:
    text = (
        "Rebels bombed the cathedral of Jolo on Monday, killing 20 people. "
        "It was the worst day for the island since a plane crashed in 1993 and killed 30."
    )
    assert [t.best for r in reports(coder, text) for t in r.tolls] == [20]


def named(report: Report, role: Role) -> list[str | None]:
    return [a.text for a in report.actors if a.role is role]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Six soldiers were killed when the army retook the barracks.", []),
        ("Three troops died when government forces recaptured the town of Sake.", ["government forces"]),
        ("Five Kenyan soldiers were killed when Kenyan troops stormed the base.", []),
        ("Ten of its own men were killed when the army stormed the village.", []),
        ("Two rebel soldiers were killed when the army retook the village.", ["the army"]),
        ("Four Somali soldiers were killed when al-Shabaab stormed the base.", ["al-Shabaab"]),
        ("Three of the attackers were killed when commandos retook the mall.", ["commandos"]),
        ("Two hostages were killed when the army stormed the school.", ["the army"]),
        ("Nine soldiers were killed when the air force bombed their base by mistake.", ["the air force"]),
    ],
)
def test_an_army_is_not_said_to_have_killed_its_own(coder: Coder, text: str, agents: list[str]) -> None:
    told = next(r for r in reports(coder, text) if any(t.measure is Measure.KILLED for t in r.tolls))
    assert named(told, Role.AGENT) == agents


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Chad lowers flags for 60 dead at Bol as jets hit camps in Borno", []),
        ("Niger mourns 30 dead as jets strike rebels in Gao", []),
        ("Thirty dead in Gao as jets strike rebels in Gao", [30]),
        ("Nine people are dead after gunmen attacked a bar in Lagos.", [9]),
        ("Ten die as jets strike rebels in Gao", [10]),
    ],
)
def test_the_dead_who_are_mourned_are_not_those_of_what_goes_on(coder: Coder, text: str, killed: list[int]) -> None:
    assert [t.best for r in reports(coder, text) for t in r.tolls] == killed


BOMB = "A bomb killed nine people in a bus station in Quetta on Friday. "


@pytest.mark.parametrize(
    ("claim", "doer", "voice"),
    [
        ("Hezbollah claimed responsibility on Sunday.", "Hezbollah", "Hezbollah"),
        ("Hezbollah admitted the attack on Sunday.", "Hezbollah", "Hezbollah"),
        ("Prosecutors say Hezbollah carried it out on the orders of Iran.", "Hezbollah", "Prosecutors"),
    ],
)
def test_who_claims_what_was_told_is_its_doer(coder: Coder, claim: str, doer: str, voice: str) -> None:
    told = reports(coder, BOMB + claim)[-1]
    assert named(told, Role.AGENT) == [doer]
    assert told.chain[-1].text == voice
    assert told.place is not None
    assert told.place.text == "Quetta"
    assert told.date is None or told.date.date_start == date(2024, 3, 8)


@pytest.mark.parametrize("text", ["No group has claimed responsibility.", "Hezbollah has not claimed responsibility."])
def test_where_nobody_claims_there_is_no_doer(coder: Coder, text: str) -> None:
    assert not any(named(r, Role.AGENT) for r in reports(coder, BOMB + text))


def test_whose_troops_fought_is_not_whom_they_fought(coder: Coder) -> None:
    told = reports(coder, "Uganda, whose troops fought beside the Congolese army, closed its border on Monday.")
    assert not any(named(r, Role.TARGET) for r in told if r.trigger.text == "fought")


def test_people_who_were_displaced_are_not_being_displaced(coder: Coder) -> None:
    assert not reports(coder, "He fled to a camp of displaced people in Shire.")
    assert reports(coder, "The army displaced 300 families from the village.")


def test_an_hour_is_nobody(coder: Coder) -> None:
    told = reports(coder, "A bomb went off at 3.10 pm in the market square, killing 28 people.")
    assert named(told[0], Role.TARGET) == ["28 people"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Museveni telephoned his Kenyan counterpart, William Ruto, on Monday.", "William Ruto"),
        ("The Indian foreign secretary, Arun Testov, accused Pakistan of shelling villages.", None),
    ],
)
def test_the_name_beside_an_office_outweighs_a_guess(coder: Coder, text: str, name: str | None) -> None:
    found = [
        a for a in reports(coder, text)[0].actors if "counterpart" in (a.text or "") or "secretary" in (a.text or "")
    ]
    assert [a.name for a in found if a.kind == "person"] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("They signed a deal in Doha on Tuesday to end two years of fighting in Tigray.", "fighting", "Tigray"),
        ("In Nikopol, rockets fired from across the Dnieper River killed two people.", "killed", "Nikopol"),
        ("In Kherson, shells fired from across the Dnipro hit a bus stop on Monday.", "hit", "Kherson"),
    ],
)
def test_a_deed_is_not_where_a_deal_is_signed_or_fire_comes_from(
    coder: Coder, text: str, trigger: str, place: str
) -> None:
    told = next(r for r in reports(coder, text) if r.trigger.text == trigger)
    assert told.place is not None
    assert told.place.text == place
    assert trigger != "fighting" or told.date is None


def test_a_raid_is_not_where_somebody_was_when_it_took_place(coder: Coder) -> None:
    text = "Troops raided a house in Lima on Monday. The minister was fishing in Iquitos when the raid took place."
    assert all(r.place is None or r.place.text == "Lima" for r in reports(coder, text))


def test_a_town_before_a_rally_is_not_a_government_that_protests(coder: Coder) -> None:
    told = next(
        r
        for r in reports(coder, "Nineteen dead after troops break up Tbilisi rally")
        if r.event_type is EventType.PROTEST
    )
    assert named(told, Role.AGENT) == []


def test_what_a_war_has_cost_is_a_sum(coder: Coder) -> None:
    [war] = reports(coder, "A conflict with rebels in the south has killed 7,000 people.")
    [deed] = reports(coder, "A bomb killed 40 people in Gao on Monday.")
    assert sums_up(war, None)
    assert not sums_up(deed, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jets killed Karim Said, a commander of Hezbollah.", "Hezbollah"),
    ],
)
def test_a_leader_of_a_group_stands_for_it(coder: Coder, text: str, name: str) -> None:
    assert name in [a.name for r in reports(coder, text) for a in r.actors if a.role is Role.TARGET]


def test_who_takes_no_part_in_talks_denies_none(coder: Coder) -> None:
    assert reports(coder, "Eritrea took no part in the talks.")[0].polarity is Polarity.AFFIRMED
    assert reports(coder, "The army took no part in the attack.")[0].polarity is Polarity.DENIED

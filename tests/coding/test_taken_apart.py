"""Who did it to whom where the parser tears words apart, where words say whose, and which deed a word takes up."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import EventType, Report, Role


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def reports(coder: Coder, text: str, on: date = date(2021, 3, 27)) -> tuple[Report, ...]:
    return coder.code(read_page(text, name="x", published=on)).reports


def of(coder: Coder, text: str, trigger: str) -> Report:
    return next(r for r in reports(coder, text) if r.trigger.text == trigger)


def words(report: Report, *roles: Role) -> list[str | None]:
    return [a.text for a in report.actors if a.role in roles]


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "others"),
    [
        # the day behind a name
        ("The envoy met with President Salma Example Tuesday to discuss the truce.", "met", ["The envoy"],
         ["President Salma Example"]),
        ("Soldiers shot 14 marchers on Bloody Sunday.", "shot", ["Soldiers"], ["14 marchers"]),
        # figures, prefixes and lists
        ("Raiders have kidnapped up to 16 Russian advisers from a bazaar.", "kidnapped", ["Raiders"],
         ["up to 16 Russian advisers"]),
        ("Gunmen killed non-Muslims in Nairobi.", "killed", ["Gunmen"], ["non-Muslims"]),
        ("The US, Russia, and Chad met on Monday.", "met", ["The US", "Russia", "Chad"], []),
        # deeds in -ing, and whose arms they are done with
        ("Two women were wounded in Syrian army shelling in Idlib.", "shelling", ["Syrian army"], ["Two women"]),
        ("Four children were killed in Israeli tank shelling in Rafah.", "shelling", ["Israeli"], ["Four children"]),
        # datelines
        ("GAZA CITY, Palestinian Territories: Four men were killed in a blast on Friday.", "killed", [], ["Four men"]),
        # what is near or behind a second "at" is a place
        ("A mine blast near Kidal killed two men.", "mine blast", [], ["two men"]),
        ("A bomb went off near a bus in Kano.", "went off", [], ["a bus"]),
        ("Troops fired at marchers and reporters at Lekki on Tuesday.", "fired", ["Troops"], ["marchers", "reporters"]),
        # light verbs, and those whom somebody summons
        ("Rebels engaged Filipino peacekeepers in a firefight.", "firefight", ["Rebels"], ["Filipino peacekeepers"]),
        ("The minister summoned Niger's envoy to complain of the raid.", "complain", ["The minister"],
         ["Niger's envoy"]),
        ("Negotiators of Chad returned to Geneva for talks on Monday.", "talks", ["Negotiators of Chad"], []),
        # papers are nobody, and those who are allowed or threatened are somebody
        ("Sudan and Chad signed a peace deal on Friday.", "signed", ["Sudan", "Chad"], []),
        ("The court allowed Salma Example to run in the election.", "allowed", ["The court"], ["Salma Example"]),
        ("Insurgents bombarded a part of Aleppo on Monday.", "bombarded", ["Insurgents"], ["a part of Aleppo"]),
    ],
)  # fmt: skip
def test_sides(coder: Coder, text: str, trigger: str, agents: list[str], others: list[str]) -> None:
    found = of(coder, text, trigger)
    assert (words(found, Role.AGENT), words(found, Role.TARGET, Role.PARTNER)) == (agents, others)


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Tens of thousands of students throughout Indonesia staged demonstrations.", Role.AGENT, "IDN"),
        ("Israel mounted an invasion of South Lebanon.", Role.TARGET, "LBN"),
        ("Hackers of Chad attacked the computers of South Korean army officers.", Role.TARGET, "KOR"),
        ("A newspaper based in Trinidad condemned the raid.", Role.AGENT, "TTO"),
        ("A missile was fired by pro-Russia rebels.", Role.AGENT, None),
    ],
)
def test_whose_country(coder: Coder, text: str, role: Role, country: str | None) -> None:
    sides = [a.country_iso3 for r in reports(coder, text) for a in r.actors if a.role is role]
    assert sides[:1] == [country]


@pytest.mark.parametrize(
    ("text", "on", "actor"),
    [
        (
            "PALMA, Mozambique - Al-Shabab fighters beheaded 12 people in Palma.",
            date(2021, 3, 27),
            "group:is-mozambique",
        ),
        ("MOGADISHU, Somalia - Al-Shabab fighters beheaded 12 people.", date(2021, 3, 27), "group:al-shabaab"),
        ("Troops shot a farmer in Gori, Georgia, on Monday.", date(2008, 8, 11), "GEO.MIL"),
        ("Troops shot a farmer in Gori, Georgia, on Monday.", date(1989, 4, 11), None),
    ],
)
def test_who_they_are_there_and_then(coder: Coder, text: str, on: date, actor: str | None) -> None:
    report = next(r for r in reports(coder, text, on) if r.event_type is EventType.ASSAULT)
    assert [a.actor_id for a in report.actors if a.role is Role.AGENT] == [actor]


def test_a_short_town_of_a_dateline(coder: Coder) -> None:
    place = of(coder, "PALMA, Mozambique - Raiders burned ten shops in Palma on Monday.", "burned").place
    assert place is not None
    assert place.country_iso3 == "MOZ"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police arrested 12 men in raids in Velm on Monday.", [EventType.COERCE]),
        ("Soldiers arrested ten men in a raid that killed two.", [EventType.COERCE, EventType.ASSAULT]),
        ("Two rebels were arrested after an air raid on Sake.", [EventType.COERCE, EventType.ASSAULT]),
        ("He counted nine bodies and the army took them away.", []),
        ("Railway workers walked out in Lagos on Monday. The strike has shut all stations.", [EventType.PROTEST]),
        ("Nurses went on strike in Accra. Jets bombed Wa on Tuesday. The strike was the third this week.",
         [EventType.PROTEST, EventType.ASSAULT, EventType.ASSAULT]),
    ],
)  # fmt: skip
def test_which_deed(coder: Coder, text: str, kinds: list[EventType]) -> None:
    assert [r.event_type for r in reports(coder, text)] == kinds

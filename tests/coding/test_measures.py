"""Deeds told by set phrases: fires that are set, embassies shut, lists and assets, troops ordered out, hard words."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import EventType, Modality, Polarity, Report, Role


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def reports(coder: Coder, text: str) -> tuple[Report, ...]:
    return coder.code(read_page(text, name="x", published=date(2015, 6, 10))).reports


def words(report: Report, role: Role) -> list[str | None]:
    return [a.text for a in report.actors if a.role is role]


def ids(report: Report, role: Role) -> list[str | None]:
    return [a.actor_id for a in report.actors if a.role is role]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "agents", "targets"),
    [
        ("The customs post was set on fire by a crowd in Velm on Tuesday.", "set", EventType.ASSAULT, ["a crowd"],
         ["The customs post"]),
        ("Rebels set two lorries on fire near Goma on Monday.", "set", EventType.ASSAULT, ["Rebels"], ["two lorries"]),
        ("Chad ordered its army to the frontier with Libya.", "ordered", EventType.MOBILIZE, ["Chad"], []),
        ("Peru ordered 900 soldiers to its northern border on Friday.", "ordered", EventType.MOBILIZE, ["Peru"], []),
        ("Canada put the Tamil Tigers on its list of terrorist groups.", "put", EventType.SANCTION, ["Canada"],
         ["the Tamil Tigers"]),
        ("The European Union designated Hamas a terrorist organisation.", "designated", EventType.SANCTION,
         ["The European Union"], ["Hamas"]),
        ("Norway froze the assets of two generals of Myanmar.", "froze", EventType.SANCTION, ["Norway"],
         ["two generals of Myanmar"]),
        ("A court in Lomé acquitted two officers of the murder.", "acquitted", EventType.CONCEDE, ["A court"],
         ["two officers"]),
        ("India called the raid an act of war.", "called", EventType.ACCUSE, ["India"], []),
        ("Eritrea warned that war would follow if Sudan crossed the river.", "warned", EventType.THREATEN, ["Eritrea"],
         ["Sudan"]),
        ("Soviet troops used shovels against the demonstrators in Baku.", "used", EventType.ASSAULT, ["Soviet troops"],
         ["the demonstrators"]),
        ("The bombings aimed at the Russian army went on in Grozny.", "bombings", EventType.ASSAULT, [],
         ["the Russian army"]),
    ],
)  # fmt: skip
def test_set_phrases(
    coder: Coder, text: str, trigger: str, kind: EventType, agents: list[str], targets: list[str]
) -> None:
    found = next(r for r in reports(coder, text) if r.trigger.text == trigger)
    assert found.event_type is kind
    assert (words(found, Role.AGENT), words(found, Role.TARGET)) == (agents, targets)


@pytest.mark.parametrize(
    "text",
    [
        "A forest was set on fire by lightning near Athens.",
        "The singer set the stage on fire in Accra on Friday.",
        "The president ordered soldiers to their barracks.",
        "The judge ordered two soldiers to court.",
        "The minister put the matter on the list of issues.",
        "The club froze ticket prices.",
        "Experts warned that war would follow if rain failed.",
        "Germany used natural gas against the cold.",
        "Soldiers stationed in Mali sang on Sunday.",
    ],
)
def test_no_such_deed(coder: Coder, text: str) -> None:
    kinds = {r.event_type for r in reports(coder, text)}
    assert not kinds & {EventType.ASSAULT, EventType.MOBILIZE, EventType.SANCTION, EventType.THREATEN}


def test_what_is_called_a_crime_is_not_called_for(coder: Coder) -> None:
    raid = next(r for r in reports(coder, "Chile called the raid a crime.") if r.trigger.text == "raid")
    asked = next(r for r in reports(coder, "Chile called for raids on the camps.") if r.trigger.text == "raids")
    assert (raid.modality, asked.modality) == (Modality.ACTUAL, Modality.ADVISED)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Israel denied having targeted the ambulance.", "targeted"),
        ("The general denied that his soldiers had used gas against the strikers.", "used"),
    ],
)
def test_denied_means(coder: Coder, text: str, trigger: str) -> None:
    found = next(r for r in reports(coder, text) if r.trigger.text == trigger)
    assert (found.event_type, found.polarity) == (EventType.ASSAULT, Polarity.DENIED)


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        # the ministry that speaks, and the forces that strike
        ("Turkey's defence ministry said that it had struck a depot in Sinjar.", Role.AGENT, ["TUR.MIL"]),
        ("Turkey's interior ministry said that it had attacked a depot in Sinjar.", Role.AGENT, ["TUR.GOV.INT"]),
        ("Ukrainian drones hit an oil depot in Tula.", Role.AGENT, ["UKR.MIL"]),
        ("Ukrainian warplanes hit an oil depot in Tula.", Role.AGENT, ["UKR.MIL.AIR"]),
        # a leader's side, however the parser takes what stands beside him
        ("Jets bombed a camp, killing Paul Doe, the second-in-command of the Revolutionary Armed Forces of Colombia, "
         "and nine others.", Role.TARGET, [None, "group:farc"]),
        ("Gunmen killed Paul Doe, the leader of the choir of Velm.", Role.TARGET, [None]),
        # an unknown name before a deed may be what was struck
        ("The Gondola Hotel bombing killed nine people.", Role.AGENT, []),
        ("The PKK bombing killed nine people.", Role.AGENT, ["group:pkk"]),
    ],
)  # fmt: skip
def test_who(coder: Coder, text: str, role: Role, expected: list[str | None]) -> None:
    found = next(r for r in reports(coder, text) if r.event_type is EventType.ASSAULT)
    assert ids(found, role) == expected


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Gunmen attacked the post at 5 am, killing 12 and wounding 30.", ["the post"]),
        ("Soldiers shot dead Salma Example in Kano.", ["Salma Example"]),
        ("Gunmen killed nine of the soldiers.", ["nine of the soldiers"]),
    ],
)
def test_a_bare_figure_is_nobody(coder: Coder, text: str, targets: list[str]) -> None:
    found = next(r for r in reports(coder, text) if r.event_type is EventType.ASSAULT)
    assert words(found, Role.TARGET) == targets


def test_a_style_before_a_surname(coder: Coder) -> None:
    text = "Police captured Abimael Guzmán in Lima on Saturday. Mr Guzmán was arrested with seven others."
    assert [ids(r, Role.TARGET) for r in reports(coder, text)] == [["person:abimael-guzman"]] * 2

"""Words of force, of taking people and towns, and of denying it, as news of many wars puts them."""

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


def of(coder: Coder, text: str, trigger: str) -> Report:
    return next(r for r in reports(coder, text) if r.trigger.text == trigger)


def words(report: Report, role: Role) -> list[str | None]:
    return [a.text for a in report.actors if a.role is role]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "mode", "agents", "targets"),
    [
        ("The army retook Palmyra on Monday.", "retook", EventType.ASSAULT, None, ["The army"], ["Palmyra"]),
        ("M23 rebels took Bunia on Monday.", "took", EventType.COERCE, "seize", ["M23 rebels"], ["Bunia"]),
        ("Tigrayan forces took Dessie without a fight.", "took", EventType.COERCE, "seize", ["Tigrayan forces"],
         ["Dessie"]),
        ("A gunship strafed farmers near Zamzam on Monday.", "strafed", EventType.ASSAULT, "aerial", ["A gunship"],
         ["farmers"]),
        ("A sniper wounded nurses in Aleppo.", "wounded", EventType.ASSAULT, "firearms", ["A sniper"], ["nurses"]),
        ("Soldiers took away 30 men from the village of Kravica.", "took", EventType.COERCE, "arrest", ["Soldiers"],
         ["30 men"]),
        ("Gunmen led away 12 workers from a quarry near Pemba.", "led", EventType.ASSAULT, "abduct", ["Gunmen"],
         ["12 workers"]),
        ("Rebels are holding some 300 people in a school in Budennovsk.", "holding", EventType.ASSAULT, "abduct",
         ["Rebels"], ["some 300 people"]),
        ("The army said it had shelled a gathering of fighters near Kilinochchi.", "shelled", EventType.ASSAULT,
         "heavy-weapons", ["it"], ["a gathering of fighters near Kilinochchi"]),
        ("Five traders were found beheaded in Zongo on Sunday.", "beheaded", EventType.ASSAULT, "primitive", [],
         ["Five traders"]),
        ("Shells fell on Agdam on Monday. The town was hit again on Tuesday.", "hit", EventType.ASSAULT, None, [],
         ["The town"]),
        ("A bomb exploded in Cali on Monday. Another exploded in Pasto.", "exploded", EventType.ASSAULT, "explosives",
         [], ["Cali"]),
        ("The colonels seized power in 1980.", "seized", EventType.COERCE, "seize", ["The colonels"], []),
        ("It was the worst bloodshed since the Soviet invasion of 1979.", "invasion", EventType.ASSAULT, None,
         ["Soviet"], []),
        ("Warrington bomb kills 3", "kills", EventType.ASSAULT, "explosives", [], []),
    ],
)  # fmt: skip
def test_deeds_of_force(
    coder: Coder, text: str, trigger: str, kind: EventType, mode: str | None, agents: list[str], targets: list[str]
) -> None:
    found = of(coder, text, trigger)
    assert (found.event_type, found.event_mode) == (kind, mode)
    assert words(found, Role.AGENT) == agents
    assert words(found, Role.TARGET) == targets


@pytest.mark.parametrize(
    "text",
    [
        "The minister struck a deal at the meeting.",
        "The bus took Smith to Goma.",
        "Troops took Christian to hospital.",
        "The town was hit hard by the closure of the mill on Monday.",
        "Hippo attacks kill nine in Kariba",
    ],
)
def test_no_deed_of_force(coder: Coder, text: str) -> None:
    assert [r.trigger.text for r in reports(coder, text) if r.event_type in (EventType.ASSAULT, EventType.COERCE)] == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The Mahdi Army denied any role in the reprisal.", "reprisal"),
        ("The junta denied that it had targeted villagers.", "targeted"),
        ("Asmara denied that its troops had shelled civilians in Axum.", "shelled"),
        ("The army denied that its troops had fled.", "fled"),
    ],
)
def test_denied(coder: Coder, text: str, trigger: str) -> None:
    assert of(coder, text, trigger).polarity is Polarity.DENIED


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("Peace talks are set to resume in Doha on July 16.", "Peace talks", Modality.EXPECTED),
        ("Talks between the army and the FARC are due to open in Havana.", "Talks", Modality.EXPECTED),
        ("Clashes are likely to continue in Aden.", "Clashes", Modality.POSSIBLE),
        ("The trial is set to resume after the attack on the court.", "attack", Modality.ACTUAL),
        ("Had the bomb in Jos gone off as planned, hundreds would have died.", "gone off", Modality.HYPOTHETICAL),
    ],
)
def test_what_is_to_come_or_was_not(coder: Coder, text: str, trigger: str, modality: Modality) -> None:
    assert of(coder, text, trigger).modality is modality


@pytest.mark.parametrize(
    "text",
    [
        "Clashes erupted in Rutshuru on Monday, killing five.",
        "Heavy fighting raged in Mullaitivu on Friday, wounding 40 soldiers.",
        "Gunfire broke out in Bangui on Sunday, leaving three people dead.",
    ],
)
def test_a_fight_that_breaks_out_and_its_dead_are_one_deed(coder: Coder, text: str) -> None:
    (one,) = reports(coder, text)
    assert one.tolls


@pytest.mark.parametrize(
    ("text", "trigger", "mode"),
    [
        ("Heavy-weapons fire rang out around the palace in Bangui on Thursday.", "fire", "heavy-weapons"),
        ("Fire rang out near the barracks in Bamako on Friday, residents said.", "Fire", "firearms"),
    ],
)
def test_fire_that_is_heard(coder: Coder, text: str, trigger: str, mode: str) -> None:
    assert of(coder, text, trigger).event_mode == mode


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Hamas denied that it had anything to do with the rocket fire on Ashdod.", "rocket fire"),
        ("The group denied having anything to do with the blast in Quetta.", "blast"),
        ("The army said it had never had anything to do with the raid on Kutum.", "raid"),
    ],
)
def test_nothing_to_do_with_it(coder: Coder, text: str, trigger: str) -> None:
    found = of(coder, text, trigger)
    assert found.polarity is Polarity.DENIED
    assert words(found, Role.AGENT)


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "role", "who"),
    [
        ("ELN guerrillas held 40 drivers at a roadblock near Pasto on Monday.", "held", EventType.ASSAULT, Role.TARGET,
         ["40 drivers"]),
        ("Mortars rained on the airport of Misrata overnight, officials said.", "rained", EventType.ASSAULT,
         Role.TARGET, ["the airport of Misrata"]),
        ("Somali troops drove the rebels from Kismayo on Friday.", "drove", EventType.ASSAULT, Role.TARGET,
         ["the rebels"]),
        ("Chechen fighters fled Grozny through a minefield.", "fled", EventType.RETREAT, Role.AGENT,
         ["Chechen fighters"]),
        ("Clashes went on along the border of the province between the army and the Taliban.", "Clashes",
         EventType.ASSAULT, Role.AGENT, ["the army", "the Taliban"]),
    ],
)  # fmt: skip
def test_deeds_of_war(coder: Coder, text: str, trigger: str, kind: EventType, role: Role, who: list[str]) -> None:
    found = of(coder, text, trigger)
    assert found.event_type is kind
    assert words(found, role) == who


def test_those_who_met_are_of_their_side(coder: Coder) -> None:
    found = of(coder, "Warplanes target a meeting of ISIS commanders east of Mayadin, kill about 28", "target")
    assert "group:islamic-state" in [a.actor_id for a in found.actors if a.role is Role.TARGET]

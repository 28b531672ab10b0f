"""Who did it to whom where words lead astray: pronouns, sides that stand apart, participles, denials, namesakes."""

from __future__ import annotations

from datetime import date

import pytest

from khabar import Coder, Report
from khabar.read import read_page
from khabar.records import Coded, EventType, Role


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Coded:
    return coder.code(read_page(text, name="x", published=date(2024, 5, 20)))


def words(report: Report, role: Role) -> list[str | None]:
    return [a.text for a in report.actors if a.role is role]


CASES = [
    # trigger, agents, targets
    ("Gunmen stopped the trader and shot him dead in Velm.", "shot", ["Gunmen"], ["the trader"]),
    ("The rebels captured three officers and executed them.", "executed", ["The rebels"], ["three officers"]),
    ("Two villagers were wounded by fire from the army base.", "wounded", ["the army base"], ["Two villagers"]),
    ("Rockets from Gaza hit the town of Sderot.", "hit", [], ["the town of Sderot"]),
    (
        "Israel launched what it called an operation against militants in Velm.",
        "operation",
        ["Israel"],
        ["militants"],
    ),
    ("Police charged a teacher with the murder of Ana Example.", "murder", ["a teacher"], ["Ana Example"]),
    ("The allied forces shelled the town.", "shelled", ["The allied forces"], ["the town"]),
    ("Shelling by the rebel forces on two villages went on.", "Shelling", ["the rebel forces"], ["two villages"]),
    (
        "Exchange of shelling between the army and the rebels in the hills",
        "shelling",
        ["the army", "the rebels"],
        [],
    ),
    (
        "Fighting raged in the suburbs between the army and rebels on Monday.",
        "Fighting",
        ["the army", "rebels"],
        [],
    ),
    ("RSF shells market in Omdurman", "shells", ["RSF"], ["market"]),
    ("One dead in Bengal police-rebel clash", "clash", ["police", "rebel"], []),
    ("Nine men were killed by the shells of the army.", "killed", ["the army"], ["Nine men"]),
    ("Four herders died in a mine blast on the road planted by JNIM.", "mine blast", ["JNIM"], ["Four herders"]),
    ("New Israeli shelling killed three men near Tyre.", "shelling", ["Israeli"], ["three men"]),
    ("Two officers and a guard killed in a raid in Velm", "raid", [], ["Two officers", "a guard"]),
    (
        "The fighting continues in several areas in Idlib countryside between Tahrir Al-Sham and the factions",
        "fighting",
        ["Tahrir Al-Sham", "the factions"],
        [],
    ),
    ("Massacres in two suburbs carried out by the junta", "Massacres", ["the junta"], []),
    ("Dozens killed as gunmen ambush a convoy in Zamfara.", "ambush", ["gunmen"], ["Dozens", "a convoy"]),
    ("Soldiers and rebels traded gunfire near Goma.", "traded", ["Soldiers", "rebels"], []),
    ("June gunmen killed nine farmers near Jos.", "killed", ["gunmen"], ["nine farmers"]),
    ("On 3 May 2023 Chad bombed a rebel camp.", "bombed", ["Chad"], ["a rebel camp"]),
    (
        "Ten soldiers were killed and four injured when rebels attacked a base in Kidal.",
        "attacked",
        ["rebels"],
        ["Ten soldiers", "a base"],
    ),
    ("Two men died in an encounter with the police.", "encounter", ["the police"], ["Two men"]),
    ("At least 26 from the army were killed in clashes.", "clashes", [], ["At least 26 from the army"]),
    ("The commander said 40 of these deaths occurred due to police firing.", "firing", ["police"], []),
    ("Ninety people were killed in the riots, including ten in police firing.", "firing", ["police"], []),
    ("A man was killed in police firng in Velm.", "firng", ["police"], ["A man"]),
    ("The army shelled the town. It blamed rebels for the fire.", "blamed", ["It"], ["rebels"]),
]


CASES += [
    ("Chad bombed Abéché on Monday.", "bombed", ["Chad"], ["Abéché"]),
    ("Sudan struck Abéché.", "struck", ["Sudan"], ["Abéché"]),
    ("Turkey has never struck Qamishli, officials said.", "struck", ["Turkey"], ["Qamishli"]),
    ("On 15 April 2024 Turkey bombed Qamishli.", "bombed", ["Turkey"], ["Qamishli"]),
    ("Pirates rammed a trawler's boat off the coast.", "rammed", ["Pirates"], ["a trawler's boat"]),
    ("Gunmen burned a clinic in Velm.", "burned", ["Gunmen"], ["a clinic"]),
    ("The mob burned two traders alive in Velm.", "burned", ["The mob"], ["two traders"]),
    ("Fighting flared in Nyala on Monday.", "Fighting", [], []),
    ("Explosions were heard in Nyala on Monday.", "Explosions", [], []),
    ("Chad attack kills 12", "attack", [], []),
]


@pytest.mark.parametrize(("text", "trigger", "agents", "targets"), CASES)
def test_who_did_it_to_whom(coder: Coder, text: str, trigger: str, agents: list[str], targets: list[str]) -> None:
    report = next(r for r in code(coder, text).reports if r.trigger.text == trigger)
    assert words(report, Role.AGENT) == agents
    assert words(report, Role.TARGET) == targets


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The allied forces shelled the town.", [EventType.ASSAULT]),
        ("Rebels backed by Rwanda attacked Goma on Friday.", [EventType.ASSAULT]),
        ("Twelve people were treated and released after the attack in Velm.", [EventType.ASSAULT]),
        ("The jailed mayor met his lawyers.", [EventType.CONSULT]),
    ],
)
def test_what_describes_somebody_is_no_event(coder: Coder, text: str, types: list[EventType]) -> None:
    assert [r.event_type for r in code(coder, text).reports] == types


def test_who_backs_a_doer_helps(coder: Coder) -> None:
    (report,) = code(coder, "Rebels backed by Rwanda attacked Goma on Friday.").reports
    assert words(report, Role.HELPED_BY) == ["Rwanda"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Gunmen attacked a village in Velm on Monday, killing five. The attackers also wounded nine.", True),
        ("A bomber attacked a market in Velm, killing ten people. It wounded six.", True),
        ("Police opened fire on a crowd in Velm. Two people were killed.", True),
        ("Gunmen attacked a village in Velm, killing five. Three people were killed in Sake.", False),
        ("The RSF shelled a market in Omdurman on Monday. The RSF denied targeting civilians.", True),
    ],
)
def test_a_sentence_goes_on_with_what_was_told(coder: Coder, text: str, same: bool) -> None:
    assert [r.kind for r in code(coder, text).relations] == (["same_event"] if same else [])


def test_a_role_that_is_denied_makes_a_report(coder: Coder) -> None:
    (report,) = code(coder, "The group denied any role in the blast.").reports
    assert report.standing == "denied"
    assert words(report, Role.AGENT) == ["The group"]


def test_not_a_single_group_says_nothing(coder: Coder) -> None:
    (report,) = code(coder, "Not a single group has claimed responsibility for the attack.").reports
    assert report.chain[-1].stance == "has_not_said"


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("David Cameron, a Toronto surgeon, was shot dead on Monday.", None),
        ("Emmanuel Macron, a former banker, was attacked on Monday.", "person:emmanuel-macron"),
    ],
)
def test_a_namesake_of_another_trade(coder: Coder, text: str, actor_id: str | None) -> None:
    (report,) = code(coder, text).reports
    assert [a.actor_id for a in report.actors] == [actor_id]


def test_the_sides_of_a_clash_are_lent_to_it_as_inferred(coder: Coder) -> None:
    text = "Police and students clashed in Velm on Monday.\n\nOne person died in the clash, a doctor said."
    clash = code(coder, text).reports[-1]
    assert [(a.text, a.inferred) for a in clash.actors if a.role is Role.AGENT] == [
        ("Police", True),
        ("students", True),
    ]


def test_protesters_who_march_on_a_day_attack_nobody(coder: Coder) -> None:
    [report] = code(coder, "Students marched in Nyala on Monday against a new tax.").reports
    assert report.event_type is EventType.PROTEST


@pytest.mark.parametrize(
    ("text", "mode"),
    [("Chad bombed Nyala on Sunday.", None), ("Militants bombed a bus in Nyala.", "explosives")],
)
def test_what_a_state_bombs_with_is_open(coder: Coder, text: str, mode: str | None) -> None:
    assert [r.event_mode for r in code(coder, text).reports] == [mode]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Seven fighters from the factions of the Syrian Democratic Forces were killed near Hajin.", "group:sdf"),
        ("Twelve members and officers of the Sudanese army were killed in El Obeid.", "SDN.MIL"),
        ("Clashes in the hills leave 40 casualties in the ranks of the Malian army.", "MLI.MIL"),
        ("Two men from Gao were killed by gunmen.", None),
        ("Nine residents of the Malian army's base town were killed.", None),
    ],
)
def test_people_are_of_the_side_that_they_are_said_to_be_of(coder: Coder, text: str, of: str | None) -> None:
    (report,) = code(coder, text).reports
    assert {a.actor_id for a in report.actors if a.role is Role.TARGET} == {of}


@pytest.mark.parametrize("text", ["Jets bombed Mocha in Yemen on Monday.", "Warplanes hit the Yemeni port of Mocha."])
def test_whose_jets_they_were_the_country_that_is_struck_does_not_tell(coder: Coder, text: str) -> None:
    (report,) = code(coder, text).reports
    assert [a.actor_id for a in report.actors if a.role is Role.AGENT] == [None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Putin said Ukrainian forces shelled Belgorod.", "official"),
        ("Hemedti said the army bombed Nyala.", "group"),
        ("Maria Example said rebels shelled Belgorod.", "unnamed"),
    ],
)
def test_a_person_speaks_as_what_the_office_makes_them(coder: Coder, text: str, kind: str) -> None:
    (report,) = code(coder, text).reports
    assert report.chain[-1].kind.value == kind


def test_by_what_means_a_state_bombed_stays_open_for_acled(coder: Coder) -> None:
    (report,) = code(coder, "Russia bombed a market in Kostiantynivka, killing 16.").reports
    assert (report.acled_event, report.acled_sub_event) == ("Explosions/Remote violence", None)

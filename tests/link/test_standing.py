"""How an incident stands: told, claimed by one side, denied by the accused; and who is accused of it."""

from __future__ import annotations

from dataclasses import replace

from khabar.link import link_reports
from khabar.records import Coded, EventType, Incident, PassageKind, Polarity, Stance, Standing
from tests.link.build import Say, coded

CLAIM = Say("Rebels hit Velm", agent="REB", target=None, speaker="XXA.GOV", standing=Standing.CLAIMED)


def denial(speaker: str, text: str = "They deny that rebels hit Velm") -> Say:
    return Say(
        text,
        agent="REB",
        target=None,
        polarity=Polarity.DENIED,
        speaker=speaker,
        stance=Stance.DENIES,
        standing=Standing.DENIED,
    )


def attack(*documents: Coded) -> Incident:
    [incident] = [i for i in link_reports(documents).incidents if i.event_type is EventType.ASSAULT]
    return incident


def test_claimed_by_one_side_only() -> None:
    incident = attack(coded("A", CLAIM), coded("B", CLAIM))
    assert (incident.standing, incident.contradictions) == (Standing.CLAIMED, ())


def test_one_report_in_its_own_voice_outweighs_claims() -> None:
    told = Say("Rebels hit Velm, we saw", agent="REB", target=None)
    assert attack(coded("A", CLAIM), coded("B", told)).standing is Standing.REPORTED


def test_claimed_and_denied_by_the_accused_stands_as_disputed() -> None:
    incident = attack(coded("A", CLAIM), coded("B", denial("REB")))
    assert incident.standing is Standing.DISPUTED
    assert incident.contradictions == ("who did it: denied by the accused, They",)
    assert incident.n_reports == 1


def test_told_and_denied_by_the_accused_stands_as_disputed_and_shows_the_denial() -> None:
    incident = attack(coded("A", Say("Rebels hit Velm", agent="REB", target=None)), coded("B", denial("REB")))
    assert incident.standing is Standing.DISPUTED
    assert incident.sides == {"others": ("A",), "denying": ("They",)}
    assert incident.contradictions == ("who did it: denied by the accused, They",)


def test_a_denial_by_others_is_about_whether_it_happened() -> None:
    incident = attack(coded("A", CLAIM), coded("B", denial("XXB.GOV")))
    assert incident.standing is Standing.DISPUTED
    assert incident.contradictions == ("whether it happened: denied by They",)


BOTH = {"agent": "XXB.MIL", "target": "XXA.CVL", "standing": Standing.CLAIMED}


def test_what_both_sides_say_is_confirmed_until_somebody_denies_it() -> None:
    struck = coded("A", Say("Velm was hit, says the mayor", speaker="XXA.GOV", **BOTH))  # type: ignore[arg-type]
    doer = coded("B", Say("We hit Velm, says the army", speaker="XXB.MIL", **BOTH))  # type: ignore[arg-type]
    assert attack(struck).standing is Standing.CLAIMED
    assert attack(doer).standing is Standing.CLAIMED
    incident = attack(struck, doer)
    assert incident.standing is Standing.CONFIRMED
    assert set(incident.sides) == {"doer", "struck"}
    denied = attack(struck, doer, coded("C", replace(denial("XXC.GOV"), agent="XXB.MIL", target="XXA.CVL")))
    assert denied.standing is Standing.DISPUTED


def test_an_ally_of_nobody_confirms_nothing() -> None:
    struck = coded("A", Say("Velm was hit, says the mayor", speaker="XXA.GOV", **BOTH))  # type: ignore[arg-type]
    third = coded("B", Say("Velm was hit, says Zland", speaker="XXC.GOV", **BOTH))  # type: ignore[arg-type]
    assert attack(struck, third).standing is Standing.CLAIMED


def test_readers_deny_nothing() -> None:
    page = coded("A", CLAIM, Say("Never happened", polarity=Polarity.DENIED, passage=PassageKind.COMMENT))
    assert (attack(page).standing, attack(page).contradictions) == (Standing.CLAIMED, ())


def test_no_group_has_claimed_it_is_no_doubt() -> None:
    unclaimed = Say("No group has said it hit Velm", speaker="~No group", stance=Stance.HAS_NOT_SAID)
    assert attack(coded("A", Say("Jets struck Velm"), unclaimed)).contradictions == ()


def test_an_accusation_over_an_attack_is_its_own_incident_and_known_to_the_attack() -> None:
    page = coded(
        "A",
        Say("Velm was hit", agent=None, target=None),
        Say(
            "Xanadia blamed the rebels for the attack",
            event_type=EventType.ACCUSE,
            mode="allege",
            agent="XXA.GOV",
            target="REB",
            place=None,
            day=None,
            about=0,
        ),
    )
    linked = link_reports([page])
    assert sorted(i.event_type for i in linked.incidents) == [EventType.ACCUSE, EventType.ASSAULT]
    incident = attack(page)
    [value] = incident.fields["accused"]
    assert value.value == {
        "actor_id": "REB",
        "name": "REB",
        "by": {"actor_id": "XXA.GOV", "name": "XXA.GOV"},
    }
    assert value.report_ids == (page.reports[1].report_id,)
    # An accusation is no finding: the attack has no doer by it, and no more reports.
    assert (incident.agents, incident.n_reports) == ((), 1)


def test_two_who_are_accused_of_one_attack_are_a_contradiction() -> None:
    def accusing(outlet: str, by: str, whom: str) -> Coded:
        blame = Say("They blamed them", EventType.ACCUSE, "allege", by, whom, place=None, day=None, about=0)
        return coded(outlet, Say("Velm was hit", agent=None, target=None, killed=20), blame)

    incident = attack(accusing("A", "XXA.GOV", "XXB.MIL"), accusing("B", "XXB.GOV", "XXA.MIL"))
    assert incident.contradictions == ("who did it: XXA.MIL or XXB.MIL",)
    assert incident.standing is Standing.DISPUTED


def test_who_says_that_he_had_no_hand_in_it_denies_it() -> None:
    says_no = replace(denial("REB", "They had no hand in it"), stance=Stance.SAYS)
    incident = attack(coded("A", CLAIM), coded("B", says_no))
    assert incident.contradictions == ("who did it: denied by the accused, They",)


def test_a_denial_of_a_part_is_no_denial_of_the_deed() -> None:
    text = "The party denied that it had any part in the attack"
    say = denial("group:moors", text)
    start = text.index("attack")
    report = coded("B", say)
    word = report.document.span(start, start + len("attack"))
    report = replace(report, reports=tuple(replace(one, trigger=word) for one in report.reports))
    incident = attack(coded("A", Say("Rebels hit Velm", agent="REB", target=None)), report)
    assert incident.standing is Standing.REPORTED
    assert incident.contradictions == ("who did it: a part in it denied by The",)

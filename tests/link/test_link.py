"""What a careful desk would keep: one incident for each thing that happened, all voices in it."""

from __future__ import annotations

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.link import link_reports
from khabar.records import Coded, EventType, Modality, PassageKind, Polarity, Role, Stance, Standing, to_json
from tests.link.build import Say, coded


def relations(linked_of: list[Coded]) -> list[str]:
    return [m.relation for m in link_reports(linked_of).memberships]


def days(documents: list[Coded]) -> list[str]:
    return [str(i.date_start) for i in link_reports(documents).incidents]


CORPUS = [
    coded(
        "Alba",
        Say("Jets struck rebels in Velm, killing ten", killed=10),
        Say("Nobody struck anything", passage=PassageKind.COMMENT, polarity=Polarity.DENIED),
    ),
    coded(
        "Berg",
        Say("Air force planes hit a rebel base near Velm", place="near Velm", agent="XXA"),
        published="2020-05-03",
    ),
    coded(
        "Cord",
        Say("Jets bombed Ostra", place="Ostra"),
        Say("Rebels deny that Velm was hit", polarity=Polarity.DENIED, speaker="REB", stance=Stance.DENIES),
    ),
    coded(
        "Dorn",
        Say("Jets struck Velm", day="2020-05-20"),
        Say("They struck it on 1 May as well"),
        published="2020-05-21",
    ),
    coded("Elm", Say("Xanadia bombed rebels at the border", place="the border", agent="XXA"), published="2020-05-02"),
    coded("Fir", Say("Earlier raids on Velm", day=None, target=None, mode=None)),
]


@settings(max_examples=40, deadline=None)
@given(st.permutations([*range(len(CORPUS)), *range(len(CORPUS))]), st.integers(0, 6))
def test_order_and_repeated_delivery_change_nothing(order: list[int], dropped: int) -> None:
    kept = order if dropped == 0 or set(order[dropped:]) != set(range(len(CORPUS))) else order[dropped:]
    wanted = json.dumps(to_json(link_reports(CORPUS)))
    assert json.dumps(to_json(link_reports([CORPUS[i] for i in kept]))) == wanted


def test_every_opening_report_is_in_exactly_one_incident() -> None:
    linked = link_reports(CORPUS)
    members = [m.report_id for m in linked.memberships]
    assert len(members) == len(set(members))
    assert {r.report_id for one in CORPUS for r in one.reports if r.opens} <= set(members)


def test_two_towns_on_one_day_are_two_incidents() -> None:
    assert (
        len(link_reports([coded("A", Say("Velm was hit")), coded("B", Say("Ostra was hit", place="Ostra"))]).incidents)
        == 2
    )


def test_a_town_stands_for_its_surroundings_and_lies_in_its_province_border_and_country() -> None:
    for wide in ("near Velm", "North", "the border", "Xanadia"):
        found = link_reports([coded("A", Say("Velm was hit")), coded("B", Say("It was hit", place=wide))]).incidents
        assert len(found) == 1, wide
        assert found[0].place is not None
        assert found[0].place.name == "Velm"


def test_another_province_or_country_is_another_incident() -> None:
    for other in ("South", "Yland"):
        assert (
            len(link_reports([coded("A", Say("Velm was hit")), coded("B", Say("Hit", place=other))]).incidents) == 2
        ), other


def test_a_wide_place_does_not_chain_two_towns() -> None:
    documents = [
        coded("A", Say("Velm")),
        coded("B", Say("Ostra", place="Ostra")),
        coded("C", Say("Border", place="the border")),
    ]
    assert len(link_reports(documents).incidents) == 2


def test_days_apart_are_two_incidents() -> None:
    assert days([coded("A", Say("Velm")), coded("B", Say("Velm again", day="2020-05-04"))]) == [
        "2020-05-01",
        "2020-05-04",
    ]


def test_other_agents_are_another_incident() -> None:
    assert len(link_reports([coded("A", Say("One")), coded("B", Say("Two", agent="XXB.MIL"))]).incidents) == 2


def test_a_background_paragraph_joins_the_first_incident() -> None:
    first = coded("A", Say("Jets struck Velm"))
    later = coded(
        "B",
        Say("Jets struck Ostra", day="2020-05-19", place="Ostra"),
        Say("On 1 May jets struck near Velm", place="near Velm"),
        published="2020-05-20",
    )
    incidents = link_reports([first, later]).incidents
    assert [(str(i.date_start), i.n_documents) for i in incidents] == [("2020-05-01", 2), ("2020-05-19", 1)]


def test_earlier_undated_attacks_stay_an_incident_of_their_own() -> None:
    page = coded(
        "A",
        Say("Jets struck rebels at the border", place="the border"),
        Say("Xanadia has attacked around Velm", day=None, agent="XXA", target=None, mode=None),
    )
    assert len(link_reports([page]).incidents) == 2


def test_an_undated_report_joins_only_on_strong_evidence() -> None:
    dated = coded("A", Say("Jets struck rebels in Velm"))
    assert len(link_reports([dated, coded("B", Say("Jets struck rebels in Velm", day=None))]).incidents) == 1
    assert len(link_reports([dated, coded("B", Say("Velm was struck", day=None, agent=None))]).incidents) == 2
    long_after = coded("B", Say("Jets struck rebels in Velm", day=None), published="2020-09-01")
    assert len(link_reports([dated, long_after]).incidents) == 2


def test_a_title_joins_its_article() -> None:
    page = coded(
        "A",
        Say("Jets hit rebels", passage=PassageKind.TITLE, place=None, day=None),
        Say("Jets struck rebels in Velm on Friday"),
    )
    assert len(link_reports([page]).incidents) == 1


def test_366_reports_of_one_kidnapping_are_one_incident() -> None:
    def report(n: int) -> Coded:
        say = Say(
            f"Gunmen took pupils in Velm, report {n}",
            mode="abduct",
            agent="REB" if n % 3 else None,
            target="~pupils",
            place="Velm" if n % 5 else "near Velm",
        )
        return coded(f"outlet {n}", say, published=f"2020-05-0{2 + n % 5}")

    linked = link_reports(report(n) for n in range(366))
    assert [(i.n_reports, i.n_outlets) for i in linked.incidents] == [(366, 366)]


def test_a_comment_never_opens_nor_counts() -> None:
    comment = Say("They struck Velm with jets", passage=PassageKind.COMMENT)
    assert link_reports([coded("A", comment)]).incidents == ()
    linked = link_reports([coded("A", Say("Jets struck rebels in Velm"), comment)])
    assert [i.n_reports for i in linked.incidents] == [1]
    assert [m.relation for m in linked.memberships] == ["opens", "comment"]
    assert linked.incidents[0].contradictions == ()


def test_a_denial_attaches_across_outlets_and_makes_it_disputed() -> None:
    denial = coded(
        "B",
        Say(
            "Rebels denied that jets struck Velm on 1 May",
            polarity=Polarity.DENIED,
            speaker="REB",
            stance=Stance.DENIES,
        ),
    )
    linked = link_reports([coded("A", Say("Jets struck rebels in Velm")), denial])
    assert [m.relation for m in linked.memberships] == ["opens", "denies"]
    [incident] = linked.incidents
    assert incident.n_reports == 1
    assert "denied by" in incident.contradictions[0]


def test_a_possible_strike_opens_nothing() -> None:
    assert link_reports([coded("A", Say("Jets may have struck Velm", modality=Modality.POSSIBLE))]).incidents == ()


def test_relations_of_the_coder_are_hard_links() -> None:
    page = coded(
        "A",
        Say("Jets struck rebels at the border", place="the border"),
        Say(
            "The strikes, ordered by the prime minister",
            place=None,
            day=None,
            same_as=0,
            others={Role.ORDERED_BY: "XXA.GOV.PM"},
        ),
        Say(
            "It was coordinated with Yland",
            event_type=EventType.COOPERATE,
            mode=None,
            agent="XXA",
            target="XXB",
            about=1,
            others={Role.PARTNER: "XXB.MIL"},
            speaker="XXA.GOV",
            standing=Standing.CLAIMED,
        ),
    )
    linked = link_reports([page])
    [incident] = linked.incidents
    assert [m.relation for m in linked.memberships] == ["opens", "supports", "about"]
    assert [a.actor_id for a in incident.others] == ["XXB.MIL", "XXA.GOV.PM"]
    assert [a.actor_id for a in incident.targets] == ["REB"]
    assert incident.event_type is EventType.ASSAULT
    assert incident.standing is Standing.REPORTED


def test_an_id_stays_when_later_articles_come_in() -> None:
    first, later = CORPUS[0], CORPUS[1]
    assert link_reports([first]).incidents[0].incident_id == link_reports([later, first]).incidents[0].incident_id


def test_a_larger_block_is_linked_the_same_in_every_order() -> None:
    documents = [
        coded(
            f"o{n}", Say(f"Jets struck {n}", place=("Velm", "Ostra", "North", None)[n % 4], target=("REB", None)[n % 2])
        )
        for n in range(60)
    ]
    wanted = link_reports(documents)
    for seed in range(3):
        shuffled = documents[:]
        random.Random(seed).shuffle(shuffled)
        assert link_reports(shuffled) == wanted


def test_three_hundred_documents_are_linked_the_same_in_every_order() -> None:
    chance = random.Random(7)
    documents = []
    for n in range(300):
        says = [
            Say(
                f"Report {n}.{part} of an attack",
                place=chance.choice(["Velm", "near Velm", "Ostra", "North", "South", "the border", "Xanadia", None]),
                day=chance.choice([f"2020-05-{day:02}" for day in range(1, 12)] + [None]),
                agent=chance.choice(["XXA", "XXA.MIL.AIR", "REB", "XXB.MIL", None]),
                target=chance.choice(["REB", "~pupils", None]),
                mode=chance.choice(["aerial", "firearms", None]),
                killed=chance.choice([None, 1, 3, 12]),
                speaker=chance.choice([None, None, "XXA.GOV", "REB"]),
            )
            for part in range(chance.randrange(1, 3))
        ]
        documents.append(coded(f"o{n}", *says, published=f"2020-05-{chance.randrange(2, 15):02}"))
    wanted = json.dumps(to_json(link_reports(documents)))
    for seed in (1, 2):
        given_again = documents + documents[:40]
        random.Random(seed).shuffle(given_again)
        assert json.dumps(to_json(link_reports(given_again))) == wanted

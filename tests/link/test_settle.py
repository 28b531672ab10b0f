"""The fields of an incident, worked out from its reports."""

from __future__ import annotations

from khabar.link import link_reports
from khabar.records import Incident, Standing
from tests.link.build import Say, coded


def one(*documents: object) -> Incident:
    [incident] = link_reports(documents).incidents  # type: ignore[arg-type]
    return incident


def test_deadly_bounds_from_below_and_a_figure_replaces_it() -> None:
    deadly = coded("A", Say("A deadly strike on Velm", killed=(1, None, None)))
    assert one(deadly).tolls == {"killed": {"low": 1, "best": None, "high": None}}
    assert one(deadly, coded("B", Say("36 died in Velm", killed=36))).tolls == {
        "killed": {"low": 36, "best": 36, "high": 36}
    }


def test_the_figure_of_most_origins_is_best_and_all_are_kept() -> None:
    incident = one(
        coded("A", Say("Velm, ten killed", killed=10)),
        coded("B", Say("Velm: ten dead", killed=10)),
        coded("C", Say("Velm, 14 dead", killed=14), published="2020-05-03"),
    )
    assert incident.tolls == {"killed": {"low": 10, "best": 10, "high": 14}}
    assert [(v.value["best"], len(v.report_ids)) for v in incident.fields["killed"]] == [(10, 2), (14, 1)]
    assert incident.contradictions == ("how many killed: 10 or 14",)


def test_of_two_figures_with_equal_support_the_higher_is_best() -> None:
    earlier, later = coded("A", Say("Ten", killed=10)), coded("C", Say("14", killed=14), published="2020-05-04")
    assert one(earlier, later).tolls["killed"]["best"] == 14
    looking_back = coded("C", Say("A shopkeeper was killed", killed=1), published="2020-05-04")
    assert one(earlier, looking_back).tolls["killed"] == {"low": 1, "best": 10, "high": 10}


def test_hearsay_yields_to_an_own_account() -> None:
    rumour = coded("A", Say("Said to be 90", killed=90, standing=Standing.HEARSAY), published="2020-05-05")
    assert one(rumour, coded("B", Say("Ten", killed=10))).tolls["killed"]["best"] == 10


def test_a_part_does_not_replace_the_whole() -> None:
    incident = one(
        coded("A", Say("36 killed", killed=36)), coded("B", Say("six leaders killed", killed=6, of="leaders"))
    )
    assert incident.tolls == {"killed": {"low": 36, "best": 36, "high": 36}}
    assert {v.value["of"] for v in incident.fields["killed"]} == {None, "leaders"}


def test_the_specific_settles_over_the_vague() -> None:
    incident = one(
        coded(
            "A",
            Say("Xanadia struck the north overnight", place="North", agent="XXA", day="2020-04-30", until="2020-05-01"),
        ),
        coded("B", Say("The north was struck", place="North", agent="XXA", day="2020-04-30", until="2020-05-01")),
        coded("C", Say("Jets struck Velm")),
    )
    assert incident.place is not None
    assert incident.place.name == "Velm"
    assert (str(incident.date_start), incident.date_prec) == ("2020-05-01", 1)
    assert [a.actor_id for a in incident.agents] == ["XXA.MIL.AIR"]
    assert {v.value["actor_id"] for v in incident.fields["agent"]} == {"XXA", "XXA.MIL.AIR"}


def test_an_incident_only_claimed_stands_as_claimed() -> None:
    claimed = coded("A", Say("Velm was hit", speaker="XXA.GOV", standing=Standing.CLAIMED))
    assert one(claimed).standing is Standing.CLAIMED
    assert one(claimed, coded("B", Say("We saw Velm hit"))).standing is Standing.REPORTED


def test_what_is_unknown_is_none() -> None:
    incident = one(coded("A", Say("Someone was struck", mode=None, agent=None, target=None, place=None, day=None)))
    assert (incident.place, incident.date_start, incident.date_prec, incident.event_mode) == (None, None, None, None)
    assert (incident.agents, incident.targets, incident.tolls, incident.fields) == ((), (), {}, {})


def test_an_article_that_goes_on_to_single_victims_keeps_its_total() -> None:
    bare = {"place": None, "day": None, "agent": None, "target": None, "mode": None}
    page = coded("A", Say("Ten were killed in Velm", killed=10), Say("One was killed at the well", killed=1, **bare))  # type: ignore[arg-type]
    assert one(page).tolls == {"killed": {"low": 10, "best": 10, "high": 10}}


def test_a_pronoun_never_settles_who_did_it() -> None:
    named = Say("The brigade shelled Velm, police say", agent="group:brigade", speaker="XXA.POL")
    incident = one(coded("A", Say("They shelled Velm", agent="~they")), coded("B", named))
    assert [actor.actor_id for actor in incident.agents] == ["group:brigade"]
    assert {value.value["name"] for value in incident.fields["agent"]} == {"they", "group:brigade"}
    alone = one(coded("A", Say("They shelled Velm", agent="~they")))
    assert alone.agents == ()
    assert alone.fields["agent"][0].value["name"] == "they"


def test_a_part_makes_no_lower_figure_for_the_whole_wrong() -> None:
    incident = one(
        coded("A", Say("Seventeen were killed", killed=17), Say("Eleven of the dead were children", killed=11, of="x")),
        coded("B", Say("The toll has climbed to 23", killed=23), published="2020-05-03"),
        coded("C", Say("Eight were killed", killed=8, speaker="XXA.MIL"), published="2020-05-04"),
    )
    assert incident.tolls["killed"] == {"low": 8, "best": 23, "high": 23}
    assert "how many killed: 8 or 17 or 23" in incident.contradictions
    assert [(step.best, step.current) for step in incident.history["killed"]] == [(17, True), (23, True), (8, True)]


def test_a_doer_is_not_his_own_target_unless_one_report_says_so() -> None:
    raid = Say("Velm raided", agent="XXA.MIL", target="REB")
    stoned = Say("Troops stoned at Velm", agent=None, target="XXA.MIL")
    incident = one(coded("A", raid, stoned))
    assert [a.actor_id for a in incident.agents] == ["XXA.MIL"]
    assert [a.actor_id for a in incident.targets] == ["REB"]
    own = one(coded("A", Say("The army shelled its own post at Velm", agent="XXA.MIL", target="XXA.MIL")))
    assert [a.actor_id for a in own.targets] == ["XXA.MIL"]


def test_a_higher_least_figure_leaves_the_toll_open_above_an_exact_one() -> None:
    police = Say("Police: three were killed in Velm", killed=3, speaker="XXA.COP")
    monitors = Say("Monitors: at least 12 were killed in Velm", killed=(12, None, None), speaker="XXB.GOV")
    [incident] = link_reports([coded("A", police, monitors)]).incidents
    assert incident.tolls["killed"] == {"low": 3, "best": 3, "high": None}
    assert incident.contradictions == ("how many killed: 3 or at least 12",)


def test_a_least_figure_within_an_exact_one_leaves_nothing_open() -> None:
    police = Say("Police: three were killed in Velm", killed=3, speaker="XXA.COP")
    monitors = Say("Monitors: at least two were killed in Velm", killed=(2, None, None), speaker="XXB.GOV")
    [incident] = link_reports([coded("A", police, monitors)]).incidents
    assert incident.tolls["killed"] == {"low": 3, "best": 3, "high": 3}
    assert incident.contradictions == ()


def test_a_least_figure_that_its_outlet_has_replaced_leaves_nothing_open() -> None:
    first = coded("A", Say("At least 12 were killed in Velm", killed=(12, None, None)), published="2020-05-02")
    later = coded("A", Say("Officials lowered the death toll in Velm to 9", killed=9), published="2020-05-03")
    [incident] = link_reports([first, later]).incidents
    assert incident.tolls["killed"] == {"low": 9, "best": 9, "high": 9}

"""Small corpora of our own, as a careful desk would keep them."""

from __future__ import annotations

import pytest

import khabar
from khabar.link import link_reports
from khabar.records import Coded, Polarity, Stance, Standing
from tests.link.build import Say, coded

ONE = "Jets struck the grain market of Velm at dawn, killing Karim Ostrand and Selma Teline"
TWO = "A car bomb tore through the police barracks of Velm at dusk, killing Ensign Bodo Farrun"


def market(
    outlet: str, *, killed: int | None = 4, published: str = "2020-05-02", day: str | None = "2020-05-01"
) -> Coded:
    return coded(outlet, Say(ONE, killed=killed, target="~market", day=day), published=published)


def barracks(outlet: str) -> Coded:
    return coded(outlet, Say(TWO, mode="explosives", agent="REB", target="XXA.COP", killed=9))


def test_two_strikes_of_one_day_in_one_town_are_two() -> None:
    incidents = link_reports([market("A"), market("B"), barracks("C"), barracks("D")]).incidents
    assert sorted(i.n_documents for i in incidents) == [2, 2]


def test_an_article_that_tells_of_both_does_not_chain_them() -> None:
    both = coded(
        "E",
        Say(ONE, killed=4, target="~market"),
        Say(TWO, mode="explosives", agent="REB", target="XXA.COP", killed=9),
    )
    incidents = link_reports([market("A"), market("B"), both, barracks("C"), barracks("D")]).incidents
    assert sorted(i.n_documents for i in incidents) == [3, 3]


def test_a_toll_that_rises_over_three_days_is_one_incident_with_its_history() -> None:
    pages = [market(f"day {n}", killed=killed, published=f"2020-05-0{n}") for n, killed in ((2, 4), (3, 7), (4, 11))]
    [incident] = link_reports(pages).incidents
    assert incident.tolls["killed"]["best"] == 11
    assert sorted(value.value["best"] for value in incident.fields["killed"]) == [4, 7, 11]


def test_a_denial_and_a_counter_claim_are_in_one_disputed_incident() -> None:
    claim = coded("A", Say(ONE, target="~market", speaker="REB", standing=Standing.CLAIMED))
    denial = Say(
        "The air force denied that it had struck the market of Velm on 1 May",
        polarity=Polarity.DENIED,
        target="~market",
        speaker="XXA.MIL.AIR",
        stance=Stance.DENIES,
    )
    counter = Say("Rebels shelled the market of Velm, the air force said", agent=None, mode=None, target="~market")
    [incident] = link_reports([claim, coded("B", denial, counter)]).incidents
    assert incident.n_documents == 2
    assert any("denied by" in sentence for sentence in incident.contradictions)


def test_an_anniversary_opens_nothing() -> None:
    later = coded(
        "F", Say(ONE, killed=4, target="~market", day="2020-05-01"), published="2021-05-01", title="A year after Velm"
    )
    [incident] = link_reports([market("A"), market("B"), later]).incidents
    assert incident.n_documents == 3


def test_caution_keeps_apart_what_only_little_speaks_for() -> None:
    wide = coded("B", Say("The north was hit", place="North", agent="XXA"))
    pages = [coded("A", Say("Jets struck Velm")), wide]
    assert len(link_reports(pages).incidents) == 1
    assert len(link_reports(pages, caution=2.0).incidents) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A Russian missile struck an apartment block in Pavlohrad on Friday morning, killing one man, officials said."
        "\n\nThree hours later a second missile hit a bus stop in the same city. Two women died there.",
        "Shells hit the market of Sake on Friday, killing one trader. A second attack on Friday evening hit a school in"
        " the town, killing two children.",
    ],
)
def test_what_a_second_missile_hits_is_a_second_incident(text: str) -> None:
    ledger = khabar.code(text, published="2024-03-16")
    killed = sorted(incident.tolls["killed"]["best"] or 0 for incident in ledger.incident_records())
    assert killed == [1, 2]

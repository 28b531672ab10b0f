"""What sums up several happenings is kept as an aggregate, and is no incident."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import Linked, link_reports
from khabar.read import read_page
from khabar.records import Coded

SUMS = [
    "Coalition aircraft have carried out 24 strikes on Raqqa since January, the monitor said.",
    "Weekend violence left 12 dead in nine shootings across Chicago.",
    "At least 300 people have been killed in Khartoum since October, doctors said.",
    "More than 4,000 civilians have been killed in Burkina Faso this year.",
    "The army carried out more than 300 raids in the past two months in Jenin.",
    "Over the past three weeks, rebels have ambushed six convoys near Goma.",
    "There have been 41 homicides in Oakland so far this year, police said.",
    "A hundred people were killed in clashes in Tripoli between January and March.",
    "Cartel gunmen carried out dozens of attacks in Sinaloa last month, the governor said.",
    "Gangs killed 5,600 people in Haiti in 2023, the UN said.",
    "Shelling has killed 57 civilians in Kherson over the past six weeks.",
    "More than 13,000 people were killed in the ten-year war.",
    "Some 45,000 people died in three decades of fighting, the ministry says.",
    "Some 20,000 people were killed in the civil war.",
    "More than 3,200 people have been killed by the army since the coup of February 1, 2021.",
    "Police officers carried out at least 106 summary executions in Sake during the quarter, the UN said.",
    "Since then, more than 900 civilians have been killed in Sake, the UN says.",
    "At least 120 people have died in clashes since the disputed election, doctors said.",
]
ONES = [
    "The deadliest attack in Mogadishu since 2017 killed 29 people on Monday.",
    "Gunmen killed 29 people in Mogadishu on Monday, the deadliest attack since 2017.",
    "A series of air strikes hit Aleppo overnight, killing 10 people.",
    "Two strikes hit Aleppo on Monday, killing ten people.",
    "Police arrested 230 protesters in Tehran last week.",
    "A bomb killed 13 people in Quetta last month.",
    "A truck bomb killed 580 people in Mogadishu in 2017.",
    "In the last 24 hours, Israeli strikes killed 70 people in Gaza.",
    "Rebels have besieged Kadugli since November, residents said.",
    "Two journalists have been detained in Minsk since 3 March, their lawyer said.",
    "Three suicide bombers attacked the mosque in Zaria on Friday.",
    "A bomb killed 12 people in Goma on Sunday in the ten-year war between the army and rebels.",
    "A bomb killed 40 people in Goma on Sunday, the worst attack in the ten-year war.",
    "Shelling killed 14 people in Goma on Sunday, the first deaths since the truce.",
    "Soldiers, who have fought in the valley since 2015, killed 12 rebels in Sake on Sunday.",
    "Jets bombed Sake on Monday. Residents said at least 53 bodies had been found there so far.",
    "Fourteen people were killed in the week-long fighting in Sake.",
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, name: str, *sentences: str, published: date = date(2024, 3, 14)) -> Coded:
    return coder.code(read_page("\n\n".join(sentences), name=name, published=published))


def statuses(linked: Linked) -> set[str]:
    return {incident.status for incident in linked.incidents}


@pytest.mark.parametrize("sentence", SUMS)
def test_a_sum_is_no_incident(coder: Coder, sentence: str) -> None:
    linked = link_reports([code(coder, "a", "What the figures say", sentence)])
    assert statuses(linked) == {"aggregate"}


@pytest.mark.parametrize("sentence", ONES)
def test_one_happening_is_an_incident(coder: Coder, sentence: str) -> None:
    linked = link_reports([code(coder, "a", "What the figures say", sentence)])
    assert statuses(linked) == {"live"}


def test_a_sum_beside_a_deed_leaves_the_deed_as_it_was(coder: Coder) -> None:
    deed = "A car bomb killed seven people at a market in Baidoa on Monday, police said."
    total = "Bombs have killed 212 people in Somalia since January, the ministry said."
    alone = link_reports([code(coder, "a", "Market", deed)]).incidents
    both = link_reports([code(coder, "a", "Market", deed, total)]).incidents
    [live] = [i for i in both if i.status == "live"]
    assert live.tolls == alone[0].tolls
    [summed] = [i for i in both if i.status == "aggregate"]
    assert summed.tolls["killed"]["best"] == 212


def test_two_outlets_sum_up_and_a_third_tells_of_one(coder: Coder) -> None:
    pages = [
        code(coder, "a", "Toll", "At least 300 people have been killed in Khartoum since October, doctors said."),
        code(coder, "b", "Toll", "In Khartoum, more than 310 people have been killed since October, doctors said."),
        code(coder, "c", "Shelling", "Shells killed nine people at a hospital in Khartoum on Tuesday, doctors said."),
    ]
    found = link_reports(pages).incidents
    assert [i.n_documents for i in found if i.status == "live"] == [1]
    assert sum(i.n_documents for i in found if i.status == "aggregate") == 2

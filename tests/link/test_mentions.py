"""All words by which one happening is named, over articles on one case."""

from __future__ import annotations

import pytest

from khabar import Coder
from khabar.link import link_reports
from khabar.link.happenings import find_happenings
from khabar.link.mentions import Named, link_happenings
from khabar.read import read_page
from khabar.records import Document

VELM_ONE = read_page(
    "Gunmen shot dead the miller Aldo Brunsk in Velm on Monday. Police arrested his cousin Teodor Brunsk. "
    "The murder shocked the village of Velm, mayor Ilse Kottmar said.",
    name="one",
)
VELM_TWO = read_page(
    "The trial of Teodor Brunsk over the killing of the miller Aldo Brunsk opens in Velm. He was detained in May, "
    "prosecutor Hanno Weld said.",
    name="two",
)
OSTRA = read_page(
    "A soldier was killed in Ostra by a mine. Engineers of the Ninth Brigade under Colonel Mirka Dahl were arrested.",
    name="three",
)


def words(named: Named) -> list[str]:
    return [word.text for word in named.words]


def by_sense(documents: list[Document], sense: str) -> list[list[str]]:
    return [sorted(words(one)) for one in link_happenings(documents) if one.sense == sense]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked the fort and have withdrawn.", ["attacked", "withdrawn"]),
        ("The attack was the third this year.", ["attack"]),
        ("There is a house that seems to be empty.", []),
        ("The trial and the funeral are on one day.", ["trial", "funeral"]),
        ("Two men were found dead.", ["found", "dead"]),
    ],
)
def test_words_that_name_happenings(text: str, expected: list[str]) -> None:
    assert [one.text for one in find_happenings(read_page(text, name="page"))] == expected


def test_words_of_one_sense_are_one_happening_over_articles_on_one_case() -> None:
    assert by_sense([VELM_ONE, VELM_TWO], "kill") == [["killing", "murder"]]
    assert by_sense([VELM_ONE, VELM_TWO], "arrest") == [["arrested", "detained"]]


def test_articles_on_another_case_are_another_happening() -> None:
    assert sorted(by_sense([VELM_ONE, VELM_TWO, OSTRA], "kill")) == [["killed"], ["killing", "murder"]]


def test_what_two_people_say_is_two_happenings() -> None:
    assert len(by_sense([VELM_ONE, VELM_TWO], "speech")) == 2


def test_the_order_of_documents_does_not_matter() -> None:
    assert link_happenings([OSTRA, VELM_TWO, VELM_ONE, OSTRA]) == link_happenings([VELM_ONE, VELM_TWO, OSTRA])


def test_offsets_are_those_of_the_document() -> None:
    for one in link_happenings([VELM_ONE]):
        for word in one.words:
            assert VELM_ONE.text[word.start : word.end] == word.text


def test_a_happening_has_the_incident_of_its_reports() -> None:
    coded = [Coder().code(OSTRA)]
    linked = link_reports(coded)
    named = link_happenings([OSTRA], coded=coded, linked=linked)
    incidents = {m.report_id: m.incident_id for m in linked.memberships}
    killed = next(one for one in named if one.sense == "kill")
    assert killed.incident_id in incidents.values()
    assert all(one.incident_id is None for one in link_happenings([OSTRA]))

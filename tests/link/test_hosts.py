"""What a sentence without day and place goes with: never a deed of long ago told by the way, nor one by other means."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import EventType


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def deeds(coder: Coder, text: str) -> list[list[str]]:
    """Return the triggers of each incident's assaults, in text order."""
    coded = coder.code(read_page(text, name="page", published=date(1999, 5, 19)))
    starts = {report.report_id: report for report in coded.reports}
    incidents = [i for i in link_reports([coded]).incidents if i.event_type is EventType.ASSAULT]
    return sorted(
        sorted((starts[i].trigger.text for i in incident.report_ids), key=text.index) for incident in incidents
    )


def test_what_was_done_years_before_takes_nothing_that_comes_sentences_later(coder: Coder) -> None:
    text = (
        "PRISTINA, 19 May 1999 - Two gunmen shot dead the mayor of Pristina as he left a hall on Monday.\n\n"
        "The mayor's driver was wounded in the arm.\n\nHis predecessor was murdered in 1986.\n\n"
        "The council met in the evening and named a successor.\n\n"
        "The governor said the murder had nothing to do with the car bomb that went off at the barracks."
    )
    assert [told for told in deeds(coder, text) if "murdered" in told] == [["murdered"]]


def test_what_was_done_years_before_keeps_the_sentence_behind_it(coder: Coder) -> None:
    text = (
        "Rebels shelled a market in Freetown on Monday.\n\nIn 1995 gunmen attacked a church in Bo. "
        "Nine people were killed."
    )
    assert ["attacked", "killed"] in deeds(coder, text)


def test_an_old_war_that_a_deed_is_measured_by_is_not_that_deed(coder: Coder) -> None:
    text = (
        "Mortars kill 150 in Vukovar\n\n"
        "Mortar shells tore through a market in Vukovar on Monday, killing at least 150 people.\n\n"
        "It was the deadliest assault on the town since the German invasion of 1941."
    )
    for told in deeds(coder, text):
        assert told == ["invasion"] or "invasion" not in told


def test_a_sniper_beside_shelling_is_a_deed_of_his_own(coder: Coder) -> None:
    text = (
        "Gunners fired mortars into Dobrinja on Monday, killing nine people, doctors said.\n\n"
        "Twenty-two people were hurt, said a doctor who runs the hospital.\n\n"
        "A nurse was hit by a sniper as she ran to help."
    )
    assert ["hit"] in deeds(coder, text)


def test_a_shell_beside_the_great_one_in_the_next_quarter_is_another(coder: Coder) -> None:
    text = (
        "Car bombs in Sadr City kill 150\n\n"
        "Car bombs tore through Sadr City on Monday, killing at least 150 people.\n\n"
        "In an apparent reprisal, militiamen fired mortar rounds at a mosque in Adhamiya, killing one man."
    )
    assert ["fired"] in deeds(coder, text)

"""Who denies what was told before, in words that name no deed."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded, EventType, Incident, Polarity, Role, Standing

ACCUSED = "Activists said the army had shelled Bunia on Sunday"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def coded(coder: Coder, text: str) -> Coded:
    return coder.code(read_page(text, name="x", published=date(2023, 9, 11)))


def assault(page: Coded) -> Incident:
    [found] = [i for i in link_reports([page]).incidents if i.event_type is EventType.ASSAULT]
    return found


@pytest.mark.parametrize(
    "denial",
    [
        ". The army denied it.",
        ". The army denied the claim.",
        ". The army has denied the charge.",
        ". The army rejected the accusation.",
        ". The army dismissed the report.",
        ". The army rejected the allegations as propaganda.",
        ". The army called the claim baseless.",
        ". The army described the reports as a lie.",
        ". The army said the accusations were false.",
        ". The army said that was not true.",
        ". The army denied any involvement.",
        ". The army denied having done so.",
        ". An army spokesman said that it had taken no part.",
        ". The claim was denied by the army.",
        ", a charge the army denies.",
        ", an accusation rejected by the army.",
        ", which the army denied.",
        ", but the army denies it.",
    ],
)
def test_the_accused_deny_what_is_laid_on_them_and_the_incident_is_disputed(coder: Coder, denial: str) -> None:
    page = coded(coder, ACCUSED + denial)
    [told] = [r for r in page.reports if r.standing is Standing.DENIED]
    assert [a.actor_id for a in told.actors if a.role is Role.AGENT] == ["COD.MIL"]
    assert (told.event_type, told.polarity, told.chain[-1].actor_id) == (EventType.ASSAULT, Polarity.DENIED, "COD.MIL")
    incident = assault(page)
    assert incident.standing is Standing.DISPUTED
    assert any(c.startswith("who did it: denied by the accused") for c in incident.contradictions)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A bomb killed four people in Colombo on Sunday. The LTTE denied planting it.", "LTTE"),
        ("A bomb killed four people in Colombo on Sunday. The LTTE said it had nothing to do with it.", "LTTE"),
        (
            "Gunmen killed nine traders in Maiduguri on Sunday. The mayor named Boko Haram, which denied any role.",
            "Haram",
        ),
    ],
)
def test_who_denies_a_part_denies_the_doer_and_not_the_deed(coder: Coder, text: str, who: str) -> None:
    incident = assault(coded(coder, text))
    assert incident.standing is Standing.REPORTED
    [contradiction] = incident.contradictions
    assert contradiction.startswith("who did it: a part in it denied by")
    assert who in contradiction


def test_the_accused_without_a_name_deny_it_in_their_own_words(coder: Coder) -> None:
    incident = assault(coded(coder, "The raiders are accused of having massacred 40 people in Sake, which they deny."))
    assert incident.contradictions == ("who did it: denied by the accused, The raiders",)


@pytest.mark.parametrize(
    "text",
    [
        f"{ACCUSED}. The army did not deny it.",
        f"{ACCUSED}. The army neither confirmed nor denied the claim.",
        f"{ACCUSED}. The army could not be reached to deny the claim.",
        f"{ACCUSED}. If the army denies it, activists said, it is lying.",
        "The army shelled Bunia on Sunday. The general rejected it.",
        "The army shelled Bunia on Sunday. The minister denied the rebels access to the airport.",
        "The army shelled Bunia on Sunday. The army was denied entry to the town.",
        "The army shelled Bunia on Sunday. The court rejected the claim of the company.",
        "The army shelled Bunia on Sunday. The rebels denied claims that their leader had fled.",
        "The army shelled Bunia on Sunday. The rebels said they took no part in the talks.",
        "The army shelled Bunia on Sunday. The bishop said the church had no role in politics.",
        "The army shelled Bunia on Sunday. The judge dismissed the charges against a journalist.",
    ],
)
def test_what_is_no_denial_of_the_deed_disputes_nothing(coder: Coder, text: str) -> None:
    incident = assault(coded(coder, text))
    assert incident.standing is not Standing.DISPUTED
    assert not incident.contradictions


def test_an_accusation_that_is_taken_up_to_be_denied_is_no_new_one(coder: Coder) -> None:
    page = coded(coder, f"{ACCUSED}. The army rejected the accusation.")
    assert [r.event_type for r in page.reports] == [EventType.ASSAULT, EventType.ASSAULT]

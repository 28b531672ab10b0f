"""Whose deed it is where somebody tells, blames, asks for its end, or speaks of what his forces always do."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import EventType, Incident, Modality, Report, Role, Standing


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def assaults(coder: Coder, text: str) -> list[Report]:
    page = coder.code(read_page(text, name="x", published=date(2023, 9, 11)))
    return [r for r in page.reports if r.event_type is EventType.ASSAULT]


def incident(coder: Coder, text: str) -> Incident:
    page = coder.code(read_page(text, name="x", published=date(2023, 9, 11)))
    [found] = [i for i in link_reports([page]).incidents if i.event_type is EventType.ASSAULT]
    return found


def doers(report: Report) -> list[str | None]:
    return [a.text for a in report.actors if a.role is Role.AGENT]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A survivor told the BBC that rebels entered the village, took ten of her friends and killed them.", "rebels"),
        ("Survivors told reporters that soldiers separated men from women, led twenty of them away and killed them.",
         "soldiers"),
        ("The priest told Reuters that militiamen had stormed the church, dragged out six boys and shot them.",
         "militiamen"),
        ("Survivors told reporters that masked policemen had seized the men, led them up the hill and killed them.",
         "masked policemen"),
    ],
)  # fmt: skip
def test_who_tells_of_a_killing_is_not_who_killed(coder: Coder, text: str, doer: str) -> None:
    assert doers(assaults(coder, text)[-1]) == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "The minister vowed to punish the rebels who attacked Goma on Sunday, killing five people.",
        "The general condemned the rebels who attacked Goma on Sunday, killing five people.",
        "Kenya promised to hunt down the rebels who stormed a university in Garissa, killing 148 people.",
        "Soldiers killed the commander of the rebels that attacked Goma in May, killing 50 people.",
    ],
)
def test_harm_behind_a_relative_clause_was_done_by_whom_that_clause_tells_of(coder: Coder, text: str) -> None:
    deed = assaults(coder, text)[-1]
    assert [(a or "").split()[-1] for a in doers(deed)] == ["rebels"]
    assert deed.tolls


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The army bombed the militants who hold the town, killing 12 people.", "The army"),
        ("Police shot at men who had robbed a bank, killing three people.", "Police"),
    ],
)
def test_who_strikes_those_who_did_something_does_the_harm(coder: Coder, text: str, doer: str) -> None:
    assert doers(assaults(coder, text)[0]) == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "Yerevan accused Azerbaijan in turn of shelling Stepanakert.",
        "Yerevan accused Azerbaijan in a statement of shelling Stepanakert.",
        "Yerevan accused Azerbaijan in a letter to the UN of shelling Stepanakert on Sunday.",
        "Yerevan accused Azerbaijan at a news conference of shelling Stepanakert.",
    ],
)
def test_words_between_whom_somebody_accuses_and_of_what(coder: Coder, text: str) -> None:
    [shelling] = assaults(coder, text)
    assert doers(shelling) == ["Azerbaijan"]
    assert shelling.chain[-1].text == "Yerevan"


def test_who_accuses_stands_before_of_what(coder: Coder) -> None:
    told = assaults(coder, "Last year Elan was accused by the United Nations of murder, rape and kidnapping.")
    assert [link.text for r in told for link in r.chain[1:]] == ["the United Nations"] * 3


@pytest.mark.parametrize("called", ["", ' as "lies"', ' as "a pack of lies"', " as nonsense"])
def test_who_rejects_a_claim_denies_the_deed_whatever_he_calls_it(coder: Coder, called: str) -> None:
    [shelling] = assaults(coder, f"The army rejected{called} the rebels' claim that it had shelled Goma on Monday.")
    assert shelling.standing is Standing.DENIED
    assert [link.text for link in shelling.chain[1:]] == ["The army", "the rebels'"]


@pytest.mark.parametrize(
    "text",
    [
        "The authorities should stop shooting protesters.",
        "All sides must stop bombing hospitals.",
        "The army must end its attacks on civilians.",
    ],
)
def test_what_ought_to_stop_is_no_deed_told(coder: Coder, text: str) -> None:
    assert [r.modality for r in assaults(coder, text)] == [Modality.ADVISED]


def test_what_did_stop_was_done(coder: Coder) -> None:
    assert [r.modality for r in assaults(coder, "The army stopped shelling Goma on Sunday.")] == [Modality.ACTUAL]


def test_what_ones_strikes_are_like_is_no_admission(coder: Coder) -> None:
    told = "A strike killed five people in a market in Goma on Sunday. "
    habit = '"Our strikes are precise," said Colonel Guillaume Ndjike, the army spokesman.'
    deed = '"We carried out the strike," said Colonel Guillaume Ndjike, the army spokesman.'
    assert not incident(coder, told + habit).agents
    assert [a.actor_id for a in incident(coder, told + deed).agents] == ["COD.MIL"]


def test_who_says_he_was_behind_the_blasts_claims_them(coder: Coder) -> None:
    told = "On Sunday three bombs went off in Baghdad, killing six people. "
    claimed = incident(coder, told + "Islamic State said through its Amaq agency that it was behind the blasts.")
    assert [a.name for a in claimed.agents] == ["Islamic State"]
    denied = incident(coder, told + "Islamic State denied that it was behind the blasts.")
    assert not denied.agents
    assert denied.standing is Standing.REPORTED


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("The air force bombed Najran on Friday. There were no casualties.", False),
        ("Protesters torched the consulate in Najaf overnight. No guard was hurt in Najaf.", False),
    ],
)
def test_a_toll_of_none_denies_no_deed(coder: Coder, text: str, disputed: bool) -> None:
    assert (incident(coder, text).standing is Standing.DISPUTED) is disputed

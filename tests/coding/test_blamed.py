"""Who is blamed, in a sentence that names no deed, for the deed told before it; and whose voice that is."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import EventType, Report, Role, Standing

DEED = "A blast killed nine people in Kano on Monday."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def blamed(coder: Coder, text: str) -> list[Report]:
    page = read_page(text, name="x", published=date(2015, 6, 10))
    return [r for r in coder.code(page).reports if r.event_type is EventType.ASSAULT and r.trigger.text == "blamed"]


@pytest.mark.parametrize(
    ("sentence", "doer", "standing"),
    [
        ("Police blamed Boko Haram.", "group:boko-haram", Standing.CLAIMED),
        ("Police blamed Boko Haram on Tuesday.", "group:boko-haram", Standing.CLAIMED),
        ("The governor blamed it on Boko Haram.", "group:boko-haram", Standing.CLAIMED),
        ("It was blamed on Boko Haram.", "group:boko-haram", Standing.HEARSAY),
        ("The Kurdistan Workers' Party was blamed.", "group:pkk", Standing.HEARSAY),
    ],
)
def test_the_armed_who_are_blamed_are_its_doers(coder: Coder, sentence: str, doer: str, standing: Standing) -> None:
    (report,) = blamed(coder, f"{DEED} {sentence}")
    assert [a.actor_id for a in report.actors if a.role is Role.AGENT] == [doer]
    assert report.standing is standing
    assert report.place is not None
    assert (report.place.name, report.tolls) == ("Kano", ())


@pytest.mark.parametrize(
    "text",
    [
        f"{DEED} Critics blamed the government.",
        f"{DEED} The driver was blamed.",
        f"{DEED} Traders blamed Boko Haram for the price of sugar.",
        f"{DEED} Nobody has blamed Boko Haram.",
        f"{DEED} The police did not blame Boko Haram.",
        f"{DEED} The police may blame Boko Haram.",
        "Prices rose in Kano on Monday. Police blamed Boko Haram.",
    ],
)
def test_no_doer_by_blame(coder: Coder, text: str) -> None:
    assert blamed(coder, text) == []


def test_what_stands_beside_the_blame_is_the_outlets_own_voice(coder: Coder) -> None:
    page = read_page("Car bomb kills 12 in Velm as Real IRA is blamed", name="x", published=date(1998, 8, 18))
    standings = {r.trigger.text: r.standing for r in coder.code(page).reports}
    assert standings["kills"] is Standing.REPORTED


def test_a_source_ends_before_its_verb(coder: Coder) -> None:
    text = "The statement by General Ali Example is the first admission by the army that its troops fired at marchers."
    (report,) = coder.code(read_page(text, name="x")).reports
    assert next(link.text for link in report.chain[1:]) == "General Ali Example"


@pytest.mark.parametrize("end", ["; Real IRA blamed", "; rebels blamed"])
def test_who_is_blamed_at_the_end_of_a_headline_blames_nobody(coder: Coder, end: str) -> None:
    page = read_page(f"Car bomb kills 12 in Velm{end}", name="x", published=date(1998, 8, 18))
    found = coder.code(page).reports
    assert next(r.standing for r in found if r.trigger.text == "kills") is Standing.REPORTED
    assert [a.role for r in found if r.trigger.text == "blamed" for a in r.actors] == [Role.TARGET]

"""Headlines in capitals tell what they tell in small letters."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.parse.capitals import lowered
from khabar.read import read_page
from khabar.records import Report

HEADLINES = (
    "Rebels seize town in Kivu",
    "Gunmen slaughter 40 farmers in Borno",
    "Police fire tear gas at protesters in Nairobi",
    "Militants behead three villagers in Cabo Delgado",
    "Army retakes town from rebels",
    "Police whip migrants at the border",
    "RSF loots hospital in Geneina",
    "Ethiopia expels seven UN officials",
    "Policeman shot dead in Srinagar",
    "US sanctions Iranian drone makers",
)
_SMALL = frozenset({"in", "at", "the", "from"})


def titled(headline: str) -> str:
    """Return a headline with all but its small words in capitals."""
    return " ".join(word if word in _SMALL else word[0].upper() + word[1:] for word in headline.split())


def told(headline: str) -> list[tuple[object, ...]]:
    def words(report: Report) -> list[tuple[str, str]]:
        return [(actor.role.value, (actor.text or "").casefold()) for actor in report.actors]

    reports = Coder().code(read_page(headline, name="x")).reports
    return [(r.event_type, words(r), [(t.measure, t.best) for t in r.tolls]) for r in reports]


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_tells_the_same_in_capitals(headline: str) -> None:
    small = told(headline)
    assert small
    assert told(titled(headline)) == small
    assert told(headline.upper()) == small


@pytest.mark.parametrize(
    "text",
    [
        "Rebels Shell Reds in Home Opener, 12-1",
        "Apple Fires 200 Workers in Cupertino",
        "Wildfire Torches 40 Homes in Oregon",
        "RANGERS STORM PAST CELTIC",
        "Critics Slaughter New Bond Film",
    ],
)
def test_other_fields_stay_quiet_in_capitals(text: str) -> None:
    assert told(text) == []


def test_running_text_and_names_keep_their_letters() -> None:
    assert lowered(["Gunmen", "attacked", "the", "town", "of", "Sake"]) == {}
    assert lowered(["Lashkar-e-Taiba", "and", "Jaish"]) == {}
    assert lowered(["UNITA"]) == {}


def test_words_of_the_report_are_those_of_the_page() -> None:
    [report] = Coder().code(read_page("Rebels Seize Town in Kivu", name="x")).reports
    assert report.trigger.text == "Seize"
    assert {actor.text for actor in report.actors} == {"Rebels", "Town"}


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Settlers torch homes near Nablus", "Settlers"),
        ("Myanmar junta razes 100 homes in Sagaing", "Myanmar junta"),
        ("Jihadists murder priest in Katsina", "Jihadists"),
        ("Sniper wounds boy in Hebron", "Sniper"),
        ("Rebels blockade port of Berbera", "Rebels"),
        ("The army retook Palmyra.", "The army"),
        ("Army retakes Palmyra", "Army"),
        ("Azerbaijan shells Stepanakert.", "Azerbaijan"),
        ("Houthis besiege village in Bayda", "Houthis"),
        ("Gunmen hijack bus near Kano, abduct 30", "Gunmen"),
        ("ISIS detonates car bomb, kills and wounds 18 soldiers", "ISIS"),
        ("A Myanmar Air Force jet bombed Pazigyi village in Sagaing on Tuesday.", "A Myanmar Air Force jet"),
    ],
)
def test_verbs_that_look_like_nouns(text: str, doer: str) -> None:
    [report, *_] = Coder().code(read_page(text, name="x")).reports
    assert [a.text for a in report.actors if a.role == "agent"] == [doer]

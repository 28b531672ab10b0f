"""Where an event was: by its own sentence, by its document, or unknown."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Report


def reports(text: str) -> tuple[Report, ...]:
    return Coder().code(read_page(text, name="x", published=date(2024, 3, 14))).reports


def of(text: str, trigger: str) -> Report:
    return next(r for r in reports(text) if r.trigger.text == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("HARARE, Zimbabwe (AP) — Police beat three lawyers outside a court on Monday.", "beat", "Harare"),
        ("Soldiers entered Lubumbashi on Friday. They shot two students in the city.", "shot", "Lubumbashi"),
        ("Miners gathered in Kitwe for a vote. Police fired tear gas at them there.", "fired", "Kitwe"),
        ("A suicide attack shook Multan on Monday.", "suicide attack", "Multan"),
        ("Gunmen stormed a farm near Ibadan on Monday. They killed the guard.", "killed", "Ibadan"),
        ("The army bombed the port of Bosaso on Monday.", "bombed", "Bosaso"),
        ("Rebels fired rockets at Butembo from Uganda on Monday.", "fired", "Butembo"),
    ],
)
def test_a_place_by_the_rest_of_the_text(text: str, trigger: str, name: str) -> None:
    place = of(text, trigger).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Gunmen killed a judge on Monday, a lawyer said in Kampala.", "killed"),
        ("She studied in Cairo for years. On Monday gunmen killed her brother.", "killed"),
        ("LONDON — Sudanese soldiers killed a doctor on Monday, a rights group said.", "killed"),
        ("Man shot at party - WXYZ News Memphis\n\nA man was shot at a party on Monday, police said.", "shot"),
    ],
)
def test_what_the_text_leaves_open_stays_open(text: str, trigger: str) -> None:
    place = of(text, trigger).place
    assert place is None or place.place_id is None


def test_a_site_keeps_its_words_and_takes_its_town() -> None:
    place = of("Students met in Lucknow on Sunday. Police arrested ten outside the university.", "arrested").place
    assert place is not None
    assert (place.text, place.name, place.where_prec) == ("the university", "Lucknow", 1)
    assert place.confidence is not None
    assert place.confidence < 1


def test_listed_places_are_one_reports() -> None:
    report = of("Jets bombed Douma, Harasta and Idlib on Friday, killing nine people.", "bombed")
    assert report.place is not None
    assert [p.name for p in (report.place, *report.places)][1:] == ["Harasta", "Idlib"]
    whole = of("Gunmen killed a priest in Culiacán, Sinaloa, on Friday.", "killed")
    assert whole.place is not None
    assert (whole.place.text, whole.places) == ("Culiacán", ())


def test_distances_move_the_point() -> None:
    place = of("Bandits attacked a bus 40 km north of Baidoa on Monday.", "attacked").place
    assert place is not None
    assert place.latitude == pytest.approx(3.47, abs=0.05)
    assert place.longitude == pytest.approx(43.65, abs=0.05)
    assert place.radius_km == pytest.approx(15.3, abs=0.1)


def test_between_two_towns_is_half_way() -> None:
    place = of("A convoy was ambushed on the road between Segou and San on Monday.", "ambushed").place
    assert place is not None
    assert (place.relation, place.where_prec) == ("between", 5)
    assert place.longitude == pytest.approx(-5.57, abs=0.1)

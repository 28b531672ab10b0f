"""Where a deed was that stands beside another: what only dates it, villages around a town, one deed after another."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def reports(coder: Coder, text: str) -> tuple[Report, ...]:
    return coder.code(read_page(text, name="x", published=date(2015, 6, 10))).reports


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Saudi jets bombed Sanaa on Tuesday, hours after missiles hit Jizan. Eight people were killed.", "killed",
         "Sanaa"),
        ("Missiles hit Odesa on Monday, a day after drones struck Belgorod. Eleven people were wounded.", "wounded",
         "Odesa"),
        ("Guns shelled Stepanakert on Sunday before rockets hit Ganja. Four soldiers were killed.", "killed",
         "Khankendi"),
    ],
)  # fmt: skip
def test_the_tale_goes_on_with_the_main_clause(coder: Coder, text: str, trigger: str, name: str) -> None:
    place = next(r for r in reports(coder, text) if r.trigger.text == trigger).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Shells hit Mostar on Monday. Troops seized the village of Bijelo Polje, north of the city.", "seized",
         "Mostar"),
        ("Shells hit Mostar on Monday. Troops seized the village of Bijelo Polje.", "seized", "Bijelo Polje"),
        ("Rebels hit Grozny on Monday. Rebels ambushed a convoy near Shali, 30 km south of the city.", "ambushed",
         "Shali"),
    ],
)  # fmt: skip
def test_a_village_by_the_town_it_lies_beside(coder: Coder, text: str, trigger: str, name: str) -> None:
    report = next(r for r in reports(coder, text) if r.trigger.text == trigger)
    assert report.place is not None
    assert report.place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Balakot on Tuesday, days after a suicide bomber killed 40 police in Pulwama.",
        "After a bomb killed two in Kano, troops raided Zaria on Monday.",
        "Police killed two men after gunmen attacked a station in Quetta.",
    ],
)
def test_one_deed_after_another_is_two(coder: Coder, text: str) -> None:
    assert len(reports(coder, text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people died after a bomb exploded at a market in Kano on Monday.",
        "A soldier was killed after rebels ambushed a patrol near Beni.",
    ],
)
def test_the_dead_of_the_deed_they_died_after_are_its_own(coder: Coder, text: str) -> None:
    (one,) = reports(coder, text)
    assert one.tolls


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Shells fell on Martuni on Sunday.\n\nRebels overran large parts of the lakeside town on Tuesday.", "overran",
         "Martuni"),
        ("A bomb hit a bus in Gao on Monday, an army spokesman told reporters in Bamako. Two men were shot in the "
         "town.", "shot", "Gao"),
        ("Jets bombed Tripoli on Monday. A shell fell near Misrata. On Tuesday, tanks shelled a clinic south of the "
         "capital.", "shelled", "Tripoli"),
        ("Rebels hurled grenades packed with nails at the police post in Nairobi and killed three policemen.",
         "hurled", "Nairobi"),
    ],
)  # fmt: skip
def test_the_town_is_the_one_where_it_was(coder: Coder, text: str, trigger: str, name: str) -> None:
    place = next(r for r in reports(coder, text) if r.trigger.text == trigger).place
    assert place is not None
    assert place.name == name


def test_a_quarter_is_no_town_abroad(coder: Coder) -> None:
    text = "Most of the dead of Duekoue were found in the Carrefour quarter. Gunmen shot two nurses in the town."
    (report,) = (r for r in reports(coder, text) if r.trigger.text == "shot")
    assert report.place is None or report.place.country_iso3 == "CIV"


def test_a_capital_that_only_heard_of_it(coder: Coder) -> None:
    text = "LIMA, Peru (AW) - Soldiers opened fire on farmers in a mountain hamlet on Monday, killing six."
    assert reports(coder, text)[0].place is None


def test_a_village_that_the_verb_before_names(coder: Coder) -> None:
    text = "Gunmen dragged nine men from their huts in the village of Zorbelam on Friday and hacked them to death."
    assert all("Zorbelam" in (r.place.text if r.place else "") for r in reports(coder, text))


def test_beside_the_capital_is_near_it(coder: Coder) -> None:
    text = "Jets bombed Tripoli on Monday. On Tuesday, tanks shelled a clinic south of the capital."
    place = next(r for r in reports(coder, text) if r.trigger.text == "shelled").place
    assert place is not None
    assert (place.name, place.relation) == ("Tripoli", "near")


def test_since_when_something_has_been_has_no_town_of_the_deed_before(coder: Coder) -> None:
    text = "Rebels shot down a drone near Vardenis. Officials put the dead at 633 since the fighting broke out in May."
    place = next(r for r in reports(coder, text) if r.trigger.text == "fighting").place
    assert place is None


@pytest.mark.parametrize(
    ("words", "relation"), [("near Dhobley", "near"), ("south of Dhobley", "south"), ("in Dhobley", "in")]
)
def test_a_headline_is_no_nearer_than_its_lede(coder: Coder, words: str, relation: str) -> None:
    text = (
        "<html><head><title>Nine fighters killed in drone strike, says Kenyan army</title></head><body><article>"
        "<h1>Nine fighters killed in drone strike, says Kenyan army</h1>"
        f"<p>A Kenyan drone killed nine al-Shabaab fighters when it hit a truck {words} in southern Somalia on 4 June,"
        " the army said on Sunday.</p><p>It gave no further details of the truck or of its cargo.</p>"
        "</article></body></html>"
    )
    told = reports(coder, text)
    assert {r.place.relation for r in told if r.place is not None and r.place.name == "Dhobley"} == {relation}

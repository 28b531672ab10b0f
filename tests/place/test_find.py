import pytest

from khabar.place import find_places


def names(text: str) -> list[str]:
    return [m.text for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Nyala and El Fasher in Darfur.", ["Nyala", "El Fasher", "Darfur"]),
        ("Militiamen burned huts in Zurmi, Zamfara state.", ["Zurmi", "Zamfara state"]),
        ("Drones hit Pokrovsk, Avdiivka and Toretsk overnight.", ["Pokrovsk", "Avdiivka", "Toretsk"]),
        ("They fled the Eupharates valley for Deir Azzor.", ["Eupharates valley", "Deir Azzor"]),
        ("Rivers rose in Reading and in Nice.", ["Reading", "Nice"]),
        ("Convoys crossed the Line of Control in Kashmir.", ["the Line of Control", "Kashmir"]),
        ("Gunmen fired at the Temple of Anuket in Aswan.", ["Aswan"]),
        ("A bus burned in Temple, Texas.", ["Temple", "Texas"]),
        ("A ferry sank off Mocha in the Red Sea.", ["Mocha", "Red Sea"]),
        ("Three men from Alexandria, La., were hurt.", ["Alexandria", "La."]),
    ],
)
def test_places_are_found(text: str, expected: list[str]) -> None:
    assert [n.removeprefix("the ") for n in names(text)] == [n.removeprefix("the ") for n in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith and Chelsea Clark won.",
        "Mr. Paris and Gen. Lincoln spoke on Monday.",
        "Reading is good for you. Mobile phones are not.",
        "The Syrian army and Kenyan troops marched.",
        "She studies at the University of Nairobi School of Law.",
        "The Boston Globe reported it.",
        "In March and May it rained; Sunday was dry.",
        "Senator Houston, of the Denver Broncos, fell ill with West Nile virus.",
    ],
)
def test_names_of_people_bodies_and_days_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Troops dug in near Hajin.", "near"),
        ("Jets struck south of Dashisha.", "south"),
        ("It lies 30 km east of Goma.", "30 km east"),
        ("Pirates waited off the coast of Somalia.", "off"),
        ("Sites around the border town of Abu Kamal were hit.", "around"),
        ("Fighting went on in the northern city of Kunduz.", "in"),
        ("Boats sank along the Euphrates.", "along"),
        ("Rebels hold the Iraq-Syria border crossing.", "border"),
        ("Bombs fell on the Syrian side of the border.", "side"),
        ("Guards fired across Turkey's border with Iran.", "border"),
        ("Kabul fell.", None),
    ],
)
def test_relations(text: str, relation: str | None) -> None:
    assert find_places(text)[0].relation == relation


def test_spans_hold_and_follow_the_offset() -> None:
    text = "Fighters from Aleppo, the Syrian-Turkish border and Deir Ezzor met in Hajin, Syria."
    for offset in (0, 400):
        for mention in find_places(text, offset=offset):
            assert text[mention.start - offset : mention.end - offset] == mention.text


def test_abu_kamal_is_a_town() -> None:
    (mention,) = find_places("Iraqi jets hit trucks near Abu Kamal.")
    assert mention.candidates[0].entry.country_iso3 == "SYR"


def test_countries_and_capitals_can_be_metonyms() -> None:
    able = {m.text: m.metonym_able for m in find_places("Moscow, Ukraine and Kharkiv")}
    assert able == {"Moscow": True, "Ukraine": True, "Kharkiv": False}

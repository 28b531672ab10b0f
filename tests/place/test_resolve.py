import pytest

from khabar.globe import distance_km
from khabar.place import find_places, resolve, resolve_places, to_place


@pytest.mark.parametrize(
    ("text", "name", "iso3", "point"),
    [
        ("Police in Tripoli, Lebanon, fired in the air.", "Tripoli", "LBN", (34.43, 35.85)),
        ("Libyan militias clashed in Tripoli.", "Tripoli", "LBY", (32.89, 13.19)),
        ("Gunmen shot a farmer in Beni, Congolese officials said.", "Beni", "COD", (0.49, 29.47)),
        ("Georgian troops left Gori.", "Gori", "GEO", (41.98, 44.11)),
        ("Firefighters in Athens, Georgia, found the body.", "Athens", "USA", (33.96, -83.38)),
        ("Firefighters in Athens found the body, Greek police said.", "Athens", "GRC", (37.98, 23.73)),
        ("Militants took Palma in Cabo Delgado, Mozambique.", "Palma", "MOZ", (-10.77, 40.48)),
        ("The junta shelled Lashio in Shan State, Myanmar.", "Lashio", "MMR", (22.94, 97.75)),
        ("Colombian rebels held Tumaco.", "Tumaco", "COL", (1.8, -78.76)),
        ("South Sudanese soldiers reached Bor.", "Bor", "SSD", (6.21, 31.56)),
        ("Houthi mines killed two in Hodeidah.", "Hodeidah", "YEM", (14.8, 42.95)),
        ("Nigerian troops retook Baga.", "Baga", "NGA", (13.1, 13.82)),
        ("Russian guns pounded Kherson, Ukraine.", "Kherson", "UKR", (46.64, 32.61)),
        ("Jets struck Deir al-Zour in Syria.", "Deir al-Zour", "SYR", (35.34, 40.14)),
        ("Gunmen attacked Barsalogho in Burkina Faso.", "Barsalogho", "BFA", (13.41, -1.06)),
    ],
)
def test_context_decides(text: str, name: str, iso3: str, point: tuple[float, float]) -> None:
    found = next(p for p in resolve(text) if p.mention.name == name)
    assert found.country_iso3 == iso3
    assert found.latitude is not None
    assert found.longitude is not None
    assert distance_km((found.latitude, found.longitude), point) < 30


def test_the_countries_of_actors_help() -> None:
    text = "Fighters killed nine people in Palma."
    plain, helped = (
        resolve_places(find_places(text), text=text, countries=c)[0].country_iso3 for c in (None, {"MOZ": 3.0})
    )
    assert (plain, helped) == ("ESP", "MOZ")


def test_one_name_has_one_meaning() -> None:
    text = "A bomb went off in Tripoli. Lebanese police sealed Tripoli off, said officials in Tripoli, Lebanon."
    assert {p.country_iso3 for p in resolve(text) if p.mention.name == "Tripoli"} == {"LBN"}


def test_side_of_the_border_is_the_country_at_the_border() -> None:
    text = "Iraqi jets struck fighters on the Syrian side of the border."
    (found,) = resolve(text)
    place = to_place(found)
    assert (place.place_id, place.relation, place.where_prec) == ("geonames:163843", "border", 5)
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance_km((place.latitude, place.longitude), (35.5, 41.3)) < 160


def test_a_border_has_both_countries() -> None:
    (found,) = resolve("Smugglers were shot at the Iran-Pakistan border.")
    assert found.entry is not None
    assert set(found.entry.countries) == {"IRN", "PAK"}
    assert to_place(found).where_prec == 5


@pytest.mark.parametrize(
    ("text", "prec"),
    [
        ("A bus burned in Kunduz city.", 1),
        ("A bus burned near Hajin.", 2),
        ("A bus burned in Rapides Parish, Louisiana.", 3),
        ("A bus burned in Helmand province.", 4),
        ("A bus burned in the Sahel.", 5),
        ("A bus burned in Yemen.", 6),
        ("A ship burned in the Gulf of Aden.", 7),
    ],
)
def test_where_prec(text: str, prec: int) -> None:
    assert to_place(resolve(text)[0]).where_prec == prec


def test_a_name_without_candidates_keeps_its_words() -> None:
    from khabar.place.model import PlaceMention

    (found,) = resolve_places([PlaceMention(3, 9, "Qwrtzk", "Qwrtzk", ())], text="in Qwrtzk")
    place = to_place(found)
    assert (place.text, place.place_id, place.where_prec, place.latitude) == ("Qwrtzk", None, None, None)


def test_unit_and_town_of_one_name() -> None:
    bare, unit = resolve("Shots were heard in Idlib.")[0], resolve("Shots were heard in Idlib province.")[0]
    assert (to_place(bare).where_prec, to_place(unit).where_prec) == (1, 4)


@pytest.mark.parametrize(
    ("text", "name", "iso3"),
    [
        ("In Tikrit, U.S. troops shot dead three protesters.", "Tikrit", "IRQ"),
        ("In Tyre, Israel bombed a bridge.", "Tyre", "LBN"),
        ("On Monday in Hodeida, Saudi Arabia bombed a market.", "Hodeida", "YEM"),
        ("Nine men were killed near Kandahar, US officials said.", "Kandahar", "AFG"),
        ("In Paris, Texas, a gunman killed two people.", "Paris", "USA"),
        ("An attack in Kobe, Ethiopia, killed nine.", "Kobe", None),
    ],
)
def test_who_acts_in_a_town_is_not_what_holds_it(text: str, name: str, iso3: str | None) -> None:
    found = next(p for p in resolve(text) if p.mention.text == name)
    assert (found.entry.country_iso3 if found.entry else None) == iso3


def test_a_unit_of_another_country_is_not_that_of_the_town_of_its_name() -> None:
    text = "BENI, DR Congo - Rebels killed nine people near Beni. Dozens fled Beni territory."
    found = [p.entry.country_iso3 for p in resolve(text) if "ben" in p.mention.text.lower() and p.entry]
    assert found == ["COD"] * 3

"""Names that the wrong place must not take: old names of capitals, small units, seas, parts of a city."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.place.gazetteer import gazetteer
from khabar.place.record import english
from khabar.place.resolve import resolve
from khabar.read import read_page


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A man was stabbed in Philadelphia on Monday.", "Philadelphia", "USA"),
        ("Two students were robbed in Portland, police said.", "Portland", "USA"),
        ("A drone hit Sloviansk on Friday.", "Slovyansk", "UKR"),
        ("Rebels killed six farmers near Beni.", "Beni", "COD"),
        ("Herders fled Gogrial after the raid.", "Gogrial", "SSD"),
        ("Shells landed in Deir Ezzor city.", "Deir ez-Zor", "SYR"),
        ("A mine went off in Menbej city.", "Manbij", "SYR"),
        ("Crowds gathered in Kiev on Sunday.", "Kyiv", "UKR"),
    ],
)
def test_a_name_means_its_best_known_bearer(text: str, name: str, country: str) -> None:
    [entry] = [p.entry for p in resolve(text)]
    assert entry is not None
    assert (entry.name, entry.country_iso3) == (name, country)


def test_a_sea_is_no_province_of_its_name() -> None:
    [sea] = [p.entry for p in resolve("The tanker was boarded in the Red Sea, its owner said.")]
    assert sea is not None
    assert sea.country_iso3 is None
    [state] = [p.entry for p in resolve("Fighting spread to Red Sea state.") if p.entry]
    assert state.country_iso3 == "SDN"


def test_a_part_of_a_city_is_no_town_elsewhere() -> None:
    text = "Man killed in Chicago\n\nCHICAGO - A man was shot dead on the South Side on Monday, Chicago police said."
    coded = Coder().code(read_page(text, name="a", published=date(2024, 3, 14)))
    places = [r.place for r in coded.reports if r.place is not None]
    assert places
    assert {place.name for place in places} == {"Chicago"}
    assert [p.entry.name for p in resolve("A barn burned in East End, Arkansas.") if p.entry] == [
        "East End",
        "Arkansas",
    ]


def test_names_are_shown_as_english_writes_them() -> None:
    shown = {english(c.entry) for name in ("Hajin", "Hasakah", "Reykjavík") for c in gazetteer().find(name)}
    assert {"Hajin", "Al Hasakah", "Reykjavík"} <= shown

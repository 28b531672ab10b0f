"""Names that the words beside them tie to another place."""

from __future__ import annotations

import pytest

from khabar.place import resolve


def _of(text: str, name: str) -> tuple[str | None, str | None]:
    place = next(p for p in resolve(text) if p.mention.name == name)
    return (place.entry.name if place.entry else None), place.mention.relation


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("Shells hit a market in the Mayo area of southern Khartoum.", "Mayo", "Khartoum"),
        ("Shells hit a market in Mayo, southern Khartoum, on Sunday.", "Mayo", "Khartoum"),
        ("Shelling killed four in the Yarmouk district of Khartoum.", "Yarmouk", "Khartoum"),
        ("Shells killed three people in the Paris district of Goma.", "Paris", "Goma"),
        ("Gunmen killed 12 people in Florida, a suburb of Johannesburg.", "Florida", "Johannesburg"),
        ("Police shot three men in the Palestine quarter of western Baghdad.", "Palestine", "Baghdad"),
        ("A gunman opened fire in Miami's Liberty City neighborhood.", "Liberty City", "Miami"),
        ("Gunmen killed 12 people in Springfield, north of Kano, on Monday.", "Springfield", "Kano"),
        ("Gunmen killed five in Moscow, a village some 20 kilometres south of Jos.", "Moscow", "Jos"),
    ],
)
def test_a_name_tied_to_a_place_lies_there(text: str, name: str, meant: str) -> None:
    """Its namesakes in other countries are not meant."""
    assert _of(text, name)[0] == meant


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("A drone hit a house in Kharkiv, northeast of Kyiv, on Monday.", "Kharkiv", "Kharkiv"),
        ("Jets bombed targets in Damascus, north of Amman, on Monday.", "Damascus", "Damascus"),
        ("Troops shot five people in Bethlehem, south of Jerusalem.", "Bethlehem", "Bethlehem"),
        ("Shelling hit Aleppo, northern Syria, and Tripoli, northern Lebanon.", "Tripoli", "Tripoli"),
        ("Gunmen killed 12 people in Hackney, a suburb of London, on Monday.", "Hackney", "Hackney"),
        ("Villagers were killed in Banibangou in Tillaberi, near the Malian border.", "Tillaberi", "Tillabéri"),
        ("A rocket hit the Haret Hreik area of southern Beirut.", "Haret Hreik", "Haret Hreik"),
    ],
)
def test_what_lies_there_keeps_its_own_place(text: str, name: str, meant: str) -> None:
    """A place that is where the words say is itself, and so is one known far away."""
    assert _of(text, name)[0] == meant


def test_what_stands_in_is_told_by_its_relation() -> None:
    """A quarter is in its town; what lies beside a town is as near to it as the text says."""
    assert _of("Shells killed three people in the Paris district of Goma.", "Paris")[1] == "in"
    assert _of("Gunmen killed 12 people in Springfield, north of Kano.", "Springfield")[1] == "north"

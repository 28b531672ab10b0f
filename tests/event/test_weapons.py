"""Weapons by their words: nouns, phrases, designations."""

from __future__ import annotations

import pytest

from khabar.event.weapons import weapon, weapons
from khabar.tables import packaged, read_table


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("AK-47s", "firearm"),
        ("a Su-25SM", "aircraft"),
        ("TOS-1A", "rocket"),
        ("Katyusha rockets", "rocket"),
        ("MiG 29", "aircraft"),
        ("two roadside bombs", "ied"),
        ("a car bomb", "car_bomb"),
        ("the car", "vehicle"),
        ("an anti-tank mine", "mine"),
        ("FPV drones", "drone"),
        ("kitchen knife", "blade"),
        ("Mi-24P", "helicopter"),
    ],
)
def test_words_have_a_kind(words: str, kind: str) -> None:
    found = weapon(words.split())
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("words", ["the G-20", "COVID-19", "a ministry", "bomb disposal"])
def test_other_words_have_none(words: str) -> None:
    assert weapon(words.split()) is None


def test_what_is_a_weapon_by_its_use_only_is_not_plain() -> None:
    by_use, always = weapon(["car"]), weapon(["car", "bomb"])
    assert by_use is not None
    assert always is not None
    assert (by_use.plain, always.plain) == (False, True)


def test_no_form_stands_twice() -> None:
    rows = read_table(packaged("khabar.event", "weapons.tsv"), ["words", "kind"], optional=["plain"])
    forms = [form for row in rows for form in row.items("words")]
    assert len(forms) == len(set(forms)) == len(weapons())
    assert all(form == form.lower() for form in forms)

"""The scorers of events' places, on items made here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.errors import DataFileError
from khabar.evaluate.ucdp_syria_places import names_place
from khabar.evaluate.where import checks, read_where, reports_of

ITEM = {
    "id": "a",
    "text": "Gunmen killed two drivers near Djibo on Monday.",
    "trigger": "killed",
    "places": [{"text": ["Djibo"], "relation": ["near"], "where_prec": [2], "point": [14.1, -1.63], "km": 20}],
}


def test_all_parts_must_be_right() -> None:
    (report,) = reports_of(ITEM, Coder())
    assert checks(ITEM, [report])["right"]
    place = report.place
    assert place is not None
    far = replace(report, place=replace(place, latitude=20.0))
    assert checks(ITEM, [far]) == {
        "found": True, "place": True, "relation": True, "where_prec": True, "point": False, "right": False
    }  # fmt: skip
    assert not checks(ITEM, [replace(report, places=(place,))])["place"]
    assert not checks(ITEM, [replace(report, place=None)])["right"]
    assert not checks(ITEM, [])["found"]


def test_where_none_is_wanted_none_may_be_given() -> None:
    (report,) = reports_of(ITEM, Coder())
    nowhere = {**ITEM, "places": []}
    assert checks(nowhere, [report]) == {"right": False}
    assert checks(nowhere, [replace(report, place=None)]) == {"right": True}


def test_a_trigger_outside_its_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**ITEM, "trigger": "bombed"}), encoding="utf-8")
    with pytest.raises(DataFileError, match="bombed"):
        list(read_where(path))


@pytest.mark.parametrize(
    ("text", "place", "named"),
    [
        ("Shells fall on Tal Rifat", "Tall Rifat town", True),
        ("Two killed in Ter Maala", "Teir Maaleh village", True),
        ("Two killed in the east", "Teir Maaleh village", False),
    ],
)
def test_whether_a_headline_names_its_place(text: str, place: str, named: bool) -> None:
    assert names_place({"text": text, "where_coordinates": place}) is named

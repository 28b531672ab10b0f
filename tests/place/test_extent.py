"""How far from its point a place reaches."""

from __future__ import annotations

import pytest

from khabar.place import resolve, to_place
from khabar.place.geometry import displaced, middle
from khabar.place.relation import displacement


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Clashes broke out in Goma.", 3, 15),
        ("Clashes broke out near Goma.", 28, 40),
        ("Clashes broke out in Kaduna State, Nigeria.", 60, 200),
        ("Clashes broke out in Nigeria.", 500, 900),
    ],
)
def test_radius_by_kind_and_relation(text: str, low: float, high: float) -> None:
    radius = to_place(resolve(text)[0]).radius_km
    assert radius is not None
    assert low <= radius <= high


def test_a_sea_has_no_radius() -> None:
    assert to_place(resolve("A ship was hit in the Black Sea.")[0]).radius_km is None


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("30 km east", (30.0, 90.0)),
        ("ten miles south-west", (16.1, 225.0)),
        ("12 nautical miles north", (22.2, 0.0)),
        ("5 km away", (5.0, None)),
        ("a few km west", (None, 270.0)),
        ("near", (None, None)),
    ],
)
def test_displacements(relation: str, expected: tuple[float | None, float | None]) -> None:
    assert displacement(relation) == expected


def test_points_across_the_date_line() -> None:
    assert displaced((0.0, 179.5), 111.2, 90.0)[1] == pytest.approx(-179.5, abs=0.01)
    assert abs(middle((10.0, 179.0), (10.0, -179.0))[1]) == pytest.approx(180.0, abs=0.01)

from pathlib import Path

import pytest

from khabar.evaluate.places import GoldPlace, count_found, count_given, is_near
from khabar.place.model import Entry, Kind, PlaceMention, ResolvedPlace

NAIROBI = Entry(1, "geonames:184745", "Nairobi", Kind.TOWN, -1.28, 36.82, 2_750_000, ("KEN",))


def answer(start: int, end: int, entry: Entry | None = NAIROBI) -> ResolvedPlace:
    mention = PlaceMention(start, end, "x" * (end - start), "x", ())
    point = (entry.latitude, entry.longitude) if entry else (None, None)
    return ResolvedPlace(mention, entry, 1.0, (), *point)


GOLD = [
    GoldPlace(0, 7, (-1.3, 36.8), "geonames:184745"),
    GoldPlace(20, 27, (-2.0, 37.5), "geonames:1"),
    GoldPlace(40, 47, (10.0, 10.0), "geonames:2"),
    GoldPlace(60, 67, None),
]


def test_near_is_a_hundred_miles() -> None:
    assert [is_near(answer(0, 7), gold) for gold in GOLD] == [True, True, False, False]
    assert not is_near(answer(0, 7, None), GOLD[0])


def test_names_given() -> None:
    exact, near = count_given(GOLD, [answer(g.start, g.end) for g in GOLD])
    assert (exact.right, exact.wanted) == (1, 3)
    assert (near.right, near.wanted) == (2, 3)


def test_names_found() -> None:
    found, near = count_found(
        GOLD, [answer(0, 7), answer(22, 24), answer(60, 67), answer(80, 87), answer(90, 97, None)]
    )
    assert (found.right, found.given, found.wanted) == (2, 4, 3)
    assert (near.right, near.given, near.wanted) == (2, 3, 3)


def test_one_gold_name_is_answered_once() -> None:
    found, _ = count_found(GOLD[:1], [answer(0, 3), answer(4, 7)])
    assert (found.right, found.given) == (1, 2)


@pytest.mark.parametrize("name", ["lgl", "geovirus"])
def test_floors(name: str) -> None:
    path = Path(__file__).parents[3] / "shared" / "data" / f"geo_{name}" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the gold data is not beside this checkout")
    from khabar.evaluate.places import score_places

    figures = score_places(f"geo_{name}", path, limit=60).figures
    assert figures["near_161km"] >= 0.75
    assert figures["raw_161km_f1"] >= 0.5

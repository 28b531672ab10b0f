"""Harm that several words tell together, in sentences of our own."""

from __future__ import annotations

import pytest

from khabar.event.toll import find_tolls
from khabar.parse import sentences_of

K, I, M, D, A = "killed", "injured", "missing", "detained", "abducted"  # noqa: E741


# sentence, (measure, low, best, high) of each toll
SHARED = [
    ("Some 40 people were killed, wounded or kidnapped.", []),
    ("The raid left 300 people killed, hurt or missing.", [(h, None, None, 300) for h in (K, I, M)]),
    ("The ambush left 40 soldiers dead or captured.", [(K, None, None, 40), (D, None, None, 40)]),
    ("Gunmen kidnapped and killed two nurses.", [(K, 2, 2, 2)]),
    ("Hitmen gunned down two brothers in Cali.", [(K, 2, 2, 2)]),
    ("Gunmen on a motorcycle mowed down a radio host.", [(K, 1, 1, 1)]),
    ("The rebels took eight hostages.", [(A, 8, 8, 8)]),
    ("Rebels took 20 villagers hostage.", [(A, 20, 20, 20)]),
    ("Militants beheaded a shepherd.", [(K, 1, 1, 1)]),
    ("A mob lynched a trader in Lagos.", [(K, 1, 1, 1)]),
    ("Gunmen kidnapped a family near Jos.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_harm_that_words_tell_together(
    text: str, expected: list[tuple[str, int | None, int | None, int | None]]
) -> None:
    [sentence] = sentences_of(text)
    found = [(m.toll.measure.value, m.toll.low, m.toll.best, m.toll.high) for m in find_tolls(sentence)]
    assert sorted(found, key=str) == sorted(expected, key=str)

"""How surely a toll is put is asked of the words that give it, not only of the deed."""

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Modality, Polarity


def _tolls(text: str) -> list[tuple[str, int | None, Modality]]:
    coded = Coder().code(read_page(text, name="own"))
    return [
        (t.measure.value, t.high, r.modality) for r in coded.reports if r.polarity is Polarity.AFFIRMED for t in r.tolls
    ]


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("The strike killed six people.", [("killed", 6, Modality.ACTUAL)]),
        ("The strike may have killed six people.", [("killed", 6, Modality.POSSIBLE)]),
        ("The strike did not kill six people.", []),
        ("The army lost the town after a “deadly” strike on it.", []),
        ("Police raised the number wounded in the market attack from 3 to 8.", [("injured", 8, Modality.ACTUAL)]),
    ],
)
def test_a_toll_is_no_surer_than_its_words(text: str, tolls: list[tuple[str, int | None, Modality]]) -> None:
    assert _tolls(text) == tolls


def test_who_tells_is_not_whom_it_was_done_to() -> None:
    coded = Coder().code(read_page("Workers protested against the mine, according to a medic.", name="own"))
    assert not any("medic" in (a.text or "") for r in coded.reports for a in r.actors)

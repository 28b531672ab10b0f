"""Names of actors in a sentence: taken whole, and no place inside them."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.read import read_page


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "actor_id", "words", "place"),
    [
        (
            "Islamic State in the Greater Sahara fighters killed two people.",
            "group:isgs",
            "Islamic State in the Greater Sahara",
            None,
        ),
        (
            "Islamic State's West Africa Province killed 12 soldiers near Baga.",
            "group:iswap",
            "Islamic State's West Africa Province",
            "Baga",
        ),
        (
            "Gunmen from the Movement for the Emancipation of the Niger Delta kidnapped two oil workers on Tuesday.",
            "group:mend",
            "Gunmen from the Movement for the Emancipation of the Niger Delta",
            None,
        ),
        ("The Kosovo Liberation Army attacked a patrol on Monday.", "group:kla", "The Kosovo Liberation Army", None),
        ("Rebels seized two trucks from Boko Haram.", None, "Rebels", None),
    ],
)
def test_a_doer_is_named_by_the_whole_of_his_name(
    coder: Coder, text: str, actor_id: str | None, words: str, place: str | None
) -> None:
    report = coder.code(read_page(text, name="page")).reports[0]
    agent = next(a for a in report.actors if a.role.value == "agent")
    assert (agent.actor_id, agent.text) == (actor_id, words)
    assert (report.place.text if report.place else None) == place


def test_a_body_named_after_a_region_may_still_say_where(coder: Coder) -> None:
    report = coder.code(read_page("Gunmen killed two soldiers in the Kurdistan Region.", name="page")).reports[0]
    assert report.place is not None
    assert report.place.text.endswith("Kurdistan Region") or report.place.text == "Kurdistan"

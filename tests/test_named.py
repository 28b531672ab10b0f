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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen killed the activist Salma Ortez in Bogota.", "the activist Salma Ortez"),
        ("The candidate Salma Ortez was killed on Friday.", "The candidate Salma Ortez"),
        ("Police arrested the man Saturday.", "the man"),
        ("Rebels killed former president Laurent-Desire Kabila.", "former president Laurent-Desire Kabila"),
        ("Gunmen attacked the general, Ali Ortez.", "the general"),
    ],
)
def test_a_name_right_behind_a_noun_belongs_to_it(coder: Coder, text: str, words: str) -> None:
    report = coder.code(read_page(text, name="page")).reports[0]
    assert words in [a.text for a in report.actors if a.role.value == "target"]


def test_a_counterpart_is_not_the_one_whose_counterpart_he_is(coder: Coder) -> None:
    text = "President Tshisekedi met his Rwandan counterpart Paul Kagame in Luanda."
    report = coder.code(read_page(text, name="page")).reports[0]
    assert {a.actor_id for a in report.actors} == {"person:felix-tshisekedi", "person:paul-kagame"}


def test_a_name_in_apposition_tells_who_an_office_is(coder: Coder) -> None:
    text = "The chairman of the African Union Commission, Moussa Faki Mahamat, condemned the attack."
    report = coder.code(read_page(text, name="page")).reports[0]
    assert report.actors[0].actor_id == "person:moussa-faki"


def test_a_day_is_no_part_of_a_name(coder: Coder) -> None:
    report = coder.code(read_page("On Saturday army warplanes bombed a village.", name="page")).reports[0]
    assert report.actors[0].text == "army warplanes"


def test_a_capital_that_is_struck_is_a_town_and_one_that_speaks_a_government(coder: Coder) -> None:
    struck = coder.code(read_page("Russia shelled Kyiv on Monday.", name="page")).reports[0]
    target = next(a for a in struck.actors if a.role.value == "target")
    assert (target.actor_id, target.kind, target.country_iso3) == (None, None, "UKR")
    spoke = coder.code(read_page("Damascus condemned the attack.", name="page")).reports[0]
    assert spoke.actors[0].actor_id == "SYR.GOV"

"""Which of the deeds told before a noun takes up: the attack, not what was done to the attackers."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded

FRIDAY = date(2015, 4, 3)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Coded:
    return coder.code(read_page(text, name="x", published=FRIDAY))


def incident_of(coded: Coded, *words: str) -> list[set[str]]:
    """Return, for each incident, those of the trigger words that its reports stand at."""
    spans = {r.report_id: r.trigger.text for r in coded.reports}
    found = [{spans[i] for i in incident.report_ids} for incident in link_reports([coded]).incidents]
    return [group & set(words) for group in found if group & set(words)]


@pytest.mark.parametrize(
    ("text", "attack", "answer"),
    [
        (
            "Gunmen stormed a village near Kidal on Thursday. Soldiers responded and killed four militants. "
            "Residents counted 20 bodies after the attack.",
            {"stormed", "attack"},
            {"killed"},
        ),
        (
            "Militants raided a barracks in Gao on Thursday. The army shot dead twelve of the assailants. "
            "Nine soldiers died in the assault.",
            {"raided", "assault"},
            {"shot"},
        ),
        (
            "Four men with rifles stormed a hotel in Kabul on Thursday. Police killed all the attackers. "
            "The Taliban claimed responsibility.",
            {"stormed", "responsibility"},
            {"killed"},
        ),
        (
            "Fighters of Boko Haram overran Baga on Saturday. Troops killed 40 insurgents on Sunday. "
            "Amnesty said 150 people died in the massacre.",
            {"overran", "massacre"},
            {"killed"},
        ),
    ],
)
def test_an_attack_is_not_what_was_done_to_the_attackers(
    coder: Coder, text: str, attack: set[str], answer: set[str]
) -> None:
    assert incident_of(code(coder, text), *attack, *answer) in ([attack, answer], [answer, attack])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Rebels shelled Goma on Sunday. On Monday the army bombed a rebel camp near Sake, killing 12 rebels. "
            "The raid destroyed two trucks.",
            {"bombed", "destroyed"},
        ),
        ("Rebels shot down a helicopter near Alva on Thursday. The attack killed nine.", {"shot down", "killed"}),
    ],
)
def test_a_noun_takes_up_what_was_done_to_armed_men(coder: Coder, text: str, words: set[str]) -> None:
    assert words in incident_of(code(coder, text), *words) or len(incident_of(code(coder, text), *words)) == 1


def test_a_killing_of_people_is_no_craft_brought_down(coder: Coder) -> None:
    text = (
        "Jets struck nine camps on Wednesday, India said. Pakistan said it had shot down five jets. The killing of 26 "
        "tourists at Pahalgam in March had angered Delhi. Pakistan denied any part in the Pahalgam attack."
    )
    coded = code(coder, text)
    assert {"killing", "attack"} in incident_of(coded, "killing", "attack", "shot down")
    [jets] = [i for i in link_reports([coded]).incidents if i.event_mode == "destroy"]
    assert not jets.tolls
    assert jets.standing.value == "claimed"

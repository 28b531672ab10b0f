"""Who did it, by those who tell it firsthand before those who accuse."""

from __future__ import annotations

from datetime import date

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page


def agents(text: str) -> list[tuple[str | None, ...]]:
    coded = Coder().code(read_page(text, name="page", published=date(2024, 3, 14)))
    return [
        tuple(a.name or a.text for a in i.agents) for i in link_reports([coded]).incidents if i.event_type == "ASSAULT"
    ]


def test_an_accuser_does_not_name_the_doer_where_the_author_does() -> None:
    text = (
        "Militants ambushed soldiers near Uri on Monday, killing three. "
        "Pakistan was behind the attack near Uri on Monday, the Indian home minister said."
    )
    assert ("Pakistan",) not in agents(text)


def test_a_claim_makes_open_words_closer() -> None:
    text = (
        "Gunmen killed nine farmers near Konduga on Monday. "
        "Boko Haram fighters killed the nine farmers near Konduga on Monday, the army said."
    )
    assert any("Boko Haram" in names for names in agents(text))


def test_gunmen_and_the_army_are_two() -> None:
    text = (
        "Gunmen killed a prosecutor in Guayaquil on Wednesday. "
        "The killing came as the Ecuadorean military carried out raids on prisons."
    )
    assert ("Gunmen", "armed forces of Ecuador") not in agents(text)
    assert ("Gunmen",) in agents(text)

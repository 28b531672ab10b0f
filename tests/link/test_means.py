"""A blast and a shooting of one day in one town are two where their dead are far apart."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page

BLAST = (
    "Car bomb kills five in Huanta\n\nHUANTA, June 13 - A car bomb killed five people outside the police headquarters"
    " of Huanta on Monday, the regional governor said."
)


@pytest.mark.parametrize(
    ("other", "incidents"),
    [
        ("Mayor of Huanta shot dead\n\nHUANTA, June 13 - Two gunmen shot dead the mayor of Huanta as he left Mass on"
         " Monday, the governor said.", 2),
        ("Bomb at Huanta police kills four\n\nHUANTA, June 13 - A bomb killed four people at the police headquarters in"
         " Huanta on Monday, the governor said.", 1),
    ],
)  # fmt: skip
def test_a_blast_and_shots_with_other_dead_are_two(other: str, incidents: int) -> None:
    coder = Coder()
    coded = [
        coder.code(read_page(text, name=name, published=date(1989, 6, 13)))
        for name, text in (("one", BLAST), ("two", other))
    ]
    assert len(link_reports(coded).incidents) == incidents


def linked(*texts: str) -> list[tuple[str | None, int]]:
    """Return the mode of each incident that pages of one day make, with how many documents tell of it."""
    coder = Coder()
    coded = [
        coder.code(read_page(text, name=str(n), published=date(1992, 8, 4), outlet=f"Paper {n}"))
        for n, text in enumerate(texts)
    ]
    return sorted((i.event_mode, i.n_documents) for i in link_reports(coded).incidents)


def test_a_morning_bomb_and_evening_shots_of_one_town_are_two_though_as_many_died() -> None:
    bomb = (
        "Bomb kills two in Ayacucho\n\nAYACUCHO, August 4 - A car bomb killed two policemen at a barracks in Ayacucho"
        " early on Monday, the prefect said."
    )
    shots = (
        "Judge shot dead in Ayacucho\n\nAYACUCHO, August 4 - Gunmen shot dead a judge and his driver in Ayacucho on"
        " Monday evening, the prefect said."
    )
    assert linked(bomb, shots) == [("explosives", 1), ("firearms", 1)]


def test_an_arrest_and_a_curfew_of_one_army_in_one_town_are_two() -> None:
    arrest = "AYACUCHO, August 4 - Soldiers detained three students in Ayacucho on Monday, the prefect said."
    curfew = "AYACUCHO, August 4 - Soldiers imposed a curfew in Ayacucho on Monday, the prefect said."
    assert linked(arrest, curfew) == [("arrest", 1), ("curfew", 1)]
    assert linked(arrest, arrest.replace("the prefect said", "residents said")) == [("arrest", 2)]

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

"""The day of deeds that go on from the one told before them (decision 0032)."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.evaluate.dates import interval
from khabar.read import read_page

TUESDAY = date(2024, 6, 18)

# text, the word of the deed, its day of June; None where it must stay open
CASES = [
    ("A missile hit the market on Sunday. It wounded nine traders.", "wounded", 16),
    ("A missile hit the market on Sunday.\n\nThe missile wounded nine traders.", "wounded", 16),
    ("Gunmen attacked a clinic on Sunday. They shot two nurses. A guard was stabbed.", "stabbed", 16),
    ("Gunmen attacked a clinic on Sunday. Rebels had shot two nurses there.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. They have shot two nurses.", "shot", None),
    ("Gunmen attacked a clinic on Sunday.\n\nSoldiers shot two nurses.", "shot", None),
    ("Gunmen attacked a clinic in Aleppo on Sunday. Soldiers shot two nurses in Damascus.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. The mayor fled on Monday. Soldiers shot two nurses.", "shot", None),
    ("Gunmen attacked a clinic in May. They shot two nurses.", "shot", None),
]


@pytest.mark.parametrize(("text", "word", "day"), CASES)
def test_the_day_goes_on(text: str, word: str, day: int | None) -> None:
    page = read_page(text, name="page", published=TUESDAY)
    [deed] = [r for r in Coder().code(page).reports if r.trigger.text == word]
    assert interval(deed.date) == (None if day is None else (date(2024, 6, day),) * 2)


# text, and whether its last deed is another one than the first
NEXT = [
    ("Jets bombed a school in Aleppo on Sunday. A helicopter then fired on the wounded.", True),
    ("A bomber attacked a wedding in Aleppo on Sunday. Minutes later, a second bomber attacked a clinic.", True),
    ("Jets bombed a school in Aleppo on Sunday. The jets then fired on the wounded.", False),
    ("A man was shot in Aleppo on Sunday. A youth then fired at the police.", False),
]


@pytest.mark.parametrize(("text", "apart"), NEXT)
def test_somebody_new_who_acts_then_does_another_deed(text: str, apart: bool) -> None:
    coded = Coder().code(read_page(text, name="page", published=TUESDAY))
    assert any(relation.kind == "distinct" for relation in coded.relations) is apart
    assert interval(coded.reports[-1].date) == (date(2024, 6, 16),) * 2

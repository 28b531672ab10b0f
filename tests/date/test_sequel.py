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
    # something of the deed before is taken up, or it is its harm
    ("Gunmen attacked a clinic on Sunday. Guards shot two of them on the stairs.", "shot", 16),
    ("Gunmen attacked a clinic on Sunday. Gunmen then stabbed a guard.", "stabbed", 16),
    ("A car bomb exploded outside a court on Sunday. A judge, Karim Fayad, was killed.", "killed", 16),
    ("A missile hit the market on Sunday. Another man was wounded.", "wounded", 16),
    # somebody new, or a deed of its own in a row of them
    ("A bomb wounded two men on Sunday. A French engineer was abducted from his house.", "abducted", None),
    ("A policeman was stabbed in Lille on Sunday. A teacher, Paul Renard, was shot.", "shot", None),
    ("A bomber attacked the camp on Sunday. Settlers burned a mosque.", "burned", None),
    ("Gunmen attacked a clinic on Sunday. In Tessekre, two nurses were wounded.", "wounded", None),
    # the words set it apart
    ("Gunmen attacked a clinic on Sunday. In a separate attack, they shot a judge.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. Elsewhere in the country, the gunmen shot a judge.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. In another village, they shot a judge.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. Nurses were often wounded.", "wounded", None),
    ("Gunmen attacked a clinic on Sunday. Nurses were often wounded. Many were burned alive.", "burned", None),
    ("Gunmen attacked a clinic on Sunday. They used to shoot nurses.", "shoot", None),
    ("Gunmen attacked a clinic on Sunday. They wounded nurses every week.", "wounded", None),
    ("Gunmen attacked a clinic on Sunday. For years they shot nurses.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. In the past, they shot nurses.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. They previously shot two nurses.", "shot", None),
    ("Gunmen attacked a clinic on Sunday. Once, they shot a nurse there.", "shot", None),
    ("A bomb wounded the mayor on Sunday. As a child, he was wounded by a mine.", "wounded", None),
    ("A bomb killed the mayor on Sunday. He was shot when he was a student.", "shot", None),
    ("Soldiers raided a mosque on Sunday. They have arrested dozens of men. A boy was beaten.", "beaten", None),
]


@pytest.mark.parametrize(("text", "word", "day"), CASES)
def test_the_day_goes_on(text: str, word: str, day: int | None) -> None:
    page = read_page(text, name="page", published=TUESDAY)
    deed = [r for r in Coder().code(page).reports if r.trigger.text == word][-1]
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


# text, the word of the deed, its days
FROM = [
    ("His predecessor was shot in 1986. Police sought the bomb that went off that morning at the court.", "went off"),
    ("It was the worst raid since the invasion of 2003. Three hours earlier, gunmen besieged a ministry.", "besieged"),
    ("The guerrillas bombed an embassy in 1986. Two days later soldiers shot nine prisoners.", "shot"),
]


@pytest.mark.parametrize(("text", "word"), FROM)
def test_nobody_counts_hours_or_days_from_a_year(text: str, word: str) -> None:
    reports = Coder().code(read_page(text, name="page", published=TUESDAY)).reports
    assert interval([r for r in reports if r.trigger.text == word][-1].date) is None

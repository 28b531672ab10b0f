"""Tolls in odd syntax and odd words: hedges before the phrase, idioms, parts told first, figures nobody has."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.event.toll import find_tolls
from khabar.parse import Stretch, parse
from khabar.read import read_page

K, I, M, D, P, A = "killed", "injured", "missing", "detained", "displaced", "abducted"  # noqa: E741

ODD = [
    ("Nobody was charged with the killing of 3 June.", []),
    ("Nobody was charged with the killings of 6 and 7 May.", []),
    ("Bomb kills 9 Dec. 3 in Velm.", [(K, 9, 9, 9, None)]),
    ("Upwards of 90 herders were massacred in Tine.", [(K, 90, None, None, None)]),
    ("A minimum of six guards died in the raid.", [(K, 6, None, None, None)]),
    ("Forty-odd pilgrims were wounded.", [(I, None, 40, None, None)]),
    ("Three score captives were executed.", [(K, 60, 60, 60, None)]),
    ("A little over 30 miners were hurt.", [(I, None, 30, None, None)]),
    ("Every one of the nine sentries was killed.", [(K, 9, 9, 9, None)]),
    ("Five, perhaps six, soldiers were killed in the ambush.", [(K, 5, None, 6, None)]),
    ("The blast brought the number of wounded to 52.", [(I, 52, 52, 52, None)]),
    ("The toll in the siege stood at 31.", [(K, 31, 31, 31, None)]),
    ("The army acknowledged the loss of 14 men.", [(K, 14, 14, 14, None)]),
    ("Ten captives were put to death by the militia.", [(K, 10, 10, 10, None)]),
    ("Rebels wiped out a patrol of 11 soldiers.", [(K, 11, 11, 11, None)]),
    ("Raiders slit the throats of four shepherds.", [(K, 4, 4, 4, None)]),
    ("A nurse had her arm blown off by a mine.", [(I, 1, 1, 1, None)]),
    ("The shooting left the mayor paralysed.", [(I, 1, 1, 1, None)]),
    ("The ambush left three guards in a critical condition.", [(I, 3, 3, 3, None)]),
    ("The raid left a shepherd lying dead.", [(K, 1, 1, 1, None)]),
    ("Bandits carried off seven pilgrims.", [(A, 7, 7, 7, None)]),
    ("Ada Holt, 24, Fatally Shot in Velm", [(K, 1, 1, 1, None)]),
    ("Father of 5 killed in Velm", [(K, 1, 1, 1, None)]),
    ("Police said a 19-year-old and a 22-year-old were shot.", [(I, 2, 2, 2, None)]),
    ("He was charged with the fatal shooting of two boys.", [(K, 1, None, None, None), (K, 2, 2, 2, None)]),
    ("The stabbing of three commuters shocked the town.", [(I, 3, 3, 3, None)]),
    ("He is charged with the attempted murder of two guards.", []),
    ("The raid hit two men who were killed and four guards who hid.", [(K, 2, 2, 2, None)]),
    ("The whereabouts of six sailors were unknown.", [(M, 6, 6, 6, None)]),
    ("Gunmen shot six people, killing two.", [(I, 6, 6, 6, None), (K, 2, 2, 2, None)]),
    ("Six rebels died in Ayn and four in Beyt.", [(K, 6, 6, 6, None), (K, 4, 4, 4, None)]),
    ("The raid killed 20 people, all but three of them women.", [(K, 20, 20, 20, None), (K, 17, 17, 17, "women")]),
    (
        "The raid killed 24 people, ten of them women and a boy.",
        [(K, 24, 24, 24, None), (K, 10, 10, 10, "women"), (K, 1, 1, 1, "children")],
    ),
    ("Two held over Velm blast", [(D, 2, 2, 2, None)]),
    ("Five hostages held for ransom in Velm", []),
    ("Talks held after clashes in Velm", []),
    (
        "Nine guards and scores of rebels killed in Velm fighting",
        [(K, 49, None, None, None), (K, 9, 9, 9, "security forces"), (K, 40, None, None, "fighters")],
    ),
    (
        "Four soldiers, a civilian dead in Velm ambush",
        [(K, 5, 5, 5, None), (K, 4, 4, 4, "soldiers"), (K, 1, 1, 1, "civilians")],
    ),
    ("Police met two officers and three clerks injured in the blast.", [(I, 3, 3, 3, None)]),
    ("Six of the 14 people killed in the raid were guards.", [(K, 6, 6, 6, "security forces"), (K, 14, 14, 14, None)]),
]
"""Sentence, and measure, low, best, high and part of each toll, in text order."""

NOT_KNOWN = [
    ("A spokesman could not say how many people had been killed.", K),
    ("It was not clear how many had been wounded.", I),
    ("How many died in the raid is not known.", K),
    ("Police gave no figures for the wounded.", I),
]


def _told(text: str) -> list[tuple[str, int | None, int | None, int | None, str | None, bool]]:
    found = [m.toll for s in parse(text, [Stretch(0, len(text), 0, 0)]) for m in find_tolls(s)]
    return [(t.measure.value, t.low, t.best, t.high, t.of, t.unavailable) for t in found]


@pytest.mark.parametrize(("text", "expected"), ODD)
def test_odd_words_and_syntax(
    text: str, expected: list[tuple[str, int | None, int | None, int | None, str | None]]
) -> None:
    assert [row[:5] for row in _told(text)] == expected


@pytest.mark.parametrize(("text", "measure"), NOT_KNOWN)
def test_how_many_is_not_known(text: str, measure: str) -> None:
    assert _told(text) == [(measure, None, None, None, None, True)]


LISTED = [
    ("The dead included four girls and two monks.", [(K, 4, 4, 4, "children"), (K, 2, 2, 2, "monks")]),
    (
        "The raid killed 24 people, ten of them women.",
        [(K, 24, 24, 24, None), (K, 10, 10, 10, "women")],
    ),
    ("One man was killed and another hurt in the clash.", [(K, 1, 1, 1, None), (I, 1, 1, 1, None)]),
    ("A shepherd, his wife and their son were killed by shells.", [(K, 3, 3, 3, None)]),
    ("Bandits shot dead a guard and injured two more.", [(K, 1, 1, 1, None), (I, 2, 2, 2, None)]),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_lists_of_the_harmed(
    text: str, expected: list[tuple[str, int | None, int | None, int | None, str | None]]
) -> None:
    assert [row[:5] for row in _told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bomb took the lives of three shepherds in Tarn.",
        "Six lie dead in Orrin after rebels ran amok.",
        "Nine pilgrims were put to death by bandits near Tarn.",
        "A drone took out four militants in Orrin.",
    ],
)
def test_a_deed_told_by_its_toll_alone(text: str) -> None:
    reports = Coder().code(read_page(text, name="a page")).reports
    assert [(r.event_type.value, len(r.tolls)) for r in reports] == [("ASSAULT", 1)]

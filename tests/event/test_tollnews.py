"""Tolls as newsrooms word them: the other, those in hospital, numbers that name a thing, bodies of people by size."""

from __future__ import annotations

import pytest

from khabar.event.toll import find_tolls
from khabar.parse import Stretch, parse

K, I, D, A = "killed", "injured", "detained", "abducted"  # noqa: E741

NEWS = [
    ("He shot at two guards, killing one of them and wounding the other.", [(K, 1, 1, 1), (I, 1, 1, 1)]),
    ("One passenger was killed and the other is in critical condition.", [(K, 1, 1, 1), (I, 1, 1, 1)]),
    ("One clerk died and a second clerk was taken to hospital.", [(K, 1, 1, 1), (I, 1, 1, 1)]),
    ("A clerk was taken to hospital, where he was pronounced dead.", [(K, 1, 1, 1)]),
    ("Four clerks are in the hospital after a shooting in Velm.", [(I, 4, 4, 4)]),
    ("She is a nurse at the hospital.", []),
    ("A guard remains hospitalized with gunshot wounds.", [(I, 1, 1, 1)]),
    ("Two men were found shot inside a van.", [(I, 2, 2, 2)]),
    ("The mayor told Channel 7 his deputy's injuries are minor.", [(I, 1, 1, 1)]),
    ("Detectives executed 31 search warrants in Velm.", []),
    ("Image 44 of 44 Child shot, mother injured in Velm shooting 1 / 44 Back", [(I, 1, 1, 1)]),
    ("The town's first murder of 2015 happened last night.", []),
    ("Guards shot two robbers dead and hurt a third.", [(K, 2, 2, 2), (I, 1, 1, 1)]),
    ("Nine miners and their cook were killed.", [(K, 10, 10, 10)]),
    ("A shepherd and 12 of his men were killed.", [(K, 13, 13, 13)]),
    ("Raiders killed a five-member family.", [(K, 5, 5, 5)]),
    ("Rebels freed 11 captives, but a twelfth was killed.", [(K, 1, 1, 1)]),
    ("In Velm 180+ people were hurt.", [(I, 180, None, None)]),
    ("Both the girl and the guard were taken to the hospital.", [(I, 2, 2, 2)]),
    ("Rebels killed both guards and a driver.", [(K, 3, 3, 3)]),
    ("Three others, a cook and two nurses were taken to the hospital.", [(I, 3, 3, 3)]),
    ("Thirty-two year old clerk Ada Holt was shot in the leg.", [(I, 1, 1, 1)]),
    ("A woman in her early 30's was shot in the leg.", [(I, 1, 1, 1)]),
    ("5, Including Teacher, Shot In Velm", [(I, 5, 5, 5)]),
    ("Two guards were hurt in Velm - KVLM 9 News Orrin", [(I, 2, 2, 2)]),
    ("Hundreds of women were seized by the militants.", [(A, 200, None, None)]),
    ("Thirty pupils were marched into the bush by gunmen.", [(A, 30, 30, 30)]),
    ("Police picked up more than 1,200 activists.", [(D, 1200, None, None)]),
    ("The attack left 5 people injured and 1 person dead.", [(I, 5, 5, 5), (K, 1, 1, 1)]),
    ("She spoke of the 2015 death of Ada Holt.", [(K, 1, 1, 1)]),
    ("Velm detectives tell 7 Action News a 17-year-old clerk was killed.", [(K, 1, 1, 1)]),
    ("He is charged with the murder of a nurse and another robbery.", [(K, 1, 1, 1)]),
    ("Raiders dragged 16 nurses off a bus and shot them.", [(I, 16, 16, 16)]),
    ("The rebels put their losses at six.", [(K, 6, 6, 6)]),
    ("The mine put its losses at 3 million dollars.", []),
    ("Three rangers martyred, two injured in Velm", [(K, 3, 3, 3), (I, 2, 2, 2)]),
    ("Her 2 yr old son was shot in Velm.", [(I, 1, 1, 1)]),
    ("Four Shot, One Killed In Velm", [(I, 4, 4, 4), (K, 1, 1, 1)]),
    ("Nine Injured In Velm Shooting, Man Dead", [(I, 9, 9, 9), (K, 1, 1, 1)]),
    ("Six people, four men and two women, were hurt in Velm.", [(I, 6, 6, 6)]),
    ("Three suspects were killed in Velm, a man and two women.", [(K, 3, 3, 3)]),
    ("Two women, a man and a child were killed in Velm.", [(K, 4, 4, 4), (K, 2, 2, 2), (K, 1, 1, 1), (K, 1, 1, 1)]),
    ("Fans Hurt In Shooting Outside Velm Stadium", []),
    ("Police still search for a shooting suspect.", []),
    ("Two boys were struck when a gunman opened fire.", [(I, 2, 2, 2)]),
    ("Two boys were struck by a car.", []),
    ("He could have died when the car was hit.", []),
    ("A 16- year-old girl was killed in Velm.", [(K, 1, 1, 1)]),
    ("Ada is recovering from 3 gunshot wounds after being shot.", []),
    ("His predecessor was murdered in 1986.", [(K, 1, 1, 1)]),
    ("Militants took 66 nurses hostage.", [(A, 66, 66, 66)]),
    ("A guard was hit by a sniper while he helped to carry the wounded and died there.", [(K, 1, 1, 1)]),
    ("Six guards and three of the attackers were among the dead.", [(K, 6, 6, 6), (K, 3, 3, 3)]),
    ("Seven were shot and 40 people suffered from tear gas inhalation.", [(I, 7, 7, 7), (I, 40, 40, 40)]),
]


@pytest.mark.parametrize(("text", "wanted"), NEWS)
def test_tolls_of_news(text: str, wanted: list[tuple[str, int | None, int | None, int | None]]) -> None:
    found = [find_tolls(sentence) for sentence in parse(text, [Stretch(0, len(text), 0, 0)])]
    tolls = [(t.toll.measure.value, t.toll.low, t.toll.best, t.toll.high) for tolls in found for t in tolls]
    assert sorted(tolls, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "It was not immediately known whether anyone had been hurt in the rocket attack.",
        "Tank fire hit the silos; information on casualties was being clarified.",
        "The ministry gave no details of losses in the raid.",
    ],
)
def test_figures_that_nobody_has(text: str) -> None:
    found = [t for sentence in parse(text, [Stretch(0, len(text), 0, 0)]) for t in find_tolls(sentence)]
    assert [t.toll.unavailable for t in found] == [True]

"""Tolls put to the dead or hurt as a whole, lists of names, those left in a state, and those who were spared."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.event.toll import find_tolls
from khabar.parse import Stretch, parse
from khabar.read import read_page

K, I, M, P, A, D = "killed", "injured", "missing", "displaced", "abducted", "detained"  # noqa: E741

PUT = [
    ("A second bomb went off in Velm, bringing the dead to 29.", [(K, 29)]),
    ("The ministry put the dead at 41 and the injured at 290 after the strike.", [(K, 41), (I, 290)]),
    ("Police put the death toll at 17 and the wounded at 40 after the blast.", [(K, 17), (I, 40)]),
    ("After the raid the army put its dead at six and its wounded at 14.", [(K, 6), (I, 14)]),
    ("The clash in Velm raised the number of displaced to 40,000.", [(P, 40000)]),
    ("With the two that the rebels took away after the raid, the dead number 24.", [(K, 24)]),
    ("After the blast the dead numbered 30 and the missing 112.", [(K, 30), (M, 112)]),
    ("The wounded number in the hundreds after the shelling.", []),
    ("The army put the injured at the head of the queue after the blast.", []),
    ("The strike took the dead by surprise at 6 a.m.", []),
    ("After the raid medics put the wounded at two clinics.", []),
    ("Three killings in Velm were blamed on the gang.", [(K, 3)]),
    ("The gang carried out five assassinations in Velm.", [(K, 5)]),
    ("The town was shaken by 4 gunfire slayings.", [(K, 4)]),
    ("He was charged in the 2015 slayings at a barber's shop.", []),
    ("There were 2,015 killings in Velm.", [(K, 2015)]),
    ("He faces two counts of murder over the raid.", []),
    ("He was charged with two attempted murders.", []),
]

WHO = [
    ("Ann Lee, 24, Joe Park, 24, Tom Reed, 25 and Ian Holt, 32 were killed.", [(K, 4)]),
    ("Ann Lee, 36; Joe Park, 40; and Tom Reed, 19, were found dead.", [(K, 3)]),
    ("The raiders shot Ann Lee, 36, and her son.", [(I, 2)]),
    ("Ann Lee, 36, shot Joe Park, 40, and fled.", [(I, 1)]),
    ("Four men were found shot in the yard, Ann Lee, 36, of Velm, said.", [(I, 4)]),
    ("He was wanted in the death of Joe Park, a neighbour and close friend.", [(K, 1)]),
    ("He was wanted in the death of a neighbour, Joe Park, and his wife.", [(K, 2)]),
    ("The raider killed his wife, son and daughter.", [(K, 3)]),
    ("Police arrested three leaders, among them Ann Lee and Joe Park.", [(D, 3)]),
    ("Police arrested three leaders and two drivers, among them Ann Lee.", [(D, 5)]),
    ("He fired at her husband, striking both him and their son.", [(I, 2)]),
    ("Judge Joe Park was found shot dead in his flat.", [(K, 1)]),
    ("The blast left two other guards and a child wounded.", [(I, 3)]),
    ("The blast left three guards and a cook injured.", [(I, 4)]),
    ("The blast left two guards dead and a cook wounded.", [(K, 2), (I, 1)]),
    ("The raid left nine dead and 40 wounded.", [(K, 9), (I, 40)]),
    ("Gunmen attacked a village, leaving nine dead and scores wounded.", [(K, 9), (I, None)]),
    ("5-year-old Ann Lee, 8-year-old Joe Park and Tom Reed were killed.", [(K, 3)]),
    ("Man dead, infant and another man wounded in Velm shooting", [(K, 1), (I, 2)]),
    ("Raiders took its nurse and five children hostage.", [(A, 6)]),
    ("Two guards were killed and a third lost a leg when a mine blew up.", [(K, 2), (I, 1)]),
    ("A 38-year-old woman, a 21-year-old man and a 15-year-old girl were killed.", [(K, 3)]),
    ("Ann Lee, a nurse, and a guard were killed.", [(K, 2)]),
    ("Gunmen opened fire, hitting a 25- and 35-year-old in the leg.", [(I, 2)]),
    ("Family members told News 8 she was wounded in the shooting.", [(I, 1)]),
    ("News: 5 killed in Velm shooting", [(K, 5)]),
    ("Two injured in shooting NE Charlotte shooting", [(I, 2)]),
    ("Gunmen shot North Velm mayor Ann Lee.", [(I, 1)]),
    ("A seven-member family was wiped out by the shell.", [(K, 7)]),
]

SPARED = [
    ("Three others suffered non-fatal bullet wounds.", [(I, 3)]),
    ("Three others suffered fatal bullet wounds.", [(K, None)]),
    ("There were three customers who weren't hurt in the shooting.", []),
    ("There were three customers who were hurt in the shooting.", [(I, 3)]),
    ("The rockets caused neither deaths nor injuries.", [(K, 0), (I, 0)]),
    ("The rockets caused neither panic nor injuries.", [(I, 0)]),
    ("Neither the deaths nor the injuries were announced.", []),
    ("A suicide attacker blew himself up, killing no one but himself.", [(K, "attackers", 1)]),
    ("The bomb killed no one.", [(K, 0)]),
    ("The raid killed three and injured seven, two of whom are in critical condition.", [(K, 3), (I, 7)]),
    ("Officers found four shooting victims.", [(I, 4)]),
    ("Officers spoke to the victims' four children.", []),
    ("The attack ended with five people in the hospital.", [(I, 5)]),
    ("The day ended with five nurses at the hospital gate.", []),
    ("Three boys were released from a hospital after the shooting.", [(I, 3)]),
    ("Three boys were released from prison after the shooting.", []),
]


@pytest.mark.parametrize(("text", "wanted"), [*PUT, *WHO, *SPARED])
def test_a_toll_is_read(text: str, wanted: list[tuple[str, int | None] | tuple[str, str, int]]) -> None:
    found: list[tuple[str, int | None] | tuple[str, str, int | None]] = []
    for sentence in parse(text, [Stretch(0, len(text), 0, 0)]):
        for toll in (mention.toll for mention in find_tolls(sentence)):
            if toll.of == "attackers":
                found.append((toll.measure.value, toll.of, toll.best))
            elif toll.of is None:
                found.append((toll.measure.value, toll.best))
    assert found == wanted


def test_a_number_that_nobody_has_is_not_to_be_had() -> None:
    text = "Two people have died and an undetermined number are injured after the attack."
    [sentence] = parse(text, [Stretch(0, len(text), 0, 0)])
    tolls = [(m.toll.measure.value, m.toll.best, m.toll.unavailable) for m in find_tolls(sentence)]
    assert tolls == [(K, 2, False), (I, None, True)]


def test_the_dead_told_beside_the_wounded_belong_to_their_deed() -> None:
    text = "The raid left six guards dead, including a captain, and 14 injured after militants opened fire."
    tolls = [t for r in Coder().code(read_page(text, name="x")).reports for t in r.tolls]
    assert [(t.measure.value, t.best) for t in tolls if t.of is None] == [(K, 6), (I, 14)]

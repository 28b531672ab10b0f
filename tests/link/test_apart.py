"""What the text opens as another deed is one: "Separately,", "In another incident,", "Elsewhere,"."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Incident


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder for all texts."""
    return Coder()


def _incidents(coder: Coder, text: str) -> list[Incident]:
    page = read_page(text, name="apart", published=date(2023, 9, 10))
    return [i for i in link_reports([coder.code(page)]).incidents if i.event_type.value == "ASSAULT"]


@pytest.mark.parametrize(
    "second",
    [
        "Separately, three aid workers were found dead near Sake, the UN said.",
        "In another incident, three aid workers were found dead near Sake, the UN said.",
        "Elsewhere, the bodies of three aid workers were found near Sake.",
        "In a separate attack, a shell killed three aid workers.",
        "Three aid workers were also shot dead in another incident in the city, police said.",
        "In a second incident on Sunday, gunmen killed three aid workers in the city.",
        "Elsewhere in the province, three aid workers were shot dead. They had been tied up.",
    ],
)
def test_what_opens_as_another_deed_has_no_doer_of_the_first(coder: Coder, second: str) -> None:
    """The dead of the one are not the other's, and neither is who killed them."""
    found = _incidents(coder, f"Soldiers shot dead a trader in Goma on Sunday. {second}")
    killed = {i.tolls["killed"]["best"]: [a.name for a in i.agents] for i in found if "killed" in i.tolls}
    assert set(killed) == {1, 3}
    assert killed[1]
    assert not any(name and "armed forces" in name for name in killed[3])


@pytest.mark.parametrize(
    "second",
    [
        "Separately, police said the gunmen had also wounded nine.",
        "Two of the wounded were taken elsewhere and died, doctors said.",
        "Police said separately that nine people were wounded in the attack.",
    ],
)
def test_what_goes_on_with_the_first_stays_with_it(coder: Coder, second: str) -> None:
    """The same words of saying, or of going away, open no other deed."""
    assert len(_incidents(coder, f"Gunmen killed 12 people in Kano on Monday. {second}")) == 1


BOMBS = [
    (
        "Police shot dead two protesters in Goma on Sunday.\n\nA bomb exploded in Goma on Sunday, killing 14 people.",
        {2: True, 14: False},
    ),
    (
        "Congolese jets bombed a camp in Goma on Sunday, killing 61 people, the rebels said.\n\n"
        "Hours later a bomb hidden in a taxi exploded in central Goma. Four soldiers died, police said.",
        {61: True, 4: False},
    ),
    (
        "The army bombed a market in Goma on Sunday, killing 12 people. The bombs exploded at noon, killing 12.",
        {12: True},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), BOMBS)
def test_a_bomb_of_nobody_known_is_not_laid_at_the_door_of_forces(
    coder: Coder, text: str, wanted: dict[int, bool]
) -> None:
    """What an army did with other means on that day in that town does not say that it laid the bomb."""
    found = {i.tolls["killed"]["best"]: bool(i.agents) for i in _incidents(coder, text) if "killed" in i.tolls}
    assert found == wanted


def test_up_to_so_many_agrees_with_fewer(coder: Coder) -> None:
    """A bound above is no figure that another could contradict."""
    text = "Rebels killed up to 300 people in Sake on Sunday. The official toll is 98 dead and 120 wounded."
    [one] = _incidents(coder, text)
    assert one.tolls["killed"]["best"] == 98


def test_a_denial_without_day_or_place_is_not_of_the_next_deed_that_has_them(coder: Coder) -> None:
    """What is told to have been elsewhere, of others, was never denied."""
    text = (
        "Government spokesman Jean Mbala denied that schoolgirls had been killed.\n\n"
        "It follows the massacre of 17 aid workers in Sake on August 4."
    )
    [one] = [i for i in _incidents(coder, text) if "killed" in i.tolls and i.tolls["killed"]["best"] == 17]
    assert one.standing.value == "reported"

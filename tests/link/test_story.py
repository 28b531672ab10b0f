"""A page on one deed: what it tells later without day or town belongs to it, what is long past does not."""

from __future__ import annotations

from khabar.link import link_reports
from tests.link.build import Say, coded

TOWN = Say("Gunmen fired in Velm", day=None, agent=None, target=None, killed=1)


def n_incidents(*says: Say) -> int:
    """Return how many incidents one page with these reports has."""
    return len(link_reports([coded("A", *says)]).incidents)


def test_a_toll_of_the_town_belongs_to_the_day_told_beside_it() -> None:
    assert n_incidents(Say("Jets struck at dawn", place=None, agent=None, target=None), TOWN) == 1


def test_a_deed_of_another_town_on_the_page_leaves_it_open() -> None:
    elsewhere = Say("Jets struck Ostra", place="Ostra", agent=None, target=None)
    dawn = Say("Jets struck at dawn", place=None, agent=None, target=None, day="2020-04-30")
    assert n_incidents(dawn, TOWN) == 1
    assert n_incidents(dawn, TOWN, elsewhere) > 2


def test_a_deed_long_past_stays_apart() -> None:
    past = Say("In 2015 a guard was shot", day="2015-02-01", place=None, agent=None, target=None, killed=1)
    assert n_incidents(TOWN, past) == 2


def test_without_a_toll_nothing_is_put_together() -> None:
    silent = Say("Gunmen fired in Velm", day=None, agent=None, target=None)
    assert n_incidents(Say("Jets struck at dawn", place=None, agent=None, target=None), silent) == 2

"""Pages of several outlets: what is two stays two, and what two of them tell is one."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from tests.link.outlets import Tally, pages, tally


@pytest.fixture(scope="module")
def found() -> Tally:
    coder = Coder()
    return tally([(page, page.coded(coder)) for page in pages()])


def test_few_incidents_hold_two_deeds(found: Tally) -> None:
    """8 of 41 before doers, names of places and tolls spoke against."""
    assert found.several > 30
    assert len(found.impure) <= 5, found.impure


def test_most_deeds_that_two_outlets_tell_are_one(found: Tally) -> None:
    """11 of 23 before towns and tolls made blocks; the rest lack a day or a place as coded."""
    assert found.over_outlets - len(found.parted) >= 15, found.parted

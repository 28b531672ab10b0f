"""What exists is documented, and what is documented exists."""

from __future__ import annotations

from pathlib import Path

import pytest

import khabar
from khabar.docs import _SETS, pages
from khabar.errors import Reason
from khabar.link.linked import Bond

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


@pytest.mark.parametrize("name", pages())
def test_the_reference_is_current(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `make reference`"


def test_every_public_name_is_there() -> None:
    for name in khabar.__all__:
        assert getattr(khabar, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        khabar.nothing  # noqa: B018


def test_closed_sets_are_those_of_the_code() -> None:
    assert set(_SETS["failures.reason"]) == set(Reason)
    assert set(_SETS["memberships.bond"]) == set(Bond)

"""Collection of cycles is put off while a document is coded, and left as it was found."""

from __future__ import annotations

import gc

import pytest

from khabar.coder import Coder
from khabar.collecting import uncollected
from khabar.read import read_page


def _fail() -> None:
    assert not gc.isenabled()
    raise ValueError("inside")


def test_it_is_off_inside_and_on_again_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="inside"), uncollected():
        _fail()
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_coding_leaves_it_on() -> None:
    Coder().code(read_page("Rebels shelled Velm on Monday, the army said.", name="example"))
    assert gc.isenabled()

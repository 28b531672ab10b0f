"""Sites without a name of their own, as where a deed was done."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.evaluate.wikievents import document_of


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("A bomb exploded outside a mosque, killing four people.", "a mosque"),
        ("Gunmen shot two men in a crowded market.", "a crowded market"),
        ("Police detained six students at the university.", "the university"),
        ("The hall where nine people were killed was empty.", "The hall"),
    ],
)
def test_a_site_without_a_name_is_an_unresolved_place(coder: Coder, text: str, site: str) -> None:
    places = [r.place for r in coder.code(document_of("x", text)).reports if r.place is not None]
    assert [(p.text, p.place_id, p.latitude) for p in places] == [(site, None, None)] * len(places)
    assert places


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot two men in a rage.",
        "Two men were killed by the army.",
        "Rebels launched an attack on a base.",
    ],
)
def test_what_is_no_site_or_was_struck_is_no_place(coder: Coder, text: str) -> None:
    reports = coder.code(document_of("x", text)).reports
    assert reports
    assert [r.place for r in reports] == [None] * len(reports)


def test_a_place_with_a_name_goes_before_a_site(coder: Coder) -> None:
    [place] = {
        r.place.name
        for r in coder.code(document_of("x", "Two men were killed in a market in Mosul.")).reports
        if r.place is not None
    }
    assert place == "Mosul"

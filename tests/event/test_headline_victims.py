"""Headlines without an auxiliary: whom it was done to, and who did it."""

from __future__ import annotations

import pytest

from khabar.coder import Coder
from khabar.read import read_page


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Mexican mayor gunned down hours after taking office", [("target", "Mexican mayor")]),
        ("Rebel leader killed days before talks", [("target", "Rebel leader")]),
        ("Aid convoy attacked near Bunia", [("target", "Aid convoy")]),
        ("Opposition leader poisoned in London", [("target", "Opposition leader")]),
        ("Bridge blown up near Tete", [("target", "Bridge")]),
        ("Imam shot in Kisumu", [("target", "Imam")]),
        ("Settlers torch olive groves near Nablus", [("agent", "Settlers"), ("target", "olive groves")]),
        ("Libyan coast guard fires on migrant boat", [("agent", "Libyan coast guard"), ("target", "migrant boat")]),
        ("A man killed his wife in Lyon.", [("agent", "A man"), ("target", "his wife")]),
        ("Police shot two men hours after the riot.", [("agent", "Police"), ("target", "two men")]),
    ],
)
def test_who_does_it_and_who_has_it_done_to(text: str, sides: list[tuple[str, str]]) -> None:
    first = Coder().code(read_page(text, name="x")).reports[0]
    assert [(actor.role.value, actor.text) for actor in first.actors] == sides

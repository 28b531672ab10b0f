"""UCDP's type of violence from who fights whom."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.event.ucdp import ucdp_violence, violence_between
from khabar.read import read_page
from khabar.records import Actor, EventType, Role


@pytest.mark.parametrize(
    ("agent", "target", "violence"),
    [
        ("military", "rebel", 1),
        ("rebel", "police", 1),
        ("military", "military", 1),
        ("rebel", "militia", 2),
        ("criminal", "criminal", 2),
        ("military", "civilian", 3),
        ("rebel", "media", 3),
        ("armed", "civilian", None),
        ("protesters", "police", None),
        ("rebel", None, None),
        (None, "civilian", None),
    ],
)
def test_pairs(agent: str | None, target: str | None, violence: int | None) -> None:
    assert violence_between([agent], [target]) == violence


def test_a_fight_outranks_what_it_did_to_civilians() -> None:
    assert violence_between(["rebel"], ["civilian", "military"]) == 1


def test_two_who_clash_are_both_sides() -> None:
    sides = [Actor(Role.AGENT, kind, 0, 1, kind=kind) for kind in ("militia", "rebel")]
    assert ucdp_violence(EventType.ASSAULT, None, sides) == 2
    assert ucdp_violence(EventType.ASSAULT, "abduct", sides) is None
    assert ucdp_violence(EventType.PROTEST, None, sides) is None


@pytest.mark.parametrize(
    ("text", "violence"),
    [
        ("The Nigerian army attacked Boko Haram fighters near Bama on Monday.", 1),
        ("Boko Haram fighters shot dead ten villagers near Bama on Monday.", 3),
        ("Gunmen killed three farmers near Jos on Monday.", None),
    ],
)
def test_reports_have_it(text: str, violence: int | None) -> None:
    page = read_page(text, name="test", published=date(2024, 3, 14))
    assert [r.ucdp_violence for r in Coder().code(page).reports] == [violence]

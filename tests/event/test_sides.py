"""ACLED's codes by the kinds of the sides."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.event.sides import acled_of, side_of
from khabar.read import read_page
from khabar.records import Actor, EventType, Report, Role


def reports(text: str) -> list[Report]:
    page = read_page(text, name="test", published=date(2024, 3, 14))
    return list(Coder().code(page).reports)


@pytest.mark.parametrize(
    ("agents", "targets", "sub_event"),
    [
        (["rebel"], ["military"], "Armed clash"),
        (["armed"], ["civilian"], "Attack"),
        (["military"], ["rebel", "civilian"], "Armed clash"),
        ([], ["media"], "Attack"),
        ([], ["police"], "Armed clash"),
        (["police"], ["protesters"], "Excessive force against protesters"),
        (["protesters"], ["civilian"], "Mob violence"),
        (["protesters"], ["police"], "Violent demonstration"),
        (["rebel", "military"], [], "Armed clash"),
        (["police", "protesters"], [], "Violent demonstration"),
        (["rebel"], [], None),
        ([], [], None),
    ],
)
def test_sides(agents: list[str], targets: list[str], sub_event: str | None) -> None:
    actors = [Actor(Role.AGENT, kind, 0, 1, kind=kind) for kind in agents]
    actors += [Actor(Role.TARGET, kind, 0, 1, kind=kind) for kind in targets]
    for cameo in ("190", "193", "180"):
        assert acled_of(EventType.ASSAULT, None, cameo, actors, "attack").sub_event == sub_event


def test_means_and_tolls_tell_too() -> None:
    actors = [Actor(Role.TARGET, "farmers", 0, 1, kind="civilian")]
    assert acled_of(EventType.ASSAULT, None, "193", [], "shot", harmed=True).sub_event == "Attack"
    assert acled_of(EventType.ASSAULT, "aerial", "195", actors, "bombed").sub_event == "Air/drone strike"


@pytest.mark.parametrize(
    ("words", "place", "side"),
    [
        ("two markets in Lima", "", "a civil place"),
        ("an army checkpoint", "", "an armed place"),
        ("Chibok", "Chibok", "a civil place"),
        ("the thing", "", "unknown"),
    ],
)
def test_places_are_sides_too(words: str, place: str, side: str) -> None:
    assert side_of(Actor(Role.TARGET, words, 0, 1), place) == side


@pytest.mark.parametrize(
    ("text", "sub_events"),
    [
        ("Gunmen shot dead two farmers near Goma on Monday, police said.", ["Attack"]),
        ("Gunmen attacked the village of Sake on Monday.", ["Attack"]),
        ("Gunmen attacked an army base near Sake on Monday.", ["Armed clash"]),
        ("Clashes broke out in Sake on Monday.", ["Armed clash"]),
        ("The army recaptured the town of Sake on Monday.", ["Government regains territory"]),
        ("Rebels captured the town of Sake on Monday.", ["Non-state actor overtakes territory"]),
        ("M23 seized Goma on Monday.", ["Non-state actor overtakes territory"]),
        ("The rebels captured Bukavu on Friday.", ["Non-state actor overtakes territory"]),
        ("Bukavu was captured by the army on Friday.", ["Government regains territory"]),
        ("Police captured Joaquín Guzmán on Friday.", ["Arrests"]),
        ("The photographer captured the old town at night.", []),
        ("One dead in police-student clash", ["Attack"]),
        ("IS attacks killed nine in Mosul.", ["Attack"]),
        ("The president condemned the attempted coup.", [None, None]),
    ],
)
def test_reports_have_them(text: str, sub_events: list[str | None]) -> None:
    assert [r.acled_sub_event for r in reports(text)] == sub_events


def test_a_hyphen_joins_two_sides() -> None:
    (clash,) = reports("Two killed in police-rebel clash near Sake")
    agents = [a.text for a in clash.actors if a.role is Role.AGENT]
    assert agents == ["police", "rebel"]
    assert clash.acled_sub_event == "Armed clash"


def test_a_capital_is_is_the_group() -> None:
    (attack,) = reports("IS attacks killed nine in Mosul.")
    assert [a.actor_id for a in attack.actors if a.role is Role.AGENT] == ["group:islamic-state"]

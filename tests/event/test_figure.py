"""Figures of speech, other fields, stories and chance are no conflict; the same words about conflict are."""

from __future__ import annotations

import pytest

from khabar.event import Lexicon, find_events
from khabar.event.domain import TELLS, domain_scores
from khabar.parse import Sentence, Stretch, parse
from khabar.records import EventType

CONFLICT = {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}


def sentence(text: str) -> Sentence:
    return parse(text, [Stretch(0, len(text), 0, 0)])[0]


def is_conflict(text: str) -> bool:
    return any(e.event_type in CONFLICT for e in find_events(sentence(text), Lexicon.load()))


@pytest.mark.parametrize(
    ("borrowed", "real"),
    [
        ("He was tortured by remorse.", "He was tortured by guards."),
        ("Despair attacked him.", "Militants attacked him."),
        ("The senator attacked the governor over school fees.", "The rebels attacked the governor over school fees."),
        ("The visitors attacked before half-time.", "The militia attacked before the half-time whistle."),
        ("Rivals raided the airline's market share.", "Soldiers raided the airline's office."),
        ("The novel's hero shoots six officers.", "A gunman shot six officers."),
        ("The mural shows the massacre of villagers.", "Soldiers are blamed for the massacre of villagers."),
        ("The Normans besieged the fortress in 1066.", "The army besieged the fortress on Monday."),
        ("A bus overturned, killing four nuns.", "A rocket hit a bus, killing four nuns."),
        ("Cholera has killed sixty people.", "Shelling has killed sixty people."),
        ("Troops were deployed after the earthquake.", "Troops were deployed along the border."),
        ("A lorry struck and injured a cyclist.", "A lorry packed with explosives struck and injured a guard."),
        ("A train rammed a wagon, killing nine.", "Rebels rammed a train, killing nine."),
        ("Army helicopter hits power line, killing nine.", "Army helicopter hits village, killing nine."),
        ("Engineers blew up an ice dam on the river.", "Engineers blew up a bridge on the river."),
        ("Sappers blew up a landmine.", "Insurgents blew up a police station."),
        ("They were bombarded with flyers by shops.", "They were bombarded with rockets by jets."),
        ("Traders attacked the rouble again.", "Traders attacked the policeman again."),
        (
            "A stuntman filmed the scene in which a man stabs a guard.",
            "Police closed the street in which a man stabs a guard.",
        ),
        ("Her uncle was shot eighty years ago.", "Her uncle was shot eight years ago."),
    ],
)
def test_twins(borrowed: str, real: str) -> None:
    assert (is_conflict(borrowed), is_conflict(real)) == (False, True)


def test_names_tell_no_domain() -> None:
    assert domain_scores(sentence("The Arab League met in Cairo."))["sport"] == 0
    assert domain_scores(sentence("The midfielder met the press."))["sport"] >= TELLS


@pytest.mark.parametrize(
    "text", ["It fell in 1453.", "It fell in the 13th century.", "It fell in 44 BC.", "Eighty years ago it fell."]
)
def test_old_dates(text: str) -> None:
    assert domain_scores(sentence(text))["old"] >= TELLS


@pytest.mark.parametrize("text", ["It fell in 1993.", "It fell in 200 attacks.", "It fell in the 21st century."])
def test_dates_of_this_age(text: str) -> None:
    assert domain_scores(sentence(text))["old"] == 0


def test_words_with_hyphens_are_one_word() -> None:
    found = find_events(sentence("Students staged a sit-in at the ministry."), Lexicon.load())
    assert [e.event_type for e in found] == [EventType.PROTEST]
    assert "Students staged a sit-in at"[found[0].start : found[0].end] == "sit-in"


@pytest.mark.parametrize(
    "text",
    [
        "Two men were killed in police firing.",
        "Two men were killed in police firing since Friday night.",
        "Two men were killed in firing by the police.",
    ],
)
def test_a_word_in_ing_where_a_noun_stands_is_one(text: str) -> None:
    found = find_events(sentence(text), Lexicon.load())
    assert [(e.event_type, len(e.args)) for e in found] == [(EventType.ASSAULT, 2)]


def test_what_is_mock_is_staged_and_a_mock_execution_is_not() -> None:
    def types(text: str) -> list[EventType]:
        return [e.event_type for e in find_events(sentence(text), Lexicon.load())]

    assert not types("Sappers blew up dummy charges near Riga.")
    assert types("Sappers blew up bridges near Riga.") == [EventType.ASSAULT]
    assert not types("Mock gunmen stormed the ferry.")
    assert types("Guards subjected prisoners to mock executions.") == [EventType.ASSAULT]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Al-Shabaab killed 17 bus passengers in Kenya.", True),
        ("The gang killed nine passengers of a bus in Cabaret on Sunday.", True),
        ("Typhoon Haiyan killed 40 ferry passengers.", False),
        ("A collision near Lyon killed four passengers of a bus.", False),
    ],
)
def test_those_who_kill_passengers_are_no_accident(text: str, found: bool) -> None:
    assert is_conflict(text) is found

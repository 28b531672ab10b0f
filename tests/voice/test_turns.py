"""Voices that several words mark together, and what they do with what is said."""

import pytest

from khabar.parse import sentences_of
from khabar.records import Stance
from khabar.voice import attribute

TURNS = [
    ("The envoy cast doubt on the claim that rebels had mined the road.", "The envoy", Stance.DOUBTS),
    ("The clerk took back his claim that soldiers had shot the ox.", "The clerk", Stance.DENIES),
    ("The movement distanced itself from the raid on the depot.", "The movement", Stance.DENIES),
    ("Engineers sounded the alarm that the rebels would blow up the dam.", "Engineers", Stance.WARNS),
    ("The deputy demanded to know whether pilots had bombed the mill.", "The deputy", Stance.ASKS),
    ("The duke would not be drawn on the raid on the depot.", "The duke", Stance.HAS_NOT_SAID),
    ("There was no comment from Lima on the raid on the depot.", "Lima", Stance.HAS_NOT_SAID),
    ("The college raised the toll of the raid from four to nine.", "The college", Stance.SAYS),
    ("The duke attributed the raid on the depot to smugglers.", "The duke", Stance.SAYS),
    ("The surgeon is not convinced that smugglers raided the depot.", "The surgeon", Stance.DOUBTS),
]


@pytest.mark.parametrize(("text", "source", "stance"), TURNS)
def test_a_turn_of_phrase_is_a_voice_with_its_stance(text: str, source: str, stance: Stance) -> None:
    said = {(a.source.text if a.source else None, a.stance) for a in attribute(text)}
    assert (source, stance) in said


@pytest.mark.parametrize(
    "text",
    [
        "The duke was drawn on the ceiling of the chapel.",
        "The clerk took back the horse that he had sold.",
        "The surgeon kept silent in the chapel.",
        "The college raised the toll of the bridge.",
    ],
)
def test_what_only_looks_like_a_turn_is_none(text: str) -> None:
    assert [a.rule for a in attribute(text) if a.rule.startswith("turn:")] == []


def test_who_wants_to_know_asks_once() -> None:
    [sentence] = sentences_of("The deputy wanted to know whether pilots had bombed the mill.")
    assert [a.stance for a in attribute([sentence]) if a.covers(sentence[8].start, sentence[8].end)] == [Stance.ASKS]

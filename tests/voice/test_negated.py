"""What a sentence says did not happen: the words in brackets are negated events."""

import re

import pytest

from khabar.parse import sentences_of
from khabar.voice.negated import negated_events

CASES = [
    "The rebels did not [enter] the town.",
    "No shells [fell] on the port.",
    "They [made] no [statement] about the raid.",
    "The road was not [safe].",
    "He is not a [soldier].",
    "The bridge was [im][[passable]].",
    "They left without [firing] a shot.",
    "Nobody [saw] the raid.",
    "There was no [ambulance] in the village.",
    "The army [could] not hold the hill.",
    "He neither [fled] nor [hid].",
    "Do not enter the town.",
    "If they do not leave, the town will burn.",
    "The rebels entered the town.",
]


@pytest.mark.parametrize("marked", CASES)
def test_negated_events(marked: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    wanted = [w for w in re.findall(r"\[+([^\[\]]+)\]+", marked) if w != "im"]
    [sentence] = sentences_of(text)
    found = [text[slice(*word)] for event in negated_events(sentence) for word in event.event]
    assert found == wanted

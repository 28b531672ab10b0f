"""How often a speaker is another's, and what a confidence is worth."""

from __future__ import annotations

import pytest

from khabar.evaluate.marked import read_marked
from khabar.evaluate.polnear import Tally, is_speech


def test_a_speaker_given_for_the_words_of_another_is_wrong() -> None:
    text, gold = read_marked("{S1 Rebels} {C1 said} {X1 the bridge was down}; {S2 Ana} {C2 grinned at} {X2 the raid}.")
    _, [other] = read_marked("Rebels said {X1 the bridge was down}; {S1 Ana} {C1 grinned at} the raid.")
    given = [other, gold[1]]
    found = Tally()
    found.add(text, gold, given, [0.95, 0.41])
    assert found.speakers == [(0.95, False), (0.41, True)]
    assert found.wrong_speakers() == pytest.approx(0.5)
    assert found.wrong_speakers(0.9) == pytest.approx(1.0)
    assert found.parts["no_speech_cue"].recall == pytest.approx(1.0)
    assert [count for count, _, _ in found.reliability()] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(("cue", "speech"), [("had said", True), ("according to", True), ("grinned at", False)])
def test_a_verb_of_speech_is_told_from_other_cues(cue: str, speech: bool) -> None:
    text, [triple] = read_marked(f"{{S1 Ana}} {{C1 {cue}}} {{X1 the raid}}.")
    assert is_speech(text, triple) is speech

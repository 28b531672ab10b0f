"""The reader reads voices and certainty off text, the same whatever stands beside it."""

import numpy as np
import pytest

from khabar.parse import sentences_of
from khabar.reader import Reader, Reading

SHELLING = "The shelling of Dovna killed two nurses, a hospital official said on Monday."
DENIAL = "The army denied that it had fired on the market."
HEARSAY = "It was reported that the bridge had been destroyed."


def read(text: str) -> Reading:
    return Reader.load().read(text)


def test_a_voice_has_its_source_its_cue_and_its_content():
    [voice] = read(SHELLING).voices
    assert SHELLING[slice(*voice.source)] == "a hospital official"
    assert SHELLING[slice(*voice.cue)] == "said"
    assert [SHELLING[a:b] for a, b in voice.content] == ["The shelling of Dovna killed two nurses"]


def test_hearsay_has_no_source():
    [voice] = read(HEARSAY).voices
    assert voice.source is None


@pytest.mark.parametrize("text", ["", "\n\n", "…", "🙂", "word " * 2000, "A" * 5000])
def test_any_text_is_read(text: str):
    found = read(text)
    assert all(0 <= a < b <= len(text) for v in found.voices for a, b in (v.cue, *v.content))
    assert len(found.certainty) == len(found.pieces) == len(found.negation)


def test_what_is_said_of_a_document_does_not_hang_on_what_was_read_before():
    first = read(SHELLING)
    read(DENIAL)
    again = read(SHELLING)
    assert first.voices == again.voices
    assert np.array_equal(first.certainty, again.certainty)


def test_a_window_does_not_change_with_the_paragraphs_far_behind_it():
    filler = "\n\n".join(
        f"Trains ran late in Osmark for the {n}th day and nobody knew why it was so." for n in range(12)
    )
    alone = read(SHELLING + "\n\n" + filler).voices
    longer = read(SHELLING + "\n\n" + filler + "\n\n" + filler).voices
    assert alone[0] == longer[0]


def test_parsed_sentences_and_their_text_are_read_alike():
    text = SHELLING + "\n\n" + DENIAL
    assert Reader.load().read(sentences_of(text)).voices == read(text).voices


def test_an_event_is_graded_by_how_it_is_put():
    text = "Soldiers burned the mill. Soldiers did not burn the mill. Soldiers may burn the mill."
    found = read(text)
    places = [i for i in range(len(text)) if text.startswith("burn", i)]
    done, denied, open_ = (found.graded(i, i + 4) for i in places)
    assert done.value > open_.value > denied.value
    assert done.happened > 0.5
    assert denied.did_not > 0.5
    assert found.negated(places[1], places[1] + 4) > found.negated(places[0], places[0] + 4)


def test_where_nothing_stands_nothing_is_graded():
    assert read(SHELLING).graded(500, 504) is None


def test_a_plain_statement_is_surer_than_a_vague_one():
    [plain] = read(SHELLING).voices
    vague = [v.p for v in read("To some the quiet of the valley spoke of a raid to come.").voices]
    assert plain.p > 0.8
    assert all(p < plain.p for p in vague)


def test_a_headline_has_its_speaker_behind_the_colon():
    text = "Drone hits grain store in Ulmavar: governor"
    [voice] = read(text).voices
    assert text[slice(*voice.source)] == "governor"

"""Rules and reader together: sentences of our own."""

from __future__ import annotations

from khabar.extra import using
from khabar.parse import sentences_of
from khabar.reader import Voice
from khabar.records import Manner, SourceKind, Stance
from khabar.settings import Settings
from khabar.voice import CueClass, attribute, chain_at


def test_the_reader_hears_a_cue_that_no_rule_has() -> None:
    text = "Rebels shelled the town of Sake on Monday, the mayor shouted."
    [found] = attribute(text)
    assert (found.rule, found.cue_class, found.stance) == ("reader", CueClass.SPEECH, Stance.SAYS)
    assert found.source is not None
    assert found.source.text == "the mayor"
    with using(Settings(voice_reader=False)):
        assert attribute(text) == []


def test_what_is_only_taken_in_some_way_is_no_claim() -> None:
    text = "The bishop enjoyed support from the farmers after the raid."
    voice = Voice((0, 10), (11, 18), ((19, 58),), 0.9, 0.9, 0.9)
    [found] = attribute(sentences_of(text), voices=[voice])
    assert found.rule == "reader"
    assert chain_at([found], text.index("raid"), text.index("raid") + 4) == []


def test_a_deed_that_the_reader_takes_for_a_part_of_the_cue_stays_what_is_denied() -> None:
    text = "Militiamen denied looting the granary."
    voice = Voice((0, 10), (11, 25), ((26, 37),), 0.9, 0.9, 0.9)
    [found] = attribute(sentences_of(text), voices=[voice])
    assert found.cue is not None
    assert found.cue.text == "denied"
    assert [text[a:b] for a, b in found.content] == ["looting the granary"]
    assert found.stance is Stance.DENIES


def test_content_over_several_sentences_is_carried_on() -> None:
    text = "“We fled,” said Ana Reyes, a nurse. “They burned it all.”"
    voice = Voice((16, 34), (11, 15), ((0, 10), (36, len(text))), 0.9, 0.9, 0.9)
    first, second = attribute(sentences_of(text), voices=[voice])
    assert (first.carried, second.carried) == (False, True)
    assert (first.manner, second.manner) == (Manner.DIRECT, Manner.DIRECT)
    assert first.speaker == second.speaker
    assert second.kind is not SourceKind.HEARSAY


def test_a_voice_without_words_of_its_own_is_left_out() -> None:
    text = "Shells fell on the market."
    assert attribute(sentences_of(text), voices=[Voice(None, (0, 0), ((0, 26),), 0.9, 0.9, 0.9)]) == []


def test_a_hedge_of_nobody_is_no_voice() -> None:
    for text, cue in (("Perhaps rebels shelled Sake.", (0, 7)), ("It is not true that rebels shelled Sake.", (0, 14))):
        voice = Voice(None, cue, ((cue[1] + 1, len(text) - 1),), 0.9, 0.9, 0.9)
        found = attribute(sentences_of(text), voices=[voice])
        assert chain_at(found, text.index("shelled"), text.index("shelled") + 7) == []

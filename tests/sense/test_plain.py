"""Deeds whose words leave no other reading stand without the reader; near twins of theirs are left to it."""

from __future__ import annotations

import pytest

from khabar.event import Lexicon, find_events
from khabar.parse import Stretch, parse
from khabar.sense.plain import is_plain

PLAIN = [
    "The 2009 Jakarta bombings killed seven guests.",
    "The 1990 Kattankudy massacre killed 103 worshippers.",
    "The 1978 Tehran shootings killed 88 marchers.",
    "The 2020 Niger attack killed six French aid workers.",
    "The 1994 Matsumoto gas attack killed eight.",
    "The 122-mm howitzers fired on Derna for a day.",
    "Mortars fired on the village.",
    "Two gunboats fired on the hospital.",
    "Artillery fired into the market.",
    "Poison gas killed nine people in Taiz on the eve of the feast.",
    "Raid kills 20",
]
LEFT_TO_THE_READER = [
    "The 2010 shark attacks killed five bathers.",
    "The 2007 Melbourne asthma attacks killed nine people.",
    "The 2019 bear attack killed two hikers.",
    "The 2013 factory explosion killed nine people.",
    "The 2004 lightning strike killed nine climbers.",
    "The 2008 Mumbai attack killed the chase.",
    "The Mumbai attacks killed six people.",
    "The mortar fired on Tuesday for the feast.",
    "The artillery fired on the king's birthday.",
    "The mortars fired on a film set.",
    "The tank fired on all cylinders.",
]


def _is_plain(text: str) -> bool:
    [sentence] = parse(text, [Stretch(0, len(text), 0, 0)])
    return any(is_plain(sentence, event) for event in find_events(sentence, Lexicon.load()))


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_deed_needs_no_judgement(text: str) -> None:
    assert _is_plain(text)


@pytest.mark.parametrize("text", LEFT_TO_THE_READER)
def test_what_may_be_something_else_is_left_to_the_reader(text: str) -> None:
    assert not _is_plain(text)

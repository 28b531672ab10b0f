"""Events whose word has another sense where it stands are left out, and the explanation says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.event import EventMention, GivenTrigger, Lexicon, find_events
from khabar.parse import Stretch, parse
from khabar.read import read_page
from khabar.records import EventType, Report
from khabar.sense import judged, pardon, sift
from khabar.sense.sift import CONFLICT, without
from khabar.settings import Settings
from khabar.trace import Note, traced

BORROWED = ["Zinc under attack as smelters cut prices.", "Copper rallied for a fourth day before prices retreated."]
MEANT = [
    "Rebels under attack as army cuts roads.",
    "Bandits raided the village store at night.",
    "Rival militias clashed in the old quarter on Monday.",
    "A rocket strike killed nine farmers at a lake.",
]


def _reports(text: str, coder: Coder | None = None) -> tuple[Report, ...]:
    found = (coder or Coder()).code(read_page(text, name="page")).reports
    return tuple(r for r in found if r.event_type in CONFLICT)


AGAINST_THE_RULES = [
    "Armed men attacked the chess club in Osh with iron bars.",
    "Armed men attacked the film studio in Herat and shot two actors.",
]
"""What the rules take for another field by its words, and the reader does not."""


@pytest.mark.parametrize("text", BORROWED)
def test_a_borrowed_word_gives_no_event(text: str) -> None:
    assert not _reports(text)


@pytest.mark.parametrize("text", MEANT)
def test_its_twin_gives_one(text: str) -> None:
    assert _reports(text)


@pytest.mark.parametrize("text", AGAINST_THE_RULES)
def test_a_field_is_no_proof_against_the_reader(text: str) -> None:
    assert not _reports(text, Coder(Settings(voice_reader=False)))
    assert _reports(text)


def test_a_doubted_word_that_was_not_read_is_not_taken_back() -> None:
    text = AGAINST_THE_RULES[0]
    [sentence] = parse(text, [Stretch(0, len(text), 0, 0)])
    doubted: set[int] = set()
    find_events(sentence, Lexicon.load(), doubted=doubted)
    assert doubted
    assert not list(pardon([sentence], {sentence.stretch: doubted}, {}))
    assert find_events(sentence, Lexicon.load(), pardoned=doubted)


def _notes(text: str, settings: Settings | None = None) -> list[Note]:
    with traced() as trace:
        Coder(settings).code(read_page(text, name="page"))
    return [note for note in trace.notes if note.stage == "sense"]


def _borrowed_by_the_reader() -> str:
    """Return the first sentence that the rules alone would code."""
    alone = Coder(Settings(voice_reader=False))
    return next(text for text in BORROWED if _reports(text, alone))


def test_the_explanation_says_what_was_not_taken() -> None:
    text = _borrowed_by_the_reader()
    [note] = _notes(text)
    assert note.reason.startswith("reads as another field")
    assert text[note.start : note.end] in note.what


def test_without_the_reader_the_rules_stand_alone() -> None:
    text = _borrowed_by_the_reader()
    settings = Settings(voice_reader=False)
    assert not _notes(text, settings)
    assert _reports(text, Coder(settings))


def test_what_is_given_is_not_judged() -> None:
    text = _borrowed_by_the_reader()
    [note] = _notes(text)
    given = (GivenTrigger(note.start, note.end, EventType.ASSAULT),)
    assert Coder().code(read_page(text, name="page"), given).reports


def test_what_a_users_own_line_names_is_not_judged(tmp_path: Path) -> None:
    text = _borrowed_by_the_reader()
    own = tmp_path / "own.tsv"
    own.write_text("entry\tpos\ttype\nattack\tN\tASSAULT\n", encoding="utf-8")
    assert _reports(text, Coder(Settings(data_lexicon=(own,))))


def _events(text: str) -> list[EventMention]:
    [sentence] = parse(text, [Stretch(0, len(text), 0, 0)])
    return find_events(sentence, Lexicon.load())


def test_what_lies_in_an_event_keeps_its_place() -> None:
    one = _events("Rebels attacked Sake.")[0]
    events = [one, replace(one, embedded_in=0), replace(one, embedded_in=1), one]
    assert [e.embedded_in for e in without(events, {0})] == [None, 0, None]
    assert [e.embedded_in for e in without(events, {1})] == [None, None, None]
    assert [e.embedded_in for e in without(events, set())] == [None, 0, 1, None]


def test_only_conflict_of_the_shipped_lexicon_is_judged() -> None:
    text = "Rebels attacked Sake."
    [event] = _events(text)
    here = Stretch(0, len(text), 0, 0)
    assert judged({here: [event]}) == {here}
    assert not judged({here: [event]}, [GivenTrigger(event.start, event.end, EventType.ASSAULT)])
    assert not judged({here: [replace(event, event_type=EventType.AID)]})


def test_a_sentence_that_was_not_read_keeps_its_events() -> None:
    text = "Rebels attacked Sake."
    [sentence] = parse(text, [Stretch(0, len(text), 0, 0)])
    told = {sentence.stretch: _events(text)}
    assert sift([sentence], told, {}) == told


@pytest.mark.parametrize("text", ["Nerve gas killed at least 58 people", "Chlorine gas killed 12 in Saraqib"])
def test_a_killing_by_arms_alone_stands(text: str) -> None:
    assert [r.event_type for r in _reports(text)] == [EventType.ASSAULT]


DATED = [
    "Azerbaijan shelled Stepanakert on 27 September 2020.",
    "Rwandan troops shelled Goma in May 1996.",
    "Croatian guns shelled Knin on August 4, 1995.",
    "India bombed Balakot on 26 February 2019.",
    "UNITA attacked Kuito on 8 July 1993.",
    "Turkey shelled Afrin on 20 January 2018.",
]


@pytest.mark.parametrize("text", DATED)
def test_a_whole_date_makes_no_tale_of_a_deed(text: str) -> None:
    assert [r.event_type for r in _reports(text)] == [EventType.ASSAULT]


@pytest.mark.parametrize(
    "text", ["Shares were hammered in Frankfurt on 3 March 2009.", "Portugal beat Hungary on 4 July 2016."]
)
def test_nor_a_deed_of_a_match(text: str) -> None:
    assert _reports(text) == ()


@pytest.mark.parametrize("text", ["Renamo ambushed a bus in Sofala.", "The LTTE attacked Mullaitivu on 18 July 1996."])
def test_what_an_armed_group_does_is_force(text: str) -> None:
    """The reader does not know the name, the register does."""
    assert [r.event_type for r in _reports(text)] == [EventType.ASSAULT]

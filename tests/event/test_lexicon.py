"""The lexicon and its tables as data files: complete, readable, extendable, and exact about a wrong line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.event import Lexicon, find_events
from khabar.parse import Gate, Stretch, parse
from khabar.records import EventType
from khabar.tables import packaged

HEADER = "entry\tpos\ttype\tmode\tcameo\tframe\twhen\tunless\tkind\tcontexts\n"


@pytest.fixture
def lexicon_of(tmp_path: Path) -> Callable[[str], Lexicon]:
    def load(lines: str) -> Lexicon:
        path = tmp_path / "own.tsv"
        path.write_text(HEADER + lines, encoding="utf-8")
        return Lexicon.load(extra=[path])

    return load


def types(text: str, lexicon: Lexicon) -> list[str]:
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    return [e.event_type.value for e in find_events(sentence, lexicon)]


def test_every_type_has_verbs_and_cameo_codes_are_strings() -> None:
    entries = list(Lexicon.load())
    assert {e.event_type for e in entries if e.event_type and not e.is_noun} == set(EventType)
    assert all(e.cameo is None or (e.cameo.isdigit() and 2 <= len(e.cameo) <= 4) for e in entries)


def test_a_users_line_adds_a_word(lexicon_of: Callable[[str], Lexicon]) -> None:
    text = "Bandits zapped the convoy near Gao."
    assert types(text, Lexicon.load()) == []
    assert types(text, lexicon_of("zap\tV\tASSAULT\n")) == ["ASSAULT"]


def test_a_users_line_overrides_ours(lexicon_of: Callable[[str], Lexicon]) -> None:
    assert types("Rebels attacked the convoy.", lexicon_of("attack\tV\t-\n")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("zap\tV\tBOOM", "BOOM"),
        ("zap\tX\tASSAULT", "X"),
        ("zap\tV\tASSAULT\t\t\tvictim=obj", "victim=obj"),
        ("zap\tV\tASSAULT\t\t\t\tobj", "obj"),
        ("zap\tV\tASSAULT\t\t\t\tobj:@nothing_such", "@nothing_such"),
        ("zap\tV\tASSAULT\t\t\t\tobj:%NOTHING", "%NOTHING"),
        ("zap\tV\tASSAULT\t\t\t\t\t\tsometimes", "sometimes"),
        ("\tV\tASSAULT", "no entry"),
    ],
)
def test_a_wrong_line_is_named(lexicon_of: Callable[[str], Lexicon], line: str, found: str) -> None:
    with pytest.raises(DataFileError) as error:
        lexicon_of("# a comment\n" + line + "\n")
    assert "line 3" in str(error.value)
    assert found in str(error.value)


def test_more_words_and_narrower_conditions_win(lexicon_of: Callable[[str], Lexicon]) -> None:
    lines = "zap\tV\tASSAULT\nzap\tV\tAID\t\t\t\tobj:bread\nzap up\tV\tCONSULT\n"
    lexicon = lexicon_of(lines)
    assert types("Soldiers zapped the town.", lexicon) == ["ASSAULT"]
    assert types("Soldiers zapped bread.", lexicon) == ["AID"]
    assert types("Soldiers zapped up bread.", lexicon) == ["CONSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers opened fire on the crowd.",
        "The two sides agreed to meet in Doha.",
        "A roadside bomb went off near the mosque.",
        "Iraqi warplanes carried out airstrikes.",
        "Rebels laid down their weapons.",
    ],
)
def test_the_gate_lets_events_through(text: str) -> None:
    assert Gate(Lexicon.load().forms).passes(text)


def test_the_gate_keeps_plain_talk_out() -> None:
    gate = Gate(Lexicon.load().forms)
    assert not gate.passes("He said that he was glad to be there, and that the soup was good.")


@pytest.mark.parametrize("name", ["lexicon.tsv", "classes.tsv", "modes.tsv", "acled.tsv", "cameo.tsv", "content.tsv"])
def test_data_files_explain_themselves(name: str) -> None:
    assert packaged("khabar.event", name).read_text(encoding="utf-8").startswith("# ")

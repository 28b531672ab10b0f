"""Patterns that are tried only where the words stand that they cannot do without."""

from __future__ import annotations

import re

import pytest

from khabar.rare import DIGIT, Rare, needs_of


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b(?:fatally|mortally) (?:shot|hit)\b", [{"fatally", "mortally"}, {"hit", "shot"}]),
        (r"(?P<n>\w+) of the dead(?: and hurt)?", [{" of the dead"}]),
        (r"[Ss]heriff['’]s [Dd]eputy", [{"s deputy"}, {"sheriff"}]),
        (r"(?:dead|killed){2,3}", [{"dead", "killed"}]),
        (r"(?:dead|killed)? in \d{1,2} raids", [{" raids"}, {" in "}, {DIGIT}]),
        (r"toll(?= of)(?<!no) is", [{"toll is"}]),
        (r"dead|(?:killed)?", []),
        (r"\w+|dead", []),
        (r"[a-z]+ (?!dead)\S", []),
        (r"(dead)(?(1) or alive|x)", [{"dead"}]),
    ],
)
def test_needs_are_read_off_the_pattern(pattern: str, needs: list[set[str]]) -> None:
    assert [set(one) for one in needs_of(re.compile(pattern, re.IGNORECASE))] == needs


TEXTS = (
    "",
    "Two men were shot, one FATALLY, in Ohio.",
    "one fatally shot and one mortally hit by the blast",
    "Nobody was hurt.",
    "the Sheriff’s deputy and three of the dead",
)


@pytest.mark.parametrize("pattern", [r"(?:fatally|mortally) (?:shot|hit)", r"\bone\b", r"", r"of the (?P<who>dead)"])
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_found_is_what_re_finds(pattern: str, text: str) -> None:
    rare, plain = Rare(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
    assert str(rare.search(text)) == str(plain.search(text))
    assert [m.span() for m in rare.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_without_the_standard_librarys_parser_nothing_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.rare._parser", None)
    assert needs_of(re.compile("dead")) == ()
    assert Rare("dead").search("the dead") is not None

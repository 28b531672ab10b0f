"""Patterns that are left untried in a line have no match there."""

from __future__ import annotations

import re

import pytest

from khabar.date.find import find_dates
from khabar.date.fitting import brought_by, fitting
from khabar.date.patterns import patterns
from khabar.folding import fold

LINES = (
    "Two soldiers died on 3 May 2017, a day after the truce of late March had ended.",
    "The shelling began at dawn on Tuesday and went on until the early hours of Wednesday.",
    "He was held for three and a half years, and freed on the second anniversary of the 9/11 attacks.",
    "Shots were fired on Father's Day, on Eid-al-Fitr and on the eve of Ramadan in '98.",
    "In the first quarter of the year prices rose; in the nineties they fell.",
    "Nobody was hurt in the raid at noon, two weeks earlier or later this week.",
    "“The mid-week talks” went on till the turn of the year, every other Friday.",
)


@pytest.mark.parametrize("line", LINES)
def test_a_pattern_left_untried_matches_nowhere(line: str) -> None:
    line = fold(line)
    brought = 0
    for word in re.findall(r"\w+", line):
        brought |= brought_by(word)
    for at, letter in enumerate(line):
        tried = {rank for rank, _, _ in fitting(letter, brought)}
        matching = {rank for rank, (pattern, _) in enumerate(patterns()) if pattern.match(line, at)}
        assert matching <= tried


def test_most_patterns_are_left_untried() -> None:
    brought = 0
    for word in ["nobody", "was", "hurt", "in", "the", "raid"]:
        brought |= brought_by(word)
    assert len(fitting("t", brought)) < 5


def test_words_that_a_mark_takes_apart_still_begin_a_date() -> None:
    assert [m.text for m in find_dates(LINES[3])] == ["Father's Day", "Eid-al-Fitr", "the eve of Ramadan", "'98"]

"""The scorer of short deeds: both halves can be read and share no line; found and quiet ones are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.evaluate.sense_short import read, score

GOLD = Path(__file__).parents[1] / "gold"
HEADER = "label\tfield\ttext\n"


@pytest.mark.parametrize("half", ["dev", "kept"])
def test_each_half_has_deeds_and_twins(half: str) -> None:
    rows = list(read(GOLD / f"sense_short_{half}.tsv"))
    assert len({text for text, _ in rows}) == len(rows) >= 250
    assert sum(real for _, real in rows) >= 140


def test_the_halves_share_no_line() -> None:
    dev, kept = ({text for text, _ in read(GOLD / f"sense_short_{half}.tsv")} for half in ("dev", "kept"))
    assert not dev & kept


def test_deeds_found_and_twins_left_quiet_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "short.tsv"
    path.write_text(
        f"{HEADER}real\tassault\tRebels killed nine villagers.\nreal\tassault\tThe minister smiled.\n"
        "false\tweather\tThe minister smiled again.\nfalse\twar\tRebels killed ten villagers.\n",
        encoding="utf-8",
    )
    assert score(path).figures == {"quiet": 0.5, "real_found": 0.5}


def test_an_unknown_label_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "short.tsv"
    path.write_text(f"{HEADER}perhaps\twar\tRebels killed nine villagers.\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"short\.tsv.*2.*perhaps"):
        list(read(path))

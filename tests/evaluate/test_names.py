"""The scorer of names: what is right, and what is refused."""

import json
from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.evaluate.names import score

RIGHT = {
    "id": "a",
    "text": "Iraq's army shelled the hill.",
    "mention": "Iraq's army",
    "start": 0,
    "on": "2016-05-05",
    "country": "IRQ",
    "name": "Iraqi army",
}


def figures(tmp_path: Path, *records: dict[str, object]) -> dict[str, float]:
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return score(path).figures


def test_a_branch_goes_by_any_words_that_mean_it(tmp_path: Path) -> None:
    assert figures(tmp_path, RIGHT, {**RIGHT, "name": "armed forces of Iraq"})["right"] == 1.0
    assert figures(tmp_path, {**RIGHT, "name": "Iraqi police"})["right"] == 0.0


def test_a_stranger_must_be_left_open(tmp_path: Path) -> None:
    stranger = {**RIGHT, "text": "Two men ran.", "mention": "Two men", "name": None}
    found = figures(tmp_path, stranger, {**RIGHT, "name": None})
    assert found["left_open"] == 0.5
    assert found["precision"] == 0.0


@pytest.mark.parametrize(("key", "value"), [("start", 3), ("on", "5 May 2016"), ("on", "2016-13-05")])
def test_a_wrong_record_is_named_by_line(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(DataFileError, match="line 2"):
        figures(tmp_path, RIGHT, {**RIGHT, key: value})

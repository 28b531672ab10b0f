"""The scorer of dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import DataFileError
from khabar.evaluate import dates

TEXT = "Gunmen killed two guards in Velm on Sunday."


def case(days: Any, event: Any, **more: Any) -> dict[str, Any]:
    mention = {"words": "Sunday", "start": TEXT.index("Sunday"), "intervals": days, "values": ["2024-02-11"]}
    deed = {"trigger": "killed", "start": TEXT.index("killed"), "intervals": event}
    return {"id": "a", "text": TEXT, "published": "2024-02-13", "mentions": [mention], "events": [deed], **more}


def scored(tmp_path: Path, *records: dict[str, Any]) -> dict[str, float]:
    path = tmp_path / "dates.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return dates.score(path).figures


def test_what_is_right_and_what_is_invented(tmp_path: Path) -> None:
    sunday = [["2024-02-11", "2024-02-11"]]
    figures = scored(tmp_path, case(sunday, sunday), case(sunday, [None]), case([["2024-02-12", "2024-02-12"]], sunday))
    assert figures["right"] == 1 / 3
    assert figures["mentions"] == 2 / 3
    assert figures["left_open"] == 0.0
    assert figures["not_published"] == 1.0


def test_words_that_do_not_stand_there_are_refused(tmp_path: Path) -> None:
    wrong = case([None], [None])
    wrong["mentions"][0]["start"] = 3
    with pytest.raises(DataFileError, match="not at 3"):
        scored(tmp_path, wrong)

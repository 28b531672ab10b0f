"""The scorer of hard names of places."""

from __future__ import annotations

import json
from pathlib import Path

from khabar.evaluate.hard_places import faults, score


def test_counts_places_and_names_of_none(tmp_path: Path) -> None:
    text = "Shelling near Bakhmut killed two, Syrian officers said."
    bakhmut = {
        "start": 14,
        "end": 21,
        "text": "Bakhmut",
        "latitude": 48.59,
        "longitude": 38.0,
        "km": 20,
        "country": "UA",
    }
    wrong = {**bakhmut, "latitude": 10.0}
    syrian = [{"start": 34, "end": 40, "text": "Syrian"}]
    path = tmp_path / "gold.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": text, "mentions": [m], "not_places": syrian}) for m in (bakhmut, wrong))
    )
    figures = score(path).figures
    assert figures == {"right": 0.75, "near": 0.5, "country": 1.0, "refused": 1.0}
    assert [name for name, _, _ in faults(path)] == ["Bakhmut"]

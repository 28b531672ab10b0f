"""The scorers of the gate, on cases made by hand with known scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import DataFileError
from khabar.evaluate import gate, glocon_sample

SHOT = "Gunmen shot two farmers near Mbele."
LAKE = "The lake is blue."


def write(path: Path, *records: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The five sets with a document or two each."""
    text = f"{LAKE} {SHOT}"
    trigger = {"start": text.index("shot"), "end": text.index("shot") + 4, "text": "shot"}
    labels = [
        {"doc": "a", "sent_num": 2, "text": LAKE, "label": 1},
        {"doc": "a", "sent_num": 1, "text": SHOT, "label": 1},
    ]
    write(tmp_path / "glocon_sample" / "sentences.jsonl", *labels)
    events = [
        {"event_type": "Conflict.Attack.Unspecified", "trigger": trigger},
        {"event_type": "Contact.Contact.Meet", "trigger": {"start": 0, "end": 3, "text": "The"}},
    ]
    write(tmp_path / "wikievents" / "dev.jsonl", {"text": text, "events": events})
    police = [
        {"start": 0, "end": len(LAKE), "labels": ["ANY_ACTION"]},
        {"start": len(LAKE) + 1, "end": len(text), "labels": ["KILL"]},
    ]
    write(tmp_path / "india_police_events" / "docs.jsonl", {"text": text, "sentences": police})
    write(tmp_path / "polnear" / "dev.jsonl", {"text": LAKE})
    write(tmp_path / "geo_lgl" / "lgl.jsonl", {"text": text}, {"text": LAKE})
    return tmp_path


def test_recall_and_passes_are_counted_by_set(folder: Path) -> None:
    scores = gate.score(folder)
    assert scores.records == 6
    figures = scores.figures
    assert figures["glocon_recall"] == 0.5
    assert figures["wikievents_recall"] == 1.0
    assert figures["india_recall"] == 1.0
    assert figures["polnear_passed"] == 0.0
    assert figures["geo_lgl_passed"] == pytest.approx(1 / 3)
    assert figures["geo_lgl_documents_hit"] == 0.5


def test_a_set_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "polnear" / "dev.jsonl").unlink()
    with pytest.raises(DataFileError, match="polnear"):
        gate.score(folder)


def test_documents_on_contention_are_told_from_others(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    riot = f"{SHOT} Police arrested nine rioters. Protesters burned a bus."
    write(
        path,
        {"id": "a", "text": riot, "label": 1},
        {"id": "b", "text": f"{LAKE} The phone is sold with a charger.", "label": 0},
        {"id": "c", "text": riot, "label": 2},
    )
    scores = glocon_sample.score(path)
    assert scores.records == 2
    assert scores.figures["report_f1"] == 1.0
    assert scores.figures["telling_f1"] == 1.0
    assert scores.figures["score_auc"] == 1.0
    assert scores.figures["hit_recall"] == 1.0


DATA = Path(__file__).parents[2] / "../shared/data"


@pytest.mark.skipif(not (DATA / "geo_lgl").exists(), reason="the gold data is not beside the repository")
def test_most_of_what_is_on_other_things_is_left_out() -> None:
    figures = gate.score(DATA).figures
    assert figures["geo_lgl_passed"] <= 0.5
    assert figures["polnear_passed"] <= 0.5

import json
from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.evaluate.dragnet_comments import count, score

ARTICLE = (
    "Rebels seized the town of Kanyabayonga on Friday after two days of fighting, local officials said.\n"
    "The United Nations mission said its peacekeepers had evacuated eleven wounded civilians on Saturday.\n"
    "Thousands of people fled south towards Butembo. The army said that it was regrouping."
)
COMMENT = "I don’t believe a word of it! You should all be ashamed of yourselves, and I mean all of you."


def write(path: Path, *pages: tuple[str, str]) -> Path:
    rows = [
        {"text": f"{article}\n\n{comments}", "spans": [{"start": 0, "end": len(article), "type": "article"}]}
        for article, comments in pages
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_border_in_its_place_scores_one(tmp_path: Path):
    scores = score(write(tmp_path / "gold.jsonl", (ARTICLE, COMMENT)))
    assert scores.records == 1
    assert scores.figures["body_line_f1"] == scores.figures["comment_line_f1"] == scores.figures["border_exact"] == 1


def test_a_border_that_is_missed_costs_both_classes(tmp_path: Path):
    officials = "The governor of the province said that schools would stay closed on Monday."
    scores = score(write(tmp_path / "gold.jsonl", (ARTICLE, officials)))
    assert scores.figures["border_missed"] == 1
    assert scores.figures["comment_line_f1"] == 0
    assert scores.figures["body_line_f1"] == pytest.approx(2 * 3 / (3 + 4))


def test_lines_are_counted_by_class():
    counts = count([False, False, True, True], [False, True, True, True], comment=True)
    assert (counts.right, counts.given, counts.wanted) == (2, 3, 2)


def test_a_line_that_is_no_record_is_named(tmp_path: Path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a", "spans": []}\nnone\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="line 2"):
        score(path)

"""``khabar entities``: who, where and with what, for the eyes and for programs."""

import csv
import io
import json

from khabar.cli import run

STORY = "Haider al-Abadi said that warplanes had bombed Raqqa. They came back to Baghdad.\n"


def test_lines_have_their_spans(tmp_path, capsys):
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    assert run(["entities", str(page), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(STORY[line["start"] : line["end"]] == line["text"] for line in lines)
    assert {"Baghdad", "They"} <= {line["text"] for line in lines}


def test_the_table_counts_mentions_and_names_alone_can_be_asked_for(tmp_path, capsys):
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    assert run(["entities", str(page), "--names"]) == 0
    out = capsys.readouterr().out
    assert "Baghdad" in out
    assert "Haider al-Abadi" in out
    assert "They" not in out


def test_csv_has_one_header_over_several_pages(tmp_path, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert run(["entities", str(tmp_path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["document"].rsplit("/", 1)[-1] for row in rows} == {"a.txt", "b.txt"}
    assert all(row["kind"] for row in rows)


def test_what_cannot_be_read_is_named(tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run(["entities", str(tmp_path)]) == 3
    assert "empty.txt" in capsys.readouterr().err

"""``khabar voice``: who says what, for the eyes and for programs."""

import csv
import io
import json

from khabar.cli import run

STORY = (
    "The agency quoted a dispatcher as saying that the train had stopped seconds before the blast.\n\n"
    "“We saw the flash,” said Amal Haddad, a teacher from Nawa. “Then the lights went out.” She said two men died.\n"
)


def test_nested_and_carried_voices_have_their_spans(tmp_path, capsys):
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    assert run(["voice", str(page), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for line in lines:
        for span in (line["source"], line["cue"], line["speaker"], *line["content"]):
            assert span is None or STORY.strip()[span["start"] : span["end"]] == span["text"]
    assert {line["document"] for line in lines} == {str(page)}
    inner = next(line for line in lines if line["source"] and line["source"]["text"] == "a dispatcher")
    assert lines[inner["inside"]]["source"]["text"] == "The agency"
    she = next(line for line in lines if line["source"] and line["source"]["text"] == "She")
    assert "Amal Haddad" in she["speaker"]["text"]


def test_a_voice_stands_below_the_one_that_passes_it_on(tmp_path, capsys):
    page = tmp_path / "story.txt"
    page.write_text("The army said rebels had been reported to have burned the market.", encoding="utf-8")
    assert run(["voice", str(page)]) == 0
    out = capsys.readouterr().out
    assert "    The army [" in out
    assert out.index("    The army [") < out.index("        hearsay [")


def test_the_table_names_every_voice(tmp_path, capsys):
    page = tmp_path / "story.txt"
    page.write_text(STORY, encoding="utf-8")
    assert run(["voice", str(page)]) == 0
    out = capsys.readouterr().out
    assert "a dispatcher" in out
    assert "Amal Haddad" in out


def test_csv_has_one_header_over_several_pages(tmp_path, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert run(["voice", str(tmp_path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["document"].rsplit("/", 1)[-1] for row in rows} == {"a.txt", "b.txt"}


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert run(["voice", str(tmp_path)]) == 3
    streams = capsys.readouterr()
    assert "empty.txt" in streams.err
    assert "a dispatcher" in streams.out

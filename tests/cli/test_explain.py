"""``khabar explain``: why a text was coded so, for the eyes and for programs."""

import json

import pytest

from khabar.cli import run

STORY = "Rebels attacked Goma on Monday, killing three people, the army said. The minister likes opera."


def test_each_value_stands_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", STORY, "--published", "2024-03-14"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {line.split()[0]: line for line in lines if line.startswith("    ") and line.split()}
    assert "“attacked”" in rows["event_type"]
    assert "lexicon.tsv:" in rows["event_type"]
    assert "2024-03-11" in rows["date"]
    assert "“Monday”" in rows["date"]
    assert "gazetteer" in rows["place"]
    assert any("one happening with “attacked”" in line for line in lines)
    assert any("not passed" in line for line in lines)


def test_it_fits_eighty_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.cli.printing.PIPED_WIDTH", 80)
    assert run(["explain", STORY]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_programs_get_a_sentence_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", STORY, "--format", "jsonl"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["parsed"]
    assert not second["parsed"]
    assert [given["text"] for given in first["reports"][0]["values"] if given["field"] == "place"] == ["Goma"]
    assert {"stage", "what", "reason", "start", "end"} == set(first["dropped"][0])


def test_a_page_is_read_as_ever(tmp_path, capsys) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>News</title><meta property='article:published_time' content='2024-03-14'></head>"
        "<body><article><p>Gunmen killed a judge in Goma on Monday, the army said.</p></article></body></html>",
        encoding="utf-8",
    )
    assert run(["explain", "--file", str(page)]) == 0
    out = capsys.readouterr().out
    assert "2024-03-11" in out
    assert "published 2024-03-14" in out


def test_what_cannot_be_read_is_set_aside(tmp_path, capsys) -> None:
    page = tmp_path / "empty.txt"
    page.write_bytes(b"")
    assert run(["explain", "--file", str(page)]) == 3
    assert "set aside" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], [STORY, "--file", "x.html"], [STORY, "--published", "yesterday"]])
def test_wrong_usage_is_told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *argv]) == 2
    assert "khabar: " in capsys.readouterr().err

"""``khabar code`` of a table: each row a page; columns told by name, by option, by environment, by ``khabar.toml``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.ledger import Ledger

SHELLED = "Rebels shelled Sake on Monday, killing 3 people, the army said."
ARRESTED = "Soldiers arrested 12 protesters in Khartoum on Tuesday, police said."


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table in the working folder whose columns have names of their own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "news.csv"
    path.write_text(
        f'when,words,where,no\n2018-04-19,"{SHELLED}",https://a.example/1,A7\n2018-04-20,"{ARRESTED}",,A8\n',
        encoding="utf-8",
    )
    return path


OPTIONS = ["--text-col", "words", "--date-col", "when", "--url-col", "where", "--id-col", "no"]


def documents(path: Path) -> list[tuple[object, ...]]:
    with Ledger.open(path, read_only=True) as ledger:
        sql = "SELECT name, published::VARCHAR, published_from, url FROM documents ORDER BY name"
        return ledger.query(sql).fetchall()


EXPECTED = [
    ("news.csv!1 (A7)", "2018-04-19", "column when", "https://a.example/1"),
    ("news.csv!2 (A8)", "2018-04-20", "column when", None),
]


def test_columns_by_option(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "news.csv", *OPTIONS, "-o", "l.duckdb"]) == 0
    assert "documents: 2 (2 new)" in capsys.readouterr().err
    assert documents(Path("l.duckdb")) == EXPECTED


def test_columns_by_environment(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for option, column in zip(OPTIONS[::2], OPTIONS[1::2], strict=True):
        monkeypatch.setenv(f"KHABAR_READ_{option[2:].replace('-', '_').upper()}", column)
    assert run(["code", "news.csv", "-o", "l.duckdb", "--quiet"]) == 0
    assert documents(Path("l.duckdb")) == EXPECTED


def test_columns_are_remembered_beside_the_ledger(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = table.parent / "project"
    folder.mkdir()
    (folder / "khabar.toml").write_text("# mine\n")
    assert run(["code", "news.csv", *OPTIONS, "--remember", "-o", "project/l.duckdb"]) == 0
    assert "written into project/khabar.toml: read.text_col, read.date_col" in capsys.readouterr().err
    assert (folder / "khabar.toml").read_text().startswith("# mine\n")
    assert run(["code", "news.csv", "-o", "project/l.duckdb", "--json"]) == 0
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["new"] == 0
    assert documents(folder / "l.duckdb") == EXPECTED


def test_columns_that_were_of_no_use_are_not_remembered(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "news.csv", "--text-col", "wrods", "--remember"]) == 3
    err = capsys.readouterr().err
    assert "no column 'wrods'; its columns: when, words, where, no; say which with --text-col NAME" in err
    assert "not written into khabar.toml" in err
    assert not Path("khabar.toml").exists()


def test_what_cannot_be_told_is_asked_for_in_one_line(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "news.csv", "--quiet", "--format", "jsonl"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith("khabar: set aside: news.csv: the table has no column that is known to hold text")
    assert "--text-col NAME" in err


def test_days_that_can_be_read_two_ways_are_asked_for(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text(f'date,text\n03/04/2018,"{SHELLED}"\n', encoding="utf-8")
    assert run(["code", "news.csv", "-o", "l.duckdb", "--quiet"]) == 3
    assert "--date-format %d/%m/%Y or %m/%d/%Y [bad_date]" in capsys.readouterr().err
    assert documents(Path("l.duckdb")) == [("news.csv!1", None, None, None)]
    assert run(["code", "news.csv", "--date-format", "%d/%m/%Y", "-o", "m.duckdb", "--quiet"]) == 0
    assert documents(Path("m.duckdb")) == [("news.csv!1", "2018-04-03", "column date", None)]


def test_a_row_that_cannot_be_read_is_a_failure_in_the_ledger(table: Path) -> None:
    table.write_text(f'text,date\n"{SHELLED}",2018-04-19\n"{ARRESTED}"\n', encoding="utf-8")
    assert run(["code", "news.csv", "-o", "l.duckdb", "--quiet"]) == 3
    with Ledger.open(Path("l.duckdb"), read_only=True) as ledger:
        assert [(name, reason) for name, reason, *_ in ledger.failures.fetchall()] == [("news.csv!2", "damaged")]


@pytest.mark.parametrize("argv", [["code"], ["code", "x.csv", "--remember"], ["code", "--text-col", "x"]])
def test_wrong_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1

"""Looking after a ledger from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from khabar.cli import run
from khabar.ledger import Ledger
from tests.ledger.former import as_schema
from tests.ledger.making import make_coded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ledger.duckdb"
    with Ledger.open(made) as ledger:
        for number in range(3):
            ledger.add(make_coded(number))
        ledger.link()
    return made


def test_info_tells_the_figures(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "info", str(path)]) == 0
    assert "documents" in capsys.readouterr().out
    assert run(["ledger", "info", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"]["documents"] == 3
    assert found["is_linked"]
    assert found["file_bytes"] == path.stat().st_size


def test_verify_names_each_fault_and_fails(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "verify", str(path)]) == 0
    assert "3 documents, no fault" in capsys.readouterr().err
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE reports SET quote = replace(quote, 'killing', 'kissing')")
    assert run(["ledger", "verify", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert {line.partition(":")[0] for line in lines} == {make_coded(n).document.doc_id for n in range(3)}


def test_an_old_ledger_is_upgraded_when_asked(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.duckdb"
    as_schema(1, path, old)
    assert run(["incidents", str(old)]) == 1
    assert f"khabar ledger upgrade {old}" in capsys.readouterr().err
    assert run(["ledger", "upgrade", str(old)]) == 0
    assert "old.duckdb.schema-1" in capsys.readouterr().err
    assert run(["incidents", str(old)]) == 0
    assert run(["ledger", "upgrade", str(tmp_path / "none.duckdb")]) == 1
    assert not (tmp_path / "none.duckdb").exists()


def test_relinking_finds_the_incidents_again(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger.open(path) as ledger:
        before = ledger.digest()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE incidents SET killed_best = 99")
    assert run(["ledger", "verify", str(path), "--quiet"]) == 1
    assert run(["ledger", "relink", str(path)]) == 0
    with Ledger.open(path) as ledger:
        assert ledger.digest() == before


def test_without_a_verb_its_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger"]) == 2
    assert "verify" in capsys.readouterr().err


def test_forgetting_asks_first_and_says_what_it_does(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forget", str(path)]) == 2
    assert run(["forget", str(path), "--person", "Ana Ruel", "--dry-run"]) == 0
    assert "would go: 3 places in 3 documents" in capsys.readouterr().err
    content = path.read_bytes()
    # Nobody sits at a test to be asked.
    assert run(["forget", str(path), "--person", "Ana Ruel"]) == 2
    assert "give --yes" in capsys.readouterr().err
    assert path.read_bytes() == content
    backup = path.with_name(path.name + ".schema-1")
    backup.write_bytes(b"Ana Ruel")
    assert run(["forget", str(path), "--person", "Ana Ruel", "--yes"]) == 0
    assert f"holds it still: {backup}" in capsys.readouterr().err
    assert run(["forget", str(path), "--url", "https://news.invalid/1", "--yes", "--backups"]) == 0
    assert not backup.exists()
    assert b"Ana Ruel" not in path.read_bytes()
    with Ledger.open(path) as ledger:
        assert len(ledger.documents) == 2

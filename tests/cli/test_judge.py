"""Judging, merging and comparing on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.ledger import Ledger
from tests.judge.making import filled, incident_at, pages
from tests.ledger.test_linking import EARLY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "l.duckdb"
    with Ledger.open(made) as ledger:
        filled(ledger)
    return made


def velm(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        return incident_at(ledger, "Velm").incident_id


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[str, str]:
    assert run([str(word) for word in words]) == 0
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_correction_is_told_shown_listed_and_undone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    incident = velm(path)
    _, told = printed(
        capsys, "judge", "correct", path, incident[:7], "killed=4", "--author", "ana", "--reason", "the list"
    )
    ident = told.split()[1].rstrip(":")
    assert incident in told
    shown, _ = printed(capsys, "show", path, incident)
    for words in ("killed corrected to 4", "by ana", "the list", "grade B1", "How the toll was given"):
        assert words in shown
    record = json.loads(printed(capsys, "show", path, incident, "--json")[0])
    assert record["judgements"][0]["value"] == {"low": 4, "best": 4, "high": 4}
    assert list(record)[-5:] == ["rules", "history", "sides", "grade", "judgements"]
    [line] = printed(capsys, "judge", "list", path, "-f", "jsonl")[0].splitlines()
    assert json.loads(line)["state"] == "in force"
    printed(capsys, "judge", "undo", path, ident, "--author", "ben")
    assert "undone" in printed(capsys, "judge", "list", path)[0]
    assert "undone" in printed(capsys, "judge", "list", path, "-f", "csv")[0]


def test_merge_split_reject_accept_and_old_ids(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    incident = velm(path)
    with Ledger.open(path, read_only=True) as ledger:
        ostra = incident_at(ledger, "Ostra").incident_id
    printed(capsys, "judge", "accept", path, ostra, "--author", "ana")
    merged = json.loads(printed(capsys, "judge", "merge", path, incident, ostra, "--author", "ana", "--json")[0])
    assert merged["decision"] == "merge"
    gone = [old for old in (incident, ostra) if f"{old} is" in printed(capsys, "show", path, old)[1]]
    assert len(gone) == 1
    out, _ = printed(capsys, "incidents", path, "--deleted", "-f", "jsonl")
    assert [json.loads(line)["from_id"] for line in out.splitlines()] == gone
    printed(capsys, "judge", "undo", path, merged["judgement_id"], "--author", "ana")
    printed(capsys, "judge", "split", path, incident, pages()[1].document.doc_id, "--author", "ana")
    printed(capsys, "judge", "reject", path, ostra, "--author", "ana")
    assert len(printed(capsys, "incidents", path, "-f", "jsonl")[0].splitlines()) == 2
    assert len(printed(capsys, "incidents", path, "-f", "jsonl", "--rejected")[0].splitlines()) == 3
    with Ledger.open(path, read_only=True) as ledger:
        assert incident_at_all(ledger) == 3


def incident_at_all(ledger: Ledger) -> int:
    return len(list(ledger.incident_records()))


def test_what_is_new_since_a_run_or_a_day(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for since, n in (("2020-01-01", 2), ("2999-01-01", 0), ("0", 2)):
        out, _ = printed(capsys, "incidents", path, "--since", since, "-f", "csv")
        assert len(out.splitlines()) == n + 1
    out, _ = printed(capsys, "incidents", path, "--changes")
    assert out.count("new") == 2
    assert run(["incidents", str(path), "--since", "yesterday"]) == 2
    assert "expected a day" in capsys.readouterr().err


def test_judgements_travel(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "judge", "correct", path, velm(path), "killed=4", "--author", "ana")
    out, _ = printed(capsys, "judge", "export", path)
    file, other = tmp_path / "judged.jsonl", tmp_path / "other.duckdb"
    file.write_text(out, encoding="utf-8")
    with Ledger.open(other) as ledger:
        filled(ledger)
    assert "1 new, 0 there already" in printed(capsys, "judge", "import", other, file)[1]
    assert "0 new, 1 there already" in printed(capsys, "judge", "import", other, file)[1]
    assert "No difference" in printed(capsys, "diff", path, other)[0]
    file.write_text("{}\n")
    assert run(["judge", "import", str(other), str(file)]) == 1
    assert f"{file}, line 1: is no judgement" in capsys.readouterr().err


def test_two_ledgers_are_compared_and_made_one(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, both = tmp_path / "other.duckdb", tmp_path / "both.duckdb"
    with Ledger.open(other) as ledger:
        filled(ledger, [*pages()[:3], EARLY])
    out, _ = printed(capsys, "diff", path, other, "--only", "incident", "-f", "csv")
    assert "moved" in out
    assert "only in the first" in out
    assert "moved" in printed(capsys, "diff", path, other)[0]
    assert "documents: 4 and 4, 3 in both" in printed(capsys, "ledger", "merge", path, other, "-o", both)[1]
    assert run(["ledger", "merge", str(path), str(other), "-o", str(both)]) == 1
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["correct", "l", "i-0", "killed"], 2),
        (["correct", "l", "i-0", "killed=3"], 1),
        (["accept", "none.duckdb", "i-0"], 1),
        (["import", "l", "none.jsonl"], 1),
        ([], 2),
    ],
)
def test_what_is_wrong_is_one_line(path: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", *(str(path) if word == "l" else word for word in words)]) == code
    if words:
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not Path("none.duckdb").exists()

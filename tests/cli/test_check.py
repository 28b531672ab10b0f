"""``khabar check``: the answer for the eyes, as JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli import run


def _document(ledger: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["query", str(ledger), "SELECT doc_id FROM documents ORDER BY doc_id LIMIT 1", "-f", "jsonl"]) == 0
    return str(json.loads(capsys.readouterr().out.splitlines()[0])["doc_id"])


def test_an_answer_names_its_verdict_and_its_coverage(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ledger), "Egyptian jets bombed Derna on 3 May 2017."]) == 0
    out = capsys.readouterr().out
    assert out.startswith("not enough:")
    assert "read from 2017-04-30 to 2017-05-06: 0 documents" in out


def test_json_has_all_keys(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ledger), "Egyptian jets bombed Derna.", "--json"]) == 0
    (answer,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answer["verdict"] == "not_enough"
    keys = {"claim", "kind", "verdict", "because", "report", "findings", "said", "series", "coverage", "dispute"}
    assert set(answer) == keys


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "expected a CLAIM"),
        (["a claim", "--doc", "d-1"], 2, "expected a CLAIM"),
        (["--doc", "d-nothing"], 1, "no report, incident or document"),
        (["   "], 1, "empty"),
        (["x", "--on", "yesterday"], 1, "yesterday"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert run(["check", str(ledger), *arguments]) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_document_without_readers_claims_says_so(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ledger), "--doc", _document(ledger, capsys)]) == 0
    out, err = capsys.readouterr()
    assert out or "no reader claims" in err


def test_a_claim_needs_no_quotes(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ledger), "Egyptian", "jets", "bombed", "Derna"]) == 0
    assert "“Egyptian jets bombed Derna”" in capsys.readouterr().out

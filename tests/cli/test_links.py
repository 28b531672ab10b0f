"""Why each report stands in an incident, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import khabar
from khabar.cli import run
from khabar.ledger import Ledger
from khabar.link import link_reports
from khabar.link.score import load_weights
from khabar.link.signs import GROUNDS, grounds
from tests.ledger.making import make_coded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ledger.duckdb"
    with Ledger.open(made) as ledger:
        for number in range(3):
            ledger.add(make_coded(number))
        ledger.link()
    return made


def test_the_signs_of_every_link_sum_to_its_score() -> None:
    linked = link_reports(make_coded(number) for number in range(3))
    found = [grounds(member) for member in linked.memberships]
    assert any(why.signs for why in found)
    for why in found:
        assert why.words != GROUNDS["other"]
        if why.log_odds is not None:
            assert sum(sign.log_odds or 0.0 for sign in why.signs) == pytest.approx(why.log_odds, abs=0.06)


def test_every_feature_has_words() -> None:
    from khabar.link.signs import _table

    named = {*load_weights("across.tsv"), *load_weights("inside.tsv")} - {"threshold"}
    assert named == set(_table())


def test_links_are_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents", str(path), "--format", "jsonl"]) == 0
    ident = json.loads(capsys.readouterr().out.splitlines()[0])["incident_id"]
    assert run(["show", str(path), ident, "--links", "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["incident_id"] for record in records} == {ident}
    assert [record["relation"] for record in records].count("opens") == 1
    assert run(["show", str(path), ident, "--links"]) == 0
    out = capsys.readouterr().out
    assert "opens the incident" in out
    for sign in (sign for record in records for sign in record["signs"]):
        assert sign["words"].split()[0] in out


def test_links_of_a_document_are_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ident = make_coded(0).document.doc_id
    assert run(["show", str(path), ident, "--links"]) != 0
    assert "an incident" in capsys.readouterr().err


def test_signs_that_all_reports_of_a_document_share_are_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "ledger.duckdb"
    first = "Israeli jets struck a warehouse in Aleppo on Monday, killing two soldiers, state media said."
    second = (
        "Israeli jets struck a warehouse in Aleppo on Monday.\n\n"
        "Residents said the Israeli jets struck the warehouse in Aleppo on Monday. Two soldiers were killed."
    )
    with Ledger.open(made) as ledger:
        for text in (first, second):
            khabar.code(text, published="2024-01-09", ledger=ledger)
        incident = max(ledger.incident_records(), key=lambda one: one.n_reports)
        assert incident.n_documents == 2 < incident.n_reports
    assert run(["show", str(made), incident.incident_id, "--links"]) == 0
    out = capsys.readouterr().out
    assert "of the same document" in out
    n_linked = out.count("sure: ")
    assert 0 < out.count("in all: 0 is an even chance") < n_linked

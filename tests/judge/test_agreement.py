"""Whether two who judge the same incidents judge alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import khabar
from khabar import judge
from khabar.cli import app
from khabar.judge import agreement, alpha, sample
from khabar.ledger import Ledger

TOWNS = ("Sake", "Goma", "Beni", "Bunia", "Kaduna", "Belgorod")


def test_alpha_is_that_of_krippendorffs_examples() -> None:
    """The three worked examples of Krippendorff (2011): two who code two values, or five; four with gaps."""
    assert alpha(zip("0100000010", "1110010000", strict=True)) == pytest.approx(0.095, abs=0.0005)
    assert alpha(zip("aabbdcccedda", "babbbccceddd", strict=True)) == pytest.approx(0.692, abs=0.0005)
    four = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [tuple(value for value in unit if value != ".") for unit in zip(*four, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_says_nothing_where_nothing_differs_or_nobody_met() -> None:
    assert alpha([]) is None
    assert alpha([("a",), ("b",)]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as opened:
        for day, town in enumerate(TOWNS, start=1):
            text = f"Rebels shelled {town} on Monday, killing {day + 2} people, the army said."
            khabar.code(text, published=f"2024-{day:02}-13", ledger=opened)
    return path


def test_a_sample_is_the_same_for_all_and_whatever_was_judged(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        before = sample(opened, 4, "ours")
        assert len(set(before)) == 4
        assert sample(opened, 4, "another") != before
        judge.reject(opened, before[0], author="ana")
        judge.merge(opened, before[1], before[2], author="ana")
        assert sample(opened, 4, "ours") == before
        assert set(sample(opened, 3, "ours")) < set(before)


def test_agreement_counts_what_two_judged(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        ids = sample(opened, 6, "ours")
        for one in ids[:5]:
            judge.accept(opened, one, author="ana")
        judge.accept(opened, ids[0], author="ben")
        judge.accept(opened, ids[1], author="ben")
        judge.correct(opened, ids[2], "killed", "9", author="ben")
        judge.accept(opened, ids[2], author="ben")
        judge.reject(opened, ids[3], author="ben")
        undone = judge.reject(opened, ids[4], author="ben")
        judge.undo(opened, undone.judgement_id, author="ben")
        found = agreement(opened)
        assert (found.doubly, found.alike, found.judgements, found.authors) == (4, 2, 8, ("ana", "ben"))
        assert found.differing == {
            ids[2]: {"ana": "accept", "ben": "correct"},
            ids[3]: {"ana": "accept", "ben": "reject"},
        }
        expected = alpha([("accept", "accept"), ("accept", "accept"), ("accept", "correct"), ("accept", "reject")])
        assert found.alpha == expected
        assert agreement(opened, ids[:2]).alpha is None


def test_the_commands_draw_a_sample_and_say_how_far_two_agree(ledger: Path) -> None:
    run = CliRunner()
    drawn = run.invoke(app, ["judge", "sample", str(ledger), "-n", "2", "--seed", "ours"])
    ids = drawn.stdout.split()
    assert len(ids) == 2
    with Ledger.open(ledger) as opened:
        judge.accept(opened, ids[0], author="ana")
        judge.reject(opened, ids[0], author="ben")
    told = run.invoke(app, ["judge", "agreement", str(ledger), "--json"])
    assert json.loads(told.stdout)["doubly"] == 1
    assert "ana" in run.invoke(app, ["judge", "agreement", str(ledger)]).stdout

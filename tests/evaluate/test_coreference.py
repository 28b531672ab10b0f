"""The coreference figures, against values worked out by hand."""

from __future__ import annotations

import pytest

from khabar.evaluate.coreference import ceaf_e, conll, muc
from khabar.evaluate.ecbplus import figures


def test_a_perfect_answer_scores_one_and_none_scores_nothing() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    assert conll(gold, gold) == {"muc": 1.0, "b3": 1.0, "ceafe": 1.0, "conll_f1": 1.0}
    assert conll({}, gold)["conll_f1"] == 0.0


def test_muc_counts_links() -> None:
    """Of gold's three links (a-b-c-d) one is broken; of ours two, none is wrong."""
    score = muc({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": 0, "b": 0, "c": 0, "d": 0})
    assert (score.recall, score.precision) == (pytest.approx(2 / 3), 1.0)


def test_ceaf_pairs_each_cluster_with_one_chain() -> None:
    """The cluster {a, b, c} goes to {a, b} (4/5), which leaves {c} without one."""
    score = ceaf_e({"a": 1, "b": 1, "c": 1}, {"a": "x", "b": "x", "c": "y"})
    assert (score.precision, score.recall) == (pytest.approx(0.8), pytest.approx(0.4))


def test_mentions_that_are_not_found_count_against_recall() -> None:
    span = {"id": "m", "kind": "event", "start": 0, "end": 4, "chain": "c"}
    found = figures([{"id": "1", "topic": "8", "text": "shot", "spans": [span]}], {})
    assert (found["mentions_found"], found["conll_f1"]) == (0.0, 0.0)


def test_mentions_that_gold_has_not_count_against_precision() -> None:
    span = {"id": "m", "kind": "event", "start": 0, "end": 4, "chain": "c"}
    gold = [{"id": "1", "topic": "8", "text": "shot, ran", "spans": [span]}]
    found = figures(gold, {"1": [((0, 4), "deed"), ((6, 9), "other")]})
    assert (found["mentions_found"], found["mentions_right"]) == (1.0, 0.5)

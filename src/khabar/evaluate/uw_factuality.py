"""UW event factuality: whether an event of the news happened, as crowd workers read it (Lee et al. 2015)."""

from __future__ import annotations

from pathlib import Path

from khabar.evaluate.factuality import score_spans
from khabar.evaluate.scores import Scores


def score(path: Path) -> Scores:
    """Return macro F1 of the three classes, F1 of each, mean absolute error (in units of -3 to 3) and Pearson's r."""
    return score_spans("uw_factuality", path)

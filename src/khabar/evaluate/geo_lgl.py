"""Scorer for geo_lgl: places given by name, and found in raw text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from khabar.evaluate.places import score_homes, score_places
from khabar.evaluate.scores import Scores


def score(path: Path) -> Scores:
    """Return the figures of ``geo_lgl``; see ``score_places`` and ``score_homes`` for what each counts."""
    scores = score_places("geo_lgl", path)
    return replace(scores, figures=scores.figures | score_homes(path))

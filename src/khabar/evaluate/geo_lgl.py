"""Scorer for geo_lgl: places given by name, and found in raw text."""

from __future__ import annotations

from pathlib import Path

from khabar.evaluate.places import score_places
from khabar.evaluate.scores import Scores


def score(path: Path) -> Scores:
    """Return the figures of ``geo_lgl``; see ``places.score_places`` for what each counts."""
    return score_places("geo_lgl", path)

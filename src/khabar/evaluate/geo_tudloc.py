"""Scorer for geo_tudloc: places of pages of many kinds, given by name, and found in raw text."""

from __future__ import annotations

from pathlib import Path

from khabar.evaluate.places import score_places
from khabar.evaluate.scores import Scores


def score(path: Path) -> Scores:
    """Return the figures of ``geo_tudloc``; see ``places.score_places`` for what each counts.

    Streets, postcodes and single buildings are neither wanted nor counted as wrong.
    """
    return score_places("geo_tudloc", path)

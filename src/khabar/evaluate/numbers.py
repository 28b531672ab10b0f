"""``numbers``: our own short texts with a toll each: ranges, hedges, parts, sums, words, and what is no toll at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.read import read_page
from khabar.records import Report

Key = tuple[str, int | None, int | None, int | None, str | None, bool]
"""A toll without its words: measure, low, best, high, the part it counts, whether no figure is to be had."""


def score(path: Path) -> Scores:
    """Return the figures on the texts in ``path``.

    A text is ``right`` if its reports hold exactly its tolls, each with equal low, best, high and part, and no other.
    ``found`` is the share of gold tolls that are there, ``true`` the share of those coded that are gold.
    """
    coder = Coder()
    right: list[float] = []
    both = wanted_all = given_all = 0
    for record in read_gold(path, ("id", "text", "tolls", "published")):
        page = read_page(record["text"], name=record["id"], published=date.fromisoformat(record["published"]))
        given = tolls_of(coder.code(page).reports)
        wanted = frozenset(map(_key, record["tolls"]))
        right.append(float(given == wanted))
        both, wanted_all, given_all = both + len(given & wanted), wanted_all + len(wanted), given_all + len(given)
    return Scores(
        "numbers",
        len(right),
        {"right": macro(right), "found": both / (wanted_all or 1), "true": both / (given_all or 1)},
    )


def tolls_of(reports: Iterable[Report]) -> frozenset[Key]:
    """Return the tolls of reports, each once."""
    return frozenset(
        (t.measure.value, t.low, t.best, t.high, t.of, t.unavailable) for report in reports for t in report.tolls
    )


def _key(toll: Mapping[str, Any]) -> Key:
    return toll["measure"], toll["low"], toll["best"], toll["high"], toll["of"], bool(toll["unavailable"])

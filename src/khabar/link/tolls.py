"""Tolls of an incident: each source's figure, and low, best and high over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from khabar.records import Document, Report, Standing, Toll


def toll_values(reports: Iterable[Report]) -> dict[str, list[tuple[dict[str, Any], Report]]]:
    """Return every toll that a report gives, by measure, as the text gives it."""
    found: dict[str, list[tuple[dict[str, Any], Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            value = {
                "low": toll.low,
                "best": toll.best,
                "high": toll.high,
                "of": toll.of,
                "unavailable": toll.unavailable,
            }
            found[toll.measure.value].append((value, report))
    return {measure: found[measure] for measure in sorted(found)}


def settle_tolls(
    reports: Sequence[Report], origins: Mapping[str, str], documents: Mapping[str, Document]
) -> dict[str, dict[str, int | None]]:
    """Return low, best and high by measure, over all sources.

    ``best`` is the figure of most origins; of equals the own account's over hearsay, then the latest publication's,
    then the higher. ``low`` and ``high`` span all figures given. A word that only says "some" ("deadly") bounds
    from below where nobody gives a figure. A part (``of``) never replaces the whole: it bounds it from below.
    """
    by_measure: dict[str, list[tuple[Toll, Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            if not toll.unavailable:
                by_measure[toll.measure.value].append((toll, report))
    settled = {m: _settle(by_measure[m], origins, documents) for m in sorted(by_measure)}
    return {measure: bounds for measure, bounds in settled.items() if any(v is not None for v in bounds.values())}


def _settle(
    tolls: Sequence[tuple[Toll, Report]], origins: Mapping[str, str], documents: Mapping[str, Document]
) -> dict[str, int | None]:
    whole = [(toll, report) for toll, report in tolls if toll.of is None]
    parts = [toll.best if toll.best is not None else toll.low for toll, _ in tolls if toll.of is not None]
    least = max((part for part in parts if part is not None), default=None)
    figures = [(toll, report) for toll, report in whole if toll.best is not None or toll.high is not None]
    if not figures:
        lows = [toll.low for toll, _ in whole if toll.low is not None] + ([least] if least is not None else [])
        return {"low": max(lows, default=None), "best": None, "high": None}
    best = _best(figures, origins, documents)
    lows = [n for toll, _ in figures for n in (toll.low, toll.best) if n is not None]
    highs = [n for toll, _ in figures for n in (toll.high, toll.best) if n is not None]
    low = max(min(lows), least or 0) if lows else least
    if best is not None and low is not None:
        low = min(low, best)
    return {"low": low, "best": best, "high": max(highs, default=None)}


def _best(
    figures: Sequence[tuple[Toll, Report]], origins: Mapping[str, str], documents: Mapping[str, Document]
) -> int | None:
    behind: dict[int, set[str]] = defaultdict(set)
    own: dict[int, bool] = defaultdict(bool)
    latest: dict[int, date] = {}
    for toll, report in figures:
        if toll.best is None:
            continue
        behind[toll.best].add(origins[report.report_id])
        own[toll.best] |= report.standing is not Standing.HEARSAY
        published = documents[report.doc_id].published or date.min
        latest[toll.best] = max(latest.get(toll.best, date.min), published)
    if not behind:
        return None
    return max(behind, key=lambda n: (len(behind[n]), own[n], latest[n], n))

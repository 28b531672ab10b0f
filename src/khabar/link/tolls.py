"""Tolls of an incident: each source's figure, and low, best and high over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khabar.records import Document, Measure, Report, Standing, Toll


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

    A source is one origin in one document; of several figures of one source the highest counts, as an article tells
    of the whole and then of single victims. ``best`` is the figure of most origins; of equals the own account's over
    hearsay, then the latest publication's, then the higher. ``low`` and ``high`` span the sources' figures. A word
    that only says "some" ("deadly") bounds from below where nobody gives a figure. A part (``of``) never replaces
    the whole: it bounds it from below.
    """
    by_measure: dict[str, list[tuple[Toll, Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            if not toll.unavailable or toll.low:
                by_measure[toll.measure.value].append((toll, report))
    killed_in = _killed_by_document(by_measure.get(Measure.KILLED.value, ()))
    settled = {}
    for measure in sorted(by_measure):
        figures = [
            _Figure.of(toll, report, origins, documents, hit_and_dead=killed_in.get(report.doc_id, 0))
            for toll, report in by_measure[measure]
            if toll.of is None
        ]
        parts = [n for toll, _ in by_measure[measure] if toll.of is not None and (n := _least(toll)) is not None]
        settled[measure] = _settle([figure for figure in figures if figure.says_something], max(parts, default=None))
    return {measure: bounds for measure, bounds in settled.items() if any(v is not None for v in bounds.values())}


_WOUND = ("injur", "wound", "hurt", "maim")


@dataclass(frozen=True, slots=True)
class _Figure:
    """What one source gives for a toll."""

    source: tuple[str, str]
    low: int | None
    best: int | None
    high: int | None
    own: bool
    published: date

    @classmethod
    def of(
        cls,
        toll: Toll,
        report: Report,
        origins: Mapping[str, str],
        documents: Mapping[str, Document],
        *,
        hit_and_dead: int,
    ) -> _Figure:
        """Return the figure of a toll.

        People said to have been shot or hit, not wounded, may have died: those killed in the same article are taken
        off ("twelve were shot, one of them died" are eleven injured).
        """
        low, best, high = toll.low, toll.best, toll.high
        hit = toll.measure is Measure.INJURED and not any(word in report.trigger.text.lower() for word in _WOUND)
        if hit and hit_and_dead:
            low, best, high = (n - hit_and_dead if n and n > hit_and_dead else None for n in (low, best, high))
        published = documents[report.doc_id].published or date.min
        own = report.standing is not Standing.HEARSAY
        return cls((report.doc_id, origins[report.report_id]), low, best, high, own, published)

    @property
    def says_something(self) -> bool:
        return not (self.low is None and self.best is None and self.high is None)


def _killed_by_document(tolls: Iterable[tuple[Toll, Report]]) -> dict[str, int]:
    killed: dict[str, int] = {}
    for toll, report in tolls:
        killed[report.doc_id] = max(killed.get(report.doc_id, 0), _least(toll) or 0)
    return killed


def _least(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low


def _settle(figures: Sequence[_Figure], least: int | None) -> dict[str, int | None]:
    counted = [figure for figure in figures if figure.best is not None or figure.high is not None]
    if not counted:
        lows = [n for n in (*(figure.low for figure in figures), least) if n is not None]
        return {"low": max(lows, default=None), "best": None, "high": None}
    highest: dict[tuple[str, str], _Figure] = {}
    for figure in counted:
        kept = highest.get(figure.source)
        if kept is None or _size(figure) > _size(kept):
            highest[figure.source] = figure
    sources = list(highest.values())
    best = _best(sources)
    lows = [n for figure in sources for n in (figure.low, figure.best) if n is not None]
    highs = [n for figure in sources for n in (figure.high, figure.best) if n is not None]
    low = max(min(lows), least or 0) if lows else least
    if best is not None and low is not None:
        low = min(low, best)
    return {"low": low, "best": best, "high": max(highs, default=None)}


def _size(figure: _Figure) -> tuple[int, int]:
    best = figure.best if figure.best is not None else -1
    return best, figure.high if figure.high is not None else best


def _best(sources: Sequence[_Figure]) -> int | None:
    behind: dict[int, set[str]] = defaultdict(set)
    own: dict[int, bool] = defaultdict(bool)
    latest: dict[int, date] = {}
    for figure in sources:
        if figure.best is not None:
            behind[figure.best].add(figure.source[1])
            own[figure.best] |= figure.own
            latest[figure.best] = max(latest.get(figure.best, date.min), figure.published)
    if not behind:
        return None
    return max(behind, key=lambda n: (len(behind[n]), own[n], latest[n], n))

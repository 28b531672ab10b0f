"""How a toll was given from day to day, and which figures their own outlet has replaced since.

A figure that its own outlet has replaced is no contradiction and no lower bound; which figure is best, ``tolls.py``
decides over all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from khabar.link.origins import outlet_of, speaker_of
from khabar.link.tolls import says_revised
from khabar.records import Document, Report, Toll, TollStep

Given = tuple[Toll, Report]


def current(reports: Sequence[Report], documents: Mapping[str, Document]) -> list[Report]:
    """Return the reports without the figures that a later page of the same outlet has replaced.

    A page replaces an earlier one's figure for the whole where it gives the same or a higher one, or says that the
    toll was corrected: a lower figure of which nothing is said is more often a part. What two speakers say through
    one outlet is two accounts, and replaces nothing.
    """
    gone = _replaced(reports, documents)
    return [
        report
        if not any((report.report_id, toll) in gone for toll in report.tolls)
        else replace(report, tolls=tuple(toll for toll in report.tolls if (report.report_id, toll) not in gone))
        for report in reports
    ]


def history_of(
    reports: Sequence[Report], documents: Mapping[str, Document], settled: Mapping[str, Mapping[str, int | None]]
) -> dict[str, tuple[TollStep, ...]]:
    """Return, by measure, the figures for the whole in the order of the days on which they were given.

    Only of measures that were given more than one way. A figure that is not within the ``settled`` bounds, or was
    replaced by its own outlet, is not current.
    """
    gone = _replaced(reports, documents)
    grouped: dict[str, dict[tuple[date | None, int | None, int | None, int | None], list[Given]]] = {}
    for toll, report in _whole(reports):
        figure = documents[report.doc_id].published, toll.low, toll.best, toll.high
        grouped.setdefault(toll.measure.value, {}).setdefault(figure, []).append((toll, report))
    history: dict[str, tuple[TollStep, ...]] = {}
    for measure in sorted(grouped):
        steps = []
        for (published, low, best, high), given in grouped[measure].items():
            bounds = settled.get(measure, {})
            steps.append(
                TollStep(
                    published,
                    low,
                    best,
                    high,
                    tuple(sorted({outlet_of(documents[report.doc_id]) for _, report in given})),
                    tuple(sorted({report.report_id for _, report in given})),
                    revised=any(says_revised(report) for _, report in given),
                    current=_within(best, bounds)
                    and not all((report.report_id, toll) in gone for toll, report in given),
                )
            )
        if len({(step.low, step.best, step.high) for step in steps}) > 1:
            history[measure] = tuple(
                sorted(steps, key=lambda s: (s.published or date.max, s.best or s.low or 0, s.report_ids))
            )
    return history


def _within(best: int | None, bounds: Mapping[str, int | None]) -> bool:
    low, high = bounds.get("low"), bounds.get("high")
    return best is None or ((low is None or best >= low) and (high is None or best <= high))


def _whole(reports: Sequence[Report]) -> Iterator[Given]:
    """Yield the figures that count the whole, each with its report."""
    for report in reports:
        for toll in report.tolls:
            if toll.of is None and not (toll.low is None and toll.best is None and toll.high is None):
                yield toll, report


def _replaced(reports: Sequence[Report], documents: Mapping[str, Document]) -> set[tuple[str, Toll]]:
    """Return the figures that a later page of the same outlet has replaced, each with the id of its report."""
    by_outlet: dict[tuple[str, str], dict[date, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for toll, report in _whole(reports):
        published = documents[report.doc_id].published
        if published is not None:
            by_outlet[outlet_of(documents[report.doc_id]), toll.measure.value][published].append((toll, report))
    gone: set[tuple[str, Toll]] = set()
    for days in by_outlet.values():
        later = _Later()
        for day in sorted(days, reverse=True):
            gone.update((report.report_id, toll) for toll, report in days[day] if later.replaces(toll, report))
            for toll, report in days[day]:
                later.add(toll, report)
    return gone


class _Later:
    """What an outlet gives on later days, by speaker; a page's own voice goes with any of them."""

    def __init__(self) -> None:
        self._highest: dict[str | None, int] = {}
        self._revised: set[str | None] = set()

    def add(self, toll: Toll, report: Report) -> None:
        """Take in a figure of a later day."""
        speaker, figure = speaker_of(report), _least(toll)
        if figure is not None:
            self._highest[speaker] = max(self._highest.get(speaker, figure), figure)
        if toll.best is not None and says_revised(report):
            self._revised.add(speaker)

    def replaces(self, toll: Toll, report: Report) -> bool:
        """Return whether an earlier figure no longer stands."""
        speaker = speaker_of(report)
        heard = {speaker, None} if speaker is not None else {*self._highest, *self._revised}
        if self._revised & heard:
            return True
        figures = [self._highest[one] for one in heard if one in self._highest]
        old = _least(toll)
        return bool(figures) and (old is None or max(figures) >= old)


def _least(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low

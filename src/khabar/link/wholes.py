"""Figures of one sentence taken together: the dead and the hurt, and the parts that a list counts out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from khabar.records import Report, Toll


def dead_and_hurt(
    killed: Iterable[tuple[Toll, Report]], injured: Iterable[tuple[Toll, Report]]
) -> dict[str, frozenset[int]]:
    """Return, by document, how many the dead and the hurt that one sentence tells of are together."""
    dead: dict[tuple[str, int], set[int]] = defaultdict(set)
    for toll, report in killed:
        if toll.of is None and toll.best:
            dead[report.doc_id, report.start].add(toll.best)
    found: dict[str, set[int]] = defaultdict(set)
    for toll, report in injured:
        if toll.of is None and toll.best and toll.best > 1:
            found[report.doc_id].update(toll.best + n for n in dead.get((report.doc_id, report.start), ()))
    return {doc_id: frozenset(both) for doc_id, both in found.items()}


_AND = re.compile(r"(?! of (?:them|whom))[\w'’ -]{1,40}?(?:,|,? and) $")
"""Stands between two of a list: the group of the one, and "and"."""


def lists_of_parts(tolls: Iterable[tuple[Toll, Report]]) -> list[int]:
    """Return how many the parts of each list are: nine for "six guards and three drivers were among the dead".

    A part that no list holds stands for itself; the tolls are of one measure.
    """
    parts = {
        (report.doc_id, report.start, toll.start, toll.end, n): report.quote
        for toll, report in tolls
        if toll.of is not None and (n := toll.best if toll.best is not None else toll.low) is not None
    }
    sums: list[int] = []
    sentence, at = ("", 0), 0
    for (doc_id, start, begin, end, n), quote in sorted(parts.items()):
        if sentence == (doc_id, start) and _AND.fullmatch(quote[at - start : begin - start]):
            sums[-1] += n
        else:
            sums.append(n)
        sentence, at = (doc_id, start), end
    return sums

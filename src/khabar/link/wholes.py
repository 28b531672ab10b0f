"""The dead and the hurt of one sentence taken together: figures of an article that equal them count the dead too."""

from __future__ import annotations

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

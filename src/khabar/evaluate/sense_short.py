"""Short deeds and their false twins (``tests/gold/sense_short_*.tsv``): the deeds lost, the twins let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khabar.coder import Coder
from khabar.evaluate.scores import Scores
from khabar.evaluate.traps import CONFLICT
from khabar.read import read_page
from khabar.tables import read_table


def read(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each text and whether it tells of conflict.

    Raises:
        DataFileError: naming a line with another label.
    """
    for row in read_table(path, ["label", "field", "text"]):
        if row["label"] not in ("real", "false"):
            raise row.error(f"label {row['label']!r}", "real or false")
        yield row["text"], row["label"] == "real"


def score(path: Path) -> Scores:
    """Return the share of real deeds with an event of conflict (``real_found``), and of false ones without (``quiet``).

    The type is not asked for: what counts is whether a deed is heard at all.
    """
    coder = Coder()
    right: dict[bool, list[bool]] = {False: [], True: []}
    for number, (text, real) in enumerate(read(path), start=1):
        reports = coder.code(read_page(text, name=f"{path.stem}-{number}")).reports
        right[real].append(real is any(report.event_type in CONFLICT for report in reports))
    false, real_ones = right[False], right[True]
    figures = {
        "quiet": false.count(True) / len(false) if false else 0.0,
        "real_found": real_ones.count(True) / len(real_ones) if real_ones else 0.0,
    }
    return Scores("sense_short", len(false) + len(real_ones), figures)

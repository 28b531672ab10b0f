"""The small words of a noun phrase, from ``data/marks.tsv``."""

from __future__ import annotations

from functools import cache

from khabar.tables import packaged, read_table


@cache
def _all() -> dict[str, frozenset[str]]:
    rows = read_table(packaged("khabar.actor", "marks.tsv"), ("mark", "words"))
    return {row["mark"]: frozenset(row.items("words")) for row in rows}


def marks(mark: str) -> frozenset[str]:
    """Return the words that bear a mark.

    >>> "backed" in marks("link")
    True
    """
    return _all()[mark]

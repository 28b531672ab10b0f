"""Word classes of the coding steps, from ``data/words.tsv``."""

from __future__ import annotations

from functools import cache

from khabar.tables import packaged, read_table


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class; ``KeyError`` if the file has none of that name."""
    rows = read_table(packaged("khabar.coding", "words.tsv"), ["class", "words"])
    return {row["class"]: frozenset(row.items("words")) for row in rows}[name]

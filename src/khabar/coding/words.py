"""Word classes of the coding steps, from ``data/words.tsv``."""

from __future__ import annotations

from functools import cache

from khabar.tables import word_classes


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class; ``KeyError`` if the file has none of that name."""
    return word_classes("khabar.coding", "words.tsv")[name]

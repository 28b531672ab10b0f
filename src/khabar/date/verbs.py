"""Words that tell whether a date is an event's, and which way its clause points (``data/verbs.tsv``)."""

from __future__ import annotations

from functools import cache

from khabar.tables import packaged, read_table


@cache
def verbs(group: str) -> frozenset[str]:
    """Return the lemmas of a group; an unknown group has none."""
    rows = read_table(packaged("khabar.date", "verbs.tsv"), ("group", "words"))
    return frozenset(word for row in rows if row["group"] == group for word in row.items("words"))

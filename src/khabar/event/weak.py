"""Forms of the lexicon that are not worth a parse by themselves."""

from __future__ import annotations

from functools import cache

from khabar.tables import packaged, read_table


@cache
def weak_forms() -> frozenset[str]:
    """Return the forms that often stand in a sentence and next to never name an event in it.

    Measured over public texts by ``training/gate/weak_forms.py``; the head of ``data/weak.tsv`` gives what leaving them
    out costs and saves.
    """
    return frozenset(row["form"] for row in read_table(packaged("khabar.event", "weak.tsv"), ["form", "seen", "named"]))

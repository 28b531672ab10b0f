"""The graded value of certainty, from measured means by rule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khabar.records import Aspect, Modality, Polarity
from khabar.tables import packaged, read_table
from khabar.voice.model import Because

_DENIED, _OPEN = -1.5, 1.0
"""The value of classes that the table does not have."""


def graded_by(because: Sequence[Because]) -> str | None:
    """Return the rule that the graded value hangs on: the modality's, else the aspect's, else the polarity's."""
    for name in ("modality", "aspect", "polarity"):
        for reason in because:
            if reason.field == name:
                return reason.rule
    return None


@cache
def _grades() -> dict[tuple[str, Polarity, Modality, Aspect], float]:
    found: dict[tuple[str, Polarity, Modality, Aspect], float] = {}
    columns = ["rule", "polarity", "modality", "aspect", "value"]
    for row in read_table(packaged("khabar.voice", "grades.tsv"), columns):
        try:
            key = (row["rule"], Polarity(row["polarity"]), Modality(row["modality"]), Aspect(row["aspect"]))
            found[key] = float(row["value"])
        except ValueError as error:
            raise row.error(str(error), "a rule, three classes and a number") from None
    return found


def grade(polarity: Polarity, modality: Modality, aspect: Aspect, because: Sequence[Because] = ()) -> float:
    """Return the value from -3 to 3 that goes with the classes and the rules behind them."""
    table = _grades()
    rule = graded_by(because)
    for key in ((rule, polarity, modality, aspect), ("*", polarity, modality, aspect)):
        if key[0] is not None and (value := table.get((key[0], *key[1:]))) is not None:
            return value
    return _DENIED if polarity is Polarity.DENIED else _OPEN

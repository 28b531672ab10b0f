"""What a scorer returns, and the arithmetic that scorers share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one run over a gold set, by name, each in 0 to 1 unless its name gives a unit.

    ``records`` counts the gold records read.
    """

    name: str
    records: int
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, given and wanted, from which precision, recall and F1 follow; sums of counts give micro averages."""

    right: float = 0
    given: float = 0
    wanted: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Right over given; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right over wanted; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else 0.0


def macro(values: Sequence[float]) -> float:
    """Return the mean, 0 of none."""
    return sum(values) / len(values) if values else 0.0


def read_gold(path: Path | str, required: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the records of a gold file in JSON Lines.

    Raises:
        DataFileError: naming the line that is no JSON object or lacks a required key.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise DataFileError(path, 0, error.strerror or "no readable file", "a gold file in JSON Lines") from None
    required = tuple(required)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataFileError(path, number, f"no JSON ({error.msg})", "one JSON object a line") from None
        missing = [key for key in required if not isinstance(record, dict) or key not in record]
        if missing:
            raise DataFileError(path, number, f"no key {missing[0]!r}", f"keys {', '.join(required)}")
        yield record

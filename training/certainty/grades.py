"""Measure the tables of graded values on the training part of the UW factuality corpus.

    python training/certainty/grades.py ../shared/data/uw_factuality/train.jsonl

writes ``grades.tsv`` and ``forms.tsv`` of `khabar.voice`. Means, each drawn towards the one before it: of polarity, of
the classes, of the rule behind them, of the form of the word. Nothing is random; the tables hang on the rules of the
day.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from khabar.evaluate.scores import read_gold
from khabar.parse import Stretch, parse_many
from khabar.records import Modality, Polarity
from khabar.voice import Certainty, certainty
from khabar.voice.grades import TO_OPEN, form_of, graded_by

DRAWN = 8.0
"""How many examples the coarser mean counts for."""
LEAST = 6
"""How often a rule must be seen to get a line."""
SOURCE = "# Written by training/certainty/grades.py from the training part of UW factuality (Lee et al. 2015)."
DATA = Path(__file__).parents[2] / "src/khabar/voice/data"


@dataclass(frozen=True)
class Event:
    """One event of the corpus: what people made of it, what khabar makes of it, the form of its word."""

    gold: float
    given: Certainty
    form: str

    @property
    def classes(self) -> tuple[str, str, str]:
        """Polarity, modality and aspect."""
        return (self.given.polarity.value, self.given.modality.value, self.given.aspect.value)

    @property
    def coarse(self) -> tuple[str, bool]:
        """Polarity, and whether it is put as a fact."""
        return self.given.polarity.value, self.given.modality is Modality.ACTUAL

    @property
    def rule(self) -> tuple[str, str, str, str]:
        """The rule behind the classes, and the classes."""
        return (graded_by(self.given.because) or "", *self.classes)

    @property
    def shape(self) -> tuple[str, bool]:
        """The form of the word, and whether it is put as having happened."""
        return self.form, self.given.polarity is Polarity.AFFIRMED and self.given.modality is Modality.ACTUAL


def events(path: Path) -> list[Event]:
    """Return the events of a file."""
    records = list(read_gold(path, ("text", "spans")))
    parsed = parse_many((r["text"], Stretch(0, len(r["text"]), 0, 0)) for r in records)
    return [
        Event(float(span["factuality"]), certainty(sentence, tokens[-1].i), form_of(sentence, tokens[-1]))
        for record, sentence in zip(records, parsed, strict=True)
        for span in record["spans"]
        if (tokens := sentence.at(span["start"], span["end"]))
    ]


def residual(rows: Sequence[Event], told: list[float], key: Callable[[Event], Hashable]) -> dict[Hashable, float]:
    """Return by key what is missing from the values told so far, drawn to nothing, and tell it too."""
    missing: dict[Hashable, list[float]] = defaultdict(list)
    for row, value in zip(rows, told, strict=True):
        missing[key(row)].append(row.gold - value)
    found = {k: sum(v) / (len(v) + DRAWN) for k, v in missing.items()}
    for i, row in enumerate(rows):
        told[i] += found[key(row)]
    return found


def main(path: Path) -> None:
    """Write both tables."""
    rows = events(path)
    mean = sum(row.gold for row in rows) / len(rows)
    told = [mean] * len(rows)
    coarse = residual(rows, told, lambda row: row.coarse)
    classes = residual(rows, told, lambda row: row.classes)
    rules = residual(rows, told, lambda row: row.rule)
    forms = residual(rows, told, lambda row: row.shape)
    seen: dict[Hashable, int] = defaultdict(int)
    for row in rows:
        seen[row.rule] += 1

    def value(key: tuple[str, ...], add: float) -> float:
        actual, affirmed = key[1] == Modality.ACTUAL.value, key[0] == Polarity.AFFIRMED.value
        return mean + coarse[key[0], actual] + classes[key] + add - (TO_OPEN if affirmed and not actual else 0.0)

    lines = [
        "# The value from -3 (did not happen) to 3 (happened) of a rule and its classes; * is any other rule.",
        SOURCE,
        "rule\tpolarity\tmodality\taspect\tvalue",
    ]
    lines += ["\t".join(("*", *key, f"{value(key, 0.0):.2f}")) for key in sorted(classes)]
    lines += [
        "\t".join((*key, f"{value(key[1:], add):.2f}"))
        for key, add in sorted(rules.items())
        if key[0] and seen[key] >= LEAST
    ]
    (DATA / "grades.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [
        "# What the form of an event's word adds to its value; fact: whether it is put as affirmed and actual.",
        SOURCE,
        "form\tfact\tadd",
    ]
    lines += [f"{form}\t{'yes' if fact else 'no'}\t{add:.2f}" for (form, fact), add in sorted(forms.items())]
    (DATA / "forms.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

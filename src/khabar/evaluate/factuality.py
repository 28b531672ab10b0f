"""Whether an event happened, as crowd workers read it: what the scorers of such sets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from khabar.evaluate.scores import Counts, Scores, macro, read_gold
from khabar.parse import Sentence, Stretch, parse_many
from khabar.reader import Reader
from khabar.records import Aspect, Modality, Polarity
from khabar.voice import Certainty, certainty

CLASSES = ("happened", "open", "did_not")
_BORDER = 1.5


def gold_class(value: float) -> str:
    """Return the class of a gold value: happened from 1.5, did not to -1.5, else open."""
    if value >= _BORDER:
        return "happened"
    return "did_not" if value <= -_BORDER else "open"


def given_class(given: Certainty) -> str:
    """Return the class that polarity, modality and aspect amount to: a plan that is denied is put as not happening."""
    if given.polarity is Polarity.DENIED:
        return "did_not" if given.modality in (Modality.ACTUAL, Modality.EXPECTED) else "open"
    return "happened" if given.modality is Modality.ACTUAL and given.aspect is not Aspect.ATTEMPTED else "open"


def class_counts(pairs: Iterable[tuple[str, str]]) -> dict[str, Counts]:
    """Return right, given and wanted for each class, from pairs of gold class and given class."""
    counts = {name: Counts() for name in CLASSES}
    for gold, given in pairs:
        counts[gold] += Counts(wanted=1)
        counts[given] += Counts(given=1)
        if gold == given:
            counts[gold] += Counts(right=1)
    return counts


def mean_absolute_error(gold: Sequence[float], given: Sequence[float]) -> float:
    """Return the mean distance, 0 of none."""
    return sum(abs(a - b) for a, b in zip(gold, given, strict=True)) / len(gold) if gold else 0.0


def pearson(gold: Sequence[float], given: Sequence[float]) -> float:
    """Return Pearson's r, 0 where one side does not vary."""
    if not gold:
        return 0.0
    mean_gold, mean_given = sum(gold) / len(gold), sum(given) / len(given)
    both = sum((a - mean_gold) * (b - mean_given) for a, b in zip(gold, given, strict=True))
    spread = sum((a - mean_gold) ** 2 for a in gold) * sum((b - mean_given) ** 2 for b in given)
    return both / sqrt(spread) if spread else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One event with the value that people gave it and what khabar made of it."""

    gold: float
    given: Certainty


def figures_of(judged: Sequence[Judged]) -> dict[str, float]:
    """Return macro F1 of the three classes, F1 of each, mean absolute error (in units of -3 to 3) and Pearson's r."""
    counts = class_counts((gold_class(j.gold), given_class(j.given)) for j in judged)
    gold, given = [j.gold for j in judged], [j.given.value for j in judged]
    figures = {"macro_f1": macro([counts[name].f1 for name in CLASSES])}
    figures |= {f"{name}_f1": counts[name].f1 for name in CLASSES}
    return figures | {"mae_of_6": mean_absolute_error(gold, given), "pearson_r": pearson(gold, given)}


def judge(record: dict[str, Any], sentence: Sentence, reader: Reader) -> list[Judged]:
    """Return the events of one record; one whose words no token holds is taken for a plain fact."""
    found = []
    reading = reader.read([sentence])
    for event in record["spans"]:
        tokens = sentence.at(event["start"], event["end"])
        given = certainty(sentence, tokens[-1].i, reading=reading) if tokens else Certainty()
        found.append(Judged(float(event["factuality"]), given))
    return found


def score_spans(name: str, path: Path) -> Scores:
    """Return the figures on a set of sentences whose events are spans with a value, rules and reader together."""
    records = list(read_gold(path, ("text", "spans")))
    sentences = parse_many((r["text"], Stretch(0, len(r["text"]), 0, 0)) for r in records)
    reader = Reader.load()
    judged = [j for record, sentence in zip(records, sentences, strict=True) for j in judge(record, sentence, reader)]
    return Scores(name, len(records), figures_of(judged))

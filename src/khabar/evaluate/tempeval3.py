"""TempEval-3 task A: time expressions, their extent and their value (UzZaman et al. 2013, §4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khabar.date import resolve
from khabar.errors import DataFileError
from khabar.evaluate.scores import Counts, Scores, read_gold


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 value; offsets are code points, end exclusive."""

    start: int
    end: int
    value: str


def count(gold: Sequence[Timex], given: Sequence[Timex]) -> dict[str, Counts]:
    """Return counts for ``relaxed`` spans (any overlap, one to one), ``strict`` spans and ``value`` (same value among
    relaxed matches).

    >>> count([Timex(0, 6, "2018-04-16")], [Timex(3, 6, "2018-04-16")])["strict"].right
    0
    """
    free = list(given)
    strict = relaxed = value = 0
    for wanted in sorted(gold, key=lambda t: t.start):
        over = [t for t in free if t.start < wanted.end and t.end > wanted.start]
        if not over:
            continue
        match = next((t for t in over if (t.start, t.end) == (wanted.start, wanted.end)), over[0])
        free.remove(match)
        relaxed += 1
        strict += (match.start, match.end) == (wanted.start, wanted.end)
        value += match.value == wanted.value
    sizes = len(given), len(gold)
    return {
        "relaxed": Counts(relaxed, *sizes),
        "strict": Counts(strict, *sizes),
        "value": Counts(value, *sizes),
    }


def find_timexes(text: str, published: date | None) -> list[Timex]:
    """Return the time expressions of ``text`` with values, as `khabar.date.resolve` does; a range as its ends."""
    found = [part for one in resolve(text, published) for part in (one.parts or (one,))]
    return [Timex(one.start, one.end, one.value) for one in found]


def gold_files(path: Path) -> list[Path]:
    """Return the gold files at ``path``: itself, or every ``.jsonl`` of a folder.

    Raises:
        DataFileError: if there is none.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise DataFileError(path, 0, "no .jsonl file", "tempeval3 gold, a file or a folder")
    return files


def score(path: Path | str) -> Scores:
    """Return relaxed, strict and value figures over a TempEval-3 file or folder, against each document's date."""
    total: dict[str, Counts] = {}
    records = 0
    for file in gold_files(Path(path)):
        for record in read_gold(file, ("text", "date", "spans")):
            records += 1
            gold = [Timex(s["start"], s["end"], s.get("value") or "") for s in record["spans"] if s["type"] == "TIMEX3"]
            given = find_timexes(record["text"], date.fromisoformat(record["date"][:10]) if record["date"] else None)
            for name, counts in count(gold, given).items():
                total[name] = total.get(name, Counts()) + counts
    return Scores("tempeval3", records, _figures(total.items()))


def _figures(total: Iterable[tuple[str, Counts]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, counts in total:
        if name != "value":
            figures |= {f"{name}_precision": counts.precision, f"{name}_recall": counts.recall}
        figures[f"{name}_f1"] = counts.f1
    return figures

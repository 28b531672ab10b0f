"""Is a reader's comment told from the article? Gold: where comments begin in pages kept as flat text.

The weights of the border are learned from the train part of this set: on it these figures are no measure of other
pages. ``python training/passages/train.py ../shared/data --held-out`` prints those.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar.errors import DataFileError
from khabar.evaluate.scores import Counts, Scores, macro
from khabar.read.flat import find_passages, lines_of
from khabar.records import Passage, PassageKind


def in_comment(passages: tuple[Passage, ...], text: str) -> list[bool]:
    """Return for each line of a text that is not blank whether it stands in or below the readers' comments."""
    first = next((p.start for p in passages if p.kind is PassageKind.COMMENT), len(text))
    return [line.start >= first for line in lines_of(text)]


def count(gold: list[bool], given: list[bool], *, comment: bool) -> Counts:
    """Return the counts of one class over the lines of a page.

    >>> count([False, True, True], [False, False, True], comment=True).recall
    0.5
    """
    right = sum(one == two == comment for one, two in zip(gold, given, strict=True))
    return Counts(right, given.count(comment), gold.count(comment))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    # The texts of this set hold U+0085 and its like inside a record: only a line feed ends a line of JSON.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["text"], record["spans"]
        except (ValueError, KeyError, TypeError) as error:
            raise DataFileError(path, number, f"no gold record ({error})", "JSON with keys text and spans") from None
        yield record


def score(path: Path) -> Scores:
    """Return line F1 of body against comment, over all lines and as the mean over pages.

    ``macro_line_f1`` is the mean of both. ``border_exact`` is the share of pages whose border is drawn at the right
    line, ``border_missed`` of those where none is drawn.
    """
    sums = {False: Counts(), True: Counts()}
    means: dict[bool, list[float]] = {False: [], True: []}
    exact = missed = records = 0
    for record in _records(path):
        text, records = record["text"], records + 1
        edge = next((span["end"] for span in record["spans"] if span["type"] == "article"), len(text))
        gold = [line.start >= edge for line in lines_of(text)]
        given = in_comment(find_passages(text), text)
        for comment in (False, True):
            counts = count(gold, given, comment=comment)
            sums[comment] += counts
            means[comment].append(counts.f1)
        exact += gold == given
        missed += True not in given
    figures = {
        "body_line_f1": sums[False].f1,
        "comment_line_f1": sums[True].f1,
        "macro_line_f1": macro([sums[False].f1, sums[True].f1]),
        "body_line_f1_mean_over_pages": macro(means[False]),
        "comment_line_f1_mean_over_pages": macro(means[True]),
        "border_exact": exact / max(1, records),
        "border_missed": missed / max(1, records),
    }
    return Scores("dragnet_comments", records, figures)

"""PolNeAR: who says what, in political news (Newell et al., LREC 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from khabar.evaluate.marked import Ranges, Triple
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.parse import parse, split
from khabar.records import Document, Passage, PassageKind
from khabar.voice import Attribution, attribute

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MIN_IOU = 0.5


def gold_triples(record: dict[str, Any]) -> list[Triple]:
    """Return the attributions of a gold record."""

    def ranges(spans: Iterable[dict[str, Any]]) -> Ranges:
        return tuple((int(s["start"]), int(s["end"])) for s in spans)

    return [Triple(ranges(a["source"]), ranges(a["cue"]), ranges(a["content"])) for a in record["attributions"]]


def given_triples(attributions: Sequence[Attribution]) -> list[Triple]:
    """Return attributions as the corpus has them.

    It annotates the outermost voice only, so those whose cue stands in what another says are left out, and it takes
    a quotation that goes on as one with its beginning.
    """
    merged: dict[tuple[Ranges, Ranges], list[tuple[int, int]]] = {}
    for a in attributions:
        if a.cue and any(b.cue_i != a.cue_i and b.covers(a.cue.start, a.cue.end) for b in attributions):
            continue
        source: Ranges = ((a.source.start, a.source.end),) if a.source else ()
        cue: Ranges = ((a.cue.start, a.cue.end),) if a.cue else ()
        merged.setdefault((source, cue), []).extend(a.content)
    return [Triple(source, cue, tuple(sorted(content))) for (source, cue), content in merged.items()]


def covered(tokens: Sequence[tuple[int, int]], ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the indexes of the tokens that ranges touch."""
    wanted = sorted(ranges)
    return frozenset(i for i, (start, end) in enumerate(tokens) if any(a < end and start < b for a, b in wanted))


def token_counts(
    tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple], part: str
) -> Counts:
    """Return how many tokens of one part (source, cue or content) are right, given and wanted."""
    want = covered(tokens, [r for t in gold for r in getattr(t, part)])
    have = covered(tokens, [r for t in given for r in getattr(t, part)])
    return Counts(len(want & have), len(have), len(want))


def linked_pairs(
    tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple]
) -> list[tuple[int, int]]:
    """Return which of ``gold`` is which of ``given``, one to one, best overlap first.

    A pair is right if the sources share a token or are both missing, and the contents' tokens have an intersection of
    at least half of their union.
    """
    sides = [[(covered(tokens, t.source), covered(tokens, t.content)) for t in side] for side in (gold, given)]
    pairs = []
    for g, (gold_source, gold_content) in enumerate(sides[0]):
        for h, (source, content) in enumerate(sides[1]):
            union = len(gold_content | content)
            overlap = len(gold_content & content) / union if union else 0.0
            same = bool(gold_source & source) if gold_source and source else gold_source == source
            if same and overlap >= _MIN_IOU:
                pairs.append((-overlap, g, h))
    used_gold: set[int] = set()
    used_given: set[int] = set()
    matched = []
    for _, g, h in sorted(pairs):
        if g not in used_gold and h not in used_given:
            used_gold.add(g)
            used_given.add(h)
            matched.append((g, h))
    return matched


def linked_counts(tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple]) -> Counts:
    """Return how many attributions are right, given and wanted."""
    return Counts(len(linked_pairs(tokens, gold, given)), len(given), len(gold))


def tokenize(text: str) -> list[tuple[int, int]]:
    """Return words and single marks as ranges."""
    return [match.span() for match in _TOKEN.finditer(text)]


def score(path: Path) -> Scores:
    """Return token F1 of source, cue and content, and F1, precision and recall of linked attributions.

    Only the first annotator's record of each article is scored.
    """
    totals = {name: Counts() for name in ("source", "cue", "content", "linked")}
    records = 0
    for record in read_gold(path, ("id", "text", "attributions")):
        if not record.get("primary", True):
            continue
        records += 1
        text = record["text"]
        body = Passage(0, PassageKind.BODY, 0, len(text))
        document = Document(record["id"], text, (body,), record["id"], "", "text/plain")
        given = given_triples(attribute(parse(text, split(document))))
        gold, tokens = gold_triples(record), tokenize(text)
        for part in ("source", "cue", "content"):
            totals[part] += token_counts(tokens, gold, given, part)
        totals["linked"] += linked_counts(tokens, gold, given)
    figures = {f"{name}_f1": counts.f1 for name, counts in totals.items()}
    figures["linked_precision"] = totals["linked"].precision
    figures["linked_recall"] = totals["linked"].recall
    return Scores("polnear", records, figures)

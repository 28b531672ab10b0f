"""``glocon_sample``: which documents tell of contention (protests, strikes, riots, armed attacks).

Scored twice: by the reports that khabar codes in a document, and by the gate's document score, which is almost free.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

from khabar.coder import Coder
from khabar.errors import InputRefused
from khabar.evaluate.gate import plain
from khabar.evaluate.scores import Counts, Scores, macro, read_gold
from khabar.event.gate import CONFLICT, NEVER, TELLING, document_score
from khabar.parse import split
from khabar.read import read_page
from khabar.records import Report

RELEVANT, OTHER = 1, 0
"""Labels of the set; a few documents have a third that its notes leave open, and are left out."""


def score(path: Path) -> Scores:
    """Return how well documents on contention are told from others.

    ``report``: a document counts as one if a report of conflict in it opens an incident; ``telling``: if its score is
    high enough; ``hit``: if a single sentence holds a form of the lexicon. ``score_auc`` is the chance that a
    document on contention has a higher score than another.
    """
    coder = Coder()
    counts = {"report": Counts(), "telling": Counts(), "hit": Counts()}
    scores: dict[int, list[float]] = {RELEVANT: [], OTHER: []}
    for record in read_gold(path, ("id", "text", "label")):
        text, label = record["text"], record["label"]
        if label not in scores:
            continue
        looks = [coder.gate.look(text[s.start : s.end]) for s in split(plain(text))]
        scores[label].append(document_score(looks))
        reports = _reports(coder, text, record["id"])
        found = {
            "report": any(report.opens and report.event_type in CONFLICT for report in reports),
            "telling": scores[label][-1] >= TELLING,
            "hit": any(look.odds > NEVER for look in looks),
        }
        for name, given in found.items():
            counts[name] += Counts(given and label == RELEVANT, given, label == RELEVANT)
    figures: dict[str, float] = {}
    for name, one in counts.items():
        figures |= {f"{name}_recall": one.recall, f"{name}_precision": one.precision, f"{name}_f1": one.f1}
    figures["score_auc"] = auc(scores[RELEVANT], scores[OTHER])
    return Scores("glocon_sample", len(scores[RELEVANT]) + len(scores[OTHER]), figures)


def _reports(coder: Coder, text: str, name: str) -> tuple[Report, ...]:
    """Return the reports of a text, none of one that is not English."""
    try:
        return coder.code(read_page(text, name=name)).reports
    except InputRefused:
        return ()


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Return the chance that one of ``higher`` exceeds one of ``lower``, ties counted by half; 0 of none.

    >>> auc([2.0, 3.0], [1.0, 2.0])
    0.875
    """
    ranked = sorted(lower)
    return macro([(bisect_left(ranked, one) + bisect_right(ranked, one)) / 2 / len(ranked) for one in higher if ranked])

"""What an actor is called: in the texts, and by names that nobody has told to be it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process

from khabar.desk.view import View
from khabar.folding import fold
from khabar.ledger import Ledger

MOST: Final = 40
ALIKE: Final = 85
"""Least rapidfuzz token ratio of two folded names that are shown as alike; a person decides whether they are."""

FEWEST: Final = 4
"""Signs of a name that is looked for within longer ones; a shorter one is alike only if it is the same."""


def names_in_texts(ledger: Ledger, ids: Sequence[str], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the words by which reports name an actor, those of most reports first, with the first and last day."""
    rows = ledger.query(
        "SELECT min(a.text), count(DISTINCT a.report_id) AS reports, min(r.date_start), max(r.date_end)"
        " FROM actors a JOIN reports r ON r.report_id = a.report_id"
        " WHERE a.text IS NOT NULL AND (a.actor_id IN (SELECT unnest(?::VARCHAR[]))"
        " OR (a.actor_id IS NULL AND coalesce(a.name, a.text) IN (SELECT unnest(?::VARCHAR[]))))"
        " GROUP BY lower(a.text) ORDER BY reports DESC, min(a.text) LIMIT ?",
        [list(ids), list(names), MOST],
    ).fetchall()
    return [{"text": text, "reports": n, "first": first, "last": last} for text, n, first, last in rows]


def unresolved(view: View, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the names of the ledger that no entry of the register has and that are like one of ``names``."""
    own = {folded: name for name in names if (folded := fold(name))}
    there = [(name, n, fold(name)) for name, n in view.unknown() if name not in names]
    best: dict[str, dict[str, Any]] = {}
    for folded, name in own.items():
        if len(folded) < FEWEST:
            found = [(other, 100.0, other) for _, _, other in there if other == folded]
        else:
            found = process.extract(
                folded, {n: n for *_, n in there}, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=MOST
            )
        for other, score, _ in found:
            if other not in best or best[other]["score"] < score:
                best[other] = {"like": name, "score": round(score)}
    rows = [{"name": name, "incidents": n, **best[other]} for name, n, other in there if other in best]
    return sorted(rows, key=lambda row: (-row["score"], -row["incidents"], row["name"]))[:MOST]

"""What to look at first: the least sure and the most consequential incidents that nobody has decided on."""

from __future__ import annotations

from typing import Any, Final

from khabar.desk.filters import Asked
from khabar.desk.view import View
from khabar.judge import judged_by, sample
from khabar.ledger import Ledger

RANK: Final = (
    "ln(1 + coalesce(killed_high, killed_best, killed_low, 0) + coalesce(injured_best, injured_low, 0) / 4.0)"
    " + 1.2 * least(n_contradictions, 3) + CASE standing WHEN 'disputed' THEN 1.0 WHEN 'claimed' THEN 0.6"
    " WHEN 'hearsay' THEN 0.6 WHEN 'denied' THEN 0.8 ELSE 0.0 END"
    " + CASE WHEN n_origins = 1 THEN 0.5 ELSE 0.0 END + CASE WHEN day IS NULL THEN 0.4 ELSE 0.0 END"
    " + CASE WHEN latitude IS NULL THEN 0.4 ELSE 0.0 END + 0.15 * ln(n_documents)"
)
"""How much an incident wants a person: its dead and hurt, what its reports disagree on, how thin its sources are, and
what of it is not known. Weights are ours, chosen for reading order and for nothing else."""


def queue(view: View, asked: Asked, *, limit: int) -> list[dict[str, Any]]:
    """Return the incidents that nobody has decided on, those that want a person most first."""
    return view.ranked(asked, RANK, limit=limit)


def drawn(view: View, ledger: Ledger, seed: str, *, n: int, author: str, limit: int) -> list[dict[str, Any]]:
    """Return the incidents of a sample that ``author`` has not decided on yet, in the order in which they were drawn.

    Everybody is given the same ones, and sees of none whether another has decided on it.
    """
    done = judged_by(ledger, author)
    left = [one for one in sample(ledger, n, seed) if one not in done]
    return [{**row, "judged": 0, "status": "live"} for row in view.of(left)[:limit]]

"""Whether two people who judge the same incidents judge alike: a sample for both, and Krippendorff's alpha over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from khabar.errors import LedgerError
from khabar.ids import content_id
from khabar.ledger.anchors import resolve
from khabar.link.judgement import Decision, Judgement, in_force

if TYPE_CHECKING:
    from khabar.ledger import Ledger

_GRAVEST: Final = (Decision.REJECT, Decision.MERGE, Decision.SPLIT, Decision.CORRECT, Decision.ACCEPT)
"""What counts as a person's word on an incident where there are several: the first of these."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree on incidents that several of them judged.

    ``alpha`` is Krippendorff's, nominal, over what each decided (accept, correct, merge, split, reject): 1 if all
    agree, 0 if they agree no more than by chance, ``None`` where nothing can be said: no incident was judged twice,
    or all judgements are the same. ``doubly`` counts the incidents judged by two people or more, ``alike`` those of
    them on which all said the same, ``judgements`` what was said of them, ``authors`` by whom. ``differing`` are
    the ids, with what each author decided.
    """

    alpha: float | None
    doubly: int
    alike: int
    judgements: int
    authors: tuple[str, ...]
    differing: dict[str, dict[str, str]]


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal data, ``None`` where no two values differ or nothing was valued twice.

    Each unit has the values that it was given, in any order, by as many people as there were: K. Krippendorff,
    *Computing Krippendorff's Alpha-Reliability* (2011), section C.

    >>> round(alpha([("a", "b"), ("a", "a"), ("b", "b"), ("b", "b")]), 3)
    0.533
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    n = sum(totals.values())
    by_chance = n * n - sum(count * count for count in totals.values())
    if not by_chance:
        return None
    agreeing = sum(sum(count * (count - 1) for count in Counter(unit).values()) / (len(unit) - 1) for unit in pairable)
    return 1 - (n - 1) * (n - agreeing) / by_chance


def sample(ledger: Ledger, n: int, seed: str) -> tuple[str, ...]:
    """Return the ids of ``n`` incidents drawn by ``seed``, as the machine made them, in the order to judge them.

    The same pages give the same sample to everybody, whatever was judged meanwhile.

    Raises:
        LedgerError: if ``n`` is no number of incidents.
    """
    if n < 1:
        raise LedgerError(f"a sample of {n} incidents is none; expected 1 or more")
    ids = [row[0] for row in ledger.query("SELECT DISTINCT machine_id FROM memberships ORDER BY 1").fetchall()]
    return tuple(sorted(ids, key=lambda one: content_id("s", seed, one))[:n])


def agreement(ledger: Ledger, among: Iterable[str] | None = None) -> Agreement:
    """Return how far the people who judged a ledger agree, over the incidents that several of them judged.

    ``among`` are the incidents that count, as `sample` gives them; all if ``None``. Decisions that were undone do not
    count. Of several decisions of one person on one incident the gravest does: reject, merge, split, correct, accept.
    """
    wanted = None if among is None else set(among)
    said: dict[str, dict[str, Decision]] = defaultdict(dict)
    for judgement, unit in _units(ledger):
        if wanted is None or unit in wanted:
            before = said[unit].get(judgement.author, judgement.decision)
            said[unit][judgement.author] = min(before, judgement.decision, key=_GRAVEST.index)
    doubly = {unit: of for unit, of in sorted(said.items()) if len(of) > 1}
    differing = {unit: of for unit, of in doubly.items() if len(set(of.values())) > 1}
    return Agreement(
        alpha([decision.value for decision in of.values()] for of in doubly.values()),
        len(doubly),
        len(doubly) - len(differing),
        sum(map(len, doubly.values())),
        tuple(sorted({author for of in doubly.values() for author in of})),
        {unit: {author: of[author].value for author in sorted(of)} for unit, of in differing.items()},
    )


def judged_by(ledger: Ledger, author: str) -> frozenset[str]:
    """Return the incidents, as the machine made them, that somebody has decided on."""
    return frozenset(unit for judgement, unit in _units(ledger) if judgement.author == author)


def _units(ledger: Ledger) -> list[tuple[Judgement, str]]:
    """Return each decision that is in force with each incident that it was said of, as the machine made it."""

    def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return ledger.query(sql, parameters).fetchall()

    judgements = [one for one in in_force(ledger.judgements()) if one.decision in _GRAVEST]
    resolved = resolve(fetch, (anchor for one in judgements for group in one.anchors for anchor in group))
    homes: dict[str, str] = dict(
        fetch(
            "SELECT report_id, min(machine_id) FROM memberships WHERE report_id IN (SELECT unnest(?))"
            " AND relation IN ('opens', 'supports') GROUP BY report_id ORDER BY report_id",
            [sorted({report_id for report_id in resolved.values() if report_id is not None})],
        )
    )
    found = []
    for one in judgements:
        reports = (resolved[anchor] for group in one.anchors for anchor in group)
        found += [(one, unit) for unit in sorted({homes[r] for r in reports if r in homes})]
    return found

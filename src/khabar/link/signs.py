"""Why a report stands in an incident: the features of its link, each with its weight and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from khabar.link.linked import Membership
from khabar.link.score import Weights, load_weights, odds_to_score, weigh
from khabar.tables import packaged, read_table

_BETWEEN, _WITHIN, _CODER, _ALONE, _OTHER = "between documents", "within its document", "the coder", "nothing", "other"

GROUNDS: Final = {
    _BETWEEN: "by what it has in common with a report of another document",
    _WITHIN: "by what it has in common with a report of its own document",
    _CODER: "by how its document is told: of one happening, or of what belongs to one",
    _ALONE: "it is the first, and nothing had to be compared",
    _OTHER: "by weights other than those of this version of khabar",
}
"""What a link rests on, in words."""

_MARKS: Final = frozenset({"title", "bare", "document", "sentence", "beside", "tolls", "published", "distinct"})
"""Features that only links within a document have."""

_CLOSE: Final = 2e-4
"""How far a score worked out again may be from the one kept: both are rounded to four places."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One feature of a link.

    ``value`` is from -1 (the two contradict each other in it) to 1 (they agree); ``log_odds`` is what it adds, ``None``
    where the weights are not known. ``words`` say it.
    """

    feature: str
    value: float
    log_odds: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a membership rests on, in words; its signs, the weightiest first; and the log-odds that they sum to.

    ``log_odds`` is ``None`` where nothing was weighed, or not by weights that are known.
    """

    words: str
    signs: tuple[Sign, ...]
    log_odds: float | None


def grounds(membership: Membership, across: Weights | None = None) -> Grounds:
    """Return why a report stands in its incident.

    ``across`` are the weights between documents where the packaged ones were not used. The sums follow from the
    features alone, so they hold for whatever a ledger keeps.
    """
    features = membership.features
    if not features:
        return Grounds(GROUNDS[_ALONE], (), None)
    if set(features) == {"relation"}:
        return Grounds(GROUNDS[_CODER], (), None)
    tables = {_BETWEEN: across or load_weights("across.tsv"), _WITHIN: load_weights("inside.tsv")}
    order = (_WITHIN, _BETWEEN) if _MARKS & set(features) else (_BETWEEN, _WITHIN)
    for kind in order:
        weights = tables[kind]
        if set(features) <= set(weights):
            total = weigh(features, weights)
            if abs(odds_to_score(total) - membership.score) <= _CLOSE:
                return Grounds(GROUNDS[kind], _signs(features, weights), round(total, 2))
    return Grounds(GROUNDS[_OTHER], _signs(features, None), None)


def _signs(features: Mapping[str, float], weights: Weights | None) -> tuple[Sign, ...]:
    found = []
    for name, value in features.items():
        side = 0 if value > 0 else 1
        added = None if weights is None else round(value * weights[name][side], 2)
        found.append(Sign(name, value, added, _words(name, side)))
    if weights is not None:
        found.append(Sign("bias", 1.0, round(weights["bias"][0], 2), _words("bias", 0)))
    return tuple(sorted(found, key=lambda s: (-abs(s.log_odds if s.log_odds is not None else s.value), s.feature)))


def _words(feature: str, side: int) -> str:
    words = _table().get(feature)
    return words[side] if words and words[side] != "-" else feature.replace("_", " ")


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = read_table(packaged("khabar.link", "signs.tsv"), ("feature", "agree", "contradict"))
    return {row["feature"]: (row["agree"], row["contradict"]) for row in rows}

"""What two ledgers hold differently: documents, reports, incidents, judgements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from khabar.ledger.changes import differences
from khabar.ledger.reading import Reading

FIRST, SECOND, CHANGED, MOVED = "only in the first", "only in the second", "changed", "moved"

_SEALS: Final[Mapping[str, str]] = {
    "document": "SELECT doc_id, text_sha256 || coalesce(given, '') || masked FROM documents",
    "report": "SELECT report_id, md5(record) FROM reports",
    "incident": "SELECT incident_id, seal FROM incidents",
    "judgement": "SELECT judgement_id, '' FROM judgements",
}
_RECORDS: Final[Mapping[str, str]] = {
    "report": "SELECT record FROM reports WHERE report_id = ?",
    "incident": "SELECT record FROM incidents WHERE incident_id = ?",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two ledgers hold differently.

    Attributes:
        kind: ``document``, ``report``, ``incident``, ``judgement``.
        ident: its id, in the first ledger if it is there.
        state: only in one of them, ``changed``, or ``moved``: an incident that has another id in the second.
        fields: what changed.
        before, after: the values of these fields in the first and in the second, as JSON has them.
        to_id: the id in the second of what has moved.
    """

    kind: str
    ident: str
    state: str
    fields: tuple[str, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    to_id: str | None = None


def differences_of(first: Reading, second: Reading, *, kinds: tuple[str, ...] = tuple(_SEALS)) -> Iterator[Difference]:
    """Yield what two ledgers hold differently, by kind and id.

    An incident whose id the other ledger gave to none is looked up there by its reports, and by where the id leads.

    Raises:
        LedgerError: if one of them cannot be read.
    """
    for kind in kinds:
        one, two = (dict(ledger.query(_SEALS[kind]).fetchall()) for ledger in (first, second))
        moved: dict[str, str] = {}
        if kind == "incident":
            moved = _moved(first, second, one, two)
        reached = set(moved.values())
        for ident in sorted(one.keys() | two.keys()):
            if ident in moved:
                yield _changed(first, second, kind, ident, moved[ident])
            elif ident not in two:
                yield Difference(kind, ident, FIRST)
            elif ident not in one:
                if ident not in reached:
                    yield Difference(kind, ident, SECOND)
            elif one[ident] != two[ident]:
                found = _changed(first, second, kind, ident, ident)
                if found.fields or kind not in _RECORDS:
                    yield found


def _moved(first: Reading, second: Reading, one: Mapping[str, str], two: Mapping[str, str]) -> dict[str, str]:
    """Return, for incidents that bear an id in the first ledger only, those of the second that they are."""
    moved = {}
    for ident in sorted(one.keys() - two.keys()):
        trail = second.trail(ident)
        if trail and trail[-1].to_id is not None:
            moved[ident] = trail[-1].to_id
            continue
        homes = [home for report_id in first.bonds(ident) for home in second.incidents_with(report_id)]
        if homes:
            moved[ident] = min(set(homes), key=lambda home: (-homes.count(home), home))
    return moved


def _changed(first: Reading, second: Reading, kind: str, ident: str, other: str) -> Difference:
    state = CHANGED if ident == other else MOVED
    if kind not in _RECORDS:
        return Difference(kind, ident, state)
    ((before,),) = first.query(_RECORDS[kind], [ident]).fetchall()
    ((after,),) = second.query(_RECORDS[kind], [other]).fetchall()
    fields, old, new = differences(before, after)
    return Difference(
        kind,
        ident,
        state,
        tuple(fields),
        json.loads(old) if old is not None else None,
        json.loads(new) if new is not None else None,
        other if other != ident else None,
    )

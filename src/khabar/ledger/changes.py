"""What became of incidents: what changed in which run, and where an id leads that an incident no longer bears."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from khabar.ids import content_id
from khabar.ledger.rows import Row

NEW, CHANGED, GONE, BACK = "new", "changed", "gone", "back"

_UNTOLD: Final = frozenset({"fields", "report_ids", "history", "sides", "rules", "judgements"})
"""Parts of an incident of which the log only says that they changed: they repeat what the reports say."""

EMPTY: Final = "{}"
"""The record of an incident of which nothing may be known any more but its id."""

FORGOTTEN: Final = "forgotten"

MERGED: Final = "merged into another"
EARLIER: Final = "opened by another report, published earlier or first in order"
MOVED: Final = "most of its reports belong to another"
NOTHING: Final = "no report of it is left"
ELSEWHERE: Final = "an id from elsewhere: that of a report which is now among others"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an id leads that no incident bears any more; ``to_id`` is ``None`` where nothing is left of it."""

    from_id: str
    to_id: str | None
    why: str
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident once.

    Attributes:
        incident_id: its id then.
        change: ``new``, ``changed``, ``gone``, or ``back`` after it was gone.
        made_at: when, UTC.
        run_id: in which run, ``None`` outside of any.
        fields: what changed.
        before, after: values of the fields that an incident has by itself, as its JSON has them.
        to_id: for one that is gone, where its reports went; ``None`` if nowhere.
        judgement_id: the judgement that did it, ``None`` if none, or several at once.
    """

    incident_id: str
    change: str
    made_at: datetime
    run_id: int | None
    fields: tuple[str, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    to_id: str | None = None
    judgement_id: str | None = None


def change_of(row: Row) -> Change:
    """Return the change that a row of ``changes`` holds."""
    _, run_id, made_at, incident_id, change, changed, before, after, to_id, judgement_id = row
    parse: Callable[[str | None], Any] = lambda text: json.loads(text) if text is not None else None  # noqa: E731
    return Change(
        incident_id, change, made_at, run_id, tuple(changed), parse(before), parse(after), to_id, judgement_id
    )


def differences(before: str, after: str) -> tuple[list[str], str | None, str | None]:
    """Return what differs between two records of one incident (JSON): the fields, and their values then and now.

    >>> differences('{"n_reports": 1, "fields": {}}', '{"n_reports": 2, "fields": {"place": []}}')
    (['n_reports', 'fields'], '{"n_reports": 1}', '{"n_reports": 2}')
    """
    if before == EMPTY:
        return [FORGOTTEN], None, None
    old, new = json.loads(before), json.loads(after)
    changed = [key for key in new if old.get(key) != new[key] and not (key not in old and not new[key])]
    told = [key for key in changed if key not in _UNTOLD]
    return changed, _dump({key: old.get(key) for key in told}), _dump({key: new[key] for key in told})


def _dump(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def opened_by(report_id: str) -> str:
    """Return the id of the incident that a report opens if it is the first of it.

    Every id that an incident ever bore, in any ledger, is that of one of its reports: so it leads to the incident that
    the report belongs to now.
    """
    return content_id("i", report_id)


OPENED_BY_SQL: Final = "'i-' || left(sha256(report_id), 16)"
"""`opened_by` in SQL."""


def heir(
    incident_id: str, report_ids: Sequence[str], home: Mapping[str, str], former: Iterable[str]
) -> tuple[str | None, str]:
    """Return which incident an id leads to that no incident bears any more, and why.

    Args:
        incident_id: the id that is gone.
        report_ids: the reports that opened or supported the incident.
        home: where reports are now, by report id.
        former: ids that were there before.
    """
    anchor = next((home[r] for r in report_ids if opened_by(r) == incident_id and r in home), None)
    if anchor is not None:
        return anchor, MERGED if anchor in former else EARLIER
    left = Counter(home[r] for r in report_ids if r in home)
    if not left:
        return None, NOTHING
    return min(left, key=lambda i: (-left[i], i)), MOVED

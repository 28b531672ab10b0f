"""What a reviewer decides on the desk, as judgements of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from khabar import judge
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.link.judgement import Decision, Judgement, undone
from khabar.records import Incident, to_json

LONGEST_REASON: Final = 4000


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made, and the incidents that it changed, made or took away."""

    judgement: Judgement
    touched: tuple[str, ...]


def decide(ledger: Ledger, body: Mapping[str, Any], *, author: str) -> Decided:
    """Make the decision that ``body`` asks for.

    ``decision`` is accept, correct (with ``field`` and ``value``), merge (with ``others``), split (with ``leaving``,
    ids of reports or documents) or reject; ``id`` is the incident, ``reason`` says why.

    Raises:
        LedgerError: if it cannot be made, saying what is missing.
    """
    decision, ident = _text(body, "decision"), _text(body, "id")
    given = body.get("reason")
    reason = str(given)[:LONGEST_REASON] if given else None
    before = _last_change(ledger)
    match decision:
        case "accept":
            made = judge.accept(ledger, ident, author=author, reason=reason)
        case "reject":
            made = judge.reject(ledger, ident, author=author, reason=reason)
        case "correct":
            field = _text(body, "field")
            made = judge.correct(ledger, ident, field, body.get("value"), author=author, reason=reason)
        case "merge":
            made = judge.merge(ledger, ident, *_texts(body, "others"), author=author, reason=reason)
        case "split":
            made = judge.split(ledger, ident, _texts(body, "leaving"), author=author, reason=reason)
        case _:
            raise LedgerError(f"{decision!r} is no decision; expected accept, correct, merge, split or reject")
    return Decided(made, _touched(ledger, before, (ident, *_texts(body, "others", needed=False))))


def undo_last(ledger: Ledger, body: Mapping[str, Any], *, author: str) -> Decided:
    """Take back the decision of ``judgement_id``, or without one the author's last that still holds.

    Raises:
        LedgerError: if there is none.
    """
    ident = str(body.get("judgement_id") or "") or _last_own(ledger, author)
    before = _last_change(ledger)
    made = judge.undo(ledger, ident, author=author)
    return Decided(made, _touched(ledger, before, (made.subject_id,)))


def preview(ledger: Ledger, body: Mapping[str, Any], *, author: str, writes: bool) -> dict[str, Any]:
    """Return what stands side by side before a merge (``ids``) or a split (``id`` and ``leaving``), and what it makes.

    ``after`` are the incidents that there would be, ``None`` where the ledger cannot be written.
    """
    ids = _texts(body, "ids", needed=False) or (_text(body, "id"),)
    whole = [ledger.find(one) for one in ids]
    if any(kind != "incident" for kind, _ in whole):
        raise LedgerError("expected ids of incidents")
    records = list(ledger.incident_records(ident for _, ident in whole))
    leaving = set(_texts(body, "leaving", needed=False))
    after: list[Incident] | None = None
    if writes and (leaving or len(whole) > 1):
        ident, *others = (one for _, one in whole)
        after = ledger.would_make(
            lambda: (
                judge.merge(ledger, ident, *others, author=author)
                if others
                else judge.split(ledger, ident, sorted(leaving), author=author)
            )
        )
    return {
        "incidents": [to_json(one) for one in records],
        "differs": _differs(records),
        "leaving": [one for record in records for one in record.report_ids if one in leaving],
        "staying": [one for record in records for one in record.report_ids if one not in leaving],
        "after": None if after is None else [to_json(one) for one in after],
    }


def _differs(records: Sequence[Incident]) -> list[str]:
    """Return the fields on which incidents are not alike."""
    shown: dict[str, list[Any]] = {
        "type": [one.event_type.value for one in records],
        "mode": [one.event_mode for one in records],
        "date": [(one.date_start, one.date_end) for one in records],
        "place": [one.place.place_id or one.place.text if one.place else None for one in records],
        "agents": [sorted(a.actor_id or a.text or "" for a in one.agents) for one in records],
        "targets": [sorted(a.actor_id or a.text or "" for a in one.targets) for one in records],
        "killed": [one.tolls.get("killed") for one in records],
        "injured": [one.tolls.get("injured") for one in records],
    }
    return [name for name, values in shown.items() if any(value != values[0] for value in values[1:])]


def _last_own(ledger: Ledger, author: str) -> str:
    made = ledger.judgements()
    gone = undone(made)
    for one in reversed(made):
        if one.author == author and one.decision is not Decision.UNDO and one.judgement_id not in gone:
            return one.judgement_id
    raise LedgerError("there is no decision of yours to undo")


def _last_change(ledger: Ledger) -> int:
    ((last,),) = ledger.query("SELECT coalesce(max(change_id), 0) FROM changes").fetchall()
    return int(last)


def _touched(ledger: Ledger, before: int, more: Sequence[str]) -> tuple[str, ...]:
    rows = ledger.query("SELECT incident_id, to_id FROM changes WHERE change_id > ?", [before]).fetchall()
    return tuple(sorted({one for row in rows for one in row if one} | {one for one in more if one.startswith("i-")}))


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LedgerError(f"{key} is missing; expected a text")
    return value


def _texts(body: Mapping[str, Any], key: str, *, needed: bool = True) -> tuple[str, ...]:
    value = body.get(key)
    if value is None and not needed:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value) or (needed and not value):
        raise LedgerError(f"{key} is missing; expected a list of ids")
    return tuple(value)

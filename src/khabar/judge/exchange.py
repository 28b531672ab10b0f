"""Judgements out of one ledger and into another: one JSON object a line, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.errors import LedgerError
from khabar.judge.values import given
from khabar.ledger import Ledger, from_json
from khabar.link.judgement import Decision, Judgement
from khabar.records import to_json


def export_judgements(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield all judgements as plain JSON values, in the order in which they were made, undone and orphaned ones too."""
    for judgement in ledger.judgements():
        yield to_json(judgement)


def import_judgements(ledger: Ledger, lines: Iterable[str | dict[str, Any]]) -> tuple[int, int]:
    """Append judgements that `export_judgements` gave, and return how many were new, and how many were there already.

    What they speak of need not be in the ledger: they hold from when its pages come in.

    Raises:
        LedgerError: naming the line that is no judgement; nothing is then appended.
    """
    judgements = []
    for number, line in enumerate(lines, start=1):
        if isinstance(line, str) and not line.strip():
            continue
        try:
            judgement = from_json(Judgement, json.loads(line) if isinstance(line, str) else line)
            _check(judgement)
        except (ValueError, TypeError, LookupError, AttributeError, LedgerError) as error:
            detail = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise LedgerError(
                f"line {number}: is no judgement ({detail}); expected what khabar judge export writes"
            ) from None
        judgements.append(judgement)
    new = ledger.add_judgements(judgements)
    return new, len(judgements) - new


def _check(judgement: Judgement) -> None:
    """Refuse a judgement that could not have been made."""
    wanted = {Decision.UNDO: 0, Decision.SPLIT: 2, Decision.MERGE: None}.get(judgement.decision, 1)
    if wanted is not None and len(judgement.anchors) != wanted:
        raise ValueError(f"{judgement.decision}: {len(judgement.anchors)} groups of anchors, expected {wanted}")
    if judgement.decision is Decision.UNDO and not judgement.other_id:
        raise ValueError("undo: without other_id, the judgement that is undone")
    if judgement.decision is Decision.CORRECT:
        if judgement.content is None or set(judgement.content) != {"field", "value"}:
            raise ValueError("correct: content has not field and value")
        field, value = judgement.content["field"], judgement.content["value"]
        if field == "date":
            days = (value["date_start"], value["date_end"])
            given(field, f"{days[0]}..{days[1]}" if all(days) else None)
        else:
            given(field, value)
    if not judgement.judgement_id.startswith("j-") or not judgement.author or not judgement.subject_id:
        raise ValueError("without an id, an author or a subject")

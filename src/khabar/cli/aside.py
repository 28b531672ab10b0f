"""What is told of an incident beside its values: how far to believe it, who vouches for it, how its tolls rose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from khabar.cli import tables
from khabar.records import Incident, Judged, TollStep

_SIDES: Final = {
    "doer": "those said to have done it, or theirs",
    "struck": "those struck, or theirs",
    "others": "others, and outlets in their own voice",
    "denying": "denied by",
}


def standing(incident: Incident) -> Iterator[str]:
    """Yield the grade with its reasons, and who vouches for it, side by side."""
    if incident.grade is not None:
        grade = incident.grade
        yield f"source {grade.source}: {grade.why_source}"
        yield f"information {grade.information}: {grade.why_information}"
    for side, voices in incident.sides.items():
        yield f"{_SIDES.get(side, side)}: {', '.join(voices)}"


def history(incident: Incident) -> Iterator[str]:
    """Yield, for each measure that was given more than one way, the figures from day to day."""
    for measure, steps in incident.history.items():
        yield f"{measure}: {' → '.join(map(_step, steps))}"


def _step(step: TollStep) -> str:
    figure = tables.bounds(step.low, step.best, step.high)
    marks = [
        mark for mark, holds in (("said to be corrected", step.revised), ("since replaced", not step.current)) if holds
    ]
    return f"{step.published or 'no date'} {figure} ({', '.join([*step.outlets, *marks])})"


def rules(incident: Incident) -> Iterator[str]:
    """Yield, for each field of which the reports give several values, why the settled one was taken."""
    for field, rule in incident.rules.items():
        if len(incident.fields.get(field, ())) > 1:
            yield f"{field.replace('_', ' ')}: {rule}"


def judgements(incident: Incident) -> Iterator[str]:
    """Yield who decided what of it, when and why."""
    for judged in incident.judgements:
        reason = f": {judged.reason}" if judged.reason else ""
        when = judged.made_at.date().isoformat()
        yield f"{_decision(judged)} by {judged.author} on {when}{reason} ({judged.judgement_id})"


def _decision(judged: Judged) -> str:
    if judged.decision != "correct":
        return {"accept": "accepted", "merge": "merged", "split": "split", "reject": "rejected"}[judged.decision]
    return f"{judged.field} corrected to {_value(judged.value)}, which the reports give as {_value(judged.machine)}"


def _value(value: object) -> str:
    if value is None or value == []:
        return "unknown"
    if isinstance(value, dict) and {"low", "best", "high"} == set(value):
        return tables.bounds(value["low"], value["best"], value["high"])
    if isinstance(value, dict) and "name" in value:
        return str(value["name"] or value.get("text"))
    if isinstance(value, dict) and "date_start" in value:
        return f"{value['date_start'] or '…'} to {value['date_end'] or '…'}"
    if isinstance(value, list):
        return "; ".join(_value(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

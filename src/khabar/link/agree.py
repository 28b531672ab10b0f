"""Whether the values that reports give for a field can all be true, and which of them an incident took.

What is a contradiction is decided here alone: for the sentences of an incident (``sides.py``) and for the desk's grid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final

from khabar.link.fields import actors_agree, place_agreement
from khabar.records import Incident, Place, Report, Value, to_json

_SLACK: Final = timedelta(days=1)
_ACTORS: Final = ("agent", "target")


def differ(name: str, values: Sequence[Value], reports: Mapping[str, Report]) -> bool:
    """Return whether two values of a field cannot both be true.

    A country and a town in it can, and so can a group and its fighters; two towns far apart, two states as the only
    doer, two figures of all the dead cannot.
    """
    if name == "place":
        spots = [p for v in values if (p := _place(v, reports)) is not None]
        return _any(spots, places_apart)
    if name in _ACTORS:
        ids = [v.value.get("actor_id") for v in values if v.value.get("actor_id")]
        together = any(
            len({i for v in values if r in v.report_ids and (i := v.value.get("actor_id"))}) > 1 for r in reports
        )
        return not together and _any(ids, lambda one, other: actors_apart(one, other, as_targets=name == "target"))
    if name == "date":
        return _any([v.value for v in values], days_apart)
    if name == "mode":
        return len({str(v.value) for v in values}) > 1
    if all(isinstance(v.value, Mapping) and "best" in v.value for v in values):
        whole = {v.value["best"] for v in values if v.value.get("of") is None and v.value["best"] is not None}
        return len(whole) > 1
    return False


def is_settled(name: str, value: Any, incident: Incident) -> bool:
    """Return whether a value is one that the incident took."""
    if name == "place":
        here = incident.place
        return here is not None and (value.get("place_id"), value.get("name")) == (
            here.place_id,
            here.name or here.text,
        )
    if name == "date":
        return (value.get("date_start"), value.get("date_end")) == (
            to_json(incident.date_start),
            to_json(incident.date_end),
        )
    if name == "mode":
        return bool(value == incident.event_mode)
    if isinstance(value, Mapping) and "best" in value:
        taken = incident.tolls.get(name, {})
        same = value["best"] is not None and value["best"] == taken.get("best")
        return value.get("of") is None and (same or (taken.get("best") is None and value["low"] == taken.get("low")))
    actors = (*incident.agents, *incident.targets, *incident.others)
    wanted = (value.get("actor_id"), value.get("name")) if isinstance(value, Mapping) else (None, value)
    return any(wanted == (one.actor_id, one.name or one.text) for one in actors)


def _place(value: Value, reports: Mapping[str, Report]) -> Place | None:
    return next((r.place for one in value.report_ids if (r := reports.get(one)) is not None and r.place), None)


def places_apart(one: Place, other: Place) -> bool:
    """Return whether nothing can have happened at both places."""
    return (place_agreement(one, other) or 0) < 0


def actors_apart(one: str, other: str, *, as_targets: bool = False) -> bool:
    """Return whether two ids of the register are of two who cannot be one, as `khabar.link.fields.actors_agree`."""
    return (actors_agree([one], [other], as_targets=as_targets) or 0) < 0


def days_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two dates, as they stand among an incident's values, cannot be of one night."""

    def later(a: Any, b: Any) -> bool:
        return bool(a and b) and date.fromisoformat(str(a)) > date.fromisoformat(str(b)) + _SLACK

    return later(one.get("date_start"), other.get("date_end")) or later(other.get("date_start"), one.get("date_end"))


def _any(values: Sequence[Any], apart: Callable[[Any, Any], bool]) -> bool:
    return any(apart(one, other) for one, other in combinations(values, 2))

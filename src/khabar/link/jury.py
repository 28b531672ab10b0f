"""Which of several values of a field is taken: all are kept, and the rule that decided is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from khabar.records import Actor, Document, Place, Report, Standing, Value, When, to_json

Witness = tuple[Any, Report]
"""A value and the report that gives it."""

ONLY: Final = "the only value"
SPECIFIC: Final = "more specific than the others"
FIRSTHAND: Final = "told at first hand, the others by hearsay"
MORE_ORIGINS: Final = "of more origins"
LATER: Final = "published last of equals"
FIRST: Final = "the first in the text of equals"


class Jury:
    """Weighs values by the origins that stand behind them."""

    def __init__(self, origins: Mapping[str, str], documents: Mapping[str, Document]) -> None:
        self.origins = origins
        self.documents = documents

    def values(self, witnesses: Iterable[Witness]) -> tuple[Value, ...]:
        """Return the distinct values, those of most origins first, then in the order of writing."""
        grouped: dict[str, tuple[Any, list[str]]] = {}
        for value, report in witnesses:
            grouped.setdefault(key_of(value), (value, []))[1].append(report.report_id)
        values = [
            Value(value, tuple(dict.fromkeys(ids)), tuple(sorted({self.origins[i] for i in ids if i in self.origins})))
            for value, ids in grouped.values()
        ]
        return tuple(sorted(values, key=lambda value: -len(value.origins)))

    def best(self, witnesses: Sequence[Witness], *, vague: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, str]:
        """Return the settled value, and the rule that put it before the next best; ``(None, "")`` without any.

        In this order: the specific over the vague, as ``vague`` ranks (the most specific lowest), an account at first
        hand over hearsay, more origins over fewer, the later publication, the first in the order of writing.
        """
        if not witnesses:
            return None, ""
        behind: dict[str, set[str]] = {}
        firsthand: set[str] = set()
        keys = [key_of(bare(value)) for value, _ in witnesses]
        for key, (_, report) in zip(keys, witnesses, strict=True):
            behind.setdefault(key, set()).add(self.origins[report.report_id])
            if report.standing is not Standing.HEARSAY:
                firsthand.add(key)

        def rank(item: tuple[int, Witness]) -> tuple[Any, ...]:
            at, (value, report) = item
            key = keys[at]
            published = self.documents[report.doc_id].published or date.min
            return vague(value), key not in firsthand, -len(behind[key]), -published.toordinal(), at

        ranked = sorted(enumerate(witnesses), key=rank)
        chosen = ranked[0]
        rival = next((item for item in ranked if keys[item[0]] != keys[chosen[0]]), None)
        if rival is None:
            return chosen[1][0], ONLY
        reasons = (SPECIFIC, FIRSTHAND, MORE_ORIGINS, LATER, FIRST)
        decided = next(why for why, a, b in zip(reasons, rank(chosen), rank(rival), strict=True) if a != b)
        return chosen[1][0], decided


def bare(value: Any) -> Any:
    """Return what a value says, without the words and offsets that say it."""
    if isinstance(value, Place):
        return place_value(value)
    if isinstance(value, When):
        return date_value(value)
    return value


def key_of(value: Any) -> str:
    """Return a text that is the same for the same value."""
    return json.dumps(to_json(value), sort_keys=True, ensure_ascii=False)


def actor_value(actor: Actor) -> dict[str, Any]:
    """Return an actor as it stands among the values of an incident's fields."""
    return {"actor_id": actor.actor_id, "name": actor.name or actor.text}


def place_value(place: Place) -> dict[str, Any]:
    """Return a place as it stands among the values of an incident's fields."""
    return {
        "place_id": place.place_id,
        "name": place.name or place.text,
        "relation": place.relation,
        "where_prec": place.where_prec,
    }


def date_value(when: When) -> dict[str, Any]:
    """Return a date as it stands among the values of an incident's fields."""
    known = when.date_start or when.date_end
    return {
        "date_start": to_json(when.date_start),
        "date_end": to_json(when.date_end),
        "date_prec": when.date_prec,
        "text": None if known else when.text,
    }


def place_vague(place: Place) -> tuple[Any, ...]:
    """Rank a place, the most precise lowest."""
    return place.place_id is None, place.where_prec or 9


def date_vague(when: When) -> tuple[Any, ...]:
    """Rank a date, the most precise lowest."""
    return when.date_start is None or when.date_end is None, when.date_prec or 9

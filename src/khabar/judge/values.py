"""What a person writes for a field of an incident, as the incident keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from khabar.codebook import entries
from khabar.errors import LedgerError
from khabar.link.judged import ACTORS, FIELDS, MEASURES
from khabar.records import Actor, EventType, Place, Role, Standing, to_json

_UNKNOWN: Final = ("-", "unknown", "none", "null")
_RANGE: Final = re.compile(r"(\d*)\.\.(\d*)(?:~(\d+))?")
_ID: Final = re.compile(r"[A-Z]{3}(?:\.[A-Z]+)*|[a-z]+:[\w.-]+")
_ROLES: Final = {"agents": Role.AGENT, "targets": Role.TARGET}


def given(field: str, value: Any) -> Any:
    """Return a value as a correction keeps it; ``None`` and ``"unknown"`` say that it is not known.

    | field | value |
    |---|---|
    | a toll, as ``killed`` | ``12``; ``10..15``; ``10..`` for at least; ``10..15~12`` with the best figure; or a dict |
    | ``date`` | ``2024-02-12``; ``2024-02-10..2024-02-12`` |
    | ``place`` | a name or id of the gazetteer; ``Name @ 1.5, 29.1`` for a point of one's own; or a `Place` as JSON |
    | ``agents``, ``targets`` | names or ids of the register, separated by ``;`` |
    | ``others`` | the same, each after its role: ``helped_by: Name`` |
    | ``event_type``, ``mode``, ``standing`` | a value of the codebook |

    >>> given("killed", "10..15~12"), given("date", "2024-02-12")
    ({'low': 10, 'best': 12, 'high': 15}, {'date_start': '2024-02-12', 'date_end': '2024-02-12', 'date_prec': 1})

    Raises:
        LedgerError: saying what the field takes.
    """
    if field not in FIELDS:
        raise LedgerError(f"{field!r} is no field that can be corrected; there are {', '.join(FIELDS)}")
    if isinstance(value, str) and not value.strip():
        raise LedgerError(f"{field}: no value is given; write {field}=unknown for one that is not known")
    unknown = value is None or (isinstance(value, str) and value.strip().lower() in _UNKNOWN)
    try:
        if field in MEASURES:
            return None if unknown else _toll(value)
        if field == "date":
            return _days(None if unknown else value)
        if field == "place":
            return None if unknown else _place(value)
        if field in ACTORS:
            return [] if unknown else _actors(field, value)
        return None if field == "mode" and unknown else _word(field, value)
    except (ValueError, TypeError, KeyError) as error:
        raise LedgerError(f"{field} = {value!r}: expected {error.args[0] if error.args else 'another value'}") from None


def _toll(value: Any) -> dict[str, int | None]:
    if isinstance(value, Mapping):
        low, best, high = (value.get(key) for key in ("low", "best", "high"))
    elif isinstance(value, int) or str(value).strip().isdigit():
        low = best = high = int(value)
    else:
        match = _RANGE.fullmatch("".join(str(value).split()))
        if match is None or not (match[1] or match[2]):
            raise ValueError("12, 10..15, 10.., or 10..15~12")
        low, high, best = (int(part) if part else None for part in match.groups())
    known = [n for n in (low, best, high) if n is not None]
    if not known or known != sorted(known) or any(n < 0 for n in known):
        raise ValueError("figures that rise from low over best to high")
    return {"low": low, "best": best, "high": high}


def _days(value: Any) -> dict[str, Any]:
    if value is None:
        return {"date_start": None, "date_end": None, "date_prec": None}
    first, _, last = str(value).replace(" ", "").partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise ValueError("YYYY-MM-DD, or YYYY-MM-DD..YYYY-MM-DD") from None
    if end < start:
        raise ValueError("a first day before the last")
    length = (end - start).days + 1
    # UCDP GED: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year or more.
    prec = next((prec for prec, days in ((1, 1), (2, 6), (3, 7), (4, 31)) if length <= days), 5)
    return {"date_start": start.isoformat(), "date_end": end.isoformat(), "date_prec": prec}


def _place(value: Any) -> dict[str, Any]:
    if isinstance(value, Place):
        return dict(to_json(value))
    if isinstance(value, Mapping):
        return dict(to_json(Place(**{"text": value.get("name") or "", "start": 0, "end": 0, **value})))
    text = str(value).strip()
    name, at, point = text.partition("@")
    if at:
        latitude, _, longitude = point.partition(",")
        try:
            lat, lon = float(latitude), float(longitude)
        except ValueError:
            raise ValueError("NAME @ LATITUDE, LONGITUDE in degrees") from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("a latitude of -90 to 90 and a longitude of -180 to 180")
        return dict(to_json(Place(name.strip(), 0, 0, name=name.strip(), latitude=lat, longitude=lon, where_prec=1)))
    from khabar.place import resolve, to_place

    found = [place for place in resolve(text) if place.entry is not None]
    if len(found) < 1 or found[0].mention.start != 0:
        raise ValueError("a name that the gazetteer knows (add its region or country), or NAME @ LATITUDE, LONGITUDE")
    # Nobody's words in a text: the first place counts, what follows it only says which one is meant.
    return dict(to_json(replace(to_place(found[0]), start=0, end=0, relation="in", confidence=None)))


def _actors(field: str, value: Any) -> list[dict[str, Any]]:
    parts: Sequence[Any] = str(value).split(";") if isinstance(value, str) else list(value)
    return [to_json(part) if isinstance(part, Actor) else _actor(field, part) for part in parts if part]


def _actor(field: str, value: Any) -> dict[str, Any]:
    from khabar.actor import Register

    if isinstance(value, Mapping):
        return dict(to_json(Actor(**{"text": None, "start": None, "end": None, **value, "role": Role(value["role"])})))
    text = " ".join(str(value).split())
    role = _ROLES.get(field)
    if role is None:
        word, colon, text = text.partition(":")
        if not colon or word.strip() not in {one.value for one in Role}:
            raise ValueError("ROLE: NAME, where ROLE is partner, ordered_by, led_by or helped_by")
        role, text = Role(word.strip()), text.strip()
    register = Register.load()
    if _ID.fullmatch(text) and (entity := register.entity(text)) is not None:
        country = register.country_of(text)
        return dict(to_json(Actor(role, None, None, None, text, entity.name, entity.kind, country)))
    match = register.resolve(text)
    if match is None:
        return dict(to_json(Actor(role, text, None, None, name=text)))
    return dict(
        to_json(Actor(role, text, None, None, match.actor_id, match.name or text, match.kind, match.country_iso3))
    )


def choices() -> dict[str, list[str]]:
    """Return the values that a field of few values can be given, by field: those of the codebook.

    >>> choices()["standing"][:2]
    ['reported', 'claimed']
    """
    return {
        "mode": [entry.value for entry in entries() if entry.field == "event_mode"],
        "event_type": [one.value for one in EventType],
        "standing": [one.value for one in Standing],
    }


def _word(field: str, value: Any) -> str:
    known = choices()[field]
    if str(value) not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return str(value)

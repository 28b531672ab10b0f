"""What the address of a view asks for, as a condition over the desk's own tables.

Conditions are put together from our own words; what an address gives stands in their values.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from khabar.actor import Register
from khabar.desk.words import folded
from khabar.errors import SettingsError
from khabar.records import Role
from khabar.settings import parse_day
from khabar.which import NOT_COUNTED, Which, actor_ids

LISTS: Final = {
    "type": "types",
    "mode": "modes",
    "actor": "actors",
    "agent": "agents",
    "target": "targets",
    "country": "countries",
    "standing": "standings",
}
"""Filters of the address that may be given several times, and what they are called in `Which`."""

OTHERS: Final = ("since", "until", "min_origins", "with_toll", "disputed", "rejected", "q", "bbox")
_ROLES: Final = {"actors": tuple(Role), "agents": (Role.AGENT,), "targets": (Role.TARGET,)}


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as SQL: a condition over ``incidents i``, and a value for each of its question marks.

    ``words`` says in short what is shown, for above a count.
    """

    condition: str
    values: tuple[Any, ...]
    words: str


def asked(query: Mapping[str, Sequence[str]], register: Register) -> Asked:
    """Return what an address asks for; keys that are no filter are passed over.

    Raises:
        SettingsError: naming a value that cannot be used.
    """
    lists = {name: [v for v in query.get(key, ()) if v.strip()] for key, name in LISTS.items()}
    which = Which.of(
        types=lists["types"],
        modes=lists["modes"],
        countries=lists["countries"],
        standings=lists["standings"],
        since=_day(query, "since"),
        until=_day(query, "until"),
        min_origins=_number(query, "min_origins"),
        with_toll=_flag(query, "with_toll"),
        disputed=_flag(query, "disputed"),
    )
    parts: list[str] = []
    values: list[Any] = []

    def add(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    for column, wanted in (
        ("event_type", [one.value for one in which.types]),
        ("event_mode", list(which.modes)),
        ("country_iso3", list(which.countries)),
        ("standing", [one.value for one in which.standings]),
    ):
        if wanted:
            add(f"list_contains(?, i.{column})", wanted)
    if _flag(query, "rejected"):
        add("i.status = 'rejected'")
    else:
        add("NOT list_contains(?, i.status)", list(NOT_COUNTED))
    for name, roles in _ROLES.items():
        if lists[name]:
            add(*_acting(roles, lists[name], register))
    if which.since is not None:
        add("coalesce(i.date_end, i.date_start) >= ?", which.since)
    if which.until is not None:
        add("coalesce(i.date_start, i.date_end) <= ?", which.until)
    if which.min_origins:
        add("i.n_origins >= ?", which.min_origins)
    if which.with_toll:
        add("coalesce(i.killed_low, i.killed_best, i.injured_low, i.injured_best, 0) > 0")
    if which.disputed:
        add("i.n_contradictions > 0")
    if text := " ".join(query.get("q", ())).strip():
        add(f"contains(i.words, {folded('?')})", text)
    if box := _box(query):
        add("i.longitude BETWEEN ? AND ? AND i.latitude BETWEEN ? AND ?", *box)
    return Asked(" AND ".join(parts), tuple(values), _words(query))


def _acting(roles: Sequence[Role], names: Sequence[str], register: Register) -> tuple[Any, ...]:
    ids = sorted({one for name in names for one in actor_ids(name, register)})
    parts = [f"{one}." for one in ids]
    words = sorted(set(names))
    condition = (
        "i.no IN (SELECT a.no FROM acting a WHERE list_contains(?, a.role) AND a.actor IN"
        " (SELECT c.no FROM called c WHERE list_contains(?, c.actor_id)"
        f" OR list_contains(list_transform(?, lambda n: {folded('n')}), c.folded)"
        " OR len(list_filter(?, lambda p: starts_with(c.actor_id, p))) > 0))"
    )
    return (
        condition,
        [role.value for role in roles],
        ids,
        words,
        parts,
    )


def _day(query: Mapping[str, Sequence[str]], key: str) -> Any:
    given = _last(query, key)
    return parse_day(given) if given else None


def _number(query: Mapping[str, Sequence[str]], key: str) -> int:
    given = _last(query, key)
    if not given:
        return 0
    if not given.isdecimal() or len(given) > 6:
        raise SettingsError(f"{key}={given!r} is no number; expected one such as 2")
    return int(given)


def _flag(query: Mapping[str, Sequence[str]], key: str) -> bool:
    return _last(query, key).lower() in ("1", "true", "yes", "on")


def _box(query: Mapping[str, Sequence[str]]) -> tuple[float, float, float, float] | None:
    """Return west, east, south, north of a stretch of the map."""
    given = _last(query, "bbox")
    if not given:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        raise SettingsError(f"bbox={given!r} is no stretch of map; expected west,south,east,north in degrees") from None
    return west, east, south, north


def _last(query: Mapping[str, Sequence[str]], key: str) -> str:
    given = query.get(key, ())
    return given[-1].strip() if given else ""


def _words(query: Mapping[str, Sequence[str]]) -> str:
    """Return the filters in words, in the order in which they are written here."""
    told = [f"{key} {', '.join(query[key])}" for key in (*LISTS, *OTHERS) if any(query.get(key, ()))]
    return "; ".join(told) or "all"

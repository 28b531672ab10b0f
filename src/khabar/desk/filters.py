"""What the address of a view asks for, as a condition over the desk's own tables.

Conditions are put together from our own words; what an address gives stands in their values.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from khabar.actor import Register
from khabar.desk.words import folded
from khabar.errors import SettingsError
from khabar.records import Role
from khabar.settings import parse_day
from khabar.which import Which, actor_ids

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


BESIDE: Final = frozenset({"limit", "offset", "sort", "cell", "id", "sample", "n", "token"})
"""Keys of an address that say how something is shown, and not what."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as SQL: a condition over ``incidents i``, and a value for each of its question marks.

    ``words`` says in short what is shown, for above a count.
    """

    condition: str
    values: tuple[Any, ...]
    words: str


def asked(query: Mapping[str, Sequence[str]], register: Register) -> Asked:
    """Return what an address asks for.

    Raises:
        SettingsError: naming a value that cannot be used, or a key that is no filter: who writes ``conutry=SYR`` must
            not be shown the whole world.
    """
    if unknown := sorted(set(query) - set(LISTS) - set(OTHERS) - BESIDE):
        raise SettingsError(f"{unknown[0]!r} is no filter; there are {', '.join((*LISTS, *OTHERS))}")
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
    which = replace(
        which, actors=tuple(lists["actors"]), agents=tuple(lists["agents"]), targets=tuple(lists["targets"])
    )
    condition, values = which.sql(
        register, acting=_acting, disputed="n_contradictions > 0", rejected=_flag(query, "rejected")
    )
    parts = [condition]

    def add(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    if text := " ".join(query.get("q", ())).strip():
        add(f"contains(i.words, {folded('?')})", text)
    if box := _box(query):
        add("i.longitude BETWEEN ? AND ? AND i.latitude BETWEEN ? AND ?", *box)
    return Asked(" AND ".join(parts), tuple(values), _words(query))


def _acting(role: str, names: Sequence[str], register: Register) -> tuple[str, list[Any]]:
    ids = sorted({one for name in names for one in actor_ids(name, register)})
    condition = (
        "i.no IN (SELECT a.no FROM acting a WHERE list_contains(?, a.role) AND a.actor IN"
        " (SELECT c.no FROM called c WHERE list_contains(?, c.actor_id)"
        f" OR list_contains(list_transform(?, lambda n: {folded('n')}), c.folded)"
        " OR len(list_filter(?, lambda p: starts_with(c.actor_id, p))) > 0))"
    )
    roles = [one.value for one in Role] if role == "actor" else [role]
    return condition, [roles, ids, sorted(set(names)), [f"{one}." for one in ids]]


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

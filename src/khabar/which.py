"""Which incidents of a ledger are meant: one set of filters for counting, for checking a claim, and for the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khabar.actor import Register
from khabar.errors import SettingsError
from khabar.folding import fold
from khabar.records import EventType, Standing

NOT_COUNTED: Final = ("rejected", "merged", "deleted", "superseded", "aggregate")
"""Values of an incident's status that are no incident: it was rejected, stands under another, or sums up several."""

_ROLES: Final = {"agent": ("agents",), "target": ("targets",), "actor": ("agents", "targets", "others")}

DISPUTED: Final = "len(coalesce(contradictions, [])) > 0"

Acting = Callable[[str, Sequence[str], Register], tuple[str, list[Any]]]
"""Returns the condition that one of some names, or a part of it, has a role (actor: any), and its values."""

NAMED: Final = 0.8
"""Least score of a candidate of the register that a name given for a filter stands for."""


@dataclass(frozen=True, slots=True)
class Which:
    """Filters over incidents; an empty one lets everything through, and all that are given must hold.

    Within one filter any value does. ``actors``, ``agents`` and ``targets`` are ids of the register, which stand for
    their parts too (``IRQ`` for ``IRQ.MIL.AIR``), or names in any spelling. ``countries`` are ISO 3166-1 alpha-3.
    ``since`` and ``until`` are both inside; an incident belongs to the period if its interval touches it, and one
    without a day never does. ``min_origins`` counts independent sources.
    """

    types: tuple[EventType, ...] = ()
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    standings: tuple[Standing, ...] = ()
    min_origins: int = 0
    with_toll: bool = False
    disputed: bool = False

    @classmethod
    def of(
        cls,
        *,
        types: Iterable[str] = (),
        modes: Iterable[str] = (),
        countries: Iterable[str] = (),
        standings: Iterable[str] = (),
        **rest: Any,
    ) -> Which:
        """Return filters from words, as a command or a caller gives them.

        >>> Which.of(types=["assault"], countries=["irq"]).types[0].value
        'ASSAULT'

        Raises:
            SettingsError: naming a type, country or standing that there is not, and those that there are.
        """
        return cls(
            types=tuple(EventType(one) for one in _known(types, [t.value for t in EventType], "event type", str.upper)),
            modes=tuple(one.strip().lower() for one in modes),
            countries=_countries(countries),
            standings=tuple(Standing(one) for one in _known(standings, [s.value for s in Standing], "standing")),
            **rest,
        )

    @property
    def is_dated(self) -> bool:
        """Whether a period is asked for, so that incidents without a day are left out."""
        return self.since is not None or self.until is not None

    def sql(
        self, register: Register, *, acting: Acting | None = None, disputed: str = DISPUTED, rejected: bool = False
    ) -> tuple[str, list[Any]]:
        """Return the condition over the table ``incidents`` with a question mark for each of the values returned.

        ``acting`` and ``disputed`` say the same of another table that has the other columns; with ``rejected`` what
        somebody rejected is meant, and nothing else.
        """
        parts: list[str] = ["status = 'rejected'" if rejected else "NOT list_contains(?, status)"]
        values: list[Any] = [] if rejected else [list(NOT_COUNTED)]

        def some(column: str, wanted: Sequence[str]) -> None:
            if wanted:
                parts.append(f"list_contains(?, {column})")
                values.append(list(wanted))

        some("event_type", [one.value for one in self.types])
        some("event_mode", self.modes)
        some("country_iso3", self.countries)
        some("standing", [one.value for one in self.standings])
        for role, names in (("actor", self.actors), ("agent", self.agents), ("target", self.targets)):
            if names:
                condition, more = (acting or _acting)(role, names, register)
                parts.append(condition)
                values += more
        if self.since is not None:
            parts.append("coalesce(date_end, date_start) >= ?")
            values.append(self.since)
        if self.until is not None:
            parts.append("coalesce(date_start, date_end) <= ?")
            values.append(self.until)
        if self.min_origins:
            parts.append("n_origins >= ?")
            values.append(self.min_origins)
        if self.with_toll:
            parts.append(
                "(coalesce(killed_low, killed_best, killed_high, 0) > 0 OR"
                " coalesce(injured_low, injured_best, injured_high, 0) > 0)"
            )
        if self.disputed:
            parts.append(disputed)
        return " AND ".join(parts), values


def actor_ids(name: str, register: Register) -> tuple[str, ...]:
    """Return the ids that a name given by a user stands for: an id itself, else the best candidates of one score.

    >>> actor_ids("IRQ.MIL", Register.load()), actor_ids("Daesh", Register.load())
    (('IRQ.MIL',), ('group:islamic-state',))
    """
    if register.entity(name) is not None:
        return (name,)
    match = register.resolve(name)
    if match is not None and match.actor_id is not None:
        return (match.actor_id,)
    found = register.candidates(name, limit=5)
    return tuple(one.actor_id for one in found if one.score >= NAMED and one.score >= found[0].score)


def _acting(role: str, names: Sequence[str], register: Register) -> tuple[str, list[Any]]:
    """Return the condition that one of these names, or a part of it, has a role; words outside the register as said."""
    ids = sorted({one for name in names for one in actor_ids(name, register)})
    words = sorted({fold(name) for name in names})
    conditions: list[str] = []
    values: list[Any] = []
    for column in _ROLES[role]:
        listed = f"list_filter(json_extract_string(record, '$.{column}[*].actor_id'), lambda x: x IS NOT NULL)"
        conditions.append(f"list_has_any({listed}, ?)")
        values.append(ids)
        for one in ids:
            conditions.append(f"len(list_filter({listed}, lambda x: starts_with(x, ?))) > 0")
            values.append(f"{one}.")
        conditions.append(f"list_has_any(list_transform({column}, lambda x: lower(x)), ?)")
        values.append(words)
    return f"({' OR '.join(conditions)})", values


def _known(given: Iterable[str], known: Sequence[str], what: str, folded: Any = str.lower) -> tuple[str, ...]:
    chosen = tuple(folded(one.strip()) for one in given)
    for one in chosen:
        if one not in known:
            raise SettingsError(f"{one!r} is no {what}; expected one of {', '.join(known)}")
    return chosen


def _countries(given: Iterable[str]) -> tuple[str, ...]:
    register = Register.load()
    chosen = []
    for one in given:
        code = one.strip().upper()
        if register.kind(code) != "state":
            # A name as it is written, or in capitals as names are: "syria".
            named = (register.resolve(name) for name in (one.strip(), one.strip().title()))
            code = next((m.actor_id for m in named if m and m.actor_id and m.kind == "state"), code)
        if register.kind(code) != "state":
            raise SettingsError(f"{one!r} is no country; expected a code such as IRQ, or a name such as Iraq")
        chosen.append(code)
    return tuple(chosen)

"""Counts over the incidents that a filter lets through, from columns of numbers.

A database counts two hundred thousand incidents for each question anew; as arrays, filtered once, they are summed up,
sorted and put on a map in some milliseconds each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Masked = NDArray[np.bool_]
_UNKNOWN: Final = np.iinfo(np.int64).min
"""Stands for a day or a figure that is not known."""

_EPOCH: Final = date(1970, 1, 1)
_MOST_CELLS: Final = 4_000_000
"""Cells of a map that are counted in one array; with more, those that hold something are looked for first."""

MOST_GROUPS: Final = 60
"""Values of a field that a summary tells apart."""

GROUPS: Final = {
    "months": "month",
    "types": "event_type",
    "modes": "event_mode",
    "countries": "country_iso3",
    "standings": "standing",
}
"""By name the groups of a summary, and their columns."""

_NUMBERS: Final = (
    "no, n_reports, n_origins, datediff('day', DATE '1970-01-01', day) AS day, latitude, longitude,"
    " coalesce(killed_low, killed_best, 0) AS low, coalesce(killed_best, killed_low, 0) AS best,"
    " coalesce(killed_high, killed_best, killed_low, 0) AS high,"
    " CAST(killed_best IS NULL OR killed_high IS NULL AS INTEGER) AS open,"
    " CAST(coalesce(date_prec, 1) > 4 OR coalesce(datediff('day', date_start, date_end), 0) > 31 AS INTEGER) AS vague"
)


class Columns:
    """Incidents as arrays, in the order of their ids. They are never changed: other incidents are other columns.

    What is selected, and what is returned, are positions in this order, ascending.
    """

    def __init__(self, desk: duckdb.DuckDBPyConnection) -> None:
        found = _table(desk, f"SELECT {_NUMBERS}, {', '.join(GROUPS.values())} FROM incidents ORDER BY incident_id")  # noqa: S608
        self.no = _whole(found.column("no"))
        self._at = np.full(int(self.no.max(initial=0)) + 1, -1, np.int64)
        self._at[self.no] = np.arange(len(self.no))
        self._reports, self._origins = _whole(found.column("n_reports")), _whole(found.column("n_origins"))
        self._day = _whole(found.column("day"))
        self._low, self._best, self._high = (_whole(found.column(name)) for name in ("low", "best", "high"))
        self._open = _whole(found.column("open"))
        self._vague = _whole(found.column("vague"))
        self.latitude, self.longitude = (_real(found.column(name)) for name in ("latitude", "longitude"))
        self._codes = {column: _coded(found.column(column)) for column in GROUPS.values()}
        self._ranks: dict[str, Ints] = {}
        self._actors = _Acting(desk, self._at)

    def at(self, numbers: Sequence[int] | Ints) -> Ints:
        """Return the positions of incidents given by their numbers."""
        found: Ints = np.sort(self._at[np.asarray(numbers, np.int64)])
        return found

    def first(self, selected: Ints, sort: str, *, limit: int, offset: int) -> list[int]:
        """Return the numbers of a stretch of the incidents selected, in an order by name."""
        if sort not in self._ranks:
            self._ranks[sort] = np.lexsort(_KEYS[sort](self))
        order, chosen = self._ranks[sort], np.zeros(len(self.no), np.bool_)
        chosen[selected] = True
        return [int(one) for one in self.no[order[chosen[order]][offset : offset + limit]]]

    def summed(self, selected: Ints) -> dict[str, Any]:
        """Return counts and tolls, by month, type, country, standing and actor."""
        known = selected[self._day[selected] != _UNKNOWN]
        # A decade that somebody spoke of says nothing of the time that a ledger covers.
        days = self._day[known[self._vague[known] == 0]]
        out: dict[str, Any] = {
            "total": {
                "incidents": len(selected),
                "reports": _sum(self._reports[selected]),
                "killed_low": _sum(self._low[selected]),
                "killed_best": _sum(self._best[selected]),
                "killed_high": _sum(self._high[selected]),
                "killed_open": int(self._open[selected].sum()),
                "undated": len(selected) - len(known),
                "unplaced": int(np.isnan(self.latitude[selected]).sum()),
                "first": _EPOCH + timedelta(int(days.min())) if len(days) else None,
                "last": _EPOCH + timedelta(int(days.max())) if len(days) else None,
            }
        }
        for name, column in GROUPS.items():
            codes, values = self._codes[column]
            mine = codes[selected]
            counts = np.bincount(mine, minlength=len(values) + 1)[:-1]
            if name == "months":
                killed = np.bincount(mine, weights=self._best[selected], minlength=len(values) + 1)
                out[name] = [
                    {"month": values[at], "incidents": int(counts[at]), "killed": int(killed[at])}
                    for at in sorted(np.flatnonzero(counts), key=values.__getitem__)
                ]
            else:
                order = sorted(np.flatnonzero(counts), key=lambda at, c=counts, v=values: (-c[at], v[at]))  # type: ignore[misc]
                out[name] = [{"value": values[at], "incidents": int(counts[at])} for at in order[:MOST_GROUPS]]
        chosen = np.zeros(len(self.no), np.bool_)
        chosen[selected] = True
        out["actors"] = self._actors.counted(chosen)
        return out

    def cells(self, selected: Ints, degrees: float, *, limit: int) -> list[dict[str, Any]]:
        """Return the cells of a map that hold most of what is selected; ``at`` is the first incident of each."""
        selected = selected[~np.isnan(self.latitude[selected])]
        y = np.floor((self.latitude[selected] + 90) / degrees).astype(np.int64)
        x = np.floor((self.longitude[selected] + 180) / degrees).astype(np.int64)
        wide = int(x.max(initial=0)) + 1
        cell = y * wide + x
        if (int(y.max(initial=0)) + 1) * wide > _MOST_CELLS:
            cell = np.unique(cell, return_inverse=True)[1].reshape(-1)
        counts = np.bincount(cell)
        first = np.zeros(len(counts), np.int64)
        first[cell[::-1]] = selected[::-1]
        held = np.flatnonzero(counts)
        held = held[np.lexsort((first[held], -counts[held]))][:limit]
        sums = [
            np.bincount(cell, weights=weights[selected], minlength=len(counts))[held]
            for weights in (self.latitude, self.longitude, self._best)
        ]
        # What is not among the cells held goes into one beyond them.
        place = np.full(len(counts), len(held), np.int64)
        place[held] = np.arange(len(held))
        types, standings = (
            self._most(column, selected, place[cell], len(held)) for column in ("event_type", "standing")
        )
        return [
            {
                "incidents": int(counts[one]),
                "at": int(first[one]),
                "latitude": float(sums[0][i] / counts[one]),
                "longitude": float(sums[1][i] / counts[one]),
                "event_type": types[i],
                "standing": standings[i],
                "killed": int(sums[2][i]),
            }
            for i, one in enumerate(held)
        ]

    def _most(self, column: str, selected: Ints, place: Ints, n: int) -> list[str]:
        """Return for each of ``n`` places the value of a column that most of its incidents have."""
        codes, values = self._codes[column]
        table = np.bincount(place * (len(values) + 1) + codes[selected], minlength=(n + 1) * (len(values) + 1))
        best = table.reshape(n + 1, len(values) + 1)[:n, :-1].argmax(axis=1)
        return [values[one] for one in best]


class _Acting:
    """Who stands in which incident, as what."""

    def __init__(self, desk: duckdb.DuckDBPyConnection, at: Ints) -> None:
        names = desk.execute(
            "SELECT value, min(name), bool_and(described), list(no) FROM called GROUP BY value ORDER BY value"
        ).fetchall()
        self._values = [(value, name) for value, name, *_ in names]
        self._described = np.asarray([described for *_, described, _ in names], np.bool_)
        group = np.zeros(max((max(numbers) for *_, numbers in names), default=0) + 1, np.int64)
        for code, (*_, numbers) in enumerate(names):
            group[numbers] = code
        found = _table(
            desk,
            "SELECT no, actor, CAST(first AS INTEGER) AS first, CAST(once AND role = 'agent' AS INTEGER) AS agent,"
            " CAST(once AND role = 'target' AS INTEGER) AS target FROM acting",
        )
        self._incident = at[_whole(found.column("no"))]
        self._actor = group[_whole(found.column("actor"))]
        self._marks = {name: _whole(found.column(name)).astype(np.bool_) for name in ("first", "agent", "target")}

    def counted(self, chosen: Masked) -> list[dict[str, Any]]:
        """Return the actors of most incidents; whom texts only describe ("a man") comes behind all who have a name."""
        inside = chosen[self._incident]
        n = len(self._values)
        counts = {name: np.bincount(self._actor[inside & mark], minlength=n) for name, mark in self._marks.items()}
        order = np.lexsort((np.arange(n), -counts["first"], self._described, counts["first"] == 0))[:MOST_GROUPS]
        return [
            {
                "value": self._values[one][0],
                "name": self._values[one][1],
                "incidents": int(counts["first"][one]),
                "as_agent": int(counts["agent"][one]),
                "as_target": int(counts["target"][one]),
            }
            for one in order
            if counts["first"][one]
        ]


_KEYS: Final[dict[str, Callable[[Columns], tuple[Ints, ...]]]] = {
    "date": lambda c: (-c._day, c._vague, c._day == _UNKNOWN),
    "oldest": lambda c: (c._day, c._vague, c._day == _UNKNOWN),
    "killed": lambda c: (-c._day, c._day == _UNKNOWN, -c._best),
    "origins": lambda c: (-c._day, c._day == _UNKNOWN, -c._origins),
}
"""By name the orders of a list, as keys of which the last counts first; of equals the lower id comes first. In time,
what is known to worse than a month stands behind what is known better."""

SORTS: Final = tuple(_KEYS)


def _table(desk: duckdb.DuckDBPyConnection, sql: str) -> Any:
    return desk.sql(sql).to_arrow_table()


def _whole(column: Any) -> Ints:
    return np.asarray(column.cast("int64").fill_null(_UNKNOWN).to_numpy(), np.int64)


def _real(column: Any) -> NDArray[np.float64]:
    return np.asarray(column.cast("float64").fill_null(float("nan")).to_numpy(), np.float64)


def _coded(column: Any) -> tuple[Ints, list[str]]:
    """Return a number for each value, and what the numbers stand for; the number after the last is for none."""
    coded = column.combine_chunks().dictionary_encode()
    values = [str(one) for one in coded.dictionary.to_pylist()]
    return np.asarray(coded.indices.cast("int64").fill_null(len(values)).to_numpy(), np.int64), values


def _sum(values: Ints) -> int | None:
    return int(values.sum()) if len(values) else None

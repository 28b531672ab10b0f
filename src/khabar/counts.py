"""Counts of incidents, never of reports: by month, by who did it, by place, with low, best and high tolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from khabar.actor import Register
from khabar.errors import SettingsError
from khabar.which import Which

if TYPE_CHECKING:
    from khabar.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Sum:
    """A toll over several incidents, as sums of what each incident's sources give.

    An incident whose best or highest figure is open ("at least 12") adds its next lower one to those sums, and is
    counted in ``open``, as is one whose sources give no figure at all: the sums are then least figures.
    """

    low: int
    best: int
    high: int
    open: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """The incidents of one group. ``keys`` are its values in the order asked for, ``None`` where unknown.

    ``documents`` is how many documents of the ledger were published in that span of time (its coverage), ``None``
    where the rows are not spans of time alone.
    """

    keys: tuple[str | None, ...]
    incidents: int
    killed: Sum
    injured: Sum
    documents: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of it: no incident, and no document was read of that time."""
        return not self.incidents and not self.documents


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by some fields. ``total`` counts each incident once, which rows by actor need not.

    ``undated`` is how many incidents were left out since a period was asked for and they have no day.
    """

    by: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: CountRow
    undated: int = 0


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


SPANS: Final[dict[str, Callable[[date], str]]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: f"{day:%Y-%m}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year}",
}
"""Spans of time by name: how a day names the one it lies in (weeks as ISO 8601 counts them)."""

_SQL_SPANS: Final = {
    "day": "strftime({0}, '%Y-%m-%d')",
    "week": "strftime({0}, '%G-W%V')",
    "month": "strftime({0}, '%Y-%m')",
    "quarter": "year({0}) || '-Q' || quarter({0})",
    "year": "strftime({0}, '%Y')",
}
_COLUMNS: Final = {
    "type": "event_type",
    "mode": "event_mode",
    "acled": "acled_event",
    "sub-event": "acled_sub_event",
    "country": "country_iso3",
    "admin1": "admin1",
    "place": "place_name",
    "standing": "standing",
    "origins": "n_origins",
}
_LISTS: Final = {"agent": "agents", "target": "targets"}
_LAST: Final = ("standing", "origins")

FIELDS: Final = (*SPANS, *(name for name in _COLUMNS if name not in _LAST), *_LISTS, *_LAST)
"""What incidents can be counted by."""

MOST_EMPTY: Final = 1200
"""Spans without an incident that are shown between the first and the last; beyond it only those with one are."""


def count(
    ledger: Ledger, by: Sequence[str] = ("month",), which: Which | None = None, *, register: Register | None = None
) -> Counts:
    """Return how many incidents a ledger holds by one or more fields of ``FIELDS``, with their tolls.

    Incidents are counted, not reports and not articles: three hundred reports of one kidnapping are one. One that two
    agents did together stands in the rows of both, and once in the total. One whose span of time is not sure stands
    under ``None`` and is not shared out. Rows are sorted; with one span of time alone, spans without an incident
    between the first and the last have rows too, since their nought may be a nought of coverage.

    Raises:
        SettingsError: naming a field that incidents cannot be counted by, and those that they can.
    """
    by = tuple(by)
    check_fields(by)
    which = which or Which()
    condition, values = which.sql(register or Register.load())
    rows = _grouped(ledger, by, condition, values)
    spans = len(by) == 1 and by[0] in SPANS
    documents = _documents(ledger, by[0]) if spans else None
    if documents is not None:
        known = {row.keys for row in rows}
        none = Sum(0, 0, 0, 0)
        empty = ((name,) for name in _between([row.keys[0] for row in rows], by[0]))
        rows += [CountRow(keys, 0, none, none) for keys in empty if keys not in known]
        rows = [replace(row, documents=documents.get(day, 0)) if (day := row.keys[0]) else row for row in rows]
    rows.sort(key=lambda row: [(key is None, key or "") for key in row.keys])
    (total,) = _grouped(ledger, (), condition, values)
    return Counts(by, tuple(rows), total, _undated(ledger, which, register) if which.is_dated else 0)


def check_fields(by: Sequence[str]) -> None:
    """Refuse fields that incidents cannot be counted by.

    Raises:
        SettingsError: naming the first of them, and those that there are.
    """
    for name in by:
        if name not in FIELDS:
            raise SettingsError(f"incidents cannot be counted by {name!r}; expected some of {', '.join(FIELDS)}")


def _grouped(ledger: Ledger, by: Sequence[str], condition: str, values: Sequence[Any]) -> list[CountRow]:
    """Return a row for each group of incidents, without order; one row for all where there is nothing to group by."""
    keys, tables = [], ["incidents"]
    for name in by:
        if name in SPANS:
            first, last = (_SQL_SPANS[name].format(day) for day in ("date_start", "date_end"))
            keys.append(f"CASE WHEN {first} = {last} THEN {first} END")
        elif name in _LISTS:
            # Each once, and none where nobody is named.
            tables.append(f"unnest(coalesce(nullif(list_distinct({_LISTS[name]}), []), [NULL])) AS t_{name}(one)")
            keys.append(f"t_{name}.one")
        else:
            keys.append(f"CAST({_COLUMNS[name]} AS VARCHAR)")
    sums = ", ".join(_SUMS.format(measure) for measure in ("killed", "injured"))
    # Columns and condition are our own words; what a user gave stands in values.
    sql = f"SELECT {''.join(f'{key}, ' for key in keys)}count(*), {sums} FROM {', '.join(tables)} WHERE {condition}"  # noqa: S608
    group = f" GROUP BY {', '.join(str(at) for at in range(1, len(by) + 1))}" if by else ""
    n = len(by)
    return [
        CountRow(tuple(row[:n]), row[n], Sum(*row[n + 1 : n + 5]), Sum(*row[n + 5 : n + 9]))
        for row in ledger.query(sql + group, values).fetchall()
    ]


_SUMS: Final = (
    "coalesce(sum(coalesce({0}_low, {0}_best, 0)), 0), coalesce(sum(coalesce({0}_best, {0}_low, 0)), 0),"
    " coalesce(sum(coalesce({0}_high, {0}_best, {0}_low, 0)), 0),"
    " count(*) FILTER ({0}_best IS NULL OR {0}_high IS NULL)"
)


def _documents(ledger: Ledger, span: str) -> dict[str, int]:
    """Return how many documents were published in each span: what the ledger has read of that time."""
    name = SPANS[span]
    days = ledger.query("SELECT published, count(*) FROM documents WHERE published IS NOT NULL GROUP BY published")
    found: dict[str, int] = {}
    for day, n in days.fetchall():
        found[name(day)] = found.get(name(day), 0) + int(n)
    return found


def _between(spans: Iterable[str | None], span: str) -> list[str]:
    """Return the spans from the first to the last, none where they would be too many."""
    known = sorted(one for one in spans if one is not None)
    if not known:
        return []
    name, every = SPANS[span], {name_of_first(one, span): None for one in known}
    day, last = min(every), max(every)
    found: dict[str, None] = {}
    while day <= last and len(found) <= MOST_EMPTY:
        found[name(day)] = None
        day += timedelta(days=1 if span in ("day", "week") else 27)
    return list(found) if len(found) <= MOST_EMPTY else []


def name_of_first(span: str, kind: str) -> date:
    """Return the first day of a span by its name.

    >>> name_of_first("2018-Q2", "quarter"), name_of_first("2018-W16", "week")
    (datetime.date(2018, 4, 1), datetime.date(2018, 4, 16))
    """
    if kind == "week":
        year, week = span.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    if kind == "quarter":
        year, quarter = span.split("-Q")
        return date(int(year), 3 * int(quarter) - 2, 1)
    return date.fromisoformat(span if kind == "day" else f"{span}-01" if kind == "month" else f"{span}-01-01")


def _undated(ledger: Ledger, which: Which, register: Register | None) -> int:
    condition, values = replace(which, since=None, until=None).sql(register or Register.load())
    sql = f"SELECT count(*) FROM incidents WHERE {condition} AND date_start IS NULL AND date_end IS NULL"  # noqa: S608
    ((n,),) = ledger.query(sql, values).fetchall()
    return int(n)

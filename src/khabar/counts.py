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

_COLUMNS: Final = (
    "date_start, date_end, event_type, event_mode, acled_event, acled_sub_event, country_iso3, admin1, place_name,"
    " agents, targets, standing, n_origins, killed_low, killed_best, killed_high, injured_low, injured_best,"
    " injured_high, incident_id"
)


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


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by some fields. ``total`` counts each incident once, which rows by actor need not.

    ``undated`` is how many incidents were left out since a period was asked for and they have no day.
    """

    by: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: CountRow
    undated: int = 0


Row = dict[str, Any]


def _span(name: Callable[[date], str]) -> Callable[[Row], list[str | None]]:
    """Return the span of time that surely holds an incident, ``None`` where it may lie in several."""

    def of(row: Row) -> list[str | None]:
        first, last = row["date_start"], row["date_end"]
        if first is None or last is None:
            return [None]
        one, other = name(first), name(last)
        return [one if one == other else None]

    return of


def _field(column: str) -> Callable[[Row], list[str | None]]:
    return lambda row: [None if row[column] is None else str(row[column])]


def _each(column: str) -> Callable[[Row], list[str | None]]:
    return lambda row: sorted(set(row[column])) or [None]


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

FIELDS: Final[dict[str, Callable[[Row], list[str | None]]]] = {
    **{name: _span(named) for name, named in SPANS.items()},
    "type": _field("event_type"),
    "mode": _field("event_mode"),
    "acled": _field("acled_event"),
    "sub-event": _field("acled_sub_event"),
    "country": _field("country_iso3"),
    "admin1": _field("admin1"),
    "place": _field("place_name"),
    "agent": _each("agents"),
    "target": _each("targets"),
    "standing": _field("standing"),
    "origins": _field("n_origins"),
}
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
    # Columns and condition are our own words; what a user gave stands in values.
    found = ledger.query(f"SELECT {_COLUMNS} FROM incidents WHERE {condition} ORDER BY incident_id", values)  # noqa: S608
    names = [str(name) for name in found.columns]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    groups: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        for keys in _keys(row, by):
            groups.setdefault(keys, []).append(row)
    documents = _documents(ledger, by[0]) if len(by) == 1 and by[0] in SPANS else None
    if documents is not None:
        for empty in _between([keys[0] for keys in groups], by[0]):
            groups.setdefault((empty,), [])
    counted = [
        _row(keys, group, None if documents is None or keys[0] is None else documents.get(keys[0], 0))
        for keys, group in groups.items()
    ]
    counted.sort(key=lambda row: [(key is None, key or "") for key in row.keys])
    return Counts(by, tuple(counted), _row((), rows, None), _undated(ledger, which, register) if which.is_dated else 0)


def check_fields(by: Sequence[str]) -> None:
    """Refuse fields that incidents cannot be counted by.

    Raises:
        SettingsError: naming the first of them, and those that there are.
    """
    for name in by:
        if name not in FIELDS:
            raise SettingsError(f"incidents cannot be counted by {name!r}; expected some of {', '.join(FIELDS)}")


def _keys(row: Row, by: Sequence[str]) -> list[tuple[str | None, ...]]:
    keys: list[tuple[str | None, ...]] = [()]
    for name in by:
        keys = [(*before, value) for before in keys for value in FIELDS[name](row)]
    return keys


def _row(keys: tuple[str | None, ...], rows: Sequence[Row], documents: int | None) -> CountRow:
    return CountRow(keys, len(rows), _sum(rows, "killed"), _sum(rows, "injured"), documents)


def _sum(rows: Iterable[Row], measure: str) -> Sum:
    low_sum = best_sum = high_sum = unsure = 0
    for row in rows:
        low, best, high = (row[f"{measure}_{bound}"] for bound in ("low", "best", "high"))
        least = low if low is not None else best if best is not None else 0
        most_likely = best if best is not None else least
        low_sum += least
        best_sum += most_likely
        high_sum += high if high is not None else most_likely
        unsure += best is None or high is None
    return Sum(low_sum, best_sum, high_sum, unsure)


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

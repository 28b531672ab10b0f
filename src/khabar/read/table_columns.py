"""Which column of a table is what: as the user says, or else by names that mean one thing wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Final

from khabar.errors import InputRefused, Reason
from khabar.tables import packaged, read_table

_MAX_LOOKED_AT: Final = 500
"""Most columns looked at: wider ones are matrices, not pages."""

_SHOWN: Final = 12
_WRAPPERS: Final = frozenset(
    {"data", "meta", "metadata", "source", "fields", "document", "doc", "article", "item", "attributes", "thread"}
)
"""Objects that only hold the page's fields, in Label Studio, Prodigy, Elasticsearch and news services' exports."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they hold; ``None`` is guessed from the column's name.

    A dot goes into an object: ``data.text`` is ``text`` in ``data``.

    Attributes:
        text: the page's text, or its HTML.
        date: the day of publication.
        url: the page's address.
        title: the headline.
        outlet: the outlet.
        id: what the table calls the row; only used in messages and the document's name.
        date_format: how dates are written, as in ``%d/%m/%Y``; ``None`` for what can be read one way only.

    >>> Columns(text="body").named()
    {'text': 'body'}
    """

    text: str | None = None
    date: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    id: str | None = None
    date_format: str | None = None

    def named(self) -> dict[str, str]:
        """Return the columns that are given, by role."""
        return {role: column for role in ROLES if (column := getattr(self, role))}


ROLES: Final = tuple(field.name for field in fields(Columns) if field.name != "date_format")


def _plain(name: str) -> str:
    return ".".join("".join(char for char in part.casefold() if char.isalnum()) for part in name.split("."))


@cache
def _known() -> dict[str, dict[str, int]]:
    """Return the rank of each well-known name, by role."""
    ranks: dict[str, dict[str, int]] = {role: {} for role in ROLES}
    for row in read_table(packaged("khabar.read", "columns.tsv"), ["role", "rank", "names"]):
        for name in row.items("names"):
            ranks[row["role"]].setdefault(_plain(name), int(row["rank"]))
    return ranks


def names_text(row: Mapping[str, Any]) -> bool:
    """Return whether a row has a text in a column that is known for one: it is a page, whatever else is in it.

    >>> names_text({"body": "Shells fell.", "items": [{"body": "x"}]}), names_text({"articles": []})
    (True, False)
    """
    ranks = _known()["text"]
    return any(isinstance(value, str) and _plain(column) in ranks for column, value in row.items())


def count_known(names: Iterable[str]) -> int:
    """Return how many of the names of columns are well known, in whatever role.

    >>> count_known(["id", "text", "date", "weather"])
    3
    """
    return sum(any(_plain(name) in ranks for ranks in _known().values()) for name in names)


def value_at(row: Mapping[str, Any], column: str) -> Any:
    """Return what ``row`` has in ``column``, ``None`` if nothing.

    >>> value_at({"data": {"text": "Shells fell."}}, "data.text")
    'Shells fell.'
    """
    if column in row:
        return row[column]
    here: Any = row
    for part in column.split("."):
        if not isinstance(here, Mapping) or part not in here:
            return None
        here = here[part]
    return here


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of each column in ``rows``, in order of appearance; those in objects with a dotted name."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        for name, value in _flat(row):
            if name in found or len(found) < _MAX_LOOKED_AT:
                found.setdefault(name, []).append(value)
    return found


def _flat(row: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, Mapping) and depth < 2:
            yield from _flat(value, f"{prefix}{key}.", depth + 1)
        else:
            yield f"{prefix}{key}", value


def choose(sample: Sequence[Mapping[str, Any]], given: Columns, *, name: str) -> Columns:
    """Return ``given`` with the columns it leaves open filled from the names in ``sample``, where there is one choice.

    Raises:
        InputRefused: ``NO_TEXT`` with the columns found and the option to give, where a column that is given is not
            there, two could be meant, or none holds text.
    """
    there = columns_of(sample)
    for role, column in given.named().items():
        if not any(value_at(row, column) is not None or column in row for row in sample):
            raise _refusal(name, f"no column {column!r}", there, role)
    chosen = given
    for role in ROLES:
        if getattr(given, role) is None:
            taken = set(chosen.named().values())
            best = _best(role, {column: values for column, values in there.items() if column not in taken})
            if len(best) > 1:
                raise _refusal(name, f"columns {' and '.join(best)} could each hold the {_SAYS[role]}", there, role)
            if best:
                chosen = replace(chosen, **{role: best[0]})
    if chosen.text is None:
        detail = "addresses of pages and no text" if chosen.url else "no column that is known to hold text"
        raise _refusal(name, f"the table has {detail}", there, "text")
    return chosen


_SAYS: Final = {
    "text": "text",
    "date": "day of publication",
    "url": "address",
    "title": "headline",
    "outlet": "outlet",
    "id": "row's name",
}


def _best(role: str, there: Mapping[str, list[Any]]) -> list[str]:
    """Return the columns with the surest name for ``role``: none, one, or several that cannot be told apart."""
    ranks = _known()[role]
    scored: dict[tuple[int, int], list[str]] = {}
    for column, values in there.items():
        plain = _plain(column)
        outer, _, inner = plain.partition(".")
        nested = bool(inner) and plain not in ranks
        rank = ranks.get(inner if nested and outer in _WRAPPERS else plain)
        if rank is not None and (role != "text" or any(_holds_text(value) for value in values)):
            scored.setdefault((rank, int(nested)), []).append(column)
    return scored[min(scored)] if scored else []


def _holds_text(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(part, str) for part in value[:20])
    return isinstance(value, (str, bytes))


def _refusal(name: str, what: str, there: Iterable[str], role: str) -> InputRefused:
    names = [" ".join(column.split())[:60] for column in there]
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    detail = f"{what}; its columns: {shown or 'none'}; say which with --{role}-col NAME"
    return InputRefused(Reason.NO_TEXT, detail, name=name)

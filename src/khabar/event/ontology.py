"""PLOVER, CAMEO and ACLED beside each other, by tables that are data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from khabar.extra import files
from khabar.records import EventType
from khabar.tables import Row, packaged, read_table


def _rows(path: Path, extra: tuple[Path, ...], columns: Sequence[str]) -> Iterator[Row]:
    for file in (path, *extra):
        yield from read_table(file, columns)


@cache
def _acled(extra: tuple[Path, ...] = ()) -> dict[tuple[str, str], tuple[str, str]]:
    columns = ["type", "mode", "cameo", "event", "sub_event"]
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in _rows(packaged("khabar.event", "acled.tsv"), extra, columns):
        if row["type"] not in EventType.__members__:
            raise row.error(f"type {row['type']!r}", f"one of {', '.join(EventType)}")
        key = (row["type"], f"cameo {row['cameo']}" if row["cameo"] else row["mode"])
        found[key] = (row["event"], row["sub_event"])
    return found


@cache
def _cameo(extra: tuple[Path, ...] = ()) -> dict[str, tuple[EventType | None, str | None]]:
    found: dict[str, tuple[EventType | None, str | None]] = {}
    for row in _rows(packaged("khabar.event", "cameo.tsv"), extra, ["cameo", "type", "mode", "meaning"]):
        if row["type"] != "-" and row["type"] not in EventType.__members__:
            raise row.error(f"type {row['type']!r}", "a PLOVER type, or - where PLOVER has none")
        found[row["cameo"]] = (None if row["type"] == "-" else EventType(row["type"]), row["mode"] or None)
    return found


def acled(event_type: EventType, mode: str | None, *, cameo: str | None = None) -> tuple[str, str] | tuple[None, None]:
    """Return ACLED's event type and sub-event type, a pair of ``None`` where ACLED codes nothing of the kind.

    The CAMEO code, where given, decides before the mode.

    >>> acled(EventType.ASSAULT, "aerial", cameo="195")
    ('Explosions/Remote violence', 'Air/drone strike')
    """
    key = _acled_key(event_type, mode, cameo)
    return _acled(files("acled"))[key] if key else (None, None)


def acled_rule(event_type: EventType, mode: str | None, *, cameo: str | None = None) -> str | None:
    """Return which line of ``acled.tsv`` gives ACLED's codes, ``None`` if none does.

    >>> acled_rule(EventType.ASSAULT, "aerial", cameo="195")
    'acled.tsv: ASSAULT, cameo 195'
    """
    key = _acled_key(event_type, mode, cameo)
    return f"acled.tsv: {', '.join(filter(None, key))}" if key else None


def _acled_key(event_type: EventType, mode: str | None, cameo: str | None) -> tuple[str, str] | None:
    table = _acled(files("acled"))
    means = [f"cameo {cameo[:length]}" for length in range(len(cameo), 1, -1)] if cameo else []
    return next((key for last in (*means, mode or "", "") if (key := (event_type.value, last)) in table), None)


def plover_of(cameo: str) -> tuple[EventType | None, str | None]:
    """Return PLOVER's type and mode for a CAMEO code, by its longest known prefix (table of 17 September 2021).

    >>> plover_of("1831"), plover_of("010")
    ((<EventType.ASSAULT: 'ASSAULT'>, 'suicide-attack'), (None, None))
    """
    table = _cameo(files("cameo"))
    for length in range(len(cameo), 1, -1):
        if found := table.get(cameo[:length]):
            return found
    return None, None

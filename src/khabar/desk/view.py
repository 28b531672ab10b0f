"""What the desk shows, in tables of its own: filled once from the ledger, brought up when something was decided.

A ledger of hundreds of thousands of incidents is filtered in milliseconds when what filters ask for lies in columns
without the records. The ledger itself stays as it is. Statements are put together from our own words; what an
address gives stands in their values.
"""
# ruff: noqa: S608

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar, cast

import duckdb
import numpy as np

from khabar.actor import Register
from khabar.desk.columns import Columns, Ints
from khabar.desk.filters import Asked
from khabar.desk.filters import asked as asked_for
from khabar.desk.words import folded
from khabar.ledger import Ledger
from khabar.ledger.store import among

PAGE: Final = 50
MOST: Final = 500
"""Incidents of a list at a time, as asked for and at most."""

MOST_POINTS: Final = 2500
"""Marks on the map at a time; where there are more, those of one cell become one mark with their number."""

MOST_KEPT: Final = 64
"""Answers that are kept until something is decided."""

T = TypeVar("T")

_TABLES: Final = """
CREATE TABLE incidents (
    incident_id VARCHAR, event_type VARCHAR, event_mode VARCHAR, acled_event VARCHAR, acled_sub_event VARCHAR,
    date_start DATE, date_end DATE, date_prec INTEGER, place_name VARCHAR, latitude DOUBLE, longitude DOUBLE,
    radius_km DOUBLE, country_iso3 VARCHAR, admin1 VARCHAR, where_prec INTEGER, agents VARCHAR[], targets VARCHAR[],
    killed_low BIGINT, killed_best BIGINT, killed_high BIGINT, injured_low BIGINT, injured_best BIGINT,
    injured_high BIGINT, n_reports INTEGER, n_documents INTEGER, n_outlets INTEGER, n_origins INTEGER,
    standing VARCHAR, status VARCHAR, grade VARCHAR, n_contradictions INTEGER, judged INTEGER, words VARCHAR,
    day DATE, month VARCHAR, no INTEGER PRIMARY KEY
);
CREATE TABLE called (
    no INTEGER, actor_id VARCHAR, name VARCHAR, value VARCHAR, folded VARCHAR, described BOOLEAN
);
CREATE TABLE acting (no INTEGER, actor INTEGER, role VARCHAR, first BOOLEAN, once BOOLEAN);
CREATE SEQUENCE numbers;
CREATE SEQUENCE actors;
"""
"""``called`` has each actor once (by id and name), ``acting`` who did what in which incident, by numbers; ``first``
marks one row of those that an actor has in an incident, ``once`` one of those in a role, so that incidents are counted
without sorting them out."""

_LISTED: Final = (
    "incident_id, event_type, event_mode, acled_event, acled_sub_event, date_start, date_end, date_prec, place_name,"
    " latitude, longitude, radius_km, country_iso3, admin1, where_prec, agents, targets, killed_low, killed_best,"
    " killed_high, injured_low, injured_best, injured_high, n_reports, n_documents, n_outlets, n_origins, standing,"
    " status, grade, n_contradictions, judged"
)
_TAKEN: Final = f"""
{_LISTED.replace("n_contradictions", "len(coalesce(contradictions, []))").replace("judged", "coalesce(judged, 0)")},
{
    folded(
        "concat_ws(' · ', incident_id, event_type, event_mode, place_name, array_to_string(agents, ' · '),"
        " array_to_string(targets, ' · '), array_to_string(others, ' · '))"
    )
},
coalesce(date_start, date_end), strftime(coalesce(date_start, date_end), '%Y-%m')
"""
_SHAPE: Final = json.dumps([dict.fromkeys(("role", "actor_id", "name", "text"), "VARCHAR")])
_SIDES: Final = ", ".join(f"from_json(x[{n}], '{_SHAPE}')" for n in (1, 2, 3))
_ACTING: Final = (
    "SELECT DISTINCT incident_id, role, actor_id, coalesce(name, text) AS name FROM (SELECT incident_id,"
    f" unnest(list_concat({_SIDES}), recursive := true)"
    " FROM (SELECT incident_id, json_extract(record, ['$.agents', '$.targets', '$.others']) AS x FROM incidents "
)
"""Who stands in an incident as what; each record is read once."""

_DESCRIBED: Final = (
    "actor_id IS NULL AND NOT regexp_matches(substr(coalesce(name, ''), 2), '\\p{Lu}')"
    " AND (NOT regexp_matches(coalesce(name, ''), '^\\p{Lu}') OR contains(name, ' '))"
)
"""Whether words only describe somebody: no id, and no capital but that of a sentence ("a man", "Four people")."""

_NEW_ACTORS: Final = (
    "INSERT INTO called SELECT nextval('actors'), actor_id, name, coalesce(actor_id, name), "
    + folded("coalesce(name, '')")
    + f", {_DESCRIBED}"
    + " FROM (SELECT DISTINCT actor_id, name FROM taken t WHERE NOT EXISTS (SELECT 1 FROM called c"
    " WHERE c.actor_id IS NOT DISTINCT FROM t.actor_id AND c.name IS NOT DISTINCT FROM t.name) ORDER BY ALL)"
)
_NEW_ACTING: Final = (
    "INSERT INTO acting SELECT i.no, c.no, t.role,"
    " row_number() OVER (PARTITION BY i.no, c.value ORDER BY c.no, t.role) = 1,"
    " row_number() OVER (PARTITION BY i.no, c.value, t.role ORDER BY c.no) = 1"
    " FROM taken t JOIN incidents i ON i.incident_id = t.incident_id"
    " JOIN called c ON c.actor_id IS NOT DISTINCT FROM t.actor_id AND c.name IS NOT DISTINCT FROM t.name"
)


class _Held:
    """The incidents as they stand until something is decided, and what was worked out from them."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._known: dict[tuple[Any, ...], Any] = {}

    def kept(self, what: object, asked: Asked, ask: Callable[[], T]) -> T:
        """Return what was asked before; the oldest answers are forgotten."""
        key = (what, asked.condition, repr(asked.values))
        if key not in self._known:
            found = ask()
            self._known[key] = found
            while len(self._known) > MOST_KEPT:
                self._known.pop(next(iter(self._known)), None)
            return found
        return cast(T, self._known[key])


class View:
    """The desk's tables over one ledger. Safe to ask from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._desk = duckdb.connect(":memory:")
        self._desk.execute(_TABLES)
        self._writing = threading.Lock()
        self._selecting = threading.Lock()
        self._held: _Held | None = None
        self.fill()

    def fill(self, ids: Sequence[str] | None = None) -> None:
        """Take incidents over from the ledger: all, or those of ``ids``, which are gone here if they are gone there."""
        wanted, values = ("true", []) if ids is None else among("incident_id", ids)
        some = f"WHERE {wanted}"
        # In columns, and never as records of Python: two hundred thousand of them take seconds and not a minute.
        incidents = self.ledger.query(f"SELECT {_TAKEN} FROM incidents {some}", values).to_arrow_table()
        acting = self.ledger.query(f"{_ACTING}{some}))", values).to_arrow_table()
        with self._writing, self._cursor() as desk:
            desk.begin()
            try:
                desk.execute(f"DELETE FROM acting WHERE no IN (SELECT no FROM incidents {some})", values)
                desk.execute(f"DELETE FROM incidents {some}", values)
                desk.register("taken", incidents)
                desk.execute("INSERT INTO incidents SELECT *, nextval('numbers') FROM taken")
                desk.register("taken", acting)
                desk.execute(_NEW_ACTORS)
                desk.execute(_NEW_ACTING)
                desk.unregister("taken")
                desk.commit()
            except BaseException:
                desk.rollback()
                raise
            with self._selecting:
                self._held = None
        if ids is None:
            everything = asked_for({}, Register.load())
            self.summary(everything)

    def page(self, asked: Asked, *, sort: str = "date", limit: int = PAGE, offset: int = 0) -> list[dict[str, Any]]:
        """Return a stretch of the incidents asked for."""
        held, selected = self._selected(asked)
        return self._listed(held.columns.first(selected, sort, limit=min(limit, MOST), offset=offset))

    def _listed(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        if not numbers:
            return []
        marks = ", ".join("?" * len(numbers))
        rows = self._rows(f"SELECT no, {_LISTED} FROM incidents WHERE no IN ({marks})", numbers)
        found = {row.pop("no"): row for row in rows}
        return [found[one] for one in numbers if one in found]

    def _selected(self, asked: Asked) -> tuple[_Held, Ints]:
        """Return the incidents as columns, and where in them those asked for stand."""
        with self._selecting, self._cursor() as cursor:
            held = self._held = self._held or _Held(Columns(cursor))

            def select() -> Ints:
                sql = f"SELECT no FROM incidents i WHERE {asked.condition}"
                found = cursor.execute(sql, list(asked.values)).fetchnumpy()["no"]
                return held.columns.at(np.asarray(found, np.int64))

            return held, held.kept("selected", asked, select)

    def ranked(self, asked: Asked, rank: str, *, limit: int) -> list[dict[str, Any]]:
        """Return the incidents asked for that nobody has decided on, in the order of ``rank``, an SQL expression."""
        sql = (
            f"SELECT {_LISTED} FROM incidents i WHERE {asked.condition} AND judged = 0"
            f" ORDER BY {rank} DESC, incident_id LIMIT ?"
        )
        return self._rows(sql, [*asked.values, min(limit, MOST)])

    def of(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the incidents of these ids that there are, in this order, rejected ones too."""
        rows = self._rows(f"SELECT {_LISTED} FROM incidents WHERE incident_id IN (SELECT unnest(?))", [list(ids)])
        found = {row["incident_id"]: row for row in rows}
        return [found[one] for one in ids if one in found]

    def total(self, asked: Asked) -> int:
        """Return how many incidents are asked for."""
        return len(self._selected(asked)[1])

    def summary(self, asked: Asked) -> dict[str, Any]:
        """Return counts and tolls of what is asked for, by month, type, country, standing and actor."""
        held, selected = self._selected(asked)
        return {"words": asked.words, **held.kept("summary", asked, lambda: held.columns.summed(selected))}

    def points(self, asked: Asked, *, cell: float) -> list[dict[str, Any]]:
        """Return the marks for a map: single incidents, or those of one cell (degrees) together where they are many."""
        held, selected = self._selected(asked)
        return list(held.kept(("points", cell), asked, lambda: self._marks(held.columns, selected, cell)))

    def _marks(self, columns: Columns, selected: Ints, cell: float) -> list[dict[str, Any]]:
        placed = selected[~np.isnan(columns.latitude[selected])]
        together = columns.cells(placed, cell, limit=MOST_POINTS) if len(placed) > MOST_POINTS else None
        at = placed if together is None else [one.pop("at") for one in together]
        rows = self._rows(
            "SELECT no, 1 AS incidents, incident_id, latitude, longitude, radius_km, event_type, standing, place_name,"
            " coalesce(killed_best, killed_low, 0) AS killed FROM incidents i SEMI JOIN (SELECT unnest(?) AS no) x"
            " ON x.no = i.no ORDER BY incident_id",
            [columns.no[at].tolist()],
        )
        if together is None:
            return [{key: value for key, value in row.items() if key != "no"} for row in rows]
        # Many marks bear the name of the first of them.
        named = {row["no"]: {"incident_id": row["incident_id"], "place_name": row["place_name"]} for row in rows}
        return [
            {**one, "radius_km": None, **named[number]}
            for one, number in zip(together, columns.no[at].tolist(), strict=True)
            if number in named
        ]

    def partners(self, asked: Asked, actor_ids: Sequence[str], names: Sequence[str]) -> list[dict[str, Any]]:
        """Return with whom actors stand in the incidents asked for, as what, and how often."""
        mine = "SELECT no FROM called WHERE list_contains(?, actor_id) OR list_contains(?, name)"
        return self._rows(
            "SELECT m.role AS as_role, o.role AS other_role, c.value, min(c.name) AS name, i.event_type AS type,"
            f" count(DISTINCT i.no) AS incidents FROM (SELECT no, role FROM acting WHERE actor IN ({mine})) m"
            f" JOIN acting o ON o.no = m.no AND o.actor NOT IN ({mine})"
            " JOIN called c ON c.no = o.actor JOIN incidents i ON i.no = m.no"
            f" WHERE {asked.condition}"
            " GROUP BY m.role, o.role, c.value, i.event_type ORDER BY incidents DESC, c.value, type LIMIT 200",
            [list(actor_ids), list(names), list(actor_ids), list(names), *asked.values],
        )

    def unknown(self) -> list[tuple[str, int]]:
        """Return the names that the register does not know, and in how many incidents each stands."""
        rows = self._rows(
            "SELECT c.name, count(DISTINCT a.no) AS n FROM called c JOIN acting a ON a.actor = c.no"
            " WHERE c.actor_id IS NULL AND c.name IS NOT NULL GROUP BY c.name ORDER BY n DESC, c.name",
            [],
        )
        return [(row["name"], row["n"]) for row in rows]

    def close(self) -> None:
        """Close the desk's tables; the ledger stays open."""
        self._desk.close()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._desk.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def _rows(self, sql: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        with self._cursor() as cursor:
            found = cursor.execute(sql, list(values))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

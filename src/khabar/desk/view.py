"""What the desk shows, in tables of its own: filled once from the ledger, brought up when something was decided.

A ledger of hundreds of thousands of incidents is filtered in milliseconds when what filters ask for lies in columns
without the records. The ledger itself stays as it is. Statements are put together from our own words; what an
address gives stands in their values.
"""
# ruff: noqa: S608

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import duckdb

from khabar.desk.filters import Asked
from khabar.desk.words import folded
from khabar.ledger import Ledger

PAGE: Final = 50
MOST: Final = 500
"""Incidents of a list at a time, as asked for and at most."""

MOST_POINTS: Final = 2500
"""Marks on the map at a time; where there are more, those of one cell become one mark with their number."""

_TABLES: Final = """
CREATE TABLE incidents (
    incident_id VARCHAR, event_type VARCHAR, event_mode VARCHAR, acled_event VARCHAR, acled_sub_event VARCHAR,
    date_start DATE, date_end DATE, date_prec INTEGER, place_name VARCHAR, latitude DOUBLE, longitude DOUBLE,
    radius_km DOUBLE, country_iso3 VARCHAR, admin1 VARCHAR, where_prec INTEGER, agents VARCHAR[], targets VARCHAR[],
    killed_low BIGINT, killed_best BIGINT, killed_high BIGINT, injured_low BIGINT, injured_best BIGINT,
    injured_high BIGINT, n_reports INTEGER, n_documents INTEGER, n_outlets INTEGER, n_origins INTEGER,
    standing VARCHAR, status VARCHAR, grade VARCHAR, n_contradictions INTEGER, judged INTEGER, words VARCHAR,
    day DATE
);
CREATE TABLE acting (
    incident_id VARCHAR, role VARCHAR, actor_id VARCHAR, name VARCHAR, kind VARCHAR, country_iso3 VARCHAR,
    folded VARCHAR
);
"""
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
coalesce(date_start, date_end)
"""
_SHAPE: Final = json.dumps([dict.fromkeys(("role", "actor_id", "name", "text", "kind", "country_iso3"), "VARCHAR")])
_ACTING: Final = f"""
WITH acting AS (SELECT incident_id, unnest(list_concat(
    from_json(json_extract(record, '$.agents'), '{_SHAPE}'), from_json(json_extract(record, '$.targets'), '{_SHAPE}'),
    from_json(json_extract(record, '$.others'), '{_SHAPE}')), recursive := true)
"""
_ACTED: Final = "incident_id, role, actor_id, coalesce(name, text), kind, country_iso3, " + folded(
    "coalesce(name, text, '')"
)
SORTS: Final = {
    "date": "day DESC NULLS LAST, incident_id",
    "oldest": "day NULLS LAST, incident_id",
    "killed": "coalesce(killed_best, killed_low, 0) DESC, day DESC NULLS LAST, incident_id",
    "origins": "n_origins DESC, day DESC NULLS LAST, incident_id",
}
"""By name the orders of a list."""


class View:
    """The desk's tables over one ledger. Safe to ask from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._desk = duckdb.connect(":memory:")
        self._desk.execute(_TABLES)
        self._writing = threading.Lock()
        self.fill()

    def fill(self, ids: Sequence[str] | None = None) -> None:
        """Take incidents over from the ledger: all, or those of ``ids``, which are gone here if they are gone there."""
        some = "" if ids is None else " WHERE list_contains(?, incident_id)"
        values = [] if ids is None else [list(ids)]
        # In columns, and never as records of Python: two hundred thousand of them take seconds and not a minute.
        taken = {
            "incidents": self.ledger.query(f"SELECT {_TAKEN} FROM incidents{some}", values),
            "acting": self.ledger.query(f"{_ACTING} FROM incidents{some}) SELECT {_ACTED} FROM acting", values),
        }
        with self._writing, self._cursor() as desk:
            desk.begin()
            try:
                for table, rows in taken.items():
                    desk.execute(f"DELETE FROM {table}{some}", values)
                    desk.register("taken", rows.to_arrow_table())
                    desk.execute(f"INSERT INTO {table} SELECT * FROM taken")
                    desk.unregister("taken")
                desk.commit()
            except BaseException:
                desk.rollback()
                raise

    def page(self, asked: Asked, *, sort: str = "date", limit: int = PAGE, offset: int = 0) -> list[dict[str, Any]]:
        """Return a stretch of the incidents asked for."""
        sql = f"SELECT {_LISTED} FROM incidents i WHERE {asked.condition} ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?"
        return self._rows(sql, [*asked.values, min(limit, MOST), offset])

    def ranked(self, asked: Asked, rank: str, *, limit: int) -> list[dict[str, Any]]:
        """Return the incidents asked for that nobody has decided on, in the order of ``rank``, an SQL expression."""
        sql = (
            f"SELECT {_LISTED} FROM incidents i WHERE {asked.condition} AND judged = 0"
            f" ORDER BY {rank} DESC, incident_id LIMIT ?"
        )
        return self._rows(sql, [*asked.values, min(limit, MOST)])

    def total(self, asked: Asked) -> int:
        """Return how many incidents are asked for."""
        return int(self._rows(f"SELECT count(*) AS n FROM incidents i WHERE {asked.condition}", asked.values)[0]["n"])

    def summary(self, asked: Asked) -> dict[str, Any]:
        """Return counts and tolls of what is asked for, by month, type, country, standing and actor."""
        out: dict[str, Any] = {"words": asked.words}
        base = f"FROM incidents i WHERE {asked.condition}"
        toll = (
            "count(*) AS incidents, sum(n_reports)::BIGINT AS reports,"
            " sum(coalesce(killed_low, killed_best, 0))::BIGINT AS killed_low,"
            " sum(coalesce(killed_best, killed_low, 0))::BIGINT AS killed_best,"
            " sum(coalesce(killed_high, killed_best, killed_low, 0))::BIGINT AS killed_high,"
            " count(*) FILTER (killed_best IS NULL OR killed_high IS NULL)::BIGINT AS killed_open,"
            " count(*) FILTER (day IS NULL)::BIGINT AS undated, count(*) FILTER (latitude IS NULL)::BIGINT AS unplaced,"
            " min(day) AS first, max(day) AS last"
        )
        out["total"] = self._rows(f"SELECT {toll} {base}", asked.values)[0]
        out["months"] = self._rows(
            f"SELECT strftime(day, '%Y-%m') AS month, count(*) AS incidents,"
            f" sum(coalesce(killed_best, killed_low, 0))::BIGINT AS killed {base} AND day IS NOT NULL"
            " GROUP BY month ORDER BY month",
            asked.values,
        )
        for name, column in (
            ("types", "event_type"),
            ("modes", "event_mode"),
            ("countries", "country_iso3"),
            ("standings", "standing"),
        ):
            out[name] = self._rows(
                f"SELECT {column} AS value, count(*) AS incidents {base} AND {column} IS NOT NULL"
                f" GROUP BY {column} ORDER BY incidents DESC, value LIMIT 60",
                asked.values,
            )
        out["actors"] = self._rows(
            "SELECT coalesce(a.actor_id, a.name) AS value, min(a.name) AS name,"
            " count(DISTINCT a.incident_id) AS incidents,"
            " count(DISTINCT a.incident_id) FILTER (a.role = 'agent') AS as_agent,"
            " count(DISTINCT a.incident_id) FILTER (a.role = 'target') AS as_target"
            f" FROM acting a WHERE a.incident_id IN (SELECT i.incident_id {base})"
            " GROUP BY value ORDER BY incidents DESC, value LIMIT 60",
            asked.values,
        )
        return out

    def points(self, asked: Asked, *, cell: float) -> list[dict[str, Any]]:
        """Return the marks for a map: single incidents, or those of one cell (degrees) together where they are many."""
        placed = f"FROM incidents i WHERE {asked.condition} AND i.latitude IS NOT NULL"
        n = int(self._rows(f"SELECT count(*) AS n {placed}", asked.values)[0]["n"])
        if n <= MOST_POINTS:
            return self._rows(
                "SELECT 1 AS incidents, incident_id, latitude, longitude, radius_km, event_type, standing, place_name,"
                f" coalesce(killed_best, killed_low, 0) AS killed {placed} ORDER BY incident_id",
                asked.values,
            )
        return self._rows(
            "SELECT count(*) AS incidents, min(incident_id) AS incident_id, avg(latitude) AS latitude,"
            " avg(longitude) AS longitude, NULL AS radius_km, mode(event_type) AS event_type,"
            " mode(standing) AS standing, min(place_name) AS place_name,"
            f" sum(coalesce(killed_best, killed_low, 0))::BIGINT AS killed {placed}"
            " GROUP BY floor(latitude / ?), floor(longitude / ?) ORDER BY incidents DESC, incident_id LIMIT ?",
            [*asked.values, cell, cell, MOST_POINTS],
        )

    def partners(self, asked: Asked, actor_ids: Sequence[str], names: Sequence[str]) -> list[dict[str, Any]]:
        """Return with whom actors stand in the incidents asked for, as what, and how often."""
        mine = "coalesce(list_contains(?, {0}.actor_id), false) OR coalesce(list_contains(?, {0}.name), false)"
        return self._rows(
            "SELECT m.role AS as_role, o.role AS other_role, coalesce(o.actor_id, o.name) AS value,"
            " min(o.name) AS name, i.event_type AS type, count(DISTINCT o.incident_id) AS incidents"
            " FROM acting m JOIN acting o ON o.incident_id = m.incident_id"
            " JOIN incidents i ON i.incident_id = m.incident_id"
            f" WHERE ({mine.format('m')}) AND NOT ({mine.format('o')}) AND {asked.condition}"
            " GROUP BY m.role, o.role, value, i.event_type ORDER BY incidents DESC, value, type LIMIT 200",
            [list(actor_ids), list(names), list(actor_ids), list(names), *asked.values],
        )

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

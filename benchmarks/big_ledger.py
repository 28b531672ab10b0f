"""A large ledger of invented reports, for measuring the desk and the counts at scale.

    python benchmarks/big_ledger.py LEDGER [INCIDENTS [REPORTS]]

Coding a million sentences would take days, so the tables are filled by SQL, through the ledger's own schema: the
records are those that khabar writes for one report, one document and one incident, with other values put in, and all
seals are true, so that the ledger opens, takes judgements, and `khabar ledger verify` finds nothing. How many articles
tell of an incident is as uneven as in the news, so are towns and sides; one day holds a twentieth of all. Signatures of
texts are noise in their form.
"""
# ruff: noqa: E501, S608

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from khabar.actor import Register
from khabar.ledger import Ledger
from khabar.ledger.digest import linked_seal
from khabar.ledger.reading import linker
from khabar.ledger.rows import Keeping, dumps, incident_seal
from khabar.records import (
    Actor,
    Aspect,
    Coded,
    Document,
    EventType,
    Grade,
    Incident,
    Link,
    Manner,
    Measure,
    Modality,
    Passage,
    PassageKind,
    Place,
    Polarity,
    Report,
    Role,
    SourceKind,
    Span,
    Stance,
    Standing,
    Toll,
    TollStep,
    Value,
    When,
)

INCIDENTS, REPORTS = 200_000, 1_000_000
DAYS, TOWNS, OUTLETS = 4000, 3000, 211
FIRST = date(2012, 1, 1)
BUSY_SHARE = 0.05
COUNTRIES = [
    "SYR",
    "UKR",
    "IRQ",
    "AFG",
    "YEM",
    "SDN",
    "MMR",
    "COD",
    "NGA",
    "SOM",
    "MLI",
    "ETH",
    "MEX",
    "COL",
    "PAK",
    "IND",
    "LBY",
    "LBN",
    "ISR",
    "RUS",
]
TYPES = (
    ("ASSAULT", "aerial"),
    ("ASSAULT", "heavy-weapons"),
    ("ASSAULT", "firearms"),
    ("COERCE", "arrest"),
    ("PROTEST", "demo"),
)
STANDINGS = ("reported", "claimed", "confirmed", "disputed", "hearsay")
FILLER = " ".join(f"Sentence {n} of the long story stands here and says nothing of it." for n in range(8))


def zipf(chance: np.random.Generator, most: int, n: int) -> Any:
    """Return numbers from 0 to ``most`` - 1, the small ones far more often."""
    return (most ** chance.random(n)).astype(int) - 1


def sides() -> list[tuple[str, str, str, str | None]]:
    """Return id, name, kind and country of sixty actors of the register, plain in spelling."""
    register = Register.load()
    names = ["Islamic State", "M23", "Hamas", "Hezbollah", "al-Shabaab", "Boko Haram", "Taliban", "al-Qaeda", "Houthis"]
    ids = [match.actor_id for name in names if (match := register.resolve(name)) and match.actor_id]
    ids += [f"{code}{part}" for code in COUNTRIES for part in (".MIL", ".COP", ".GOV")]
    known = [entity for one in dict.fromkeys(ids) if (entity := register.entity(one)) is not None]
    return [(e.actor_id, e.name, e.kind, register.country_of(e.actor_id)) for e in known if e.name.isascii()][:60]


def filled(template: str, values: dict[str, str]) -> str:
    """Return an SQL expression that gives ``template`` with each of its marks replaced by an SQL expression."""
    parts = [template]
    for mark, sql in values.items():
        split: list[str] = []
        for at, part in enumerate(parts):
            if at % 2:
                split.append(part)
                continue
            first, *rest = part.split(mark)
            split.append(first)
            for one in rest:
                split += [sql, one]
        parts = split
    assert not any(sign in part for part in parts[::2] for sign in ("@", "180", "700000", "900000")), parts
    quoted = [part if at % 2 else "'" + part.replace("'", "''") + "'" for at, part in enumerate(parts)]
    return "concat(" + ", ".join(one for one in quoted if one != "''") + ")"


# Marks that stand for values in the records that templates are made of; texts among them are unlike any other.
_DOC, _RID, _TXT = "@doc@", "@report@", "@text@"
_AGENT, _AGENT_ID, _TARGET, _TARGET_ID = "@agent@", "@agent-id@", "@target@", "@target-id@"
_TOWN, _TOWN_ID, _ISO, _TYPE, _DAY, _PUB, _OUTLET, _RAW, _QUOTE = (
    "@town@",
    "@town-id@",
    "@iso@",
    "ASSAULT",
    "1801-01-01",
    "1802-02-02",
    "@outlet@",
    "@raw@",
    "@quote@",
)
_DAYS_DATE, _PUB_DATE = date(1801, 1, 1), date(1802, 2, 2)
_LAT, _LON, _DEAD = 77.125, 78.125, 7_000_001
_POSITION = 9_000_000
"""From here on numbers stand for offsets."""


class Positions(dict[str, str]):
    """SQL expressions of offsets, by the numbers that stand for them in a record."""

    def of(self, sql: str) -> int:
        """Return the number of an expression."""
        return self._put(_POSITION + 1000 * len(self), sql)

    def span(self, start: str, length: str) -> dict[str, int]:
        """Return the numbers of the start and end of a part of a report."""
        first = self.of(f"s + {start}")
        wide = int(length) if length.isdecimal() else 1
        return {"start": first, "end": self._put(first + wide, f"s + {start} + {length}")}

    def _put(self, number: int, sql: str) -> int:
        self[str(number)] = f"({sql})::INTEGER"
        return number


def report_template(kind: str) -> str:
    """Return the SQL expression of a report's record: ``title``, ``body`` or ``more``, at ``s`` in its text."""
    at = Positions()

    span = at.span
    start = at.of("s")
    at[str(start + len(_QUOTE))] = f"(s + length({kind}))::INTEGER"
    lengths = {
        "agent": "length(agent)",
        "target": "length(target)",
        "town": "length(town)",
        "n": "length(dead::VARCHAR)",
    }
    if kind == "title":  # AGENT strikes TOWN, killing N
        words, agent, target = "strikes", "0", None
        trigger, town = "length(agent) + 1", "length(agent) + 9"
        toll, day, voice = f"{town} + length(town) + 10", None, None
    elif kind == "body":  # AGENT struck TARGET in TOWN on DAY, killing N people, officials said.
        words, agent, target = "struck", "0", "length(agent) + 8"
        trigger, town = "length(agent) + 1", "length(agent) + length(target) + 12"
        day = f"{town} + length(town) + 4"
        toll = f"{day} + 20"
        voice = f"{toll} + length(dead::VARCHAR) + 9"
    else:  # The strike on TARGET in TOWN killed N people, residents said.
        words, agent, target = "strike", None, "14"
        trigger, town = "4", "length(target) + 18"
        toll, day = f"{town} + length(town) + 8", None
        voice = f"{toll} + length(dead::VARCHAR) + 9"
    actors = []
    if agent is not None:
        actors.append(
            Actor(Role.AGENT, _AGENT, **span(agent, lengths["agent"]), actor_id=_AGENT_ID, name=_AGENT, kind="military")
        )
    if target is not None:
        actors.append(
            Actor(
                Role.TARGET, _TARGET, **span(target, lengths["target"]), actor_id=_TARGET_ID, name=_TARGET, kind="rebel"
            )
        )
    chain = [Link(SourceKind.AUTHOR)]
    if voice is not None:
        name = "officials" if kind == "body" else "residents"
        cue_at = f"{voice} + {len(name) + 1}"
        chain.append(
            Link(
                SourceKind.OFFICIAL if kind == "body" else SourceKind.WITNESS,
                name,
                **span(voice, str(len(name))),
                cue=Span(**span(cue_at, "4"), text="said"),
                manner=Manner.INDIRECT,
                stance=Stance.SAYS,
                confidence=0.8,
            )
        )
    report = Report(
        _RID, _DOC, PassageKind.TITLE if kind == "title" else PassageKind.BODY, None,
        start, start + len(_QUOTE), _QUOTE, EventType.ASSAULT, "@mode@", ("military",), None,
        "Explosions/Remote violence", None, Span(**span(trigger, str(len(words))), text=words), Polarity.AFFIRMED, Modality.ACTUAL,
        Aspect.DONE, Standing.REPORTED if kind == "title" else Standing.CLAIMED, tuple(actors),
        Place(_TOWN, **span(town, lengths["town"]), place_id=_TOWN_ID, name=_TOWN, relation="in", latitude=_LAT,
              longitude=_LON, country_iso3=_ISO, admin1=None, where_prec=1, radius_km=5.0, confidence=0.9),
        When(_DAY, **span(day, "10"), date_start=_DAYS_DATE, date_end=_DAYS_DATE, date_prec=1, anchor="text") if day else None,
        (Toll(Measure.KILLED, _DEAD, _DEAD, _DEAD, str(_DEAD), **span(toll, lengths["n"])),),
        tuple(chain), 0.9, "benchmark", 2.0,
    )  # fmt: skip
    return filled(dumps(report), {**at, **_SIDES, **_TOLD, _RID: "report_id", _DOC: "doc_id", _QUOTE: kind})


_SIDES = {
    _TOWN_ID: "town_id",
    _TOWN: "town",
    _ISO: "iso",
    "@mode@": "mode",
    str(_LAT): "lat",
    str(_LON): "lon",
    _TYPE: "type",
}
_TOLD = {
    str(_DEAD): "dead::VARCHAR",
    _AGENT_ID: "agent_id",
    _AGENT: "agent",
    _TARGET_ID: "target_id",
    _TARGET: "target",
    _DAY: "day::VARCHAR",
}


def document_template() -> str:
    """Return the SQL expression of the record of all that was coded from a document, its reports in ``reports``."""
    at = Positions()
    title, body = at.of("length(title)"), at.of("length(title) + 1")
    text = (Passage(0, PassageKind.TITLE, 0, title), Passage(1, PassageKind.BODY, body, at.of("length(text)")))
    document = Document(
        _DOC, _TXT, text, "@name@", _RAW, "text/html", "@head@", None, _OUTLET, None, "en", _PUB_DATE, "argument"
    )
    marks = {
        **at,
        _DOC: "doc_id", _TXT: "replace(text, chr(10), '\\n')", "@name@": "name", "@head@": "title", _OUTLET: "outlet",
        _PUB: "published::VARCHAR", _RAW: "raw", '"reports": []': """'"reports": [' || reports || ']'""",
    }  # fmt: skip
    return filled(dumps(Coded(document, ())), marks)


def incident_template() -> str:
    """Return the SQL expression of an incident's record."""
    every, origins = ("@reports@",), ("@origins@",)
    toll: dict[str, int | None] = {"low": 7_000_002, "best": 7_000_003, "high": 7_000_004}
    agent = Actor(Role.AGENT, _AGENT, 0, 1, _AGENT_ID, _AGENT, "military", None)
    target = Actor(Role.TARGET, _TARGET, 0, 1, _TARGET_ID, _TARGET, "rebel", None)
    place = Place(_TOWN, 0, 1, _TOWN_ID, _TOWN, "in", _LAT, _LON, _ISO, None, 1, 5.0, 0.9)
    given = {"place_id": _TOWN_ID, "name": _TOWN, "relation": "in", "where_prec": 1}
    when = {"date_start": _DAYS_DATE, "date_end": _DAYS_DATE, "date_prec": 1, "text": None}
    incident = Incident(
        "@incident@", EventType.ASSAULT, "@mode@", "Explosions/Remote violence", None, _DAYS_DATE, _DAYS_DATE, 1, place,
        (agent,), (target,), (), {"killed": toll}, 7_000_005, 7_000_006, 7_000_007, 7_000_008, every,
        {
            "agent": (Value({"actor_id": _AGENT_ID, "name": _AGENT}, every, origins),),
            "target": (Value({"actor_id": _TARGET_ID, "name": _TARGET}, every, origins),),
            "place": (Value(given, every, origins),),
            "date": (Value(when, ("@bodies@",), origins),),
            "mode": (Value("@mode@", every, origins),),
            "killed": ("@killed@",),  # type: ignore[dict-item]
        },
        ("@contradictions@",), Standing.REPORTED, "live", None, {"killed": "origins", "place": "specific"},
        {"killed": (TollStep(_PUB_DATE, 7_000_002, 7_000_003, 7_000_004, ("@outlet@",), ("@first@",)),)},
        {"others": origins}, Grade("C", 2, "an outlet alone", "as others tell it"),
    )  # fmt: skip
    marks = {
        **_SIDES,
        _AGENT_ID: "agent_id", _AGENT: "agent", _TARGET_ID: "target_id", _TARGET: "target", _DAY: "day::VARCHAR",
        "@incident@": "incident_id", '"@reports@"': "report_ids", '"@bodies@"': "bodies", '"@origins@"': "origins",
        '"@killed@"': "figures", '"@contradictions@"': """CASE WHEN high > low THEN '"killed"' ELSE '' END""",
        "@outlet@": "outlet", "@first@": "opens", _PUB: "published::VARCHAR", '"standing": "reported"': """'"standing": "' || standing || '"'""",
        "7000002": "low::VARCHAR", "7000003": "low::VARCHAR", "7000004": "high::VARCHAR", "7000005": "n_reports::VARCHAR",
        "7000006": "n_documents::VARCHAR", "7000007": "n_outlets::VARCHAR", "7000008": "n_outlets::VARCHAR",
    }  # fmt: skip
    return filled(dumps(incident), marks)


def make(path: Path, incidents: int = INCIDENTS, reports: int = REPORTS, seed: int = 1) -> None:
    """Make the ledger at ``path``, which must not be there yet."""
    if path.exists():
        sys.exit(f"{path}: is there already")
    chance = np.random.default_rng(seed)
    with Ledger.open(path) as ledger:
        c = ledger._connection
        c.begin()
        facts(c, chance, incidents, reports)
        fill(c)
        seal(c)
        c.commit()
        c.execute("CHECKPOINT")
        print(
            *c.execute(
                "SELECT (SELECT count(*) FROM incidents), (SELECT count(*) FROM documents), (SELECT count(*) FROM reports)"
            ).fetchone(),
            sep="\t",
        )  # type: ignore[misc]


def facts(c: Any, chance: np.random.Generator, incidents: int, reports: int) -> None:
    """Make the temporary tables of what happened (``inc``) and of what was written of it (``told``, ``doc``)."""
    actors = sides()
    many = np.minimum(chance.random(incidents) ** -0.6, 200).astype(int)
    town = zipf(chance, TOWNS, incidents)
    busy = chance.random(incidents) < BUSY_SHARE
    kind = zipf(chance, len(TYPES), incidents)
    agent, target = zipf(chance, len(actors), incidents), zipf(chance, len(actors), incidents)
    target = np.where(agent == target, (target + 1) % len(actors), target)
    columns = {
        "inc": np.arange(incidents), "many": many, "offset_days": np.where(busy, 2000, chance.integers(0, DAYS, incidents)),
        "town_no": town, "dead": zipf(chance, 60, incidents) + 1, "standing_no": zipf(chance, len(STANDINGS), incidents),
        "agent_no": agent, "target_no": target, "type": [TYPES[n][0] for n in kind], "mode": [TYPES[n][1] for n in kind],
    }  # fmt: skip
    for name, table in {
        "raw_inc": columns,
        "raw_actor": dict(
            zip(("no", "id", "name"), zip(*((n, a[0], a[1]) for n, a in enumerate(actors)), strict=True), strict=True)
        ),
        "raw_iso": {"no": range(len(COUNTRIES)), "iso": COUNTRIES},
        "raw_standing": {"no": range(len(STANDINGS)), "standing": STANDINGS},
    }.items():
        c.register(name, pa.table({key: pa.array(list(values)) for key, values in table.items()}))
    c.execute(
        f"CREATE TEMP TABLE inc AS SELECT inc, many, DATE '{FIRST}' + offset_days::INTEGER AS day, dead, type, mode, standing,"
        " 'Town ' || town_no AS town, 'invented:' || town_no AS town_id, iso, a.name AS agent, a.id AS agent_id,"
        " t.name AS target, t.id AS target_id, (town_no % 120) - 49.5 + 0.125 AS lat, (town_no // 120) * 12.5 - 150 AS lon"
        f" FROM raw_inc JOIN raw_iso i ON i.no = town_no % {len(COUNTRIES)} JOIN raw_standing s ON s.no = standing_no"
        " JOIN raw_actor a ON a.no = agent_no JOIN raw_actor t ON t.no = target_no"
    )
    ((documents,),) = c.execute("SELECT sum(many) FROM inc").fetchall()
    third = max(0.0, min(1.0, (reports - 2 * documents) / documents))
    c.execute(
        "CREATE TEMP TABLE doc AS SELECT *, agent || ' strikes ' || town || ', killing ' || dead AS title,"
        " agent || ' struck ' || target || ' in ' || town || ' on ' || day || ', killing ' || dead || ' people, officials said.' AS body,"
        " CASE WHEN has_more THEN 'The strike on ' || target || ' in ' || town || ' killed ' || dead || ' people, residents said.' END AS more"
        " FROM (SELECT inc.* REPLACE (dead + (hash(inc, k) % 10 = 0)::INTEGER AS dead), k, 'd-' || left(md5('d' || inc || '/' || k), 16) AS doc_id,"
        f" 'Outlet ' || (hash(k, inc, 1) % {OUTLETS}) AS outlet, day + 1 + (k % 2)::INTEGER AS published, sha256(inc || '/' || k) AS raw,"
        f" 'page-' || inc || '-' || k || '.html' AS name, hash(inc, k, 3) % 1000 < {round(third * 1000)} AS has_more"
        " FROM inc, range(many) AS r(k))"
    )
    c.execute(
        f"ALTER TABLE doc ADD COLUMN text VARCHAR; UPDATE doc SET text = concat_ws(chr(10), title, body, more, '{FILLER}')"
    )
    wanted = "'r-' || left(md5(doc_id || '{0}'), 16) AS report_id, '{0}' AS kind"
    c.execute(
        "CREATE TEMP TABLE told AS "
        + " UNION ALL ".join(
            f"SELECT *, {n}::INTEGER AS position, {wanted.format(kind)}, ({s})::INTEGER AS s FROM doc WHERE {kind} IS NOT NULL"
            for n, (kind, s) in enumerate(
                {"title": "0", "body": "length(title) + 1", "more": "length(title) + length(body) + 2"}.items()
            )
        )
    )
    records = " ".join(f"WHEN '{kind}' THEN {report_template(kind)}" for kind in ("title", "body", "more"))
    c.execute(
        f"CREATE TEMP TABLE made AS SELECT inc, report_id, doc_id, position, kind, dead, outlet, published, CASE kind {records} END AS record FROM told"
    )


_ACTOR = {
    "role": "",
    "text": "",
    "start": 0,
    "end": 0,
    "actor_id": "",
    "name": "",
    "kind": "",
    "country_iso3": "",
    "inferred": True,
}


def fill(c: Any) -> None:
    """Fill the ledger's tables from the temporary ones."""
    import json

    (sample,) = c.execute("SELECT record FROM made WHERE kind = 'body' LIMIT 1").fetchone()
    shape = json.dumps(_shape(json.loads(sample))).replace("'", "''")
    c.execute(
        f"CREATE TEMP TABLE r AS SELECT inc, position, kind AS made_as, record, dead, outlet, published, j.* FROM (SELECT *, from_json(record, '{shape}') AS j FROM made)"
    )
    c.execute(
        'INSERT INTO reports SELECT report_id, doc_id, passage, comment, start, "end", quote, event_type, event_mode, contexts,'
        ' cameo, acled_event, acled_sub_event, trigger.text, trigger.start, trigger."end", polarity, modality, aspect, standing,'
        ' place.text, place.start, place."end", place.place_id, place.name, place.relation, place.latitude, place.longitude,'
        ' place.country_iso3, place.admin1, place.where_prec, date.text, date.start, date."end", date.date_start, date.date_end,'
        " date.date_prec, date.anchor, confidence, coder, true, position, record, certainty, NULL, NULL, NULL, NULL,"
        " ucdp_violence, place.radius_km, place.confidence FROM r"
    )
    for table, field, columns in (
        ("actors", "actors", "x.role, x.text, x.start, x.\"end\", x.actor_id, x.name, x.kind, x.country_iso3, x.inferred"),
        ("tolls", "tolls", "x.measure, x.of, x.low, x.best, x.high, x.unavailable, x.text, x.start, x.\"end\""),
        ("links", "chain", "x.kind, x.text, x.start, x.\"end\", x.actor_id, x.inferred, x.cue.text, x.cue.start, x.cue.\"end\", x.manner, x.stance, x.confidence"),
    ):  # fmt: skip
        c.execute(
            f"INSERT INTO {table} SELECT report_id, doc_id, n - 1, {columns} FROM (SELECT report_id, doc_id, unnest({field}) AS x, generate_subscripts({field}, 1) AS n FROM r)"
        )
    keeping = dumps(Keeping("benchmark"))
    c.execute(
        "INSERT INTO documents SELECT doc_id, name, outlet, title, NULL, NULL, 'en', published, 'argument', NULL, 'text/html', raw, text,"
        f" 'benchmark', NULL, 0, sha256(text), sha256(concat({document_template()}, chr(30), '{keeping}'))"
        " FROM doc JOIN (SELECT doc_id, string_agg(record, ', ' ORDER BY position) AS reports FROM made GROUP BY doc_id) USING (doc_id)"
    )
    c.execute(
        "INSERT INTO passages SELECT doc_id, 0, 'title', NULL, NULL, 0, length(title), 1, NULL FROM doc UNION ALL SELECT doc_id, 1, 'body', NULL, NULL, length(title) + 1, length(text), 1, NULL FROM doc"
    )
    c.execute(
        "INSERT INTO signatures SELECT doc_id, unhex('01' || md5(doc_id) || '82000000' || repeat(md5('runs' || doc_id), 33)) FROM doc"
    )
    c.execute("INSERT INTO text_clusters SELECT doc_id, 't' || substr(doc_id, 2), true, NULL, NULL FROM doc")
    quoted = "'\"' || {0} || '\"'"
    c.execute(
        "CREATE TEMP TABLE whole AS SELECT inc, opens, 'i-' || left(sha256(opens), 16) AS incident_id, report_ids, bodies, origins, figures,"
        " g.low, g.high, g.n_reports, g.n_documents, g.n_outlets, g.outlet, g.published, inc.* EXCLUDE (inc) FROM inc JOIN ("
        "SELECT inc, min(report_id) FILTER (position = 1) AS opens, min(dead) AS low, max(dead) AS high, count(*) AS n_reports,"
        f" count(DISTINCT doc_id) AS n_documents, count(DISTINCT outlet) AS n_outlets, min(outlet) AS outlet, min(published) AS published,"
        f" string_agg({quoted.format('report_id')}, ', ' ORDER BY report_id) AS report_ids,"
        f" string_agg({quoted.format('report_id')}, ', ' ORDER BY report_id) FILTER (position = 1) AS bodies,"
        f" string_agg(DISTINCT {quoted.format('outlet')}, ', ') AS origins FROM made GROUP BY inc) g USING (inc)"
        ' JOIN (SELECT inc, string_agg(\'{"value": {"low": \' || dead || \', "best": \' || dead || \', "high": \' || dead || \', "of": null,'
        ' "unavailable": false}, "report_ids": [\' || ids || \'], "origins": []}\', \', \' ORDER BY dead) AS figures FROM'
        f" (SELECT inc, dead, string_agg({quoted.format('report_id')}, ', ' ORDER BY report_id) AS ids FROM made GROUP BY inc, dead) GROUP BY inc) f USING (inc)"
    )
    c.execute(
        "INSERT INTO incidents SELECT incident_id, type, mode, 'Explosions/Remote violence', NULL, day, day, 1, town, town_id, lat, lon, iso, NULL, 1,"
        " [agent], [target], [], low, low, high, NULL, NULL, NULL, n_reports, n_documents, n_outlets, n_outlets, standing, 'live', NULL,"
        f" {incident_template()}, 'C2', CASE WHEN high > low THEN ['killed'] ELSE [] END, 0, 5.0, '' FROM whole"
    )
    c.execute(
        "INSERT INTO memberships SELECT incident_id, report_id, CASE WHEN report_id = opens THEN 'opens' ELSE 'supports' END, 0.97,"
        ' \'{"agents": 1.0, "date": 1.0, "place": 1.0}\', incident_id FROM made JOIN whole USING (inc)'
        " ORDER BY incident_id, report_id"
    )


def _shape(value: Any) -> Any:
    """Return the form of a record in the database's words."""
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shape(value[-1])] if value else ["VARCHAR"]
    kinds = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}
    return kinds.get(type(value), "VARCHAR")


def seal(c: Any) -> None:
    """Put the seal of each incident, and of all that was linked."""
    ids = [row[0] for row in c.execute("SELECT incident_id FROM incidents ORDER BY 1").fetchall()]
    rows: list[tuple[str, str]] = []
    for at in range(0, len(ids), 20_000):
        first, last = ids[at], ids[min(at + 20_000, len(ids)) - 1]
        members: dict[str, list[Any]] = {}
        for member in c.execute(
            "SELECT * FROM memberships WHERE incident_id BETWEEN ? AND ?", [first, last]
        ).fetchall():
            members.setdefault(member[0], []).append(member)
        for *row, _ in c.execute("SELECT * FROM incidents WHERE incident_id BETWEEN ? AND ?", [first, last]).fetchall():
            rows.append((row[0], incident_seal(tuple(row), members[row[0]])))
    c.register("sealed", pa.table({"incident_id": [a for a, _ in rows], "seal": [b for _, b in rows]}))
    c.execute("UPDATE incidents SET seal = sealed.seal FROM sealed WHERE incidents.incident_id = sealed.incident_id")
    c.execute("UPDATE meta SET value = ? WHERE key = 'linked_by'", [linker()])
    c.execute(
        "UPDATE meta SET value = ? WHERE key = 'linked_seal'",
        [linked_seal(lambda sql, p=(): c.execute(sql, list(p)).fetchall())],
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), *(int(n) for n in sys.argv[2:4]))

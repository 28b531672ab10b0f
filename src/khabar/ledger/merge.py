"""Two ledgers made one: all pages, all judgements, both logs; what either has forgotten stays out."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from khabar.errors import LedgerError
from khabar.ledger.ledger import Ledger
from khabar.ledger.rewrite import copy_rows
from khabar.ledger.rows import CHILDREN, Keeping, Row, dumps
from khabar.ledger.tombstones import Tombstones
from khabar.ledger.writing import rank_of
from khabar.settings import Settings

_RUN, _CHANGE_RUN = 0, 1
"""Where rows of ``runs`` and of ``changes`` have the number of the run."""
_MADE_AT: Final = {"runs": 1, "changes": 2, "redirects": 3}
_BEFORE, _AFTER = 6, 7


@dataclass(slots=True)
class Merged:
    """What came of a merge: documents of each ledger, those in both, those kept out, and incidents in the end."""

    first: int = 0
    second: int = 0
    both: int = 0
    kept_out: int = 0
    judgements: int = 0
    incidents: int = 0


@dataclass(slots=True)
class _Part:
    """One of the two ledgers: the documents taken from it, those kept out, and those of which a part is blackened."""

    ledger: Ledger
    taken: list[str] = field(default_factory=list)
    barred: set[str] = field(default_factory=set)
    blackened: set[str] = field(default_factory=set)


def merge(first: Path | str, second: Path | str, into: Path | str, *, settings: Settings | None = None) -> Merged:
    """Make the ledger ``into`` of all that two ledgers hold, and return what came of it.

    A document that both hold is taken as the newer coder coded it; of equal ones the same is taken whatever the order
    of the ledgers. Incidents are linked anew over all pages; every id of either leads to one of them. Pages and names
    that either has forgotten are kept out. Readers keep the pseudonyms that they had: with the salt of ``first``, new
    pages of the second's readers get others.

    Raises:
        LedgerError: if there is something at ``into`` already, or one of the ledgers cannot be read; nothing is then
            written.
    """
    first, second, into = Path(first), Path(second), Path(into)
    settings = settings or Settings()
    if into.exists():
        raise LedgerError(f"{into}: is there already; give the name of a new ledger")
    draft = into.with_name(f".{into.name}.{os.getpid()}.merging")
    if not into.parent.is_dir():
        raise LedgerError(f"{into}: cannot be written, there is no folder {into.parent}")
    try:
        with (
            Ledger.open(first, read_only=True, settings=settings) as a,
            Ledger.open(second, read_only=True, settings=settings) as b,
            Ledger.open(draft, settings=settings) as new,
        ):
            merged = _fill(new, a, b, settings)
            new._connection.execute("CHECKPOINT")
        draft.rename(into)
    except OSError as error:
        raise LedgerError(f"{into}: cannot be written ({error.strerror or error})") from None
    finally:
        for left in (draft, draft.with_name(draft.name + ".wal")):
            left.unlink(missing_ok=True)
    return merged


def _fill(new: Ledger, a: Ledger, b: Ledger, settings: Settings) -> Merged:
    parts = _Part(a), _Part(b)
    merged = _share_out(parts)
    with new._transaction():
        new._set_meta("salt", a.salt.hex())
        for one, other in (parts, parts[::-1]):
            _copy_documents(new, one, Tombstones.of(other.ledger))
            new._insert("failures", _absent(new, one.ledger, "failures", "doc_id IS NULL"))
        new._insert("judgements", _judgements(a, b))
        new._insert("tombstones", _tombstones(a, b))
        _copy_history(new, parts)
    merged.kept_out = sum(len(part.barred) for part in parts)
    run = new.start_run(settings, what="merge")
    for part in parts:
        touched = [*part.barred, *part.blackened]
        # What the other has forgotten may stand in a page behind an incident, or in the reason of a judgement of it.
        hidden = part.ledger.query(
            "SELECT DISTINCT m.incident_id FROM memberships m JOIN reports r ON r.report_id = m.report_id"
            " WHERE list_contains(?, r.doc_id)"
            " UNION SELECT incident_id FROM incidents WHERE judged > 0 AND ? ORDER BY 1",
            [touched, bool(new.tombstones())],
        ).fetchall()
        new.take_former(part.ledger, hidden=[row[0] for row in hidden])
    new._set_meta("linked_by", "not linked")
    merged.incidents = new.link()
    merged.judgements = len(new.judgements())
    new.finish_run(run, "done", {"documents": merged.first + merged.second - merged.both - merged.kept_out})
    return merged


def _share_out(parts: tuple[_Part, _Part]) -> Merged:
    """Say from which ledger each document is taken."""
    seals: list[dict[str, tuple[Any, ...]]] = []
    for part in parts:
        rows = part.ledger.query("SELECT doc_id, seal, coder, given, masked FROM documents").fetchall()
        seals.append({row[0]: row for row in rows})
    one, two = seals
    for doc_id in sorted(one.keys() | two.keys()):
        chosen = 0
        if doc_id not in one or (
            doc_id in two
            and one[doc_id][1] != two[doc_id][1]
            and _order(parts[1].ledger, two[doc_id]) < _order(parts[0].ledger, one[doc_id])
        ):
            chosen = 1
        parts[chosen].taken.append(doc_id)
    return Merged(len(one), len(two), len(one.keys() & two.keys()))


def _order(ledger: Ledger, row: Row) -> tuple[Any, ...]:
    """Order what two ledgers hold of one document: blackened before whole, newer coder first, dated before not."""
    doc_id, _, coder, given, masked = row
    (coded,) = ledger.coded(doc_ids=[doc_id])
    newer = tuple((1, -int(part)) if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", coder or ""))
    return -masked, coder is None, newer, rank_of(coded.document, given), dumps(coded)


def _copy_documents(new: Ledger, part: _Part, forgotten: Tombstones) -> None:
    """Copy what is taken from a ledger, without what the other one has forgotten."""
    if forgotten:
        kept = dict(part.ledger.query("SELECT doc_id, (coder, given, masked) FROM documents").fetchall())
        for coded in part.ledger.coded(doc_ids=part.taken):
            document = coded.document
            if forgotten.bars(raw_sha256=document.raw_sha256, url=document.url, document=document):
                part.barred.add(document.doc_id)
                continue
            clean, places = forgotten.blacken_coded(coded)
            if places:
                part.blackened.add(document.doc_id)
                coder, given, masked = _values(kept[document.doc_id])
                new.store_document(clean, Keeping(coder, forgotten.blacken_text(given), masked + places))
    whole = [doc_id for doc_id in part.taken if doc_id not in part.barred and doc_id not in part.blackened]
    for table in ("documents", *CHILDREN):
        copy_rows(part.ledger._connection, new._connection, table, where="list_contains(?, doc_id)", parameters=[whole])
    known = {row[0] for row in new._fetch("SELECT raw_sha256 FROM raw")}
    wanted = part.ledger.query(
        "SELECT DISTINCT d.raw_sha256 FROM documents d JOIN raw USING (raw_sha256)"
        " WHERE list_contains(?, d.doc_id) ORDER BY 1",
        [whole],
    ).fetchall()
    raws = [row[0] for row in wanted if row[0] not in known]
    copy_rows(part.ledger._connection, new._connection, "raw", where="list_contains(?, raw_sha256)", parameters=[raws])


def _values(struct: Any) -> tuple[Any, ...]:
    return tuple(struct.values()) if isinstance(struct, dict) else tuple(struct)


def _absent(new: Ledger, old: Ledger, table: str, where: str = "true") -> list[Row]:
    known = set(map(repr, new._fetch(f"SELECT * FROM {table}")))  # noqa: S608
    rows = old.query(f"SELECT * FROM {table} WHERE {where} ORDER BY ALL").fetchall()  # noqa: S608
    return [row for row in rows if repr(row) not in known]


def _judgements(a: Ledger, b: Ledger) -> list[Row]:
    """Return the judgements of both, each once, without the names that either has forgotten."""
    tombstones = Tombstones.of(a), Tombstones.of(b)
    found: dict[str, Row] = {}
    for ledger in (a, b):
        for row in ledger.query("SELECT * FROM judgements ORDER BY judgement_id").fetchall():
            for forgotten in tombstones:
                row = tuple(forgotten.blacken_text(value) if isinstance(value, str) else value for value in row)
            found[row[0]] = min(row, found.get(row[0], row), key=lambda one: (len(repr(one)), repr(one)))
    return [found[judgement_id] for judgement_id in sorted(found)]


def _tombstones(a: Ledger, b: Ledger) -> list[Row]:
    """Return the tombstones of both; those made under another salt say under which."""
    rows = a.query("SELECT * FROM tombstones ORDER BY ALL").fetchall()
    salt = b.salt.hex() if b.salt != a.salt else None
    known = {row[:2] for row in rows}
    for *row, own in b.query("SELECT * FROM tombstones ORDER BY ALL").fetchall():
        if tuple(row[:2]) not in known:
            kept = own or salt
            rows.append((*row, None if kept == a.salt.hex() else kept))
    return rows


def _copy_history(new: Ledger, parts: Sequence[_Part]) -> None:
    """Bring the runs and the logs of both into one order, and say where their old ids lead."""
    runs: dict[str, Row] = {}
    changes: list[tuple[Row, str | None]] = []
    redirects: dict[str, Row] = {}
    for part in parts:
        key_of = {}
        for row in part.ledger.query("SELECT * FROM runs ORDER BY run_id").fetchall():
            key_of[row[_RUN]] = repr(row[1:])
            runs[repr(row[1:])] = row
        hide = bool(part.barred or part.blackened)
        for row in part.ledger.query("SELECT * FROM changes ORDER BY change_id").fetchall():
            shown = (*row[:_BEFORE], None, None, *row[_AFTER + 1 :]) if hide else row
            changes.append((shown, key_of.get(row[_CHANGE_RUN])))
        for row in part.ledger.query("SELECT * FROM redirects ORDER BY from_id").fetchall():
            redirects[row[0]] = max(
                row, redirects.get(row[0], row), key=lambda r: (r[_MADE_AT["redirects"]], str(r[1]))
            )
    ordered = sorted(runs, key=lambda key: (runs[key][_MADE_AT["runs"]], key))
    number = {key: at for at, key in enumerate(ordered, start=1)}
    new._insert("runs", [(number[key], *runs[key][1:]) for key in ordered])
    lines: list[Row] = []
    seen: set[str] = set()
    for row, key in sorted(changes, key=lambda c: (c[0][_MADE_AT["changes"]], c[0][0], repr(c[0]))):
        if repr((row[2:], key)) not in seen:
            seen.add(repr((row[2:], key)))
            lines.append((len(lines) + 1, number[key] if key is not None else None, *row[2:]))
    new._insert("changes", lines)
    new._insert("redirects", list(redirects.values()))

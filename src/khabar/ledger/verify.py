"""Whether a ledger is still what was written: every hash, every span, every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import duckdb

from khabar.errors import LedgerError
from khabar.ledger import opening
from khabar.ledger.digest import linked_seal
from khabar.ledger.intake import unpack
from khabar.ledger.readback import read_back
from khabar.ledger.rows import CHILDREN, Keeping, Row, coded_rows, incident_seal, plain, text_hash
from khabar.records import Coded

if TYPE_CHECKING:
    from khabar.ledger.reading import Reading

_CHUNK: Final = 100
"""Documents checked at a time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a ledger that is not as it was written: the id of what it is in, and what is wrong."""

    subject: str
    detail: str


Fetch = Callable[[str, Sequence[Any]], list[Row]]


def faults_of(ledger: Reading, *, progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """Yield every fault of a ledger: none, if it is whole.

    Hashed again are the bytes of pages, the texts, all that was coded from each document, and the incidents; checked
    are that every span's words stand in the text where it says so, that each column agrees with the record beside it,
    and that nothing refers to what is not there. ``progress`` is told how many documents of how many are done.
    """

    def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        with opening.explained(ledger.path):
            return ledger.query(sql, parameters).fetchall()

    for check in (_raw_faults, _reference_faults, _incident_faults):
        try:
            yield from check(fetch)
        except (LedgerError, duckdb.Error) as error:
            yield Fault("file", opening.one_line(error))
    try:
        doc_ids = sorted(row[0] for row in fetch("SELECT doc_id FROM documents"))
    except LedgerError as error:
        yield Fault("file", str(error))
        return
    for at in range(0, len(doc_ids), _CHUNK):
        if progress is not None:
            progress(at, len(doc_ids))
        try:
            yield from _faults_of_documents(fetch, doc_ids[at : at + _CHUNK])
        except (LedgerError, duckdb.Error) as error:
            yield Fault("file", opening.one_line(error))


def _raw_faults(fetch: Fetch) -> Iterator[Fault]:
    for (hashed,) in fetch("SELECT raw_sha256 FROM raw ORDER BY raw_sha256", []):
        *row, packed_sha256 = fetch("SELECT codec, size, bytes, packed_sha256 FROM raw WHERE raw_sha256 = ?", [hashed])[
            0
        ]
        # Some bits of what is compressed do not count when it is unpacked.
        if sha256(row[2]).hexdigest() != packed_sha256:
            yield Fault(f"raw {hashed}", "the compressed bytes are not those that were stored")
        try:
            data = unpack(*row)
        except LedgerError as error:
            yield Fault(f"raw {hashed}", str(error))
            continue
        if len(data) != row[1] or sha256(data).hexdigest() != hashed:
            yield Fault(f"raw {hashed}", "the bytes are not those that came in")
    for (hashed,) in fetch(
        "SELECT raw_sha256 FROM raw WHERE raw_sha256 NOT IN (SELECT raw_sha256 FROM documents) ORDER BY raw_sha256", []
    ):
        yield Fault(f"raw {hashed}", "no document was read from these bytes")


def _reference_faults(fetch: Fetch) -> Iterator[Fault]:
    for table in CHILDREN:
        sql = (
            f"SELECT DISTINCT doc_id FROM {table} WHERE doc_id IS NOT NULL"  # noqa: S608
            " AND doc_id NOT IN (SELECT doc_id FROM documents) ORDER BY doc_id"
        )
        for (doc_id,) in fetch(sql, []):
            yield Fault(doc_id, f"{table} speaks of a document that is not there")
    for key, home in (("report_id", "reports"), ("incident_id", "incidents")):
        sql = f"SELECT DISTINCT {key} FROM memberships WHERE {key} NOT IN (SELECT {key} FROM {home}) ORDER BY ALL"  # noqa: S608
        for (subject,) in fetch(sql, []):
            yield Fault(subject, f"memberships speaks of what is not in {home}")


def _incident_faults(fetch: Fetch) -> Iterator[Fault]:
    meta: dict[str, str] = dict(fetch("SELECT key, value FROM meta", []))
    if meta.get("linked_seal") and linked_seal(fetch) != meta["linked_seal"]:
        yield Fault("incidents", "are not those that were linked; khabar ledger relink makes them anew")
    ids = [row[0] for row in fetch("SELECT incident_id FROM incidents ORDER BY incident_id", [])]
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        members: dict[str, list[Row]] = defaultdict(list)
        for row in fetch("SELECT * FROM memberships WHERE incident_id IN (SELECT unnest(?))", [chunk]):
            members[row[0]].append(row)
        for *values, seal in fetch("SELECT * FROM incidents WHERE incident_id IN (SELECT unnest(?))", [chunk]):
            if incident_seal(tuple(values), members[str(values[0])]) != seal:
                yield Fault(str(values[0]), "is not the incident that was linked; khabar ledger relink makes it anew")


def _faults_of_documents(fetch: Fetch, doc_ids: list[str]) -> list[Fault]:
    stored: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    keepings: dict[str, Keeping] = {}
    hashes: dict[str, str] = {}
    for table in ("documents", *CHILDREN):
        column = _doc_column(table)
        for row in fetch(f"SELECT * FROM {table} WHERE doc_id IN (SELECT unnest(?))", [doc_ids]):  # noqa: S608
            stored[row[column]][table].append(plain(row))
    for doc_id, coder, given, masked, hashed in fetch(
        "SELECT doc_id, coder, given, masked, text_sha256 FROM documents WHERE doc_id IN (SELECT unnest(?))", [doc_ids]
    ):
        keepings[doc_id], hashes[doc_id] = Keeping(coder, given, masked), hashed
    found: list[Fault] = []

    def damaged(doc_id: str, error: Exception) -> None:
        detail = f"cannot be made from its rows any more ({type(error).__name__}: {opening.one_line(error)})"
        found.append(Fault(doc_id, detail))

    for coded in read_back(fetch, doc_ids, explained=True, on_damage=damaged):
        doc_id = coded.document.doc_id
        if text_hash(coded.document.text) != hashes[doc_id]:
            found.append(Fault(doc_id, "the text is not the one that was read"))
        found += [Fault(doc_id, detail) for detail in _span_faults(coded)]
        for table, rows in coded_rows(coded, keepings[doc_id]):
            # How a signature is worked out is a matter of the version that did it, and it can be done again.
            if table != "signatures" and sorted(map(plain, rows)) != sorted(stored[doc_id][table]):
                what = "not what was coded" if table == "documents" else "not what the records say"
                found.append(Fault(doc_id, f"{table}: {what}"))
    return found


def _doc_column(table: str) -> int:
    """Return where a table has its ``doc_id``."""
    if table == "failures":
        return 4
    return 1 if table in ("reports", "places", "actors", "tolls", "links", "relations", "explanations") else 0


def _span_faults(coded: Coded) -> Iterator[str]:
    text = coded.document.text
    for passage in coded.document.passages:
        if not 0 <= passage.start <= passage.end <= len(text):
            yield f"passage {passage.index} lies outside the text"
    for report in coded.reports:
        spans = [(report.start, report.end, report.quote)]
        parts = [report.trigger, report.place, report.date, *report.actors, *report.tolls, *report.chain]
        parts += [link.cue for link in report.chain]
        for part in parts:
            if part is not None and part.start is not None and part.end is not None:
                spans.append((part.start, part.end, part.text or ""))
        for start, end, words in spans:
            if text[start:end] != words:
                yield f"report {report.report_id}: {words!r} does not stand at {start}:{end}"

"""What two ledgers hold differently: incidents, judgements, documents, reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from khabar.ledger.changes import differences
from khabar.ledger.digest import PSEUDONYM
from khabar.ledger.reading import Reading

FIRST, SECOND, CHANGED, MOVED = "only in the first", "only in the second", "changed", "moved"

_DOCUMENT: Final = (
    *("name", "outlet", "title", "byline", "url", "language", "published", "published_from", "updated"),
    *("media_type", "raw_sha256", "text_sha256", "masked", "given"),
)
"""What is compared of a document. Which coder read it is not: its reports tell what that changed."""

_SEALS: Final[Mapping[str, str]] = {
    "incident": "SELECT incident_id, seal FROM incidents",
    "judgement": "SELECT judgement_id, '' FROM judgements",
    "document": f"SELECT doc_id, md5(CAST(({', '.join(_DOCUMENT)}) AS VARCHAR)) FROM documents",  # noqa: S608
    "report": "SELECT report_id, md5(record) FROM reports",
}
"""What there is of each kind, most useful first, with a hash of what is compared of it."""

_RECORDS: Final[Mapping[str, str]] = {
    "incident": "SELECT record FROM incidents WHERE incident_id = ?",
    "report": "SELECT record FROM reports WHERE report_id = ?",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two ledgers hold differently.

    Attributes:
        kind: ``incident``, ``judgement``, ``document``, ``report``.
        ident: its id, in the first ledger if it is there.
        state: only in one of them, ``changed``, or ``moved``: an incident that has another id in the second.
        fields: what changed.
        before, after: the values of these fields in the first and in the second, as JSON has them.
        to_id: the id in the second of what has moved.
    """

    kind: str
    ident: str
    state: str
    fields: tuple[str, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    to_id: str | None = None


def differences_of(first: Reading, second: Reading, *, kinds: tuple[str, ...] = tuple(_SEALS)) -> Iterator[Difference]:
    """Yield what two ledgers hold differently, incidents first, by kind and id.

    An incident whose id the other ledger gave to none is looked up there by its reports, and by where the id leads.
    Readers are compared by the comments that they wrote, since each ledger has its own pseudonyms for them, and files
    by their name without the folder.

    Raises:
        LedgerError: if one of them cannot be read.
    """
    sides = _Side.of(first, second)
    for kind in (kind for kind in _SEALS if kind in kinds):
        one, two = (dict(ledger.query(_SEALS[kind]).fetchall()) for ledger in (first, second))
        moved: dict[str, str] = {}
        if kind == "incident":
            moved = _moved(first, second, one, two)
        reached = set(moved.values())
        for ident in sorted(one.keys() | two.keys()):
            if ident in moved:
                yield _changed(sides, kind, ident, moved[ident])
            elif ident not in two:
                yield Difference(kind, ident, FIRST)
            elif ident not in one:
                if ident not in reached:
                    yield Difference(kind, ident, SECOND)
            elif one[ident] != two[ident]:
                found = _changed(sides, kind, ident, ident)
                if found.fields:
                    yield found


def _moved(first: Reading, second: Reading, one: Mapping[str, str], two: Mapping[str, str]) -> dict[str, str]:
    """Return, for incidents that bear an id in the first ledger only, those of the second that they are."""
    moved = {}
    for ident in sorted(one.keys() - two.keys()):
        trail = second.trail(ident)
        if trail and trail[-1].to_id is not None:
            moved[ident] = trail[-1].to_id
            continue
        homes = [home for report_id in first.bonds(ident) for home in second.incidents_with(report_id)]
        if homes:
            moved[ident] = min(set(homes), key=lambda home: (-homes.count(home), home))
    return moved


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two ledgers: ``writers`` has, by document and pseudonym, the first comment of each reader.

    It is ``None`` where both ledgers have the same pseudonyms.
    """

    ledger: Reading
    writers: Mapping[str, Mapping[str, int]] | None

    @classmethod
    def of(cls, *ledgers: Reading) -> tuple[_Side, ...]:
        """Return the sides of a comparison."""
        if len({ledger.salt for ledger in ledgers}) == 1:
            return tuple(cls(ledger, None) for ledger in ledgers)
        return tuple(cls(ledger, _writers(ledger)) for ledger in ledgers)

    def record(self, kind: str, ident: str) -> str:
        """Return what is compared of one thing, as JSON; readers are called by their first comment of the page."""
        if kind == "document":
            return self._document(ident)
        ((record,),) = self.ledger.query(_RECORDS[kind], [ident]).fetchall()
        if self.writers is None or not PSEUDONYM.search(record):
            return str(record)
        found = json.loads(record)
        documents = [found["doc_id"]] if kind == "report" else self._documents(ident)
        names = {
            writer: f"reader of comment {number}" + (f" of {doc_id}" if kind != "report" else "")
            for doc_id in reversed(documents)
            for writer, number in self.writers.get(doc_id, {}).items()
        }
        return PSEUDONYM.sub(lambda word: names.get(word[0], word[0]), record)

    def _document(self, doc_id: str) -> str:
        sql = f"SELECT {', '.join(_DOCUMENT)} FROM documents WHERE doc_id = ?"  # noqa: S608
        (row,) = self.ledger.query(sql, [doc_id]).fetchall()
        *values, given = (str(value) if isinstance(value, date) else value for value in row)
        known = dict(zip(_DOCUMENT, values, strict=False))
        known["name"] = PurePosixPath(known["name"].replace("\\", "/")).name
        # What else is given with a page is in its own columns.
        return json.dumps({**known, "gathered": json.loads(given).get("gathered") if given else None})

    def _documents(self, incident_id: str) -> list[str]:
        sql = (
            "SELECT DISTINCT r.doc_id FROM memberships m JOIN reports r ON r.report_id = m.report_id"
            " WHERE m.incident_id = ? ORDER BY 1"
        )
        return [doc_id for (doc_id,) in self.ledger.query(sql, [incident_id]).fetchall()]


def _writers(ledger: Reading) -> dict[str, dict[str, int]]:
    sql = "SELECT doc_id, writer, min(comment) FROM passages WHERE comment IS NOT NULL GROUP BY doc_id, writer"
    found: dict[str, dict[str, int]] = {}
    for doc_id, writer, number in ledger.query(sql).fetchall():
        found.setdefault(doc_id, {})[writer] = number
    return found


def _changed(sides: Sequence[_Side], kind: str, ident: str, other: str) -> Difference:
    before, after = (side.record(kind, known) for side, known in zip(sides, (ident, other), strict=True))
    fields, old, new = differences(before, after)
    return Difference(
        kind,
        ident,
        CHANGED if ident == other else MOVED,
        tuple(fields),
        json.loads(old) if old is not None else None,
        json.loads(new) if new is not None else None,
        other if other != ident else None,
    )

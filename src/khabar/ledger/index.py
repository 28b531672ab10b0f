"""The tables by which new pages are linked into a ledger without reading all the others (`khabar.link.growing`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from khabar.ledger.readback import read_back
from khabar.ledger.reading import linker
from khabar.ledger.store import Store, among
from khabar.ledger.texts import address_of
from khabar.link.block import Key, Rows
from khabar.link.growing import Entry, Score
from khabar.link.words import Line, lines_of
from khabar.read.address import url_key
from khabar.records import Coded, Passage, PassageKind
from khabar.tables import packaged

if TYPE_CHECKING:
    from khabar.link import Index

_CHUNK: Final = 100_000
_ENTRY: Final = 'mention, key, doc_id, opens, part, home, link, "group", outline'
_FORMAT: Final = 4
"""The tables of another format are made anew."""

_STATE: Final = "link_index"
"""The key in ``meta`` under which it is noted what the tables were made with."""


def made_with(caution: float, grades: Path | None) -> str:
    """Return what incidents hang on beside the reports: the version, the tables of weights, caution, and grades."""
    hashed = sha256()
    for name in ("across.tsv", "inside.tsv", "vocabulary.tsv"):
        hashed.update(packaged("khabar.link", name).read_bytes())
    hashed.update(grades.read_bytes() if grades is not None else b"")
    return f"{_FORMAT} {linker()} {caution} {hashed.hexdigest()[:16]}"


class LinkIndex:
    """The tables of a ledger. What is written belongs inside a transaction of the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def holds(self, state: str) -> bool:
        """Return whether the tables are there, and were made with ``state``."""
        return self._store._meta(_STATE) == state

    def drop(self) -> None:
        """Note that the incidents are not those that the tables would give."""
        self._store._connection.execute("DELETE FROM meta WHERE key = ?", [_STATE])

    def make(self, index: Index, state: str) -> None:
        """Make the tables anew."""
        connection = self._store._connection
        self.drop()
        numbers = {entry.number for entry in index.entries}
        if len(numbers) < len(index.entries):
            # Two mentions of one number: then all is linked at once, each time.
            return
        connection.execute(files("khabar.ledger").joinpath("index.sql").read_text(encoding="utf-8"))
        self.take(index.entries, index.keys)
        self.take_scores(index.scores)
        self._note(self._fetch("SELECT doc_id, seal, url FROM documents"))
        connection.execute("INSERT INTO meta VALUES (?, ?)", [_STATE, state])

    def added(self) -> list[str] | None:
        """Return the documents that are not linked yet; ``None`` if any that was is gone, or another one now."""
        ((others,),) = self._fetch(
            "SELECT count(*) FROM link_documents l LEFT JOIN documents d ON d.doc_id = l.doc_id"
            " WHERE d.seal IS DISTINCT FROM l.seal"
        )
        if others:
            return None
        rows = self._fetch("SELECT doc_id FROM documents WHERE doc_id NOT IN (SELECT doc_id FROM link_documents)")
        return sorted(row[0] for row in rows)

    def size(self) -> int:
        """Return how many documents are linked."""
        return int(self._fetch("SELECT count(*) FROM link_documents")[0][0])

    def note(self, doc_ids: Sequence[str]) -> None:
        """Note documents as linked."""
        self._note(
            self._fetch("SELECT doc_id, seal, url FROM documents WHERE doc_id IN (SELECT unnest(?))", [list(doc_ids)])
        )

    def _note(self, documents: Sequence[tuple[str, str, str | None]]) -> None:
        for rows in _chunks([(doc_id, seal, address_of(url_key(url))) for doc_id, seal, url in documents]):
            self._store._insert("link_documents", rows)

    def take(self, entries: Sequence[Entry], keys: Iterable[Key]) -> None:
        """Keep mentions that are not there yet, and their blocks."""
        for some in _chunks(entries):
            self._store._insert("link_mentions", some)
        for rows in _chunks([(key.block, key.order, key.kind, key.wide, key.tie) for key in keys]):
            self._store._insert("link_keys", rows)

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep what is otherwise of mentions that are there."""
        self._store._connection.execute(
            "DELETE FROM link_mentions WHERE mention IN (SELECT unnest(?))", [[entry.number for entry in entries]]
        )
        self.take(entries, ())

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """Return mentions by their numbers."""
        return self._entries("mention", list(numbers))

    def in_parts(self, parts: Iterable[int]) -> list[Entry]:
        """Return the mentions of these parts."""
        return self._entries("part", list(parts))

    def in_documents(self, doc_ids: Iterable[str]) -> list[Entry]:
        """Return the mentions of these documents."""
        return self._entries("doc_id", list(doc_ids))

    def around(self, numbers: Iterable[int]) -> Rows:
        """Return all rows of the blocks of these mentions."""
        found = self._store._connection.execute(
            "SELECT kind, block, wide, mention FROM link_keys WHERE block IN"
            " (SELECT block FROM link_keys WHERE mention IN (SELECT unnest(?::BIGINT[])))"
            " ORDER BY kind, block, place, mention",
            [list(numbers)],
        ).fetchnumpy()
        kind, block, wide, who = (np.asarray(found[n], dtype=np.int64) for n in ("kind", "block", "wide", "mention"))
        return Rows(kind, block, wide, who, np.arange(len(who), dtype=np.int64))

    def take_scores(self, scores: Iterable[Score]) -> None:
        """Keep the scores of pairs that none are kept of yet."""
        for rows in _chunks(list(scores)):
            self._store._insert("link_scores", rows)

    def scores(self, numbers: Iterable[int]) -> list[Score]:
        """Return what is kept of pairs of which the first mention is one of these."""
        sql = "SELECT one, other, log_odds FROM link_scores WHERE one IN (SELECT unnest(?::BIGINT[]))"
        return [Score(*row) for row in self._fetch(sql, [list(numbers)])]

    def coded(self, doc_ids: Iterable[str]) -> Iterator[Coded]:
        """Return documents as they were coded."""
        wanted = list(doc_ids)
        return read_back(self._fetch, wanted, explained=False) if wanted else iter(())

    def lines(self, doc_ids: Iterable[str]) -> Iterator[tuple[str, list[Line]]]:
        """Yield documents' ids, each with the lines of its prose."""
        wanted = list(doc_ids)
        passages: dict[str, list[Passage]] = {doc_id: [] for doc_id in wanted}
        for doc_id, *passage in self._fetch(
            "SELECT doc_id, passage_index, kind, start_char, end_char FROM passages"
            " WHERE doc_id IN (SELECT unnest(?)) ORDER BY doc_id, passage_index",
            [wanted],
        ):
            passages[doc_id].append(Passage(passage[0], PassageKind(passage[1]), *passage[2:]))
        where, values = among("doc_id", wanted)
        for doc_id, text in self._fetch(f"SELECT doc_id, text FROM documents WHERE {where}", values) if wanted else ():  # noqa: S608
            yield doc_id, lines_of(text, passages[doc_id])

    def _entries(self, column: str, values: list[Any]) -> list[Entry]:
        if not values:
            return []
        sql = f"SELECT {_ENTRY} FROM link_mentions WHERE {column} IN (SELECT unnest(?)) ORDER BY key"  # noqa: S608
        return [Entry(*row) for row in self._fetch(sql, [values])]

    def _fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._store._fetch(sql, parameters)


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))

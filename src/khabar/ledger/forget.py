"""Taking a page, a person or a reader out of a ledger for good."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from khabar.errors import LedgerError
from khabar.ledger.ledger import Ledger
from khabar.ledger.mask import Finder, Range, blacken, blacken_text, finder, words_of
from khabar.ledger.rewrite import copy_rows, rewriting
from khabar.ledger.rows import CHILDREN, Keeping
from khabar.ledger.tombstones import Kind, address_key, person_key, tombstone
from khabar.read.pseudonym import Readers, fold_handle, site_of
from khabar.records import Coded
from khabar.settings import Settings

if TYPE_CHECKING:
    import duckdb

_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
"""In which the bytes of a page are looked through for a name; what does not fit is passed over."""

_NUMBERED: Final = re.compile(r"reader \d{1,5}")
"""What readers are called in ledgers of schema 1, on each page anew."""

_BEFORE, _AFTER = 6, 7
"""Where rows of ``changes`` hold the values of an incident."""
_ANCHORS, _ABOUT = 8, 9
"""Where rows of ``judgements`` hold what they were said of."""

BACKUPS: Final = ("*.schema-*", "*.wal.unreplayed-*")
"""Files that khabar leaves beside a ledger and that hold what was in it then."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be forgotten.

    Attributes:
        urls: addresses; every page got from one of them goes, and does not come back.
        docs: ids of documents, or the starts of ids.
        persons: names; each is blackened wherever it stands, whatever its case and accents. Only what is given is
            found: give each form under which somebody is named.
        writers: readers, by their pseudonym or their handle; what they wrote is blackened.
        why: a reason to keep with the tombstones.
    """

    urls: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    why: str | None = None


@dataclass(slots=True)
class Plan:
    """What a wish comes to.

    Attributes:
        removed: documents that go: their names, by id.
        blackened: documents in which something is blackened: how many places, by id.
        comments: how many readers' comments are silenced.
        unmet: what nothing was found for.
        alone: for each word of a person's name of several words, how often it stands alone in a text and stays.
    """

    removed: dict[str, str] = field(default_factory=dict)
    blackened: dict[str, int] = field(default_factory=dict)
    comments: int = 0
    unmet: list[str] = field(default_factory=list)
    alone: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.removed or self.blackened)


@dataclass(frozen=True, slots=True)
class _Touched:
    """A document in which something is blackened: where, and the comments of which nothing stays."""

    ranges: list[Range]
    silenced: frozenset[int]


def plan_of(ledger: Ledger, wish: Wish) -> Plan:
    """Return what `forget` would do, and change nothing.

    Raises:
        LedgerError: if the start of an id fits several documents, or a name has no letters.
    """
    return _Work(ledger, wish).plan


def forget(path: Path | str, wish: Wish, *, settings: Settings | None = None) -> Plan:
    """Take what ``wish`` names out of the ledger at ``path``, and return what that came to.

    The file is made anew, so that no byte of it is left in it; incidents are linked again. A tombstone, a salted hash,
    keeps each from coming back. What is not found leaves a tombstone too.

    Raises:
        LedgerError: as `plan_of`, or if the ledger is in use or cannot be written; it then stays as it was.
    """
    path = Path(path)
    settings = settings or Settings()
    with Ledger.open(path, settings=settings):
        # Moves an unreadable log aside, brings the schema up to date, and refuses what is no ledger.
        pass
    with rewriting(path, settings) as (old, new):
        work = _Work(Ledger(old, path), wish)
        work.write(old, new)
        ledger = Ledger(new, path)
        ledger.grades = settings.link_grades
        ledger.caution = settings.link_caution
        ledger.take_former(work.ledger, hidden=work.hidden())
        ledger.link()
    return work.plan


def leftovers(path: Path) -> list[Path]:
    """Return the files beside a ledger that hold what was in it at some time: backups, and logs moved aside."""
    return sorted(file for pattern in BACKUPS for file in path.parent.glob(f"{path.name}{pattern[1:]}"))


class _Work:
    """A wish, worked out on one ledger."""

    def __init__(self, ledger: Ledger, wish: Wish) -> None:
        self.plan = Plan()
        self.ledger = ledger
        self._wish = wish
        self._keys = [key for name in wish.persons if (key := person_key(name)[0])]
        if len(self._keys) < len(wish.persons):
            raise LedgerError("a person is given by a name; found one without letters")
        numbered = [name for name in wish.writers if _NUMBERED.fullmatch(name)]
        if numbered:
            raise LedgerError(
                f"{numbered[0]!r} is a number on one page and not one person; give a handle, or the page with --doc"
            )
        self._handles = [handle for name in wish.writers if (handle := fold_handle(name))]
        self._find: Finder = finder([*self._keys, *(person_key(handle)[0] for handle in self._handles)])
        self._touched: dict[str, _Touched] = {}
        self._writers: set[str] = set(wish.writers)
        self._met: set[str] = set()
        self._find_removed()
        self._find_touched()
        self.plan.unmet = [
            word for word in (*wish.urls, *wish.docs, *wish.persons, *wish.writers) if word not in self._met
        ]

    def write(self, old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection) -> None:
        """Write into ``new`` all that stays of ``old``."""
        gone = [*self.plan.removed, *self._touched]
        for table in ("documents", *CHILDREN):
            copy_rows(
                old, new, table, where="doc_id IS NOT NULL AND doc_id NOT IN (SELECT unnest(?))", parameters=[gone]
            )
        copy_rows(
            old,
            new,
            "raw",
            where="raw_sha256 IN (SELECT raw_sha256 FROM documents WHERE doc_id NOT IN (SELECT unnest(?)))"
            " AND raw_sha256 NOT IN (SELECT raw_sha256 FROM documents WHERE doc_id IN (SELECT unnest(?)))",
            parameters=[gone, list(self._touched)],
        )
        self._write_rest(old, new)
        ledger = Ledger(new, None)
        for coded in self.ledger.coded(doc_ids=list(self._touched)):
            self._write_blackened(ledger, coded)
        self._write_tombstones(new)

    def _find_removed(self) -> None:
        addresses = {address_key(url): url for url in self._wish.urls}
        rows = self.ledger.query("SELECT doc_id, name, url, given FROM documents ORDER BY doc_id").fetchall()
        for doc_id, name, url, given in rows:
            known = [url, json.loads(given).get("url") if given else None, name]
            for address in known:
                if address is not None and address_key(address) in addresses:
                    self.plan.removed[doc_id] = name
                    self._met.add(addresses[address_key(address)])
        for start in self._wish.docs:
            fitting = [(doc_id, name) for doc_id, name, _, _ in rows if start and doc_id.startswith(start)]
            if len(fitting) > 1 and (start, dict(fitting).get(start)) not in fitting:
                raise LedgerError(f"{start!r} begins the ids of {len(fitting)} documents; give more of it")
            for doc_id, name in fitting:
                self.plan.removed[doc_id] = name
                self._met.add(start)

    def _find_touched(self) -> None:
        if not self._wish.persons and not self._wish.writers:
            return
        parts = {word for key in self._keys if " " in key for word in key.split()}
        for coded in self.ledger.coded():
            document = coded.document
            if document.doc_id in self.plan.removed:
                continue
            pseudonyms = self._pseudonyms(document.url, document.outlet)
            silenced = frozenset(
                p.comment for p in document.passages if p.comment is not None and p.writer in pseudonyms
            )
            self._writers |= {p.writer for p in document.passages if p.comment in silenced and p.writer is not None}
            self._met |= {pseudonyms[p.writer] for p in document.passages if p.writer in pseudonyms}
            ranges = self._find(document.text)
            ranges += [(p.start, p.end) for p in document.passages if p.comment in silenced]
            self._see_names(document.text, ranges, parts)
            changed = bool(ranges) or blacken(coded, [], self._find) != coded
            if changed or self._in_raw(document.raw_sha256):
                self._touched[document.doc_id] = _Touched(ranges, silenced)
                self.plan.blackened[document.doc_id] = len(ranges)
                self.plan.comments += len(silenced)
                self._met |= {name for name in self._wish.persons if len(self._wish.persons) == 1}

    def _see_names(self, text: str, ranges: Sequence[Range], parts: set[str]) -> None:
        for name in self._wish.persons:
            if finder([person_key(name)[0]])(text):
                self._met.add(name)
        for word, start, _ in words_of(text) if parts else ():
            if word in parts and not any(begin <= start < end for begin, end in ranges):
                self.plan.alone[word] = self.plan.alone.get(word, 0) + 1

    def _pseudonyms(self, url: str | None, outlet: str | None) -> dict[str, str]:
        """Return the pseudonyms, on one site, of the readers that are to be forgotten, each with the word given."""
        readers = Readers(salt=self.ledger.salt, site=site_of(url, outlet))
        return {
            **{name: name for name in self._wish.writers},
            **{readers.name(name, 0): name for name in self._wish.writers if fold_handle(name)},
        }

    def _in_raw(self, raw_sha256: str) -> bool:
        raw = self.ledger.raw(raw_sha256)
        if raw is None:
            return False
        texts = (raw.decode(encoding, "ignore") for encoding in _ENCODINGS)
        return any(self._find(text) or ("&" in text and self._find(html.unescape(text))) for text in texts)

    def _write_rest(self, old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection) -> None:
        """Copy what belongs to no document, without the names that are forgotten."""
        meta = dict(old.execute("SELECT key, value FROM meta").fetchall())
        new.execute("UPDATE meta SET value = ? WHERE key = 'salt'", [meta["salt"]])
        new.execute("UPDATE meta SET value = 'not linked' WHERE key = 'linked_by'")
        removed = list(self.plan.removed)
        raws = "SELECT raw_sha256 FROM documents WHERE doc_id IN (SELECT unnest(?))"
        kept: dict[str, tuple[str, list[Any]]] = {
            "failures": (f"doc_id IS NULL AND coalesce(raw_sha256, '') NOT IN ({raws})", [removed]),
            "judgements": ("true", []),
            "changes": ("true", []),
            "redirects": ("true", []),
            "runs": ("true", []),
            "tombstones": ("true", []),
        }
        addresses = {address_key(url) for url in self._wish.urls}
        for table, (where, parameters) in kept.items():
            for row in old.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY ALL", parameters).fetchall():  # noqa: S608
                if table == "failures" and address_key(row[0]) in addresses:
                    continue
                values = [blacken_text(value, self._find) if isinstance(value, str) else value for value in row]
                if table == "changes" and removed:
                    # What an incident said while a page stood behind it may be that page's alone.
                    values[_BEFORE : _AFTER + 1] = [None, None]
                if table == "judgements" and not self._cut(values):
                    continue
                new.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608

    def _cut(self, values: list[Any]) -> bool:
        """Take out of a row of ``judgements`` what is forgotten; return whether something is left of it."""
        anchors = json.loads(values[_ANCHORS])
        kept = [[anchor for anchor in group if anchor["doc_id"] not in self.plan.removed] for group in anchors]
        if kept != anchors:
            values[_ABOUT] = None
            if not any(kept):
                return False
        for anchor in (anchor for group in kept for anchor in group):
            if anchor["doc_id"] in self._touched:
                anchor["quote_sha256"] = None
        values[_ANCHORS] = json.dumps(kept, ensure_ascii=False)
        return True

    def hidden(self) -> set[str]:
        """Return the incidents that hold something of what is forgotten: by a page, or by a judgement's reason."""
        gone = [*self.plan.removed, *self._touched]
        rows = self.ledger.query(
            "SELECT DISTINCT m.incident_id FROM memberships m JOIN reports r ON r.report_id = m.report_id"
            " WHERE list_contains(?, r.doc_id) ORDER BY 1",
            [gone],
        ).fetchall()
        judged = self.ledger.query("SELECT incident_id, record FROM incidents WHERE judged > 0 ORDER BY 1").fetchall()
        return {row[0] for row in rows} | {incident_id for incident_id, record in judged if self._find(record)}

    def _write_blackened(self, ledger: Ledger, coded: Coded) -> None:
        touched = self._touched[coded.document.doc_id]
        ((coder, given, masked),) = self.ledger.query(
            "SELECT coder, given, masked FROM documents WHERE doc_id = ?", [coded.document.doc_id]
        ).fetchall()
        clean = blacken(coded, touched.ranges, self._find, silenced=touched.silenced)
        kept = blacken_text(given, self._find) if given is not None else None
        ledger.replace_document(clean, Keeping(coder, kept, masked + max(1, len(touched.ranges))))

    def _write_tombstones(self, new: duckdb.DuckDBPyConnection) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        salt = self.ledger.salt
        for kind, value, words in self._values():
            new.execute(
                "INSERT OR IGNORE INTO tombstones (kind, hash, words, forgotten_at, why) VALUES (?, ?, ?, ?, ?)",
                [kind.value, tombstone(salt, kind, value), words, now, self._wish.why],
            )

    def _values(self) -> Iterator[tuple[Kind, str, int | None]]:
        for doc_id in self.plan.removed:
            yield Kind.DOCUMENT, doc_id, None
        rows: list[tuple[Any, ...]] = self.ledger.query(
            "SELECT DISTINCT raw_sha256 FROM documents WHERE doc_id IN (SELECT unnest(?)) ORDER BY 1",
            [list(self.plan.removed)],
        ).fetchall()
        for (hashed,) in rows:
            yield Kind.PAGE, hashed, None
        for url in self._wish.urls:
            yield Kind.ADDRESS, address_key(url), None
        for name in self._wish.persons:
            yield Kind.PERSON, *person_key(name)
        for writer in sorted(self._writers):
            yield Kind.WRITER, writer, None
        for handle in self._handles:
            key, words = person_key(handle)
            if key:
                yield Kind.PERSON, key, words


__all__ = ["Plan", "Wish", "forget", "leftovers", "plan_of"]

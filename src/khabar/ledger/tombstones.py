"""What was forgotten, so that it does not come back: a salted hash of it, and no byte of the text."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from khabar.ledger.mask import Range, black, blacken, blacken_document, blacken_text, find_by, key_of
from khabar.records import Coded, Document

if TYPE_CHECKING:
    from khabar.ledger.reading import Reading


class Kind(StrEnum):
    """What a tombstone stands for."""

    DOCUMENT = "document"
    PAGE = "page"
    ADDRESS = "address"
    PERSON = "person"
    WRITER = "writer"


def tombstone(salt: bytes, kind: Kind, value: str) -> str:
    """Return the hash that stands for a value: HMAC-SHA256 under the salt of the ledger."""
    return hmac.new(salt, f"{kind.value}\x1f{value}".encode("utf-8", "surrogatepass"), sha256).hexdigest()


def address_key(url: str) -> str:
    """Return an address as it is compared: without scheme, ``www.``, fragment, and the last slash.

    >>> address_key("https://www.News.invalid/a/?p=1#top"), address_key("http://news.invalid/a?p=1")
    ('news.invalid/a?p=1', 'news.invalid/a?p=1')
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{f'?{parts.query}' if parts.query else ''}"


class Tombstones:
    """The tombstones of a ledger: its own, and those of ledgers that were merged into it, which had other salts.

    Pseudonyms of readers are made under one salt: those who were forgotten under another one are not known by them.
    """

    def __init__(self, salt: bytes, rows: Iterable[tuple[str, str, int | None, str | None]]) -> None:
        self._hashes: dict[bytes, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        lengths: set[int] = set()
        for kind, hashed, words, other in rows:
            self._hashes[bytes.fromhex(other) if other else salt][kind].add(hashed)
            if kind == Kind.PERSON and words:
                lengths.add(words)
        self._names_persons = bool(lengths)
        self._find = find_by(lambda words: self.has(Kind.PERSON, words), sorted(lengths, reverse=True))

    @classmethod
    def of(cls, ledger: Reading) -> Tombstones:
        """Return the tombstones of a ledger."""
        rows = ledger.query("SELECT kind, hash, words, salt FROM tombstones ORDER BY ALL").fetchall()
        return cls(ledger.salt, rows)

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def has(self, kind: Kind, value: str) -> bool:
        """Return whether this was forgotten."""
        return any(
            kind.value in hashes and tombstone(salt, kind, value) in hashes[kind.value]
            for salt, hashes in self._hashes.items()
        )

    def bars(self, *, raw_sha256: str | None = None, url: str | None = None, document: Document | None = None) -> bool:
        """Return whether a page is one that was forgotten, by its bytes, its address, or its text."""
        if raw_sha256 is not None and self.has(Kind.PAGE, raw_sha256):
            return True
        if document is not None:
            url = document.url
            if self.has(Kind.DOCUMENT, document.doc_id):
                return True
        return url is not None and self.has(Kind.ADDRESS, address_key(url))

    def blacken(self, document: Document) -> tuple[Document, int]:
        """Return a document with the names and the comments of those who were forgotten blackened, and how many."""
        ranges, silenced = self._forgotten_in(document)
        clean = blacken_document(document, ranges, self._find)
        if silenced:
            passages = (replace(p, writer=None) if p.index in silenced else p for p in clean.passages)
            clean = replace(clean, passages=tuple(passages))
        if clean == document:
            return document, 0
        return clean, max(1, len(ranges))

    def blacken_coded(self, coded: Coded) -> tuple[Coded, int]:
        """Return a coded document as `blacken` does, with all that was coded from it to match."""
        ranges, silenced = self._forgotten_in(coded.document)
        comments = {p.comment for p in coded.document.passages if p.index in silenced and p.comment is not None}
        clean = blacken(coded, ranges, self._find, silenced=frozenset(comments))
        return (coded, 0) if clean == coded else (clean, max(1, len(ranges)))

    def blacken_text(self, text: str | None) -> str | None:
        """Return a text with the names of those who were forgotten blackened."""
        return blacken_text(text, self._find) if text is not None else None

    def _forgotten_in(self, document: Document) -> tuple[list[Range], set[int]]:
        """Return what of a document's text is forgotten, and the indexes of the passages of which nothing stays."""
        ranges: list[Range] = self._find(document.text) if self._names_persons else []
        silenced = {p.index for p in document.passages if p.writer is not None and self.has(Kind.WRITER, p.writer)}
        return ranges + [(p.start, p.end) for p in document.passages if p.index in silenced], silenced


def person_key(name: str) -> tuple[str, int]:
    """Return a name as it is compared, and how many words it has."""
    key = key_of(name)
    return key, len(key.split())


__all__ = ["Kind", "Tombstones", "address_key", "black", "person_key", "tombstone"]

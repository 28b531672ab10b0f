"""What was forgotten, so that it does not come back: a salted hash of it, and no byte of the text."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from khabar.ledger.mask import Range, black, blacken_document, find_by, key_of
from khabar.records import Document


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
    """The tombstones of a ledger."""

    def __init__(self, salt: bytes, rows: Iterable[tuple[str, str, int | None]]) -> None:
        self._salt = salt
        self._hashes: dict[str, set[str]] = defaultdict(set)
        lengths: set[int] = set()
        for kind, hashed, words in rows:
            self._hashes[kind].add(hashed)
            if kind == Kind.PERSON and words:
                lengths.add(words)
        self._find = find_by(lambda words: self.has(Kind.PERSON, words), sorted(lengths, reverse=True))

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def has(self, kind: Kind, value: str) -> bool:
        """Return whether this was forgotten."""
        return kind.value in self._hashes and tombstone(self._salt, kind, value) in self._hashes[kind.value]

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
        ranges: list[Range] = self._find(document.text) if Kind.PERSON.value in self._hashes else []
        silenced = {p.index for p in document.passages if p.writer is not None and self.has(Kind.WRITER, p.writer)}
        ranges += [(p.start, p.end) for p in document.passages if p.index in silenced]
        clean = blacken_document(document, ranges, self._find)
        if silenced:
            passages = (replace(p, writer=None) if p.index in silenced else p for p in clean.passages)
            clean = replace(clean, passages=tuple(passages))
        if clean == document:
            return document, 0
        return clean, max(1, len(ranges))


def person_key(name: str) -> tuple[str, int]:
    """Return a name as it is compared, and how many words it has."""
    key = key_of(name)
    return key, len(key.split())


__all__ = ["Kind", "Tombstones", "address_key", "black", "person_key", "tombstone"]

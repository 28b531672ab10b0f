"""Pages as they came in: their bytes, compressed, and what came along with them, so that they can be read again."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from khabar.errors import LedgerError
from khabar.ledger.codec import from_json
from khabar.records import to_json

if TYPE_CHECKING:
    from khabar.read.item import Page

CODEC: Final = "zstd"
LEVEL: Final = 9

_NOT_GIVEN: Final = ("data", "done")


def raw_bytes(page: Page) -> bytes:
    """Return the bytes of a page; a text is taken as UTF-8."""
    return page.data if isinstance(page.data, bytes) else page.data.encode("utf-8", "surrogatepass")


def raw_hash(page: Page) -> str:
    """Return the SHA-256 of the bytes of a page.

    >>> from khabar.read.item import Page
    >>> raw_hash(Page("a", "x")) == raw_hash(Page("b", b"x"))
    True
    """
    return sha256(raw_bytes(page)).hexdigest()


def given_with(page: Page) -> str:
    """Return what came along with the bytes of a page, as JSON; what was not given is left out.

    >>> from khabar.read.item import Page
    >>> given_with(Page("talks.html", b"...", url="https://news.invalid/1"))
    '{"name": "talks.html", "url": "https://news.invalid/1", "is_text": false}'
    """
    given = {
        field.name: to_json(value)
        for field in fields(page)
        if field.name not in _NOT_GIVEN and (value := getattr(page, field.name)) is not None
    }
    return json.dumps({**given, "is_text": isinstance(page.data, str)}, ensure_ascii=False)


def gathered_of(given: str | None) -> datetime | None:
    """Return when a page was gathered, from what came along with it; ``None`` if that is not known."""
    gathered = json.loads(given).get("gathered") if given is not None else None
    return datetime.fromisoformat(gathered) if gathered is not None else None


def page_again(data: bytes, given: str | None, *, name: str) -> Page:
    """Return the page that was delivered as ``data`` with ``given``; ``name`` is for one of which nothing is known."""
    from khabar.read.item import Page

    known = json.loads(given) if given is not None else {"name": name}
    is_text = known.pop("is_text", False)
    blank = {field.name: None for field in fields(Page)}
    text = data.decode("utf-8", "surrogatepass") if is_text else data
    return from_json(Page, {**blank, **known, "data": text})


def pack(data: bytes) -> tuple[str, int, bytes, str]:
    """Return codec, size, the compressed bytes, and the SHA-256 of these."""
    import pyarrow

    packed = pyarrow.Codec(CODEC, compression_level=LEVEL).compress(data, asbytes=True)
    return CODEC, len(data), packed, sha256(packed).hexdigest()


def unpack(codec: str, size: int, packed: bytes) -> bytes:
    """Return the bytes that `pack` was given.

    Raises:
        LedgerError: if they cannot be had any more: the ledger is damaged.
    """
    import pyarrow

    try:
        if codec == "zlib":
            return zlib.decompress(packed)
        return bytes(pyarrow.Codec(codec).decompress(packed, decompressed_size=size, asbytes=True))
    except (OSError, ValueError, zlib.error, pyarrow.ArrowException) as error:
        raise LedgerError(f"the bytes of a page cannot be unpacked ({error})") from None

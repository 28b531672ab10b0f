"""What a commenter is called in a document: a name of ours, since the handle is a person's and is not kept."""

from __future__ import annotations

import hmac
import re
import unicodedata
from functools import cache
from hashlib import sha256
from typing import Final

from khabar.read.address import host_of
from khabar.tables import word_classes

_DIGITS: Final = 8
"""Hexadecimal digits of a pseudonym: of 9,000 handles on one site two share one with a chance of 1 %."""

_SPACE: Final = re.compile(r"\s+")
_AROUND: Final = " \t@#*~:;,.·•|–—-()[]{}<>\"'“”‘’"
_PREFIX: Final = re.compile(r"^/?u/|^@")


def fold_handle(handle: str) -> str | None:
    """Return a handle as it is compared, ``None`` if it names nobody (``Anonymous``, ``[deleted]``, ``Guest 12``).

    >>> fold_handle("@Zed_99: "), fold_handle("u/zed_99"), fold_handle("[deleted]")
    ('zed_99', 'zed_99', None)
    """
    folded = _SPACE.sub(" ", unicodedata.normalize("NFKC", handle)).casefold().strip(_AROUND)
    folded = _PREFIX.sub("", folded).strip(_AROUND)
    return folded if folded and folded.rstrip("0123456789 ") not in _nobodies() else None


@cache
def _nobodies() -> frozenset[str]:
    return word_classes("khabar.read", "comment_words.tsv").get("nobody", frozenset())


def site_of(url: str | None, outlet: str | None) -> str:
    """Return the site within which one handle is one person: the host of the address, or else the outlet.

    >>> site_of("https://www.nile.example/bara", "Nile Courier"), site_of(None, "Nile Courier")
    ('nile.example', 'nile courier')
    """
    host = host_of(url) or ""
    for label in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(label)
    return host or _SPACE.sub(" ", (outlet or "")).casefold().strip()


class Readers:
    """Names the readers of one page, in the order in which they are asked for.

    With a ``salt`` a reader is "reader 7f3a2c91": the HMAC-SHA256 of site and folded handle, so that one handle on one
    site has one name on all pages read with this salt, and whoever does not have the salt cannot try handles out.
    Without it readers are "reader 1", "reader 2" … of this page. A comment without a handle has a reader of its own.

    >>> readers = Readers()
    >>> readers.name("Zed", 1), readers.name(None, 2), readers.name("@zed", 3)
    ('reader 1', 'reader 2', 'reader 1')
    >>> Readers(salt=b"s", site="nile.example").name("Zed", 1) == Readers(salt=b"s", site="nile.example").name("zed", 9)
    True
    """

    def __init__(self, *, salt: bytes | None = None, site: str = "", keep_handles: bool = False) -> None:
        self._salt = salt
        self._site = site
        self._keep = keep_handles
        self._numbers: dict[str, int] = {}

    def name(self, handle: str | None, comment: int, words: str = "") -> str:
        """Return the name of the writer of a comment, given as ``handle``, its number and its words."""
        folded = fold_handle(handle) if handle else None
        if self._keep and handle and folded:
            return _SPACE.sub(" ", handle).strip()
        key = f"@{folded}" if folded else f"#{comment}\0{words}"
        if self._salt is not None:
            message = f"{self._site}\0{key}".encode("utf-8", "surrogatepass")
            return f"reader {hmac.new(self._salt, message, sha256).hexdigest()[:_DIGITS]}"
        return f"reader {self._numbers.setdefault(key, len(self._numbers) + 1)}"

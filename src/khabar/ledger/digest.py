"""A fingerprint of what a ledger holds, without when and how it came there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Final

import duckdb

_CONTENT: Final = (
    "documents",
    "statements",
    "blocks",
    "passages",
    "reports",
    "places",
    "actors",
    "tolls",
    "links",
    "relations",
    "explanations",
    "failures",
    "incidents",
    "memberships",
    "text_clusters",
    "judgements",
)


_LEFT_OUT: Final = {
    "documents": "EXCLUDE (seal)",
    "incidents": "EXCLUDE (seal)",
    "passages": "EXCLUDE (writer)",
}
"""Pseudonyms are made with the ledger's salt, and seals are made over them."""


PSEUDONYM: Final = re.compile(r"\breader [0-9a-f]{8}\b")
"""How a pseudonym looks where it stands in a chain, in a record, or among the origins of an incident."""


def digest(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of all that follows from the pages, each table in the order of its values.

    Left out are ``runs``, ``meta``, ``tombstones``, and what became of incidents on the way (``changes``,
    ``redirects``); the bytes in ``raw``, whose hashes are in ``documents``, so that a ledger with and one without them
    are the same; and the pseudonyms of readers, which differ from ledger to ledger.
    """
    hashed = sha256()
    for table in _CONTENT:
        hashed.update(f"\x1e{table}\x1e".encode())
        rows = connection.execute(f"SELECT * {_LEFT_OUT.get(table, '')} FROM {table}").fetchall()  # noqa: S608
        # Sorted here and not in SQL: the order must not hang on the database's collation or version.
        for line in sorted(PSEUDONYM.sub("reader", repr(row)) for row in rows):
            hashed.update(line.encode("utf-8", "surrogatepass"))
            hashed.update(b"\x1e")
    return hashed.hexdigest()


INCIDENTS: Final = 0
TEXTS: Final = 1
"""The parts of the seal of what was linked that incidents are, and which texts are one."""

_LINKED: Final = (
    "SELECT incident_id || seal AS line FROM incidents",
    "SELECT concat_ws('|', doc_id, text_cluster, is_earliest, coalesce(version, -1), coalesce(n_versions, -1)) AS line"
    " FROM text_clusters",
)
_GIVEN: Final = "SELECT unnest(?::VARCHAR[]) AS line"

Fetch = Callable[..., Sequence[tuple[Any, ...]]]


def linked_seal(fetch: Fetch) -> str:
    """Return a hash of all that linking gave: the seals of incidents, and which texts are one.

    Each row is hashed in the database, and the hashes put together in any order (XOR, and how many): so the seal can
    be kept up without reading them all (`resealed`). `verify` works out each incident's own seal again.
    """
    return " ".join(_written(*_hashed(fetch, lines)) for lines in _LINKED)


def text_line(row: Sequence[Any]) -> str:
    """Return the line that a row of ``text_clusters`` is in the seal of what was linked."""
    doc_id, text_cluster, earliest, version, n_versions = row
    numbers = (str(-1 if number is None else number) for number in (version, n_versions))
    return "|".join((doc_id, text_cluster, str(bool(earliest)).lower(), *numbers))


def resealed(seal: str, fetch: Fetch, part: int, *, removed: Sequence[str], added: Sequence[str]) -> str:
    """Return a seal of what was linked after lines of one part of it were taken out, and others put in."""
    parts = seal.split()
    count, _, mixed = parts[part].partition(":")
    number = int(mixed, 16)
    for lines in (removed, added):
        number ^= _hashed(fetch, _GIVEN, [list(lines)])[1]
    parts[part] = _written(int(count) - len(removed) + len(added), number)
    return " ".join(parts)


def _hashed(fetch: Fetch, lines: str, parameters: Sequence[Any] = ()) -> tuple[int, int]:
    """Return how many lines a query gives, and their hashes put together."""
    ((count, upper, lower),) = fetch(
        "SELECT count(*), coalesce(bit_xor(md5_number_upper(line)), 0),"  # noqa: S608
        f" coalesce(bit_xor(md5_number_lower(line)), 0) FROM ({lines})",
        parameters,
    )
    return int(count), int(upper) << 64 | int(lower)


def _written(count: int, number: int) -> str:
    return f"{count}:{number:032x}"

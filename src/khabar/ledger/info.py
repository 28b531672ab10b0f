"""What a ledger holds, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from khabar.ledger.ledger import Ledger

_COUNTED: Final = ("documents", "reports", "incidents", "judgements", "runs", "tombstones")


@dataclass(frozen=True, slots=True)
class SetAside:
    """How often one reason for setting aside was met, with the first names."""

    reason: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """A ledger in figures.

    Attributes:
        schema: the version of its tables.
        counts: how many rows the main tables have.
        first_published, last_published: the span of the days of publication, ISO 8601, ``None`` if none is known.
        file_bytes: the size of its file; 0 in memory.
        raw_pages: pages whose bytes are kept.
        raw_bytes, packed_bytes: their size as they came in, and as they are stored.
        blackened: documents in which something is blackened.
        is_linked: whether the incidents speak of all reports.
        coders: how many documents each version of the coder coded.
        set_aside: by reason, the most frequent first.
    """

    schema: int
    counts: dict[str, int]
    first_published: str | None
    last_published: str | None
    file_bytes: int
    raw_pages: int
    raw_bytes: int
    packed_bytes: int
    blackened: int
    is_linked: bool
    coders: dict[str, int]
    set_aside: tuple[SetAside, ...]


def info_of(ledger: Ledger) -> Info:
    """Return what a ledger holds, in figures."""

    def one(sql: str) -> tuple[object, ...]:
        return tuple(ledger.query(sql).fetchall()[0])

    counts = {table: int(str(one(f"SELECT count(*) FROM {table}")[0])) for table in _COUNTED}  # noqa: S608
    first, last = one("SELECT min(published)::VARCHAR, max(published)::VARCHAR FROM documents")
    raw_pages, raw_bytes, packed = one(
        "SELECT count(*), coalesce(sum(size), 0), coalesce(sum(octet_length(bytes)), 0) FROM raw"
    )
    coders = ledger.query("SELECT coalesce(coder, 'unknown'), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1")
    return Info(
        schema=int(str(one("SELECT value FROM meta WHERE key = 'schema_version'")[0])),
        counts=counts,
        first_published=str(first) if first is not None else None,
        last_published=str(last) if last is not None else None,
        file_bytes=ledger.path.stat().st_size if ledger.path is not None else 0,
        raw_pages=int(str(raw_pages)),
        raw_bytes=int(str(raw_bytes)),
        packed_bytes=int(str(packed)),
        blackened=int(str(one("SELECT count(*) FROM documents WHERE masked > 0")[0])),
        is_linked=ledger.is_linked,
        coders=dict(coders.fetchall()),
        set_aside=set_aside_in(ledger),
    )


def set_aside_in(ledger: Ledger) -> tuple[SetAside, ...]:
    """Return what was set aside, by reason, the most frequent first."""
    rows = ledger.query(
        "SELECT reason, count(*), list(DISTINCT name ORDER BY name)[:3] FROM failures"
        " GROUP BY reason ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(SetAside(reason, count, tuple(names)) for reason, count, names in rows)

"""The words that judgements hold on to, found again after pages were read or coded anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

from khabar.ledger.rows import Row
from khabar.ledger.store import among
from khabar.link.judgement import Anchor

Fetch = Callable[[str, Sequence[Any]], list[Row]]


def anchors_of(fetch: Fetch, report_ids: Iterable[str]) -> dict[str, Anchor]:
    """Return the anchors of reports that are stored, by report id."""
    wanted, values = among("report_id", sorted(set(report_ids)))
    rows = fetch(
        f"SELECT report_id, doc_id, event_type, trigger_start, trigger_end, quote FROM reports WHERE {wanted}",  # noqa: S608
        values,
    )
    wanted, values = among("doc_id", sorted({row[1] for row in rows}))
    pages = fetch(f"SELECT doc_id, raw_sha256, masked FROM documents WHERE {wanted}", values)  # noqa: S608
    raw, masked = {row[0]: row[1] for row in pages}, {row[0]: row[2] for row in pages}
    return {
        ident: Anchor(ident, doc_id, raw[doc_id], kind, start, end, None if masked[doc_id] else quote_hash(quote))
        for ident, doc_id, kind, start, end, quote in rows
        if doc_id in raw
    }


def quote_hash(quote: str) -> str:
    """Return a hash of words without blanks, which another reading of a page may set otherwise.

    >>> quote_hash("a  b") == quote_hash("a\\nb")
    True
    """
    return sha256("".join(quote.split()).encode("utf-8", "surrogatepass")).hexdigest()


def resolve(fetch: Fetch, anchors: Iterable[Anchor]) -> dict[Anchor, str | None]:
    """Return the report that each anchor stands for now, ``None`` where there is none.

    It is the report of its id; else the one of its document whose trigger overlaps the anchor's, one of the same type
    first; else the only one of its type in the anchor's sentence; else, where the document was read in another way, one
    of the same page's bytes with the same words.
    """
    wanted = sorted(set(anchors), key=lambda a: (a.report_id, a.doc_id, a.start))
    found: dict[Anchor, str | None] = dict.fromkeys(wanted)
    condition, values = among("report_id", sorted({anchor.report_id for anchor in wanted}))
    there = {row[0] for row in fetch(f"SELECT report_id FROM reports WHERE {condition}", values)}  # noqa: S608
    found.update((anchor, anchor.report_id) for anchor in wanted if anchor.report_id in there)
    lost = [anchor for anchor in wanted if found[anchor] is None]
    if lost:
        stored = _stored(fetch, "r.doc_id", {anchor.doc_id for anchor in lost})
        found.update((anchor, _beside(anchor, stored[anchor.doc_id])) for anchor in lost if anchor.doc_id in stored)
        lost = [anchor for anchor in lost if anchor.doc_id not in stored]
        again = _stored(fetch, "d.raw_sha256", {anchor.raw_sha256 for anchor in lost})
        found.update((anchor, _same_words(anchor, again.get(anchor.raw_sha256, []))) for anchor in lost)
    return found


def _stored(fetch: Fetch, key: str, values: set[str]) -> dict[str, list[Row]]:
    """Return reports by ``key``: id, type, trigger's start and end, sentence's start and end, words."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    rows = fetch(
        f"SELECT {key}, r.report_id, r.event_type, r.trigger_start, r.trigger_end, r.start_char, r.end_char, r.quote"  # noqa: S608
        f" FROM reports r JOIN documents d ON d.doc_id = r.doc_id WHERE {key} IN (SELECT unnest(?))"
        " ORDER BY r.report_id",
        [sorted(values)],
    )
    for value, *row in rows:
        by_key[value].append(tuple(row))
    return by_key


def _beside(anchor: Anchor, reports: Sequence[Row]) -> str | None:
    overlapping = [
        (kind != anchor.event_type, -(min(end, anchor.end) - max(start, anchor.start)), report_id)
        for report_id, kind, start, end, *_ in reports
        if start < anchor.end and anchor.start < end
    ]
    if overlapping:
        return str(min(overlapping)[2])
    around = [
        row[0] for row in reports if row[1] == anchor.event_type and row[4] <= anchor.start and anchor.end <= row[5]
    ]
    return str(around[0]) if len(around) == 1 else None


def _same_words(anchor: Anchor, reports: Sequence[Row]) -> str | None:
    same = [
        (row[1] != anchor.event_type, row[0])
        for row in reports
        if anchor.quote_sha256 is not None and quote_hash(row[6]) == anchor.quote_sha256
    ]
    return str(min(same)[1]) if same else None

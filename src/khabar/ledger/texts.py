"""Which documents of a ledger are one text: of all of them, or of those that new ones may change.

New documents change the text of those only that they share a hash of their signatures with, and of the clusters and
addresses of these. They are clustered anew, among all that share a hash with any of them: so in a crowd of texts with
one line in common each has the neighbours that it has among all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from khabar.ledger.intake import gathered_of
from khabar.ledger.rows import Row, cluster_rows

if TYPE_CHECKING:
    from khabar.read.sameness import Sketch

Fetch = Callable[..., Sequence[tuple[Any, ...]]]

_SKETCHES: Final = (
    "SELECT d.doc_id, s.signature, d.url, d.outlet, d.published, d.updated, d.given"
    " FROM documents d JOIN signatures s ON s.doc_id = d.doc_id"
)
_IN: Final = " IN (SELECT unnest(?))"


def all_rows(fetch: Fetch) -> dict[str, Row]:
    """Return the rows of ``text_clusters``, by document."""
    from khabar.read.sameness import cluster

    return {row[0]: row for row in cluster_rows(cluster(_sketches(fetch)))}


def rows_around(fetch: Fetch, added: Collection[str]) -> dict[str, Row] | None:
    """Return those rows of ``text_clusters`` that new documents may have changed; ``None`` if that cannot be told.

    ``link_documents`` must hold the addresses of all documents but ``added``.
    """
    from khabar.read.address import url_key
    from khabar.read.reach import Reach
    from khabar.read.sameness import cluster

    wanted = list(added)
    ((unknown,),) = fetch(
        f"SELECT count(*) FROM documents WHERE doc_id NOT IN (SELECT doc_id FROM text_clusters) AND NOT doc_id{_IN}",  # noqa: S608
        [wanted],
    )
    if unknown:
        return None
    reach = Reach(fetch("SELECT doc_id, signature FROM signatures ORDER BY doc_id"))
    keys = {key for (url,) in fetch(f"SELECT url FROM documents WHERE doc_id{_IN}", [wanted]) if (key := url_key(url))}  # noqa: S608
    addressed = {
        row[0]
        for row in fetch(f"SELECT doc_id FROM link_documents WHERE address{_IN}", [sorted(map(address_of, keys))])  # noqa: S608
    }
    touched = reach.of(wanted) | addressed
    clusters = f"SELECT text_cluster FROM text_clusters WHERE doc_id{_IN}"  # noqa: S608
    beside = f"SELECT doc_id FROM text_clusters WHERE text_cluster IN ({clusters})"  # noqa: S608
    touched |= {row[0] for row in fetch(beside, [sorted(touched)])}
    sketches = list(_sketches(fetch, reach.of(touched)))
    rows = {row[0]: row for row in cluster_rows(cluster(sketches, only=touched)) if row[0] in touched}
    # The versions of an address that no new document has are not all at hand.
    apart = {one.doc_id for one in sketches if url_key(one.url) not in keys} & touched
    former = fetch(f"SELECT doc_id, version, n_versions FROM text_clusters WHERE doc_id{_IN}", [sorted(apart)])  # noqa: S608
    for doc_id, version, n_versions in former:
        rows[doc_id] = (*rows[doc_id][:3], version, n_versions)
    return rows


def address_of(key: str | None) -> int | None:
    """Return 62 bits of a hash of an address (``url_key``)."""
    from khabar.link.block import number_of

    return number_of(key) if key else None


def _sketches(fetch: Fetch, doc_ids: Collection[str] | None = None) -> Iterator[Sketch]:
    from khabar.read.sameness import Sketch

    rows = (
        fetch(f"{_SKETCHES} ORDER BY d.doc_id")
        if doc_ids is None
        else fetch(f"{_SKETCHES} WHERE d.doc_id{_IN} ORDER BY d.doc_id", [sorted(doc_ids)])
    )
    for row in rows:
        yield replace(Sketch(*row[:-1]), gathered=gathered_of(row[-1]))

"""Which documents may be one text with some others: found in one pass over all signatures, without reading each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from khabar.read.sameness import INDEXED
from khabar.read.signature import HEAD_SIZE, LEAD_KEPT, MIN_RUNS

_FIRST: Final = HEAD_SIZE + 4 * LEAD_KEPT
_WIDTH: Final = _FIRST + 4 * INDEXED
_BUCKETS: Final = 1 << 20
"""As many bytes as a processor has at hand: with 1 << 24 the look-up takes more than twice as long."""


class Reach:
    """The signatures of all documents as one table."""

    def __init__(self, signatures: Sequence[tuple[str, bytes]]) -> None:
        import numpy as np

        self._ids = [doc_id for doc_id, _ in signatures]
        blobs = [blob for _, blob in signatures]
        lengths = np.fromiter(map(len, blobs), np.int64, count=len(blobs))
        packed = b"".join([blob[:_WIDTH].ljust(_WIDTH, b"\0") for blob in blobs])
        table = np.frombuffer(packed, np.uint8).reshape(len(blobs), _WIDTH)
        self._words = np.ascontiguousarray(table[:, 1:9]).view("<u8").ravel()
        self._hashes = np.ascontiguousarray(table[:, _FIRST:]).view("<u4")
        kept = np.maximum(lengths - _FIRST, 0) // 4
        self._known = (np.arange(INDEXED) < kept[:, None]) & (kept >= MIN_RUNS)[:, None]

    def of(self, doc_ids: Collection[str]) -> set[str]:
        """Return the documents that share an indexed hash, or all words, with one of these; and these themselves."""
        import numpy as np

        wanted = set(doc_ids)
        mine = np.fromiter((doc_id in wanted for doc_id in self._ids), np.bool_, count=len(self._ids))
        hashes = np.unique(self._hashes[mine][self._known[mine]])
        found: Any = mine | np.isin(self._words, np.unique(self._words[mine]))
        if len(hashes):
            # Most hashes are in no bucket of a wanted one: only those that are get looked up.
            buckets = np.zeros(_BUCKETS, np.bool_)
            mask = np.uint32(_BUCKETS - 1)
            buckets[hashes & mask] = True
            near = np.flatnonzero(buckets[self._hashes & mask])
            near = near[self._known.ravel()[near]]
            at = self._hashes.ravel()[near]
            same = hashes[np.minimum(np.searchsorted(hashes, at), len(hashes) - 1)] == at
            found[np.unique(near[same] // INDEXED)] = True
        return {self._ids[i] for i in np.flatnonzero(found).tolist()}

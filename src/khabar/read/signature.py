"""A text as a few hundred bytes from which it can be told whether another text is the same, and how much of it.

A signature is a hash of a text's words, and the ``KEPT`` lowest hashes of its runs of ``RUN`` words (bottom-k MinHash;
Broder, "On the resemblance and containment of documents", 1997). From two signatures the share of the shorter text that
stands in the longer one is estimated; unlike k minima of k hash functions, this also tells a story cut to its first
third from another story.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final
from zlib import crc32

RUN: Final = 5
"""Words in a run. Two texts on one event seldom share a run of five; two prints of one text nearly always do."""

KEPT: Final = 128
"""Run hashes kept of a text: the Jaccard of two texts is estimated to within 0.05 (one standard error)."""

LEAD_RUNS: Final = 36
LEAD_KEPT: Final = 8

MIN_RUNS: Final = 16
"""Texts with fewer runs (20 words) are only compared by equality: one quoted sentence would make them alike. Texts
without a run say too little to be one text at all."""

SAME: Final = 0.5
"""Least share of the shorter text's runs that stand in the longer one for a pair to be one text."""

_HEAD: Final = struct.Struct("<B16sI")
HEAD_SIZE: Final = _HEAD.size
"""Bytes of a signature before its hashes."""

_FORMAT: Final = 1
_MULTIPLIERS: Final = (
    0x9E3779B97F4A7C15,
    0xBF58476D1CE4E5B9,
    0x94D049BB133111EB,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
)
_TOP: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two signatures have in common.

    ``share`` is the estimated share (0 to 1) of the shorter text's runs that stand in the longer one, ``jaccard`` that
    of all runs of both that both have; ``length`` the shorter's runs over the longer's; ``lead`` whether both start
    alike.
    """

    share: float
    jaccard: float
    length: float
    lead: bool
    exact: bool


def _runs(text: str) -> Any:
    """Return a 32-bit hash of each run of words, in text order: evenly spread, the same on every machine."""
    import numpy as np

    words = np.fromiter((crc32(word.encode()) for word in text.split()), np.uint64)
    if len(words) < RUN:
        return np.empty(0, np.uint32)
    found = np.zeros(len(words) - RUN + 1, np.uint64)
    for at, by in enumerate(_MULTIPLIERS):
        found += (words[at : at + len(found)] + np.uint64(1)) * np.uint64(by)
    # The finalizer of splitmix64 (Steele, Lea and Flood 2014): without it neighbouring sums stay neighbours.
    found = (found ^ (found >> np.uint64(30))) * np.uint64(_MULTIPLIERS[1])
    found = (found ^ (found >> np.uint64(27))) * np.uint64(_MULTIPLIERS[2])
    return ((found ^ (found >> np.uint64(31))) >> np.uint64(32)).astype(np.uint32)


def signature(text: str) -> bytes:
    """Return the signature of a folded text: at most 565 bytes, from which no word of the text can be read.

    Little-endian: the format (1 byte), a hash of all words (16), the number of different runs (4), then the lowest
    hashes of the runs of the lead (``LEAD_KEPT``) and of the whole text (``KEPT``), 4 bytes each, ascending; a
    text with fewer runs has fewer.
    """
    import numpy as np

    runs = _runs(text)
    every, lead = np.unique(runs), np.unique(runs[:LEAD_RUNS])[:LEAD_KEPT]
    words = blake2b(" ".join(text.split()).encode(), digest_size=16).digest()
    kept = np.concatenate([np.resize(lead, LEAD_KEPT) if len(lead) else lead, every[:KEPT]])
    return _HEAD.pack(_FORMAT, words, len(every)) + bytes(kept.astype("<u4").tobytes())


@dataclass(frozen=True, slots=True)
class Sign:
    """A signature, read: a hash of the words, the number of runs, the lowest hashes of the lead, and of all runs."""

    words: bytes
    n_runs: int
    lead: frozenset[int]
    kept: tuple[int, ...]
    every: frozenset[int]


def is_signature(data: bytes) -> bool:
    """Return whether bytes are a signature of this format."""
    return len(data) >= _HEAD.size and data[0] == _FORMAT and not (len(data) - _HEAD.size) % 4


@lru_cache(maxsize=65_536)
def read_signature(data: bytes) -> Sign:
    """Return what a signature says.

    Raises:
        ValueError: for bytes that are no signature of this format.
    """
    if not is_signature(data):
        raise ValueError(f"no signature of format {_FORMAT}: {data[:8]!r}… of {len(data)} bytes; work it out anew")
    _, words, n_runs = _HEAD.unpack_from(data)
    hashes = struct.unpack_from(f"<{(len(data) - _HEAD.size) // 4}I", data, _HEAD.size)
    return Sign(words, n_runs, frozenset(hashes[:LEAD_KEPT]), hashes[LEAD_KEPT:], frozenset(hashes[LEAD_KEPT:]))


def likeness(a: bytes, b: bytes) -> Likeness:
    """Return what two signatures have in common.

    Raises:
        ValueError: for bytes that are no signature of this format.
    """
    one, two = sorted((read_signature(a), read_signature(b)), key=lambda sign: (sign.n_runs, sign.words))
    if one.words == two.words and one.n_runs:
        return Likeness(1.0, 1.0, 1.0, lead=True, exact=True)
    if one.n_runs < MIN_RUNS:
        return Likeness(0.0, 0.0, one.n_runs / max(1, two.n_runs), lead=False, exact=False)
    # Below the lower of the two ceilings each signature holds all runs of its text.
    ceiling = min(sign.kept[-1] if sign.n_runs > KEPT else _TOP for sign in (one, two))
    both = len(one.every & two.every)
    short, long = bisect_right(one.kept, ceiling), bisect_right(two.kept, ceiling)
    share = both / max(1, short)
    return Likeness(
        share,
        both / max(1, short + long - both),
        one.n_runs / two.n_runs,
        lead=share >= SAME and _alike(one.lead, two.lead),
        exact=False,
    )


def _alike(one: frozenset[int], two: frozenset[int]) -> bool:
    lowest = sorted(one | two)[:LEAD_KEPT]
    return 2 * len(one & two & frozenset(lowest)) >= len(lowest)


def copied(a: bytes, b: bytes) -> bool:
    """Return whether two signatures are of one text: equal, or the shorter one mostly in the longer."""
    found = likeness(a, b)
    return found.exact or found.share >= SAME

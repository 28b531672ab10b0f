"""Which documents tell in the same words: copies, excerpts, updated versions; and which are one address at two times.

Documents of one text form a *text cluster*: the connected parts under pairs that are ``EXACT``, ``COPY``,
``UPDATE``, or an ``EXCERPT`` that starts as the longer text does, where both were published within ``DAYS`` of each
other or one of the days is unknown. An excerpt from further down, as a round-up's, joins nothing, and neither does the
log-in form that a site has put in an article's place for years. A cluster is named after its earliest document: by day
of publication, then of change, then of gathering, then by id; unknown days come last. So the same documents in any
order give the same clusters under the same names. Of versions of one address whose days and times do not tell which is
older, none is numbered: an order by id would be a wrong one as often as not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from math import inf
from typing import Final

from khabar.folding import fold
from khabar.ids import content_id
from khabar.read.address import url_key
from khabar.read.signature import MIN_RUNS, SAME, Likeness, copied, is_signature, likeness, read_signature, signature
from khabar.records import Document, PassageKind

INDEXED: Final = 48
"""Hashes of a signature that lead to texts which might be alike: a text cut to an eighth still shares six of them."""

CUT: Final = 0.6
"""A text with fewer runs than this share of the other's is an excerpt of it and no copy."""

WHOLE: Final = 0.8
MUCH: Final = 0.7
"""So is one that stands nearly whole (``WHOLE``) in a text of which it is less than ``MUCH``: a round-up of two stories
is a copy of neither."""

DAYS: Final = 30
"""Reprints come within days; of 503 pairs of alike pages further apart in ``gva_longtail``, 500 were of different
incidents: forms to log in, lists of films."""

FEW: Final = 3
"""Indexed hashes that two texts must have in common to be compared at all."""

CROWD: Final = 32
NEIGHBOURS: Final = 8
"""Of more than ``CROWD`` texts with one run, each is compared with the ``NEIGHBOURS`` next in the order of their
signatures: copies of a wire story stand side by side there, and a line that an outlet puts under all its pages does not
cost a comparison of all of them with all."""

__all__ = [
    "Clusters", "Likeness", "Pair", "Sameness", "Sketch", "body_text", "cluster", "copied", "is_signature", "likeness",
    "signature", "sketch", "versions",
]  # fmt: skip


class Sameness(StrEnum):
    """How the later text of a pair goes back to the earlier one."""

    EXACT = "exact"
    COPY = "copy"
    UPDATE = "update"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document to find its like: no word of its text."""

    doc_id: str
    signature: bytes
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    updated: date | None = None
    gathered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of one text, by their ids; ``joins`` says whether that puts them in one cluster."""

    earlier: str
    later: str
    kind: Sameness
    share: float
    joins: bool


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which documents are one text.

    ``text_cluster`` gives every document's cluster, alone or not; ``earliest`` the first document of each cluster;
    ``versions``, by address, the documents of an address that was read with more than one text, oldest first;
    ``undated`` those of them of which nothing tells whether they are older or younger than another; ``pairs`` those
    that were found alike, oldest first: of a document with the same words as an earlier one, only that pair.
    """

    text_cluster: Mapping[str, str]
    earliest: Mapping[str, str]
    versions: Mapping[str, tuple[str, ...]]
    pairs: tuple[Pair, ...] = field(repr=False)
    undated: frozenset[str] = frozenset()


def body_text(document: Document) -> str:
    """Return the body of a document, folded, without titles, comments and page furniture."""
    return fold(" ".join(document.text[p.start : p.end] for p in document.passages if p.kind is PassageKind.BODY))


def sketch(document: Document, *, gathered: datetime | None = None) -> Sketch:
    """Return what is kept of a document to find its like; ``gathered`` is when its page was fetched."""
    return Sketch(
        document.doc_id,
        signature(body_text(document)),
        document.url,
        document.outlet,
        document.published,
        document.updated,
        gathered,
    )


def _near(a: Sketch, b: Sketch) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) <= DAYS


def _kind(like: Likeness, a: Sketch, b: Sketch) -> Sameness | None:
    if like.share < SAME:
        return None
    key = url_key(a.url)
    if key and key == url_key(b.url):
        return Sameness.UPDATE
    whole = like.share >= WHOLE and like.share * like.length < MUCH
    if like.length < CUT or whole:
        return Sameness.EXCERPT
    house = _house(a)
    return Sameness.UPDATE if house and house == _house(b) else Sameness.COPY


def _house(document: Sketch) -> str | None:
    """Return by what an outlet's pages are told from others': the host, else the outlet's name."""
    key = url_key(document.url)
    return key.split("/")[0] if key else fold(document.outlet) if document.outlet else None


def _order(document: Sketch) -> tuple[date, date, float, str]:
    return document.published or date.max, document.updated or date.min, _moment(document) or inf, document.doc_id


def _moment(document: Sketch) -> float | None:
    """Return when a document's page was gathered, in seconds; of what has no zone as in UTC."""
    gathered = document.gathered
    if gathered and gathered.tzinfo is None:
        gathered = gathered.replace(tzinfo=UTC)
    return gathered.timestamp() if gathered else None


def cluster(documents: Iterable[Sketch], *, only: Collection[str] | None = None) -> Clusters:
    """Return which documents are one text, and which are versions of one address.

    With ``only``, no other documents are held against each other: what is given of them is of no use.

    Takes time and memory in proportion to the documents, however many are copies of one text. A document that comes
    twice counts once.

    Raises:
        ValueError: for a signature of another format.
    """
    every = sorted({document.doc_id: document for document in documents}.values(), key=_order)
    pairs: list[Pair] = []
    parts = _Parts(document.doc_id for document in every)

    def add(earlier: Sketch, later: Sketch, kind: Sameness, share: float, *, joins: bool) -> None:
        joins = joins and _near(earlier, later)
        pairs.append(Pair(earlier.doc_id, later.doc_id, kind, round(share, 3), joins))
        if joins:
            parts.join(earlier.doc_id, later.doc_id)

    # Of documents with the same words the first of each stretch of days stands for them in what follows.
    last: dict[bytes, Sketch] = {}
    firsts: list[Sketch] = []
    for document in every:
        sign = read_signature(document.signature)
        if not sign.n_runs:
            continue
        words = sign.words
        former = last.get(words)
        if former:
            add(former, document, Sameness.EXACT, 1.0, joins=True)
        if not former or not _near(former, document):
            firsts.append(document)
        last[words] = document
    for a, b in _candidates(sorted(firsts, key=lambda one: (read_signature(one.signature).kept, *_order(one)))):
        if only is not None and not (a.doc_id in only and b.doc_id in only):
            continue
        like = likeness(a.signature, b.signature)
        if not like.exact and (kind := _kind(like, a, b)):
            earlier, later = sorted((a, b), key=_order)
            add(earlier, later, kind, like.share, joins=kind is not Sameness.EXCERPT or like.lead)
    text_cluster: dict[str, str] = {}
    earliest: dict[str, str] = {}
    named: dict[str, str] = {}
    for document in every:
        root = parts.find(document.doc_id)
        name = named.setdefault(root, content_id("t", document.doc_id))
        text_cluster[document.doc_id] = name
        earliest.setdefault(name, document.doc_id)
    rank = {document.doc_id: at for at, document in enumerate(every)}
    pairs.sort(key=lambda pair: (rank[pair.earlier], rank[pair.later]))
    groups = dict(_versions(every))
    undated = frozenset(doc_id for group in groups.values() for doc_id in _undated(group))
    named_versions = {key: tuple(one.doc_id for one in group) for key, group in groups.items()}
    return Clusters(text_cluster, earliest, named_versions, tuple(pairs), undated)


def versions(documents: Iterable[Sketch]) -> dict[str, tuple[str, ...]]:
    """Return by address (``url_key``) the documents of an address that was read with more than one text, oldest first.

    A document is as old as its last stated change, else its day of publication, else the day it was gathered; on one
    day what states a change is the younger, and then what was gathered later. What that does not tell goes by id.
    """
    return {key: tuple(one.doc_id for one in group) for key, group in _versions(documents)}


def _versions(documents: Iterable[Sketch]) -> Iterator[tuple[str, list[Sketch]]]:
    by_key: defaultdict[str, list[Sketch]] = defaultdict(list)
    for document in documents:
        if key := url_key(document.url):
            by_key[key].append(document)
    for key in sorted(by_key):
        group = sorted(by_key[key], key=lambda one: (*_age(one), _moment(one) or inf, one.doc_id))
        if len({read_signature(one.signature).words for one in group}) > 1:
            yield key, group


def _age(document: Sketch) -> tuple[date, bool]:
    """Return the day that a version is of, and whether that is the day of a change."""
    gathered = document.gathered.date() if document.gathered else date.max
    return document.updated or document.published or gathered, document.updated is not None


def _undated(group: Sequence[Sketch]) -> Iterator[str]:
    """Yield the ids of those versions, given oldest first, whose place next to another nothing tells."""
    for older, younger in pairwise(group):
        moments = _moment(older), _moment(younger)
        same_moment = None in moments or moments[0] == moments[1]
        if (_age(older) == _age(younger) and same_moment) or _age(younger)[0] == date.max:
            yield older.doc_id
            yield younger.doc_id


class _Parts:
    """Connected parts (union-find); the root of a part is the first of its members in the order given."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}
        self._rank = {name: at for at, name in enumerate(self._parent)}

    def find(self, name: str) -> str:
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, a: str, b: str) -> None:
        one, two = sorted((self.find(a), self.find(b)), key=self._rank.__getitem__)
        self._parent[two] = one


def _candidates(documents: Sequence[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    """Yield the pairs of documents, which come in the order of their signatures, that have ``FEW`` hashes in common."""
    import numpy as np

    lowest = [read_signature(document.signature).kept[:INDEXED] for document in documents]
    lowest = [hashes if len(hashes) >= MIN_RUNS else () for hashes in lowest]
    n = len(documents)
    owners = np.repeat(np.arange(n, dtype=np.int64), [len(hashes) for hashes in lowest])
    hashes = np.fromiter((run for one in lowest for run in one), np.uint32, count=len(owners))
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    starts, ends = np.concatenate([[0], edges]), np.concatenate([edges, [len(hashes)]])
    sizes = ends - starts
    found = []
    # The k-th next owner of the same hash: all of them in a small group, the neighbours in a crowd.
    group = np.repeat(np.arange(len(sizes)), sizes)
    reach = np.where(sizes > CROWD, NEIGHBOURS, sizes - 1)[group] if len(sizes) else group
    for step in range(1, CROWD):
        here = np.flatnonzero(reach[: len(owners) - step] >= step) if step < len(owners) else np.empty(0, np.int64)
        here = here[group[here] == group[here + step]]
        if not len(here):
            if step > NEIGHBOURS:
                break
            continue
        found.append(owners[here] * n + owners[here + step])
    if not found:
        return
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    for pair in pairs[counts >= FEW].tolist():
        yield documents[pair // n], documents[pair % n]

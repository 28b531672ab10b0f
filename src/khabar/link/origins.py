"""How many independent sources stand behind an incident.

The rule, in order:

1. A reader's comment is no origin, and neither is a report that does not open an incident.
2. A report that a named speaker is given for has that speaker as its origin: the innermost link of its chain whose
   actor the register knows, or whose words name a speaker. Two articles that cite one speaker for one incident
   share one origin.
3. An article with no such speaker is an origin of its own under its outlet's name. Two articles of one outlet are
   one. What an article says in its own voice beside a speaker's statement is not counted again.
4. Articles of which one copies the other's text (``COPIED_SHARE`` of five-word runs) are one origin together with all
   their speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit
from zlib import crc32

from khabar.folding import fold
from khabar.records import Document, PassageKind, Report, SourceKind

COPIED_SHARE = 0.5
"""Two texts of which this share of five-word runs agrees, estimated on the shorter one, are copies."""

RUN = 5
SKETCH = 64
"""Runs kept of each text: those with the lowest hashes."""

_NAMELESS = frozenset(
    {SourceKind.AUTHOR, SourceKind.COMMENTER, SourceKind.HEARSAY, SourceKind.UNNAMED, SourceKind.WITNESS}
)


def outlet_of(document: Document) -> str:
    """Return the outlet of a document: as the page names it, else the host of its address, else its name."""
    if document.outlet:
        return document.outlet
    host = urlsplit(document.url).hostname if document.url else None
    return (host or document.name).removeprefix("www.")


def speaker_of(report: Report) -> str | None:
    """Return who a report goes back to: the innermost named speaker of its chain, ``None`` without one."""
    for link in reversed(report.chain):
        if link.actor_id:
            return link.actor_id
        if link.kind not in _NAMELESS and link.text and any(char.isupper() for char in link.text):
            return "~" + " ".join(fold(link.text).split())
    return None


def origins_of(reports: Iterable[Report], documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the origin of each report of one incident, by report id."""
    by_document: dict[str, list[Report]] = {}
    for report in reports:
        if report.opens:
            by_document.setdefault(report.doc_id, []).append(report)
    own: dict[str, str] = {}
    in_document: dict[str, list[str]] = {}
    for doc_id in sorted(by_document):
        speakers = {report.report_id: speaker_of(report) for report in by_document[doc_id]}
        named = sorted({speaker for speaker in speakers.values() if speaker})
        fallback = named[0] if named else outlet_of(documents[doc_id])
        for report_id, speaker in speakers.items():
            own[report_id] = speaker or fallback
        in_document[doc_id] = named or [fallback]
    joined = _join(in_document, documents)
    return {report_id: joined[origin] for report_id, origin in own.items()}


def _join(in_document: Mapping[str, list[str]], documents: Mapping[str, Document]) -> dict[str, str]:
    """Return, for each origin, the one that stands for it once copies are put together."""
    parent = {origin: origin for origins in in_document.values() for origin in origins}

    def find(origin: str) -> str:
        while parent[origin] != origin:
            origin = parent[origin]
        return origin

    doc_ids = sorted(in_document)
    # One text of each group of copies is compared on, so that 366 copies of one text cost 366 comparisons.
    leaders: list[str] = []
    for doc_id in doc_ids:
        leader = next((other for other in leaders if copies(documents[doc_id], documents[other])), None)
        if leader is None:
            leaders.append(doc_id)
            continue
        roots = sorted({find(origin) for origin in (*in_document[doc_id], *in_document[leader])})
        for root in roots[1:]:
            parent[root] = roots[0]
    return {origin: find(origin) for origin in sorted(parent)}


def copies(a: Document, b: Document) -> bool:
    """Return whether one article's text is mostly the other's."""
    x, y = _sketch(article_text(a)), _sketch(article_text(b))
    if len(x) < SKETCH // 4 or len(y) < SKETCH // 4:
        return article_text(a) == article_text(b)
    # Bottom-k sketches: below the lower of the two ceilings each holds all its runs.
    ceiling = min(max(x), max(y))
    low_x, low_y = {n for n in x if n <= ceiling}, {n for n in y if n <= ceiling}
    return len(low_x & low_y) >= COPIED_SHARE * min(len(low_x), len(low_y))


def article_text(document: Document) -> str:
    """Return the body of a document, folded, without titles, comments and page furniture."""
    return fold(" ".join(document.text[p.start : p.end] for p in document.passages if p.kind is PassageKind.BODY))


@lru_cache(maxsize=4096)
def _sketch(text: str) -> frozenset[int]:
    words = text.split()
    runs = {crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
    return frozenset(sorted(runs)[:SKETCH])

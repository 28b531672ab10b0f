"""Names that only a town can be where they stand: a dateline's, that of a town's police, a country's capital.

Recognition in running text asks for evidence of a place, and rightly leaves "Largo" or "Gary" alone. At the head of a
dispatch ("LARGO, Fla. — ") and before "police" no more evidence is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.place.capitalwords import find_capitals
from khabar.place.find import given_mentions
from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import PlaceMention
from khabar.place.names import key
from khabar.place.words import words
from khabar.rare import Rare

_NAME: Final = r"[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,3}"
_AGENCY: Final = r"(?:\([^)\n]{2,40}\)|\[[^\]\n]{2,40}\])"
_DAY: Final = r",?\s(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?(?:,\s\d{4})?"
AFTER_TOWN: Final = re.compile(
    rf"(?:,\s(?:[A-Z][\w.]*\s?){{1,3}})?(?:{_DAY})?\s*(?:{_AGENCY}\s*(?::|[-–—]{{1,2}})|[-–—]{{1,2}}(?=\s)|[–—])\s?(?=\S)"
)
"""What follows the town of a dateline: ", Nigeria (Reuters) — ", ", March 12 (AP) - ", " (2 May): "."""
_HEAD: Final = re.compile(rf"(?m)^[ \t]*(?P<town>{_NAME}?)(?={AFTER_TOWN.pattern})")
_POLICE: Final = Rare(
    rf"\b(?P<town>{_NAME})\s(?:[Pp]olice\b(?!\s[Cc]ounty)|[Ff]ire\s[Dd]epartment\b|[Ss]heriff['’]s\b|[Ff]irefighters\b|[Ss]chool\s[Dd]istrict\b)"
)
_BETWEEN: Final = Rare(
    rf"\b(?:between\s(?:the\s)?(?:towns?\sof\s|cities\sof\s|villages\sof\s)?(?P<a>{_NAME})\sand\s(?P<b>{_NAME})"
    rf"|(?:road|highway|route|railway|motorway|track)\sfrom\s(?P<c>{_NAME})\sto\s(?P<d>{_NAME}))"
)
"""Two ends of a way, both of which the gazetteer must have."""
_CALLED: Final = frozenset(
    {"the", "a", "an", "after", "when", "but", "as", "on", "in", "and", "if", "while", "says", "by", "for"}
)
"""Words with a capital at the head of a sentence that belong to no name."""


def cued_mentions(text: str, found: Sequence[PlaceMention], *, offset: int = 0) -> list[PlaceMention]:
    """Return the towns that ``text`` names where only a town can be named, those of ``found`` left out.

    Offsets count from ``offset``, as those of ``found`` do.

    >>> [m.text for m in cued_mentions("LARGO, Fla. — The Gary Police Department was called.", [])]
    ['LARGO', 'Gary']
    """
    taken = [(m.start - offset, m.end - offset) for m in found]
    spans: list[tuple[int, int]] = []
    for start, end in [*_spans(text), *_ways(text, [(s, e) for s, e in taken])]:
        if any(s < end and start < e for s, e in [*taken, *spans]) or not _is_town(text[start:end]):
            continue
        spans.append((start, end))
    capitals = [m for m in find_capitals(text, 0) if not any(s < m.end and m.start < e for s, e in [*taken, *spans])]
    return [_moved(m, offset) for m in (*given_mentions(text, sorted(spans)), *capitals)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _HEAD.finditer(text):
        yield match.span("town")
    for match in _POLICE.finditer(text):
        start, end = match.span("town")
        first = match["town"].split()[0]
        if first.lower() in _CALLED and " " in match["town"]:
            start += len(first) + 1
        yield start, end


def _ways(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the two ends of each way where both are towns."""
    for match in _BETWEEN.finditer(text):
        ends = [match.span(name) for name in "abcd" if match[name]]
        if all((start, end) in taken or _is_town(text[start:end]) for start, end in ends):
            yield from ends


def _is_town(name: str) -> bool:
    """Return whether a name is exactly one that a town has, and no demonym, title or ordinary word of such places."""
    short = key(name)
    groups = words()
    if short in demonyms() or short in groups["never"] or short in groups["calendar"] or short in groups["title"]:
        return False
    if short in _NOT_TOWNS or len(short) < 3:
        return False
    return any(c.entry.kind.is_point for c in gazetteer().find(name))


_NOT_TOWNS: Final = frozenset(
    {"state", "county", "city", "metro", "metropolitan", "university", "federal", "national", "local", "military",
     "transit", "police", "park", "port", "border", "traffic", "riot", "island", "regional", "central", "north",
     "south", "east", "west", "update", "video", "photo", "breaking", "news", "by", "read", "watch", "related", "live",
     "file", "reuters", "associated press"}
)  # fmt: skip
"""Words before "police" or a dash that hamlets share: "State police", "Update —"."""


def _moved(mention: PlaceMention, offset: int) -> PlaceMention:
    if not offset:
        return mention
    inside = None if mention.inside is None else mention.inside + offset
    return replace(mention, start=mention.start + offset, end=mention.end + offset, inside=inside)

"""Borders as news writes them: the Iraq-Syria border, the Syrian side of the border, Turkey's border with Iran."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import Candidate, Kind, NameKind, PlaceMention
from khabar.place.names import key

_NAME = r"(?:[A-Z][\w.’']*(?:\s[A-Z][\w.]*){0,2})"
_WORD = r"(?:borders?|frontier|boundary)(?:\s(?:crossings?|area|region|zone|line|strip|post))?"
_PATTERNS = (
    re.compile(rf"(?:[Tt]he\s)?(?P<a>{_NAME})\s+side\s+of\s+(?:the|its|their)\s(?:(?P<b>{_NAME})\s)?{_WORD}\b"),
    re.compile(rf"(?:[Tt]he\s)?(?P<a>{_NAME})\s?[-–—/]\s?(?P<b>{_NAME})\s{_WORD}\b"),
    re.compile(rf"(?:[Tt]he\s)?{_WORD}\s(?:between|of|dividing|separating)\s(?P<a>{_NAME})\sand\s(?P<b>{_NAME})"),
    re.compile(rf"(?P<a>{_NAME})[’']s?\s(?:\w+\s)?{_WORD}\swith\s(?P<b>{_NAME})"),
    re.compile(rf"(?:[Tt]he|its|their)\s(?:\w+\s)?{_WORD}\swith\s(?P<b>{_NAME})"),
    re.compile(rf"(?:[Tt]he\s)?(?P<a>{_NAME})\s{_WORD}\b"),
)
_SOME = re.compile(r"border|frontier|boundary")
"""What each of the patterns holds."""
_SIDE = re.compile(r"\sside\sof\s")


@cache
def _country(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of the country that a name or demonym stands for, ``None`` if of none."""
    gazette = gazetteer()
    if iso2 := demonyms().get(key(words)):
        return gazette.iso2[iso2]
    countries = [c.entry for c in gazette.find(words) if c.entry.kind is Kind.COUNTRY]
    return countries[0].country_iso3 if countries else None


def country_of(words: str) -> str | None:
    """Return the country (ISO alpha-3) of the last words that name one or its people, ``None`` without one."""
    return _side(words)


def _side(words: str | None) -> str | None:
    """Return the country of the last words that name one: ``Afghan`` of ``South Afghan``."""
    parts = (words or "").split()
    return next((iso3 for at in range(len(parts)) if (iso3 := _country(" ".join(parts[at:])))), None)


def find_borders(text: str, offset: int) -> Iterator[PlaceMention]:
    """Yield the mentions of a border with at least one named side. Patterns are tried longest meaning first."""
    if not _SOME.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            one, other = _side(groups.get("a")), _side(groups.get("b"))
            if (groups.get("a") and not one) or (one is None and other is None):
                continue
            start, end = match.span()
            if pattern is _PATTERNS[5]:
                start = _trimmed(match)
            if any(s < end and start < e for s, e in taken):
                continue
            taken.append((start, end))
            sides = tuple(dict.fromkeys(side for side in (one, other) if side))
            on_a_side = bool(_SIDE.search(match.group()))
            countries = [gazetteer().country(side) for side in sides]
            candidates = tuple(Candidate(c, NameKind.MAIN) for c in countries if c)
            words = text[start:end]
            yield PlaceMention(
                offset + start,
                offset + end,
                words,
                words,
                candidates[:1] if on_a_side else candidates,
                "side" if on_a_side else "border",
                of_border=sides,
            )


def _trimmed(match: re.Match[str]) -> int:
    """Return where a border named by one side begins, leaving out capitalised words before the country's name."""
    parts = match.group("a").split()
    for at in range(len(parts)):
        if _country(" ".join(parts[at:])):
            if at == 0:
                return match.start()
            return match.start("a") + len(match.group("a")) - len(" ".join(parts[at:]))
    return match.start()

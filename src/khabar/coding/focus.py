"""The town that a document leaves no doubt its story plays in: by its dateline, its title, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from khabar.coding.sites import is_site
from khabar.place import ResolvedPlace
from khabar.place.cued import AFTER_TOWN
from khabar.place.gazetteer import gazetteer
from khabar.records import Document, Passage, PassageKind, Place

_OF_TOWN: Final = re.compile(
    r"(?:['’]s)?\s(?:[Pp]olice|[Ss]heriff|[Ff]ire\s[Dd]epartment|residents?|[Mm]ayor|[Mm]an|[Ww]oman|[Tt]een(?:ager)?|[Bb]oy|[Gg]irl"
    r"|[Cc]ouple|[Ff]amily|neighbou?rhood|[Hh]ome|apartment|shooting|stabbing|bombing|attack|killing|blast)\b"
)
_LEAD_CHARS: Final = 500
_LATER: Final = 12
"""Mentions looked at after words that tie someone to a town."""

VOTES: Final = {"dateline": 3, "title": 3, "deed": 3, "of town": 1, "lead": 1, "often": 1}
MOST: Final = {"of town": 2, "lead": 2}
LEAST, MARGIN = 3, 2
"""Least votes of the story's town, and by how many it must lead; measured on pages on gun violence (decision 0031)."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The story's town: a mention of it, what speaks for it, and the share of such towns that were right on gold."""

    place: ResolvedPlace
    grounds: tuple[str, ...]
    votes: int


def is_dateline(text: str, place: ResolvedPlace) -> bool:
    """Return whether a place stands at the head of a line as where the report was filed."""
    start = text.rfind("\n", 0, place.mention.start) + 1
    return not text[start : place.mention.start].strip() and bool(AFTER_TOWN.match(text, place.mention.end))


def town_of_story(document: Document, places: Sequence[ResolvedPlace], lead: Place | None = None) -> Focus | None:
    """Return the town in which a document's story plays, ``None`` where its places leave a doubt.

    ``places`` are all of the document, in text order. Units and countries have no vote, a place that holds another one
    that is named folds into it. ``lead`` is where the lead's own sentence says that its deed was: where that is
    elsewhere, the dateline only tells from where it was filed.
    """
    body = next((p.start for p in document.passages if p.kind is PassageKind.BODY), 0)
    titles = [_headline(document.text, p) for p in document.passages if p.kind is PassageKind.TITLE]
    votes: dict[str, dict[str, int]] = {}
    first: dict[str, ResolvedPlace] = {}
    for place in places:
        entry = place.entry
        if entry is None or not entry.kind.is_point:
            continue
        at = place.mention.start
        own = votes.setdefault(entry.place_id, {})
        first.setdefault(entry.place_id, place)
        own["n"] = own.get("n", 0) + 1
        inside = next(((start, end, whole) for start, end, whole in titles if start <= at < whole), None)
        if inside is not None:
            if at >= inside[1]:
                continue
            own["title"] = 1
        elif is_dateline(document.text, place):
            own["dateline"] = int(lead is None or _is_at(place, lead))
        elif body <= at < body + _LEAD_CHARS:
            own["lead"] = own.get("lead", 0) + 1
        if lead is not None and entry.place_id == lead.place_id:
            own["deed"] = 1
        if _OF_TOWN.match(document.text, place.mention.end):
            own["of town"] = own.get("of town", 0) + 1
    ranked = sorted(((_sum(own), place_id) for place_id, own in votes.items()), reverse=True)
    if not ranked or ranked[0][0] < LEAST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    best = ranked[0][1]
    return Focus(first[best], tuple(n for n in VOTES if votes[best].get(n)), ranked[0][0])


def _is_at(dateline: ResolvedPlace, lead: Place) -> bool:
    """Return whether a dateline's town can be where the lead's deed was: that town, or in the unit that it names."""
    assert dateline.entry is not None
    if lead.place_id is None:
        return is_site(lead.text)
    return dateline.entry.place_id == lead.place_id or lies_in(dateline, lead.place_id)


_TAIL: Final = re.compile(r"\s[-–—|«:]+\s(?=[^|«]*$)|\s[|«]\s")
_OUTLET: Final = re.compile(
    r"\b(?:News|TV|Radio|Times|Post|Herald|Tribune|Gazette|Journal|Chronicle|Telegraph|Observer|Press|Online|Sports|Weather"
    r"|FOX|ABC|CBS|NBC|BBC|CNN|[KW][A-Z]{2,3}|\w+\.(?:com|org|net|co\.\w\w))\b"
)
"""Words of an outlet's name, as pages append it to their titles: " - WXYZ News Springfield"."""


def _headline(text: str, title: Passage) -> tuple[int, int, int]:
    """Return where a title begins, where its headline ends before the outlet's name, and where it ends as a whole."""
    words = text[title.start : title.end]
    for match in _TAIL.finditer(words):
        if match.start() and _OUTLET.search(words, match.end()):
            return title.start, title.start + match.start(), title.end
    return title.start, title.end, title.end


def outlets(document: Document, places: Sequence[ResolvedPlace]) -> frozenset[int]:
    """Return where the names stand that a title gives only as the outlet's: "Man shot - WXYZ News Springfield"."""
    tails = [_headline(document.text, p)[1:] for p in document.passages if p.kind is PassageKind.TITLE]
    return frozenset(p.mention.start for p in places if any(end <= p.mention.start < whole for end, whole in tails))


def _sum(own: dict[str, int]) -> int:
    total = sum(VOTES[name] * min(own.get(name, 0), MOST.get(name, 1)) for name in VOTES)
    return total + VOTES["often"] * (own["n"] >= 3)


def lies_in(inner: ResolvedPlace, outer_id: str | None) -> bool:
    """Return whether a resolved place lies in the gazetteer's unit or country of that id."""
    if inner.entry is None or outer_id is None:
        return False
    gazette = gazetteer()
    units = [gazette.entry(n) for n in (inner.entry.admin1, inner.entry.admin2) if n is not None]
    countries = [c for iso3 in inner.entry.countries if (c := gazette.country(iso3))]
    return any(unit.place_id == outer_id for unit in [*units, *countries])

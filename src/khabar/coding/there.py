"""The town that "there", "the lakeside city" and "the capital" stand for, in a sentence that names none itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from khabar.coding.draft import Draft
from khabar.place import ResolvedPlace
from khabar.place.event import shares_clause, steps_to
from khabar.records import Document

_TOWN: Final = re.compile(
    r"\b(?:the|that|this) "
    r"(?:(?!another|other|second|next|twin|nearby|neighbou?ring|same|main|largest|whole)(?-i:[a-z-]+) )?"
    r"(?:town|city|village|settlement|hamlet|port|capital)\b",
    re.IGNORECASE,
)
_THERE: Final = re.compile(r"\bthere\b(?!\s(?:is|are|was|were|has|have|had|will|would|may|might|can|could|be|been)\b)")
_NEAR_CHARS: Final = 400
"""How far back "the town" may reach for its name."""
_CLOSE: Final = 5
"""Steps in the tree from the event to "the town": "killed at a hotel in the town" has four."""


def the_town(document: Document, draft: Draft, places: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """Return the town that "there" or "the town" in a draft's sentence stands for, ``None`` if it names another one."""
    s, low = draft.sentence, draft.sentence.stretch.start
    found = next((m for r in (_TOWN, _THERE) for m in r.finditer(s.text) if _is_of(draft, low + m.end() - 1)), None)
    if found is None or s.text[found.end() : found.end() + 4] == " of ":
        return None
    at = low + found.start()
    towns = [p for p in places if p.entry is not None and p.entry.kind.is_point and p.mention.end <= at]
    towns = [p for p in towns if not _TOLD_AT.search(document.text, max(0, p.mention.start - _REACH), p.mention.start)]
    if found.group().lower().endswith(" capital"):
        capitals = [p for p in towns if p.entry is not None and p.entry.is_capital]
        return capitals[-1] if capitals else None
    if not towns or not _is_near(document.text, towns[-1].mention.end, at):
        return None
    return towns[-1]


def _is_near(text: str, start: int, end: int) -> bool:
    """Return whether little stands between a town's name and "the town", or between it and "the town" before that."""
    for found in (*_TOWN.finditer(text, start, end), None):
        at = end if found is None else found.start()
        if at - start > _NEAR_CHARS:
            return False
        start = at
    return True


_AROUND: Final = re.compile(
    r"\b(?:(?:north|south)(?:-?(?:east|west))?|east|west|outside|near) "
    r"(?:of |from )?the (?:[a-z-]+ )?(?:town|city|capital)\b"
)


def relation_to_town(draft: Draft) -> str:
    """Return "near" for a deed that its sentence places beside the town: "south of the capital"."""
    return "near" if _AROUND.search(draft.sentence.text) else "in"


_TOLD_AT: Final = re.compile(
    r"(?:conference|briefing|reporters|journalists|agency|interview|speech|statement|hearing|court|flown|evacuated|airlifted"
    r"|transferred|flew|travell?ed|born|based|analyst|professor|ministry|embassy|headquarters|meeting|talks|summit)"
    r"\s(?:in|at|to|from)\s(?:the\s\w+\s(?:city|town|capital)\sof\s)?$"
)
"""Before the name of a town in which somebody only spoke, or to which the wounded were flown."""
_REACH: Final = 60


def _is_of(draft: Draft, at: int) -> bool:
    """Return whether the word at ``at`` hangs on a draft's event, or on the same verb in one clause with it."""
    s = draft.sentence
    word = next(iter(s.at(at, at + 1)), None)
    if word is None:
        return False
    steps = steps_to(s, word.i, draft.mention.i)
    return (steps is not None and steps <= _CLOSE) or shares_clause(s, word.i, draft.mention.i)

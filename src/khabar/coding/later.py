"""Who died later of a deed told before: the day of such a death is not that of the deed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from khabar.coding.anaphora import Related, antecedent, same_time
from khabar.coding.draft import Draft
from khabar.coding.followup import RULE as TOLL_RULE
from khabar.rare import Rare

_LATER: Final = Rare(
    r"\bdie[sd]? (?:\w+ ){0,2}(?:of|from) (?:\w+ )?(?:wounds?|injur(?:y|ies)|burns)\b|\bsuccumb(?:ed|s|ing)?\b"
    r"|\bdie[sd]? (?:\w+ )?(?:in|at) (?:an? |the )?hospitals?\b|\b(?:another|one more|a further) \w+ (?:\w+ )?die[sd]\b"
    r"|\b\d+(?:st|nd|rd|th) (?:person|victim|man|woman|child|soldier|policeman|body|death)\b"
    r"|\b(?:bring|tak|rais|push|lift|driv)(?:ing|es?|s) (?:the |its |their )?(?:\w+ ){0,2}"
    r"(?:toll|number|dead|total|count|figure|tally)\b|\b(?:rose|risen|climbed|grew|grown|increased) (?:again )?to\b",
    re.IGNORECASE,
)
"""How news tells of somebody who died after the deed, or of a toll that has risen since."""
_SPAN: Final = timedelta(60)
"""How long after a deed the wounded are told to die of it."""


_HOSPITAL: Final = re.compile(
    r"\b(?:hospital|clinic)s? (?:in|at|of|near) (?:the )?(?:\w+ (?:town|city) of )?$", re.IGNORECASE
)


def forget_place_of_death(draft: Draft) -> None:
    """Take from a toll the town of the hospital in which somebody died of it: "has since died in hospital in Alva"."""
    if draft.mention.rule != TOLL_RULE or draft.place is None:
        return
    s = draft.sentence
    if _HOSPITAL.search(s.slice(s.stretch.start, max(s.stretch.start, draft.place.start))):
        draft.place = None
        draft.why = [w for w in draft.why if w.field != "place"]


def forget_day_of_death(draft: Draft, earlier: Sequence[Draft], related: Related) -> None:
    """Take from a toll the day on which it rose: "a bomb killed 28 on Friday. Another victim died on Sunday"."""
    when = draft.when
    if draft.mention.rule != TOLL_RULE or when is None or when.date_start is None:
        return
    if not _LATER.search(draft.sentence.text):
        return
    draft.when = None
    told = antecedent(draft, earlier, related)
    of = told.root.when if told is not None else None
    day = of.date_end if of is not None else None
    if day is None or same_time(when, of) or not day < when.date_start <= day + _SPAN:
        draft.when = when
    else:
        draft.why = [w for w in draft.why if w.field != "date"]

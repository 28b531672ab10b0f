"""How the words before a name place something: in it, near it, so many kilometres east of it."""

from __future__ import annotations

import re
from functools import lru_cache

_KINDS = (
    "town|city|village|province|district|region|state|capital|port|suburb|camp|area|county|island|governorate|"
    "neighborhood|neighbourhood|settlement|outskirts|countryside|enclave|stronghold|part|parts|municipality|"
    "department|commune|streets|centre|center"
)
_KIND = rf"(?:(?:the|a|an|its|their|this)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_KINDS})s?\s+(?:of\s+)?"
_COMPASS = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern|wards?)?"
_FAR = r"(?P<n>[\d.,]+|a few|several|some)\s*-?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\.?\s+"
_PATTERNS = (
    ("distance", _FAR + rf"(?:to\s+the\s+)?(?P<way>{_COMPASS})\s+(?:of|from)"),
    ("distance", _FAR + r"(?:away\s+)?(?P<way>from|outside)"),
    ("direction", rf"(?P<way>{_COMPASS})\s+of"),
    ("off", r"off(?:\s+the)?(?:\s+[\w-]+)?\s+(?:coast|shore)s?(?:\s+of)?"),
    ("off", r"off"),
    ("border", r"(?:along|at|on|near|across|over)\s+(?:the|its)\s+(?:border|frontier)\s+(?:with|of)"),
    ("near", r"(?:near(?:by)?|close to|not far from|adjacent to|next to|on the edge of|in the vicinity of)"),
    ("near", r"(?:just off|(?:just )?outside(?: of)?)"),
    ("near", r"(?:on|at|in|from|to)\s+the\s+(?:[\w-]+\s+)?outskirts\s+of"),
    ("around", r"(?:around|surrounding|in and around)"),
    ("along", r"(?:along|on\s+the\s+(?:[\w-]+\s+)?banks?\s+of|on)"),
    ("between", r"between"),
    ("in", r"(?:in|at|inside|within|across|throughout|amid|over)"),
    ("from", r"from"),
    ("to", r"(?:to|towards?|into)"),
    ("of", r"of"),
)
_BESIDE = "central|rural|greater|downtown|old"
_BEFORE_NAME = rf"\s+(?:{_KIND})?(?:the\s+)?(?:(?:{_COMPASS}|{_BESIDE})\s+)?$"
_RULES = tuple((name, re.compile(rf"(?:\b{pattern}){_BEFORE_NAME}", re.IGNORECASE)) for name, pattern in _PATTERNS)
_ENDS = (
    rf"the|of|from|outside|off|coasts?|shores?|with|near|nearby|to|around|surrounding|along|on|between|in|at|inside|"
    rf"within|across|throughout|amid|over|towards?|into|(?:{_KINDS})s?|{_BESIDE}|{_COMPASS}"
)
_LAST_WORD = re.compile(r"(?:^|\W)(\w+)\s+$")
_REACH = 70
"""Characters before a name that can still place it."""

_CLAUSE = re.compile(r"[.;:!?\n(]")


def relation_before(text: str, start: int) -> str | None:
    """Return how the words just before position ``start`` of ``text`` place something, ``None`` if they do not.

    >>> relation_before("clashes 30 km east of Goma", 22), relation_before("near the border town of Goma", 24)
    ('30 km east', 'near')
    >>> relation_before("strikes south of Goma", 17), relation_before("Goma fell", 0)
    ('south', None)
    """
    before = text[max(0, start - _REACH) : start]
    cut = [
        m.end() for m in _CLAUSE.finditer(before) if not (m.group() == "." and before[m.end() : m.end() + 1].isalnum())
    ]
    before = before[cut[-1] :] if cut else before
    last = _LAST_WORD.search(before)
    if last is None or not _may_place(last[1].lower()):
        return None
    for name, pattern in _RULES:
        match = pattern.search(before)
        if not match:
            continue
        if name == "distance":
            way = match.group("way").lower()
            amount = f"{match.group('n')} {match.group('unit')}"
            return f"{amount} away" if way in ("from", "outside") else f"{amount} {way}"
        return match.group("way").lower() if name == "direction" else name
    return None


@lru_cache(maxsize=4096)
def _may_place(word: str) -> bool:
    """Return whether one of the rules can end in a word: most names stand after words that say nothing of place."""
    return re.fullmatch(_ENDS, word, re.IGNORECASE) is not None

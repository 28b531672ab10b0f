"""How the words before a name place something: in it, near it, so many kilometres east of it."""

from __future__ import annotations

import re
from functools import lru_cache

from khabar.numerals import integer
from khabar.place.geometry import bearing_of
from khabar.rare import Rare

_KINDS = (
    "town|city|village|province|district|region|state|capital|port|suburb|camp|area|county|island|governorate|"
    "neighborhood|neighbourhood|settlement|outskirts|countryside|enclave|stronghold|part|parts|municipality|"
    "department|commune|streets|centre|center"
)
_KIND = rf"(?:(?:the|a|an|its|their|this)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_KINDS})s?\s+(?:of\s+)?"
_COMPASS = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern|wards?)?"
_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|(?:a|one|two|three)\s+hundred|half\s+an?|an?)"
)
_UNIT = r"km|kms|kilomet(?:er|re)s?|nautical\s+miles?|miles?|mi"
_FAR = rf"(?P<n>[\d.,]+|{_NUMBER}|a few|several|some)\s*-?(?P<unit>{_UNIT})\.?\s+"
_PATTERNS = (
    ("distance", _FAR + rf"(?:to\s+the\s+)?(?P<way>{_COMPASS})\s+(?:of|from)"),
    ("distance", _FAR + r"(?:away\s+)?(?P<way>from|outside)"),
    ("direction", rf"(?P<way>{_COMPASS})\s+of"),
    ("off", r"off(?:\s+the)?(?:\s+[\w-]+)?\s+(?:coast|shore)s?(?:\s+of)?"),
    ("off", r"off"),
    ("border", r"(?:along|at|on|near|across|over)\s+(?:the|its)\s+(?:border|frontier)\s+(?:with|of)"),
    (
        "near",
        r"(?:near(?:by)?|close to|not far from|adjacent to|next to|in the vicinity of|a short (?:drive|distance) from)",
    ),
    (
        "near",
        r"(?:just off|(?:just )?outside(?: of)?|(?:mountains|hills|heights|ridges?|woods)\s+(?:above|over|near))",
    ),
    (
        "around",
        r"(?:(?:on|at|in|from|to)\s+)?the\s+(?:[\w-]+\s+)?(?:outskirts|edges?|fringes?|periphery|perimeter|suburbs)\s+of",
    ),
    ("around", r"outskirts\s+of"),
    ("around", r"(?:around|surrounding|in and around)"),
    ("along", r"(?:along|on\s+the\s+(?:[\w-]+\s+)?banks?\s+of|on)"),
    ("between", r"between"),
    ("in", r"(?:in|at|inside|within|across|throughout|amid|over|through)"),
    ("from", r"from"),
    ("to", r"(?:to|towards?|into)"),
    ("of", r"of"),
)
_BESIDE = "central|rural|greater|downtown|old"
_BEFORE_NAME = rf"\s+(?:{_KIND})?(?:the\s+)?(?:(?:{_COMPASS}|{_BESIDE})\s+)?$"
_RULES = tuple((name, Rare(rf"(?:\b{pattern}){_BEFORE_NAME}", re.IGNORECASE)) for name, pattern in _PATTERNS)
_ENDS = (
    rf"the|of|from|outside|off|coasts?|shores?|with|near|nearby|to|around|surrounding|along|on|between|in|at|inside|"
    rf"within|across|throughout|through|amid|over|above|towards?|into|(?:{_KINDS})s?|{_BESIDE}|{_COMPASS}"
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


_SAID = re.compile(rf"(?P<n>.+?)\s*-?(?P<unit>{_UNIT})\s+(?P<way>\S.*)$", re.IGNORECASE)
_KM = {"k": 1.0, "n": 1.852, "m": 1.609344}
"""Kilometres of a kilometre, a nautical mile and a mile, by the first letter of the unit."""


def displacement(relation: str | None) -> tuple[float | None, float | None]:
    """Return how far in kilometres and at which bearing in degrees a relation lies from its place, each if it says so.

    >>> displacement("20 miles south-east"), displacement("ten km away"), displacement("north"), displacement("near")
    ((32.2, 135.0), (10.0, None), (None, 0.0), (None, None))
    """
    if relation is None:
        return None, None
    found = _SAID.match(relation)
    if found is None:
        return None, bearing_of(relation)
    number = found["n"].lower().strip()
    try:
        many = float(number.replace(",", ""))
    except ValueError:
        many = 0.5 if number.startswith("half") else float(integer(number) or 0)
    km = many * _KM[found["unit"][0].lower()]
    return (round(km, 1) if km else None), bearing_of(found["way"])


@lru_cache(maxsize=4096)
def _may_place(word: str) -> bool:
    """Return whether one of the rules can end in a word: most names stand after words that say nothing of place."""
    return re.fullmatch(_ENDS, word, re.IGNORECASE) is not None

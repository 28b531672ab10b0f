"""Whether a country behind a town and a comma holds it, or begins to say who did something there."""

from __future__ import annotations

import re
from typing import Final

_FRONT: Final = re.compile(
    r"(?:^|[.!?:;\n“”\"(]\s*)"
    r"(?:(?:On|Early|Late|Later|Earlier|Meanwhile|Also|And|But|Yesterday|Elsewhere|Then|Separately)\b[^.!?;\n]{0,30}\s)?"
    r"(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Aa]round|[Oo]ver|[Ff]rom)\s(?:(?:the|nearby)\s)?(?:(?:\w+\s){1,3}of\s)?$"
)
"""What stands between the start of a sentence and a town that it opens with: "On Monday in …", "In the city of …"."""
_REACH: Final = 90
_HOLDS: Final = re.compile(r"\s?[,.;:)\]!?\"”\n–—]|\s-|\s?$")
"""What follows a country that closes such an opening: a comma more than anything."""
_ACTS: Final = re.compile(
    r"['’]s\b|['’](?=\s)|\s(?:said|says|forces?|troops|soldiers|officials?|planes|jets|warplanes"
    r"|aircraft|drones?|police|army|military|marines|helicopters|commandos|airstrikes?)\b"
)
"""What makes a country a doer anywhere: its troops, its army, what it says."""


def is_new_clause(text: str, town: int, end: int) -> bool:
    """Return whether the country that ends at ``end``, after a town and a comma, opens a clause of its own.

    ``town`` is where the town begins. A phrase in front of its sentence ends in a comma, so that a country without one
    behind it is who acts: "In Tyre, Israel bombed a bridge". Elsewhere only its forces or what it says tell.

    >>> is_new_clause("In Tyre, Israel bombed a bridge.", 3, 15), is_new_clause("In Kobe, Ethiopia, nine died.", 3, 17)
    (True, False)
    >>> is_new_clause("Nine died in Kobe, Ethiopia.", 13, 27), is_new_clause("in Kandahar, US forces said", 3, 15)
    (False, True)
    """
    if _ACTS.match(text, end):
        return True
    return bool(_FRONT.search(text[max(0, town - _REACH) : town])) and not _HOLDS.match(text, end)

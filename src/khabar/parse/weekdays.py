"""Days that the small parser takes for the last word of a name: "met President Salma Example Tuesday"."""

from __future__ import annotations

from typing import Final

from khabar.parse.rehang import DAYS, Tokens, rehung
from khabar.parse.sentence import Token

_PARTS: Final = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "appos"})


def off_names(tokens: Tokens) -> Tokens:
    """Return the tokens with a bare weekday behind a name or a noun hung on the verb, and what it governed on the name.

    "Bloody Sunday" and "the Friday" stay what they are: nothing but a name or a noun may stand right before the day.
    """
    for day in tokens:
        before = tokens[day.i - 1] if day.i else day
        if day.text.lower() not in DAYS or not day.text[:1].isupper() or day.dep not in ("pobj", "dobj", "nsubj"):
            continue
        if before.head != day.i or before.dep != "compound" or not before.is_noun or before.text.lower() in _OTHERS:
            continue
        if day.dep == "pobj" and tokens[day.head].text.lower() in (
            "on",
            "since",
            "until",
            "by",
            "from",
            "next",
            "last",
        ):
            continue
        verb = _verb_above(tokens, day)
        if verb is None:
            continue
        parts = {t.i: (before.i, t.dep) for t in tokens if t.head == day.i and t.i != before.i and t.dep in _PARTS}
        tokens = rehung(tokens, parts | {before.i: (day.head, day.dep), day.i: (verb.i, "npadvmod")})
    return tokens


_OTHERS: Final = frozenset({"bloody", "black", "good", "easter", "palm", "ash", "holy", "cyber", "fat", "super"})
"""What makes a day a name: "Bloody Sunday", "Good Friday"."""


def _verb_above(tokens: Tokens, token: Token) -> Token | None:
    at = token
    while at.head != at.i:
        at = tokens[at.head]
        if at.is_verb:
            return at
    return None


__all__ = ["off_names"]

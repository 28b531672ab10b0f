"""What mending a tree needs: who hangs on whom, and tokens with new heads."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.sentence import Token

DAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
TIMES: Final = DAYS | {"january", "february", "march", "april", "may", "june", "july", "august", "september",
                       "october", "november", "december"}  # fmt: skip
"""Names of days and months, in small letters."""

Tokens = tuple[Token, ...]
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})


def has(tokens: Tokens, i: int, dep: str) -> bool:
    """Return whether a token with the label ``dep`` hangs on token ``i``."""
    return any(t.head == i and t.dep == dep for t in tokens)


def rehung(tokens: Tokens, changed: dict[int, tuple[int, str]]) -> Tokens:
    """Return the tokens with new heads and labels for some."""
    if not changed:
        return tokens
    return tuple(replace(t, head=changed[t.i][0], dep=changed[t.i][1]) if t.i in changed else t for t in tokens)


def leftmost(tokens: Tokens, i: int) -> int:
    """Return the first token of the phrase under ``i`` that stands next to it."""
    low = i
    while low > 0 and tokens[low - 1].dep != "punct" and is_below(tokens, low - 1, i):
        low -= 1
    return low


def is_below(tokens: Tokens, i: int, top: int) -> bool:
    """Return whether token ``i`` is ``top`` or hangs somewhere below it."""
    for _ in range(len(tokens)):
        if i == top:
            return True
        if tokens[i].head == i:
            return False
        i = tokens[i].head
    return False

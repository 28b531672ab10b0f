"""Mending what the small parser regularly gets wrong in news prose."""

from __future__ import annotations

from dataclasses import replace

from khabar.parse.sentence import Token

_MOVABLE = frozenset({"advcl", "prep", "npadvmod", "advmod"})
_SUBJECTS = ("nsubj", "nsubjpass")


def mend(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with adjuncts of a fronted statement hung on it.

    In "Jets hit a base, when they crossed the river, the army said" the parser hangs the clause with "when" on "said",
    though it stands between the statement and the speaker. It belongs to the statement.
    """
    moved: dict[int, int] = {}
    for said in tokens:
        statements = [t for t in tokens if t.head == said.i and t.dep == "ccomp" and t.i < said.i]
        if not statements or not said.tag.startswith("VB"):
            continue
        speaker = min((t.i for t in tokens if t.head == said.i and t.dep in _SUBJECTS), default=said.i)
        first = _leftmost(tokens, min(speaker, said.i))
        for t in tokens:
            if t.head == said.i and t.dep in _MOVABLE and statements[0].i < t.i < first:
                moved[t.i] = statements[0].i
    return tuple(replace(t, head=moved[t.i]) if t.i in moved else t for t in tokens) if moved else tokens


def _leftmost(tokens: tuple[Token, ...], i: int) -> int:
    """Return the first token of the phrase under ``i`` that stands next to it."""
    low = i
    while low > 0 and tokens[low - 1].dep != "punct" and _below(tokens, low - 1, i):
        low -= 1
    return low


def _below(tokens: tuple[Token, ...], i: int, top: int) -> bool:
    for _ in range(len(tokens)):
        if i == top:
            return True
        if tokens[i].head == i:
            return False
        i = tokens[i].head
    return False

"""Which of the many patterns can match in a line of text at all, told by its words.

A pattern needs words: no month, no "on 3 May". What a word of the text brings of what they need is worked out once a
word, so that a line tells which patterns fit by putting together what its words bring.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from khabar.date.beginnings import beginnings
from khabar.date.build import Build
from khabar.date.patterns import patterns
from khabar.rare import DIGIT, needs_of

Pattern = tuple[int, re.Pattern[str], Build]
"""A pattern with its rank and its builder."""

_PART: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d")
_LEAST: Final = 3
"""Letters of a word that is looked for, at least: shorter ones stand in every line."""


@cache
def _needs() -> tuple[tuple[frozenset[str], ...], ...]:
    """Return what each pattern needs one of: words, or parts of words, and `DIGIT` for a figure."""
    found: list[tuple[frozenset[str], ...]] = []
    for pattern, _ in patterns():
        needs = [frozenset(map(_longest_part, words)) for words in needs_of(pattern)]
        found.append(tuple(words for words in needs if min(map(len, words - {DIGIT}), default=_LEAST) >= _LEAST))
    return tuple(found)


def _longest_part(words: str) -> str:
    return words if words == DIGIT else max(_PART.findall(words), key=len, default="")


@cache
def _bits() -> dict[frozenset[str], int]:
    """Return the bit of each need."""
    return {words: 1 << i for i, words in enumerate(dict.fromkeys(words for needs in _needs() for words in needs))}


@cache
def _bringing() -> dict[str, list[tuple[str, int]]]:
    """Return the parts of words that are needed, by their first letters, each with the bits of the needs it meets."""
    found: dict[str, list[tuple[str, int]]] = {}
    for part in sorted({part for words in _bits() for part in words}):
        bits = sum(bit for words, bit in _bits().items() if part in words)
        found.setdefault(part[:_LEAST], []).append((part, bits))
    return found


@lru_cache(maxsize=1 << 14)
def brought_by(word: str) -> int:
    """Return, as bits, what a word brings of what the patterns need."""
    bringing = _bringing()
    bits = bringing[DIGIT][0][1] if _FIGURE.search(word) else 0
    for at in range(len(word) - _LEAST + 1):
        for part, met in bringing.get(word[at : at + _LEAST], ()):
            if word.startswith(part, at):
                bits |= met
    return bits


@lru_cache(maxsize=256)
def _beginning_with(letter: str) -> tuple[tuple[Pattern, int], ...]:
    """Return the patterns that can begin with a letter or figure, with the bits of what they need."""
    every = letter > "\x7f"
    return tuple(
        ((rank, pattern, build), sum(_bits()[words] for words in set(needs)))
        for rank, ((pattern, build), needs) in enumerate(zip(patterns(), _needs(), strict=True))
        if every or letter in beginnings(pattern)
    )


@lru_cache(maxsize=1 << 14)
def fitting(letter: str, brought: int) -> tuple[Pattern, ...]:
    """Return, in order, the patterns that can begin with a letter or figure in a line whose words bring so much."""
    missing = ~brought
    return tuple([pattern for pattern, needs in _beginning_with(letter) if not needs & missing])


__all__ = ["Pattern", "brought_by", "fitting"]

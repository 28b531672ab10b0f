"""Headlines in capitals, and what the parser is given for them: "Rebels Seize Town", "REBELS SEIZE TOWN".

The small model has learnt from running text and takes a word with a capital for a name. So it is given small letters
for words that news writes small, and a first capital for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from khabar.parse.lemma import is_known, lemma
from khabar.parse.standin import FORCE
from khabar.tables import word_classes

_SMALL: Final = frozenset({
    "a", "about", "after", "against", "ahead", "aged", "all", "among", "amid", "an", "and", "around",
    "as", "at", "before", "behind", "but", "by", "despite", "during", "for", "from", "in", "inside",
    "into", "is", "its", "it", "near", "no", "nor", "not", "of", "off", "on", "onto", "or", "out",
    "outside", "over", "per", "since", "so", "than", "that", "the", "their", "to", "under", "until",
    "up", "upon", "via", "vs", "was", "were", "while", "who", "will", "with", "within", "without",
    "yet"})  # fmt: skip
"""Words that a headline in capitals may write small."""
_LEAST: Final = 3
"""Words of a headline, at least: fewer may be a name."""
_NAMES: Final = frozenset({("islamic", "state"), ("islamic", "jihad"), ("white", "house"), ("security", "council")})
"""Names whose second word would be a word."""
_LETTERS: Final = frozenset({"US", "UN", "EU", "UK"})
"""Names that would be words in small letters."""


def lowered(tokens: Sequence[str]) -> dict[int, str]:
    """Return what stands in for the words of a headline in capitals, by number; nothing for any other text.

    >>> lowered("Rebels Seize Town in Kivu".split())
    {1: 'seize', 2: 'town'}
    >>> lowered("TURKEY STRIKES HAMA".split())
    {0: 'Turkey', 1: 'strikes', 2: 'Hama'}
    >>> lowered("Rebels seized Sake".split()), lowered("Islamic State".split())
    ({}, {})
    """
    words = [t for i, t in enumerate(tokens) if t[0].isalpha() and not (i and tokens[i - 1] == "-")]
    if len(words) < _LEAST or not all(t[0].isupper() or t in _SMALL or "-" in t for t in words):
        return {}
    loud = all(t.isupper() for t in words)
    found: dict[int, str] = {}
    for i, token in enumerate(tokens):
        if token in _LETTERS or not ((loud and token[0].isalpha()) or (token[0].isupper() and token[1:].islower())):
            continue
        low = token.lower()
        if (tokens[i - 1].lower() if i else "", low) in _NAMES:
            continue
        plain = low if low in _SMALL or _is_common(low) else _named(token) if loud else token
        found[i] = plain if i else _named(plain)
    return {i: word for i, word in found.items() if word != tokens[i]}


def _named(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-")) if len(word) > 3 else word


@cache
def _common() -> frozenset[str]:
    return frozenset[str]().union(*word_classes("khabar.parse", "common.tsv").values())


def _is_common(word: str) -> bool:
    common = _common()
    if word in common or word in FORCE:
        return True
    bases = {lemma(word, tag) for tag in ("VBZ", "VBD", "VBG", "NNS")} | {word}
    return any(
        (base != word and base in common) or base in FORCE or (is_known(base, "verb") and not is_known(base, "noun"))
        for base in bases
    )


__all__ = ["lowered"]

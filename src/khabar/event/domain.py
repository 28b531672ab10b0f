"""Which field a sentence is about where that is not conflict: sport, business, fiction, history, accidents, weather."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from khabar.parse import Sentence
from khabar.rare import Rare
from khabar.tables import packaged, read_table

TELLS: Final = 6
"""The score from which a sentence is about a domain: one word that tells it, or two or three that point to it."""

_NAME_TAGS = ("NNP", "NNPS")
_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")
_WON = frozenset(("beat", "win", "defeat", "draw", "lose", "lead", "victory", "thrash", "edge", "overcome", "crush"))
_OLD = Rare(
    r"\b(?:in|of|since|from|until|till|by|around|about|between|before|after|during)(?: the year)? "
    r"(?:1[0-8]\d\d|[3-9]\d\d)(?=\s*(?:$|[.,;:)–—]|(?:and|when|by|but|that|to|as)\b))"
    r"|\b(?:(?i:seventy|eighty|ninety|(?:a|one|two|three|four|five|six) hundred|(?:a|one|two) thousand)"
    r"|[7-9]\d|\d{3,4}) years ago\b"
    r"|\b(?i:centur(?:y|ies)|millennia) ago\b"
    r"|\b(?:[1-9]|1[0-8])th(?:-| )century\b|\b(?:\d{1,4} (?:BC|BCE|AD|CE)|AD \d{2,4})\b|\b1[0-8]\d\ds\b"
)
"""A date before 1900 or long ago: "in 1812", "the 13th century", "eighty years ago"; a bare number only where it counts
nothing."""


@cache
def _weights() -> Mapping[str, Mapping[str, int]]:
    """Return the weight of each word, or pair of words, in each domain that has it."""
    found: dict[str, dict[str, int]] = {}
    for row in read_table(packaged("khabar.event", "domains.tsv"), ["domain", "weight", "words"]):
        if row["weight"] not in ("2", "3", "6"):
            raise row.error(f"weight {row['weight']!r}", "2, 3 or 6")
        for word in row.items("words"):
            weights = found.setdefault(word, {})
            weights[row["domain"]] = max(int(row["weight"]), weights.get(row["domain"], 0))
    return found


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a pair with a weight begins with."""
    return frozenset(words.split(" ", 1)[0] for words in _weights() if " " in words)


def domain_scores(s: Sentence) -> Counter[str]:
    """Return how strongly the words of a sentence tell of each domain; parts of names count only in pairs of words.

    >>> from khabar.parse import Stretch, parse
    >>> text = "The striker attacked down the left before half-time."
    >>> domain_scores(parse(text, [Stretch(0, len(text), 0, 0)])[0])["sport"] >= TELLS
    True
    """
    plain = [t for t in s.tokens if t.tag not in _NAME_TAGS or t.i == 0]  # the first word has its capital anyway
    # troops that storm a school are no weather
    low = [t.text.lower() for t in s.tokens]
    words = {w for t in plain for w in (t.lemma, low[t.i]) if not (w == "storm" and t.is_verb)}
    first = _first_words()
    pairs = {f"{a} {b}" for a, t in zip(low, s.tokens[1:], strict=False) if a in first for b in (low[t.i], t.lemma)}
    if "-" in low:
        pairs |= {f"{a}-{c}" for a, b, c in zip(low, low[1:], low[2:], strict=False) if b == "-"}
    names = {low[t.i] for t in s.tokens if t.tag in _NAME_TAGS and "history" in _weights().get(low[t.i], ())}
    scores: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for word in sorted((words | pairs | names) & _weights().keys()):
        for domain, weight in _weights()[word].items():
            stem = word[:5]
            if (domain, stem) not in seen:
                seen.add((domain, stem))
                scores[domain] += weight
    if _SCORE.search(s.text) and not _WON.isdisjoint(words):
        scores["sport"] += TELLS
    if _OLD.search(s.text):
        scores["history"] += TELLS
        scores["old"] += TELLS
    return scores

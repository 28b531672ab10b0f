"""Lemmas by the parser model's own tables, without its lemmatizer, which costs more than the parse."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_CLITICS = {"'s": "be", "'re": "be", "'m": "be", "am": "be", "are": "be", "'ve": "have", "'d": "have"}
_POS = {"V": "verb", "M": "verb", "N": "noun", "J": "adj", "R": "adv"}


class _Tables(NamedTuple):
    rules: dict[str, list[tuple[str, str]]]
    exceptions: dict[str, dict[str, list[str]]]
    known: dict[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    from khabar.parse.parser import model_path
    from khabar.parse.spacy_alone import without_commands

    with without_commands():
        from spacy.lookups import Lookups

    lookups = Lookups().from_disk(Path(model_path()) / "lemmatizer" / "lookups")
    rules, exceptions, index = (lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    parts = sorted(set(_POS.values()))
    return _Tables(
        {part: [(old, new) for old, new in rules.get(part, []) if old] for part in parts},
        {part: exceptions.get(part, {}) for part in parts},
        {part: frozenset(index.get(part, ())) for part in parts},
    )


@lru_cache(maxsize=65536)
def lemma(word: str, tag: str) -> str:
    """Return the lower-case lemma of ``word`` under a Penn Treebank ``tag``.

    >>> lemma("strikes", "NNS"), lemma("fought", "VBD"), lemma("ISIS", "NNP")
    ('strike', 'fight', 'isis')
    """
    low = word.lower().replace("’", "'")
    if low == "wound":
        return low  # in news never the past of "wind"
    pos = _POS.get(tag[:1])
    if tag in ("NN", "NNP", "JJ", "RB", "VB", "VBP") or pos is None or not low.isalpha():
        return _CLITICS.get(low, low) if tag.startswith("VB") else low
    tables = _tables()
    if found := tables.exceptions[pos].get(low):
        return str(found[0])
    known = tables.known[pos]
    if low in known and tag not in ("NNS", "VBD", "VBZ"):
        return low
    guesses = [low[: -len(old)] + new for old, new in tables.rules[pos] if low.endswith(old)]
    for guess in guesses:
        if guess in known:
            return guess
    if low in known:
        return low
    return guesses[0] if guesses and tag in ("NNS", "NNPS", "VBZ") else low


def is_known(word: str, part: str) -> bool:
    """Return whether a lower-case word is among the parser model's lemmas of ``part`` (verb, noun, adj, adv).

    >>> is_known("pleasant", "adj"), is_known("iform", "adj")
    (True, False)
    """
    return word in _tables().known[part]

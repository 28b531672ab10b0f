"""Lemmas by the parser model's own tables, without its lemmatizer, which costs more than the parse."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from spacy.lookups import Lookups, Table

_CLITICS = {"'s": "be", "'re": "be", "'m": "be", "am": "be", "are": "be", "'ve": "have", "'d": "have"}
_POS = {"V": "verb", "M": "verb", "N": "noun", "J": "adj", "R": "adv"}


@cache
def _tables() -> tuple[Table, Table, Table]:
    from khabar.parse.parser import model_path

    lookups = Lookups().from_disk(Path(model_path()) / "lemmatizer" / "lookups")
    return lookups.get_table("lemma_rules"), lookups.get_table("lemma_exc"), lookups.get_table("lemma_index")


@lru_cache(maxsize=65536)
def lemma(word: str, tag: str) -> str:
    """Return the lower-case lemma of ``word`` under a Penn Treebank ``tag``.

    >>> lemma("strikes", "NNS"), lemma("fought", "VBD"), lemma("ISIS", "NNP")
    ('strike', 'fight', 'isis')
    """
    low = word.lower().replace("’", "'")
    pos = _POS.get(tag[:1])
    if tag in ("NN", "NNP", "JJ", "RB", "VB", "VBP") or pos is None or not low.isalpha():
        return _CLITICS.get(low, low) if tag.startswith("VB") else low
    rules, exceptions, index = _tables()
    if found := exceptions.get(pos, {}).get(low):
        return str(found[0])
    known = index.get(pos, {})
    if low in known and tag not in ("NNS", "VBD", "VBZ"):
        return low
    guesses = [low[: -len(old)] + new for old, new in rules.get(pos, []) if old and low.endswith(old)]
    for guess in guesses:
        if guess in known:
            return str(guess)
    if low in known:
        return low
    return str(guesses[0]) if guesses and tag in ("NNS", "NNPS", "VBZ") else low

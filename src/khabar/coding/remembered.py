"""Deeds that are only remembered: "a monument to the people killed in the massacre was unveiled in Halabja on Monday".

The day and the place of the unveiling, the vigil or the trial are not those of the deed.
"""

from __future__ import annotations

from typing import Final

from khabar.parse import Sentence

_REMEMBERING: Final = frozenset(
    {"monument", "memorial", "museum", "statue", "plaque", "cenotaph", "mausoleum", "mural", "grave", "tomb",
     "cemetery", "anniversary", "commemoration", "remembrance", "memory", "tribute", "vigil", "wreath", "exhibition",
     "family", "relative", "widow", "descendant", "survivor", "trial"}
)  # fmt: skip
"""What is put up, held or told for those who were harmed, and who is left of them."""
_FOR: Final = frozenset({"to", "of", "for", "in"})


def remembered(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """Return the range of the words that tell of the deed at token ``i`` where it is only remembered, else ``None``.

    It is what "to", "of" or "for" joins to the monument, and what hangs on that; a day beyond it is another's.
    """
    for token in (sentence[i], *sentence.ancestors(i)):
        if token.dep == "ROOT" or (token.is_verb and token.dep not in ("acl", "relcl", "pcomp")):
            return None
        link = sentence.head(token.i)
        if token.dep in ("pobj", "pcomp") and link.lemma in _FOR and sentence.head(link.i).lemma in _REMEMBERING:
            return sentence.cover(sentence.subtree(token.i))
    return None

"""The gate: which sentences are worth a parse. Almost free, so that the parser, which is not, sees few."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khabar.folding import fold

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")


class Gate:
    """Lets a sentence through if it holds one of the given words.

    ``forms`` are lower-case inflected words; a phrase of several words is matched as a run of words.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        phrases = [tuple(form.split()) for form in forms]
        self._words = frozenset(p[0] for p in phrases if len(p) == 1)
        self._runs: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            if len(phrase) > 1:
                self._runs.setdefault(phrase[0], []).append(phrase)

    def passes(self, text: str) -> bool:
        """Return whether the sentence ``text`` holds a word or phrase of the gate."""
        words = _WORD.findall(fold(text))
        if not self._words.isdisjoint(words) or any(
            not self._words.isdisjoint(w.split("-")) for w in words if "-" in w
        ):
            return True
        return any(
            tuple(words[at : at + len(run)]) == run for at, word in enumerate(words) for run in self._runs.get(word, ())
        )

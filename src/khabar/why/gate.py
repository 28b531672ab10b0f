"""By which words a sentence passed the gate."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST = 4
"""Words of the longest phrase that is looked for; longer ones show as "its words together"."""


def forms_that_pass(passes: Callable[[str], bool], text: str) -> tuple[str, ...]:
    """Return the shortest runs of words of a text that pass a gate by themselves, in text order.

    >>> forms_that_pass(lambda words: "opened fire" in words or "raid" in words, "They opened fire in the raid.")
    ('opened fire', 'raid')
    """
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int]] = []
    for length in range(1, _LONGEST + 1):
        for at in range(len(words) - length + 1):
            shorter = any(at <= low and high <= at + length for low, high in found)
            if not shorter and passes(text[words[at].start() : words[at + length - 1].end()]):
                found.append((at, at + length))
    return tuple(dict.fromkeys(text[words[low].start() : words[high - 1].end()] for low, high in sorted(found)))

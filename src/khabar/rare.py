"""Patterns that seldom match: tried only where the words stand that no match can do without.

A pattern that is searched for in every sentence is tried at every letter of it, which takes 10 to 60 µs; to look first
for "fatal" or "suicide" takes one. The words are read off the pattern's own syntax, and the reading errs on one side
only: where it understands nothing, the pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Final

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # the standard library's own, and no promise: without it every pattern is tried everywhere
    _parser = None

DIGIT: Final = r"\d"
"""Stands among needed words for any figure."""
_SHORT: Final = 2
"""Letters of a needed word, at least: a single one stands in every sentence."""
_MANY: Final = 48
"""Words of which one is needed, at most: to look for more takes longer than the pattern itself."""

Needs = tuple[frozenset[str], ...]
"""Sets of lower-case words: of each set one word stands in every text with a match."""


class Rare:
    """A pattern like those of `re`, for texts that mostly hold no match of it.

    Case is lowered as `str.lower` does it: "ſ", "ı" and "İ", which `re` takes for "s" and "i" where case is no matter,
    are letters of their own.

    >>> _FATALLY = Rare(r"(?:fatally|mortally) (?:shot|hit)", re.IGNORECASE)
    >>> [sorted(one) for one in _FATALLY.needs]
    [['fatally', 'mortally'], ['hit', 'shot']]
    >>> _FATALLY.search("One was Fatally shot.")
    <re.Match object; span=(8, 20), match='Fatally shot'>
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled when it is first used."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def needs(self) -> Needs:
        """What every text with a match holds."""
        return needs_of(self.compiled)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Return the first match in a text, ``None`` if there is none."""
        needs = tuple(tuple(sorted(one)) for one in self.needs if DIGIT not in one)
        search = self.compiled.search

        def found(text: str) -> re.Match[str] | None:
            low = text.lower()
            for words in needs:
                for word in words:
                    if word in low:
                        break
                else:
                    return None
            return search(text)

        return found if needs else search

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text."""
        return iter(()) if self.search(text) is None else self.compiled.finditer(text)


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """Return what every text holds that the pattern matches, what stands in fewest texts first; nothing if not known.

    >>> [sorted(one) for one in needs_of(re.compile(r"(?:the )?(?:monday|friday)s? \\d+"))]
    [['friday', 'monday'], ['\\\\d']]
    """
    if _parser is None:
        return ()
    found = _of_run(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    kept = {one for one in found if len(one) <= _MANY and _worth(one)[0] >= _SHORT}
    return tuple(sorted(kept, key=lambda one: (_worth(one), sorted(one)), reverse=True))


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Return how much a need tells: the longer its shortest word, and the fewer its words, the fewer texts meet it."""
    return min(_SHORT if word == DIGIT else len(word) for word in words), -len(words)


def _of_run(nodes: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    letters = ""
    for name, value in nodes:
        kind = str(name)
        if letter := _letter(kind, value):
            letters += letter
        elif kind not in ("AT", "ASSERT", "ASSERT_NOT"):
            found += [frozenset({letters})] if letters else []
            letters = ""
            found += _of_part(kind, value)
    return [*found, frozenset({letters})] if letters else found


def _of_part(kind: str, value: Any) -> list[frozenset[str]]:
    if kind == "BRANCH":
        branches = [max(_of_run(branch), key=_worth, default=frozenset[str]()) for branch in value[1]]
        return [frozenset[str]().union(*branches)] if all(branches) else []
    if kind == "SUBPATTERN":
        return _of_run(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _of_run(value[2])
    if kind == "IN" and all(_is_figure(str(name), one) for name, one in value):
        return [frozenset({DIGIT})]
    return []


def _letter(kind: str, value: Any) -> str:
    """Return the lower-case letter that a part stands for, an empty string if it stands for several or none."""
    if kind == "LITERAL":
        return chr(value).lower()
    if kind == "IN" and all(str(name) == "LITERAL" for name, _ in value):
        letters = {chr(one).lower() for _, one in value}
        return letters.pop() if len(letters) == 1 else ""
    return ""


def _is_figure(kind: str, value: Any) -> bool:
    if kind == "CATEGORY":
        return str(value) == "CATEGORY_DIGIT"
    if kind == "LITERAL":
        return chr(value).isdigit()
    return kind == "RANGE" and ord("0") <= value[0] <= value[1] <= ord("9")


__all__ = ["DIGIT", "Needs", "Rare", "needs_of"]

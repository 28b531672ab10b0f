"""Names and nouns found in a run of words: the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from khabar.actor.load import Name, Noun, Tables
from khabar.actor.words import Word, word_fits


@dataclass(slots=True)
class Index:
    """Look-up of names and nouns by the words they begin with."""

    names: dict[str, list[Name]]
    nouns: dict[str, Noun]
    _name_lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _noun_lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    kept: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables) -> Index:
        """Return the index of a register's tables."""
        index = cls(tables.names, tables.nouns)
        index._name_lengths = _lengths(tables.names)
        index._noun_lengths = _lengths(tables.nouns)
        return index

    def names_at(self, words: Sequence[Word], i: int, *, shouting: bool = False) -> tuple[int, list[Name]]:
        """Return how many words from ``i`` on are the longest name there, and the names; 0 if none."""
        for length in self._name_lengths.get(words[i].key, ()):
            if i + length > len(words):
                continue
            run = words[i : i + length]
            found = self.names.get(" ".join(word.key or word.mark for word in run))
            fitting = [name for name in found or () if _fits(name, run, shouting=shouting)]
            if fitting:
                return length, fitting
        return 0, []

    def noun_at(self, words: Sequence[Word], i: int) -> tuple[int, Noun | None]:
        """Return how many words from ``i`` on are the longest common noun there, and its meaning."""
        for length in self._noun_lengths.get(words[i].key, ()):
            if i + length <= len(words):
                noun = self.nouns.get(" ".join(word.key or word.mark for word in words[i : i + length]))
                if noun is not None:
                    return length, noun
        return 0, None


def _lengths(table: dict[str, list[Name]] | dict[str, Noun]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for key in table:
        first, *rest = key.split(" ")
        lengths.setdefault(first, set()).add(len(rest) + 1)
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _fits(name: Name, run: Sequence[Word], *, shouting: bool) -> bool:
    return len(name.words) == len(run) and all(
        word_fits(alias, word.text, shouting=shouting) for alias, word in zip(name.words, run, strict=True)
    )

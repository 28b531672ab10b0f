"""A text as the tagger sees it: words, the network's vectors of them, and what the lists say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from khabar.actor import ActorMention, Register
from khabar.actor.words import words_of
from khabar.event.weapons import Weapon, longest, weapon
from khabar.place import PlaceMention, find_places
from khabar.place.gazetteer import demonyms
from khabar.place.words import words as place_words
from khabar.reader.hidden import vectors_of
from khabar.reader.pieces import pieces_of
from khabar.reader.reader import split_plain

CLASSES: Final = (
    "title", "given", "body", "before", "admin1", "town", "street", "agentive", "direction", "generic", "calendar",
)  # fmt: skip
"""The classes of ``place/data/words.tsv`` that tell something of an entity."""

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, paragraph breaks among them (empty ranges).

    ``starts`` and ``ends`` are code points; ``vectors`` (words, layers, width) the network's; ``signs`` what the
    letters and the lists say of each word; ``sentences`` ranges of words.
    """

    text: str
    starts: np.ndarray
    ends: np.ndarray
    vectors: np.ndarray
    signs: list[list[str]]
    sentences: list[tuple[int, int]]
    places: list[PlaceMention]
    actors: list[ActorMention]
    weapons: list[tuple[int, int, Weapon]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, start: int) -> int:
        """Return the first word that ends after a code point."""
        return int(np.searchsorted(self.ends, start, side="right"))

    def range_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points of a run of words, last included."""
        return int(self.starts[first]), int(self.ends[last])

    def mark(self, start: int, end: int, sign: str) -> None:
        """Give the words of a range a sign: ``B-`` for the first, ``I-`` for those after it."""
        place = "B-"
        for i in range(self.at(start), len(self)):
            if self.starts[i] >= end:
                break
            if self.ends[i] > self.starts[i]:
                self.signs[i].append(place + sign)
                place = "I-"


def words_in(text: str, register: Register) -> Words:
    """Return the words of a plain text."""
    texts, stretches = split_plain(text)
    pieces = pieces_of(texts, stretches)
    numbers = pieces.words
    count = int(numbers[-1]) + 1 if len(numbers) else 0
    first = np.searchsorted(numbers, np.arange(count))
    last = np.searchsorted(numbers, np.arange(count), side="right") - 1
    begins = [int(numbers[i]) for i in pieces.sentences.tolist() if i < len(numbers)]
    found = Words(
        text,
        pieces.starts[first],
        pieces.ends[last],
        vectors_of(pieces, count),
        [[] for _ in range(count)],
        list(pairwise([*begins, count])),
        find_places(text),
        register.find_actors(text),
    )
    _letters(found)
    _lists(found, register, [(s.start, s.end) for s in stretches])
    return found


def _letters(words: Words) -> None:
    """Add what the letters of each word tell."""
    begins = {start for start, _ in words.sentences}
    classes = [(name, place_words()[name]) for name in CLASSES]
    breaks = False
    for i in range(len(words)):
        word = words.text[words.starts[i] : words.ends[i]]
        if not word:
            words.signs[i].append("break")
            breaks = True
            continue
        shape = shape_of(word)
        signs = [f"shape={shape}"]
        if i in begins or breaks:
            signs += ["first", f"first={shape}"]
        breaks = False
        low = word.lower()
        signs += [f"class={name}" for name, members in classes if low in members]
        if low in demonyms():
            signs.append("demonym")
        words.signs[i] += signs


def shape_of(word: str) -> str:
    """Return what kind of letters a word has.

    >>> [shape_of(word) for word in ("shelled", "Goma", "FARDC", "M23", "23", "I", ",")]
    ['lower', 'title', 'upper', 'upper', 'digit', 'one', 'mark']
    """
    if word[0].isdigit():
        return "digit"
    if not word[0].isalnum():
        return "mark"
    if word.islower():
        return "lower"
    if word.isupper():
        return "one" if len(word) == 1 else "upper"
    return "title" if word[0].isupper() else "mixed"


def _lists(words: Words, register: Register, stretches: Sequence[tuple[int, int]]) -> None:
    """Add what the register, the gazetteer and the table of weapons know."""
    for actor in words.actors:
        words.mark(actor.start, actor.end, f"actor={actor.rule}")
        words.mark(actor.start, actor.end, f"kind={actor.kind}")
    for place in words.places:
        words.mark(place.start, place.end, "place")
        if place.relation:
            words.mark(place.start, place.end, "placed")
    for start, end in stretches:
        run = words_of(words.text[start:end])
        i = 0
        while i < len(run):
            length, noun = register.index.noun_at(run, i)
            if noun is not None:
                a, b = start + run[i].start, start + run[i + length - 1].end
                words.mark(a, b, f"noun={noun.kind}")
                if noun.office:
                    words.mark(a, b, "office")
                if noun.part:
                    words.mark(a, b, "part")
            i += max(length, 1)
        words.weapons.extend((start + a, start + b, known) for a, b, known in weapons_in(words.text[start:end]))
    for a, b, known in words.weapons:
        words.mark(a, b, "weapon" if known.plain else "perhaps weapon")


def weapons_in(text: str) -> list[tuple[int, int, Weapon]]:
    """Return the ranges of a text that ``event/data/weapons.tsv`` knows, longest first, with what they mean.

    >>> ["a roadside bomb and two rifles"[a:b] for a, b, _ in weapons_in("a roadside bomb and two rifles")]
    ['roadside bomb', 'rifles']
    """
    spans = [m.span() for m in _TOKEN.finditer(text)]
    found: list[tuple[int, int, Weapon]] = []
    i = 0
    while i < len(spans):
        step = 1
        for length in range(min(longest(), len(spans) - i), 0, -1):
            start, end = spans[i][0], spans[i + length - 1][1]
            known = weapon([text[start:end]])
            if known is not None:
                found.append((start, end, known))
                step = length
                break
        i += step
    return found

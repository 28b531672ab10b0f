"""A noun phrase cut into what the register knows of: names, demonyms, nouns, links, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from khabar.actor.index import Index
from khabar.actor.load import Name, Noun
from khabar.actor.marks import marks
from khabar.actor.words import PHRASE, Word, is_shouting, words_of

MAX_WORDS: Final = 60
"""Words of a phrase that are looked at; what names an actor stands at its beginning."""


class Part(StrEnum):
    """What a chunk of a phrase is."""

    NAME = "name"
    NOUN = "noun"
    LINK = "link"
    SIDE = "side"
    DOUBT = "doubt"
    DETERMINER = "determiner"
    NUMBER = "number"
    POSSESSIVE = "possessive"
    PREPOSITION = "preposition"
    BORDER = "border"
    PROPER = "proper"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a phrase with what it may be; ``start`` and ``end`` count words."""

    part: Part
    start: int
    end: int
    text: str
    key: str
    names: tuple[Name, ...] = ()
    noun: Noun | None = None


KEPT = 8192
"""How many phrases an index keeps cut: a page asks of the same ones again and again."""


def chunks_of(text: str, index: Index) -> tuple[Chunk, ...]:
    """Return a phrase cut into chunks, left to right, the longest that the register knows at each place."""
    kept: dict[str, tuple[Chunk, ...]] = index.kept
    if (known := kept.get(text)) is not None:
        return known
    cut = tuple(_cut(text, index))
    if len(text) <= PHRASE:
        if len(kept) >= KEPT:
            kept.clear()
        kept[text] = cut
    return cut


def _cut(text: str, index: Index) -> list[Chunk]:
    words = words_of(text)[:MAX_WORDS]
    shouting = is_shouting(text)
    found: list[Chunk] = []
    i = 0
    while i < len(words):
        chunk = _chunk_at(words, i, index, text, shouting=shouting)
        found.append(chunk)
        i = chunk.end
    return found


def _chunk_at(words: Sequence[Word], i: int, index: Index, text: str, *, shouting: bool) -> Chunk:
    word = words[i]

    def chunk(part: Part, length: int, names: Sequence[Name] = (), noun: Noun | None = None) -> Chunk:
        last = words[i + length - 1]
        key = " ".join(w.key for w in words[i : i + length])
        return Chunk(part, i, i + length, text[word.start : last.end], key, tuple(names), noun)

    if word.mark == "'s":
        return chunk(Part.POSSESSIVE, 1)
    if word.mark:
        return chunk(Part.BORDER, 1)
    name_length, names = index.names_at(words, i, shouting=shouting)
    noun_length, noun = index.noun_at(words, i)
    # "King Hussein" is no Mr King: a surname alone gives way to a noun.
    if name_length and (name_length > noun_length or (noun_length == name_length and any(not n.weak for n in names))):
        return chunk(Part.NAME, name_length, names)
    if word.glued and (word.key in marks("link") or word.key.endswith("ed")):
        return chunk(Part.LINK, 1)
    if word.key in marks("side") and i + 1 < len(words) and words[i + 1].glued:
        return chunk(Part.SIDE, 1)
    if noun_length and noun is not None and not (noun_length == 1 and word.key in marks("number")):
        return chunk(Part.NOUN, noun_length, noun=noun)
    if word.key == "at" and i + 1 < len(words) and words[i + 1].key in ("least", "most"):
        return chunk(Part.NUMBER, 2)
    return chunk(_plain_part(word), 1)


def _plain_part(word: Word) -> Part:
    key = word.key
    if key in marks("doubt"):
        return Part.DOUBT
    if key in marks("determiner"):
        return Part.DETERMINER
    if key in marks("number") or key[:1].isdigit():
        return Part.NUMBER
    if key in marks("preposition") and not word.capital:
        return Part.PREPOSITION
    if key in marks("border") and not word.capital:
        return Part.BORDER
    return Part.PROPER if word.capital or key in marks("particle") else Part.WORD

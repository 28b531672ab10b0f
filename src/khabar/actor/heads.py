"""A phrase taken apart: its head, what follows by prepositions, the helpers before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.actor.marks import marks
from khabar.actor.phrase import Chunk, Part


@dataclass(slots=True)
class Head:
    """The head of a phrase with all that stands around it."""

    chunks: list[Chunk]
    after: list[tuple[str, list[Chunk]]] = field(default_factory=list)
    definite: bool = False
    counted: bool = False


def split(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Return a phrase cut at commas, conjunctions and relative clauses."""
    parts: list[list[Chunk]] = [[]]
    for chunk in chunks:
        if chunk.part is Part.BORDER:
            if chunk.key in ("who", "which", "that", "whom", "whose", "where", "when", "while"):
                break
            parts.append([])
        else:
            parts[-1].append(chunk)
    return [part for part in parts if part]


def head_of(chunks: Sequence[Chunk]) -> Head | None:
    """Return a part as head and what follows by prepositions; ``None`` if it begins as a place ("in Kabul")."""
    head = Head([])
    rest = list(chunks)
    while rest and rest[0].part in (Part.DETERMINER, Part.NUMBER, Part.DOUBT, Part.PREPOSITION):
        first = rest.pop(0)
        if first.part is Part.PREPOSITION and first.key not in marks("leading"):
            return None
        head.definite = head.definite or first.key == "the"
        head.counted = head.counted or first.part is Part.NUMBER or first.key in ("a", "an", "many", "some", "several")
    at: list[Chunk] = head.chunks
    for chunk in rest:
        if chunk.part is Part.PREPOSITION and head.chunks:
            at = []
            head.after.append((chunk.key, at))
        elif chunk.part not in (Part.DETERMINER, Part.NUMBER, Part.DOUBT):
            at.append(chunk)
    return head if head.chunks else None


def without_sides(chunks: Sequence[Chunk]) -> tuple[list[Chunk], bool]:
    """Return the chunks without helpers ("Turkish-backed …", "pro-Iran …"); true if "US-led" is all there is."""
    kept: list[Chunk] = []
    skip = False
    for i, chunk in enumerate(chunks):
        if skip:
            skip = False
        elif chunk.part is Part.SIDE:
            skip = True
        elif chunk.part is Part.LINK:
            if i == len(chunks) - 1:
                return kept if chunk.key == "led" else [], True
            if kept:
                kept.pop()
        else:
            kept.append(chunk)
    return kept, False

"""Blocks and their voices to the canonical text: its passages, its layout, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.read.blocks import Block, segments_of
from khabar.read.markup import Run
from khabar.read.pseudonym import Readers
from khabar.read.source_map import Segment
from khabar.records import Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Layout:
    """A page laid out as text: the text, a paragraph a line, its passages, and which block begins where in it."""

    text: str
    passages: tuple[Passage, ...]
    places: tuple[tuple[int, Block], ...]

    def segments(self, runs: list[Run]) -> Iterator[Segment]:
        """Yield where the text stands in the mark-up, in the order of the text."""
        for at, block in self.places:
            yield from segments_of(block, at, runs)


def lay_out(blocks: Sequence[Block], kinds: Sequence[PassageKind | None], readers: Readers) -> Layout:
    """Return the blocks laid out; those of no kind are left out, and neighbours in one voice are one passage."""
    parts: list[str] = []
    passages: list[Passage] = []
    places: list[tuple[int, Block]] = []
    voice: tuple[PassageKind, int | None] | None = None
    first: tuple[int, Block] | None = None
    at = 0

    def close(end: int) -> None:
        if first is not None and voice is not None:
            start, block = first
            writer = readers.name(block.handle, block.comment, block.text) if block.comment else None
            passages.append(
                Passage(len(passages), voice[0], start, end, block.comment, writer, reply_to=block.reply_to)
            )

    for block, kind in zip(blocks, kinds, strict=True):
        if kind is None:
            continue
        if (kind, block.comment) != voice:
            close(at - 1)
            voice, first = (kind, block.comment), (at, block)
        parts.append(block.text)
        places.append((at, block))
        at += len(block.text) + 1
    close(at - 1)
    return Layout("\n".join(parts), tuple(passages), tuple(places))

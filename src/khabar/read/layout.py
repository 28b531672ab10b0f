"""Blocks and their voices to the canonical text: its passages, its layout, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    at = 0
    for block, kind in zip(blocks, kinds, strict=True):
        if kind is None:
            continue
        parts.append(block.text)
        places.append((at, block))
        end = at + len(block.text)
        last = passages[-1] if passages else None
        if last and last.kind is kind and last.comment == block.comment:
            passages[-1] = replace(last, end=end)
        else:
            writer = readers.name(block.handle, block.comment, block.text) if block.comment else None
            passages.append(Passage(len(passages), kind, at, end, block.comment, writer, reply_to=block.reply_to))
        at = end + 1
    return Layout("\n".join(parts), tuple(passages), tuple(places))

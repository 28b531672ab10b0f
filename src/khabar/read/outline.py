"""A page's elements in their order, with where each ends, and which element holds which stretch of which block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from khabar.read.blocks import Block
from khabar.read.vocabulary import names_of, role_by

MAX_DATED_CHARS: Final = 80
"""Longest text that is taken for a name and a time, or a time alone."""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
WHEN: Final = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s{{1,3}}{_MONTH}\b"
    rf"|\b{_MONTH}\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b|\b{_MONTH}\.?,?\s[’'‘]?\d{{2,4}}\b"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d{2}"
    r"|\b\d{1,4}\s?(?:s|m|h|d|w|y|mo|min|mins|hr|hrs|sec|yr|yrs)\b(?:\sago)?"
    r"|\b(?:\d{1,4}|an?|one)\s(?:second|minute|hour|day|week|month|year)s?\b|\bjust now\b|\byesterday\b|\btoday\b",
    re.IGNORECASE,
)
"""A time or a day, as comments are stamped with it."""

_TEXTLESS: Final = {"script", "style", "head", "template", "svg", "math", "object", "canvas", "map"}


class Piece(NamedTuple):
    """A stretch of one block that one element holds itself."""

    block: int
    start: int
    end: int
    element: int


class Outline:
    """The elements of a page, numbered in the order in which they begin.

    Attributes:
        elements: all elements.
        end: for each element the number of the first one that begins after it has ended.
        parent: for each element the number of the one that holds it, -1 for the root.
        depth: how many elements hold each.
        is_dated: whether a short text of its own gives a time.
        pieces: the text of the blocks, piece by piece, in order.
    """

    def __init__(self, root: Any, blocks: list[Block]) -> None:
        self.elements: list[Any] = []
        self.end: list[int] = []
        self.parent: list[int] = []
        self.depth: list[int] = []
        self._texts: list[tuple[int, str]] = []
        self._walk(root)
        self.number = {element: i for i, element in enumerate(self.elements)}
        self.pieces = list(self._align(blocks))
        self._names: list[tuple[str, ...] | None] = [None] * len(self.elements)
        self._roles: list[str | None] = [None] * len(self.elements)
        self._chars = self._sums()
        self.is_dated = bytearray(len(self.elements))
        for piece in self.pieces:
            text = blocks[piece.block].text[piece.start : piece.end]
            if len(text) <= MAX_DATED_CHARS and WHEN.search(text):
                self.is_dated[piece.element] = 1

    def _walk(self, root: Any) -> None:
        stack: list[tuple[Any, int, bool]] = [(root, -1, False)]
        while stack:
            element, parent, done = stack.pop()
            if done:
                self.end[parent] = len(self.elements)
                above = self.parent[parent]
                if element.tail and above >= 0:
                    self._texts.append((above, element.tail))
                continue
            if not isinstance(element.tag, str) or element.tag in _TEXTLESS:
                if element.tail and parent >= 0:
                    self._texts.append((parent, element.tail))
                continue
            number = len(self.elements)
            self.elements.append(element)
            self.end.append(number + 1)
            self.parent.append(parent)
            self.depth.append(self.depth[parent] + 1 if parent >= 0 else 0)
            if element.text and element.tag != "br":
                self._texts.append((number, element.text))
            stack.append((element, number, True))
            stack += [(child, number, False) for child in reversed(element)]

    def _align(self, blocks: list[Block]) -> Iterator[Piece]:
        """Yield the pieces: texts and blocks hold the same characters but for blanks, in the same order."""
        at = 0
        rest = 0
        for i, block in enumerate(blocks):
            pos = 0
            size = len(block.text)
            while pos < size:
                if rest == 0:
                    if at >= len(self._texts):
                        break
                    rest = len("".join(self._texts[at][1].split()))
                    if rest == 0:
                        at += 1
                        continue
                start = pos
                left = len("".join(block.text[pos:].split()))
                if left <= rest:
                    rest, pos = rest - left, size
                while pos < size and rest:
                    rest -= not block.text[pos].isspace()
                    pos += 1
                yield Piece(i, start, pos, self._texts[at][0])
                while pos < size and block.text[pos].isspace():
                    pos += 1
                if rest == 0:
                    at += 1

    def _sums(self) -> list[int]:
        # An element's own text may stand after that of its children: sums are by element, not by place.
        chars = [0] * (len(self.elements) + 1)
        for piece in self.pieces:
            chars[piece.element + 1] += piece.end - piece.start
        for i in range(len(self.elements)):
            chars[i + 1] += chars[i]
        return chars

    def names(self, number: int) -> tuple[str, ...]:
        """Return the names of an element, as `names_of` gives them."""
        found = self._names[number]
        if found is None:
            found = self._names[number] = names_of(self.elements[number])
        return found

    def role(self, number: int) -> str:
        """Return what an element is within a comment, as `role_of` gives it."""
        found = self._roles[number]
        if found is None:
            found = self._roles[number] = role_by(self.names(number), self.elements[number].tag)
        return found

    def chars(self, first: int, last: int) -> int:
        """Return how many characters of text the elements ``first:last`` hold."""
        return self._chars[last] - self._chars[first]

    def pieces_of(self, block: int) -> list[Piece]:
        """Return the pieces of a block."""
        first = bisect_left(self.pieces, block, key=lambda piece: piece.block)
        return self.pieces[first : bisect_right(self.pieces, block, key=lambda piece: piece.block)]

    def up(self, number: int, stop: int = -1) -> Iterator[int]:
        """Yield an element and those that hold it, innermost first, without ``stop``."""
        while number not in (-1, stop):
            yield number
            number = self.parent[number]

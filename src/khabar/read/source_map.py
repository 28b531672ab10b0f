"""Which bytes of a page carry which characters of the text read from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from khabar.read.encoding import Decoded

_MAGIC: Final = b"km1"


class Segment(NamedTuple):
    """A stretch of the text and the stretch of the page that carries it; offsets of both begin at 0.

    With a ``width`` above 0 each character has as many units of the page for itself. With 0 all ``length`` characters
    are carried by all ``size`` units together: ``&amp;``, a run of blanks.
    """

    start: int
    length: int
    source: int
    size: int
    width: int


class SourceMap:
    """Leads from the canonical text back to the bytes of the page.

    A character that no byte carries (the line break between two paragraphs) leads to nothing. Every other one leads
    to the bytes that, decoded, with character references resolved and runs of blanks taken for one, are this character.

    >>> from khabar.read import read_page_mapped
    >>> page = b"<p>Fire &amp; smoke  over <b>Bara</b> town.</p>"
    >>> reading = read_page_mapped(page, name="demo")
    >>> reading.document.text
    'Fire & smoke over Bara town.'
    >>> [page[start:end] for start, end in reading.map.ranges(5, 22)]
    [b'&amp; smoke  over ', b'Bara']
    """

    __slots__ = ("_starts", "segments")

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        self._starts = [segment.start for segment in self.segments]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceMap) and self.segments == other.segments

    def __hash__(self) -> int:
        return hash(self.segments)

    def ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the byte ranges that carry ``start:end`` of the text, in the order of the text, ends exclusive.

        Ranges that touch are one; none is empty. A part of what only whole bytes carry (one of two characters that one
        character reference stands for) leads to the whole.
        """
        found: list[tuple[int, int]] = []
        for segment in self.segments[max(0, bisect_right(self._starts, start) - 1) :]:
            if segment.start >= end:
                break
            first, last = max(start, segment.start), min(end, segment.start + segment.length)
            if first >= last:
                continue
            if segment.width:
                one = segment.source + (first - segment.start) * segment.width
                two = segment.source + (last - segment.start) * segment.width
            else:
                one, two = segment.source, segment.source + segment.size
            if found and found[-1][1] == one:
                found[-1] = (found[-1][0], two)
            elif one < two:
                found.append((one, two))
        return found

    def to_bytes(self) -> bytes:
        """Return the map as bytes, some four for each segment."""
        out = bytearray(_MAGIC)
        at = byte = 0
        for start, length, source, size, width in self.segments:
            _put(out, start - at)
            _put(out, length)
            jump = source - byte
            _put(out, jump << 1 if jump >= 0 else (-jump << 1) | 1)
            _put(out, width << 1 if width else (size << 1) | 1)
            at, byte = start + length, source + size
        return bytes(out)

    @classmethod
    def from_bytes(cls, data: bytes) -> SourceMap:
        """Return the map that `to_bytes` wrote.

        Raises:
            ValueError: if ``data`` is no such map, or is cut short.
        """
        if not data.startswith(_MAGIC):
            raise ValueError("no source map: expected bytes that SourceMap.to_bytes wrote")
        numbers = _numbers(data[len(_MAGIC) :])
        segments = []
        at = byte = 0
        for gap, length, jump, last in zip(numbers, numbers, numbers, numbers, strict=True):
            start, source = at + gap, byte + (-(jump >> 1) if jump & 1 else jump >> 1)
            width = 0 if last & 1 else last >> 1
            size = length * width or last >> 1
            segments.append(Segment(start, length, source, size, width))
            at, byte = start + length, source + size
        return cls(segments)


def _put(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _numbers(data: bytes) -> Iterable[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
    if shift:
        raise ValueError("a source map that is cut short")


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Return ``segments``, those put together that run on in text and page with one width."""
    found: list[Segment] = []
    for segment in segments:
        if found and segment.width:
            last = found[-1]
            ends = (last.start + last.length, last.source + last.size)
            if last.width == segment.width and ends == (segment.start, segment.source):
                found[-1] = Segment(
                    last.start, last.length + segment.length, last.source, last.size + segment.size, last.width
                )
                continue
        found.append(segment)
    return found


def to_byte_map(segments: Iterable[Segment], decoded: Decoded) -> SourceMap:
    """Return the map into the bytes, from segments that lead into the decoded characters.

    ``segments`` are in the order of the text, their units are characters of ``decoded.text``.
    """
    return SourceMap(joined(_in_bytes(segments, decoded)))


def _in_bytes(segments: Iterable[Segment], decoded: Decoded) -> Iterator[Segment]:
    places, extra = decoded.odd
    unit, skipped = decoded.unit, decoded.skipped
    for start, length, source, size, width in segments:
        end = source + size
        one, two = bisect_left(places, source), bisect_left(places, end)
        byte = skipped + source * unit + extra[one]
        if not width:
            yield Segment(start, length, byte, skipped + end * unit + extra[two] - byte, 0)
            continue
        at = source
        for number in range(one, two):
            place = places[number]
            if place > at:
                yield Segment(start + at - source, place - at, byte, (place - at) * unit, unit)
                byte += (place - at) * unit
            own = unit + extra[number + 1] - extra[number]
            yield Segment(start + place - source, 1, byte, own, own)
            byte += own
            at = place + 1
        if at < end:
            yield Segment(start + at - source, end - at, byte, (end - at) * unit, unit)

"""Rows as JSON objects: one a line, in one array, one after another, or a list inside one object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from khabar.errors import InputRefused, Reason
from khabar.read.table_columns import names_text
from khabar.read.table_lines import MAX_ROW_BYTES, Source, TooLong, refuse_empty, text_of, too_long
from khabar.read.table_rows import BadRow, ByteStream, Row, share

_STRUCTURE: Final = re.compile(rb'["\\{}\[\]]')
_BETWEEN: Final = b" \t\r\n,\x1e"
_INSIDE: Final = re.compile(rb'["\\]')
_MAX_DEPTH: Final = 1_000
"""Deepest nesting followed; Python's own reader goes no deeper."""

_MAX_STRAY: Final = 100_000
"""How many strings may stand where objects should, before the file is given up."""

_LISTS: Final = (
    "articles",
    "results",
    "data",
    "items",
    "documents",
    "docs",
    "stories",
    "news",
    "rows",
    "hits",
    "entries",
)
"""Where services and programs put their list of pages in the one object they hand out."""


def read_json(stream: ByteStream, name: str, size: int | None = None) -> Iterator[Row | BadRow]:
    """Yield the objects of a JSON file in their order, whichever way they are put together.

    Raises:
        InputRefused: ``EMPTY`` or ``BINARY``; in the middle, ``TOO_DEEP`` or ``DAMAGED`` for what is hardly JSON.
    """
    source = Source(stream)
    refuse_empty(source, name)
    number = 0
    for text in _by_line(source) if _is_lines(source.head) else _by_brackets(source):
        if isinstance(text, int):
            number += 1
            yield BadRow(number, Reason.TOO_LARGE, too_long(text))
            continue
        if text is None:
            number += 1
            yield BadRow(number, Reason.TRUNCATED, f"the file breaks off in or before record {number}")
            continue
        if not text:
            yield BadRow(number + 1, Reason.DAMAGED, "between or beside the records stands what is no JSON object")
            continue
        found = _parsed(text)
        for values in _objects(found) if isinstance(found, Mapping) else [found]:
            number += 1
            if isinstance(values, Mapping):
                yield Row(number, values, share(source.at, size))
            elif isinstance(values, BadRow):
                yield BadRow(number, values.reason, f"record {number} {values.detail}")
            else:
                yield BadRow(number, Reason.DAMAGED, f"record {number} is no JSON object; expected columns by name")


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text_of(text), parse_constant=lambda _: None)
    except RecursionError:
        return BadRow(0, Reason.TOO_DEEP, "is nested too deep; expected an object of columns")
    except ValueError as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        at = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        return BadRow(0, Reason.DAMAGED, f"is not JSON ({what}{at})")


def _objects(value: Mapping[str, Any]) -> list[Any]:
    """Return the pages in an object: those of the list that it wraps, or itself."""
    if names_text(value):
        return [value]
    here: Any = value
    for _ in range(2):
        lists = [
            inner
            for key in _LISTS
            if isinstance(inner := here.get(key), list) and inner and all(isinstance(part, Mapping) for part in inner)
        ]
        if len(lists) == 1:
            return lists[0]
        inside = [inner for key in ("response", "hits", "data") if isinstance(inner := here.get(key), Mapping)]
        if len(inside) != 1:
            break
        here = inside[0]
    return [value]


def _is_lines(head: bytes) -> bool:
    """Tell whether each line is a record: whether the first is an object and nothing but that."""
    first, newline, _ = head.lstrip().partition(b"\n")
    if not newline:
        # One line, or one that is longer than the head: an object ends where its line does, an array has many in it.
        return first.startswith(b"{")
    return first.startswith(b"{") and isinstance(_parsed(first), Mapping)


def _by_line(source: Source) -> Iterator[bytes | int]:
    for line in source.lines():
        if isinstance(line, TooLong):
            yield line.n_bytes
        elif line.strip(b" \t\r\x1e"):
            yield line.strip(b" \t\r\x1e")


def _by_brackets(source: Source) -> Iterator[bytes | int | None]:
    """Yield the texts of the objects of an array, or of one after another; a length for one too long to hold.

    ``None`` stands for an object that the end of the file cuts off, and at the end an empty text for all that is
    neither an object nor between two.
    """
    splitter = _Splitter()
    while data := source.read():
        yield from splitter.feed(data)
    if splitter.open:
        yield None
    if splitter.stray:
        yield b""


class _Splitter:
    """Finds where objects begin and end, without reading what is in them."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._depth = 0
        self._base: int | None = None
        self._in_string = False
        self._escaped = False
        self._dropped = 0
        self.stray = False
        self._n_stray = 0

    @property
    def open(self) -> bool:
        """Whether an object, or the array around all, has begun and not ended."""
        return self._depth > 0

    def feed(self, data: bytes) -> Iterator[bytes | int]:
        """Yield the objects that end in ``data``."""
        begin = 0 if self._held or self._dropped else None
        at = 0
        if self._escaped and data:
            at, self._escaped = 1, False
        while True:
            found = (_INSIDE if self._in_string else _STRUCTURE).search(data, at)
            if begin is None and (self._in_string or data[at : found.start() if found else len(data)].strip(_BETWEEN)):
                self.stray = True
            if found is None:
                break
            at = found.end()
            sign = found.group()
            if sign == b"\\":
                if self._in_string:
                    self._escaped = at == len(data)
                    at += 1
            elif sign == b'"':
                self._in_string = not self._in_string
                if begin is None:
                    self.stray = True
                    self._n_stray += 1
                    if self._n_stray > _MAX_STRAY:
                        raise InputRefused(Reason.DAMAGED, "most of the file is no JSON object; expected one a row")
            elif sign in b"{[":
                if self._base is None:
                    # The array around all is no record; in a row of objects there is none.
                    self._base = int(sign == b"[")
                if self._depth == self._base and begin is None:
                    begin = found.start()
                self._depth += 1
                if self._depth > _MAX_DEPTH:
                    detail = f"the file is nested deeper than {_MAX_DEPTH} at some place; what is behind is not read"
                    raise InputRefused(Reason.TOO_DEEP, detail)
            elif self._depth:
                self._depth -= 1
                if self._depth == self._base and begin is not None:
                    yield self._whole(data[begin:at])
                    begin = None
        if begin is not None:
            self._hold(data[begin:])

    def _hold(self, part: bytes) -> None:
        if self._dropped or len(self._held) + len(part) > MAX_ROW_BYTES:
            self._dropped += len(self._held) + len(part)
            self._held.clear()
        else:
            self._held += part

    def _whole(self, part: bytes) -> bytes | int:
        self._hold(part)
        held, dropped = bytes(self._held), self._dropped
        self._held.clear()
        self._dropped = 0
        return dropped or held

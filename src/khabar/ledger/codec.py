"""Records from the JSON that ``records.to_json`` writes."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def from_json(kind: type[T], value: Any) -> T:
    """Return the record of type ``kind`` that ``to_json`` turned into ``value``; what it lacks has its default.

    >>> from khabar.records import Span, to_json
    >>> from_json(Span, to_json(Span(3, 5, "of")))
    Span(start=3, end=5, text='of')
    """
    decode = _decoder(cast(Any, kind))
    return cast(T, value if value is None or decode is None else decode(value))


Decode = Callable[[Any], Any]
"""Makes a value of one type from what JSON has for it; never called for ``None``."""


@cache
def _decoder(kind: Any) -> Decode | None:
    """Return how a type is made, worked out once; ``None`` if it stands in JSON as it is."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _decoder(next(part for part in typing.get_args(kind) if part is not type(None)))
    if origin is tuple:
        part = _decoder(typing.get_args(kind)[0])
        return tuple if part is None else lambda value: tuple([one if one is None else part(one) for one in value])
    if origin is dict:
        of = _decoder(typing.get_args(kind)[1])
        return (
            None if of is None else lambda value: {key: one if one is None else of(one) for key, one in value.items()}
        )
    if not isinstance(kind, type):
        return None
    if is_dataclass(kind):
        return _record(kind)
    if issubclass(kind, StrEnum):
        return _member(kind)
    if issubclass(kind, datetime):
        return datetime.fromisoformat
    return date.fromisoformat if issubclass(kind, date) else None


def _member(kind: type[StrEnum]) -> Decode:
    members: dict[str, StrEnum] = {member.value: member for member in kind}

    def decode(value: Any) -> StrEnum:
        # A look-up takes a tenth of the call, which stays for what is no member: it says so.
        return members[value] if value in members else kind(value)

    return decode


def _record(kind: type) -> Decode:
    hints = typing.get_type_hints(kind)
    made = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]

    def decode(value: Any) -> Any:
        given = {}
        for name, part in made:
            if name in value:
                one = value[name]
                given[name] = one if one is None or part is None else part(one)
        return kind(**given)

    return decode

"""Records from the JSON that ``records.to_json`` writes."""

from __future__ import annotations

import types
import typing
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
    return cast(T, _decode(kind, value))


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((f.name, hints[f.name]) for f in fields(kind))


def _decode(kind: Any, value: Any) -> Any:
    if value is None or kind is Any:
        return value
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _decode(next(part for part in typing.get_args(kind) if part is not type(None)), value)
    if origin is tuple:
        return tuple(_decode(typing.get_args(kind)[0], part) for part in value)
    if origin is dict:
        part = typing.get_args(kind)[1]
        return {key: _decode(part, item) for key, item in value.items()}
    if not isinstance(kind, type):
        return value
    if is_dataclass(kind):
        return kind(**{name: _decode(hint, value[name]) for name, hint in _hints(kind) if name in value})
    if issubclass(kind, StrEnum):
        return kind(value)
    if issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    if issubclass(kind, date):
        return date.fromisoformat(value)
    return value

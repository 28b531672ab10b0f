"""A row of a table, whatever the table is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Any, BinaryIO

from khabar.errors import Reason

ByteStream = BinaryIO | BufferedIOBase
"""What a table is read from: a file, or a forward reader of an archive's."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, counted from 1, its values by column, and how much of the table has been read, 0 to 1."""

    number: int
    values: Mapping[str, Any]
    done: float | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and why."""

    number: int
    reason: Reason
    detail: str


def share(at: int, size: int | None) -> float | None:
    """Return which part of ``size`` bytes ``at`` is, ``None`` if the size is not known."""
    return min(1.0, at / size) if size else None

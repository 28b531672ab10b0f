"""One base, and a child for each thing a caller can act upon."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why an input was set aside. Closed: every row in ``failures`` bears one of these.

    ``DAMAGED`` is a container, or a part of one, that is not what its form says; ``LEFT_OUT`` are the parts of a
    container that are no pages by rule (pictures, scripts, redirects …), counted in one row of the container.
    """

    EMPTY = "empty"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    BINARY = "binary"
    ENCODING = "encoding"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    LANGUAGE = "language"
    NO_TEXT = "no_text"
    BAD_DATE = "bad_date"
    CODING_FAILED = "coding_failed"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    LEFT_OUT = "left_out"
    NOT_FETCHED = "not_fetched"
    FORGOTTEN = "forgotten"


class KhabarError(Exception):
    """Base of everything khabar raises on purpose. Its message is one line for a reader, not a programmer."""


class InputRefused(KhabarError):
    """A page that is set aside, with the reason. The caller records it and goes on."""

    def __init__(self, reason: Reason, detail: str, *, name: str = "") -> None:
        super().__init__(f"{name}: {detail}" if name else detail)
        self.reason = reason
        self.detail = detail
        self.name = name


class DataFileError(KhabarError):
    """A data file (lexicon, register, cues, gold) has a line that cannot be used."""

    def __init__(self, path: Path | str, line: int, found: str, expected: str) -> None:
        super().__init__(f"{path}, line {line}: found {found}; expected {expected}")
        self.path = Path(path)
        self.line = line


class SettingsError(KhabarError):
    """A setting has no usable value."""


class LedgerError(KhabarError):
    """A ledger cannot be opened, read or written."""


class MissingPart(KhabarError):
    """An optional part is not installed; the message says how to install it."""

"""The words that change how surely something is put, from a data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from khabar.extra import files
from khabar.records import Aspect, Modality
from khabar.tables import Row, packaged, read_table

_POS = ("aux", "verb", "noun", "adjective", "adverb", "mark", "preposition")
_NEGATED = ("flip", "keep", "semi", "open")
_SCOPE = ("pass", "over", "stop", "light")


@dataclass(frozen=True, slots=True)
class Operator:
    """What a word does to the event it governs. ``None``: leaves that field as it is."""

    word: str
    pos: str
    role: str
    denies: bool
    modality: Modality | None
    aspect: Aspect | None
    negated: str
    scope: str


def _operator(row: Row) -> Operator:
    if row["pos"] not in _POS:
        raise row.error(row["pos"], f"one of {', '.join(_POS)}")
    if row["polarity"] not in ("", "deny"):
        raise row.error(row["polarity"], "deny, or nothing")
    if row["negated"] not in _NEGATED:
        raise row.error(row["negated"], f"one of {', '.join(_NEGATED)}")
    if row["scope"] not in _SCOPE:
        raise row.error(row["scope"], f"one of {', '.join(_SCOPE)}")
    try:
        modality = Modality(row["modality"]) if row["modality"] else None
    except ValueError:
        raise row.error(row["modality"], f"one of {', '.join(Modality)}, or nothing") from None
    try:
        aspect = Aspect(row["aspect"]) if row["aspect"] else None
    except ValueError:
        raise row.error(row["aspect"], f"one of {', '.join(Aspect)}, or nothing") from None
    denies = row["polarity"] == "deny"
    return Operator(row["word"], row["pos"], row["role"], denies, modality, aspect, row["negated"], row["scope"])


class Operators:
    """The operators by part of speech, word and role."""

    def __init__(self, operators: Sequence[Operator]) -> None:
        self._operators: dict[tuple[str, str, str], Operator] = {}
        for operator in operators:
            self._operators.setdefault((operator.pos, operator.word, operator.role), operator)

    def find(self, pos: str, word: str, *roles: str) -> Operator | None:
        """Return the operator of that word in the first of ``roles`` it has, or ``None``."""
        return next((found for role in roles if (found := self._operators.get((pos, word, role)))), None)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Operators:
        """Return the packaged operators, overruled by those of the ``extra`` files.

        Raises:
            DataFileError: naming the line that is no operator.
        """
        columns = ["word", "pos", "role", "polarity", "modality", "aspect", "negated", "scope"]
        paths = (*extra, packaged("khabar.voice", "modality.tsv"))
        return cls([_operator(row) for path in paths for row in read_table(path, columns)])


def operators(extra: tuple[Path, ...] = ()) -> Operators:
    """Return the operators, loaded once, with those of the user's files that hold now (`khabar.extra`)."""
    return _loaded((*extra, *files("operators")))


@cache
def _loaded(extra: tuple[Path, ...]) -> Operators:
    return Operators.load(extra)

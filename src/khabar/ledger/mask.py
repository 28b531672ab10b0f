"""Names blackened in a text, and in all that was coded from it, without moving a letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, TypeVar, cast
from urllib.parse import unquote

from khabar.records import Actor, Coded, Document, Link, Place, Report, Span, Toll, When

INK: Final = "█"
"""What stands for each code point of a name (U+2588)."""

Range = tuple[int, int]
Finder = Callable[[str], list[Range]]
"""Finds what is to be blackened in a text: ranges of code points, in order, none within another."""

R = TypeVar("R")

_SPANS: Final = (Span, Actor, Place, When, Toll, Link)
_INVISIBLE: Final = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_WORD: Final = re.compile(rf"[^\W_](?:[{_INVISIBLE}]*[^\W_])*")
_DROPPED: Final = re.compile(rf"[{_INVISIBLE}]")
_BETWEEN: Final = re.compile(rf"[^\n]{{1,4}}|\s{{1,8}}[{_INVISIBLE}]*")


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text, without case and accents, each with its start and end.

    >>> words_of("JOSÉ Marín")
    [('jose', 0, 4), ('marin', 5, 10)]
    """
    folded = "".join(map(_fold, text))
    return [(_DROPPED.sub("", match[0]), *match.span()) for match in _WORD.finditer(folded)]


def key_of(name: str) -> str:
    """Return a name as it is compared: its words without case and accents.

    >>> key_of("  José  Marín-Ruel ")
    'jose marin ruel'
    """
    return " ".join(word for word, _, _ in words_of(name))


def finder(keys: Iterable[str]) -> Finder:
    """Return what finds names, given as `key_of` gives them, as whole words next to each other.

    >>> finder(["ana ruel"])("Police chief Ana  RUEL spoke. See /2021/ana-ruel-speaks.")
    [(13, 22), (40, 48)]
    """
    wanted = frozenset(key for key in keys if key)
    return find_by(wanted.__contains__, sorted({len(key.split()) for key in wanted}, reverse=True))


def find_by(matches: Callable[[str], bool], lengths: Sequence[int]) -> Finder:
    """Return what finds runs of so many words of which ``matches`` says that they are wanted; longer runs first."""

    def find(text: str) -> list[Range]:
        words = words_of(text)
        found: list[Range] = []
        at = 0
        while at < len(words):
            for length in lengths:
                run = words[at : at + length]
                if len(run) == length and _adjacent(text, run) and matches(" ".join(word for word, _, _ in run)):
                    found.append((run[0][1], run[-1][2]))
                    at += length
                    break
            else:
                at += 1
        return found

    return find


def black(text: str, ranges: Iterable[Range]) -> str:
    """Return a text of the same length with these ranges blackened; line ends stay.

    >>> black("Ana Ruel spoke.", [(0, 8)])
    '████████ spoke.'
    """
    signs = list(text)
    for start, end in ranges:
        signs[start:end] = [sign if sign == "\n" else INK for sign in signs[start:end]]
    return "".join(signs)


def blacken_text(text: str, find: Finder) -> str:
    """Return a text with all that ``find`` finds blackened, also where it is written as in an address."""
    if "%" in text and find(unquote(text)):
        return INK * len(text)
    ranges = find(text)
    return black(text, ranges) if ranges else text


def blacken_document(document: Document, ranges: Sequence[Range], find: Finder) -> Document:
    """Return a document with ``ranges`` of its text blackened, and what ``find`` finds in its metadata."""
    bare = replace(document, text="")
    return replace(cast(Document, _walk(bare, "", find)), text=black(document.text, ranges), doc_id=document.doc_id)


def blacken(coded: Coded, ranges: Sequence[Range], find: Finder, *, silenced: frozenset[int] = frozenset()) -> Coded:
    """Return a coded document with ``ranges`` of its text blackened, and all that was coded from it to match.

    Whoever stood under the ink has no name and no id any more. ``silenced`` are numbers of comments of which nothing
    stays: no report, no writer.
    """
    text = black(coded.document.text, ranges)
    document = blacken_document(coded.document, ranges, find)
    passages = tuple(replace(p, writer=None) if p.comment in silenced else p for p in document.passages)
    gone = {report.report_id for report in coded.reports if report.comment in silenced}
    return Coded(
        replace(document, passages=passages),
        tuple(cast(Report, _walk(report, text, find)) for report in coded.reports if report.report_id not in gone),
        tuple(relation for relation in coded.relations if not gone & {relation.report_id, relation.other_id}),
        tuple(reason for reason in coded.explanations if reason.report_id not in gone),
        tuple(_walk(failure, text, find) for failure in coded.failures),
    )


def _walk(value: Any, text: str, find: Finder) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return blacken_text(value, find)
    if isinstance(value, tuple):
        return tuple(_walk(part, text, find) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {f.name: _walk(getattr(value, f.name), text, find) for f in fields(value)}
    if isinstance(value, Report):
        changed["quote"] = text[value.start : value.end]
    elif isinstance(value, _SPANS) and value.start is not None and value.end is not None:
        changed["text"] = text[value.start : value.end]
        if changed["text"] != value.text:
            if isinstance(value, (Actor, Link)):
                changed["actor_id"] = None
            if isinstance(value, Actor):
                changed["name"] = None
    return replace(value, **changed)


def _fold(sign: str) -> str:
    """Return one code point for one, without case and accents, so that places stay what they are."""
    if sign.isascii():
        return sign.lower()
    base = unicodedata.normalize("NFKD", sign)
    lower = base[0].lower() if base else sign
    return lower if len(lower) == 1 else sign


def _adjacent(text: str, run: Sequence[tuple[str, int, int]]) -> bool:
    return all(_BETWEEN.fullmatch(text[before[2] : after[1]]) is not None for before, after in pairwise(run))

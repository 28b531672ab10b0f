"""Splitting passages into sentences by rule.

The statistical splitter costs more than half of a parse; these rules run at more than a thousand documents a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from khabar.limits import MAX_SENTENCE_CHARS, MAX_UNBROKEN_CHARS
from khabar.parse.sentence import Stretch
from khabar.records import Document, PassageKind
from khabar.tables import packaged, read_table

_END = re.compile(r"""[.!?…]{1,4}[)\]"'”’»]{0,3}(?=\s)""")
_OPENER = re.compile(r"""["'“‘«(\[¿¡–—-]{0,3}\s?[^\W_a-z]""")
_LONGEST_WORD = 31
_LAST_WORD = re.compile(r"[\w.’'-]{1,30}$")
_NEXT_WORD = re.compile(r"""["'“‘«(\[]{0,3}(\w{1,20})""")
_LINE = re.compile(r"[^\n]+")
_HALVES_OF_DAYS = frozenset(["a.m.", "p.m.", "A.M.", "P.M."])
_CLOCK = re.compile(
    r"\s*\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|local time))?(?:\s?[-–—:|])?\s+(?=[^\W\d_a-z])"
)
_MONTH = r"(?:[A-Z][a-z]{2,8}\.?)"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_DATELINE = re.compile(
    rf"\s*\([A-Z][\w '’/-]{{1,40}},? {_DAY}\)\s?(?:[-–—]{{1,2}}|:)\s+"  # (Tripoli, 20 February 2024) -
    r"|\s*(?!(?:On|In|By|Since|From|Until|Late|Early|Last|This|\w+day)\b)"  # no day
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}(?:, [A-Z][\w. '’]{1,30}| \([A-Z][\w '’]{1,30}\)){0,2}"
    rf",? {_DAY}(?: \([\w /.&-]{{2,30}}\))?\s?(?:[-–—]{{1,2}}|:)\s+"  # a town not in capitals, told by its day
    r"|\s*[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){0,4}"  # the town or towns in capitals
    r"(?:, [A-Z][\w. '’]{1,30}){0,2}"  # its country
    rf"(?:,? {_DAY})?"
    r"(?: \([\w /.&-]{2,30}\)| / [\w /.&-]{2,30}/)?"  # the agency
    r"\s?(?:[-–—]{1,2}|_)\s+"
    r"|\s*[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,2}, (?=[A-Z]\w*[a-z])[A-Z][\w. '’]{2,30}: "  # GAZA CITY, Palestine:
)
_TOPIC = re.compile(r"\s*[A-Z][A-Z .'’/-]{2,30}: (?=[^\W\d_])")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Return the abbreviations that never end a sentence, those that may, and the words that begin one after any of
    these and after an hour alone.
    """
    kinds: dict[str, set[str]] = {"never": set(), "maybe": set(), "starter": set(), "after_hour": set()}
    for row in read_table(packaged("khabar.parse", "abbreviations.tsv"), ["form", "ends"]):
        if row["ends"] not in kinds:
            raise row.error(row["ends"], "one of never, maybe, starter, after_hour")
        kinds[row["ends"]].add(row["form"])
    never, maybe, starters, after_hour = (frozenset(words) for words in kinds.values())
    return never, maybe, starters, after_hour


def _ends_sentence(line: str, at: int, mark: str) -> bool:
    rest = line[at:].lstrip()
    if not rest or not _OPENER.match(rest):
        return not rest
    if mark[0] != ".":
        return True
    end = at - len(mark) + 1
    before = _LAST_WORD.search(line[max(0, end - _LONGEST_WORD) : end])
    word = before.group().lstrip("'’-.") if before else ""
    never, maybe, starters, after_hour = _abbreviations()
    initial = re.fullmatch(r"(?:[A-Z]\.)+", word)
    if word in never:
        return False
    if word in maybe or (initial and len(word) > 2):
        following = _NEXT_WORD.match(rest)
        if following and word in _HALVES_OF_DAYS:
            # What follows an hour in one sentence is a zone, a day or a town: "at 11 a.m. Eastern", "9 p.m. Tuesday".
            return following.group(1) in starters or following.group(1) in after_hour
        return bool(following and following.group(1) in starters)
    return not initial


def _sentences(line: str, start: int) -> Iterator[tuple[int, int]]:
    for mark in _END.finditer(line, start):
        if _ends_sentence(line, mark.end(), mark.group()):
            yield start, mark.end()
            start = mark.end()
    yield start, len(line)


def _after_dateline(line: str, kind: PassageKind) -> int:
    """Return where the first sentence of a line begins.

    "KYIV, March 13 (Wire) - " names where it was written, not who acts; "22:14 " is the clock of a live report; a
    title's "LIBYA: " is its topic, not who says it.
    """
    found = _TOPIC.match(line) if kind is PassageKind.TITLE else _DATELINE.match(line) or _CLOCK.match(line)
    return found.end() if found else 0


def _bounded(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``start:end`` in pieces that the parser takes, cut at spaces; see `unbroken` for what is left out."""
    end = min(end, start + MAX_UNBROKEN_CHARS)
    while end - start > MAX_SENTENCE_CHARS:
        cut = line.rfind(" ", start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)
        cut = cut if cut > 0 else start + MAX_SENTENCE_CHARS
        yield start, cut
        start = cut
    yield start, end


def unbroken(document: Document) -> list[tuple[int, int]]:
    """Return the document ranges that `split` leaves out: the rest of texts that go on without a sentence's end."""
    found: list[tuple[int, int]] = []
    for passage in document.passages:
        if passage.kind is PassageKind.BOILERPLATE or passage.end - passage.start <= MAX_UNBROKEN_CHARS:
            continue
        for block in _LINE.finditer(document.text, passage.start, passage.end):
            line = block.group()
            if len(line) > MAX_UNBROKEN_CHARS:
                pieces = _sentences(line, _after_dateline(line, passage.kind))
                found += [
                    (block.start() + start + MAX_UNBROKEN_CHARS, block.start() + end)
                    for start, end in pieces
                    if end - start > MAX_UNBROKEN_CHARS
                ]
    return found


def split(document: Document) -> list[Stretch]:
    """Return the sentences of a document in text order; boilerplate has none, and none crosses a line or passage."""
    found: list[Stretch] = []
    paragraph = 0
    for passage in document.passages:
        if passage.kind is PassageKind.BOILERPLATE:
            continue
        for block in _LINE.finditer(document.text, passage.start, passage.end):
            line = block.group()
            for start, end in _sentences(line, _after_dateline(line, passage.kind)):
                for low, high in _bounded(line, start, end):
                    body = line[low:high]
                    if words := body.strip():
                        at = block.start() + low + len(body) - len(body.lstrip())
                        found.append(Stretch(at, at + len(words), passage.index, paragraph))
            paragraph += 1
    return found

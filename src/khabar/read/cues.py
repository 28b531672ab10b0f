"""What a paragraph shows of the voice it is written in, as numbers."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Final

from khabar.tables import packaged, read_table

_QUOTED: Final = re.compile(
    r"""^["“][^"”\n]*+$|"[^"\n]{1,2000}"|“[^”\n]{1,2000}(?:”|$)|‘[^’\n]{20,2000}’"""
    r"""|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){20,2000}+'(?!\w)"""
)
# In a transcript or an interview the one who speaks is named first: what follows is a quotation without marks.
_SPEAKER: Final = re.compile(
    r"^(?:[A-Z][A-Z .'’-]{1,40}:|\[[A-Z][^\]\n]{1,60}\]|Q[.:]|A[.:])\s.*|^\([A-Z. ]+\)$", re.DOTALL
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = (
    rf"(?:{_MONTH}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\.?\s{{1,3}}{_MONTH}"
    r"|(?<!\d)\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,3}\s(?:second|minute|hour|day|week|month|year)s?\sago)"
)
_STAMP: Final = re.compile(rf"{_DAY}.{{0,30}}?(?:\d{{1,2}}[:.]\d{{2}}|\bago\b|\d{{4}})", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b)?", re.IGNORECASE)
_SAYS: Final = re.compile(r".{1,60}\b(?:says|said|wrote|writes|replied|commented)\s?(?:\.\.\.|…|:|,)", re.IGNORECASE)
_POSTED: Final = re.compile(
    r"(?:posted|written|submitted|comment|reply|replied)\s(?:by\b|from\b|#?\d)|by\s[^\s]{1,30}\s\(\d{2,9}\)",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?:[\W_]{0,3})(?:(?:reader|user|readers['’]|your)?\s?comments?\b.{0,25}|\d{1,6}\s(?:comments?|responses?|replies|thoughts|opinions)\b.{0,120}"
    r"|leave (?:a|your) (?:reply|comment).{0,20}|join the (?:discussion|conversation).{0,20}|responses? to\b.{0,120}"
    r"|discussion|what (?:do you think|readers (?:say|think)).{0,20}|from our readers|letters"
    r"|have your say.{0,20})[\W_]{0,3}",
    re.IGNORECASE,
)
_PLAIN_HEADING: Final = re.compile(
    r"[\W_]{0,3}(?:(?:view|show|all|top|recent|latest|your|users?|readers?|users?['’]|readers?['’]s?|\d{1,6})\s){0,3}"
    r"(?:comments|(?<=\d\s)(?:comment|responses?|replies)|remarks(?=\s(?:from|by)\s))"
    r"(?:\ssection|\sbelow|\s?[(\[]?\d{1,6}[)\]]?|\s(?:from|by)\s(?:our\s)?readers|\son\sthis\s(?:story|article|post))?[\W_]{0,3}"
    r"|[\W_]{0,3}(?:what\s(?:our\s)?readers\s(?:say|think)|from\sour\sreaders|readers['’]?\s(?:remarks|views|letters))[\W_]{0,3}",
    re.IGNORECASE,
)
_EDIT_MARK: Final = re.compile(
    r"[\[(](?:edit(?:ed)?|deleted|removed|corrected|/s)\b[^\])]{0,60}[\])]|\bedit\s?:", re.IGNORECASE
)
_FINAL: Final = re.compile(r"""[.!?…:]["'”’)\]]{0,3}$""")
_SMILEY: Final = re.compile(r"(?<![\w:])[:;]-?[)(DPp](?!\w)|[\U0001F600-\U0001F64F]|<3")
_ADDRESS: Final = re.compile(
    r"(?:^|\s)@[\w.-]{2,30}|^[A-Z][\w.-]{1,20},\s(?:you|i|that|this|it|well|the|what|if|no|yes)\b"
)

_BYLINE: Final = re.compile(
    r"(?:by|published|posted|updated|last updated)\b[:\s].{2,100}"
    r"|(?:\w{3,9},?\s)?(?:\d{1,2}\s\w{3,9}|\w{3,9}\s\d{1,2}),?\s\d{4}.{0,40}|\d{4}-\d{2}-\d{2}.{0,30}",
    re.IGNORECASE,
)

MAX_HEADER_CHARS: Final = 130
"""Longest line that is taken for the head of a comment: its writer's name and the time."""


MAX_PARAGRAPH_CHARS: Final = 10_000
"""How much of a paragraph is looked at."""


@cache
def _cues() -> dict[str, tuple[str, frozenset[str], tuple[str, ...]]]:
    """Return by feature where it is looked for, its single words, and its phrases."""
    found = {}
    for row in read_table(packaged("khabar.read", "comment_cues.tsv"), ["feature", "where", "words"]):
        if row["where"] not in ("any", "opens"):
            raise row.error(row["where"], "any or opens")
        words = row.items("words")
        phrases = tuple(f" {word} " for word in words if " " in word)
        found[row["feature"]] = row["where"], frozenset(word for word in words if " " not in word), phrases
    return found


def is_heading(line: str) -> bool:
    """Return whether a line announces readers' comments ("3 Responses to …")."""
    return len(line) <= 160 and (bool(_HEADING.fullmatch(line)) or is_plain_heading(line))


def is_plain_heading(line: str) -> bool:
    """Return whether a line says that comments follow, and nothing else: enough to part them by itself.

    >>> [is_plain_heading(line) for line in ("3 comments", "Comments (2)", "Readers’ comments", "The army’s comments")]
    [True, True, True, False]
    """
    return len(line) <= 60 and bool(_PLAIN_HEADING.fullmatch(line))


def ends_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence does, and not as a headline or a link."""
    return bool(_FINAL.search(line))


def is_byline(line: str) -> bool:
    """Return whether a line gives only a writer's name, a day, or both.

    >>> is_byline("By Amna Idris, 4 May 2023"), is_byline("By Tuesday the town had fallen.")
    (True, False)
    """
    return len(line) <= MAX_HEADER_CHARS and not line.endswith((".", "!", "?")) and bool(_BYLINE.fullmatch(line))


def is_header(line: str) -> bool:
    """Return whether a line names a comment's writer and time, and says nothing else.

    >>> is_header("nilewatcher says: October 24, 2012 at 5:14 am"), is_header("Police said: two men died.")
    (True, False)
    """
    if len(line) > MAX_HEADER_CHARS:
        return False
    if _SAYS.fullmatch(line) or _POSTED.match(line):
        return len(line.split()) <= 16
    stamp = _STAMP.search(line)
    if not stamp or len(_WORD.findall(line)) > 18:
        return False
    rest = line[: stamp.start()] + line[stamp.end() :]
    return len(_WORD.findall(_CLOCK.sub(" ", rest))) <= 8 and bool(_CLOCK.search(line) or "ago" in stamp.group())


def features(line: str) -> dict[str, float]:
    """Return what one paragraph shows, each value in 0 to 3; quotations are another's words and count apart."""
    line = line[:MAX_PARAGRAPH_CHARS]
    own = "" if _SPEAKER.match(line) else _QUOTED.sub(" ", line)
    words = [word.replace("’", "'") for word in _WORD.findall(own)]
    lower = [word.lower() for word in words]
    total = len(words)
    found: dict[str, float] = {"bias": 1.0}
    flat = f" {' '.join(lower)} "
    for feature, (where, singles, phrases) in _cues().items():
        if where == "opens":
            hits = int(bool(lower) and (lower[0] in singles or flat.startswith(phrases)))
            found[feature] = float(hits)
            continue
        hits = sum(word in singles for word in lower) + sum(flat.count(phrase) for phrase in phrases)
        if hits:
            found[feature] = min(3.0, hits * 20 / (total + 10))
            found[feature + "?"] = 1.0
    quoted = len(line) - len(own)
    marks = {
        "quoted": 3 * quoted / len(line),
        "question": min(3, own.count("?")),
        "exclamation": min(3, own.count("!")),
        "dots": min(3, own.count("...") + own.count("…")),
        "shouting": min(3, sum(len(word) > 5 and word.isupper() for word in words)),
        "edit_mark": bool(_EDIT_MARK.search(line)),
        "smiley": bool(_SMILEY.search(line)),
        "address": bool(_ADDRESS.search(line)),
        "lower_start": bool(words) and words[0][0].islower() and line[0].isalpha(),
        "no_end": total > 6 and not _FINAL.search(line),
        "link": "http://" in line or "https://" in line or "www." in line,
        "bracket": "[" in own,
        "semicolon": ";" in own,
        "small_i": " i " in own,
        "length": min(3.0, math.log1p(total) / 2),
        "short": total <= 6,
        "header": is_header(line),
        "heading": is_heading(line),
        "stamp": len(line) <= MAX_HEADER_CHARS and total <= 12 and bool(_STAMP.search(line)),
    }
    found.update({feature: float(value) for feature, value in marks.items() if value})
    return found

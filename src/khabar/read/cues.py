"""What a paragraph shows of the voice it is written in, as numbers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from khabar.read.heads import MAX_HEAD_CHARS
from khabar.read.heads import is_header as is_header
from khabar.tables import packaged, read_table

_QUOTED: Final = re.compile(
    r"""^["“][^"”\n]*+$|"[^"\n]{1,2000}"|“[^”\n]{1,2000}(?:”|$)|‘[^’\n]{20,2000}’"""
    r"""|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){20,2000}+'(?!\w)"""
)
# In a transcript or an interview the one who speaks is named first: what follows is a quotation without marks.
_SPEAKER: Final = re.compile(
    r"^(?:[A-Z][A-Z .'’-]{1,40}:|\[[A-Z][^\]\n]{1,60}\]|Q[.:]|A[.:])\s.*|^\([A-Z. ]+\)$", re.DOTALL
)
_MARKS: Final = re.compile(r"[\"“‘']")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
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
    r"|[\W_]{0,3}(?:what\s(?:our\s|you(?:r)?\s)?(?:readers\s)?(?:say|think|said)|from\sour\sreaders"
    r"|readers?['’]?s?\s(?:remarks|views|letters|opinions|reactions|feedback|responses|replies)"
    r"|(?:our\s)?readers\s(?:write|wrote|respond|responded|react|reply|say|speak|have\stheir\ssay)"
    r"|your\s(?:views|letters|opinions|reactions|feedback|thoughts|say|responses)|letters\sto\sthe\seditor)[\W_]{0,3}",
    re.IGNORECASE,
)
_EDIT_MARK: Final = re.compile(
    r"[\[(](?:edit(?:ed)?|deleted|removed|corrected|/s)\b[^\])]{0,60}[\])]|\bedit\s?:", re.IGNORECASE
)
_FINAL: Final = re.compile(r"""[.!?…:]["'”’)\]]{0,3}$""")
_FACE: Final = re.compile(r"[:;][-)(DPp]|<3|[\U0001F600-\U0001F64F]")
_SMILEY: Final = re.compile(r"(?<![\w:])[:;]-?[)(DPp](?!\w)|[\U0001F600-\U0001F64F]|<3")
_ADDRESS: Final = re.compile(
    r"(?:^|\s)@[\w.-]{2,30}|^[A-Z][\w.-]{1,20},\s(?:you|i|that|this|it|well|the|what|if|no|yes)\b"
)

_BYLINE: Final = re.compile(
    r"(?:by|published|posted|updated|last updated)\b[:\s].{2,100}"
    r"|(?:\w{3,9},?\s)?(?:\d{1,2}\s\w{3,9}|\w{3,9}\s\d{1,2}),?\s\d{4}.{0,40}|\d{4}-\d{2}-\d{2}.{0,30}",
    re.IGNORECASE,
)

MAX_PARAGRAPH_CHARS: Final = 2_000
"""How much of a paragraph is looked at."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words and phrases of ``comment_cues.tsv``: by word, and of phrases by their first word."""

    counted: tuple[str, ...]
    single: dict[str, tuple[str, ...]]
    phrase: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    opening: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def _cues() -> _Cues:
    counted: list[str] = []
    single: defaultdict[str, list[str]] = defaultdict(list)
    phrase: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    opening: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in read_table(packaged("khabar.read", "comment_cues.tsv"), ["feature", "where", "words"]):
        if row["where"] not in ("any", "opens"):
            raise row.error(row["where"], "any or opens")
        if row["where"] == "any":
            counted.append(row["feature"])
        for item in row.items("words"):
            words = tuple(item.split())
            if row["where"] == "opens":
                opening[words[0]].append((words, row["feature"]))
            elif len(words) == 1:
                single[item].append(row["feature"])
            else:
                phrase[words[0]].append((words, row["feature"]))
    return _Cues(
        tuple(counted),
        {word: tuple(found) for word, found in single.items()},
        {word: tuple(found) for word, found in phrase.items()},
        {word: tuple(found) for word, found in opening.items()},
    )


def _count(words: list[str]) -> Counter[str]:
    """Return how often each class of ``comment_cues.tsv`` occurs; 1 at most for what opens the paragraph."""
    cues, hits = _cues(), Counter[str]()
    single, phrase = cues.single, cues.phrase
    for at, word in enumerate(words):
        if word in single:
            for feature in single[word]:
                hits[feature] += 1
        if word in phrase:
            for form, feature in phrase[word]:
                if tuple(words[at : at + len(form)]) == form:
                    hits[feature] += 1
    for form, feature in cues.opening.get(words[0], ()) if words else ():
        if tuple(words[: len(form)]) == form:
            hits[feature] = 1
    return hits


def is_heading(line: str) -> bool:
    """Return whether a line announces readers' comments ("3 Responses to …")."""
    return len(line) <= 160 and (bool(_HEADING.fullmatch(line)) or is_plain_heading(line))


def is_plain_heading(line: str) -> bool:
    """Return whether a line says that comments follow, and nothing else: enough to part them by itself.

    >>> [is_plain_heading(line) for line in ("3 comments", "Comments (2)", "Readers’ comments", "The army’s comments")]
    [True, True, True, False]
    >>> [is_plain_heading(line) for line in ("Readers write", "Your views", "Readers write to the minister")]
    [True, True, False]
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
    return len(line) <= MAX_HEAD_CHARS and not line.endswith((".", "!", "?")) and bool(_BYLINE.fullmatch(line))


def _may_smile(line: str) -> bool:
    """Return whether a line holds a character that a face begins with."""
    return ":" in line or ";" in line or "<" in line or not line.isascii()


def features(line: str) -> dict[str, float]:
    """Return what one paragraph shows, each value in 0 to 3; quotations are another's words and count apart."""
    line = line[:MAX_PARAGRAPH_CHARS]
    own = "" if _SPEAKER.match(line) else _QUOTED.sub(" ", line) if _MARKS.search(line) else line
    words = [word.replace("’", "'") for word in _WORD.findall(own)]
    lower = [word.lower() for word in words]
    total = len(words)
    found: dict[str, float] = {"bias": 1.0}
    hits = _count(lower)
    for feature, count in hits.items():
        if feature in _cues().counted:
            found[feature] = min(3.0, count * 20 / (total + 10))
            found[feature + "?"] = 1.0
        else:
            found[feature] = 1.0
    quoted = len(line) - len(own)
    marks = {
        "quoted": 3 * quoted / len(line),
        "question": min(3, own.count("?")),
        "exclamation": min(3, own.count("!")),
        "dots": min(3, own.count("...") + own.count("…")),
        "shouting": min(3, sum(len(word) > 5 and word.isupper() for word in words)),
        "edit_mark": ("[" in line or "(" in line or "dit" in line) and bool(_EDIT_MARK.search(line)),
        "smiley": _may_smile(line) and bool(_FACE.search(line) and _SMILEY.search(line)),
        "address": bool(_ADDRESS.match(line) or ("@" in line and _ADDRESS.search(line))),
        "lower_start": bool(words) and words[0][0].islower() and line[0].isalpha(),
        "no_end": total > 6 and not _FINAL.search(line),
        "link": "http://" in line or "https://" in line or "www." in line,
        "bracket": "[" in own,
        "semicolon": ";" in own,
        "small_i": " i " in own,
        "length": min(3.0, math.log1p(total) / 2),
        "short": total <= 6,
    }
    found.update({feature: float(value) for feature, value in marks.items() if value})
    return found

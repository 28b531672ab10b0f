"""Lines around a comment: who wrote it and when, its buttons, what the site itself says there."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from khabar.read.outline import WHEN
from khabar.tables import word_classes

MAX_HANDLE_CHARS: Final = 60
"""Longest stretch that is taken for a handle."""

MAX_HEAD_CHARS: Final = 120
"""Longest line around a comment that is taken for its writer's name, its date and its buttons, and left out."""

MAX_HEAD_WORDS: Final = 4
"""Most words of a line that gives a time, if it is to name a writer and say nothing."""

_MAX_NOTICE_CHARS: Final = 240
_SAID: Final = r"(?:says|said|writes|wrote|commented|replied|posted)"
_HEADS: Final = (
    re.compile(
        r"(?:re:.{0,80}\s)?(?:posted|written|submitted|comment|left|added|reply)\s(?:by|from):?\s(?P<name>.{1,60}?)"
        r"(?:\s(?:on|at)\s|\s?[|,·•(»]|\s\d|\s?$)",
        re.IGNORECASE,
    ),
    re.compile(rf"at\s.{{4,40}}?,?\s(?P<name>[^,]{{1,50}})\s{_SAID}:?$", re.IGNORECASE),
    re.compile(rf"(?P<name>.{{1,50}}?)\s{_SAID}(?:\s(?:on|at)\b.*)?\s?(?::|\.\.\.|…|,|$)", re.IGNORECASE),
    re.compile(r"by\s(?P<name>.{1,50}?)(?:\s?[»|·•,(]|\s(?:on|at)\s|\s?$)", re.IGNORECASE),
)
_PLACED: Final = re.compile(r"(?P<name>[^\W\d_][^,.!?:;]{0,40})(?:,\s(?:[A-Z][\w.'’-]{1,20}\s?){1,4}){1,3},\s(?=\S)")
_WORDS: Final = re.compile(r"[^\W_]+(?:[._’'-][^\W_]+)*")
_AROUND_TIME: Final = re.compile(
    r"\b(?:on|at|am|pm|a\.m|p\.m|by|posted|said|says|wrote|writes|submitted|comment|ago|utc|gmt|est|edt|\d{4}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\b",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(r"(?:joined?|edited|member|posts|location|last|updated)\b", re.IGNORECASE)
_LEAD: Final = re.compile(
    rf"(?:\s|[:,;|·•»–—-]|\.\.\.|…|{_SAID}\b(?=\W)|\([^()]{{0,40}}\d[^()]{{0,40}}\)|\[[^\]]{{0,30}}\d[^\]]{{0,30}}\])+",
    re.IGNORECASE,
)
_TRIM: Final = re.compile(
    r"^(?:by|from|posted by|author|user|comment by|reply by|re)\b:?\s+|^(?:#?\d{1,6}[.):]\s*)|^[\W_]+"
    rf"|\s+{_SAID}\W*$|\s(?:on|at)$|[\s:,;|·•»…–—.-]+$",
    re.IGNORECASE,
)
_QUOTE_HEAD: Final = re.compile(
    rf"(?:quote|quoting|originally posted by|quote from):?(?:\s.{{1,60}})?|.{{1,50}}\s{_SAID}:", re.IGNORECASE
)
_DELETED: Final = re.compile(
    r"\W{0,3}(?:(?:this|the|your)\s)?(?:(?:comment|post|message|reply|user)\s)?(?:(?:was|has been|is|were|had been)\s)?"
    r"(?:since\s)?(?:deleted|removed|hidden|withdrawn|blocked|flagged)"
    r"(?:\s(?:by|because|for|as|due|from|since|pending)\b.{0,160})?\W{0,3}",
    re.IGNORECASE,
)
_MARKED_QUOTE: Final = (">", "»", "|")


_LEADING_NAME: Final = re.compile(
    rf"(?P<name>[^\W_][\w.’'&-]{{0,28}}(?:\s[\w.’'&-]{{1,20}}){{0,3}}?)\s?(?:[(\[][^()\[\]]{{0,40}}[)\]])?\s?"
    rf"(?:{_SAID}\s?(?::|\.\.\.|…)|:|\s[–—-])\s(?=\S)",
    re.IGNORECASE,
)


@cache
def _small_talk() -> re.Pattern[str]:
    words = sorted(word_classes("khabar.read", "comment_words.tsv")["button"], key=lambda word: (-len(word), word))
    # "\\#" is how re.escape writes the number in "# likes".
    either = "|".join(re.escape(word).replace("\\#", r"\d{1,7}") for word in words)
    return re.compile(rf"(?:(?:{either})(?![^\W\d])|\d|\W)+", re.IGNORECASE)


@cache
def _notices() -> tuple[str, ...]:
    return tuple(sorted(word_classes("khabar.read", "comment_words.tsv")["notice"]))


def is_small_talk(text: str) -> bool:
    """Return whether a line holds only buttons, counts and connecting words.

    >>> [is_small_talk(text) for text in ("Reply · 12 Likes", "Like this place", "• 4 •")]
    [True, False, True]
    """
    return len(text) <= MAX_HEAD_CHARS and bool(_small_talk().fullmatch(text))


def is_notice(text: str) -> bool:
    """Return whether the site itself speaks in a line, and no reader."""
    return len(text) <= _MAX_NOTICE_CHARS and text.lower().lstrip("([* ").startswith(_notices())


def is_deletion(text: str) -> bool:
    """Return whether a line stands where a comment stood.

    >>> [is_deletion(text) for text in ("[deleted]", "This comment was removed by a moderator.", "They removed it.")]
    [True, True, False]
    """
    return len(text) <= _MAX_NOTICE_CHARS and bool(_DELETED.fullmatch(text))


def is_quote_head(text: str) -> bool:
    """Return whether a line only says whose words follow ("Originally posted by …")."""
    return len(text) <= MAX_HEAD_CHARS and bool(_QUOTE_HEAD.fullmatch(text))


def is_marked_quote(text: str) -> bool:
    """Return whether a line is marked as a quotation as in mail."""
    return text.startswith(_MARKED_QUOTE)


def is_head(text: str) -> bool:
    """Return whether a line only names a comment's writer, its time, or both."""
    if len(text) > MAX_HEAD_CHARS or len(text.split()) > 14:
        return False
    if any(head.fullmatch(text) for head in _HEADS[:2]):
        return True
    if _placed(text):
        return True
    return bool(WHEN.search(text)) and len(_WORDS.findall(_AROUND_TIME.sub(" ", WHEN.sub(" ", text)))) <= MAX_HEAD_WORDS


def _placed(text: str) -> str | None:
    """Return the name in "Mona, Leeds, United Kingdom, 2 years ago", ``None`` if the line is no such head."""
    if not (match := _PLACED.match(text)) or not (when := WHEN.search(text, match.end() - 1)):
        return None
    rest = _AROUND_TIME.sub(" ", WHEN.sub(" ", text[when.start() :]))
    return match["name"] if when.start() <= match.end() and not _WORDS.search(rest) else None


def has_time(line: str) -> bool:
    """Return whether a line gives a time or a day."""
    return bool(WHEN.search(line))


def names_and_says(line: str) -> bool:
    """Return whether a line says that somebody says something, and not what ("mona says:")."""
    return len(line) <= MAX_HEAD_CHARS and len(line.split()) <= 16 and bool(_HEADS[2].fullmatch(line))


def after_lead(text: str, start: int, end: int) -> int:
    """Return where a comment begins that stands behind its writer's name in one line: behind "says:", a time."""
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


def leading_name(text: str) -> tuple[str, int] | None:
    """Return the name that a comment's line begins with and where its words begin, ``None`` if there is none.

    >>> leading_name("Zed_99 (4 May): So it goes."), leading_name("So it goes.")
    (('Zed_99', 16), None)
    """
    match = _LEADING_NAME.match(text)
    handle = clean_handle(match["name"]) if match else None
    return (handle, match.end()) if match and handle else None


def clean_handle(text: str) -> str | None:
    """Return the handle in a stretch that names a writer, ``None`` if there is none.

    >>> [clean_handle(text) for text in ("By Zed_99:", "mona says:", "12. El Gato", "Posted by: Tom K | 4 May 2012")]
    ['Zed_99', 'mona', 'El Gato', 'Tom K']
    """
    text = " ".join(text[:400].split())
    for head in _HEADS[:2]:
        if match := head.match(text):
            return clean_handle(match["name"])
    if (when := WHEN.search(text)) and when.start() > 1 and len(text) > when.end() - when.start():
        text = re.sub(r"\s(?:on|at)$", "", text[: when.start()].rstrip(" ,|(·•-–—"))
    before = None
    while before != text:
        before, text = text, _TRIM.sub("", text)
    if not text or len(text) > MAX_HANDLE_CHARS or is_small_talk(text) or not any(c.isalnum() for c in text):
        return None
    return text


def handle_in(line: str) -> str | None:
    """Return the handle that a line around a comment gives, ``None`` if it gives none.

    >>> handle_in("At 10:12 on 4 May, mona wrote:"), handle_in("Kofi A, 3 May 2021"), handle_in("Mon, 3 May 2021")
    ('mona', 'Kofi A', None)
    >>> handle_in("the old man, Leeds, United Kingdom, 2 years ago")
    'the old man'
    """
    if len(line) > MAX_HEAD_CHARS:
        return None
    for head in _HEADS:
        if (match := head.match(line)) and (handle := clean_handle(match["name"])):
            return handle
    if not WHEN.search(line) or _PROFILE.match(line):
        return None
    if name := _placed(line):
        return clean_handle(name)
    rest = _AROUND_TIME.sub(" ", WHEN.sub(" ", line))
    return clean_handle(rest) if len(_WORDS.findall(rest)) <= MAX_HEAD_WORDS else None

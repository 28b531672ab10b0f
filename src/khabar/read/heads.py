"""What a short line of a page is: the head of a comment, a heading, page furniture, or running text.

Every site writes the heads of its comments in its own way, but a page writes them all in one: what marks a head is that
its form comes back down to the page's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from khabar.frozen import record

MAX_HEAD_CHARS: Final = 130
"""Longest line that is taken for the head of a comment: its writer's name and the time."""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{1,6})?[.•]?"
_ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY: Final = (
    rf"(?:(?:\b|(?<=[a-z])){_MONTH}\s{{0,3}}{_ORDINAL}\b(?:,?\s{{0,3}}[•'’]?\d{{2,4}}\b)?|(?<!\d){_ORDINAL}[.,]?\s{{0,3}}(?:of\s)?{_MONTH}"
    r"(?:,?\s{0,3}[•'’]?\d{2,4}\b)?|(?<![\d.v-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|(?:19|20)\d{2})|(?:19|20)\d{2}([/.-])\d{1,2}\2\d{1,2})(?![\d.]\d)"
    r"|\b(?:(?:\d{1,3}|an?|one|two|three|a few)\+?\s?(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|mo|year|yr)s?"
    r"|\d{1,3}\s?[mhdwy])\s(?:\d{1,2}\s(?:sec(?:ond)?|min(?:ute)?|hour|day)s?\s)?ago\b|\byesterday\b|\bjust now\b)"
)
_CLOCK: Final = r"(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?"
_DAY_RE: Final = re.compile(_DAY, re.IGNORECASE)
_CLOCK_RE: Final = re.compile(_CLOCK, re.IGNORECASE)
_TIMED: Final = re.compile(r"\d|\bago\b|yesterday|just now", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|rs|nes|ur)?(?:day)?\b[.,]?", re.IGNORECASE)
_SAYS: Final = re.compile(
    r"(?!(?:i|he|she|it|they|you|we|this|that|thanks|also|as|and|but|the)\b).{1,70}\b"
    r"(?:says|said|wrote|writes|replied|replies|commented|added)"
    r"\s?(?:(?:\.\.\.|…|:|,)[\W_]*(?:reply|permalink|at)?[\W_]*|(?:on|at)?[^\w.!?]*)",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"(?:[\W_]{0,3})(?:\d{1,5}[.):]\s)?(?:comment\s|reply\s)?(?:posted|written|submitted|comment(?:ed)?|reply|replied|left|sent|added)"
    r"\s?(?:by\b|from\b|on\b|at\b|#|:)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?:by|from|author|name|user)\b:?\s?\S.{0,80}", re.IGNORECASE)
_URL: Final = re.compile(r"https?://\S+")
_LINK_NAME: Final = re.compile(r"https?://\S+(?:\s.{1,60})?")
_NUMBER: Final = re.compile(r"[#(\[]?\d{1,5}(?:\.\d{1,3})?[.:)\]]?")
_BUTTON: Final = re.compile(
    r"[\W_]{0,3}(?:reply(?: to .{1,40})?|report(?: (?:abuse|this|comment|as inappropriate))?|flag(?: .{1,20})?|like"
    r"|unlike|permalink|link|quote|share|vote(?: .{1,10})?|recommend(?:ed|ations?)?|thumbs .{1,10}|edit"
    r"|log in to (?:reply|rate).{0,10}"
    r"|\d{1,6} (?:likes?|votes?|points?|recommend(?:s|ations?)?|repl(?:y|ies)).{0,40}|in reply to.{0,50}|re:.{0,60}"
    r"|responses? to \S.{0,50}|view (?:all )?(?:repl|profile).{0,20}|show (?:more )?repl.{0,20}"
    r"|like\s?[·•]\s?reply.{0,30}"
    r"|original poster|author|staff|editor|moderator|top (?:fan|commenter).{0,10})[\W_]{0,3}",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"(?:[\W_]{0,3})(?:share\b|permalink|trackback url|tracked on|listed below|url for|filed (?:under|in)"
    r"|tags?\b\s?:|tagged\b|categor(?:y|ies)\b|related\b|more (?:from|on|about|in|stories)\b|read (?:more|next)"
    r"|read or share"
    r"|see also|email (?:this|to)\b|print\b|about the author|via\b|image (?:credit|source)|photo\b|source\s?:"
    r"|follow\b|subscribe|sign up|copyright|©|posted (?:by|on|in|at)\b|written by\b|topics\s?:|labels\s?:|keywords\s?:"
    r"|previous\b|next\b|updated?\b|last (?:updated|modified)|advertisement|sponsored|the comments to this entry"
    r"|comments (?:are|have been) closed|leave a|add (?:a|your) comment"
    r"|post a comment|log ?in\b)",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"\W{0,3}(?:(?:contact|call|e-?mail|phone|tel|fax|reach|write to)\b.{0,60}[:\s])?"
    r"(?:[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}|(?:\+?\d{1,3}[ .-])?\(?\d{3,4}\)?[ .-]\d{3}[ .-]\d{3,4})\W{0,3}"
    r"|.{0,80}(?:@[\w-]{1,40}\.(?:com|org|net|co\.uk)\b).{0,40}"
    r"|(?:also|download|listen|watch|for more|more\b.{1,30}news)\b.{0,60}",
    re.IGNORECASE,
)
_PING: Final = re.compile(r"\W{0,3}(?:pingback|trackback)\b|\[(?:\.\.\.|…)\]|.{0,80}» blog archive\b", re.IGNORECASE)
_FINAL: Final = re.compile(r"""[.!?…:;,]["'”’)\]]{0,3}$""")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


class Kind(StrEnum):
    """What a line is by its form."""

    SAYS = "says"
    POSTED = "posted"
    STAMP = "stamp"
    DATE = "date"
    CLOCK = "clock"
    LINK = "link"
    NUMBER = "number"
    NAME = "name"
    BUTTON = "button"
    PING = "ping"
    FURNITURE = "furniture"
    HEADING = "heading"
    SHORT = "short"
    TEXT = "text"


STRONG: Final = frozenset({Kind.SAYS, Kind.POSTED, Kind.STAMP})
"""Kinds that are heads of comments by themselves; the rest only where their form comes back."""


@record(frozen=True, slots=True)
class Line:
    """A line's kind and its form: the line without its names, numbers and months."""

    kind: Kind
    form: str


def _kind(line: str, is_heading: bool) -> Kind:
    if _PING.match(line) and not _FURNITURE.match(line):
        return Kind.PING
    if len(line) > MAX_HEAD_CHARS:
        line = _URL.sub(" ", line) if "://" in line else line
    if len(line) > MAX_HEAD_CHARS:
        return Kind.TEXT
    if is_heading:
        return Kind.HEADING
    if _NUMBER.fullmatch(line):
        return Kind.NUMBER
    timed = _TIMED.search(line)
    day, clock = (_DAY_RE.search(line), _CLOCK_RE.search(line)) if timed else (None, None)
    rest = without_time(line) if day or clock else line
    words = _WORD.findall(rest)
    if _BUTTON.fullmatch(line):
        return Kind.BUTTON
    if _CONTACT.fullmatch(line):
        return Kind.FURNITURE
    if len(words) <= 14 and _SAYS.fullmatch(rest):
        return Kind.SAYS
    if (posted := _POSTED.match(line)) and len(words) <= 12:
        return Kind.POSTED
    if day and len(words) <= 8 and (clock or "ago" in day.group().lower()):
        return Kind.STAMP
    if day and len(words) <= 7 and not line.endswith((".", "!", "?")):
        return Kind.DATE
    if clock and len(words) <= 3:
        return Kind.CLOCK
    if _BY.fullmatch(line) and len(words) <= 8 and not line.endswith((".", "!", "?")):
        return Kind.POSTED
    if _LINK_NAME.fullmatch(line):
        return Kind.LINK
    if posted or _FURNITURE.match(line):
        return Kind.FURNITURE if len(words) <= 14 else Kind.TEXT
    if len(words) <= 4 and not _FINAL.search(line):
        return Kind.NAME
    return Kind.SHORT if len(words) <= 6 else Kind.TEXT


_NAMED: Final = re.compile(r"[^\W\d_][\w.'’-]*")
_KEPT: Final = frozenset(
    {
        "says",
        "said",
        "wrote",
        "writes",
        "replied",
        "by",
        "on",
        "at",
        "posted",
        "written",
        "reply",
        "comment",
        "ago",
        "am",
        "pm",
    }
    | {"hours", "minutes", "days", "in", "from", "re", "to", "commented", "submitted"}
)


def without_time(line: str) -> str:
    """Return a head without its day and time.

    >>> without_time("Nell, 2 hours ago").strip()
    'Nell,'
    """
    return _WEEKDAY.sub(" ", _CLOCK_RE.sub(" ", _DAY_RE.sub(" ", line)))


def is_header(line: str) -> bool:
    """Return whether a line names a comment's writer or its time, and says nothing else.

    >>> is_header("nilewatcher says: October 24, 2012 at 5:14 am"), is_header("Police said: two men died.")
    (True, False)
    """
    return _kind(line, is_heading=False) in STRONG


def _form(line: str) -> str:
    """Return what stays of a short line once names, months and numbers are one letter each."""
    low = _WEEKDAY.sub("D", _CLOCK_RE.sub("T", _DAY_RE.sub("D", line))) if _TIMED.search(line) else line
    low = _NAMED.sub(lambda m: m.group().lower() if m.group().lower() in _KEPT or m.group() in ("D", "T") else "x", low)
    low = re.sub(r"\d+", "9", low)
    return re.sub(r"x(?:[\s,]+x)+", "x", low)


def lines_with_forms(lines: Sequence[str], headings: Sequence[bool]) -> list[Line]:
    """Return the form of each line; running text has none."""
    found = []
    for line, heading in zip(lines, headings, strict=True):
        kind = _kind(line, heading)
        found.append(Line(kind, "" if kind is Kind.TEXT else _form(line)))
    return found

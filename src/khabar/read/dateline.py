"""The days that a page shows its readers in words: "Published 19 April 2018, 14:32 GMT. Updated 20 April"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from khabar.read.cues import is_byline
from khabar.read.days import read_stamp
from khabar.read.said import PUBLISHED, UPDATED, Said

MAX_LINE_CHARS: Final = 220
"""Longest line that is taken for one of dates."""

_LABEL: Final = re.compile(
    r"(?<![^\W\d_])(?:(?P<updated>(?:last\s)?(?:updated?|modified|edited|revised|changed|corrected|amended|refreshed)(?:\son|\sat)?)"
    r"|(?P<published>(?:first\s|originally\s)?(?:published|posted|created|issued|filed|uploaded|released|publication\sdate"
    r"|pub(?:lish)?\sdate|publish\sdate|date\spublished|date\sof\s(?:publication|issue|release)|date(?!\sof\b)|dated|online\ssince|publi[ée]e?\sle|publicado(?:\sel)?|pubblicato(?:\sil)?|veröffentlicht(?:\sam)?|submitted|premiered|aired|streamed\slive|for\s(?:immediate\s)?release|on)(?:\sonline|\sat)?)"
    r"|(?P<other>(?:join|birth|start|end|due|expiry|effective|incident|event|access|capture)\sdate|date\sof|deadline|covering|(?:reporting\s)?period|as\s(?:of|at)|week\s(?:of|ending)|valid|until|taken|copyright|©|\(c\)|all\srights|archived?|captured?|retrieved|accessed|printed|print\sdate|today|snapshot"
    r"|crawled|cached|expires|saved|joined|member\ssince|born|event|copies|established|since|est\.?(?=\s(?:1[89]|20)\d\d\b)))\b"
    r"[\s:|–—-]{0,6}|©",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"first|original", re.IGNORECASE)
_STRONG: Final = re.compile(
    r"pubbli|veröff|premiered|aired|streamed|publi|posted|submitted|release|created|issued|filed|date|uploaded|online",
    re.IGNORECASE,
)
_OTHER_DATE: Final = re.compile(
    r"(?!.*(?:publi|post|issue|releas|creat|upload|submi|stor|article|news|updat|modif)).*\w\sdates?[\s:]*",
    re.IGNORECASE,
)
"""A label of its own line that names a day of something else: "Incident date", "Closing date"."""
_SPAN: Final = re.compile(
    r"(?<![\d:.])\d{1,2}\s?[-–—]\s?\d{1,2}\s[A-Z][a-z]{2}|[A-Z][a-z]{2,8}\.?\s\d{1,2}\s?[-–—]\s?[A-Z][a-z]{2,8}\.?\s\d"
    r"|\d{4}\s?(?:to|until|till|through|[-–—])\s(?:[A-Z]\w{2,8},?\s)?(?:\d{1,2}\s[A-Z]\w{2,8}|[A-Z]\w{2,8}\.?\s\d{1,2},?|\d{1,2}[./]\d{1,2}[./]|\d{1,2}-\d{1,2}-)\s?\d{4}"
)
"""From one day to another: what a report covers, not when it was published."""
_DAY_START: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
    r"(?:\d{1,4}[\s./,-]|\d{1,2}(?:st|nd|rd|th)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?:\.?\s|\.)\d|\d{8}\b)",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_PARTED: Final = re.compile(r"[|·•]|^by\b", re.IGNORECASE)
_CLOCK_START: Final = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b)?\D{0,24}\d", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<![ap]\.m)[.!?][\"'”’)]{0,2}$")
_RELEASE: Final = re.compile(
    r"(?:(?:press|media|news)\s(?:release|statement|briefing|note|advisory)|statement|remarks|readout|fact\ssheet|communiqué)\b"
    r"[^.!?]{0,90}\d{4}",
    re.IGNORECASE,
)
"""The line of an office above its statement: "Press Statement Amna Idris Spokesperson Washington, DC May 2, 2011"."""
_NEXT: Final = re.compile(
    r"(?:read|up|coming)\snext\b|related\b|more\s(?:from|on|stories|news)\b|recommended\b|you\s(?:may|might)\b|also\b|see\salso"
    r"|keep\sreading|most\s(?:read|popular)|trending|popular|latest\b",
    re.IGNORECASE,
)
_NEXT_LINES: Final = 4
"""Lines below such a heading that belong to another page."""
_LEGAL: Final = re.compile(r"\b(?:privacy|polic(?:y|ies)|terms of|cookies?)\b", re.IGNORECASE)
_PLACED: Final = re.compile(r"[A-Z][\w'’ -]{1,30}\s/\s(?=\S)")
"""A place or outlet before the day, parted from it by a slash: "Jakarta / Sun, May 13, 2018 / 12:14 pm"."""
_BRACKETED: Final = re.compile(r"\([A-Z][^()]{1,60}(?:1[89]|20)\d\d\)")
_ON_A_DAY: Final = re.compile(
    r"on\s(?=\S{1,12}\s\S{1,12}\s(?:1[89]|20)\d\d\W{0,3}(?:$|(?:in|by|at)\b|[|•·]))", re.IGNORECASE
)
"""How a theme's line begins: "On May 6, 2014 In News by Amna"; a sentence goes on with who did what."""
_GLUED: Final = re.compile(
    r"(?<=[a-z\d)])(?=(?:First\s|Last\s|LAST\s)?(?:Published|PUBLISHED|Posted|POSTED|Updated?|UPDATED?|Modified|MODIFIED)\b)"
    r"|(?<=[A-Z]{3})(?=(?:First\s|Last\s)?(?:Published|Posted|Updated?|Modified)\b)"
)
_TWICE: Final = re.compile(r"(?<!\w)(\w[\w\s,./-]{6,28}\d)\s?\1(?!\d)")
"""A day written once for the eye and once for screen readers, with nothing between."""
_AGENCY: Final = re.compile(r"[A-Z][^()\n]{2,60}?\b(?:1[89]|20)\d{2}\s?(?:\([^()\n]{2,40}\)\s?)?[-–—]{1,2}\s")


def days_in_line(line: str) -> Iterator[tuple[str, bool, Said]]:
    """Yield the days in a line: the field, whether a label says so, and the statement."""
    line = _TWICE.sub(r"\1", _GLUED.sub(" ", line))
    labels = [*_LABEL.finditer(line), None]
    at = 0
    kind, labelled, trust = PUBLISHED, False, 0.85
    for label in labels:
        end = label.start() if label else len(line)
        piece = line[at:end]
        if (
            kind != "other"
            and not _SPAN.search(piece)
            and (start := _DAY_START.search(piece))
            and (stamp := read_stamp(piece[start.start() :]))
        ):
            confidence = trust if labelled else 0.72
            yield kind, labelled, Said(kind, stamp, "byline", confidence, piece.strip())
            # What follows a day without a label of its own is the clock, not another day.
            kind, labelled = "other", False
        if label:
            at = label.end()
            if label.group("updated"):
                kind, labelled = UPDATED, True
            elif label.group("published"):
                strong = bool(_STRONG.search(label.group()))
                if kind == "other" or strong or not labelled:
                    kind, labelled = PUBLISHED, strong
                    trust = 0.88 if _FIRST.search(label.group()) else 0.85
            else:
                kind, labelled = "other", False


def datelines(above: Sequence[str], head: Sequence[str], below: Sequence[str], first: str) -> Iterator[Said]:
    """Yield the days that the lines of a page give.

    Args:
        above: lines above the headline: only what is called a day of publication or of a change counts.
        head: lines between headline and article.
        below: lines below the article: as ``above``.
        first: the article's first paragraph, which may begin with an agency's dateline.
    """
    found: list[Said] = []
    for lines, is_head in ((above, False), (head, True), (below, False)):
        carried = ""
        others = 0
        weak: list[Said] = []
        unlabelled: set[tuple[date, ...]] = set()
        for line in lines:
            others = _NEXT_LINES if not is_head and len(line) < 60 and _NEXT.match(line) else others - 1
            if others > 0:
                continue
            text = f"{carried} {line}" if carried else line
            label = _LABEL.match(line)
            carried = line if label and not line[label.end() :].strip(" :") and len(label.group()) > 3 else ""
            if _OTHER_DATE.fullmatch(line):
                carried = "Event date"
            if len(text) > MAX_LINE_CHARS or not _DIGIT.search(text) or _LEGAL.search(text):
                continue
            for _, labelled, said in days_in_line(text):
                if not labelled and not _SENTENCE_END.search(line):
                    unlabelled.add(said.stamp.days)
                if labelled or (is_head and _is_of_dates(line)):
                    is_weak = not labelled and not _DAY_START.match(line) and not _PARTED.search(line)
                    (weak if is_weak else found).append(said)
        # "Rain 4 May 2016" is a name and a day by its form, or one of a list of other pages' headlines.
        found += weak if len(unlabelled) == 1 else []
    for opening in (first, *head):
        if match := _AGENCY.match(opening[:160]):
            found += [said for field, _, said in days_in_line(match.group()) if field == PUBLISHED]
            break
    for field in (PUBLISHED, UPDATED):
        of_field = [said for said in found if said.field == field]
        best = max((said.confidence for said in of_field), default=0.0)
        strongest = [said for said in of_field if said.confidence == best]
        # Of two days that are told in one way neither is certain to be that of publication.
        if len({said.stamp.days for said in strongest}) == 1:
            yield strongest[0]


def _is_of_dates(line: str) -> bool:
    line = line.strip()
    if len(line) > 120 or _SENTENCE_END.search(line):
        return False
    starts = (
        _DAY_START.match(line)
        or _CLOCK_START.match(line)
        or _ON_A_DAY.match(line)
        or _RELEASE.fullmatch(line)
        or _BRACKETED.fullmatch(line)
    )
    if placed := _PLACED.match(line):
        starts = starts or _DAY_START.match(line, placed.end())
    return is_byline(line) or bool(starts or _PARTED.search(line))

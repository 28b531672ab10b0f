"""Markdown to flat text: the marks go, the words stay, and each stays where it was found.

CommonMark 0.31 as far as articles use it: headings, quotations, lists, emphasis, links, pictures, fences, rules,
character references, and the ``---`` head that note-takers and web clippers write. A line break within a paragraph is a
blank.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.read.item import Page
from khabar.read.metadata import web_address
from khabar.read.moments import civil_day
from khabar.read.source_map import Segment

MAX_TARGET_CHARS: Final = 2_000
"""Longest address in a link."""

SUFFIXES: Final = (".md", ".markdown")

_FRONT_BYTES: Final = 64 * 1024
_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\n((?:(?!---[ \t]*$)[^\n]*\n){0,200}?)---[ \t]*(?:\n|\Z)", re.MULTILINE)
_FIELD: Final = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:[ \t]*([^\n]{1,2000})")
_START: Final = re.compile(r"[ \t]*(?:(?:>[ \t]?)+)?[ \t]*(?:#{1,6}(?:[ \t]+|$)|[-*+][ \t]+|\d{1,2}[.)][ \t]+)?")
_CLOSING: Final = re.compile(r"[ \t]+#+[ \t]*$")
_NO_WORDS: Final = re.compile(
    r"[ \t]*(?:=+|-{2,}|(?:[-*_][ \t]*){3,}|(?:```|~~~)[^\n]*|\[[^\]\n]{1,200}\]:[ \t]*\S[^\n]*)[ \t]*$"
)
_OWN_LINE: Final = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,2}[.)][ \t]|\||```|~~~)")
_QUOTE: Final = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HEADING: Final = re.compile(r"[ \t]*#{1,6}(?:[ \t]|$)")
_INLINE: Final = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|!?\[|\]|\*+|_+|~~|`+"
    r"|<(?:!--|/?[A-Za-z]|https?:)[^<>\n]{0,1000}>"
)

_Cut = tuple[int, int, str]


def is_markdown(name: str, media_type: str | None) -> bool:
    """Return whether a page says that it is Markdown, by its media type or its name."""
    return (media_type or "").lower().startswith("text/markdown") or name.lower().endswith(SUFFIXES)


def front_matter(text: str) -> dict[str, str]:
    """Return the fields at the head of a note, by name in lower case; empty if there are none.

    >>> front_matter('---\\ntitle: "Shells hit Bara"\\nsource: https://post.example/1\\n---\\nText.')
    {'title': 'Shells hit Bara', 'source': 'https://post.example/1'}
    """
    match = _FRONT.match(text)
    fields = (_FIELD.fullmatch(line.rstrip()) for line in match[1].split("\n")) if match else ()
    return {field[1].lower(): field[2].strip().strip("\"'") for field in fields if field}


def with_front_matter(page: Page) -> Page:
    """Return ``page`` with what the fields at its head say of it: address, title, day of publication."""
    data = page.data if isinstance(page.data, str) else page.data[:_FRONT_BYTES].decode("utf-8", "replace")
    fields = front_matter(data.replace("\r\n", "\n"))
    day = civil_day(next((fields[key] for key in ("published", "date_published", "date") if key in fields), None))
    return replace(
        page,
        url=web_address(next((fields[key] for key in ("source", "url", "link") if key in fields), None)),
        title=fields.get("title"),
        published=day,
        published_from="front matter" if day else None,
        media_type="text/markdown",
    )


def plain(text: str) -> tuple[str, list[Segment]]:
    """Return the words of a Markdown ``text``, and where in it they stand, in characters.

    >>> plain("# Shells *hit* Bara\\n\\nThe [army](http://army.example) said\\nso &amp; left.")[0]
    'Shells hit Bara\\n\\nThe army said so & left.'
    """
    parts: list[str] = []
    segments: list[Segment] = []
    at = length = 0
    for start, end, instead in [*_cuts(text), (len(text), len(text), "")]:
        if start < at:
            continue
        for kept, begin, size, width in ((text[at:start], at, start - at, 1), (instead, start, end - start, 0)):
            if kept:
                parts.append(kept)
                segments.append(Segment(length, len(kept), begin, size, width))
                length += len(kept)
        at = end
    return "".join(parts), segments


def _cuts(text: str) -> list[_Cut]:
    """Return what is to be left out, and what stands there instead, in the order of the text."""
    front = _FRONT.match(text)
    at = front.end() if front else 0
    cuts: list[_Cut] = [(0, at, "")] if at else []
    paragraph: list[tuple[int, int]] = []
    fenced = False
    quoted = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        words = _QUOTE.sub("", line, count=1)
        if words.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not words.strip() or _NO_WORDS.match(words):
            cuts += _of_paragraph(text, paragraph)
            paragraph = []
            cuts.append((at, end, ""))
        else:
            heading = _HEADING.match(words)
            if _OWN_LINE.match(words) or (len(words) < len(line)) != quoted:
                cuts += _of_paragraph(text, paragraph)
                paragraph = []
            paragraph.append((at, end))
            if heading or fenced:
                cuts += _of_paragraph(text, paragraph)
                paragraph = []
        quoted = len(words) < len(line)
        at = end + 1
    cuts += _of_paragraph(text, paragraph)
    return sorted(cuts)


def _of_paragraph(text: str, lines: list[tuple[int, int]]) -> Iterator[_Cut]:
    """Yield the cuts of one paragraph: the marks at its lines' beginnings, its line breaks, and those within."""
    if not lines:
        return
    blocked: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        mark = _START.match(text, start, end)
        assert mark is not None
        if number:
            # The blanks at the end of the line before, the break and what stands before the words are one blank.
            before = lines[number - 1][1]
            yield (before, mark.end(), " ")
        elif mark.end() > start:
            yield (start, mark.end(), "")
        blocked.append((mark.end(), end))
        if text[start : mark.end()].lstrip().startswith("#") and (closing := _CLOSING.search(text, mark.end(), end)):
            yield (closing.start(), end, "")
    yield from _inline(text, blocked[0][0], lines[-1][1])


def _inline(text: str, start: int, end: int) -> Iterator[_Cut]:
    """Yield the cuts of marks amid words. Each mark is looked at once, so that no text takes long."""
    brackets: list[tuple[int, int]] = []
    open_marks: dict[str, list[tuple[int, int]]] = {}
    at = start
    while found := _INLINE.search(text, at, end):
        mark, first, at = found[0], found.start(), found.end()
        if mark.startswith("\\"):
            yield (first, first + 1, "")
        elif mark.startswith("&"):
            if (sign := html.unescape(mark)) != mark:
                yield (first, at, sign)
        elif mark.startswith("<"):
            yield (first, at, "") if not mark.startswith("<http") else (first, first + 1, "")
            if mark.startswith("<http"):
                yield (at - 1, at, "")
        elif mark.endswith("["):
            brackets.append((first, at))
        elif mark == "]":
            if brackets and (close := _target(text, at, end)) is not None:
                opened, inner = brackets.pop()
                if text[opened] == "!":
                    brackets.clear()
                    yield (opened, close, "")
                else:
                    yield (opened, inner, "")
                    yield (first, close, "")
                at = close
            elif brackets:
                brackets.pop()
        else:
            yield from _emphasis(text, mark, first, open_marks)


def _target(text: str, at: int, end: int) -> int | None:
    """Return where the address behind a link's words ends, ``None`` if there is none."""
    limit = min(end, at + MAX_TARGET_CHARS)
    if text.startswith("(", at):
        close = text.find(")", at, limit)
        # One pair of brackets in an address is common: "…/Bara_(town)".
        if close >= 0 and text.count("(", at, close) == 2:
            close = text.find(")", close + 1, limit)
        return close + 1 if close >= 0 else None
    if text.startswith("[", at):
        close = text.find("]", at, limit)
        return close + 1 if close >= 0 else None
    return None


def _emphasis(text: str, mark: str, first: int, open_marks: dict[str, list[tuple[int, int]]]) -> Iterator[_Cut]:
    before = text[first - 1] if first else " "
    after = text[first + len(mark)] if first + len(mark) < len(text) else " "
    opened = open_marks.setdefault(mark, [])
    inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
    if opened and not before.isspace() and not inside_word and not (mark[0] == "_" and after.isalnum()):
        begin, end = opened.pop()
        yield (begin, end, "")
        yield (first, first + len(mark), "")
    elif not after.isspace() and not inside_word and not (mark[0] == "_" and before.isalnum()):
        opened.append((first, first + len(mark)))

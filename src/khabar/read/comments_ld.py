"""Comments that a page gives to machines only: in its JSON-LD, and nowhere to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from khabar.read.blocks import Block, Part
from khabar.read.markup import Markup, Run, StandIn

MAX_DEPTH: Final = 60
_STRING: Final = JSONDecoder(strict=False)
_HAS_COMMENTS: Final = re.compile(r'"(?:comment|Comment|comments|UserComments)"')
_BLANK: Final = re.compile(r"[ \t\r\n]*")
_PLAIN: Final = re.compile(r"-?\d[\d.eE+-]*|true|false|null")
_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_BREAK: Final = re.compile(r"\n|</?p\b[^<>]{0,200}>|<br\s?/?>|</?div\b[^<>]{0,200}>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


class Located(str):
    """A string of a JSON text, with where it stands there, quotation marks not counted."""

    start: int
    end: int


@dataclass(slots=True)
class StatedComment:
    """A comment as JSON-LD gives it; ``parent`` is the place in the list of the one it answers."""

    text: Located
    handle: str | None
    parent: int | None = None
    names: list[str] = field(default_factory=list)
    answers: str | None = None


def stated_comments(page: Markup) -> list[StatedComment]:
    """Return the comments in a page's JSON-LD in their order, those that answer another behind it."""
    found: list[StatedComment] = []
    at = 0
    for script in page.json_ld:
        where = page.source.find(script, at)
        if where < 0:
            continue
        at = where + len(script)
        if not _HAS_COMMENTS.search(script):
            continue
        try:
            value, _ = _value(page.source, _blank(page.source, where), 0)
        except (ValueError, IndexError, JSONDecodeError):
            continue
        _collect(value, None, found, 0)
    by_name = {name: i for i, comment in reversed(list(enumerate(found))) for name in comment.names}
    for i, comment in enumerate(found):
        if comment.answers in by_name and by_name[comment.answers] != i:
            comment.parent = by_name[comment.answers]
    return found


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the JSON value at ``at``, its strings `Located`, and where it ends.

    Raises:
        ValueError: if it is no JSON, or nested deeper than anything that people write.
    """
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    sign = text[at]
    if sign == '"':
        return _string(text, at)
    if sign == "{":
        found: dict[str, Any] = {}
        at = _blank(text, at + 1)
        while text[at] != "}":
            if text[at] != '"':
                raise ValueError("no key")
            key, at = _string(text, at)
            at = _blank(text, at)
            if text[at] != ":":
                raise ValueError("no value")
            found[str(key)], at = _value(text, _blank(text, at + 1), depth + 1)
            at = _next(text, at)
        return found, at + 1
    if sign == "[":
        items = []
        at = _blank(text, at + 1)
        while text[at] != "]":
            item, at = _value(text, at, depth + 1)
            items.append(item)
            at = _next(text, at)
        return items, at + 1
    plain = _PLAIN.match(text, at)
    if plain is None:
        raise ValueError("no JSON")
    return plain.group(), plain.end()


def _next(text: str, at: int) -> int:
    at = _blank(text, at)
    return _blank(text, at + 1) if text[at] == "," else at


def _string(text: str, at: int) -> tuple[Located, int]:
    value, end = _STRING.raw_decode(text, at)
    located = Located(value)
    located.start, located.end = at + 1, end - 1
    return located, end


def _collect(value: Any, parent: int | None, found: list[StatedComment], depth: int, is_comment: bool = False) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, parent, found, depth, is_comment)
        return
    if not isinstance(value, dict):
        return
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if any(str(kind).endswith(("Comment", "UserComments")) for kind in kinds) or (is_comment and kinds == [None]):
        text = next(
            (
                value[key]
                for key in ("text", "commentText", "articleBody", "description")
                if isinstance(value.get(key), Located)
            ),
            None,
        )
        if text is not None and text.strip():
            names = [str(value[key]) for key in ("@id", "url", "identifier") if isinstance(value.get(key), str)]
            found.append(StatedComment(text, _name(value.get("author", value.get("creator"))), parent, names))
            parent = len(found) - 1
            answered = value.get("parentItem")
            if isinstance(answered, dict):
                answered = next((answered[key] for key in ("@id", "url", "identifier") if key in answered), None)
            found[-1].answers = str(answered) if isinstance(answered, str) else None
    for key, inner in value.items():
        if isinstance(inner, (dict, list)) and key not in ("author", "creator", "parentItem"):
            _collect(inner, parent, found, depth + 1, key in ("comment", "comments"))


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return str(value) if isinstance(value, str) else None


def blocks_from(comment: StatedComment, page: Markup, root: Any) -> Iterator[Block]:
    """Yield the paragraphs of a comment as blocks of the page, which lead back to where they stand in the JSON-LD."""
    text, signs = _unescaped(page.source, comment.text.start, comment.text.end)
    at = 0
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        parts: list[Part] = []
        for one, two in _without_tags(text, at, end):
            parts += _parts(page, text, signs, one, two)
        words = " ".join("".join(part[0] for part in parts).split())
        if words:
            yield Block(words, root, (root,), parts=tuple(parts))
        at = stop.end() if stop else end


def _without_tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for tag in _TAG.finditer(text, start, end):
        yield start, tag.start()
        start = tag.end()
    yield start, end


def _unescaped(source: str, start: int, end: int) -> tuple[str, list[tuple[int, int]]]:
    """Return a JSON string's characters, and where each stands in the source."""
    out: list[str] = []
    signs: list[tuple[int, int]] = []
    at = start
    while at < end:
        escape = _ESCAPE.match(source, at, end) if source[at] == "\\" else None
        stop = escape.end() if escape else at + 1
        meant = str(_STRING.decode(f'"{source[at:stop]}"')) if escape else source[at]
        for sign in meant:
            out.append(sign)
            signs.append((at, stop))
        at = stop
    return "".join(out), signs


def _parts(page: Markup, text: str, signs: list[tuple[int, int]], start: int, end: int) -> Iterator[Part]:
    at = start
    while at < end:
        first, last = signs[at]
        stop = at + 1
        if last - first == 1:
            while stop < end and signs[stop][1] - signs[stop][0] == 1:
                stop += 1
            page.runs.append(Run(first, signs[stop - 1][1], text[at:stop]))
        else:
            page.runs.append(StandIn(first, last, text[at:stop], page.source[first:last]))
        yield text[at:stop], len(page.runs) - 1, 0
        at = stop

"""HTML to blocks: all text of a page in its order, one paragraph a block, with what the mark-up says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import lxml.html
from lxml import etree

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_HTML_DEPTH

MAX_ATTRIBUTES: Final = 2_000
"""Most attributes of one tag: libxml2 compares each with each (1,000: 2 ms; 50,000: 3.4 s; a million never ends)."""

MAX_ELEMENTS: Final = 50_000
"""Most elements of a page: choosing among 27,000 takes 5 s; a long article has some thousand."""

_DROPPED: Final = {"script", "style", "head", "template", "svg", "math", "object", "canvas", "map"}
_INLINE: Final = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "amp-img", "picture", "source", "audio", "video", "meta", "link",
}  # fmt: skip
_NAMING: Final = ("class", "id", "itemprop", "rel", "role", "data-component")
_SPACE: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"<[a-zA-Z][^\s>/]*+")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*+[^\s=>/][^\s=>/]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?"""
)
_HIDING: Final = re.compile(r"(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """One paragraph of a page: its text with blanks collapsed, and the element that holds it.

    ``up`` are the element and all those above it, innermost first.
    """

    text: str
    element: Any
    up: tuple[Any, ...]
    hidden: bool = False
    comment: int | None = None
    handle: str | None = field(default=None, repr=False)
    reply_to: int | None = None


def parse_html(markup: str, *, name: str) -> Any:
    """Return the root element of a page.

    Raises:
        InputRefused: ``TOO_DEEP``, where the parser would cut text off without a word; ``TOO_LARGE`` for a tag with
            thousands of attributes; ``NO_TEXT`` for mark-up without an element.
    """
    _check_size(markup, name)
    root, log = _parse(markup, name)
    _check_depth(root, log, name)
    return root


def _parse(markup: str, name: str) -> tuple[Any, Any]:
    """Return the root element, and the parser's log."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser), parser.error_log
    except etree.ParserError:
        raise InputRefused(Reason.NO_TEXT, "the page has mark-up but no content", name=name) from None


def _check_depth(root: Any, log: Any, name: str) -> None:
    limits = [entry for entry in log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if limits and not any("depth" in entry.message.lower() for entry in limits):
        detail = "a single stretch of text or script is longer than 10 MB; save the article's text by itself"
        raise InputRefused(Reason.TOO_LARGE, detail, name=name)
    cut = limits[0].line if limits else None
    if cut is None and _depth(root) <= MAX_HTML_DEPTH:
        return
    where = f" (at line {cut})" if cut else ""
    detail = (
        f"elements are nested more than {MAX_HTML_DEPTH} deep{where}, and text below that would be lost; "
        "save the article's text by itself"
    )
    raise InputRefused(Reason.TOO_DEEP, detail, name=name)


def _check_size(markup: str, name: str) -> None:
    at = elements = 0
    while tag := _TAG.search(markup, at):
        at, count, elements = tag.end(), 0, elements + 1
        # A page of a million nested tags is to be called deep, not large, and parsing its head is enough to see it.
        if elements == MAX_HTML_DEPTH * 8:
            _check_depth(*_parse(markup[:at], name), name)
        if elements > MAX_ELEMENTS:
            detail = f"the page has more than {MAX_ELEMENTS:,} elements; save the article's text by itself"
            raise InputRefused(Reason.TOO_LARGE, detail, name=name)
        while attribute := _ATTRIBUTE.match(markup, at):
            at, count = attribute.end(), count + 1
            if count > MAX_ATTRIBUTES:
                line = markup.count("\n", 0, tag.start()) + 1
                detail = f"a tag in line {line} has more than {MAX_ATTRIBUTES:,} attributes; save the article alone"
                raise InputRefused(Reason.TOO_LARGE, detail, name=name)


def _depth(root: Any) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def is_hidden(element: Any) -> bool:
    """Return whether an element says that a browser does not show it."""
    return (
        element.tag in ("noscript", "datalist")
        or element.get("hidden") is not None
        or bool(_HIDING.search(element.get("style") or ""))
    )


@lru_cache(maxsize=4096)
def _words(value: str) -> frozenset[str]:
    return frozenset(value[:2_000].lower().split())


def tokens(element: Any) -> frozenset[str]:
    """Return the words of an element's ``class``, ``id``, ``itemprop``, ``rel`` and ``role``, in lower case."""
    return _words(" ".join(element.get(key) or "" for key in _NAMING))


class _Builder:
    """Collects the text of a page into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._up: list[Any] = []
        self._hidden = 0
        self._broken_before = False

    def _flush(self, element: Any) -> None:
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        self._parts.clear()
        if text:
            self.blocks.append(Block(text, element, tuple(reversed(self._up)), self._hidden > 0))

    def _line_break(self, element: Any) -> None:
        """Take ``<br>`` for the end of a paragraph where the line ends like one, and for a blank in mid-sentence."""
        so_far = "".join(self._parts).rstrip()
        if not so_far or self._parts[-1] == " " or so_far[-1] in ".!?:;”\"'’)":
            self._flush(element)
        else:
            self._parts.append(" ")

    def walk(self, element: Any) -> None:
        """Add the text of ``element``, without its tail."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            return
        block = self._up[0] if self._up else element
        if tag == "br":
            self._line_break(self._up[-1] if self._up else element)
            return
        inline = tag in _INLINE
        hidden = is_hidden(element)
        if not inline or hidden:
            self._flush(self._up[-1] if self._up else block)
        self._up.append(element)
        self._hidden += hidden
        if element.text:
            self._parts.append(element.text)
        for child in element:
            self.walk(child)
            if child.tail:
                self._parts.append(child.tail)
        if not inline or hidden:
            self._flush(element)
        self._hidden -= hidden
        self._up.pop()


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of a page in its order; scripts, styles and drawings have no text."""
    builder = _Builder()
    builder.walk(root)
    return builder.blocks

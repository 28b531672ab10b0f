"""HTML to blocks: all text of a page in its order, one paragraph a block, with what the mark-up says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

import lxml.html
from lxml import etree

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_HTML_DEPTH
from khabar.read.markup import Markup, Run, split_markup
from khabar.read.source_map import Segment

_DROPPED: Final = {"script", "style", "head", "template", "svg", "math", "object", "canvas", "map"}
_INLINE: Final = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "amp-img", "picture", "source", "audio", "video", "meta", "link",
}  # fmt: skip
_NAMING: Final = frozenset({"class", "id", "itemprop", "rel", "role", "data-component"})
_NOTHING: Final[frozenset[str]] = frozenset()
_SPACES: Final = re.compile(r"\s{2,}")
_HIDING: Final = re.compile(r"(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)", re.IGNORECASE)


Part = tuple[str, int, int]
"""A piece of a paragraph: its characters, the number of their run (-1: made by us), where in the run they begin."""


@dataclass(slots=True)
class Block:
    """One paragraph of a page: its text with blanks collapsed, and the element that holds it.

    ``up`` are the element and all those above it, innermost first. ``parts`` are what the text was made of, before its
    blanks were collapsed; the text begins ``skipped`` characters into what they make.
    """

    text: str
    element: Any
    up: tuple[Any, ...]
    hidden: bool = False
    comment: int | None = None
    handle: str | None = field(default=None, repr=False)
    reply_to: int | None = None
    parts: tuple[Part, ...] = field(default=(), repr=False)
    skipped: int = 0

    def cut(self, start: int, end: int) -> Block:
        """Return the part ``start:end`` of the text as a block of the same place, without the blanks around it."""
        piece = self.text[start:end]
        text = piece.strip()
        skipped = self.skipped + start + (len(piece) - len(piece.lstrip()))
        return Block(
            text, self.element, self.up, self.hidden, self.comment, self.handle, self.reply_to, self.parts, skipped
        )


@dataclass(slots=True)
class Tree:
    """A parsed page.

    Attributes:
        root: the root element.
        page: the mark-up it was made of.
        is_flattened: whether tags were left out since they were nested too deep.
        n_lost: characters of text that the parser did not keep; 0 unless something is wrong.
    """

    root: Any
    page: Markup
    is_flattened: bool = False
    n_lost: int = 0


def parse_html(markup: str, *, name: str) -> Tree:
    """Return a page parsed. Tags nested deeper than libxml2 reads are left out, their text is kept.

    Raises:
        InputRefused: ``TOO_DEEP`` for tags without number, ``TOO_LARGE`` for too many elements, or too many attributes
            of one; ``NO_TEXT`` for mark-up without an element.
    """
    page = split_markup(markup, name=name, check=lambda head: _check_nesting(head, name))
    root, log = _parse(page.clean, name)
    if not _is_cut(log, name):
        page.clean = ""
        return Tree(root, page)
    # libxml2 stops 256 deep.
    page = split_markup(markup, name=name, max_depth=MAX_HTML_DEPTH)
    root, log = _parse(page.clean, name)
    if _is_cut(log, name):
        raise _too_deep(name)
    page.clean = ""
    return Tree(root, page, is_flattened=True)


def _parse(markup: str, name: str) -> tuple[Any, Any]:
    """Return the root element, and the parser's log."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser), parser.error_log
    except etree.ParserError:
        raise InputRefused(Reason.NO_TEXT, "the page has mark-up but no content", name=name) from None


def _is_cut(log: Any, name: str) -> bool:
    """Return whether the parser has left out what was nested too deep."""
    limits = [entry for entry in log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if limits and not any("depth" in entry.message.lower() for entry in limits):
        detail = "a single stretch of text or script is longer than 10 MB; save the article's text by itself"
        raise InputRefused(Reason.TOO_LARGE, detail, name=name)
    return bool(limits)


def _check_nesting(head: str, name: str) -> None:
    """Refuse a page that opens tags without end; one that forgets to close some is read."""
    if head.count("</") < head.count("<") * 0.05 and _is_cut(_parse(head, name)[1], name):
        raise _too_deep(name)


def _too_deep(name: str) -> InputRefused:
    detail = "elements are nested in thousands; save the article's text by itself"
    return InputRefused(Reason.TOO_DEEP, detail, name=name)


@cache
def _find_hidden() -> Any:
    return etree.XPath("//noscript|//datalist|//*[@hidden]|//*[@style]")


def hidden_in(root: Any) -> frozenset[Any]:
    """Return the elements that say that a browser does not show them."""
    return frozenset(
        element
        for element in _find_hidden()(root)
        if element.tag in ("noscript", "datalist")
        or element.get("hidden") is not None
        or _HIDING.search(element.get("style") or "")
    )


@lru_cache(maxsize=4096)
def _words(value: str) -> frozenset[str]:
    return frozenset(value[:2_000].lower().split())


def tokens(element: Any) -> frozenset[str]:
    """Return the words of an element's ``class``, ``id``, ``itemprop``, ``rel`` and ``role``, in lower case."""
    said = [value for key, value in element.items() if key in _NAMING and value]
    return _words(" ".join(said)) if said else _NOTHING


def says(element: Any, pattern: re.Pattern[str]) -> bool:
    """Return whether one of the `tokens` of an element has what ``pattern`` looks for."""
    return any(pattern.search(token) for token in tokens(element))


class _Runs:
    """The runs of a page, handed out in step with what lxml calls text."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs
        self._at = 0
        self._inner = 0
        self.lost = 0

    def take(self, text: str) -> list[Part]:
        """Return ``text`` as parts of the runs it comes from."""
        at = self._at
        if at < len(self._runs) and not self._inner and self._runs[at].text == text:
            self._at = at + 1
            return [(text, at, 0)]
        parts: list[Part] = []
        pos = 0
        while pos < len(text) and self._at < len(self._runs):
            run = self._runs[self._at].text
            inner = self._inner
            size = min(len(run) - inner, len(text) - pos)
            if run[inner : inner + size] == text[pos : pos + size]:
                parts.append((text[pos : pos + size], self._at, inner))
                pos += size
                self._go(size)
            elif text[pos].isspace() and not run[inner].isspace():
                # A blank of the parser's own is none of the page's.
                parts.append((text[pos], -1, 0))
                pos += 1
            elif text[pos] == run[inner]:
                same = next(i for i in range(size) if run[inner + i] != text[pos + i])
                parts.append((text[pos : pos + same], self._at, inner))
                pos += same
                self._go(same)
            else:
                # The parser drops blanks between tags of the head.
                self.lost += not run[inner].isspace()
                self._go(1)
        if pos < len(text):
            parts.append((text[pos:], -1, 0))
        return parts

    def _go(self, size: int) -> None:
        self._inner += size
        if self._inner >= len(self._runs[self._at].text):
            self._at, self._inner = self._at + 1, 0

    def finish(self) -> int:
        """Return how many characters, blanks not counted, no text took."""
        rest = "".join(run.text for run in self._runs[self._at :])[self._inner :]
        return self.lost + len("".join(rest.split()))


class _Builder:
    """Collects the text of a page into blocks."""

    def __init__(self, runs: list[Run], concealed: frozenset[Any]) -> None:
        self.blocks: list[Block] = []
        self._concealed = concealed
        self.runs = _Runs(runs)
        self._parts: list[Part] = []
        self._up: list[Any] = []
        self._hidden = 0

    def _flush(self, element: Any) -> None:
        if not self._parts:
            return
        text = " ".join("".join([part[0] for part in self._parts]).split())
        if text:
            self.blocks.append(
                Block(text, element, tuple(reversed(self._up)), self._hidden > 0, parts=tuple(self._parts))
            )
        self._parts.clear()

    def _line_break(self, element: Any) -> None:
        """Take ``<br>`` for the end of a paragraph where the line ends like one, and for a blank in mid-sentence."""
        so_far = "".join([part[0] for part in self._parts]).rstrip()
        if not so_far or self._parts[-1][0] == " " or so_far[-1] in ".!?:;”\"'’)":
            self._flush(element)
        else:
            self._parts.append((" ", -1, 0))

    def walk(self, element: Any) -> None:
        """Add the text of ``element``, without its tail."""
        tag = element.tag
        if tag == "br":
            self._line_break(self._up[-1] if self._up else element)
            return
        if not isinstance(tag, str) or tag in _DROPPED:
            for text in element.itertext():
                self.runs.take(text)
            return
        inline = tag in _INLINE
        hidden = element in self._concealed
        if not inline or hidden:
            self._flush(self._up[-1] if self._up else element)
        self._up.append(element)
        self._hidden += hidden
        if element.text:
            self._parts += self.runs.take(element.text)
        for child in element:
            self.walk(child)
            if child.tail:
                self._parts += self.runs.take(child.tail)
        if not inline or hidden:
            self._flush(element)
        self._hidden -= hidden
        self._up.pop()


def blocks_of(tree: Tree) -> list[Block]:
    """Return the blocks of a page in its order; scripts, styles and drawings have no text."""
    builder = _Builder(tree.page.runs, hidden_in(tree.root))
    builder.walk(tree.root)
    tree.n_lost = builder.runs.finish()
    return builder.blocks


def segments_of(block: Block, at: int, runs: list[Run]) -> Iterator[Segment]:
    """Yield where the text of a block stands in the mark-up, if it begins at ``at`` in the canonical text."""
    raw = "".join([part[0] for part in block.parts])
    end = len(block.text)
    if not block.skipped and len(raw.strip()) == end:
        # No blanks were drawn together: each part stands in the text as it is.
        place = len(raw) - len(raw.lstrip())
        yield from _stretch(block, at, 0, end, place, place + end, runs)
        return
    # Of each run of blanks only the first counts: the others are drawn into it.
    place = -block.skipped
    last = len(raw) - len(raw.lstrip())
    for blank in _SPACES.finditer(raw, last):
        yield from _stretch(block, at, place, end, last, blank.start(), runs)
        place += blank.start() - last
        if 0 <= place < end:
            yield from _blank(block, at + place, blank.start(), blank.end(), runs)
        place += 1
        last = blank.end()
    yield from _stretch(block, at, place, end, last, len(raw), runs)


def _stretch(
    block: Block, at: int, place: int, limit: int, first: int, last: int, runs: list[Run]
) -> Iterator[Segment]:
    """Yield the segments of ``first:last`` of the parts, which stand at ``place`` in the block's text."""
    if place < 0:
        first, place = first - place, 0
    last = min(last, first + limit - place)
    if first >= last:
        return
    for text, number, inner, start in _within(block.parts, first, last):
        if number >= 0:
            yield from run_segments(runs[number], inner, inner + len(text), at + place + start - first)


def _blank(block: Block, at: int, first: int, last: int, runs: list[Run]) -> Iterator[Segment]:
    """Yield the segment of a run of blanks that is one blank in the text: what of it the first run holds."""
    for text, number, inner, _ in _within(block.parts, first, last):
        if number >= 0:
            held = list(run_segments(runs[number], inner, inner + len(text), 0))
            source = held[0].source
            yield Segment(at, 1, source, held[-1].source + held[-1].size - source, 0)
            return


def _within(parts: tuple[Part, ...], first: int, last: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield what of the parts lies in ``first:last``: characters, run, where in the run, where in all."""
    start = 0
    for text, number, inner in parts:
        end = start + len(text)
        if end > first:
            if start >= last:
                return
            one, two = max(first - start, 0), min(last - start, len(text))
            yield text[one:two], number, inner + one, start + one
        start = end


def run_segments(run: Run, first: int, last: int, at: int) -> Iterator[Segment]:
    """Yield the segments of the characters ``first:last`` of a run; they stand at ``at`` in the text."""
    if run.end - run.start == len(run.text) and not run.references:
        yield Segment(at, last - first, run.start + first, last - first, 1)
        return
    done = source = 0
    for start, end, meant in [*run.references, (run.end - run.start, run.end - run.start, "")]:
        plain = start - source
        one, two = max(first, done), min(last, done + plain)
        if one < two:
            yield Segment(at + one - first, two - one, run.start + source + one - done, two - one, 1)
        done += plain
        one, two = max(first, done), min(last, done + len(meant))
        if one < two:
            yield Segment(at + one - first, two - one, run.start + start, end - start, 0)
        done, source = done + len(meant), end

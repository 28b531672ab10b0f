"""A page's mark-up, taken apart once: what is text, where each stretch of it stands, and what the parser is given.

lxml keeps no offsets. So the mark-up is split here by the rules of HTML's tokenizer, and the parser is given a copy in
which nothing is left to be read in two ways: comments and scripts gone, character references resolved, odd tags
written out. What lxml then calls text are our stretches in our order, which `khabar.read.blocks` checks one by one.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_ATTRIBUTES, MAX_HTML_CHARS, MAX_HTML_ELEMENTS, MAX_REFERENCES

_MARK: Final = re.compile(
    r"""<(?:([a-zA-Z][a-zA-Z0-9]*+)(?:\s++[a-zA-Z_][\w:.-]*+(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))?+)*+\s*+/?>"""
    r"|/([a-zA-Z][a-zA-Z0-9]*+)>|(/?)([a-zA-Z][^\s>/]*+)|!--|[!?/])",
    re.ASCII,
)
"""A start tag of the plain kind, an end tag of it, another tag's beginning, or something that is no text."""

_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?!["'])([^\s>]*+)))?+"""
)
_TAG_END: Final = re.compile(r"[\s/]*+>")
_NAME: Final = re.compile(r"[a-zA-Z][\w:.-]*+", re.ASCII)
_ATTRIBUTE_NAME: Final = re.compile(r"[a-zA-Z_][\w:.-]*+", re.ASCII)
_COMMENT_END: Final = re.compile(r"--!?>")
_REFERENCE: Final = re.compile(r"&(?:#(?:\d++|[xX][0-9a-fA-F]++);?|[^\t\n\f <&#;]{1,32}+;?)")
_SCRIPT_PARTS: Final = re.compile(r"<!--|-->|<(/?)script(?=[\s/>])", re.IGNORECASE)
_JSON_LD: Final = re.compile(r"ld\+json", re.IGNORECASE)

_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed"})
_ESCAPABLE: Final = frozenset({"title", "textarea"})
_RENAMED: Final = {"xmp": "pre", "plaintext": "pre", "noframes": "noscript", "listing": "pre"}
_CLOSED_OTHERWISE: Final = _RAW | {"html", "body"} | set(_RENAMED)
_CHECKED: Final = 2_000
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CLOSED_BY_NEXT: Final = frozenset({"p", "li", "dd", "dt", "tr", "td", "th", "option"})
_PHRASES: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
})  # fmt: skip
_RAW_END: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in (*_RAW, *_ESCAPABLE) if name != "script"
}


@dataclass(slots=True)
class Run:
    """A stretch of text: where it stands in the mark-up, and its characters with references resolved.

    ``source`` is what stands there, if it holds references, and ``None`` if it is the text itself.
    """

    start: int
    end: int
    text: str
    source: str | None = None

    @property
    def references(self) -> list[tuple[int, int, str]]:
        """Where in ``source`` character references stand, and what each stands for."""
        return references(self.source) if self.source is not None else []


class StandIn(Run):
    """A run of characters that stand for others: those of the page that it leads to (an escape in JSON, a handle)."""

    @property
    def references(self) -> list[tuple[int, int, str]]:
        """Where the stretch stands for something else: all of it."""
        return [(0, self.end - self.start, self.text)]


@dataclass(slots=True)
class Markup:
    """A page's mark-up taken apart.

    Attributes:
        source: the mark-up as decoded.
        clean: what the parser is to be given; emptied when it was.
        runs: the stretches of text in their order.
        json_ld: the contents of the JSON-LD scripts.
        n_elements: how many start tags there are.
        cut_at: where in the source the text became longer than `MAX_HTML_CHARS`, and reading ended, or ``None``.
        unclosed: what the end of the page cut off: ``comment``, ``script`` …; ``None`` if nothing.
    """

    source: str
    clean: str = ""
    runs: list[Run] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    n_elements: int = 0
    cut_at: int | None = None
    unclosed: str | None = None


def resolve(text: str) -> str:
    """Return ``text`` with its character references resolved as HTML does."""
    return html.unescape(text).replace("\r", "\n") if "&" in text else text


def references(text: str) -> list[tuple[int, int, str]]:
    """Return where character references stand in a text, and what each stands for (nothing, or one or two characters).

    >>> references("a &amp; b &notit; &unknown;")
    [(2, 7, '&'), (10, 14, '¬')]
    """
    found = []
    for match in _REFERENCE.finditer(text):
        whole = match.group()
        meant = html.unescape(whole).replace("\r", "\n")
        if meant == whole:
            continue
        # A name without its semicolon ends where the longest known name ends: "&notit;" is "¬it;".
        tail = 0
        if not whole.startswith("&#"):
            while tail < len(meant) - 1 and meant[-1 - tail] == whole[-1 - tail]:
                tail += 1
        found.append((match.start(), match.end() - tail, meant[: len(meant) - tail]))
    return found


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Open:
    """The elements that are open, as far as tags tell; what would open below ``max_depth`` gets no tag.

    In place of the tag of a paragraph stands a rule, so that the text before and after it stays apart.
    """

    def __init__(self, max_depth: int) -> None:
        self._max = max_depth
        self._stack: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()

    def _pop(self) -> bool:
        name, is_written = self._stack.pop()
        self._names[name] -= 1
        return is_written

    def start(self, name: str, written: str) -> str:
        if name in _VOID or not written:
            return written
        while (
            self._stack
            and self._stack[-1][0] in _CLOSED_BY_NEXT
            and (self._stack[-1][0] == name or (self._stack[-1][0] == "p" and name not in _PHRASES))
        ):
            self._pop()
        is_written = len(self._stack) < self._max
        self._stack.append((name, is_written))
        self._names[name] += 1
        return written if is_written else _stand_in(name)

    def close(self, name: str, written: str) -> str:
        if not self._names[name]:
            return ""
        while self._stack[-1][0] != name:
            self._pop()
        return written if self._pop() else _stand_in(name)


def _stand_in(name: str) -> str:
    return "" if name in _PHRASES else "<hr>"


class _Splitter:
    def __init__(self, source: str, name: str, check: Callable[[str], None] | None, max_depth: int | None) -> None:
        self.page = Markup(source)
        self._source = source
        self._name = name
        self._check = check
        self._open = _Open(max_depth) if max_depth else None
        self._out: list[str] = []
        self._n_chars = self._n_references = 0

    def split(self) -> Markup:
        source, page, search, out = self._source, self.page, _MARK.search, self._out
        at = 0
        while page.cut_at is None and (mark := search(source, at)):
            start, end = mark.span()
            if start > at:
                self._text(at, start)
            at = end
            opened, closed, slash, odd = mark.groups()
            if opened is not None:
                self._start(opened.lower(), start, end, source[start:end] if end - start <= MAX_ATTRIBUTES else None)
                at = self._content(opened.lower(), start, end)
            elif closed is not None or slash:
                name = (closed or odd).lower()
                if closed is not None and name not in _CLOSED_OTHERWISE:
                    written = source[start:end]
                else:
                    written, at = self._odd_tag(name, start, end - 1 if closed else end, closing=True)
                out.append(self._open.close(_RENAMED.get(name, name), written) if self._open else written)
            elif odd is not None:
                at = self._content(odd.lower(), start, self._start(odd.lower(), start, end, None))
            else:
                at = self._aside(start, end)
        if at < len(source) and page.cut_at is None:
            self._text(at, len(source))
        page.clean = "".join(out)
        return page

    def _start(self, name: str, start: int, end: int, written: str | None) -> int:
        """Write a start tag, anew if ``written`` is ``None``; return where it ends."""
        if written is None:
            written, end = self._odd_tag(name, start, start + 1 + len(name), closing=False)
        elif name in _CLOSED_OTHERWISE:
            if name in _RENAMED:
                written = f"<{_RENAMED[name]}{written[1 + len(name) :]}"
            elif name in _RAW:
                written = ""
        if self._open:
            written = self._open.start(_RENAMED.get(name, name), written)
        self._out.append(written)
        page = self.page
        page.n_elements += 1
        if page.n_elements % _CHECKED == 0:
            self._check_size()
        return end

    def _content(self, name: str, start: int, end: int) -> int:
        """Take the content of an element in which tags are no tags; return where the next mark may stand."""
        if name in _RAW or name in _ESCAPABLE:
            return self._raw(name, start, end)
        if name == "plaintext":
            self._text(end, len(self._source), raw=True)
            return len(self._source)
        return end

    def _check_size(self) -> None:
        # A page of a million nested tags is to be called deep, not large, and parsing its head is enough to see it.
        if self.page.n_elements == _CHECKED and self._check is not None:
            self._check("".join(self._out))
        if self.page.n_elements > MAX_HTML_ELEMENTS:
            detail = f"the page has more than {MAX_HTML_ELEMENTS:,} elements; save the article's text by itself"
            raise InputRefused(Reason.TOO_LARGE, detail, name=self._name)

    def _text(self, start: int, end: int, *, raw: bool = False) -> None:
        if self._n_chars + end - start > MAX_HTML_CHARS:
            end = self.page.cut_at = start + MAX_HTML_CHARS - self._n_chars
        self._n_chars += end - start
        piece = self._source[start:end]
        if raw or "&" not in piece:
            self.page.runs.append(Run(start, end, piece))
            self._out.append(_escape(piece) if "&" in piece or "<" in piece else piece)
            return
        self._n_references += piece.count("&")
        if self._n_references > MAX_REFERENCES:
            detail = f"the page writes more than {MAX_REFERENCES:,} characters as references; save it as plain text"
            raise InputRefused(Reason.TOO_LARGE, detail, name=self._name)
        text = resolve(piece)
        if text:
            self.page.runs.append(Run(start, end, text, piece))
            self._out.append(_escape(text) if "&" in text or "<" in text else text)

    def _aside(self, start: int, at: int) -> int:
        """Return the end of a comment, a declaration or an instruction: none of them is text."""
        source = self._source
        if source.startswith("<!--", start):
            if source.startswith((">", "->"), at):
                return source.index(">", at) + 1
            if end := _COMMENT_END.search(source, at):
                return end.end()
            self.page.unclosed = "comment"
            return len(source)
        # "</>" is nothing, and "</" before anything else that is no letter is a comment too.
        found = source.find(">", at)
        return len(source) if found < 0 else found + 1

    def _odd_tag(self, name: str, start: int, at: int, closing: bool) -> tuple[str, int]:
        """Return a tag written out anew, and where it ends in the source; that of an unknown name is nothing."""
        source = self._source
        attributes: dict[str, str | None] = {}
        count = 0
        end = _TAG_END.match(source, at)
        while end is None:
            match = _ATTRIBUTE.match(source, at)
            if match is None:
                self.page.unclosed = "tag"
                return "", len(source)
            at, count = match.end(), count + 1
            if count > MAX_ATTRIBUTES:
                line = source.count("\n", 0, start) + 1
                detail = f"a tag in line {line} has more than {MAX_ATTRIBUTES:,} attributes; save the article alone"
                raise InputRefused(Reason.TOO_LARGE, detail, name=self._name)
            key = match.group(1)
            if _ATTRIBUTE_NAME.fullmatch(key):
                attributes.setdefault(key.lower(), next((v for v in match.groups()[1:] if v is not None), None))
            end = _TAG_END.match(source, at)
        # libxml2 loses what follows "</html>": without it the rest of the page stays in its body.
        known = _NAME.fullmatch(name) is not None and not (closing and name in ("html", "body"))
        if not known or (name in _RAW and name not in _RENAMED):
            return "", end.end()
        name = _RENAMED.get(name, name)
        if closing:
            return f"</{name}>", end.end()
        words = [key if value is None else f'{key}="{_quoted(value)}"' for key, value in attributes.items()]
        return f"<{' '.join((name, *words))}>", end.end()

    def _raw(self, name: str, start: int, at: int) -> int:
        """Take the content of an element in which tags are no tags; return where its end tag begins, or the page."""
        source = self._source
        found = _script_end(source, at) if name == "script" else _RAW_END[name].search(source, at)
        end = found.start() if found else len(source)
        if found is None:
            self.page.unclosed = name
        out = self._out
        if name in _ESCAPABLE:
            self._text(at, end)
            if found is None:
                out.append(f"</{name}>")
        elif name == "xmp":
            self._text(at, end, raw=True)
        elif name == "script" and _JSON_LD.search(source, start, at):
            self.page.json_ld.append(source[at:end])
        elif name == "iframe":
            out.append("<iframe></iframe>")
        return end


def _script_end(source: str, at: int) -> re.Match[str] | None:
    """Return the end tag of a script: one within ``<!-- <script> … -->`` ends only what was written there."""
    first = None
    escaped = inner = False
    for part in _SCRIPT_PARTS.finditer(source, at):
        whole = part.group()
        if whole == "<!--":
            escaped = True
        elif whole == "-->":
            escaped = inner = False
        elif not part.group(1):
            inner = escaped
        elif inner:
            first, inner = first or part, False
        else:
            return part
    return first


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def split_markup(
    source: str, *, name: str, check: Callable[[str], None] | None = None, max_depth: int | None = None
) -> Markup:
    """Return a page's mark-up taken apart. ``check`` is shown what 2,000 elements have given, and may refuse the page.

    With ``max_depth``, tags of elements nested deeper are left out; their text is not.

    >>> page = split_markup("<p class=x>Fire &amp; <b>smoke</b><!-- no --> over Bara</p>", name="demo")
    >>> [(run.start, run.end, run.text) for run in page.runs]
    [(11, 22, 'Fire & '), (25, 30, 'smoke'), (45, 55, ' over Bara')]

    Raises:
        InputRefused: ``TOO_LARGE`` for too many elements, or too many attributes of one.
    """
    return _Splitter(source, name, check, max_depth).split()

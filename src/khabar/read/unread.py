"""What of a page was not read, or not as it should be: nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from khabar.errors import Reason
from khabar.limits import MAX_HTML_CHARS, MAX_HTML_DEPTH
from khabar.read.blocks import Block, Tree
from khabar.read.layout import Layout
from khabar.read.metadata import Metadata
from khabar.records import PassageKind

_SWALLOWING: Final = frozenset({"comment", "script", "style", "textarea", "title", "xmp", "iframe", "noembed"})
"""What takes in the rest of a page, if it is not closed."""

_NOTABLE_CHARS: Final = 600
"""Shortest hidden text that may be an article of its own: some four sentences."""

_OPENING_CHARS: Final = 200
"""Shortest first message of a thread that may be an article: two sentences."""


def why_no_text(tree: Tree, blocks: Sequence[Block], meta: Metadata) -> str:
    """Return what a page without visible text does hold, and what to do about it."""
    if tree.page.unclosed in _SWALLOWING:
        return f"all text stands in an unclosed {tree.page.unclosed}; the page may be cut off; save it again"
    if meta.article_body:
        return (
            "the article stands only in the page's JSON-LD, not in its visible text; save the article's text by itself"
        )
    if any(block.hidden for block in blocks):
        return "all text is hidden (noscript, display:none); save the page from a browser, as it is seen"
    if next(tree.root.iter("frame", "iframe"), None) is not None:
        return "the page only frames other pages; give the framed page itself"
    if blocks:
        return "only menus, links and other furniture, no article; give the article's own page"
    return "the page has no visible text; expected an article; save the page from a browser, as it is seen"


def find_unread(tree: Tree, layout: Layout, meta: Metadata) -> Iterator[tuple[Reason, str]]:
    """Yield what was left out, as reason and detail."""
    if tree.is_flattened:
        yield (
            Reason.TOO_DEEP,
            f"elements are nested more than {MAX_HTML_DEPTH} deep; below that their text was read without their tags, "
            "so article and comments may not be told apart",
        )
    if tree.page.cut_at is not None:
        line = tree.page.source.count("\n", 0, tree.page.cut_at) + 1
        yield (
            Reason.TRUNCATED,
            f"the page has more than {MAX_HTML_CHARS:,} characters of text; what lies beyond line {line} was not read",
        )
    if tree.n_lost:
        yield Reason.TRUNCATED, f"the parser lost {tree.n_lost:,} characters of text; save the article's text by itself"
    if tree.page.unclosed in _SWALLOWING:
        yield (
            Reason.TRUNCATED,
            f"the page ends within an unclosed {tree.page.unclosed}, and nothing after its start is text; "
            "the page may be cut off",
        )
    shown = sum(p.end - p.start for p in layout.passages if p.kind is PassageKind.BODY)
    hidden = sum(len(block.text) for _, block in layout.places if block.hidden)
    if hidden >= _NOTABLE_CHARS and hidden > shown:
        yield (
            Reason.TRUNCATED,
            f"{hidden:,} characters of the page are hidden from sight (noscript, display:none), more than the article "
            f"has ({shown:,}); they are kept as boilerplate and not coded",
        )
    opening = next((p for p in layout.passages if p.kind is PassageKind.COMMENT), None)
    if opening and not shown and opening.end - opening.start >= _OPENING_CHARS:
        yield (
            Reason.LEFT_OUT,
            "the page has no article, only a thread (a forum, a chat, an export): its first message, of "
            f"{opening.end - opening.start:,} characters, is read as a reader's comment and opens no incident; "
            "if it is an article, save its text by itself",
        )
    body = len(meta.article_body or "")
    if body >= _NOTABLE_CHARS and body > 2 * shown:
        yield (
            Reason.TRUNCATED,
            f"the page's JSON-LD holds {body:,} characters of the article and its visible text {shown:,}; only what is "
            "visible was read",
        )

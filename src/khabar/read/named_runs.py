"""Comments as bare paragraphs below an article, each begun by its writer's name, under whatever heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from khabar.read.blocks import Block
from khabar.read.cues import ends_sentence
from khabar.read.outline import Outline
from khabar.read.talk import leading_name

MIN_NAMED: Final = 2
"""How many neighbours must begin with different names, to be readers' and no note."""

MIN_ARTICLE_PARAGRAPHS: Final = 2
"""How many paragraphs must stand in the article above."""

_MIN_CHARS: Final = 40
_SHARE: Final = 0.7
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS: Final = frozenset({"p", "li", "div", "dd"})
_BOLD: Final = frozenset({"b", "strong", "cite", "i", "em"})


def named_runs(outline: Outline, blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Yield the elements, ``first:last``, of each run of neighbours below the article's own element that begin with
    names: ``<p><b>Zed:</b> So it goes.</p>``. A heading may stand over them."""
    by_element: dict[int, list[Block]] = {}
    for block in blocks:
        if not block.hidden and (number := outline.number.get(block.element)) is not None:
            by_element.setdefault(number, []).append(block)
    for i, element in enumerate(outline.elements):
        if element.tag != "article" or not _is_whole_article(outline, i, by_element):
            continue
        above = outline.parent[i]
        limit = outline.end[above] if above >= 0 else outline.end[i]
        at = outline.end[i]
        if at < limit and (outline.elements[at].tag in _HEADINGS or outline.elements[at].tag == "hr"):
            at = outline.end[at]
        first, named, seen, total = at, 0, set[str](), 0
        while at < limit and outline.elements[at].tag in _PARAGRAPHS and len(by_element.get(at, ())) == 1:
            name = _bold_name(outline, at, by_element[at][0])
            total += 1
            if name:
                named += 1
                seen.add(name)
            elif total == 1:
                break
            at = outline.end[at]
        if named >= MIN_NAMED and len(seen) >= MIN_NAMED and named >= _SHARE * total:
            yield first, at


def _is_whole_article(outline: Outline, i: int, by_element: dict[int, list[Block]]) -> bool:
    """Return whether an element holds a headline and paragraphs."""
    within = range(i, outline.end[i])
    paragraphs = sum(
        len(block.text) >= _MIN_CHARS and ends_sentence(block.text) for j in within for block in by_element.get(j, ())
    )
    return paragraphs >= MIN_ARTICLE_PARAGRAPHS and any(outline.elements[j].tag == "h1" for j in within)


def _bold_name(outline: Outline, at: int, block: Block) -> str | None:
    """Return the name in bold that a paragraph begins with, before a colon; ``None`` if there is none."""
    child = outline.elements[at + 1] if at + 1 < outline.end[at] else None
    if child is None or child.tag not in _BOLD or not ends_sentence(block.text):
        return None
    found = leading_name(block.text)
    bold = " ".join("".join(child.itertext()).split())
    if not bold or not block.text.startswith(bold) or found is None:
        return None
    return found[0].casefold() if bold.rstrip(": ").startswith(found[0]) else None

"""Which block of an HTML page is headline, article, caption, reader's comment, or furniture."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, Final

import trafilatura

from khabar.read.blocks import Block, tokens
from khabar.read.cues import is_byline, is_heading
from khabar.records import PassageKind

_FURNITURE_TAGS: Final = frozenset(
    {
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "dialog",
        "menu",
        "title",
        "fieldset",
        "noscript",
    }
)
_FURNITURE: Final = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|related|recommended|recirc|promo|advert|ads?"
    r"|sponsor(?:ed)?|banner|cookies?|consent|newsletter|subscribe|signup|share|sharing|social|toolbar|pagination|pager"
    r"|most-?(?:read|popular)|trending|also-?(?:read|like)|read-?(?:more|next)|more-(?:on|from|stories|news)|tags?"
    r"|copyright|skip|search|login|masthead|widget|outbrain|taboola)(?:$|[-_])"
)
_COMMENTS: Final = re.compile(
    r"^(?:[a-z]{1,12}[-_])?(?:comments?|responses?|respond|replies|disqus(?:[-_]thread)?|discussion|reader[-_]?comments?)"
    r"(?:[-_](?:list|area|section|thread|wrap|wrapper|container|block|body|template|holder|inner|items?|\d+))*$"
    r"|^comment-?list$"
)
_COMMENT_ITEM: Final = re.compile(r"^(?:comment|reader-comment|user-comment|comment[-_](?:item|body|entry|node|\d+))$")
_WRITER: Final = re.compile(
    r"(?:^|[-_])(?:author|commenter|username|user|nickname|nick|handle|writer|byline|fn|name|screen-?name|poster)(?:$|[-_])"
)
_COMMENT_FURNITURE: Final = re.compile(
    r"(?:^|[-_])(?:meta|metadata|date|time|timestamp|reply|actions?|votes?|likes?|avatar|badge|permalink|flag|share)(?:$|[-_])"
)
_SMALL_TALK: Final = re.compile(
    r"(?:reply|share|report|like|upvote|downvote|permalink|log in to reply|edit|flag|says|wrote|\d|\W)+",
    re.IGNORECASE,
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[-_])(?:byline|author|authors|dateline|published|pubdate|post-meta|entry-meta|article-meta|meta|timestamp"
    r"|datepublished|date)(?:$|[-_])"
)
_BYLINE_TEXT: Final = re.compile(r"(?:by|published|posted|updated|last updated|reporting by)\b[:\s]", re.IGNORECASE)
_CAPTION: Final = re.compile(r"(?:^|[-_])(?:caption|wp-caption-text|photo-credit|image-caption)(?:$|[-_])")
_AT_TIME: Final = re.compile(r"\s(?:on|at|says?|said|wrote|writes)\b|[,|·•]|\d{1,2}\s|:\s*$", re.IGNORECASE)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ALNUM: Final = re.compile(r"[\W_]+")

MAX_BYLINE_CHARS: Final = 160
"""Longest line that is taken for a byline, a date, or both."""

MAX_HANDLE_CHARS: Final = 120
"""Longest line above or below a comment that is taken for its writer's name, its date and its buttons."""


def _says(element: Any, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(token) for token in tokens(element))


def _key(text: str) -> str:
    """Return the letters and digits of a text, for comparing what two readings of one page kept."""
    return _ALNUM.sub("", text).lower()


def comment_roots(root: Any) -> dict[Any, None]:
    """Return the outermost elements that hold readers' comments, never one that holds the page's headline."""
    found: dict[Any, None] = {}
    inside: set[Any] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "head", "a", "button", "link"):
            continue
        if element.getparent() in inside:
            inside.add(element)
            continue
        words = tokens(element)
        is_item = "comment" in words or "schema.org/Comment" in (element.get("itemtype") or "")
        if (is_item or any(map(_COMMENTS.search, words))) and next(element.iter("h1"), None) is None:
            found[element] = None
            inside.add(element)
    return found


def _comment_items(container: Any) -> list[Any]:
    """Return the elements that hold one comment each, replies within their parent among them."""
    everything = [element for element in container.iter() if isinstance(element.tag, str)]
    by_type = [element for element in everything if "schema.org/Comment" in (element.get("itemtype") or "")]
    for candidates in (
        by_type,
        [el for el in everything if "comment" in tokens(el)],
        [el for el in everything[1:] if any(map(_COMMENT_ITEM.search, tokens(el)))],
        [el for el in everything[1:] if el.tag == "article"],
        [el for el in everything[1:] if el.tag == "li"],
    ):
        items = [el for el in candidates if el.tag not in ("p", "span", "a", "h2", "h3")]
        if items:
            return items
    children = [child for child in container if isinstance(child.tag, str) and child.tag not in _HEADINGS]
    if any(next(child.iter("p", "blockquote"), None) is not None for child in children if child.tag != "p"):
        return [child for child in children if child.tag not in _FURNITURE_TAGS]
    return []


def _mark_comments(blocks: list[Block], roots: dict[Any, None]) -> dict[int, PassageKind | None]:
    """Number the comments in ``blocks``; return the kinds of the blocks in ``roots``, ``None`` for a handle's."""
    kinds: dict[int, PassageKind | None] = {}
    holder = {item: root for root in roots for item in _comment_items(root)}
    whole = set(roots) - set(holder.values())
    numbers: dict[Any, int] = {}
    writers: dict[Any, str] = {}
    for i, block in enumerate(blocks):
        root = next((element for element in block.up if element in roots), None)
        if root is None:
            continue
        item = next((element for element in block.up if element in holder), None)
        inner = block.up[: block.up.index(item if item is not None else root)]
        short = len(block.text) <= MAX_HANDLE_CHARS
        if item is not None and short and item not in numbers and (handle := _handle(block, inner)):
            writers.setdefault(item, handle)
            kinds[i] = None
        elif block.hidden or _is_furniture(block, inner) or _SMALL_TALK.fullmatch(block.text):
            # What stands around a comment names its writer more often than not.
            kinds[i] = None if item is not None and short else PassageKind.BOILERPLATE
        elif item is not None or (root in whole and block.element.tag not in _HEADINGS):
            owner = item if item is not None else block.element
            block.comment, block.handle = numbers.setdefault(owner, len(numbers) + 1), writers.get(owner)
            kinds[i] = PassageKind.COMMENT
        else:
            kinds[i] = PassageKind.BOILERPLATE
    return kinds


def _handle(block: Block, inner: tuple[Any, ...]) -> str | None:
    """Return the handle that a block at the head of a comment gives, ``None`` if it is none."""
    within = [element for element in block.element.iter() if isinstance(element.tag, str)]
    for element in (*within, *inner):
        if element.tag == "cite" or _says(element, _WRITER):
            words = " ".join(element.text_content().split())
            return words if _key(words) else None
    if any(element.tag in ("header", "address", *_HEADINGS) for element in inner):
        return _AT_TIME.split(block.text)[0] or None
    bold = [element for element in within if element.tag in ("b", "strong")]
    if bold and len(_key(bold[0].text_content())) * 2 > len(_key(block.text)):
        return " ".join(bold[0].text_content().split())
    return None


def _is_furniture(block: Block, inner: tuple[Any, ...]) -> bool:
    if any(element.tag in ("form", "button", "footer", "time", "nav") for element in inner):
        return True
    return len(block.text) <= MAX_HANDLE_CHARS and any(_says(element, _COMMENT_FURNITURE) for element in inner)


def _chosen_by_extractor(root: Any, roots: dict[Any, None]) -> str:
    """Return the letters and digits of what trafilatura takes for the article, comments left out."""
    marked = {element: str(i) for i, element in enumerate(roots)}
    for element, mark in marked.items():
        element.set("data-khabar-comments", mark)
    pruned = copy.deepcopy(root)
    for element in marked:
        del element.attrib["data-khabar-comments"]
    for element in pruned.xpath("//*[@data-khabar-comments]"):
        parent = element.getparent()
        if parent is not None:
            if element.tail:
                _keep_tail(element, parent)
            parent.remove(element)
    taken = trafilatura.bare_extraction(pruned, fast=True, include_comments=False, include_tables=True)
    body = getattr(taken, "body", None)
    return _key(" ".join(body.itertext())) if body is not None else ""


def _keep_tail(element: Any, parent: Any) -> None:
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + element.tail
    else:
        before.tail = (before.tail or "") + element.tail


def _article_root(root: Any, blocks: list[Block], chosen: list[bool]) -> Any | None:
    """Return the article element that holds most of the chosen text, ``None`` if the page has none or it holds less
    than half."""
    candidates = [el for el in root.iter() if isinstance(el.tag, str) and _is_article(el)]
    total = sum(len(block.text) for block, taken in zip(blocks, chosen, strict=True) if taken)
    weight = {
        element: sum(len(b.text) for b, taken in zip(blocks, chosen, strict=True) if taken and element in b.up)
        for element in candidates[:200]
    }
    best = max(weight, key=lambda element: weight[element], default=None)
    return best if best is not None and weight[best] * 2 >= max(total, 1) else None


def _is_article(element: Any) -> bool:
    return element.tag in ("article", "main") or bool(
        tokens(element)
        & {"articlebody", "article-body", "article__body", "story-body", "entry-content", "post-content"}
    )


def _is_page_furniture(block: Block) -> bool:
    for element in block.up:
        if element.tag in ("html", "body", "article", "main"):
            return False
        if element.tag in _FURNITURE_TAGS or _says(element, _FURNITURE):
            return True
        if tokens(element) & {"navigation", "banner", "contentinfo", "complementary", "search"}:
            return True
    return False


def _headline(blocks: list[Block], kinds: Mapping[int, PassageKind | None], title: str | None) -> int | None:
    """Return the block that is the headline: the heading that the page's title repeats, or else the first ``h1``."""
    wanted = _key(title or "")
    free = [i for i, block in enumerate(blocks) if i not in kinds and not block.hidden]
    headings = [i for i in free if any(el.tag in _HEADINGS or _says_headline(el) for el in blocks[i].up[:3])]
    for i in headings:
        key = _key(blocks[i].text)
        if len(key) > 8 and wanted and (key in wanted or wanted in key):
            return i
    return next((i for i in headings if any(el.tag == "h1" for el in blocks[i].up[:3])), None)


def _says_headline(element: Any) -> bool:
    return bool(tokens(element) & {"headline", "title", "entry-title", "post-title"})


def classify(root: Any, blocks: list[Block], *, title: str | None) -> list[PassageKind | None]:
    """Return the kind of each block; ``None`` for a commenter's handle, which is not to be kept.

    Sets ``comment`` and ``handle`` of the blocks of comments.
    """
    roots = comment_roots(root)
    kinds = _mark_comments(blocks, roots)
    chosen_text = _chosen_by_extractor(root, roots)
    chosen = [i not in kinds and not b.hidden and _key(b.text) in chosen_text for i, b in enumerate(blocks)]
    article = _article_root(root, blocks, chosen)
    headline = _headline(blocks, kinds, title)
    whole = not any(chosen)
    for i, block in enumerate(blocks):
        if i in kinds:
            continue
        if i == headline:
            kinds[i] = PassageKind.TITLE
        elif block.hidden or _is_page_furniture(block) or _is_byline(block) or _is_comment_heading(i, blocks, kinds):
            kinds[i] = PassageKind.BOILERPLATE
        elif any(el.tag == "figcaption" or _says(el, _CAPTION) for el in block.up[:4]):
            kinds[i] = PassageKind.CAPTION
        elif (article in block.up) if article is not None else (chosen[i] or whole):
            kinds[i] = PassageKind.BODY
        else:
            kinds[i] = PassageKind.BOILERPLATE
    return [kinds[i] for i in range(len(blocks))]


def _is_comment_heading(i: int, blocks: list[Block], kinds: Mapping[int, PassageKind | None]) -> bool:
    """Return whether a block announces the comments that stand right below it."""
    return i + 1 in kinds and kinds[i + 1] in (None, PassageKind.COMMENT) and is_heading(blocks[i].text)


def _is_byline(block: Block) -> bool:
    if len(block.text) > MAX_BYLINE_CHARS or block.text.endswith((".", "?", "!", ".”", '."')):
        return False
    if (
        is_byline(block.text)
        or any(_says(element, _BYLINE_CLASS) for element in block.up[:3])
        or _BYLINE_TEXT.match(block.text)
    ):
        return True
    stamps = list(block.element.iter("time"))
    return bool(stamps) and sum(len(el.text_content()) for el in stamps) * 3 >= len(block.text)

"""Which comment a comment answers: by what the page says, by where it stands, or by what it quotes."""

from __future__ import annotations

import re
from typing import Any, Final

from khabar.folding import key_of
from khabar.read.comments import Comment
from khabar.read.outline import Outline
from khabar.read.pseudonym import fold_handle
from khabar.read.talk import clean_handle
from khabar.read.thread import Thread
from khabar.read.vocabulary import names_of

_PARENT_KEYS: Final = (
    "data-parent-id", "data-parent", "data-parentid", "parentid", "parent-id", "data-parent-comment-id",
    "data-comment-parent", "data-in-reply-to", "data-reply-to", "data-reply-to-id", "data-parent-uuid", "data-pid",
)  # fmt: skip
_OWN_KEYS: Final = (
    "id", "data-id", "data-comment-id", "data-commentid", "thingid", "data-fullname", "data-message-id", "data-uuid",
    "data-content-uuid", "data-post-id", "data-cid", "name",
)  # fmt: skip
_LEVEL_KEYS: Final = ("data-level", "data-depth", "depth", "data-indent", "indent", "aria-level", "data-comment-depth")
_LEVEL_NAME: Final = re.compile(r"(?:^|[a-z-_])(?:level|depth|indent|lvl)[-_]{0,2}(\d{1,2})$", re.IGNORECASE)
_MARGIN: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4}(?:\.\d+)?)\s*(px|em|rem|%)?", re.IGNORECASE)
_TAIL_DIGITS: Final = re.compile(r"(\d+)\D*$")
_FRAGMENT: Final = re.compile(r"#(.+)$")
MIN_QUOTE_CHARS: Final = 12
"""Shortest quotation, in letters and digits, that tells which comment it is from."""

MAX_BACK: Final = 400
"""How many comments back one that is quoted or addressed is looked for."""


def find_parents(outline: Outline, thread: Thread, comments: list[Comment], texts: list[str]) -> list[int | None]:
    """Return for each comment of a thread the place in the list of the one it answers, ``None`` if it says none."""
    ids = _ids(outline, comments)
    levels = _levels(outline, thread, comments)
    nested = any(comment.item is not None and comment.item.outer is not None for comment in comments)
    keys = [key_of(text) for text in texts]
    place = {id(comment.item): i for i, comment in enumerate(comments)}
    found: list[int | None] = []
    stated = _stated(outline, comments)
    above = _above(levels) if levels is not None and not nested else None
    latest: dict[str, int] = {}
    for i, comment in enumerate(comments):
        item = comment.item
        parent = next((ids[key] for key in stated[i][0] if key in ids and ids[key] != i), None)
        if parent is None and nested and item is not None and item.outer is not None:
            parent = place.get(id(thread.items[item.outer]))
        if parent is None and above is not None:
            parent = above[i]
        if parent is None and not nested and above is None and stated[i][1]:
            # "In reply to Zed" means the latest that Zed has written.
            parent = latest.get(fold_handle(stated[i][1] or "") or "")
        if comment.handle and (folded := fold_handle(comment.handle)):
            latest[folded] = i
        found.append(parent)
    if any(parent is not None for parent in found):
        return found
    return [_by_quote(comments, keys, i) for i in range(len(comments))]


def _ids(outline: Outline, comments: list[Comment]) -> dict[str, int]:
    """Return the comments by what the page calls them, and by the last number in it where no two share that."""
    found: dict[str, int] = {}
    digits: dict[str, int | None] = {}
    for i, comment in enumerate(comments):
        if comment.item is None:
            continue
        for number in _head_elements(outline, comment):
            attributes = outline.elements[number].attrib
            for key in _OWN_KEYS:
                value = attributes[key].strip() if key in attributes else ""
                if not value or value in found:
                    continue
                found[value] = i
                if match := _TAIL_DIGITS.search(value):
                    digits[match.group(1)] = None if digits.get(match.group(1), i) != i else i
    for tail, where in digits.items():
        if where is not None:
            found.setdefault(f"…{tail}", where)
    return found


def _head_elements(outline: Outline, comment: Comment) -> range:
    item = comment.item
    assert item is not None
    return range(item.first, min(item.last, item.first + 4))


def _stated(outline: Outline, comments: list[Comment]) -> list[tuple[list[str], str | None]]:
    """Return for each comment what it calls its parent, likeliest first, and the handle it says it answers."""
    found = []
    for comment in comments:
        keys: list[str] = []
        for number in _head_elements(outline, comment) if comment.item is not None else ():
            attributes = outline.elements[number].attrib
            for attribute in _PARENT_KEYS:
                if attribute not in attributes:
                    continue
                value = attributes[attribute].strip().lstrip("#")
                if value and value != "0":
                    keys += [value, *_by_digits(value)]
        keys += [key for link in comment.links for key in _link_keys(link)]
        handle = next((h for text in comment.parents if (h := clean_handle(_REPLY.sub("", text)))), None)
        found.append((keys, handle))
    return found


_REPLY: Final = re.compile(
    r"^\W*(?:in\s(?:reply|response|answer)\sto|reply(?:ing)?\sto|responding\sto|↪|➦|to|@)\W*", re.IGNORECASE
)


def _by_digits(value: str) -> list[str]:
    return [f"…{match.group(1)}"] if (match := _TAIL_DIGITS.search(value)) else []


def _link_keys(link: str) -> list[str]:
    fragment = _FRAGMENT.search(link)
    if fragment:
        return [fragment.group(1), *_by_digits(fragment.group(1))]
    return [link, *_by_digits(link)]


def _levels(outline: Outline, thread: Thread, comments: list[Comment]) -> list[float] | None:
    """Return how deep each comment stands by its own account or by its place, ``None`` if all stand alike."""
    found = []
    for comment in comments:
        if comment.item is None:
            return None
        found.append(_level(outline, thread, comment))
    if len({level for level, _ in found}) > 1:
        return [level for level, _ in found]
    depths = [depth for _, depth in found]
    return [float(depth) for depth in depths] if len(set(depths)) > 1 else None


def _level(outline: Outline, thread: Thread, comment: Comment) -> tuple[float, int]:
    item = comment.item
    assert item is not None
    inside = range(item.first, min(item.last, item.first + 12))
    around = [i for i in outline.up(outline.parent[item.first]) if i > thread.first][:3]
    around = [i for i in around if outline.end[i] <= item.last or _is_alone(outline, i, item.first)]
    level = 0.0
    for number in (*inside, *around):
        level = max(level, _own_level(outline.elements[number]))
    depth = sum(
        1 for i in outline.up(outline.parent[item.first]) if i >= thread.first and outline.role(i) == "children"
    )
    return level, depth


def _is_alone(outline: Outline, wrapper: int, first: int) -> bool:
    return outline.chars(wrapper, first) == 0 and first - wrapper <= 3


def _own_level(element: Any) -> float:
    attributes = element.attrib
    if not attributes:
        return 0.0
    for key in _LEVEL_KEYS:
        if key in attributes and (value := attributes[key]).isdigit() and len(value) < 4:
            return float(value)
    for name in names_of(element):
        if match := _LEVEL_NAME.search(name):
            return float(match.group(1))
    if match := _MARGIN.search(element.get("style") or ""):
        return float(match.group(1)) / 1000
    if element.tag == "img" and (element.get("width") or "").isdigit() and (element.get("height") or "") == "1":
        return float(element.get("width")) / 1000
    return 0.0


def _above(levels: list[float]) -> list[int | None]:
    """Return for each level the place of the last one before it that is less deep."""
    found: list[int | None] = []
    stack: list[int] = []
    for i, level in enumerate(levels):
        while stack and levels[stack[-1]] >= level:
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(i)
    return found


def _by_quote(comments: list[Comment], keys: list[str], i: int) -> int | None:
    """Return the nearest comment before whose words this one quotes."""
    for quoted in comments[i].quoted:
        key = key_of(quoted)
        if len(key) < MIN_QUOTE_CHARS:
            continue
        for j in range(i - 1, max(-1, i - MAX_BACK), -1):
            if keys[j] and (keys[j] in key or key in keys[j]):
                return j
    return None

"""One comment of a page taken apart: its own words, who wrote it, what it quotes, and what only stands around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from khabar.read.blocks import Block
from khabar.read.cues import ends_sentence
from khabar.read.outline import WHEN, Outline, Piece
from khabar.read.pseudonym import fold_handle
from khabar.read.talk import (
    MAX_HANDLE_CHARS,
    MAX_HEAD_CHARS,
    after_lead,
    clean_handle,
    handle_in,
    is_deletion,
    is_head,
    is_notice,
    is_quote_head,
    is_small_talk,
    leading_name,
)
from khabar.read.thread import Item, Thread
from khabar.read.vocabulary import names_of, normalised, role_of

_INITIAL: Final = re.compile(r"\s[^\W\d_]{1,2}\.$")
_HANDLE_KEYS: Final = (
    "author", "data-author", "data-author-name", "data-username", "data-user-name", "data-user", "data-commenter",
)  # fmt: skip


@dataclass(slots=True)
class Comment:
    """What was read of one comment: its words as stretches of blocks, and what is around them.

    ``words`` and ``quotes`` are numbers of blocks with start and end; ``parent`` is what it says of the comment that it
    answers: an anchor of the page or a handle.
    """

    item: Item | None
    words: list[tuple[int, int, int]] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    handle: str | None = None
    parents: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    is_deleted: bool = False


def grouped(numbers: list[int], blocks: list[Block], bold: set[int]) -> list[Comment]:
    """Return comments from blocks that no element holds together: from head to head, where lines name writers; else
    one a block. ``bold`` are the blocks that are bold throughout."""
    heads = [_is_heading_of_comment(blocks[number], number in bold) for number in numbers]
    if sum(heads) >= 2 and sum(heads) * 4 >= len(heads) and not all(heads):
        comments: list[Comment] = []
        below = heads[-1] and not heads[0]
        for number, is_a_head in zip(numbers, heads, strict=True):
            if (is_a_head and not below) or not comments or (below and comments[-1].around):
                comments.append(Comment(None))
            if is_a_head:
                comments[-1].around.append(number)
                text = blocks[number].text
                comments[-1].handle = comments[-1].handle or handle_in(text) or clean_handle(text)
            else:
                comments[-1].words.append((number, 0, len(blocks[number].text)))
        return comments
    comments = [Comment(None, words=[(number, 0, len(blocks[number].text))]) for number in numbers]
    cut_leading_names(comments, blocks)
    return comments


def _is_heading_of_comment(block: Block, is_bold: bool) -> bool:
    text = block.text
    if len(text) > MAX_HEAD_CHARS or is_small_talk(text):
        return False
    if is_head(text) and (handle_in(text) or WHEN.fullmatch(text)):
        return True
    tags = {element.tag for element in block.up[:2]}
    is_name = len(text) <= MAX_HANDLE_CHARS and len(text.split()) <= 4 and not ends_sentence(text)
    return is_name and (is_bold or bool(tags & {"dt", "h4", "h5", "h6"}))


@dataclass(slots=True)
class _Cell:
    """A piece of a comment, with what its element says of it."""

    piece: Piece
    text: str
    role: str
    key: tuple[str, ...]


def read_comments(
    outline: Outline, thread: Thread, blocks: list[Block], pieces: dict[int, list[Piece]]
) -> list[Comment]:
    """Return the comments of a thread in page order; ``pieces`` are those of the page by their element."""
    wide = _wide(outline, thread)
    cells = [_cells(outline, thread, number, blocks, pieces, wide) for number in range(len(thread.items))]
    _name_columns(cells)
    comments = [_read(outline, item, held, blocks) for item, held in zip(thread.items, cells, strict=True)]
    _drop_furniture(comments, blocks)
    _take_name_lines(comments, blocks)
    cut_leading_names(comments, blocks)
    return comments


def _take_name_lines(comments: list[Comment], blocks: list[Block]) -> None:
    """Take the first line of each comment for its writer's name, if a thread names no writers and most begin so."""
    with_words = [comment for comment in comments if comment.words]
    if len(with_words) < 2 or any(comment.handle is not None for comment in with_words):
        return
    named = [comment for comment in with_words if len(comment.words) > 1 and _is_name_line(comment.words[0], blocks)]
    if len(named) < 0.7 * len(with_words):
        return
    for comment in named:
        number, start, end = comment.words.pop(0)
        comment.handle = clean_handle(blocks[number].text[start:end])
        comment.around.append(number)


def _is_name_line(words: tuple[int, int, int], blocks: list[Block]) -> bool:
    number, start, end = words
    text = blocks[number].text
    is_whole = (start, end) == (0, len(text))
    return is_whole and len(text) <= MAX_HANDLE_CHARS and len(text.split()) <= 4 and not _is_sentence(text)


def cut_leading_names(comments: list[Comment], blocks: list[Block]) -> None:
    """Cut "Zed: …" off the comments of a thread without other names, if most of them begin so."""
    with_words = [comment for comment in comments if comment.words]
    if len(with_words) < 2 or sum(comment.handle is not None for comment in with_words) * 4 > len(with_words):
        return
    firsts = [comment.words[0] for comment in with_words]
    names = [leading_name(blocks[number].text[start:end]) for number, start, end in firsts]
    if sum(name is not None for name in names) < 0.7 * len(names):
        return
    for comment, name in zip(with_words, names, strict=True):
        if name is not None:
            number, start, end = comment.words[0]
            comment.handle = name[0]
            comment.words[0] = (number, start + name[1], end)


def _drop_furniture(comments: list[Comment], blocks: list[Block]) -> None:
    """Take the words of what only looks like a comment for what stands around one."""
    with_words = [comment for comment in comments if comment.words]
    named = sum(comment.handle is not None for comment in with_words)
    for comment in with_words:
        text = blocks[comment.words[0][0]].text
        is_odd_one = comment.handle is None and named >= 2 and named >= len(with_words) - 2
        if not comment.is_deleted and (is_notice(text) or (is_odd_one and not ends_sentence(text))):
            comment.around += [number for number, _, _ in comment.words]
            comment.words = []


def owners(outline: Outline, thread: Thread) -> dict[int, int]:
    """Return for each element of a thread the innermost comment that holds it."""
    held: dict[int, int] = {}
    stack: list[int] = []
    at = 0
    items = thread.items
    for i in range(thread.first, thread.last):
        while at < len(items) and items[at].first <= i:
            stack.append(at)
            at += 1
        while stack and i >= items[stack[-1]].last:
            stack.pop()
        if stack:
            held[i] = stack[-1]
    return held


def _cells(
    outline: Outline,
    thread: Thread,
    number: int,
    blocks: list[Block],
    pieces: dict[int, list[Piece]],
    wide: set[int],
) -> list[_Cell]:
    item = thread.items[number]
    stop = outline.parent[item.first]
    found = []
    for piece in pieces.get(number, ()):
        numbers = list(outline.up(piece.element, stop))
        if thread.is_nested and len(numbers) > 1:
            numbers.pop()
        chain = [outline.elements[i] for i in numbers]
        text = blocks[piece.block].text[piece.start : piece.end]
        found.append(_Cell(piece, text, _role(outline, numbers, wide), _key(chain)))
    return found


def _wide(outline: Outline, thread: Thread) -> set[int]:
    """Return the elements that call themselves text and hold more than a comment's words: its writer, or its time."""
    found: set[int] = set()
    holders = owners(outline, thread)
    for i in range(thread.first, thread.last):
        if i not in holders or outline.role(i) not in ("writer", "date", "text"):
            continue
        for above in outline.up(outline.parent[i]):
            # Within a paragraph a name is one that the reader mentions.
            if holders.get(above) != holders[i] or above in found or outline.elements[above].tag == "p":
                break
            if outline.role(above) == "text":
                found.add(above)
    return found


def _role(outline: Outline, numbers: list[int], wide: set[int]) -> str:
    roles = [outline.role(i) if i not in wide else "" for i in numbers]
    if "quote" in roles:
        return "quote"
    if "parent" in roles:
        return "parent"
    return next((role for role in roles if role), "")


def _key(chain: list[object]) -> tuple[str, ...]:
    path = []
    for element in chain:
        names = names_of(element)
        path.append(element.tag)  # type: ignore[attr-defined]
        if names:
            path.append(normalised(names[0]))
            break
    return tuple(path)


def _name_columns(cells: list[list[_Cell]]) -> None:
    """Give cells whose elements say nothing a role by what stands at their place in the other comments."""
    columns: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for held in cells:
        for cell in held:
            if not cell.role:
                columns[cell.key].append(cell.text)
    n = max(1, len(cells))
    roles: dict[tuple[str, ...], str] = {}
    for key, texts in columns.items():
        short = [text for text in texts if len(text) <= MAX_HANDLE_CHARS]
        if len(short) < 0.9 * len(texts) or key[0] == "p":
            continue
        most = Counter(texts).most_common(1)[0][1]
        if n >= 2 and len(texts) >= 2 and all(len(text) <= 2 and text.isalpha() for text in texts):
            # The writer's initials, in place of a picture.
            roles[key] = "action"
            continue
        words = sorted(len(text.split()) for text in texts)
        if sum(bool(WHEN.search(text)) and len(text.split()) <= 8 for text in texts) >= 0.6 * len(texts):
            roles[key] = "date"
        elif (
            all(is_small_talk(WHEN.sub(" ", text) or "-") for text in texts)
            or (n >= 3 and len(texts) >= 3 and most >= 0.6 * len(texts))
            or all(is_small_talk(text) for text in texts)
        ):
            roles[key] = "action"
        elif words[len(words) // 2] <= 3 and len(texts) <= 1.5 * n and not any(_is_sentence(text) for text in texts):
            roles[key] = "name"
    for held in cells:
        has_writer = any(cell.role == "writer" and not is_small_talk(cell.text) for cell in held)
        for i, cell in enumerate(held):
            if cell.role or not (role := roles.get(cell.key)):
                continue
            if role != "name":
                cell.role = role
            elif not has_writer and len(held) > 1 and (i == 0 or _is_bold(cell) or i < 3):
                cell.role, has_writer = "writer", True


def _is_sentence(text: str) -> bool:
    """Return whether a short text is more than a name: a name may end with an initial ("Anna K.")."""
    return text.endswith((".", "!", "?")) and " " in text and not _INITIAL.search(text)


def _is_bold(cell: _Cell) -> bool:
    return cell.key[0] in ("b", "strong", "i", "em")


def _read(outline: Outline, item: Item, cells: list[_Cell], blocks: list[Block]) -> Comment:
    comment = Comment(item)
    _read_parents(outline, comment, cells)
    by_block: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        by_block[cell.piece.block].append(cell)
    has_text = any(cell.role == "text" for cell in cells)
    own: list[tuple[int, int, int]] = []
    quoted: list[tuple[int, int, int]] = []
    for number, held in by_block.items():
        block = blocks[number]
        if block.hidden:
            comment.around.append(number)
            continue
        if all(cell.role == "quote" for cell in held) or (
            any(cell.role == "quote" for cell in held) and not any(cell.role in ("text", "") for cell in held)
        ):
            start, end = held[0].piece.start, held[-1].piece.end
            quoted.append((number, start, end))
            continue
        stretch = _own_stretch(block, held, comment, has_text, bool(own))
        if stretch is None:
            comment.around.append(number)
        else:
            own.append((number, *stretch))
    if not own and quoted:
        # "<blockquote>" is what some pages call the text of every comment.
        own, quoted = quoted, []
    comment.words = own
    comment.quotes = [number for number, _, _ in quoted]
    comment.quoted = [blocks[number].text[start:end] for number, start, end in quoted]
    if comment.handle is None:
        _find_handle(outline, comment, cells, blocks)
    text = " ".join(blocks[number].text[start:end] for number, start, end in own)
    comment.is_deleted = is_deletion(text)
    return comment


def _read_parents(outline: Outline, comment: Comment, cells: list[_Cell]) -> None:
    for cell in cells:
        if cell.role != "parent":
            continue
        comment.parents.append(cell.text)
        for i in outline.up(cell.piece.element, outline.parent[comment.item.first] if comment.item else -1):
            element = outline.elements[i]
            comment.links += [element.get(key) for key in ("data-link-to-post", "href") if element.get(key)]
            if role_of(element) == "parent":
                break


def _own_stretch(
    block: Block, held: list[_Cell], comment: Comment, has_text: bool, begun: bool
) -> tuple[int, int] | None:
    """Return what of a block is the reader's own words, ``None`` if nothing; remember the handle it gives."""
    first = next((i for i, cell in enumerate(held) if _is_words(cell, has_text)), None)
    for cell in held[:first]:
        _take(cell, comment)
    if first is None:
        return None
    last = max(
        i
        for i, cell in enumerate(held)
        if i == first or _is_words(cell, has_text) or cell.role in ("", "writer", "parent")
    )
    start, end = held[first].piece.start, held[last].piece.end
    if first > 0:
        start = after_lead(block.text, start, end)
    text = block.text[start:end].strip()
    if not text or (is_small_talk(text) and not _has_role(held, "text")) or is_quote_head(text):
        return None
    if not begun and not has_text and len(held) == 1 and is_head(text):
        comment.handle = comment.handle or handle_in(text)
        return None
    return start, end


def _has_role(held: list[_Cell], role: str) -> bool:
    return any(cell.role == role for cell in held)


def _is_words(cell: _Cell, has_text: bool) -> bool:
    if cell.role == "text":
        return True
    return cell.role == "" and not has_text


def _take(cell: _Cell, comment: Comment) -> None:
    if cell.role == "writer" and comment.handle is None:
        comment.handle = clean_handle(cell.text)


def _find_handle(outline: Outline, comment: Comment, cells: list[_Cell], blocks: list[Block]) -> None:
    for cell in cells:
        if cell.role == "writer" and (handle := clean_handle(cell.text)) and fold_handle(handle):
            comment.handle = handle
            return
    for i in range(comment.item.first, min(comment.item.last, comment.item.first + 3)) if comment.item else ():
        for key in _HANDLE_KEYS:
            value = outline.elements[i].get(key) or ""
            if value and not value.isdigit() and (handle := clean_handle(value)):
                comment.handle = handle
                return
    for number in comment.around:
        if not blocks[number].hidden and (handle := handle_in(blocks[number].text)):
            comment.handle = handle
            return

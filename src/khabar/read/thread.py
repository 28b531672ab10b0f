"""Where on a page readers' comments stand, and which element is one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.read.blocks import Block
from khabar.read.cues import is_heading, is_plain_heading
from khabar.read.named_runs import named_runs
from khabar.read.outline import Outline
from khabar.read.vocabulary import kinds_by, names_of, normalised, role_of_name, words_by, words_of

_SAMPLE: Final = 4_000
"""Elements of a thread that are looked at to find out which of them is a comment."""

_MAX_CANDIDATES: Final = 60
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_ROOT: Final = _HEADINGS | {
    "html",
    "body",
    "head",
    "a",
    "button",
    "link",
    "p",
    "label",
    "input",
    "title",
    "strong",
    "b",
    "em",
}
_STOPS: Final = frozenset({"footer", "form", "nav", "aside", "hr"})
_WRAPPERS: Final = frozenset({
    "item", "entry", "node", "box", "wrap", "wrapper", "container", "row", "card", "root", "li", "single", "main",
    "renderer", "component", "model", "element", "unit", "holder", "block", "parent", "reader", "user", "view", "div",
})  # fmt: skip
_FORUM: Final = frozenset({"phpbb", "viewtopic", "postbody", "postprofile", "bigusername", "forum", "topic", "tborder"})
_TELLING: Final = frozenset({"<b", "<strong", "<time", "<h3", "<h4", "<cite", "<td@0", "<td@1", "<dd"})
MIN_SUPPORT: Final = 0.8
"""How much else the like-tagged elements of a thread must have in common to be comments by their tag alone."""

_ITEM_TYPE: Final = "!comment"


@dataclass(slots=True)
class Item:
    """One comment: the numbers of its elements, from ``first`` to before ``last``; replies within it are items too."""

    first: int
    last: int
    outer: int | None = None


@dataclass(slots=True)
class Thread:
    """A stretch of the page that holds comments: its elements, and the comments in it; ``kind`` says how it was found.

    Without items every paragraph in it is a comment.
    """

    first: int
    last: int
    items: list[Item]
    kind: str
    is_nested: bool = True


def find_threads(outline: Outline, blocks: list[Block]) -> list[Thread]:
    """Return the threads of a page in their order; they do not overlap."""
    found: list[Thread] = []
    for kind, first, last in _scopes(outline, blocks):
        if found and first < found[-1].last:
            continue
        thread = _thread(outline, kind, first, last)
        if thread is not None:
            found.append(thread)
    return found


def _scopes(outline: Outline, blocks: list[Block]) -> Iterator[tuple[str, int, int]]:
    """Yield what may hold comments, in page order: how it was found, and its elements."""
    forum = any(not _FORUM.isdisjoint(words_by(outline.names(i))) for i in range(len(outline.elements)))
    headings = _headings(outline, blocks)
    headlines = [i for i, el in enumerate(outline.elements) if el.tag == "h1"]
    skip = 0
    for i, element in enumerate(outline.elements):
        if i < skip:
            continue
        last = outline.end[i]
        if i in headings and headings[i][0] >= skip:
            yield "heading", *headings[i]
            skip = headings[i][1]
            continue
        if element.tag in _NO_ROOT or outline.chars(i, last) == 0:
            continue
        kinds = kinds_by(outline.names(i))
        if "never" in kinds:
            skip = last
            continue
        if element.tag == "main" or _holds(headlines, i, last) or _is_article(element):
            continue
        if "root" in kinds:
            yield "root", i, last
        elif _is_item(element):
            # Items without a list of their own: their run among their siblings.
            yield "item", i, _run_end(outline, i)
            skip = _run_end(outline, i)
            continue
        elif "weak" in kinds and (forum or not _in_article(outline, i)):
            pure = any(_is_pure(name, _WANTED) for name in outline.names(i))
            if not forum and any(_is_article(outline.elements[j]) for j in range(i, last)):
                # "blog-posts": the article is among them, and its comments have a list of their own further in.
                continue
            end = _run_end(outline, i, _WANTED) if pure else last
            if not forum and _is_told_by_article(outline, i, end, headlines):
                skip = end
                continue
            yield "forum" if forum else "weak", i, end
            if pure:
                skip = end
            continue
        else:
            continue
        skip = last


def _is_article(element: object) -> bool:
    names = {name.lower() for name in names_of(element)}
    return bool(names & {"articlebody", "article-body", "story-body", "entry-content", "post-content", "hentry"})


def _is_told_by_article(outline: Outline, first: int, last: int, headlines: list[int]) -> bool:
    """Return whether a run of "posts" is what an article tells: entries of a live blog, with times and no writers.

    The article is an element of that name around them, and holds the page's headline.
    """
    around = (i for i in outline.up(first) if outline.elements[i].tag == "article")
    if not any(_holds(headlines, i, outline.end[i]) for i in around):
        return False
    inside = range(first, last)
    writers = any("writer" in kinds_by(outline.names(i)) for i in inside)
    return not writers and any(outline.elements[i].tag == "time" for i in inside)


def _in_article(outline: Outline, i: int) -> bool:
    return any(_is_article(outline.elements[j]) for j in outline.up(i))


def _holds(numbers: list[int], first: int, last: int) -> bool:
    return any(first <= number < last for number in numbers)


def _is_item(element: object) -> bool:
    """Return whether an element says that it is a comment."""
    if "schema.org/comment" in (element.get("itemtype") or "").lower():  # type: ignore[attr-defined]
        return True
    return any(_is_pure(name, {"comment", "cmt", "usercomment", "readercomment"}) for name in names_of(element))


def _is_pure(name: str, wanted: set[str]) -> bool:
    words = words_of(name)
    return bool(set(words) & wanted) and all(
        word in wanted or word.isdigit() or word in _WRAPPERS or len(word) <= 2 for word in words
    )


def _run_end(outline: Outline, i: int, wanted: set[str] | None = None) -> int:
    """Return where the run of comments that begins with element ``i`` ends among its siblings."""
    last = end = outline.end[i]
    above = outline.parent[i]
    limit = outline.end[above] if above >= 0 else end
    while end < limit:
        element = outline.elements[end]
        if _is_item(element) or (wanted and any(_is_pure(name, wanted) for name in names_of(element))):
            last = outline.end[end]
        end = outline.end[end]
    return last


def _headings(outline: Outline, blocks: list[Block]) -> dict[int, tuple[int, int]]:
    """Return what follows the headings that announce comments, and the runs of paragraphs below the article that begin
    with names, by the number of the first element of it."""
    found: dict[int, tuple[int, int]] = {}
    for block in blocks:
        if len(block.text) > 80 or block.hidden or not is_heading(block.text):
            continue
        at = outline.number.get(block.element)
        if at is None or any(el.tag in ("a", "nav", "button", "footer", "form", "aside") for el in block.up[:6]):
            continue
        is_sure = is_plain_heading(block.text)
        if not is_sure and not any(el.tag in _HEADINGS for el in block.up[:3]):
            continue
        first, last = _below(outline, at)
        if first < last:
            found.setdefault(first, (first, last))
    for first, last in named_runs(outline, blocks):
        found.setdefault(first, (first, last))
    return found


def _below(outline: Outline, at: int) -> tuple[int, int]:
    """Return the elements that follow a heading: the rest of what it opens, or else its siblings."""
    end = outline.end[at]
    while (above := outline.parent[at]) >= 0 and outline.elements[above].tag not in ("body", "html", "main"):
        if outline.elements[above].tag == "td" and outline.chars(end, outline.end[above]) > 0:
            break
        if outline.chars(above, at) > 0:
            break
        if outline.chars(end, outline.end[above]) > 0:
            return end, outline.end[above]
        at, end = above, outline.end[above]
    above = outline.parent[at]
    limit = outline.end[above] if above >= 0 else end
    first = last = end
    while last < limit:
        element = outline.elements[last]
        if last > first and (element.tag in _STOPS or element.tag in _HEADINGS):
            break
        if "never" in kinds_by(outline.names(last)):
            break
        last = outline.end[last]
    return first, last


def _thread(outline: Outline, kind: str, first: int, last: int) -> Thread | None:
    best = _best_record(outline, first, last, kind)
    if best is None:
        return Thread(first, last, [], kind) if kind in ("root", "heading", "item") else None
    token, is_run, _ = best
    single = outline.end[first] < last or kind == "item"
    members = [i for i in range(first, last) if (i > first or single) and token in _tokens(outline, i, _WANTED)]
    if is_run:
        items = _runs(outline, members, last)
    else:
        items = [Item(i, outline.end[i]) for i in members if outline.chars(i, outline.end[i]) > 0]
    _nest(items)
    thread = Thread(first, last, items, kind, not is_run)
    if kind in ("weak", "forum", "heading") and not _has_heads(outline, thread):
        return Thread(first, last, [], kind) if kind == "heading" else None
    return thread


_WANTED: Final = {"comment", "cmt", "reply", "response", "talkback", "remark", "post", "message", "letter", "opinion"}


def _tokens(outline: Outline, i: int, wanted: set[str]) -> set[str]:
    """Return what an element can be told by: its names without their numbers, its tag, its place in a table's row."""
    element = outline.elements[i]
    names = outline.names(i)
    found = {f".{normalised(name)}" for name in names}
    found.add(f"<{element.tag}")
    if element.tag == "td":
        found.add(f"<{element.tag}@{sum(1 for _ in element.itersiblings(preceding=True)) % 8}")
    if "schema.org/comment" in (element.get("itemtype") or "").lower():
        found.add(_ITEM_TYPE)
    if any(_is_pure(name, wanted) for name in names):
        found.add("∪")
    return found


def _best_record(outline: Outline, first: int, last: int, kind: str = "") -> tuple[str, bool, float] | None:
    """Return what tells the elements that are a comment each, whether the comment runs on to the next, and how well."""
    stop = min(last, first + _SAMPLE)
    tokens = {i: _tokens(outline, i, _WANTED) for i in range(first, stop)}
    heads = [i for i in range(first, stop) if outline.role(i) in ("writer", "date")]
    counts = Counter(token for held in tokens.values() for token in held)
    total = max(1, outline.chars(first, stop))
    single = outline.end[first] < last or kind == "item"
    best: tuple[float, str, bool] | None = None
    holders: dict[str, list[int]] = defaultdict(list)
    for i, held in tokens.items():
        for token in held:
            holders[token].append(i)
    # In a fixed order, since the sums made of them are not the same in every one.
    telling = {i: sorted(t for t in held if t[0] != "<" or t in _TELLING) for i, held in tokens.items()}
    order = {token: -i for i, held in reversed(tokens.items()) for token in held}
    some = [
        t
        for t, n in sorted(counts.items(), key=lambda one: (-order[one[0]], one[0]))
        if n >= 2 or t == _ITEM_TYPE or (t[0] == "." and _is_pure(t[1:], {"comment", "cmt"}))
    ]
    for token in some[:_MAX_CANDIDATES]:
        if token[0] == "<" and token not in (
            "<li",
            "<tr",
            "<p",
            "<dt",
            "<article",
            "<table",
            "<div",
            "<h3",
            "<h4",
            "<h5",
        ):
            continue
        members = [i for i in holders[token] if (i > first or single) and outline.chars(i, outline.end[i]) > 0]
        if token == "∪":
            members = _with_own(outline, [i for i in members if i > first or kind == "item"], heads)
        if not members:
            continue
        for is_run in (False, True):
            if is_run and len({outline.parent[i] for i in members}) > 1:
                continue
            score = _score(outline, token, members, telling, first, stop, is_run, total)
            if best is None or score > best[0]:
                best = (score, token, is_run)
    if best is None or best[0] < 6:
        return None
    return best[1], best[2], best[0]


def _with_own(outline: Outline, members: list[int], heads: list[int]) -> list[int]:
    """Return those of ``members`` that hold a writer or a date which none within them holds."""
    found = []
    for at, i in enumerate(members):
        inner = [j for j in members[at + 1 :] if j < outline.end[i]]
        if any(i <= h < outline.end[i] and not any(j <= h < outline.end[j] for j in inner) for h in heads):
            found.append(i)
    return found


def _score(
    outline: Outline,
    token: str,
    members: list[int],
    telling: dict[int, list[str]],
    first: int,
    stop: int,
    is_run: bool,
    total: int,
) -> float:
    """Return how well ``members`` part a thread: by how much they hold, and how much each has once like the others."""
    items = _runs(outline, members, stop) if is_run else [Item(i, min(outline.end[i], stop)) for i in members]
    _nest(items)
    held: dict[str, list[int]] = defaultdict(list)
    covered = 0
    stack: list[int] = []
    at = 0
    for i in range(first, stop):
        while at < len(items) and items[at].first == i:
            stack.append(at)
            if items[at].outer is None:
                covered += outline.chars(i, items[at].last)
            at += 1
        while stack and i >= items[stack[-1]].last:
            stack.pop()
        if stack:
            for other in telling[i]:
                if other != token:
                    held[other].append(stack[-1])
    n = len(items)
    support = several = 0.0
    for other, where in held.items():
        times = Counter(where)
        if other[0] == "." and len(set(times.values())) > 1 and role_of_name(other[1:]) in ("writer", "date"):
            # One of several writers is another comment's.
            least = min(times.values())
            several = max(several, sum(count > least for count in times.values()) / n)
        once = sum(1 for count in times.values() if count == 1)
        if once >= 0.6 * n and once >= 0.9 * len(times):
            support += once / n
    named = token == _ITEM_TYPE or token == "∪" or _is_pure(token[1:], _WANTED)
    named = named and not is_run
    if token[0] == "<" and support < MIN_SUPPORT:
        return 0.0
    return (
        min(support, 10.0)
        + 8 * covered / total
        + 3 * named
        - 1.5 * is_run
        - 4 * (n == 1 and not named)
        - 4 * (token == "∪")
        - 12 * several
    )


def _runs(outline: Outline, members: list[int], last: int) -> list[Item]:
    items = []
    for one, two in zip(members, [*members[1:], last], strict=True):
        above = outline.parent[one]
        items.append(Item(one, min(two, outline.end[above] if above >= 0 else two)))
    return items


def _nest(items: list[Item]) -> None:
    stack: list[int] = []
    for i, item in enumerate(items):
        while stack and items[stack[-1]].last <= item.first:
            stack.pop()
        item.outer = stack[-1] if stack else None
        stack.append(i)


def _has_heads(outline: Outline, thread: Thread) -> bool:
    """Return whether most comments of a thread have a writer's name or a time of their own, as comments have."""
    with_head = 0
    for item in thread.items[:50]:
        last = item.last
        if thread.kind in ("weak", "forum") and any(
            _is_article(outline.elements[i]) for i in range(item.first, item.last)
        ):
            return False
        roles = {outline.role(i) for i in range(item.first, last)}
        tags = {outline.elements[i].tag for i in range(item.first, last)}
        with_head += bool(roles & {"writer", "date"} or tags & {"b", "strong", "time"} or _is_dated(outline, item))
    return with_head * 2 > len(thread.items[:50])


def _is_dated(outline: Outline, item: Item) -> bool:
    return any(outline.is_dated[i] for i in range(item.first, item.last))

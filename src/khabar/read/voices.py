"""Which block of an HTML page is headline, article, caption, reader's comment, or furniture."""

from __future__ import annotations

import copy
import logging
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final

import trafilatura

from khabar.folding import key_of
from khabar.read.blocks import Block, says, tokens
from khabar.read.comments import Comment, grouped, owners, read_comments
from khabar.read.comments_ld import blocks_from, stated_comments
from khabar.read.cues import ends_sentence, is_byline, is_heading
from khabar.read.handles import STAND_IN, mask, mask_handles
from khabar.read.markup import Markup
from khabar.read.named_runs import MIN_ARTICLE_PARAGRAPHS
from khabar.read.outline import Outline, Piece
from khabar.read.parents import MIN_QUOTE_CHARS, find_parents
from khabar.read.talk import MAX_HEAD_CHARS, is_marked_quote, is_notice, is_small_talk
from khabar.read.thread import Thread, find_threads
from khabar.read.vocabulary import kinds_by, names_of, role_of, words_of
from khabar.records import PassageKind

# Its warnings name no page; what a page lacks is a reason of ours.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

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
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|related\w{0,12}|recommended|recirc|promo|advert|ads?"
    r"|sponsor(?:ed)?|banner|cookies?|consent|newsletter|subscribe|signup|share|sharing|social|toolbar|pagination|pager"
    r"|most-?(?:read|popular)|trending|also-?(?:read|like)|read-?(?:more|next)|more-(?:on|from|stories|news)|tags?"
    r"|copyright|skip|search|login|paywall|regwall|metered|gate|barrier|masthead|widget|outbrain|taboola)(?:$|[-_])"
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[-_])(?:byline|author|authors|dateline|published|pubdate|post-meta|entry-meta|article-meta|meta|timestamp"
    r"|datepublished|date)(?:$|[-_])"
)
_BYLINE_TEXT: Final = re.compile(
    r"(?:by|published|posted|submitted|updated|last updated|reporting by)\b[:\s]", re.IGNORECASE
)
_CAPTION_WORDS: Final = frozenset({"caption", "figcaption", "imagecaption", "captions"})
_IMPRINT: Final = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved\b)", re.IGNORECASE)
_FURNITURE_LINE: Final = re.compile(
    r"(?:share|send|tweet|pin|print|e-?mail)(?:\s(?:this|article|story|page|it)){0,2}(?:\s(?:on|by|via|to|with)\s[\w-]{1,20})?"
    r"|(?:reading\s)?time(?:\sto\sread)?:?\s(?:to\s)?\d{1,3}\smin(?:ute)?s?\.?|\d{1,3}\smin(?:ute)?s?\sread"
    r"|(?:story|article)\scontinues\sbelow(?:\sthis)?(?:\sadvertisement)?|(?:skip\s)?advertisement"
    r"|\d{1,6}\s(?:points?|votes?|shares?)\sby\s\S.{0,60}"
    # Notes below an article on where it was printed and who had a hand in it.
    r"|a\sversion\sof\sthis\s(?:article|story|report|piece)\s(?:also\s)?(?:appear(?:s|ed)|was\sprinted|ran)\sin\s.{1,200}"
    r"|sources?:\s[^.!?]{2,60}(?:\s(?:and|with|/)\s|,\s)(?:(?:other\s)?(?:news\s)?agenc(?:ies|y)|wires?)\.?",
    re.IGNORECASE,
)
_DECK: Final = re.compile(
    r"(?:^|[-_])(?:dec?k|standfirst|subhead(?:line|ing)?|sub-head(?:line|ing)?|subtitle|sub-title|summary|lede|excerpt)(?:$|[-_])"
)
_NAME_AND_DAY: Final = re.compile(
    r"[A-Z][^\d.!?]{2,60},\s(?:\w{3,9},?\s)?(?:\d{1,2}\s[A-Z]\w{2,8}\.?|[A-Z]\w{2,8}\.?\s\d{1,2},?)\s\d{4}"
)
_ASIDE_TAGS: Final = frozenset({"form", "button", "footer", "nav", "menu"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RANKS: Final = ("h1", "h2", "h3")

MIN_PARAGRAPH_CHARS: Final = 60
"""Shortest text above a headline that is taken for a part of the article, if it ends as a sentence does."""

MIN_LINE_CHARS: Final = 25
"""Shortest line between the headline and the comments of a page without article mark-up that is taken for its text, if
it does not end as a sentence does."""

MIN_PARAGRAPHS: Final = 3
"""How many paragraphs of the article an element without the headline must hold not to be furniture."""

MAX_BYLINE_CHARS: Final = 160
"""Longest line that is taken for a byline, a date, or both."""


def _mark_comments(
    outline: Outline, blocks: list[Block], page: Markup | None
) -> tuple[dict[int, PassageKind | None], list[Thread]]:
    """Number the comments in ``blocks``; return the kinds of all blocks in threads, ``None`` for those of handles."""
    kinds: dict[int, PassageKind | None] = {}
    threads = find_threads(outline, blocks)
    count = 0
    handles: set[str] = set()
    within: list[int] = []
    spans = [(thread.first, thread.last) for thread in threads]
    by_thread: list[list[Piece]] = [[] for _ in threads]
    starts = [first for first, _ in spans]
    for piece in outline.pieces:
        at = bisect_right(starts, piece.element) - 1
        if at >= 0 and piece.element < spans[at][1]:
            by_thread[at].append(piece)
    for thread, pieces in zip(threads, by_thread, strict=True):
        within += dict.fromkeys(piece.block for piece in pieces)
        comments = _comments_of(outline, thread, blocks, pieces, kinds)
        for comment in comments:
            if comment.handle:
                handles.add(comment.handle)
        count = _number(outline, thread, comments, blocks, kinds, count)
    if page is not None and page.json_ld:
        handles |= _add_stated(outline, page, blocks, kinds, count)
        within += [i for i, kind in kinds.items() if kind is PassageKind.COMMENT]
    within = list(dict.fromkeys(within))
    mask_handles(
        blocks, [i for i in within if kinds.get(i) is not None], handles, page.runs if page is not None else None
    )
    return kinds, threads


def _add_stated(
    outline: Outline, page: Markup, blocks: list[Block], kinds: dict[int, PassageKind | None], count: int
) -> set[str]:
    """Add the comments that only the page's JSON-LD holds to ``blocks``; return the handles of their writers."""
    stated = stated_comments(page)
    if not stated:
        return set()
    seen = key_of(" ".join(block.text for block in blocks))
    root = outline.elements[0]
    numbers: dict[int, int] = {}
    for i, comment in enumerate(stated):
        if len(key := key_of(comment.text)) < 2 or key in seen:
            continue
        for block in blocks_from(comment, page, root):
            number = numbers.setdefault(i, count + len(numbers) + 1)
            block.comment, block.handle = number, comment.handle
            block.reply_to = numbers.get(comment.parent) if comment.parent is not None else None
            kinds[len(blocks)] = PassageKind.COMMENT
            blocks.append(block)
    return {stated[i].handle or "" for i in numbers} - {""}


def _comments_of(
    outline: Outline, thread: Thread, blocks: list[Block], pieces: list[Piece], kinds: dict[int, PassageKind | None]
) -> list[Comment]:
    """Return the comments of a thread, and note the kind of what is in it and in none of them."""
    holders = owners(outline, thread)
    held: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.element in holders:
            held[holders[piece.element]].append(piece)
        else:
            kinds[piece.block] = PassageKind.BOILERPLATE
    if thread.items:
        return read_comments(outline, thread, blocks, held)
    numbers = []
    for number in dict.fromkeys(piece.block for piece in pieces):
        block = blocks[number]
        inner = [el for el in block.up if outline.number[el] >= thread.first]
        is_aside = any(el.tag in _ASIDE_TAGS or role_of(el) == "action" for el in inner) or is_heading(block.text)
        is_talk = is_small_talk(block.text) or is_notice(block.text)
        if block.hidden or is_aside or is_talk or block.element.tag in ("h1", "h2", "h3"):
            kinds[number] = PassageKind.BOILERPLATE
        else:
            numbers.append(number)
    strong = [piece for piece in pieces if outline.elements[piece.element].tag in ("b", "strong")]
    bold = {piece.block for piece in strong if piece.end - piece.start == len(blocks[piece.block].text)}
    return grouped(numbers, blocks, bold)


def _number(
    outline: Outline,
    thread: Thread,
    comments: list[Comment],
    blocks: list[Block],
    kinds: dict[int, PassageKind | None],
    count: int,
) -> int:
    """Give the blocks of comments their numbers, from ``count`` + 1 on; return the last number given."""
    seen: set[str] = set()
    for comment in comments:
        own = [key_of(blocks[number].text[start:end]) for number, start, end in comment.words]
        if len(own) > 1:
            _set_quotes_aside(comment, own, seen, blocks)
        seen.update(key for key in own if len(key) >= MIN_QUOTE_CHARS)
    texts = [" ".join(blocks[n].text[start:end] for n, start, end in comment.words) for comment in comments]
    parents = find_parents(outline, thread, comments, texts)
    numbers: dict[int, int] = {}
    for i, comment in enumerate(comments):
        for number in comment.around:
            # What stands around a comment names its writer more often than not.
            kinds[number] = None if len(blocks[number].text) <= MAX_HEAD_CHARS else PassageKind.BOILERPLATE
        for number in comment.quotes:
            kinds[number] = PassageKind.BOILERPLATE
        if comment.is_deleted:
            kinds.update((number, PassageKind.BOILERPLATE) for number, _, _ in comment.words)
        elif comment.words:
            count += 1
            numbers[i] = count
    for i, comment in enumerate(comments):
        if i not in numbers:
            continue
        parent = parents[i]
        for number, start, end in comment.words:
            if (start, end) != (0, len(blocks[number].text)):
                blocks[number] = blocks[number].cut(start, end)
            block = blocks[number]
            block.comment, block.handle = numbers[i], comment.handle
            block.reply_to = numbers.get(parent) if parent is not None else None
            kinds[number] = PassageKind.COMMENT
    return count


def _set_quotes_aside(comment: Comment, own: list[str], seen: set[str], blocks: list[Block]) -> None:
    """Tell what a comment only repeats of those before, or marks as a quotation with ">", from its own words."""
    is_quote = [
        (key in seen and len(key) >= MIN_QUOTE_CHARS) or is_marked_quote(blocks[number].text[start:end])
        for key, (number, start, end) in zip(own, comment.words, strict=True)
    ]
    if all(is_quote):
        return
    for quoted, (number, start, end) in zip(is_quote, list(comment.words), strict=True):
        if quoted:
            comment.words.remove((number, start, end))
            comment.quotes.append(number)
            comment.quoted.append(blocks[number].text[start:end])


def _tops(outline: Outline, threads: list[Thread]) -> list[Any]:
    """Return the outermost elements of all threads."""
    found = []
    for thread in threads:
        at = thread.first
        while at < thread.last:
            found.append(outline.elements[at])
            at = outline.end[at]
    return found


def _chosen_by_extractor(root: Any, roots: list[Any]) -> str:
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
    return key_of(" ".join(body.itertext())) if body is not None else ""


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
    if best is None or weight[best] * 2 >= max(total, 1):
        return best
    return best if _is_told_whole(best, blocks, chosen) else None


def _is_told_whole(article: Any, blocks: list[Block], chosen: list[bool]) -> bool:
    """Return whether an article element has headline and paragraphs, and below it a heading comes before more text.

    What stands there is readers' or another page's, however long: never more of the article.
    """
    if article.tag != "article" or article.find(".//h1") is None:
        return False
    held = [i for i, block in enumerate(blocks) if article in block.up and not block.hidden]
    if sum(_is_paragraph(blocks[i]) for i in held) < MIN_ARTICLE_PARAGRAPHS:
        return False
    for i in range(held[-1] + 1, len(blocks)):
        if any(element.tag in _HEADINGS for element in blocks[i].up[:3]):
            return True
        if chosen[i] and _is_paragraph(blocks[i]):
            return False
    return True


def _is_article(element: Any) -> bool:
    return element.tag in ("article", "main") or bool(
        tokens(element)
        & {"articlebody", "article-body", "article__body", "story-body", "entry-content", "post-content"}
    )


def _holders_of_article(
    blocks: list[Block], kinds: Mapping[int, PassageKind | None], chosen: list[bool], headline: int | None
) -> set[Any]:
    """Return the elements that hold the article, whatever they call themselves: the headline with a paragraph, or most
    of what the extractor chose. Some sites put a whole page into one form, or call it by its share bar."""
    long = [i for i, block in enumerate(blocks) if i not in kinds and not block.hidden and _is_paragraph(block)]
    within = {element for i in long for element in blocks[i].up}
    found = within.intersection(blocks[headline].up) if headline is not None else set()
    weight: Counter[Any] = Counter()
    for i in long:
        if chosen[i]:
            weight.update(dict.fromkeys(blocks[i].up, len(blocks[i].text)))
    total = sum(len(blocks[i].text) for i in long if chosen[i])
    several = Counter(element for i in long if chosen[i] for element in blocks[i].up)
    return found | {el for el, chars in weight.items() if chars * 2 > total and several[el] >= MIN_PARAGRAPHS}


def _is_page_furniture(block: Block, article: Any | None, holders: set[Any]) -> bool:
    for element in block.up:
        if element.tag in ("html", "body", "main") or element is article or element in holders:
            return False
        if element.tag == "article" and article is None:
            return False
        if element.tag in _FURNITURE_TAGS or says(element, _FURNITURE):
            return True
        if "never" in kinds_by(names_of(element)):
            return True
        if tokens(element) & {"navigation", "banner", "contentinfo", "complementary", "search"}:
            return True
    return False


def _linked_title(outline: Outline, i: int, blocks: list[Block], wanted: str) -> tuple[int, int] | None:
    """Return where in a heading the headline is a link with something else, as its site, behind it."""
    first = [piece for piece in outline.pieces_of(i) if outline.elements[piece.element].tag == "a"][:1]
    for piece in first:
        key = key_of(blocks[i].text[piece.start : piece.end])
        if len(key) > 20 and wanted.startswith(key) and piece.end < len(blocks[i].text):
            return piece.start, piece.end
    return None


def _headline(
    outline: Outline, blocks: list[Block], kinds: Mapping[int, PassageKind | None], title: str | None
) -> int | None:
    """Return the block that is the headline: the heading that the page's title repeats, or else the first ``h1``."""
    wanted = key_of(title or "")
    free = [i for i, block in enumerate(blocks) if i not in kinds and not block.hidden]
    headings = [i for i in free if any(el.tag in _HEADINGS or _says_headline(el) for el in blocks[i].up[:3])]
    for i in headings:
        if cut := _linked_title(outline, i, blocks, wanted):
            blocks[i] = blocks[i].cut(*cut)
    same = [
        i for i in headings if len(key := key_of(blocks[i].text)) > 8 and wanted and (key in wanted or wanted in key)
    ]
    if same:
        # The title of a window often ends with the name of the site, which has a heading of its own, or begins with it.
        longest = max(len(key_of(blocks[i].text)) for i in same)
        long = [i for i in same if len(key_of(blocks[i].text)) * 2 >= longest]
        return min(long, key=lambda i: (not wanted.startswith(key_of(blocks[i].text)), i))
    for tag in _RANKS:
        of_rank = [i for i in headings if any(el.tag == tag for el in blocks[i].up[:3])]
        if of_rank and (tag == "h1" or _stands_alone(of_rank, blocks, kinds)):
            return of_rank[0]
    return None


def _stands_alone(headings: list[int], blocks: list[Block], kinds: Mapping[int, PassageKind | None]) -> bool:
    """Return whether a lower heading is the only one of its rank and opens the page's text, as a headline does."""
    first = next((i for i, block in enumerate(blocks) if i not in kinds and _is_paragraph(block)), 0)
    return len(headings) == 1 and headings[0] < first and len(blocks[headings[0]].text) >= MIN_LINE_CHARS


def _says_headline(element: Any) -> bool:
    return bool(tokens(element) & {"headline", "title", "entry-title", "post-title"})


def classify(
    root: Any, blocks: list[Block], *, title: str | None, page: Markup | None = None
) -> list[PassageKind | None]:
    """Return the kind of each block; ``None`` for what only names a commenter, which is not to be kept.

    Sets ``comment``, ``handle`` and ``reply_to`` of the blocks of comments, cuts names and buttons off those that begin
    or end with them, puts a word of ours for handles in them, and adds to ``blocks`` the comments that stand only in
    the JSON-LD of ``page``.
    """
    outline = Outline(root, blocks)
    kinds, threads = _mark_comments(outline, blocks, page)
    chosen_text = _chosen_by_extractor(root, _tops(outline, threads))
    chosen = [i not in kinds and not b.hidden and key_of(b.text) in chosen_text for i, b in enumerate(blocks)]
    article = _article_root(root, blocks, chosen)
    headline = _headline(outline, blocks, kinds, title)
    holders = _holders_of_article(blocks, kinds, chosen, headline)
    several = _several(outline, blocks, headline)
    titles = {_title_of(outline, blocks, kinds, *held) for held in several} | {headline}
    whole, in_threads = not any(chosen), set(kinds)
    # Without an article of its own a page's text ends where its comments begin.
    first = min((i for i, kind in kinds.items() if kind is PassageKind.COMMENT), default=None)
    for i, block in enumerate(blocks):
        if i in kinds:
            continue
        if i in titles:
            kinds[i] = PassageKind.TITLE
        elif (
            block.hidden
            or _is_page_furniture(block, article, holders)
            or _is_byline(block)
            or _FURNITURE_LINE.fullmatch(block.text)
            or _is_count(block)
            or _is_comment_heading(i, blocks, kinds)
            or _IMPRINT.match(block.text)
            or (headline is not None and i < headline and not _is_paragraph(block))
            or (headline is not None and headline < i <= headline + 2 and _NAME_AND_DAY.fullmatch(block.text))
            or (article is None and first is not None and (i > first or not _is_worth(block)))
        ):
            kinds[i] = PassageKind.BOILERPLATE
        elif any(el.tag == "figcaption" or _is_caption(el) for el in block.up[:4]):
            kinds[i] = PassageKind.CAPTION
        elif several:
            kinds[i] = PassageKind.BODY if _holder(outline, several, block) else PassageKind.BOILERPLATE
        elif (article in block.up if article is not None else chosen[i] or whole) or (
            headline is not None and headline < i <= headline + 3 and _is_deck(block)
        ):
            kinds[i] = PassageKind.BODY
        else:
            kinds[i] = PassageKind.BOILERPLATE
    strays = {i for i, kind in kinds.items() if kind is PassageKind.BOILERPLATE and i not in in_threads}
    _mask_strays(outline, blocks, strays, page, everywhere=article is None and bool(threads))
    return [kinds[i] for i in range(len(blocks))]


def _several(outline: Outline, blocks: list[Block], headline: int | None) -> list[tuple[int, int]]:
    """Return the articles of a page that has several side by side and no headline over them all (a blog)."""
    by_parent: dict[int, list[int]] = defaultdict(list)
    for i, element in enumerate(outline.elements):
        if element.tag == "article" or "hentry" in tokens(element):
            by_parent[outline.parent[i]].append(i)
    if not any(len(found) > 1 for found in by_parent.values()):
        return []
    long = [outline.number[b.element] for b in blocks if len(b.text) >= MIN_PARAGRAPH_CHARS and not b.comment]
    heads = [i for i, element in enumerate(outline.elements) if element.tag in ("h1", "h2", "h3")]
    top = outline.number[blocks[headline].element] if headline is not None else None
    for found in by_parent.values():
        held = [(i, outline.end[i]) for i in found]
        held = [one for one in held if _any_within(heads, *one) and _any_within(long, *one)]
        if len(held) > 1 and (top is None or any(first <= top < last for first, last in held)):
            return held
    return []


def _any_within(numbers: list[int], first: int, last: int) -> bool:
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] < last


def _holder(outline: Outline, several: list[tuple[int, int]], block: Block) -> bool:
    return any(first <= outline.number[block.element] < last for first, last in several)


def _title_of(
    outline: Outline, blocks: list[Block], kinds: Mapping[int, PassageKind | None], first: int, last: int
) -> int | None:
    """Return the block that is the first heading of an article."""
    for i, block in enumerate(blocks):
        is_free = first <= outline.number[block.element] < last and i not in kinds
        if is_free and any(element.tag in ("h1", "h2", "h3") for element in block.up[:3]):
            return i
    return None


def _mask_strays(
    outline: Outline, blocks: list[Block], strays: set[int], page: Markup | None, *, everywhere: bool
) -> None:
    """Leave out the handles of readers in what is around threads: lists of the latest comments, who opened a thread."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for piece in outline.pieces:
        if piece.block not in strays or blocks[piece.block].skipped:
            continue
        chain = [outline.elements[i] for i in outline.up(piece.element)][:6]
        if not any(role_of(element) == "writer" for element in chain[:3]):
            continue
        if everywhere or any("never" in kinds_by(names_of(element)) for element in chain):
            text = blocks[piece.block].text[piece.start : piece.end]
            if text != STAND_IN and not is_small_talk(text):
                spans[piece.block].append((piece.start, piece.end))
    for number, found in spans.items():
        blocks[number] = mask(blocks[number], found, page.runs if page is not None else None)


def _is_caption(element: Any) -> bool:
    return any(not _CAPTION_WORDS.isdisjoint(words_of(name)) for name in (element.get("class") or "").split()[:20])


def _is_count(block: Block) -> bool:
    """Return whether a block is a bare number, of likes or comments: none in a table or list, nor of a section."""
    return block.text.isdigit() and not any(
        element.tag in ("td", "th", "li", "dd", "dt", "p", *_HEADINGS) for element in block.up[:4]
    )


def _is_deck(block: Block) -> bool:
    """Return whether a block below the headline sums the article up, and says so."""
    return len(block.text) >= MIN_LINE_CHARS and any(says(element, _DECK) for element in block.up[:2])


def _is_paragraph(block: Block) -> bool:
    return len(block.text) >= MIN_PARAGRAPH_CHARS and ends_sentence(block.text)


def _is_worth(block: Block) -> bool:
    return len(block.text) >= MIN_LINE_CHARS or ends_sentence(block.text)


def _is_comment_heading(i: int, blocks: list[Block], kinds: Mapping[int, PassageKind | None]) -> bool:
    """Return whether a block announces the comments that stand right below it."""
    if i + 1 not in kinds or kinds[i + 1] not in (None, PassageKind.COMMENT):
        return False
    return is_heading(blocks[i].text) or any(element.tag in _HEADINGS for element in blocks[i].up[:2])


def _is_byline(block: Block) -> bool:
    if len(block.text) > MAX_BYLINE_CHARS:
        return False
    if block.text.endswith((".", "?", "!", ".”", '."')):
        # "By Ann Lee, 4 May 2023. Updated 5 May 2023."
        parts = block.text.removesuffix(".").split(". ")
        return any(char.isdigit() for char in block.text) and all(is_byline(part) for part in parts)
    if (
        is_byline(block.text)
        or any(says(element, _BYLINE_CLASS) for element in block.up[:3])
        or _BYLINE_TEXT.match(block.text)
    ):
        return True
    stamps = list(block.element.iter("time"))
    return bool(stamps) and sum(len(el.text_content()) for el in stamps) * 3 >= len(block.text)

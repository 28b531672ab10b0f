"""Exports of comment systems: the comments on many articles in one file, a page for each article.

Read are the XML that Disqus exports, the JSON of a Discourse topic (``/t/….json``), and JSON that holds comments as a
list of objects, as Coral's and Disqus's interfaces give it. A comment that its export calls deleted, hidden or spam is
left out: whoever took it back has done so.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any, Final

from lxml import etree
from lxml import html as markup

from khabar.errors import InputRefused, Reason
from khabar.read.item import Page
from khabar.read.vocabulary import role_of

MAX_NESTING: Final = 200
_COMPANION: Final = re.compile(r"companion discussion topic for the original entry", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPACE: Final = re.compile(r"\s+")
_ANY_TAG: Final = re.compile(r"<[a-zA-Z/][^<>]*>")

_TEXT_KEYS: Final = (
    "cooked",
    "message",
    "raw_message",
    "body",
    "text",
    "content",
    "comment",
    "comment_text",
    "html",
    "raw",
)
_AUTHOR_KEYS: Final = (
    "author",
    "user",
    "username",
    "user_name",
    "userName",
    "display_name",
    "displayName",
    "commenter",
    "name",
    "author_name",
    "authorName",
)
_NAME_KEYS: Final = ("username", "name", "displayName", "display_name", "userName", "nickname", "login")
_ID_KEYS: Final = ("post_number", "id", "_id", "comment_id", "commentId", "commentID", "uuid")
_PARENT_KEYS: Final = (
    "reply_to_post_number",
    "parent_id",
    "parentId",
    "parentID",
    "parent",
    "in_reply_to",
    "inReplyTo",
    "reply_to",
    "replyTo",
)
_LIST_KEYS: Final = (
    "comments",
    "posts",
    "response",
    "replies",
    "children",
    "nodes",
    "edges",
    "data",
    "post_stream",
    "items",
)
_TITLE_KEYS: Final = ("title", "headline", "clean_title", "fancy_title")
_URL_KEYS: Final = ("url", "link", "story_url", "asset_url", "storyURL", "permalink")
_ABOUT_KEYS: Final = ("thread", "story", "asset", "article", "topic", "page", "metadata")
_GONE_KEYS: Final = (
    "isDeleted",
    "isSpam",
    "deleted",
    "is_deleted",
    "deleted_at",
    "user_deleted",
    "hidden",
    "is_spam",
    "spam",
    "removed",
)


@dataclass(slots=True)
class _Post:
    """One comment of an export; ``key`` and ``parent`` are its own names for them."""

    key: str
    message: str
    handle: str | None = None
    parent: str | None = None
    time: str | None = None


@dataclass(slots=True)
class _Thread:
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    day: date | None = None
    posts: list[_Post] = field(default_factory=list)


def pages_in(source: bytes | IO[bytes], name: str) -> Iterator[Page]:
    """Yield a page for each article of an export that has comments: its headline, its address, its comments.

    Raises:
        InputRefused: ``UNREADABLE``, if the export is no XML or JSON after all, or is cut short.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    start = stream.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    threads = _disqus(stream, name) if start.startswith(b"<") else _json(stream, name)
    number = 0
    for thread in threads:
        if thread.posts:
            number += 1
            yield _page(thread, f"{name}!{number}")


def _day(value: object) -> date | None:
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _disqus(stream: IO[bytes], name: str) -> Iterator[_Thread]:
    """Return the threads of a Disqus export, in its order."""
    threads: dict[str, _Thread] = {}
    try:
        events = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True, remove_comments=True)
        for _, element in events:
            tag = etree.QName(element).localname
            if tag not in ("thread", "post") or element.getparent() is None:
                continue
            if etree.QName(element.getparent()).localname != "disqus":
                continue
            found = _children(element)
            if tag == "thread":
                _add_thread(threads.setdefault(_id(element), _Thread()), element, found)
            else:
                _add_post(threads, element, found)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        detail = f"the Disqus export is no XML from line {line} on; export it anew"
        raise InputRefused(Reason.UNREADABLE, detail, name=name) from None
    yield from threads.values()


def _id(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if etree.QName(key).localname == "id"), "")


def _children(element: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(etree.QName(child).localname, child)
    return found


def _text(found: dict[str, Any], key: str) -> str | None:
    element = found.get(key)
    return (element.text or "").strip() or None if element is not None else None


def _add_thread(thread: _Thread, element: Any, found: dict[str, Any]) -> None:
    title = _text(found, "title")
    thread.title = html.unescape(title) if title else None
    thread.url, thread.outlet = _text(found, "link"), _text(found, "forum")
    thread.day = _day(_text(found, "createdAt"))


def _add_post(threads: dict[str, _Thread], element: Any, found: dict[str, Any]) -> None:
    if "true" in (_text(found, "isDeleted"), _text(found, "isSpam")) or "thread" not in found:
        return
    author = _children(found["author"]) if "author" in found else {}
    anonymous = _text(author, "isAnonymous") == "true"
    handle = _text(author, "username") or _text(author, "name")
    threads.setdefault(_id(found["thread"]), _Thread()).posts.append(
        _Post(
            key=_id(element),
            message=_text(found, "message") or "",
            handle=_text(author, "name") if anonymous else handle,
            parent=_id(found["parent"]) if "parent" in found else None,
            time=_text(found, "createdAt"),
        )
    )


def _json(stream: IO[bytes], name: str) -> Iterator[_Thread]:
    try:
        value = json.loads(stream.read())
    except (ValueError, RecursionError) as error:
        detail = f"the export is no JSON ({str(error).splitlines()[0][:80]}); export it anew"
        raise InputRefused(Reason.UNREADABLE, detail, name=name) from None
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield _topic(item)


def _topic(value: dict[str, Any]) -> _Thread:
    """Return a thread from a JSON object: what it is about, and the comments in it, those within others behind them."""
    thread = _Thread()
    for about in (value, *(value[key] for key in _ABOUT_KEYS if isinstance(value.get(key), dict))):
        thread.title = thread.title or _first(about, _TITLE_KEYS)
        thread.url = thread.url or next((about[k] for k in _URL_KEYS if str(about.get(k, "")).startswith("http")), None)
        thread.day = thread.day or _day(about.get("created_at") or about.get("createdAt") or about.get("publishedAt"))
        thread.outlet = thread.outlet or _first(about, ("forum", "site_name", "outlet"))
    _gather(value, None, thread, 0)
    if thread.posts and _COMPANION.search(thread.posts[0].message):
        # The first post of a topic that belongs to an article only links to it.
        link = re.search(r'href="(https?://[^"]+)"', thread.posts.pop(0).message)
        thread.url = html.unescape(link.group(1)) if link else thread.url
    return thread


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((html.unescape(value[k]) for k in keys if isinstance(value.get(k), str) and value[k].strip()), None)


def _gather(value: Any, parent: str | None, thread: _Thread, depth: int) -> None:
    if depth > MAX_NESTING:
        return
    if isinstance(value, list):
        for item in value:
            _gather(item, parent, thread, depth + 1)
        return
    if not isinstance(value, dict):
        return
    inner = value.get("node")
    if isinstance(inner, dict):
        value = inner
    message = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), None)
    handle = _handle(value)
    if message is not None and depth > 0 and (handle is not None or parent is not None or "id" in value):
        key = next((str(value[k]) for k in _ID_KEYS if isinstance(value.get(k), (str, int))), f"#{len(thread.posts)}")
        if not any(value.get(gone) for gone in _GONE_KEYS):
            stated = next((value[k] for k in _PARENT_KEYS if value.get(k) not in (None, "", 0)), None)
            if isinstance(stated, dict):
                stated = next((stated[k] for k in _ID_KEYS if k in stated), None)
            time = next((str(value[k]) for k in ("created_at", "createdAt", "date", "timestamp") if k in value), None)
            thread.posts.append(_Post(key, message, handle, str(stated) if stated is not None else parent, time))
        parent = key
    for key in _LIST_KEYS:
        if isinstance(value.get(key), (list, dict)):
            _gather(value[key], parent, thread, depth + 1)


def _handle(value: dict[str, Any]) -> str | None:
    for key in _AUTHOR_KEYS:
        found = value.get(key)
        if isinstance(found, dict):
            found = next((found[k] for k in _NAME_KEYS if isinstance(found.get(k), str) and found[k].strip()), None)
        if isinstance(found, str) and found.strip():
            return found
    return None


def _page(thread: _Thread, name: str) -> Page:
    title = _SPACE.sub(" ", thread.title).strip() if thread.title else None
    places = {post.key: i for i, post in enumerate(thread.posts, start=1)}
    parts = ['<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">']
    parts += [f"<title>{html.escape(title)}</title>"] if title else []
    parts += ["</head>\n<body>\n"]
    parts += [f"<article><h1>{html.escape(title, quote=False)}</h1></article>\n"] if title else []
    parts.append('<section class="comments">\n')
    for i, post in enumerate(thread.posts, start=1):
        parent = places.get(post.parent) if post.parent is not None else None
        answers = f' data-parent-id="comment-{parent}"' if parent is not None and parent != i else ""
        handle = html.escape(_SPACE.sub(" ", post.handle or "").strip(), quote=False)
        parts.append(
            f'<article class="comment" id="comment-{i}"{answers} itemscope itemtype="https://schema.org/Comment">'
            f'<p class="comment-author">{handle}</p><time>{html.escape(post.time or "", quote=False)}</time>'
            f'<div class="comment-text">{_message(post.message)}</div></article>\n'
        )
    parts.append("</section></body></html>\n")
    return Page(
        name,
        "".join(parts).encode("utf-8", "replace"),
        url=thread.url,
        published=thread.day,
        published_from="export" if thread.day else None,
        outlet=thread.outlet,
        title=title,
        media_type="text/html; charset=utf-8",
    )


def _message(text: str) -> str:
    """Return a comment's message as mark-up that is whole by itself and has no names but those of quotations."""
    if not _ANY_TAG.search(text):
        lines = [line for line in text.splitlines() if line.strip()]
        return "".join(f"<p>{html.escape(html.unescape(line), quote=False)}</p>" for line in lines)
    try:
        root = markup.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return f"<p>{html.escape(_ANY_TAG.sub(' ', text), quote=False)}</p>"
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        is_quote = role_of(element) == "quote"
        element.attrib.clear()
        if is_quote:
            element.set("class", "quote")
        if element.tag not in _KEPT_TAGS:
            element.tag = "span" if element.tag in _INLINE_TAGS else "div"
    for element in [el for el in root.iter() if el.tag is etree.Comment]:
        element.drop_tree()
    return "".join(
        [
            html.escape(root.text or "", quote=False),
            *(etree.tostring(c, encoding="unicode", method="html") for c in root),
        ]
    )


_KEPT_TAGS: Final = frozenset(
    {"p", "br", "b", "i", "em", "strong", "ul", "ol", "li", "blockquote", "pre", "code", "span", "div"}
)
_INLINE_TAGS: Final = frozenset(
    {"a", "img", "u", "s", "small", "sub", "sup", "del", "ins", "mark", "abbr", "cite", "q", "font", "svg"}
)

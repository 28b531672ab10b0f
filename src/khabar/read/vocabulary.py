"""What the names that a page gives to its elements say of the comments on it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from khabar.tables import packaged, read_table

_NAMING: Final = (
    "class", "id", "itemprop", "role", "data-component", "data-testid", "data-test-id", "data-test", "data-role",
    "data-spot-im-class", "data-spmark", "data-qa", "data-type", "slot",
)  # fmt: skip
_RANK: Final = {name: rank for rank, name in enumerate(_NAMING)}
_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_DIGITS: Final = re.compile(r"\d+")
_MAX_NAME_CHARS: Final = 80
_MAX_NAMES: Final = 40

_TAGS: Final = {
    "time": "date",
    "abbr": "",
    "form": "action",
    "button": "",
    "footer": "action",
    "menu": "action",
    "nav": "action",
    "select": "action",
    "address": "writer",
    "cite": "writer",
    "blockquote": "quote",
}


@cache
def _rules() -> tuple[tuple[str, frozenset[str]], ...]:
    found = []
    for row in read_table(packaged("khabar.read", "comment_markup.tsv"), ["class", "names"]):
        found += [(row["class"], frozenset(name.split("+"))) for name in row.items("names")]
    return tuple(found)


@cache
def _singles() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kind, words in _rules():
        if len(words) == 1:
            found.setdefault(next(iter(words)), []).append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


@cache
def _several() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((kind, words) for kind, words in _rules() if len(words) > 1)


@lru_cache(maxsize=16_384)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case.

    >>> words_of("UFICommentActorName"), words_of("d-comment__reply-to-author")
    (('ufi', 'comment', 'actor', 'name'), ('d', 'comment', 'reply', 'to', 'author'))
    """
    return tuple(word.lower() for word in _WORD.findall(name[:_MAX_NAME_CHARS]))


@lru_cache(maxsize=16_384)
def kinds_of(name: str) -> frozenset[str]:
    """Return what one name may say: the classes of ``comment_markup.tsv``.

    >>> sorted(kinds_of("comment-author")), sorted(kinds_of("commentlist")), sorted(kinds_of("recentcomments"))
    (['item', 'writer'], ['root'], ['never'])
    """
    words = words_of(name)
    held = set(words) | {name.lower()}
    found = {kind for word in held for kind in _singles().get(word, ())}
    found |= {kind for kind, needed in _several() if needed <= held}
    return frozenset(found)


@lru_cache(maxsize=16_384)
def kinds_by(names: tuple[str, ...]) -> frozenset[str]:
    """Return what any of several names may say, as `kinds_of` tells it."""
    return frozenset().union(*map(kinds_of, names))


@lru_cache(maxsize=16_384)
def words_by(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words of several names, and the names themselves, in lower case."""
    return frozenset(word for name in names for word in (*words_of(name), name.lower()))


def names_of(element: Any) -> tuple[str, ...]:
    """Return the names of an element: the words of its naming attributes, and its tag if that is a page's own."""
    return _names(element.tag, tuple([pair for pair in element.items() if pair[0] in _RANK]))


@lru_cache(maxsize=16_384)
def _names(tag: str, naming: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    found: list[str] = []
    for _, value in sorted(naming, key=lambda pair: _RANK[pair[0]]):
        found += value[:2_000].split()
    if "-" in tag:
        found.append(tag)
    return tuple(found[:_MAX_NAMES])


_ROLES: Final = ("quote", "writer", "date", "text", "action", "children")
"""Roles of one word, the first of which counts where a word has several."""

_HOLDERS: Final = frozenset(
    {"body", "content", "wrapper", "wrap", "container", "inner", "holder", "block", "box", "area"}
)
"""Words behind "text" in a name that still say that it holds text."""

_HEAD_WORDS: Final = 4
"""How many words of a name, from its end, are asked for its role."""


@lru_cache(maxsize=16_384)
def role_of_name(name: str) -> str:
    """Return the role that a name gives, ``""`` if none. As in English, the last word that says something counts.

    >>> [role_of_name(name) for name in ("comment-author", "author-avatar", "field-name-comment-body", "post-date")]
    ['writer', 'action', 'text', 'date']
    >>> [role_of_name(name) for name in ("text-wrapper", "text-muted", "text-[17px]")]
    ['text', '', '']
    """
    words = [word for word in words_of(name) if not word.isdigit()]
    held = {*words, name.lower()}
    pairs = {kind for kind, needed in _several() if needed <= held}
    if "parent" in pairs or "parent" in _singles().get(name.lower(), ()):
        return "parent"
    last = [kind for kind in _ROLES if words and kind in _singles().get(words[-1], ())]
    for role in ("writer", "date", "text", "action", "quote", "children"):
        if role in pairs and not (role == "writer" and last[:1] in (["text"], ["action"], ["date"])):
            return role
    for word in (name.lower(), *reversed(words[-_HEAD_WORDS:])):
        kinds = _singles().get(word, ())
        if word == "text" and len(words) > 1 and "date" in _singles().get(words[-2], ()):
            continue
        if word == "text" and words[0] == "text" and len(words) > 1 and words[1] not in _HOLDERS:
            # "text-muted", "text-lg": how it looks, not what it is.
            continue
        if role := next((role for role in _ROLES if role in kinds), ""):
            return role
    return ""


@lru_cache(maxsize=16_384)
def role_by(names: tuple[str, ...], tag: str) -> str:
    """Return what an element of these names and this tag is within a comment, ``""`` if they do not say."""
    roles = {role_of_name(name) for name in names}
    return next(
        (role for role in ("parent", "quote", "writer", "date", "text", "action", "children") if role in roles),
        _TAGS.get(tag, ""),
    )


def role_of(element: Any) -> str:
    """Return what an element within a comment is, ``""`` if its name does not say: ``writer``, ``date``, ``text`` …"""
    return role_by(names_of(element), element.tag)


def normalised(name: str) -> str:
    """Return a name with its numbers taken out: ``comment-12`` and ``comment-13`` are one kind of thing.

    >>> normalised("comment-712")
    'comment-#'
    """
    return _DIGITS.sub("#", name)

"""A headline that stands in a column of its own, put above the text of its page, as a page shows it."""

from __future__ import annotations

import html
import re
from typing import Final

from khabar.read.sniff import is_html_page

MAX_TITLE: Final = 300
"""Characters of a headline; what is longer is an abstract."""

_LINES: Final = 6
"""Lines at the head of a text of which one may be its headline already."""

_LEAST_WORDS: Final = 4
"""Words of a line that is a headline less the outlet behind it ("Shells fall on Bara | The Courier")."""

_LOOKED_AT: Final = 5_000
_HEADED: Final = re.compile(r"<(?:h1|title)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]{0,500}>")
_SIGNS: Final = re.compile(r"[\W_]+")


def with_title(text: str, title: str | None, media_type: str | None) -> str:
    """Return the ``text`` of a page (flat or HTML) below its ``title``, unless it has one, or begins with this one.

    >>> with_title("Two traders died.", "Shells fall on Bara", None)
    'Shells fall on Bara\\n\\nTwo traders died.'
    >>> with_title("<p>Two traders died.</p>", "Shells & fire", None)
    '<h1>Shells &amp; fire</h1>\\n<p>Two traders died.</p>'
    """
    if not title or len(title) > MAX_TITLE or not any(sign.isalpha() for sign in title):
        return text
    is_html = is_html_page(text, "", media_type)
    if is_html and _HEADED.search(text):
        return text
    if _has_it(html.unescape(_TAG.sub("\n", text[:_LOOKED_AT])) if is_html else text[:_LOOKED_AT], _key(title)):
        return text
    return f"<h1>{html.escape(title, quote=False)}</h1>\n{text}" if is_html else f"{title}\n\n{text}"


def _has_it(head: str, title: str) -> bool:
    """Return whether one of the first lines is the title, begins with it, or is it without what stands behind."""
    for line in [key for line in head.splitlines() if (key := _key(line))][:_LINES]:
        if f"{line} ".startswith(f"{title} ") or (
            f"{title} ".startswith(f"{line} ") and len(line.split()) >= _LEAST_WORDS
        ):
            return True
    return False


def _key(words: str) -> str:
    return _SIGNS.sub(" ", words).casefold().strip()

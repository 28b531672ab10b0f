"""Words of a text as place names need them: abbreviations kept whole, possessives cut off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|W\. ?Va\.|(?:St|Ste|Mt|Ft)\.(?=\s[A-Z])"
    r"|\b[RDI](?=-[A-Z])"
    r"|[^\W\d_]+(?:['’‘ʼʻ`](?!s\b)[^\W\d_]+|-(?!(?:based|area|born)\b)[^\W\d_]+)*"
)
_ARTICLE = re.compile(r"(?:al|el|ul|as|es|ash|esh|ad|ed|at|et|az|ez|ar|er|an|en|d|l)[-'’‘][^\W\d_]", re.IGNORECASE)


class Word(NamedTuple):
    """A word with its offsets. ``low`` is lower case; ``is_capital`` is true of names written ``al-Qaim`` too."""

    start: int
    end: int
    text: str
    low: str
    is_capital: bool


def _has_capital_stem(word: str) -> bool:
    article = _ARTICLE.match(word)
    return bool(article and word[article.end() - 1].isupper())


@lru_cache(maxsize=4)
def tokenize(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order; what was asked last is kept, since a page's text is looked at twice.

    >>> [w.text for w in tokenize("Iraq’s U.S. envoy in al-Qaim")]
    ['Iraq', 'U.S.', 'envoy', 'in', 'al-Qaim']
    """
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word == "s" and match.start() and text[match.start() - 1] in "'’":
            continue
        capital = word[0].isupper() or (not word.isalpha() and _has_capital_stem(word))
        found.append(Word(match.start(), match.end(), word, word.lower().rstrip("."), capital))
    return tuple(found)

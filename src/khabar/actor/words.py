"""Words as the register sees them: keys for look-up, and the rule for capital letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from khabar.folding import fold
from khabar.frozen import record

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?P<poss>['’]s\b|(?<=s)['’](?!\w))|[^\W_]+(?:['’ʼ‘`](?!s\b)[^\W_]+)*|(?P<stop>[,;:()\[\]\n])",
)

ENGLISH_ACRONYMS: Final = frozenset(
    {"IS", "WHO", "AID", "ACT", "PA", "ARM", "MOD", "ICE", "CAR", "CARE", "MIT", "TIP", "SAC", "SAS", "LET", "HIG"}
    | {"MODEL", "ARENA", "FACT", "MEND", "PLAN", "SANA", "LANA", "MENA", "NATION", "SPA", "APP", "GAM", "MAT"}
)
"""Acronyms that are words or given names: not taken for names in a text all in capitals, or when written "Mend"."""

_LONGEST_CLIPPED_ACRONYM: Final = 3
"""Papers write "Nato", "Farc", "Isis"; shorter acronyms stay in capitals, and "Is" or "Us" is a word."""


PHRASE: Final = 120
"""Characters up to which a text is a phrase or a name, and likely to come again."""


@record(frozen=True, slots=True)
class Word:
    """A word of a text. ``key`` is folded, without apostrophes and stops; ``glued`` means a hyphen stands before it."""

    text: str
    start: int
    end: int
    key: str
    glued: bool
    mark: str = ""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_LETTERS: Final = str.maketrans(
    {"ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ə": "a"}
    | dict.fromkeys("'.ʿʾʻ´ˈ", "")
)
"""Letters that Unicode does not take apart into a Latin one and a mark, and marks inside names that say nothing."""


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Return the look-up key of one word.

    >>> key_of("U.S."), key_of("Sana’a"), key_of("Türkiye"), key_of("Muʿammar"), key_of("Đinđić")
    ('us', 'sanaa', 'turkiye', 'muammar', 'dindic')
    """
    return fold(word).translate(_LETTERS)


def words_of(text: str) -> Sequence[Word]:
    """Return the words of a text, possessive marks (``mark`` "'s") and stops (``mark`` ",") apart."""
    return _phrase_words(text) if len(text) <= PHRASE else _words(text)


@lru_cache(maxsize=8192)
def _phrase_words(text: str) -> tuple[Word, ...]:
    return tuple(_words(text))


def _words(text: str) -> list[Word]:
    found = []
    for hit in _WORD.finditer(text):
        raw = hit.group()
        mark = "'s" if hit["poss"] else "," if hit["stop"] else ""
        glued = hit.start() > 0 and text[hit.start() - 1] in "-‑–" and hit.start() > 1 and text[hit.start() - 2] != " "
        found.append(Word(raw, hit.start(), hit.end(), "" if mark else key_of(raw), glued, mark))
    return found


def name_key(name: str) -> str:
    """Return the key of a whole name: the keys of its words, by blanks.

    >>> name_key("al-Qaeda in Iraq")
    'al qaeda in iraq'
    """
    return " ".join(word.key for word in words_of(name) if not word.mark or word.mark == "'s").replace("  ", " ")


def _bare(word: str) -> str:
    return word.replace(".", "").replace("’", "").replace("'", "")


def word_fits(alias: str, text: str, *, shouting: bool) -> bool:
    """Return whether a word of a text may be a word of a name, by its capitals.

    >>> word_fits("US", "us", shouting=False), word_fits("NATO", "Nato", shouting=False)
    (False, True)
    """
    if alias == text:
        return not (shouting and text in ENGLISH_ACRONYMS)
    alias, text = _bare(alias), _bare(text)
    if alias.isupper() and len(alias) > 1:
        if shouting and text in ENGLISH_ACRONYMS:
            return False
        clipped = len(alias) > _LONGEST_CLIPPED_ACRONYM and alias not in ENGLISH_ACRONYMS
        return alias == text or (clipped and text == alias.capitalize())
    if text.isupper() and 1 < len(text) <= _LONGEST_CLIPPED_ACRONYM and not shouting:
        return alias == text or not alias.isascii()
    return not alias[:1].isupper() or text[:1].isupper()


def is_shouting(text: str) -> bool:
    """Return whether a text of some length is all in capitals, so that capitals say nothing."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 12 and text.upper() == text

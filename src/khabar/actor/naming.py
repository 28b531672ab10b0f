"""Forms made of a name or a noun: plurals, the last part of an id, what a person is called for short."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from khabar.actor.marks import marks
from khabar.actor.words import key_of, words_of
from khabar.folding import fold

_SUFFIXES: Final = frozenset({"jr", "sr", "i", "ii", "iii", "iv", "v", "vi", "xiv", "xvi"})
_FAMILY_FIRST: Final = frozenset({"CHN", "TWN", "KOR", "PRK", "SGP"})
"""States where most names begin with the surname, if it is one of those of ``marks.tsv``."""


def plural(noun: str) -> str:
    """Return a noun's regular plural.

    >>> plural("militia"), plural("authority"), plural("policeman"), plural("air force")
    ('militias', 'authorities', 'policemen', 'air forces')
    """
    if noun.endswith("s") or noun.endswith("men"):
        return noun
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "x")) else "s")


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """Return a name as the last part of an id.

    >>> slug("Haider al-Abadi")
    'haider-al-abadi'
    """
    plain = name.replace("-", " ")
    if plain.isascii() and plain.replace(" ", "").isalpha():
        return "-".join(plain.split()).lower()
    return "-".join(key_of(word.text) for word in words_of(name) if not word.mark)


def surnames(name: str, country: str = "") -> Iterator[str]:
    """Yield what a person is called after the first mention: the surname, with and without its article.

    Chinese and Korean names begin with it. A name of another country that ends in a hyphen and more yields nothing.
    Vietnamese are called by the last syllable.

    >>> list(surnames("Haider al-Abadi")), list(surnames("Moon Jae-in", "KOR")), list(surnames("Hu Jintao", "CHN"))
    (['al-Abadi', 'Abadi'], ['Moon'], ['Hu'])
    """
    words = name.replace("-", " - ").split(" ")
    if country in _FAMILY_FIRST and len(words) > 1 and words[0].lower() in marks("family"):
        yield words[0]
        return
    if len(words) < 2 or "of" in words or not words[-1][:1].isupper() or fold(words[-1]).strip(".") in _SUFFIXES:
        return
    if words[-2] == "-":
        if fold(words[-3]) in ("al", "el") and len(words) > 3:
            yield f"{words[-3]}-{words[-1]}"
            yield words[-1]
        return
    yield words[-1]

"""What language a text is in, as far as is needed to tell that it is not English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from khabar.tables import packaged, read_table

SAMPLE_CHARS: Final = 20_000
"""How much of a text is looked at."""

MIN_CHARS: Final = 60
"""Shortest paragraph whose language is asked for by itself."""

MIN_ENGLISH_CHARS: Final = 300
MIN_ENGLISH_SHARE: Final = 0.3
"""How much English makes an English page of one that is mostly in another language: three sentences, a third."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_BEYOND_LATIN: Final = re.compile(r"(?![\u0000-\u024F])[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_SCRIPTS: Final = {
    "ARABIC": ("ar", "Arabic, Persian or another language in Arabic script"),
    "CYRILLIC": ("ru", "Russian or another language in Cyrillic script"),
    "HEBREW": ("he", "Hebrew"),
    "GREEK": ("el", "Greek"),
    "DEVANAGARI": ("hi", "Hindi or another language in Devanagari script"),
    "BENGALI": ("bn", "Bengali"),
    "GURMUKHI": ("pa", "Punjabi"),
    "TAMIL": ("ta", "Tamil"),
    "TELUGU": ("te", "Telugu"),
    "SINHALA": ("si", "Sinhala"),
    "THAI": ("th", "Thai"),
    "MYANMAR": ("my", "Burmese"),
    "KHMER": ("km", "Khmer"),
    "LAO": ("lo", "Lao"),
    "GEORGIAN": ("ka", "Georgian"),
    "ARMENIAN": ("hy", "Armenian"),
    "ETHIOPIC": ("am", "Amharic or Tigrinya"),
    "CJK": ("zh", "Chinese"),
    "HIRAGANA": ("ja", "Japanese"),
    "KATAKANA": ("ja", "Japanese"),
    "HANGUL": ("ko", "Korean"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A guess: the code (ISO 639-1), the name in English, and whether the text gave enough evidence for it."""

    code: str
    name: str
    sure: bool


@cache
def _profiles() -> dict[str, tuple[str, frozenset[str]]]:
    """Return the name and the frequent words, by language; no word of English is in another language's list."""
    rows = list(read_table(packaged("khabar.read", "languages.tsv"), ["code", "name", "words"]))
    english = frozenset(word for row in rows if row["code"] == "en" for word in row.items("words"))
    return {
        row["code"]: (row["name"], english if row["code"] == "en" else frozenset(row.items("words")) - english)
        for row in rows
    }


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Return the languages of which a word is a frequent one, by word."""
    found: dict[str, list[str]] = {}
    for code, (_, words) in _profiles().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def _script(text: str) -> Language | None:
    """Return the language of a text most of whose letters are not Latin."""
    other = _BEYOND_LATIN.findall(text)
    if not other or len(other) <= len(_LETTER.findall(text)) * 0.5:
        return None
    names = Counter(unicodedata.name(char, "?").split()[0].split("-")[0] for char in other)
    if names["HIRAGANA"] + names["KATAKANA"] > len(other) * 0.1:
        return Language(*_SCRIPTS["HIRAGANA"], sure=True)
    script = max(sorted(names), key=lambda name: names[name])
    code, name = _SCRIPTS.get(script, ("und", f"a language in {script.title()} script"))
    return Language(code, name, sure=True)


def guess_language(text: str) -> Language:
    """Return the language of ``text``; one that gives no evidence is English, and not sure.

    >>> guess_language("Los soldados entraron en el pueblo y quemaron las casas, según la policía.").code
    'es'
    >>> guess_language("Gunmen stormed the village at dawn.").code
    'en'
    """
    sample = text[:SAMPLE_CHARS]
    if not sample.isascii() and (script := _script(sample)):
        return script
    words = Counter(_WORD.findall(sample.lower().replace("’", "'")))
    total = sum(words.values())
    hits = dict.fromkeys(_profiles(), 0)
    kinds = dict.fromkeys(_profiles(), 0)
    languages = _languages()
    for word, count in words.items():
        for code in languages.get(word, ()):
            hits[code] += count
            kinds[code] += 1
    # Where several fit alike, the one that stands first in the table, where Spanish is before Esperanto.
    best = max(hits, key=lambda code: (hits[code], kinds[code]) if code != "en" else (0, 0))
    # English function words make a third of English prose and next to none of any other language's.
    foreign = hits[best] >= 4 and kinds[best] >= 3 and hits[best] >= total * 0.1 and hits[best] > 1.5 * hits["en"]
    if foreign:
        return Language(best, _profiles()[best][0], sure=True)
    return Language("en", "English", sure=hits["en"] >= 5 and hits["en"] >= total * 0.1)


def foreign_sentence(text: str) -> Language | None:
    """Return the language that a sentence or two look to be in, ``None`` where nothing speaks against English.

    A sentence has too few words for `guess_language`. Here two frequent words of another language are enough, if they
    begin with a small letter (names of English texts have the others: La Paz, Los Angeles). ``sure`` says whether no
    other language fits as well. Of use only where a text cannot be read as English: it may be wrong of a text that can.

    >>> foreign_sentence("Die Rebellen beschossen am Montag das Dorf und töteten drei Menschen.").name
    'German'
    >>> foreign_sentence("Police from Los Angeles are en route to La Paz.")
    """
    if not text.isascii() and (script := _script(text)):
        return script
    small = {word for word in _WORD.findall(text) if word[0].islower()}
    kinds = Counter(code for word in sorted(small) for code in _languages().get(word, ()))
    foreign = [(kinds[code], code) for code in _profiles() if code != "en" and kinds[code] >= 2]
    most = max((count for count, _ in foreign), default=0)
    if most <= 1.5 * kinds["en"]:
        return None
    fitting = [code for count, code in foreign if count == most]
    return Language(fitting[0], _profiles()[fitting[0]][0], sure=len(fitting) == 1)


def guess_page_language(paragraphs: Sequence[str]) -> Language:
    """Return the language of a page of ``paragraphs``: English where enough of it is, though not most.

    An English article that quotes a statement in full in another language, or stands beside its translation, is
    English. One that has a few English words in its headings is not.
    """
    whole = guess_language("\n".join(paragraphs))
    if whole.code == "en":
        return whole
    sizes = [(len(paragraph), guess_language(paragraph)) for paragraph in paragraphs if len(paragraph) >= MIN_CHARS]
    english = sum(size for size, guess in sizes if guess.code == "en" and guess.sure)
    total = sum(map(len, paragraphs))
    if english >= MIN_ENGLISH_CHARS and english >= total * MIN_ENGLISH_SHARE:
        return Language("en", "English", sure=True)
    return whole

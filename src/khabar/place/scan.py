"""Scanning: the longest runs of capitalised words that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import Candidate, Kind, NameKind
from khabar.place.names import key
from khabar.place.tokens import tokenize
from khabar.place.words import abbreviations, words

_MAX_WORDS = 6
"""Longest name looked up, in words: "Democratic Republic of the Congo" has five."""

_ACRONYM_PEOPLE = 100_000
"""Least population of a town written in capitals of up to five letters: others are acronyms (``SWAT``)."""

_AFTER_TOWN = re.compile(
    r"(?=,|[^\S\n]\()(?:,[^\S\n][A-Z][\w. ]{1,30})?(?:[^\S\n]\([A-Z][\w /.&-]{1,30}\))?[^\S\n]?[-–—]{1,2}[^\S\n]"
)
"""What stands between the town of a dateline and its story."""
_TOWN_AND_COUNTRY = re.compile(r"[A-Z][A-Z .'’-]{2,30}, [A-Z][\w. ]{1,30}")
_DATELINE_CHARS = 64
_AUXILIARY = frozenset({"was", "were", "is", "been", "has", "being"})


@dataclass(slots=True)
class Match:
    """A stretch of words with what it may mean, on its way to being a mention or nothing.

    ``first`` and ``last`` number its words. ``evidence`` adds up what the words around it say for a place. The name may
    be a person's, whose surname can come again alone, or part of a body's; ``end`` is set
    where an admin word belongs to it.
    """

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    evidence: int = 0
    is_person: bool = False
    is_body: bool = False
    admin_word: str | None = None
    end: int | None = None
    inside: int | None = None


class Scan:
    """A text's words, and which of them are known names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokenize(text)
        self.groups = words()
        self._gazetteer = gazetteer()
        self.is_upper = bool(self.words) and text.upper() == text
        self._titled = self._titled_lines()

    def _titled_lines(self) -> list[tuple[int, int]]:
        found = []
        at = 0
        for line in re.finditer(r"[^\n]+", self.text):
            names = n = 0
            while at < len(self.words) and self.words[at].start < line.end():
                if self.words[at].low not in self.groups["function"]:
                    n += 1
                    names += self.words[at].is_capital
                at += 1
            if n >= 3 and names >= 0.8 * n and not line.group().rstrip().endswith((".", "?", "!", "”", '"')):
                found.append(line.span())
        return found

    def is_titled(self, at: int) -> bool:
        """Return whether position ``at`` stands in a line in title case, in which a capital says nothing."""
        return self.is_upper or any(start <= at < end for start, end in self._titled)

    def gap(self, i: int) -> str:
        """Return the text between word ``i`` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start] if i + 1 < len(self.words) else "\n"

    def joined(self, i: int) -> bool:
        """Return whether word ``i`` and the next can belong to one name."""
        gap = self.gap(i)
        return gap in (" ", "  ", "\u00a0", "-") or (gap == " - " and not self._ends_dateline(i))

    def _ends_dateline(self, i: int) -> bool:
        """Return whether a word is the last of a dateline's town and country: "KANO, Nigeria - Gunmen killed …"."""
        end = self.words[i].end
        start = self.text.rfind("\n", 0, end) + 1
        return end - start < _DATELINE_CHARS and _TOWN_AND_COUNTRY.fullmatch(self.text, start, end) is not None

    def is_name(self, i: int) -> bool:
        """Return whether word ``i`` is capitalised as a name is: no function word, no day."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        return word.is_capital and word.low not in self.groups["function"] and word.low not in self.groups["calendar"]

    def name(self, match: Match) -> str:
        """Return the words of a match."""
        return self.text[self.words[match.first].start : self.words[match.last].end]

    def matches(self) -> Iterator[Match]:
        """Yield the longest known names from left to right."""
        i = 0
        while i < len(self.words):
            found = self._match(i) if self.words[i].is_capital else None
            yield from [found] if found else []
            i = found.last + 1 if found else i + 1

    def _match(self, i: int) -> Match | None:
        last = i
        ends = [i]
        while last + 1 < len(self.words) and last - i + 1 < _MAX_WORDS and self.joined(last):
            following = self.words[last + 1]
            if not (
                following.is_capital or following.low in self.groups["inner"] or following.low in self.groups["generic"]
            ):
                break
            last += 1
            if following.is_capital or following.low in self.groups["generic"]:
                ends.append(last)
        for end in reversed(ends):
            if end == i and not self._may_stand_alone(i):
                continue
            name = self.text[self.words[i].start : self.words[end].end]
            if found := self._exact(name, single=end == i and not self._opens_story(i)):
                return Match(i, end, found)
        return None

    def _opens_story(self, i: int) -> bool:
        """Return whether a word is the town of a dateline with its country, agency or day: "PALMA, Mozambique - "."""
        start, end = self.words[i].start, self.words[i].end
        return (start == 0 or self.text[start - 1] == "\n") and _AFTER_TOWN.match(self.text, end) is not None

    def _may_stand_alone(self, i: int) -> bool:
        word = self.words[i]
        if word.low in self.groups["function"] and not (
            len(word.text) > 1 and word.text.isupper() and not self.is_upper
        ):
            return False
        if word.low in self.groups["calendar"] or key(word.text) in demonyms():
            return False
        return len(word.text) > 1 and not self._heads_building(i)

    def _heads_building(self, i: int) -> bool:
        """Return whether a word says what kind of site the name after it is: "the Temple of Hatshepsut"."""
        if i + 2 >= len(self.words) or self.words[i].low not in self.groups["site"]:
            return False
        return self.joined(i) and self.joined(i + 1) and self.words[i + 1].low == "of" and self.is_name(i + 2)

    def _exact(self, name: str, *, single: bool) -> tuple[Candidate, ...]:
        short = key(name)
        if known := abbreviations().get(name):
            unit = self._gazetteer.subdivision(known[0])
            return (Candidate(unit, NameKind.OTHER),) if unit and known[1] else ()
        if short in demonyms() or len(short) < 2 or short in self.groups["never"]:
            return ()
        found = self._gazetteer.find(name)
        if len(short) <= 3:
            if name.replace(".", "").isupper():
                return tuple(c for c in found if c.entry.kind not in (Kind.TOWN, Kind.ADMIN2))
            return found if len(short) > 2 else ()
        if single and name.isupper() and len(name) <= 5 and not self.is_upper:
            return tuple(
                c
                for c in found
                if c.entry.kind is not Kind.ADMIN2
                and (c.entry.population >= _ACRONYM_PEOPLE or c.entry.kind is not Kind.TOWN)
            )
        return found

    def is_struck(self, first: int, last: int) -> bool:
        """Return whether words ``first`` to ``last`` are what is done to places: shelled X, X was shelled."""
        if first and self.gap(first - 1) == " " and self.words[first - 1].low in self.groups["struck"]:
            return True
        after = [word.low for word in self.words[last + 1 : last + 4]]
        while after and after[0] in _AUXILIARY:
            if len(after) > 1 and after[1] in self.groups["struck"]:
                return "." not in self.gap(last)
            del after[0]
        return False

    def generic_end(self, i: int) -> int | None:
        """Return where a lower-case "valley" or "river" after word ``i`` ends, ``None`` if there is none."""
        if i + 1 < len(self.words) and self.joined(i) and self.words[i + 1].low in self.groups["generic"]:
            return self.words[i + 1].end
        return None

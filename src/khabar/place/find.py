"""Recognition: capitalised names that the gazetteer knows, where the words around them speak of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.place.borderwords import find_borders
from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import Candidate, Entry, Kind, NameKind, PlaceMention
from khabar.place.names import key
from khabar.place.relation import relation_before
from khabar.place.tokens import tokenize
from khabar.place.words import abbreviations, ordinary, words

_MAX_WORDS = 6
"""Longest name looked up, in words: "Democratic Republic of the Congo" has five."""

_LARGE, _MIDDLING = 100_000, 15_000
"""Populations from which a town's name alone, or with a weak preposition, is taken for the town."""

_INNER = frozenset(["of", "the", "and", "de", "la", "las", "los", "le", "les", "del", "do", "da", "dos", "das", "du", "di", "al", "el", "en", "sur", "upon", "am"])
_GENERIC = frozenset(
    ["valley", "river", "city", "camp", "crossing", "mountains", "mountain", "desert", "sea", "delta", "forest", "island", "islands", "peninsula", "plains"]
)
_COMMA = re.compile(r",\s{1,2}$")
_ABBREVIATION = re.compile(r",\s?([A-Z][\w.&-]{0,6}\.?(?:\s?Va\.)?)")
_DATELINE = re.compile(r"[^\S\n]*(?:,[^()\n]{2,30})?\s*(?:\([A-Za-z ]{2,20}\))?\s*(?:--|—|–|-)\s")


@dataclass(slots=True)
class _Found:
    """A stretch of words with what it may mean, on its way to being a mention or nothing."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    evidence: int = 0
    is_person: bool = False
    admin_word: str | None = None
    end: int | None = None
    inside: int | None = None
    quiet: bool = False
    """An abbreviation or country that only serves its neighbour."""


def candidates_for(name: str, *, with_demonyms: bool = False) -> tuple[Candidate, ...]:
    """Return what ``name`` may mean: by its exact key; by abbreviation; as a unit with its word of kind; by consonants."""
    gazette = gazetteer()
    short = key(name)
    if len(short) <= 3 and not name.replace(".", "").isupper() and not any(c.islower() for c in name[1:2]):
        return ()
    if (known := abbreviations().get(name)) and (unit := gazette.subdivision(known[0])):
        return (Candidate(unit, NameKind.OTHER),)
    if found := gazette.find(name):
        return found if len(short) > 2 or name.replace(".", "").isupper() else ()
    parts = name.split()
    groups = words()
    if len(parts) > 1:
        for word, rest in ((parts[-1].lower(), " ".join(parts[:-1])), (parts[0].lower(), " ".join(parts[2:]))):
            for kind in (Kind.ADMIN1, Kind.ADMIN2):
                if word in groups["admin1" if kind is Kind.ADMIN1 else "admin2"] and rest:
                    units = tuple(c for c in gazette.find(rest) or gazette.find_like(rest) if c.entry.kind is kind)
                    if units:
                        return units
        if parts[0].lower() in groups["direction"] and (inner := candidates_for(" ".join(parts[1:]))):
            return inner
    if with_demonyms and (iso2 := demonyms().get(short)):
        country = gazette.country(gazette.iso2[iso2])
        return (Candidate(country, NameKind.OTHER),) if country else ()
    return gazette.find_like(name)


class _Finder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.groups = words()
        letters = sum(w.is_capital for w in self.tokens)
        self.is_upper = bool(self.tokens) and text.upper() == text
        self.titled = self._titled_lines() if letters else []

    def _titled_lines(self) -> list[tuple[int, int]]:
        """Return the lines in title case, in which a capital says nothing."""
        found = []
        for line in re.finditer(r"[^\n]+", self.text):
            inside = [
                w for w in self.tokens if line.start() <= w.start < line.end() and w.low not in self.groups["function"]
            ]
            if len(inside) >= 3 and sum(w.is_capital for w in inside) >= 0.8 * len(inside):
                found.append(line.span())
        return found

    def is_titled(self, at: int) -> bool:
        return self.is_upper or any(start <= at < end for start, end in self.titled)

    def gap(self, i: int) -> str:
        """Return the text between word ``i`` and the next."""
        return self.text[self.tokens[i].end : self.tokens[i + 1].start] if i + 1 < len(self.tokens) else "\n"

    def joined(self, i: int) -> bool:
        return self.gap(i) in (" ", "  ", "\u00a0", " - ", "-")

    def name_word(self, i: int) -> bool:
        """Return whether word ``i`` is capitalised as a name: no function word, no day."""
        if not 0 <= i < len(self.tokens):
            return False
        word = self.tokens[i]
        return word.is_capital and word.low not in self.groups["function"] and word.low not in self.groups["calendar"]

    def matches(self) -> Iterator[_Found]:
        """Yield the longest known names from left to right."""
        i = 0
        while i < len(self.tokens):
            found = self._match(i) if self.tokens[i].is_capital else None
            if found is None:
                i += 1
            else:
                yield found
                i = found.last + 1

    def _match(self, i: int) -> _Found | None:
        last = i
        ends = [i]
        while last + 1 < len(self.tokens) and last - i + 1 < _MAX_WORDS and self.joined(last):
            following = self.tokens[last + 1]
            if not (following.is_capital or following.low in _INNER or following.low in _GENERIC):
                break
            last += 1
            if following.is_capital or following.low in _GENERIC:
                ends.append(last)
        for end in reversed(ends):
            name = self.text[self.tokens[i].start : self.tokens[end].end]
            if end == i and not self._may_stand_alone(i):
                continue
            if exact := self._exact(name, single=end == i):
                return _Found(i, end, exact)
        return None

    def _may_stand_alone(self, i: int) -> bool:
        word = self.tokens[i]
        if word.low in self.groups["function"] and not (
            word.text.isupper() and len(word.text) > 1 and not self.is_upper
        ):
            return False
        if word.low in self.groups["calendar"] or key(word.text) in demonyms():
            return False
        return len(word.text) > 1

    def _exact(self, name: str, *, single: bool) -> tuple[Candidate, ...]:
        short = key(name)
        known = abbreviations().get(name)
        if known:
            unit = gazetteer().subdivision(known[0])
            return (Candidate(unit, NameKind.OTHER),) if unit and known[1] else ()
        if short in demonyms() or len(short) < 2:
            return ()
        found = gazetteer().find(name)
        if len(short) <= 3:
            letters = name.replace(".", "")
            if letters.isupper():
                found = tuple(c for c in found if c.entry.kind not in (Kind.TOWN, Kind.ADMIN2))
            elif len(short) <= 2:
                found = ()
        elif single and name.isupper() and len(name) <= 5 and not self.is_upper:
            found = tuple(c for c in found if c.entry.population >= _LARGE or c.entry.kind is Kind.COUNTRY)
        return found


def _important(candidates: tuple[Candidate, ...]) -> int:
    """Return 2 for a name of a country, first-level unit, feature or large town, 1 for a middling town, else 0."""
    best = 0
    for candidate in candidates:
        entry = candidate.entry
        if candidate.name_kind is NameKind.SKELETON:
            continue
        if entry.kind not in (Kind.TOWN, Kind.ADMIN2):
            if candidate.name_kind is not NameKind.BARE or entry.population >= _LARGE:
                return 2
        elif entry.population >= _LARGE * (5 if candidate.name_kind is NameKind.OTHER else 1):
            return 2
        elif entry.population >= _MIDDLING:
            best = 1
    return best


def _weigh(finder: _Finder, found: _Found) -> None:
    """Set what the words around a match say: evidence for a place, or a person or body that bears the name."""
    tokens, groups, text = finder.tokens, finder.groups, finder.text
    first, last = found.first, found.last
    before = (
        tokens[first - 1]
        if first and finder.gap(first - 1).strip() in ("", "-") and "\n" not in finder.gap(first - 1)
        else None
    )
    after = tokens[last + 1] if last + 1 < len(tokens) and finder.joined(last) else None
    titled = finder.is_titled(tokens[first].start)
    name = tokens[first]
    if before is not None:
        if before.low in groups["locative"]:
            found.evidence += 2
        elif before.low in groups["toward"]:
            told = before.low == "to" and first > 1 and tokens[first - 2].low == "according"
            found.evidence += 0 if told else 1
            if before.low == "of" and first > 1 and tokens[first - 2].low in groups["before"]:
                found.evidence += 1
        elif (before.low in groups["before"] and not before.is_capital) or before.low in groups["direction"]:
            found.evidence += 1
        elif (before.low in groups["title"] or before.low in groups["given"]) and before.is_capital and last == first:
            found.is_person = not titled or before.low in groups["given"]
        elif finder.name_word(first - 1) and not titled and key(before.text) not in demonyms():
            found.is_person = True
        elif before.low == "the" and first > 1 and tokens[first - 2].low in groups["locative"]:
            found.evidence += 1
    if after is not None and not found.is_person:
        low = after.low
        if low in groups["admin1"] or low in groups["admin2"] or low in groups["town"]:
            found.evidence += 2
            found.admin_word = low
            if after.is_capital or low not in groups["town"]:
                found.end = after.end
        elif low in groups["after"] and not after.is_capital:
            found.evidence += 1
        elif low in groups["street"] or low in groups["body"]:
            found.is_person = (after.is_capital and not titled) or (titled and low in groups["street"])
        elif (
            finder.name_word(last + 1)
            and not titled
            and key(after.text) not in demonyms()
            and low not in groups["title"]
        ):
            found.is_person = True
    if (rest := text[tokens[last].end :][:60]) and (
        name.start == 0 or text[name.start - 1] == "\n" or text[name.start - 2 : name.start] == "  "
    ):
        if _DATELINE.match(rest) and (name.text.isupper() or ")" in rest):
            found.evidence += 3
            found.is_person = False


def _contain(finder: _Finder, matches: list[_Found]) -> None:
    """Tie a name to the larger place after a comma or "in": ``Hajin in Deir ez-Zor``, ``Alexandria, La.``."""
    text, tokens = finder.text, finder.tokens
    by_first = {found.first: found for found in matches}
    for found in matches:
        end = found.end or tokens[found.last].end
        if (short := _ABBREVIATION.match(text, end)) and (known := _abbreviated(short.group(1))):
            unit = gazetteer().subdivision(known)
            if unit and any(gazetteer().within(c.entry, unit) for c in found.candidates):
                found.inside = short.start(1)
                found.evidence += 3
                found.is_person = False
                continue
        following = next(
            (i for i in range(found.last + 1, min(found.last + 5, len(tokens))) if tokens[i].start >= end), None
        )
        if following is None:
            continue
        link = text[end : tokens[following].start]
        if link.strip() == "" and tokens[following].low in ("in", "of"):
            following += 1
            if following < len(tokens) and tokens[following].low == "the":
                following += 1
        elif link.strip() not in (",", "("):
            continue
        larger = by_first.get(following)
        if larger is None:
            continue
        fits = any(
            gazetteer().within(small.entry, big.entry) for big in larger.candidates[:12] for small in found.candidates
        )
        if fits:
            found.inside = tokens[larger.first].start
            found.evidence += 3 if link.strip() else 1
            larger.evidence += 2
            if link.strip() and not finder.name_word(found.first - 1):
                found.is_person = False


def _abbreviated(form: str) -> str | None:
    table = abbreviations()
    for tried in (form, form.rstrip(",;:"), form.rstrip(".")):
        if tried in table:
            return table[tried][0]
    return None


def _needed(finder: _Finder, found: _Found) -> int:
    """Return the evidence that a match needs to count as a place."""
    word = finder.tokens[found.first]
    importance = _important(found.candidates)
    need = {2: 0, 1: 1, 0: 2}[importance]
    if found.first == found.last:
        strong = any(c.entry.kind is Kind.COUNTRY for c in found.candidates)
        if word.low in finder.groups["given"]:
            need = max(need, 1 if importance == 2 else 3)
            if strong and importance == 2:
                need = 0 if finder.name_word(found.first) and word.low not in ("chad", "jordan", "israel") else 0
        if word.low in ordinary() and not strong:
            need = max(need, 2 if importance == 2 else 3)
        if finder.is_titled(word.start):
            need += 0 if importance == 2 else 1
        if len(word.text) <= 3 and not strong:
            need = max(need, 2)
    return need


def find_places(text: str, *, offset: int = 0) -> list[PlaceMention]:
    """Return the names of places in ``text`` in order, borders included, without overlap.

    Offsets are code points, counted from ``offset``: give a passage with its start in the document.

    Raises:
        MissingPart: if the gazetteer is not compiled.

    >>> [(m.text, m.relation) for m in find_places("Shelling near Bakhmut killed two, said Moscow.")]
    [('Bakhmut', 'near'), ('Moscow', None)]
    """
    finder = _Finder(text)
    matches = list(finder.matches())
    for found in matches:
        _weigh(finder, found)
    _contain(finder, matches)
    people = {finder.tokens[f.last].low for f in matches if f.is_person}
    sure: set[str] = set()
    kept: list[_Found] = []
    doubtful: list[_Found] = []
    accepted_end = -1
    for found in matches:
        own = key(text[finder.tokens[found.first].start : finder.tokens[found.last].end])
        if found.is_person:
            continue
        listed = (
            accepted_end == found.first - 1 and finder.gap(found.first - 1).strip() in (",", "")
            if found.first
            else False
        )
        if (
            not listed
            and found.first > 1
            and finder.tokens[found.first - 1].low == "and"
            and accepted_end == found.first - 2
        ):
            listed = True
        evidence = found.evidence + (1 if listed else 0)
        if finder.tokens[found.last].low in people and found.first == found.last:
            evidence -= 1
        if evidence >= _needed(finder, found):
            kept.append(found)
            accepted_end = found.last
            if found.evidence >= 2:
                sure.add(own)
        else:
            doubtful.append(found)
    for found in doubtful:
        own = key(text[finder.tokens[found.first].start : finder.tokens[found.last].end])
        if own in sure and finder.tokens[found.last].low not in people:
            kept.append(found)
    borders = list(find_borders(text, 0))
    taken = [(b.start, b.end) for b in borders]
    kept.sort(key=lambda f: f.first)
    mentions = [m for m in (_mention(finder, f) for f in kept) if not any(s < m.end and m.start < e for s, e in taken)]
    mentions += list(_like(finder, kept, taken))
    mentions += borders
    mentions.sort(key=lambda m: m.start)
    return [_shifted(m, offset) for m in mentions]


def _mention(finder: _Finder, found: _Found) -> PlaceMention:
    start, last = finder.tokens[found.first].start, finder.tokens[found.last].end
    end = found.end or last
    name = finder.text[start:last]
    candidates = found.candidates
    if found.admin_word:
        group = Kind.ADMIN1 if found.admin_word in finder.groups["admin1"] else Kind.ADMIN2
        if found.admin_word not in finder.groups["town"]:
            units = tuple(c for c in candidates if c.entry.kind in (group, Kind.ADMIN1, Kind.REGION))
            units = units or tuple(c for c in candidates if c.entry.kind is Kind.ADMIN2)
            candidates = units or candidates
    able = any(c.entry.kind is Kind.COUNTRY or c.entry.is_capital for c in candidates)
    relation = relation_before(finder.text, start)
    return PlaceMention(
        start, end, finder.text[start:end], name, candidates, relation, found.admin_word, found.inside, able
    )


def _like(finder: _Finder, matches: list[_Found], taken: list[tuple[int, int]]) -> Iterator[PlaceMention]:
    """Yield names that no list has in this spelling, after a preposition of place, by their consonants."""
    used = {i for f in matches for i in range(f.first, f.last + 1)}
    tokens = finder.tokens
    i = 0
    while i < len(tokens):
        if i in used or not finder.name_word(i) or (i and finder.name_word(i - 1) and finder.joined(i - 1)):
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and finder.joined(last) and finder.name_word(last + 1) and last + 1 not in used:
            last += 1
        start, end = tokens[i].start, tokens[last].end
        relation = relation_before(finder.text, start)
        span = finder.text[start:end]
        free = not any(s < end and start < e for s, e in taken)
        low = tokens[i].low
        if (
            (free
            and relation not in (None, "of", "from", "to"))
            or (free and relation and last + 1 < len(tokens) and tokens[last + 1].low in _GENERIC)
        ):
            usable = (
                last - i < 3
                and low not in finder.groups["given"]
                and low not in ordinary()
                and key(span) not in demonyms()
            )
            ends_body = tokens[last].low in finder.groups["body"] or tokens[last].low in finder.groups["street"]
            if usable and not ends_body and len(span) >= 5 and (found := gazetteer().find_like(span)):
                stop = (
                    tokens[last + 1].end
                    if last + 1 < len(tokens) and finder.joined(last) and tokens[last + 1].low in _GENERIC
                    else end
                )
                yield PlaceMention(start, stop, finder.text[start:stop], span, found, relation)
        i = last + 1


def _shifted(mention: PlaceMention, offset: int) -> PlaceMention:
    if not offset:
        return mention
    inside = None if mention.inside is None else mention.inside + offset
    return replace(mention, start=mention.start + offset, end=mention.end + offset, inside=inside)


def unit_at(text: str, start: int) -> Entry | None:
    """Return the unit whose abbreviation begins at ``start`` of ``text``: Louisiana at the ``La.`` of ``Alexandria, La.``."""
    match = re.compile(r"[A-Z][\w.&-]{0,6}\.?(?:\s?Va\.)?").match(text, start)
    known = _abbreviated(match.group()) if match else None
    return gazetteer().subdivision(known) if known else None

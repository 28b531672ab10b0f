"""Recognition: capitalised names that the gazetteer knows, where the words around them speak of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.place.borderwords import find_borders
from khabar.place.evidence import contain, importance, needed, unit_at, weigh
from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import Candidate, Kind, NameKind, PlaceMention
from khabar.place.names import key
from khabar.place.relation import relation_before
from khabar.place.scan import Match, Scan
from khabar.place.words import abbreviations, ordinary, words

_LIKE_MIN = 5
"""Least length of a name that is found by its consonants."""


def candidates_for(name: str, *, with_demonyms: bool = False) -> tuple[Candidate, ...]:
    """Return what ``name`` may mean: by abbreviation, key, as a unit with its word of kind, or by its consonants."""
    gazette = gazetteer()
    short = key(name)
    if (known := abbreviations().get(name)) and (unit := gazette.subdivision(known[0])):
        return (Candidate(unit, NameKind.OTHER),)
    if found := gazette.find(name):
        return found if len(short) > 2 or name.replace(".", "").isupper() else ()
    parts = name.split()
    groups = words()
    if len(parts) > 1:
        for word, rest in ((parts[-1].lower(), " ".join(parts[:-1])), (parts[0].lower(), " ".join(parts[2:]))):
            for kind, group in ((Kind.ADMIN1, "admin1"), (Kind.ADMIN2, "admin2")):
                if word in groups[group] and rest:
                    named = gazette.find(rest) or gazette.find_like(rest)
                    if units := tuple(c for c in named if c.entry.kind is kind):
                        return units
        if parts[0].lower() in groups["direction"] and (inner := candidates_for(" ".join(parts[1:]))):
            return inner
    if with_demonyms and (iso2 := demonyms().get(short)):
        country = gazette.country(gazette.iso2[iso2])
        return (Candidate(country, NameKind.OTHER),) if country else ()
    return gazette.find_like(name)


def find_places(text: str, *, offset: int = 0, bodies: bool = False) -> list[PlaceMention]:
    """Return the names of places in ``text`` in order, borders included, without overlap.

    Offsets are code points, counted from ``offset``: give a passage with its start in the document. With ``bodies``
    names inside those of bodies that are called after a place are there too, marked ``of_body``.

    Raises:
        MissingPart: if the gazetteer is not compiled.

    >>> [(m.text, m.relation) for m in find_places("Shelling near Bakhmut killed two, said Moscow.")]
    [('Bakhmut', 'near'), ('Moscow', None)]
    """
    scan = Scan(text)
    matches = list(scan.matches())
    for match in matches:
        weigh(scan, match)
    contain(scan, matches)
    matches.sort(key=lambda m: m.first)
    kept = _accept(scan, matches)
    mentions = list(find_borders(text, 0))
    _join(mentions, (_mention(scan, match) for match in kept if bodies or not match.is_body))
    _join(mentions, _like(scan, kept))
    mentions.sort(key=lambda m: m.start)
    return [_shifted(m, offset) for m in mentions]


def _join(mentions: list[PlaceMention], more: Iterator[PlaceMention]) -> None:
    """Add the mentions that do not overlap one that is there."""
    taken = [(m.start, m.end) for m in mentions]
    mentions += [m for m in more if not any(s < m.end and m.start < e for s, e in taken)]


def _accept(scan: Scan, matches: list[Match]) -> list[Match]:
    """Return the matches that are places; a name that is surely one in one sentence is one in the others."""
    people = {scan.words[m.last].low for m in matches if m.is_person}
    sure: set[str] = set()
    kept: list[Match] = []
    doubtful: list[Match] = []
    for match in matches:
        if match.is_person or match.is_body:
            continue
        need = needed(scan, match)
        evidence = match.evidence = match.evidence + _listed(scan, match, kept)
        if need and match.first == match.last and scan.words[match.last].low in people:
            need += 1
        if evidence >= need:
            kept.append(match)
            if match.evidence >= 2:
                sure.add(key(scan.name(match)))
        else:
            doubtful.append(match)
    spoken_of = _spoken_of(scan, kept)
    for match in doubtful:
        if scan.words[match.last].low in people:
            continue
        of_war = any(c.entry.is_news for c in match.candidates)
        near = (match.evidence > 0 or of_war) and match.evidence + 1 >= needed(scan, match)
        if key(scan.name(match)) in sure or (
            near and any(spoken_of & set(c.entry.countries) for c in match.candidates)
        ):
            kept.append(match)
    kept += [
        m for m in matches if m.is_body and not m.is_person and m not in kept and _names_body(scan, m, sure, spoken_of)
    ]
    return sorted(kept, key=lambda m: m.first)


def _names_body(scan: Scan, match: Match, sure: set[str], spoken_of: set[str]) -> bool:
    """Return whether a body is called after the place it is at: ``Paris Police Department``."""
    first, last = match.first, match.last
    low = scan.words[first].low
    if (scan.is_name(first - 1) and scan.joined(first - 1)) or low in ordinary() or low in scan.groups["given"]:
        return False
    if last + 1 < len(scan.words) and scan.gap(last) == "-":
        return importance(match.candidates) > 0
    if first > 1 and scan.words[first - 1].low == "of" and scan.words[first - 2].is_capital:
        return importance(match.candidates) > 0
    end = last
    while end + 1 < len(scan.words) and scan.joined(end) and scan.is_name(end + 1):
        end += 1
    if end == last or not any(w.low in scan.groups["body"] for w in scan.words[last + 1 : end + 1]):
        return False
    if key(scan.name(match)) in sure:
        return True
    great = importance(match.candidates)
    return great == 2 or (great == 1 and any(spoken_of & set(c.entry.countries) for c in match.candidates))


def _spoken_of(scan: Scan, kept: Sequence[Match]) -> set[str]:
    """Return the countries that a text speaks of: by demonym, or by a place that can only be in one of them."""
    gazette, table = gazetteer(), demonyms()
    found = {gazette.iso2[table[short]] for w in scan.words if w.is_capital and (short := key(w.text)) in table}
    for match in kept:
        countries = {c.entry.countries for c in match.candidates if c.name_kind is not NameKind.SKELETON}
        if len(countries) == 1:
            found.update(*countries)
        found.update(*(c.entry.countries for c in match.candidates if c.entry.kind is Kind.COUNTRY))
    return found


def _listed(scan: Scan, match: Match, kept: Sequence[Match]) -> int:
    """Return 1 for a name that goes on a list, 2 where the list is surely of places: ``in Homs, Hama and Idlib``."""
    if not kept or not match.first:
        return 0
    last = kept[-1].last
    comma = last == match.first - 1 and scan.gap(last).strip() == ","
    both = last == match.first - 2 and scan.words[match.first - 1].low == "and" and "." not in scan.gap(last)
    return min(2, kept[-1].evidence) if comma or both else 0


def _mention(scan: Scan, match: Match) -> PlaceMention:
    start, last = scan.words[match.first].start, scan.words[match.last].end
    end = match.end or last
    candidates = match.candidates
    if match.admin_word is None:
        match.admin_word = _kind_before(scan, match)
        kinds = (Kind.ADMIN1, Kind.ADMIN2, Kind.REGION)
        if match.admin_word and not any(c.entry.kind in kinds for c in candidates):
            like = gazetteer().find_like(scan.name(match))
            candidates = (*candidates, *(c for c in like if c.entry.kind in kinds))
    if match.admin_word and match.admin_word not in scan.groups["town"]:
        main = Kind.ADMIN1 if match.admin_word in scan.groups["admin1"] else Kind.ADMIN2
        units = tuple(c for c in candidates if c.entry.kind in (main, Kind.ADMIN1, Kind.REGION))
        candidates = units or tuple(c for c in candidates if c.entry.kind is Kind.ADMIN2) or candidates
    able = any(c.entry.kind is Kind.COUNTRY or c.entry.is_capital for c in candidates)
    words_, name = scan.text[start:end], scan.text[start:last]
    relation = relation_before(scan.text, start)
    return PlaceMention(
        start,
        end,
        words_,
        name,
        candidates,
        relation,
        match.admin_word,
        match.inside,
        able,
        of_body=match.is_body,
    )


def _kind_before(scan: Scan, match: Match) -> str | None:
    """Return the word of kind before a unit's name: ``province`` of ``the province of Shabwa``."""
    at = match.first
    if at < 2 or scan.words[at - 1].low != "of" or not (scan.joined(at - 1) and scan.joined(at - 2)):
        return None
    low = scan.words[at - 2].low
    return low if low in _KINDS_BEFORE else None


_KINDS_BEFORE = frozenset({"province", "governorate", "oblast", "department", "prefecture"})
"""Words of kind that go with "of" and name no body there, as "state of" and "district of" may."""


def _like(scan: Scan, kept: Sequence[Match]) -> Iterator[PlaceMention]:
    """Yield names that no list has in this spelling, where a preposition or a list places them, by their consonants."""
    used = {i for match in kept for i in range(match.first, match.last + 1)}
    i = 0
    before_end = -1
    while i < len(scan.words):
        if i in used or not scan.is_name(i) or (i and scan.is_name(i - 1) and scan.joined(i - 1) and i - 1 not in used):
            i += 1
            continue
        last = i
        while last + 1 < len(scan.words) and scan.joined(last) and scan.is_name(last + 1) and last + 1 not in used:
            last += 1
        start, end = scan.words[i].start, scan.words[last].end
        generic = scan.generic_end(last)
        relation = relation_before(scan.text, start)
        listed = bool(i) and (i - 1 in used or scan.words[i - 1].end == before_end) and scan.gap(i - 1).strip() == ","
        placed = relation in ("in", "near", "around", "along", "off", "between", "border")
        placed = placed or (relation is not None and (relation[0].isdigit() or relation not in ("of", "from", "to")))
        placed = placed or (i > 0 and scan.is_struck(i, last))
        if (placed or listed or generic) and (found := _like_candidates(scan, i, last)):
            stop = generic or end
            name = scan.text[start:end]
            yield PlaceMention(start, stop, scan.text[start:stop], name, found, relation)
            before_end = stop
        i = last + 1


def _like_candidates(scan: Scan, first: int, last: int) -> tuple[Candidate, ...]:
    span = scan.text[scan.words[first].start : scan.words[last].end]
    low, end = scan.words[first].low, scan.words[last].low
    groups = scan.groups
    if (
        last - first > 2
        or len(span) < _LIKE_MIN
        or low in groups["given"]
        or low in groups["title"]
        or low in ordinary()
    ):
        return ()
    after = scan.words[last + 1].low if last + 1 < len(scan.words) and scan.joined(last) else ""
    if after in groups["street"] or after in ("bridge", "checkpoint", "dam", "mosque", "church", "prison"):
        return ()  # "the Mapandi bridge" is no town that is nearly called so
    if end in groups["body"] or end in groups["street"] or key(span) in demonyms() or key(span) in groups["never"]:
        return ()
    found = gazetteer().find(span)
    return () if found and last == first and low in ordinary() else gazetteer().find_like(span)


def given_mentions(text: str, spans: Sequence[tuple[int, int]]) -> list[PlaceMention]:
    """Return a mention for each given range of ``text``, whose words are taken for a place's name whatever they are.

    A demonym given so stands for its country.
    """
    found = []
    starts = {start for start, _ in spans}
    for start, end in spans:
        name = text[start:end]
        inside = None
        if (link := _LINK.match(text, end)) and (link.end() in starts or unit_at(text, link.end())):
            inside = link.end()
        able = candidates_for(name, with_demonyms=True)
        found.append(PlaceMention(start, end, name, name, able, relation_before(text, start), None, inside))
    return found


_LINK = re.compile(r"\s?,\s|\s\(|\sin\s(?:the\s)?")


def _shifted(mention: PlaceMention, offset: int) -> PlaceMention:
    if not offset:
        return mention
    inside = None if mention.inside is None else mention.inside + offset
    return replace(mention, start=mention.start + offset, end=mention.end + offset, inside=inside)

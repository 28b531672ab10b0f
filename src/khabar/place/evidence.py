"""What the words around a known name say: a place, a person, or a body that bears the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from khabar.place.gazetteer import demonyms, gazetteer
from khabar.place.model import Candidate, Entry, Kind, NameKind
from khabar.place.names import key
from khabar.place.scan import Match, Scan
from khabar.place.tokens import Word
from khabar.place.words import abbreviations, ordinary

_LARGE, _MIDDLING = 100_000, 15_000
"""Populations from which a town's name alone, or with a weak preposition, is taken for the town."""

_SPELLINGS = 5
"""A name that is not a town's main one has to be this much larger: every large city is called everything somewhere."""

_ABBREVIATION = re.compile(r"[A-Z][\w.&-]{0,6}\.?(?:\s?Va\.)?")
_DATELINE = re.compile(r"[^\S\n]*(?:,[^()\n]{2,30})?\s*(?:\([A-Za-z ]{2,20}\))?\s*(?:--|—|–|-)\s")
_INITIAL = re.compile(r"\b[A-Z]\.\s$")
_FOLLOWED = re.compile(r"\$|\s(?:No\.\s)?\d+\b(?!\s(?:people|civilians|years|killed))")
_PARTIES = frozenset("RDI")
"""How US news gives a politician's party before the place: ``D-N.J.``."""

_BASED = re.compile(r"-(?:based|area|born)\b")
_POSSESSIVE = re.compile(r"['’]s?\b")


def weigh(scan: Scan, match: Match) -> None:
    """Set the evidence of a match from the words before and after it."""
    words = scan.words
    first, last = match.first, match.last
    before = (
        words[first - 1]
        if first and scan.gap(first - 1).strip() in ("", "-") and "\n" not in scan.gap(first - 1)
        else None
    )
    after = words[last + 1] if last + 1 < len(words) and scan.joined(last) else None
    start, end = words[first].start, words[last].end
    if _INITIAL.search(scan.text[max(0, start - 4) : start]) and first == last:
        match.is_person = True
    elif before is not None:
        _weigh_before(scan, match, before)
    if after is not None and not match.is_person:
        _weigh_after(scan, match, after)
    if not match.is_person and not match.is_body and match.evidence < 2 and scan.is_struck(first, last):
        match.evidence += 1
    if first != last and words[first].low in ("st", "saint") and _POSSESSIVE.match(scan.text, end):
        match.is_body = True
    if _FOLLOWED.match(scan.text, end) and not match.evidence:
        match.is_body = True
    if _BASED.match(scan.text, end) and not match.is_person:
        match.is_body = True
    if (_opens_line(scan.text, start) or words[first].text.isupper()) and _DATELINE.match(scan.text[end : end + 60]):
        rest = scan.text[end : end + 60]
        if words[first].text.isupper() or "(" in rest:
            match.evidence += 3
            match.is_person = match.is_body = False


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] == "  "


def _weigh_before(scan: Scan, match: Match, before: Word) -> None:
    groups, words, first = scan.groups, scan.words, match.first
    if before.text in _PARTIES and scan.gap(first - 1) == "-":
        match.evidence += 3
        return
    titled = scan.is_titled(words[first].start)
    earlier = words[first - 2] if first > 1 else None
    if before.low in groups["vessel"]:
        match.is_body = True
    elif before.low in groups["locative"] or before.low in groups["renamed"]:
        match.evidence += 2
    elif before.low in groups["toward"]:
        if not (before.low == "to" and earlier and earlier.low == "according"):
            match.evidence += 1
        if before.low == "of" and earlier:
            match.evidence += earlier.low in groups["before"]
            match.is_body = earlier.is_capital and earlier.low in groups["body"] and not titled
    elif before.low in groups["direction"] or (before.low in groups["before"] and not before.is_capital):
        match.evidence += 1
    elif before.is_capital and (before.low in groups["title"] or before.low in groups["given"]) and first == match.last:
        match.is_person = not titled or before.low in groups["given"]
    elif scan.is_name(first - 1) and not titled and key(before.text) not in demonyms():
        match.is_body = True
    elif before.low == "the" and earlier and earlier.low in groups["locative"]:
        match.evidence += 1


_DEEDS: Final = frozenset(
    {"attack", "attacks", "blast", "blasts", "bomb", "bombs", "bombing", "bombings", "clash", "clashes", "massacre"}
    | {"raid", "raids", "riot", "riots", "shooting", "shelling", "siege", "strike", "strikes", "violence"}
)
_COST: Final = frozenset({"kill", "kills", "killed", "leave", "leaves", "left", "wound", "wounds", "injure", "injures"})
"""What a headline says behind the town and its deed: "Omagh bomb kills 28"."""


def _costs(words: Sequence[Word], i: int) -> bool:
    """Return whether a deed and what it cost begin at a word, not where headlines begin all words with capitals."""
    return words[i].text in _DEEDS and i + 1 < len(words) and words[i + 1].low in _COST


def _weigh_after(scan: Scan, match: Match, after: Word) -> None:
    groups, words, last = scan.groups, scan.words, match.last
    titled = scan.is_titled(words[match.first].start)
    low = after.low
    if low in groups["admin1"] or low in groups["admin2"] or low in groups["town"]:
        if after.is_capital and not titled and _ends_in_body(scan, last + 1):
            match.is_body = True
            return
        match.evidence += 2
        match.admin_word = low
        if after.is_capital or low not in groups["town"]:
            match.end = after.end
    elif low in groups["illness"]:
        match.is_body = True
    elif (low in groups["after"] and not after.is_capital) or _costs(words, last + 1):
        match.evidence += 1
    elif low in groups["street"] or low in groups["body"]:
        match.is_body = after.is_capital if not titled else low in groups["street"]
    elif scan.is_name(last + 1) and not titled and key(after.text) not in demonyms() and low not in groups["title"]:
        match.is_body = True


def _ends_in_body(scan: Scan, i: int) -> bool:
    """Return whether the words after the capitalised word ``i`` make it part of a body: ``State University``."""
    if i + 1 >= len(scan.words) or not scan.joined(i):
        return False
    following = scan.words[i + 1]
    if following.low == "of":
        return scan.words[i].low in ("department", "division", "state")
    return scan.is_name(i + 1) and following.low not in scan.groups["title"] and key(following.text) not in demonyms()


def contain(scan: Scan, matches: list[Match]) -> None:
    """Tie names to the larger place after a comma or "in": ``Hajin in Deir ez-Zor``, ``Alexandria, La.``."""
    text, words = scan.text, scan.words
    by_start = {words[match.first].start: match for match in matches}
    gazette = gazetteer()
    for match in tuple(matches):
        end = match.end or words[match.last].end
        link = _LINK.match(text, end)
        if not link:
            continue
        larger = by_start.get(link.end())
        loose = link.group().strip() in ("in", "in the", "of")
        unit = None if loose else unit_at(text, link.end())
        if unit is not None and any(gazette.within(c.entry, unit) for c in match.candidates):
            larger = larger or Match(0, 0, ())
            _make_unit(scan, matches, larger, link.end(), unit)
            fits = True
        elif larger is None:
            fits = False
        else:
            fits = any(gazette.within(c.entry, big.entry) for big in larger.candidates[:12] for c in match.candidates)
        if not fits:
            continue
        match.inside = link.end()
        match.evidence += 1 if loose else 3
        if larger is not None:
            larger.evidence += 2
        if not loose and not scan.is_name(match.first - 1):
            match.is_person = match.is_body = False
    _contain_opened(scan, matches)


_STOP = re.compile(r"[.!?]['\"”’)]*\s|\n")


def _contain_opened(scan: Scan, matches: list[Match]) -> None:
    """Tie the names of a sentence to the country that opens it: "In Mali, gunmen ambushed a convoy near Gao"."""
    text, words = scan.text, scan.words
    gazette = gazetteer()
    for larger in matches:
        start, end = words[larger.first].start, larger.end or words[larger.last].end
        country = next((c.entry for c in larger.candidates if c.entry.kind is Kind.COUNTRY), None)
        if country is None or text[end : end + 1] != "," or text[max(0, start - 3) : start] != "In ":
            continue
        before = text[: start - 3].rstrip(" ")
        if before and before[-1] not in ".!?\n\"”'’)":
            continue
        stop = found.start() if (found := _STOP.search(text, end)) else len(text)
        for match in matches:
            if match.inside is not None or not end < words[match.first].start < stop:
                continue
            if any(c.entry.kind is not Kind.COUNTRY and gazette.within(c.entry, country) for c in match.candidates):
                match.inside = start


def _make_unit(scan: Scan, matches: list[Match], match: Match, start: int, unit: Entry) -> None:
    """Turn ``match`` into the unit whose abbreviation begins at ``start``, adding it to the matches if it is new."""
    first = next((i for i, word in enumerate(scan.words) if word.start == start), None)
    if first is None:
        return
    form = _ABBREVIATION.match(scan.text, start)
    assert form is not None
    if not match.candidates:
        matches.append(match)
    last = first
    while last + 1 < len(scan.words) and scan.words[last + 1].end <= form.end():
        last += 1
    match.first, match.last, match.candidates = first, last, (Candidate(unit, NameKind.OTHER),)
    match.end = form.end() if scan.text[form.end() - 1] == "." else None
    match.evidence += 3


_LINK = re.compile(r"\s?,\s{1,2}|\s\(|\sin\s(?:the\s)?|\sof\s")


def _abbreviated(form: str) -> str | None:
    table = abbreviations()
    for tried in (form, form.rstrip(",;:"), form.rstrip(".")):
        if tried in table:
            return table[tried][0]
    return None


def unit_at(text: str, start: int) -> Entry | None:
    """Return the unit whose abbreviation begins at ``start``: Louisiana at the ``La.`` of ``Alexandria, La.``."""
    match = _ABBREVIATION.match(text, start)
    known = _abbreviated(match.group()) if match else None
    return gazetteer().subdivision(known) if known else None


def importance(candidates: tuple[Candidate, ...]) -> int:
    """Return 2 for a name of a country, first-level unit, feature or large town, 1 for a middling town, else 0."""
    best = 0
    for candidate in candidates:
        entry = candidate.entry
        if entry.kind not in (Kind.TOWN, Kind.ADMIN2):
            if candidate.name_kind is not NameKind.BARE or entry.population >= _LARGE:
                return 2
        elif entry.population >= _LARGE * (_SPELLINGS if candidate.name_kind is NameKind.OTHER else 1):
            return 2
        elif entry.population >= _MIDDLING or entry.is_news:
            best = 1
    return best


_QUARTER = re.compile(
    r"(?:(?:the|far|near|upper|lower|greater) )*"
    r"(?:(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west) (?:side|end)"
    r"|(?:down|up|mid)town|old (?:city|town)|city cent(?:er|re)|inner city|(?:central )?business district)",
    re.IGNORECASE,
)
_NAMED_WITH_UNIT = 4
"""Evidence that only a name with its state or country behind it has: "East End, Arkansas"."""


def is_quarter(name: str) -> bool:
    """Return whether a name is one that a part of any city has, and hardly a town.

    >>> [is_quarter(name) for name in ("South Side", "Near West Side", "Downtown", "Eastleigh", "West Bank")]
    [True, True, True, False, False]
    """
    return _QUARTER.fullmatch(" ".join(name.split())) is not None


_LONG = 6
"""Least length of a name that a place of war news has to itself: shorter ones are people's too."""


def _is_of_war_alone(name: str, candidates: tuple[Candidate, ...]) -> bool:
    """Return whether a name is that of a place in war news and of none in another country."""
    return (
        len(name) >= _LONG
        and any(c.entry.is_news for c in candidates)
        and len({c.entry.countries for c in candidates}) == 1
    )


def needed(scan: Scan, match: Match) -> int:
    """Return the evidence that a match needs to count as a place."""
    word = scan.words[match.first]
    if is_quarter(scan.text[word.start : scan.words[match.last].end]):
        return _NAMED_WITH_UNIT
    great = importance(match.candidates)
    if _is_of_war_alone(scan.text[word.start : scan.words[match.last].end], match.candidates):
        great = 2
    need = 2 - great
    if any(c.entry.kind is Kind.COUNTRY for c in match.candidates):
        return 0
    if match.first == match.last:
        if word.low in scan.groups["given"]:
            need = max(need, 1 if great == 2 else 3)
        if word.low in ordinary():
            need = max(need, 2 if great else 3)
        if len(word.text) <= 3:
            need = max(need, 2)
        if scan.is_titled(word.start) and great < 2:
            need += 1
    return need

"""What new documents change in the incidents of a collection, worked out from a small part of it.

Blocks, their order and the words of a page follow from the page alone. So a new page makes pairs with its neighbours in
its blocks, and parts some that it comes between; no other pair changes. A *part* is a connected part of the strong
pairs: pairs between two parts have no say. The parts that new pages make pairs with, or part pairs in, are linked
anew with the function that links everything at once, and so to the same incidents. A part may be noted as larger than
it is, never as smaller: two parts linked together come out as each does alone.

Of a mention that is compared, its outline and the text of its document are read; all that is told, only of those in
groups that come out otherwise than before.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from khabar.link.across import Grouped, gather, score
from khabar.link.attach import attach
from khabar.link.average import connected
from khabar.link.block import Key, Pairs, Rows, block_keys, number_of, pairs_in, parted_pairs
from khabar.link.cluster import Link
from khabar.link.incidents import settled
from khabar.link.linked import Linked
from khabar.link.mention import Mention
from khabar.link.outline import Outline, outlined
from khabar.link.outline import read as outline_read
from khabar.link.score import Features, Weights, compare, load_weights
from khabar.link.told import Told, told_of
from khabar.link.words import Line
from khabar.records import Coded, Report


class Entry(NamedTuple):
    """What is kept of a mention, beside its blocks.

    ``part`` is the part that it is of, that of its home for one that opens nothing, its own number for one without a
    home; ``home`` the mention that such a one belongs to, ``link`` its log-odds and features (JSON). ``group`` is the
    first mention of its incident, ``outline`` as `khabar.link.outline.outlined` gives it.
    """

    number: int
    key: str
    doc_id: str
    opens: bool
    part: int
    home: int | None = None
    link: str | None = None
    group: int | None = None
    outline: str = ""


class Score(NamedTuple):
    """The log-odds of two mentions that open, in the order of their keys: minus infinity for two that never are one."""

    one: int
    other: int
    log_odds: float


class Kept(Protocol):
    """Where mentions and their blocks are kept."""

    def take(self, entries: Sequence[Entry], keys: Iterable[Key]) -> None:
        """Keep mentions that are not there yet, and their blocks."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep what is otherwise of mentions that are there."""

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """Return mentions by their numbers."""

    def in_parts(self, parts: Iterable[int]) -> list[Entry]:
        """Return the mentions of these parts."""

    def in_documents(self, doc_ids: Iterable[str]) -> list[Entry]:
        """Return the mentions of these documents."""

    def around(self, numbers: Iterable[int]) -> Rows:
        """Return all rows of the blocks of these mentions."""

    def take_scores(self, scores: Iterable[Score]) -> None:
        """Keep the scores of pairs that none are kept of yet."""

    def scores(self, numbers: Iterable[int]) -> Iterable[Score]:
        """Return what is kept of pairs of which the first mention is one of these."""

    def coded(self, doc_ids: Iterable[str]) -> Iterable[Coded]:
        """Return documents as they were coded."""

    def lines(self, doc_ids: Iterable[str]) -> Iterable[tuple[str, list[Line]]]:
        """Return documents' ids, each with the lines of its prose."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What has to be written anew: incidents, and the reports of which some may stand in none of them any more."""

    linked: Linked
    report_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Touched:
    """What new mentions may change: parts, and mentions that open nothing whose home they may.

    ``joined`` are pairs of parts that new pairs join; ``between`` pairs of one group that new ones came between.
    """

    new: set[int]
    parts: set[int]
    loose: set[int]
    joined: list[tuple[int, int]]
    between: list[tuple[int, int]]


class SameNumberError(Exception):
    """Two mentions have the same number, or one is kept already."""


class Growing:
    """The linking of documents into those that are ``kept``. ``caution`` as in `link_reports`."""

    def __init__(self, kept: Kept, *, caution: float = 0.0) -> None:
        self._kept = kept
        self._inside: Weights = load_weights("inside.tsv")
        across = load_weights()
        self._across: Weights = across | {"threshold": (across["threshold"][0] + caution, 0.0)}
        self._read_in: dict[str, Coded] = {}
        self._told: dict[int, Told] = {}
        self._outlines: dict[int, Outline] = {}
        self._worded: dict[int, Mention] = {}
        self._entries: dict[int, Entry] = {}
        self._scores: dict[tuple[int, int], float] = {}

    def add(self, coded: Iterable[Coded]) -> Grown:
        """Link documents that are not among those kept, keep what they tell, and return what they change.

        Raises:
            SameNumberError: if two mentions have one number; nothing is kept then.
        """
        new: list[Entry] = []
        keys: list[Key] = []
        for one in coded:
            for told in self._read(one):
                number = number_of(told.mention.key)
                opens = told.mention.opens
                outline = outlined(told.mention)
                new.append(Entry(number, told.mention.key, told.mention.doc_id, opens, number, outline=outline))
                keys += block_keys(told.mention)
        if len({entry.number for entry in new}) < len(new) or self._kept.entries(entry.number for entry in new):
            raise SameNumberError
        self._kept.take(new, keys)
        self._entries.update((entry.number, entry) for entry in new)
        touched = self._touched({entry.number for entry in new})
        parts, loose = touched.parts, touched.loose
        loose |= {entry.number for entry in new if not entry.opens}
        homes = self._homes(loose)
        for number in loose:
            homed = [self._entries[number].home, homes[number][0] if number in homes else None]
            parts |= {self._entries[home].part for home in homed if home is not None and self._known([home])}
        return self._link_anew(touched, homes)

    def _read(self, coded: Coded) -> list[Told]:
        told = told_of(coded, self._inside)
        self._read_in[coded.document.doc_id] = coded
        for one in told:
            number = number_of(one.mention.key)
            self._told[number] = one
            self._worded[number] = one.mention
        return told

    def _fetch(self, numbers: Iterable[int]) -> None:
        """Read the documents of these mentions, unless they are read."""
        wanted = {self._entries[number].doc_id for number in numbers} - self._read_in.keys()
        self._read_in.update((coded.document.doc_id, coded) for coded in self._kept.coded(sorted(wanted)))

    def _load(self, numbers: Iterable[int]) -> None:
        """Work out all that the documents of these mentions tell, unless that is known."""
        missing = [number for number in numbers if number not in self._told]
        self._fetch(missing)
        for doc_id in sorted({self._entries[number].doc_id for number in missing}):
            self._read(self._read_in[doc_id])

    def _outline(self, number: int) -> Outline:
        if number not in self._outlines:
            entry = self._entries[number]
            self._outlines[number] = outline_read(entry.outline, entry.key, entry.doc_id)
        return self._outlines[number]

    def _mention(self, number: int) -> Mention:
        """Return a mention as far as it is known."""
        return self._worded.get(number) or self._outline(number).mention

    def _word(self, numbers: Iterable[int]) -> None:
        """Work out the words of these mentions, unless they are known."""
        of_document: dict[str, list[int]] = {}
        for number in sorted({*numbers} - self._worded.keys()):
            of_document.setdefault(self._entries[number].doc_id, []).append(number)
        for doc_id, lines in self._kept.lines(sorted(of_document)):
            for number in of_document[doc_id]:
                self._worded[number] = self._outline(number).worded(lines)

    def _known(self, numbers: Iterable[int]) -> bool:
        """Look up what is kept of these mentions; return true."""
        missing = sorted(set(numbers) - self._entries.keys())
        if missing:
            self._entries.update((entry.number, entry) for entry in self._kept.entries(missing))
        return True

    def _touched(self, new: set[int]) -> _Touched:
        """Return what new mentions may change."""
        rows, is_new = self._near(new)
        made, parted = pairs_in(rows, is_new).tolist(), parted_pairs(rows, is_new).tolist()
        self._known(number for pair in (*made, *parted) for number in pair)
        parts = {self._entries[number].part for number in new if self._entries[number].opens}
        loose: set[int] = set()
        between: list[tuple[int, int]] = []
        joined: list[tuple[int, int]] = []
        strong: list[tuple[Entry, Entry]] = []
        for one, other in made:
            a, b = self._entries[one], self._entries[other]
            if a.doc_id != b.doc_id and a.opens and b.opens:
                strong.append((a, b))
            elif a.doc_id != b.doc_id and (a.opens or b.opens):
                loose.add(b.number if a.opens else a.number)
        self._word(number for a, b in strong for number in (a.number, b.number))
        for a, b in strong:
            if self._score(a, b) >= self._across["threshold"][0]:
                joined.append((a.part, b.part))
                parts |= {a.part, b.part}
        for one, other in parted:
            a, b = self._entries[one], self._entries[other]
            if a.opens and b.opens and a.part == b.part:
                parts.add(a.part)
                between += [(one, other)] if a.group == b.group else []
            elif a.opens != b.opens:
                loose.add(b.number if a.opens else a.number)
        return _Touched(new, parts, loose, joined, between)

    def _near(self, numbers: set[int]) -> tuple[Rows, NDArray[np.bool_]]:
        """Return the rows within reach of these mentions' rows, and which are theirs."""
        rows = self._kept.around(sorted(numbers))
        theirs = np.isin(rows.who, np.array(sorted(numbers), dtype=np.int64))
        near = rows.near(theirs)
        return rows.where(near), theirs[near]

    def _score(self, one: Entry, other: Entry) -> float:
        """Return the log-odds of two mentions whose words are known."""
        a, b = sorted((one, other), key=lambda entry: entry.key)
        log_odds, _ = score(self._worded[a.number], self._worded[b.number], self._across)
        self._scores[a.number, b.number] = log_odds
        return log_odds

    def _homes(self, loose: set[int]) -> dict[int, tuple[int, Link]]:
        """Return the mention that each of these belongs to, if any, of those of its document and its pairs."""
        if not loose:
            return {}
        rows, theirs = self._near(loose)
        pairs = pairs_in(rows, theirs).tolist()
        self._known(number for pair in pairs for number in pair)
        beside = self._kept.in_documents(sorted({self._entries[number].doc_id for number in loose}))
        self._entries.update((entry.number, entry) for entry in beside)
        near: dict[int, set[int]] = {number: set() for number in loose}
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                if one in near and self._entries[other].opens:
                    near[one].add(other)
        self._load({*loose, *(other for others in near.values() for other in others)})
        at_home: dict[str, list[int]] = {}
        for entry in beside:
            if entry.opens:
                at_home.setdefault(entry.doc_id, []).append(entry.number)
        found: dict[int, tuple[int, Link]] = {}
        for number in sorted(loose):
            doc_id = self._entries[number].doc_id
            order = sorted({number, *near[number], *at_home.get(doc_id, ())}, key=lambda n: self._entries[n].key)
            abroad = [
                at for at, other in enumerate(order) if other in near[number] and self._entries[other].doc_id != doc_id
            ]
            mentions = [self._told[other].mention for other in order]
            for link in attach(mentions, {order.index(number): abroad}, self._inside, self._across):
                found[number] = order[link.other], link
        return found

    def _link_anew(self, touched: _Touched, homes: dict[int, tuple[int, Link]]) -> Grown:
        loose = touched.loose
        members = {entry.number: entry for entry in self._kept.in_parts(sorted(touched.parts))}
        self._entries.update(members)
        opening = sorted((entry for entry in members.values() if entry.opens), key=lambda entry: entry.key)
        grouped = self._grouped(opening, touched.joined)
        part_of = {entry.number: opening[part].number for entry, part in zip(opening, grouped.parts, strict=True)}
        links = {
            n: (e.home, read(e.link)) for n, e in members.items() if e.home is not None and e.link and n not in loose
        }
        former_homes = {self._entries[number].home for number in loose}
        links |= homes
        group_of = {opening[i].number: opening[group[0]].number for group in grouped.groups for i in group}
        now = [members[n]._replace(part=part, group=group_of[n]) for n, part in part_of.items()]
        for number in sorted({*loose, *links}):
            home, link = links.get(number, (None, None))
            part = part_of[home] if home is not None else number
            now.append(self._entries[number]._replace(part=part, home=home, link=written(link) if link else None))
        rehomed = former_homes | {home for home, _ in homes.values()}
        again = _otherwise(opening, grouped.groups, touched.new | self._surest_lost(opening, grouped, touched), rehomed)
        changed = [entry for entry in now if entry != self._entries[entry.number]]
        links = {n: (home, link) for n, (home, link) in links.items() if group_of[home] in again}
        of_groups = {entry.number for entry in opening if group_of[entry.number] in again}
        report_ids = {r for n in {*of_groups, *loose, *links} for r in self._outline(n).report_ids}
        linked = self._settled(opening, grouped, again, links)
        self._kept.put(changed)
        self._entries.update((entry.number, entry) for entry in changed)
        return Grown(linked, frozenset(report_ids))

    def _grouped(self, opening: Sequence[Entry], joined: Iterable[tuple[int, int]]) -> Grouped:
        """Return the groups that mentions of whole parts make; ``joined`` are pairs of parts that new pairs join."""
        pairs = self._pairs(opening)
        names = sorted({entry.part for entry in opening})
        at_part = {part: at for at, part in enumerate(names)}
        roots = connected(len(names), (Link(0.0, at_part[one], at_part[other], {}) for one, other in joined))
        root = np.array([roots[at_part[entry.part]] for entry in opening], dtype=np.int64)
        pairs = pairs[root[pairs[:, 0]] == root[pairs[:, 1]]]
        at = {entry.number: i for i, entry in enumerate(opening)}
        kept = {(one, other): log_odds for one, other, log_odds in self._kept.scores(at) if other in at}
        self._scores.update(kept)
        known = self._scores
        compared = [(opening[i], opening[j], i, j) for i, j in pairs.tolist() if opening[i].doc_id != opening[j].doc_id]
        unknown = [(a, b) for a, b, _, _ in compared if (a.number, b.number) not in known]
        self._word(entry.number for pair in unknown for entry in pair)
        for a, b in unknown:
            self._score(a, b)
        links = [Link(known[a.number, b.number], i, j, {}) for a, b, i, j in compared]
        grouped = gather([self._mention(entry.number) for entry in opening], links, self._across)
        scores = (Score(opening[i].number, opening[j].number, odds) for (i, j), odds in grouped.scores.items())
        self._kept.take_scores([one for one in scores if one[:2] not in kept])
        return grouped

    def _surest_lost(self, opening: Sequence[Entry], grouped: Grouped, touched: _Touched) -> set[int]:
        """Return mentions whose surest link was one that new mentions came between, or may have been."""
        surest = {opening[i].number: link.log_odds for i, link in grouped.best.items()}
        lost = set()
        for pair in touched.between:
            one, other = sorted(pair, key=lambda number: self._entries[number].key)
            odds = self._scores.get((one, other))
            lost |= {n for n in pair if odds is None or n not in surest or odds >= surest[n]}
        return lost

    def _pairs(self, opening: Sequence[Entry]) -> Pairs:
        """Return the pairs among these mentions, by position."""
        numbers = np.array([entry.number for entry in opening], dtype=np.int64)
        rows = self._kept.around(numbers.tolist())
        rows = rows.where(np.isin(rows.who, numbers))
        at = {entry.number: i for i, entry in enumerate(opening)}
        return pairs_in(rows._replace(who=np.array([at[n] for n in rows.who.tolist()], dtype=np.int64)))

    def _settled(
        self, opening: Sequence[Entry], grouped: Grouped, again: set[int], links: dict[int, tuple[int, Link]]
    ) -> Linked:
        """Return the incidents of the groups ``again``, and of what is attached to them by ``links``."""
        groups = [members for members in grouped.groups if opening[members[0]].number in again]
        chosen = [opening[i] for members in groups for i in members]
        alone = {opening[members[0]].number for members in groups if len(members) == 1}
        best = {
            opening[i].number: (opening[link.one].number, opening[link.other].number, link.log_odds)
            for members in groups
            for i in members
            if (link := grouped.best.get(i)) is not None
        }
        self._word(number for one, other, _ in best.values() for number in (one, other))
        self._load(alone)
        every = sorted([*chosen, *(self._entries[number] for number in links)], key=lambda entry: entry.key)
        self._fetch(entry.number for entry in every)
        at = {entry.number: i for i, entry in enumerate(every)}
        placed = [[at[opening[i].number] for i in members] for members in groups]
        home = {i: n for n, members in enumerate(placed) for i in members}
        attached: dict[int, list[Link]] = {}
        for entry in every:
            if entry.number in links:
                to, link = links[entry.number]
                attached.setdefault(home[at[to]], []).append(replace(link, one=at[entry.number], other=at[to]))
        surest = {
            at[number]: Link(log_odds, at[one], at[other], self._features(one, other))
            for number, (one, other, log_odds) in best.items()
        }
        told = [self._filled(entry) for entry in every]
        documents = {entry.doc_id: self._read_in[entry.doc_id].document for entry in every}
        return settled(told, Grouped(placed, surest, attached), documents)

    def _features(self, one: int, other: int) -> Features:
        return compare(self._worded[one], self._worded[other])

    def _filled(self, entry: Entry) -> Told:
        """Return a mention with its reports, once its document is read."""
        known = self._told.get(entry.number)
        if known is not None:
            return known
        reports: dict[str, Report] = {report.report_id: report for report in self._read_in[entry.doc_id].reports}
        return Told(self._outline(entry.number).filled(reports), {})


def _otherwise(
    opening: Sequence[Entry], groups: Sequence[Sequence[int]], stirred: Set[int], homes: Collection[int | None]
) -> set[int]:
    """Return the groups, each by its first mention, that are not as they were, or have a ``stirred`` mention."""
    former: dict[int | None, int] = Counter(entry.group for entry in opening)
    again = set()
    for members in groups:
        own = [opening[i] for i in members]
        same = len({entry.group for entry in own}) == 1 and former[own[0].group] == len(own)
        if not same or any(entry.number in stirred or entry.number in homes for entry in own):
            again.add(own[0].number)
    return again


def written(link: Link) -> str:
    """Return a link as JSON; `read` gives it back but for its positions."""
    return json.dumps([link.log_odds, link.features])


def read(text: str) -> Link:
    """Return a link as it was `written`."""
    log_odds, features = json.loads(text)
    return Link(log_odds, 0, 0, features)

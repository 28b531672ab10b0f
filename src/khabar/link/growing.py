"""What new documents change in the incidents of a collection, worked out from a small part of it.

Blocks, their order and the words of a page follow from the page alone. So a new page makes pairs with its neighbours in
its blocks, and parts some that it comes between; no other pair changes. A *part* is a connected part of the strong
pairs: pairs between two parts have no say. The parts that new pages make pairs with, or part pairs in, are linked
anew with the function that links everything at once, and so to the same incidents. A part may be noted as larger than
it is, never as smaller: two parts linked together come out as each does alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from khabar.link.across import Grouped, group, score
from khabar.link.attach import attach
from khabar.link.block import Key, Pairs, Rows, block_keys, number_of, pairs_in, parted_pairs
from khabar.link.cluster import Link
from khabar.link.incidents import settled
from khabar.link.linked import Linked
from khabar.link.score import Weights, load_weights
from khabar.link.told import Told, told_of
from khabar.records import Coded, Document


class Entry(NamedTuple):
    """What is kept of a mention, beside its blocks.

    ``part`` is the part that it is of, that of its home for one that opens nothing, its own number for one without a
    home; ``home`` the mention that such a one belongs to, ``link`` its log-odds and features (JSON).
    """

    number: int
    key: str
    doc_id: str
    opens: bool
    part: int
    home: int | None = None
    link: str | None = None


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


@dataclass(frozen=True, slots=True)
class Grown:
    """What has to be written anew: incidents, and the reports of which some may stand in none of them any more."""

    linked: Linked
    report_ids: frozenset[str]


class SameNumberError(Exception):
    """Two mentions have the same number, or one is kept already."""


class Growing:
    """The linking of documents into those that are ``kept``. ``caution`` as in `link_reports`."""

    def __init__(self, kept: Kept, *, caution: float = 0.0) -> None:
        self._kept = kept
        self._inside: Weights = load_weights("inside.tsv")
        across = load_weights()
        self._across: Weights = across | {"threshold": (across["threshold"][0] + caution, 0.0)}
        self._documents: dict[str, Document] = {}
        self._told: dict[int, Told] = {}
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
                new.append(Entry(number, told.mention.key, told.mention.doc_id, opens, number))
                keys += block_keys(told.mention)
        if len({entry.number for entry in new}) < len(new) or self._kept.entries(entry.number for entry in new):
            raise SameNumberError
        self._kept.take(new, keys)
        self._entries.update((entry.number, entry) for entry in new)
        parts, loose = self._touched({entry.number for entry in new})
        loose |= {entry.number for entry in new if not entry.opens}
        homes = self._homes(loose)
        for number in loose:
            homed = [self._entries[number].home, homes[number][0] if number in homes else None]
            parts |= {self._entries[home].part for home in homed if home is not None and self._known([home])}
        return self._link_anew(parts, loose, homes)

    def _read(self, coded: Coded) -> list[Told]:
        told = told_of(coded, self._inside)
        self._documents[coded.document.doc_id] = coded.document
        self._told.update((number_of(one.mention.key), one) for one in told)
        return told

    def _load(self, numbers: Iterable[int]) -> None:
        """Read the documents of these mentions, unless they are read."""
        wanted = {self._entries[number].doc_id for number in numbers} - self._documents.keys()
        for coded in self._kept.coded(sorted(wanted)):
            self._read(coded)

    def _known(self, numbers: Iterable[int]) -> bool:
        """Look up what is kept of these mentions; return true."""
        missing = sorted(set(numbers) - self._entries.keys())
        if missing:
            self._entries.update((entry.number, entry) for entry in self._kept.entries(missing))
        return True

    def _touched(self, new: set[int]) -> tuple[set[int], set[int]]:
        """Return the parts that new mentions may change, and the mentions that open nothing whose home they may."""
        rows, is_new = self._near(new)
        made, parted = pairs_in(rows, is_new).tolist(), parted_pairs(rows, is_new).tolist()
        self._known(number for pair in (*made, *parted) for number in pair)
        parts = {self._entries[number].part for number in new if self._entries[number].opens}
        loose: set[int] = set()
        strong: list[tuple[Entry, Entry]] = []
        for one, other in made:
            a, b = self._entries[one], self._entries[other]
            if a.doc_id != b.doc_id and a.opens and b.opens:
                strong.append((a, b))
            elif a.doc_id != b.doc_id and (a.opens or b.opens):
                loose.add(b.number if a.opens else a.number)
        self._load(number for a, b in strong for number in (a.number, b.number))
        parts |= {entry.part for a, b in strong if self._strong(a, b) for entry in (a, b)}
        for one, other in parted:
            a, b = self._entries[one], self._entries[other]
            if a.opens and b.opens and a.part == b.part:
                parts.add(a.part)
            elif a.opens != b.opens:
                loose.add(b.number if a.opens else a.number)
        return parts, loose

    def _near(self, numbers: set[int]) -> tuple[Rows, NDArray[np.bool_]]:
        """Return the rows within reach of these mentions' rows, and which are theirs."""
        rows = self._kept.around(sorted(numbers))
        theirs = np.isin(rows.who, np.array(sorted(numbers), dtype=np.int64))
        near = rows.near(theirs)
        return rows.where(near), theirs[near]

    def _strong(self, one: Entry, other: Entry) -> bool:
        a, b = sorted((one, other), key=lambda entry: entry.key)
        log_odds, _ = score(self._told[a.number].mention, self._told[b.number].mention, self._across)
        self._scores[a.number, b.number] = log_odds
        return log_odds >= self._across["threshold"][0]

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

    def _link_anew(self, parts: set[int], loose: set[int], homes: dict[int, tuple[int, Link]]) -> Grown:
        members = {entry.number: entry for entry in self._kept.in_parts(sorted(parts))}
        self._entries.update(members)
        self._load({*members, *loose})
        opening = sorted((entry for entry in members.values() if entry.opens), key=lambda entry: entry.key)
        mentions = [self._told[entry.number].mention for entry in opening]
        at = {entry.number: i for i, entry in enumerate(opening)}
        kept = {(one, other): log_odds for one, other, log_odds in self._kept.scores(at) if other in at}
        known = {
            (at[one], at[other]): log_odds
            for (one, other), log_odds in (self._scores | kept).items()
            if one in at and other in at
        }
        grouped = group(mentions, self._inside, self._across, self._pairs(opening), known)
        scores = (Score(opening[i].number, opening[j].number, odds) for (i, j), odds in grouped.scores.items())
        self._kept.take_scores([one for one in scores if one[:2] not in kept])
        part_of = {entry.number: opening[part].number for entry, part in zip(opening, grouped.parts, strict=True)}
        links = {
            n: (e.home, read(e.link)) for n, e in members.items() if e.home is not None and e.link and n not in loose
        }
        links |= homes
        now = [members[number]._replace(part=part) for number, part in part_of.items()]
        for number in sorted({*loose, *links}):
            home, link = links.get(number, (None, None))
            part = part_of[home] if home is not None else number
            now.append(self._entries[number]._replace(part=part, home=home, link=written(link) if link else None))
        changed = [entry for entry in now if entry != self._entries[entry.number]]
        self._kept.put(changed)
        self._entries.update((entry.number, entry) for entry in changed)
        reports = {r.report_id for n in {*members, *loose} for r in self._told[n].mention.all_reports}
        return Grown(self._settled(opening, grouped, links), frozenset(reports))

    def _pairs(self, opening: Sequence[Entry]) -> Pairs:
        """Return the pairs among these mentions, by position."""
        numbers = np.array([entry.number for entry in opening], dtype=np.int64)
        rows = self._kept.around(numbers.tolist())
        rows = rows.where(np.isin(rows.who, numbers))
        at = {entry.number: i for i, entry in enumerate(opening)}
        return pairs_in(rows._replace(who=np.array([at[n] for n in rows.who.tolist()], dtype=np.int64)))

    def _settled(self, opening: Sequence[Entry], grouped: Grouped, links: dict[int, tuple[int, Link]]) -> Linked:
        every = sorted([*opening, *(self._entries[number] for number in links)], key=lambda entry: entry.key)
        at = {entry.number: i for i, entry in enumerate(every)}
        of = [at[entry.number] for entry in opening]
        groups = [[of[i] for i in members] for members in grouped.groups]
        home = {i: n for n, members in enumerate(groups) for i in members}
        attached: dict[int, list[Link]] = {}
        for entry in every:
            if entry.number in links:
                to, link = links[entry.number]
                placed = replace(link, one=at[entry.number], other=at[to])
                attached.setdefault(home[at[to]], []).append(placed)
        best = {of[i]: link for i, link in grouped.best.items()}
        return settled([self._told[e.number] for e in every], Grouped(groups, best, attached), self._documents)


def written(link: Link) -> str:
    """Return a link as JSON; `read` gives it back but for its positions."""
    return json.dumps([link.log_odds, link.features])


def read(text: str) -> Link:
    """Return a link as it was `written`."""
    log_odds, features = json.loads(text)
    return Link(log_odds, 0, 0, features)

"""Incidents of a set of documents that grows: what is linked anew when pages come, and nothing else.

Blocks, their order and the words of a page follow from the page alone. So a new page changes the pairs of its
neighbours in its blocks only; and what a changed pair can change is the connected part of strong pairs it stands in.
Those parts are linked anew, with the function that links everything at once, and so to the same incidents.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from khabar.link.across import Grouped, group
from khabar.link.attach import attach
from khabar.link.block import CELL, NEXT, NEXT_BY_WORD, OPEN, WORD, Key, block_keys
from khabar.link.cluster import Link
from khabar.link.incidents import settled
from khabar.link.linked import Linked
from khabar.link.score import Weights, compare, load_weights, vetoed, weigh
from khabar.link.told import Told, told_of
from khabar.records import Coded, Document

Place = tuple[int, str, bool]
"""Where a mention stands in a block: its order, its key, whether it leaves the block's rest open."""


class Growing:
    """Documents linked so far. ``caution`` as in `link_reports`; a document that is known already is passed over."""

    def __init__(self, *, caution: float = 0.0) -> None:
        self.inside: Weights = load_weights("inside.tsv")
        across = load_weights()
        self.across: Weights = across | {"threshold": (across["threshold"][0] + caution, 0.0)}
        self._documents: dict[str, Document] = {}
        self._told: dict[str, Told] = {}
        self._of_document: dict[str, list[str]] = {}
        self._keys: dict[str, list[Key]] = {}
        self._blocks: dict[tuple[int, int], list[Place]] = {}
        self._pairs: dict[str, dict[str, bool]] = {}
        self._group: dict[str, tuple[str, ...]] = {}
        self._best: dict[str, tuple[str, Link]] = {}
        self._home: dict[str, tuple[str, Link]] = {}

    def add(self, coded: Iterable[Coded]) -> set[str]:
        """Take documents in, and return the keys of the mentions whose incident may have changed."""
        new: list[str] = []
        for one in coded:
            doc_id = one.document.doc_id
            if doc_id in self._documents:
                continue
            self._documents[doc_id] = one.document
            told = told_of(one, self.inside)
            self._of_document[doc_id] = [t.mention.key for t in told]
            for t in told:
                self._told[t.mention.key] = t
                self._keys[t.mention.key] = block_keys(t.mention)
                new.append(t.mention.key)
        moved: set[str] = set(new)
        for key in new:
            for place in self._keys[key]:
                insort(self._blocks.setdefault((place.kind, place.block), []), (place.order, key, place.wide))
        for key in new:
            for place in self._keys[key]:
                block = self._blocks[place.kind, place.block]
                if len(block) > _reach(place.kind):
                    moved.update(other for _, other, _ in self._near(block, place, key))
        changed = self._pair_anew(sorted(moved))
        return self._link_anew(changed | set(new))

    def linked(self) -> Linked:
        """Return all incidents, settled, as `link_reports` does."""
        return self._settled(sorted(self._told))

    def _near(self, block: list[Place], place: Key, key: str) -> list[Place]:
        at = bisect_left(block, (place.order, key, place.wide))
        reach = _reach(place.kind)
        return block[max(0, at - reach) : at] + block[at + 1 : at + 1 + reach]

    def _partners(self, key: str) -> set[str]:
        """Return the mentions that a mention is compared with: the rule of ``block.candidate_pairs``."""
        found: set[str] = set()
        words: Counter[str] = Counter()
        for place in self._keys[key]:
            for _, other, wide in self._near(self._blocks[place.kind, place.block], place, key):
                if place.kind == WORD:
                    words[other] += 1
                elif place.kind == CELL or (place.kind == OPEN and (wide or place.wide)):
                    found.add(other)
        found.update(other for other, n in words.items() if n > 1)
        found.discard(key)
        return found

    def _pair_anew(self, keys: Iterable[str]) -> set[str]:
        """Work out the pairs of these mentions; return all that gained or lost one."""
        changed: set[str] = set()
        for key in keys:
            known, now = self._pairs.setdefault(key, {}), self._partners(key)
            for other in known.keys() - now:
                del known[other], self._pairs[other][key]
                changed |= {key, other}
            for other in now - known.keys():
                strong = self._strong(*sorted((key, other)))
                known[other] = self._pairs.setdefault(other, {})[key] = strong
                changed |= {key, other}
        return changed

    def _strong(self, one: str, other: str) -> bool:
        a, b = self._told[one].mention, self._told[other].mention
        if a.doc_id == b.doc_id or not (a.opens and b.opens):
            return False
        features = compare(a, b)
        return not vetoed(features) and weigh(features, self.across) >= self.across["threshold"][0]

    def _link_anew(self, changed: set[str]) -> set[str]:
        """Link the connected parts of these mentions, and attach their loose ones; return all that were touched."""
        # A part that a lost pair has cut in two is reached through the groups that it had.
        touched: set[str] = set()
        waiting = sorted(changed)
        while waiting:
            key = waiting.pop()
            if key in touched:
                continue
            touched.add(key)
            waiting += [other for other, strong in self._pairs[key].items() if strong]
            waiting += self._group.get(key, ())
        opening = sorted(key for key in touched if self._told[key].mention.opens)
        at = {key: i for i, key in enumerate(opening)}
        pairs = [(i, at[other]) for key, i in at.items() for other in self._pairs[key] if i < at.get(other, -1)]
        array = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        grouped = group([self._told[key].mention for key in opening], self.inside, self.across, array)
        for members in grouped.groups:
            names = tuple(opening[i] for i in members)
            for i, key in zip(members, names, strict=True):
                self._group[key] = names
                self._best.pop(key, None)
                if i in grouped.best:
                    self._best[key] = key, grouped.best[i]
        for key in touched:
            if not self._told[key].mention.opens:
                self._attach(key)
        return touched

    def _attach(self, key: str) -> None:
        """Find the mention that a loose one belongs to, among those of its document and its pairs."""
        near = [other for other in self._pairs[key] if self._told[other].mention.opens]
        doc_id = self._told[key].mention.doc_id
        around = {*self._of_document[doc_id], *near}
        order = sorted(other for other in around if other == key or self._told[other].mention.opens)
        at = {other: i for i, other in enumerate(order)}
        abroad = sorted(at[other] for other in near if self._told[other].mention.doc_id != doc_id)
        self._home.pop(key, None)
        mentions = [self._told[other].mention for other in order]
        for link in attach(mentions, {at[key]: abroad}, self.inside, self.across):
            self._home[key] = order[link.other], link

    def _settled(self, keys: list[str]) -> Linked:
        told = [self._told[key] for key in keys]
        at = {key: i for i, key in enumerate(keys)}
        groups = sorted({tuple(at[k] for k in names) for key, names in self._group.items() if key in at})
        home = {i: n for n, members in enumerate(groups) for i in members}
        attached: dict[int, list[Link]] = {}
        for key in keys:
            if key in self._home:
                to, link = self._home[key]
                attached.setdefault(home[at[to]], []).append(Link(link.log_odds, at[key], at[to], link.features))
        best = {at[key]: link for key, (_, link) in self._best.items() if key in at}
        return settled(told, Grouped([list(g) for g in groups], best, attached), self._documents)

    def incidents_of(self, keys: Iterable[str]) -> Linked:
        """Return the incidents that these mentions belong to, settled: what a ledger has to write anew."""
        wanted = {member for key in keys for member in self._group.get(key, (key,))}
        loose = {key for key, (to, _) in self._home.items() if to in wanted}
        return self._settled(sorted(wanted | loose))

    def reports_of(self, keys: Iterable[str]) -> set[str]:
        """Return the reports of these mentions."""
        return {report.report_id for key in keys for report in self._told[key].mention.all_reports}

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)


def _reach(kind: int) -> int:
    return NEXT_BY_WORD if kind == WORD else NEXT

"""What people decide about incidents, and what comes of it: their word outranks the machine's.

A judgement holds on to words in texts (`Anchor`), not to ids that may change: it is found again after pages were coded
anew, and after incidents were linked anew. Judgements are applied in the order in which they were made, on the groups
that the machine alone made: what was merged or split is settled again like any other incident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from khabar.link.linked import Bond, Membership

OPENING: Final = frozenset({Bond.OPENS.value, Bond.SUPPORTS.value})


class Decision(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a judgement holds on to: the trigger of a report, in a text.

    ``start`` and ``end`` are those of the trigger; ``quote_sha256`` is a hash of the report's words without blanks, by
    which it is found where its page was read in another way; ``None`` where a part of the page was forgotten.
    """

    report_id: str
    doc_id: str
    raw_sha256: str
    event_type: str
    start: int
    end: int
    quote_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision: of whom, when (UTC), of what, and why.

    ``subject_id`` is the id that was judged, as it was then; ``anchors`` are the reports behind it: one group for the
    incident itself; for a merge one more for each of the others; for a split one for what leaves. ``other_id`` is the
    judgement that is undone, ``content`` the ``field`` and ``value`` of a correction. ``about`` says in a line what was
    judged.
    """

    judgement_id: str
    made_at: datetime
    author: str
    decision: Decision
    subject_id: str
    anchors: tuple[tuple[Anchor, ...], ...] = ()
    other_id: str | None = None
    content: dict[str, Any] | None = None
    note: str | None = None
    about: str | None = None


def undone(judgements: Iterable[Judgement]) -> set[str]:
    """Return the ids of the judgements that somebody has undone. An undoing can be undone."""
    found: set[str] = set()
    for judgement in sorted(judgements, key=_in_time, reverse=True):
        if judgement.decision is Decision.UNDO and judgement.judgement_id not in found and judgement.other_id:
            found.add(judgement.other_id)
    return found


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that nobody has undone, in the order in which they were made."""
    gone = undone(judgements)
    held = (j for j in judgements if j.judgement_id not in gone and j.decision is not Decision.UNDO)
    return sorted(held, key=_in_time)


def _in_time(judgement: Judgement) -> tuple[datetime, str]:
    return judgement.made_at, judgement.judgement_id


Resolved = Mapping[Anchor, str | None]
"""The report that each anchor stands for now."""


@dataclass(slots=True)
class Group:
    """Reports of one incident, by id, and the judgements that hold for it as a whole."""

    members: dict[str, Membership]
    marks: list[Judgement] = field(default_factory=list)

    @property
    def opening(self) -> set[str]:
        """Return the reports that open or support it."""
        return {report_id for report_id, m in self.members.items() if m.relation in OPENING}


def regroup(
    memberships: Iterable[Membership],
    judgements: Sequence[Judgement],
    resolved: Resolved,
    doc_of: Callable[[str], str],
) -> list[Group]:
    """Return the groups that come of the machine's ``memberships`` by judgements that are in force.

    ``doc_of`` gives the document of a report. A judgement none of whose words are found any more changes nothing.
    """
    work = _Regrouping(memberships, resolved, doc_of)
    for judgement in judgements:
        work.move(judgement)
    for judgement in judgements:
        work.mark(judgement)
    return [group for group in work.groups.values() if group.opening]


class _Regrouping:
    def __init__(self, memberships: Iterable[Membership], resolved: Resolved, doc_of: Callable[[str], str]) -> None:
        self.groups: dict[str, Group] = {}
        self._home: dict[str, str] = {}
        self._resolved = resolved
        self._doc_of = doc_of
        for membership in memberships:
            key = membership.machine_id or membership.incident_id
            self.groups.setdefault(key, Group({})).members[membership.report_id] = membership
            self._home[membership.report_id] = key

    def move(self, judgement: Judgement) -> None:
        """Put reports together, or apart, as a judgement says."""
        if judgement.decision is Decision.MERGE:
            self._merge(judgement)
        elif judgement.decision is Decision.SPLIT:
            self._split(judgement)
        elif judgement.decision is Decision.REJECT and is_report(judgement.subject_id):
            self._put_out(judgement)

    def mark(self, judgement: Judgement) -> None:
        """Note at a group what holds for it as a whole; a merge and a split at each group that they made."""
        keys = [self._place(anchors) for anchors in judgement.anchors[:1]]
        if judgement.decision is Decision.SPLIT:
            keys = [self._place(anchors) for anchors in judgement.anchors]
        for key in dict.fromkeys(key for key in keys if key is not None):
            self.groups[key].marks.append(judgement)

    def _merge(self, judgement: Judgement) -> None:
        keys = [key for anchors in judgement.anchors if (key := self._place(anchors)) is not None]
        for key in dict.fromkeys(keys[1:]):
            if key != keys[0]:
                self._pour(self.groups.pop(key).members, keys[0])

    def _split(self, judgement: Judgement) -> None:
        staying, leaving = judgement.anchors
        key = self._place(staying) or self._place(leaving)
        if key is None:
            return
        group = self.groups[key]
        moved = {report_id for report_id in self._reports(leaving) if self._home[report_id] == key}
        if not moved & group.opening or not group.opening - moved:
            return
        # What stands beside a report of its page goes with it, unless another report of the page stays.
        left = {self._doc_of(report_id) for report_id in group.opening - moved}
        gone = {self._doc_of(report_id) for report_id in moved}
        moved |= {r for r in group.members.keys() - group.opening if (doc := self._doc_of(r)) in gone - left and doc}
        self.groups[judgement.judgement_id] = Group({})
        self._pour({r: group.members.pop(r) for r in sorted(moved)}, judgement.judgement_id)

    def _put_out(self, judgement: Judgement) -> None:
        """Take a report out of its incident: into one of its own, which is rejected, or away if it opens nothing."""
        for report_id in self._reports(judgement.anchors[0]):
            group = self.groups[self._home[report_id]]
            if report_id not in group.opening:
                group.members.pop(report_id)
                del self._home[report_id]
            elif len(group.opening) > 1:
                self.groups[judgement.judgement_id] = Group({})
                self._pour({report_id: group.members.pop(report_id)}, judgement.judgement_id)

    def _pour(self, members: Mapping[str, Membership], key: str) -> None:
        self.groups[key].members.update(members)
        self._home.update(dict.fromkeys(members, key))

    def _reports(self, anchors: Iterable[Anchor]) -> list[str]:
        found = (self._resolved.get(anchor) for anchor in anchors)
        return list(dict.fromkeys(r for r in found if r is not None and r in self._home))

    def _place(self, anchors: Sequence[Anchor]) -> str | None:
        """Return the group that holds most of these reports; of equals the one that holds the first of them."""
        keys = [self._home[report_id] for report_id in self._reports(anchors)]
        counted = Counter(keys)
        return max(counted, key=lambda key: (counted[key], -keys.index(key))) if keys else None


def is_report(ident: str) -> bool:
    """Return whether an id is that of a report."""
    return ident.startswith("r-")

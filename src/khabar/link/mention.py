"""What one document says of one happening: its reports of it, drawn together for comparison."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from khabar.folding import fold
from khabar.link.aggregate import sums_up
from khabar.link.keys import ARMED, PRONOUNS
from khabar.link.words import NONE, Line, Words, around, words_of
from khabar.records import Actor, Coded, EventType, Measure, PassageKind, Place, Report, Role, Toll

RECENT: Final = timedelta(31)
"""What lies longer before its page was published is told as what went before."""

_ANOTHER_TIME: Final = re.compile(r"\b(?:later|earlier|before|afterwards?|previously)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """The reports of one happening in one document.

    ``reports`` open an incident (none do in a *loose* mention, which may only attach); ``others`` speak of the same
    happening without opening it; ``about`` tell of its circumstances; ``accusing`` lay it at somebody's door, and
    are happenings of their own besides. ``key`` is the smallest report id. Actors are register ids, or folded words
    with a ``~`` before them. ``main`` is true for the first happening of its
    type in the document, ``lead`` for the first outside the title. ``is_sum``: it sums up several happenings
    (`aggregate`), and is none. ``held`` are the ids of ``reports`` and ``others``.
    """

    key: str
    doc_id: str
    reports: tuple[Report, ...]
    others: tuple[Report, ...]
    about: tuple[Report, ...]
    main: bool
    titled: bool
    lead: bool
    event_type: str
    modes: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    place: Place | None
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    published: date | None
    distinct: frozenset[str] = frozenset()
    accusing: tuple[Report, ...] = ()
    host: str | None = None
    words: Words = NONE
    weapons: frozenset[str] = frozenset()
    is_sum: bool = False
    held: frozenset[str] = frozenset()

    @property
    def opens(self) -> bool:
        """Whether the mention opens an incident."""
        return bool(self.reports)

    @property
    def start(self) -> int:
        """Where in the document it is first told of."""
        return min(report.start for report in self.reports or self.others)

    @property
    def whole(self) -> bool:
        """Whether it is what its article is about, and not told aside."""
        return self.main or self.lead

    @property
    def dated(self) -> bool:
        """Whether both ends of its interval of days are known."""
        return self.date_start is not None and self.date_end is not None

    @property
    def at_another_time(self) -> bool:
        """Whether words set it at another time than what was told before, and give no day: "two days later"."""
        if self.date_start is not None or self.date_end is not None:
            return False
        return any(r.date is not None and _ANOTHER_TIME.search(r.date.text) for r in self.reports)

    @property
    def bare(self) -> bool:
        """Whether it has neither a day nor a place of its own: what is told of by nothing but who and whom.

        A site without a name ("at a wedding") tells no event from another. Words for another time do, though they
        give no day ("two days later").
        """
        if self.at_another_time:
            return False
        known = self.place is not None and (self.place.place_id is not None or self.place.latitude is not None)
        return self.date_start is None and self.date_end is None and not known

    @property
    def all_reports(self) -> tuple[Report, ...]:
        """Every report of the mention, opening ones first."""
        return (*self.reports, *self.others, *self.about)


def mentions_of(coded: Coded) -> list[Mention]:
    """Return the mentions of one document, in text order.

    ``same_event`` relations make one mention; an ``about`` report goes to the mention that it is about, and opens
    nothing of its own. Their hosts are another step (`khabar.link.hosts`).
    """
    by_id = {report.report_id: report for report in coded.reports}
    groups, about, accusing = _groups(coded, by_id)
    sums = _sums_apart(coded, groups)
    mentions: list[Mention] = []
    order = sorted(groups, key=lambda root: _first(groups[root]))
    main_seen: set[tuple[EventType, bool]] = set()
    lead_seen: set[tuple[EventType, bool]] = set()
    for root in order:
        own = sorted(groups[root], key=_text_order)
        opening = tuple(report for report in own if report.opens)
        kind = (opening or own)[0].event_type, root in sums
        main = bool(opening) and kind not in main_seen
        lead = kind not in lead_seen and any(report.passage is PassageKind.BODY for report in opening)
        main_seen.update([kind] if main else [])
        lead_seen.update([kind] if lead else [])
        mentions.append(
            _mention(
                coded,
                opening,
                tuple(report for report in own if not report.opens),
                tuple(sorted(about.get(root, ()), key=_text_order)),
                tuple(sorted(accusing.get(root, ()), key=_text_order)),
                main=main,
                lead=lead,
                is_sum=root in sums,
            )
        )
    return mentions


def _sums_apart(coded: Coded, groups: Groups) -> set[str]:
    """Set reports that sum up several happenings apart from those of one in ``groups``; return the roots of sums.

    What only takes up a sum, without a day of its own, belongs to it.
    """
    told = [r for r in coded.reports if sums_up(r, coded.document.published)]
    # "Shelling has killed 57 since May" has two reports, of which one has the figure.
    stretches = {(r.start, r.event_type, r.date.start) for r in told if r.date is not None}
    known = {r.report_id for r in told} | {
        r.report_id for r in coded.reports if r.date is not None and (r.start, r.event_type, r.date.start) in stretches
    }
    sums: set[str] = set()
    for root, own in sorted(groups.items()):
        summed = {r.report_id for r in own} & known
        if not summed:
            continue
        first = min(own, key=_text_order)
        rest = [r for r in own if r.report_id not in summed]
        if first.report_id in summed and all(r.date is None for r in rest):
            summed, rest = {r.report_id for r in own}, []
        if any(r.opens for r in rest):
            apart = f"{root} summed up"
            groups[apart] = [r for r in own if r.report_id in summed]
            groups[root] = rest
            sums.add(apart)
        else:
            sums.add(root)
    return sums


def drawn_together(coded: Coded, mentions: Sequence[Mention], lines: Sequence[Line]) -> Mention:
    """Return mentions of one happening in one document as one, with its words, worked out from ``lines``.

    The words are those of the whole article where it is what the article is about, else those of its paragraphs.
    """
    opening = tuple(sorted((r for m in mentions for r in m.reports), key=_text_order))
    others = tuple(sorted((r for m in mentions for r in m.others), key=_text_order))
    main, lead = any(m.main for m in mentions), any(m.lead for m in mentions)
    starts = frozenset(report.start for report in opening or others)
    words = words_of(lines if main or lead else around(lines, starts))
    if len(mentions) == 1:
        return replace(mentions[0], host=None, words=words)
    return replace(
        _mention(
            coded,
            opening,
            others,
            tuple(sorted((r for m in mentions for r in m.about), key=_text_order)),
            tuple(sorted((r for m in mentions for r in m.accusing), key=_text_order)),
            main=main,
            lead=lead,
            is_sum=any(m.is_sum for m in mentions),
        ),
        words=words,
    )


def _text_order(report: Report) -> tuple[int, int, str]:
    return report.start, report.trigger.start, report.report_id


def _first(reports: Iterable[Report]) -> tuple[int, int, str]:
    return min(_text_order(report) for report in reports)


Groups = dict[str, list[Report]]


def _groups(coded: Coded, by_id: Mapping[str, Report]) -> tuple[Groups, Groups, Groups]:
    """Return reports by group, ``about`` reports by the group that they are about, and accusations over a group."""
    parent = {report_id: report_id for report_id in by_id}

    def find(report_id: str) -> str:
        while parent[report_id] != report_id:
            report_id = parent[report_id]
        return report_id

    relations = [r for r in coded.relations if r.report_id in by_id and r.other_id in by_id]
    for relation in relations:
        if relation.kind == "same_event" and not _far_in_time(by_id[relation.report_id], by_id[relation.other_id]):
            a, b = sorted((find(relation.report_id), find(relation.other_id)))
            parent[b] = a
    leads: dict[str, str] = {}
    over: list[tuple[Report, str]] = []
    for relation in sorted(relations, key=lambda r: (r.report_id, r.other_id)):
        source, goal = find(relation.report_id), find(relation.other_id)
        if relation.kind != "about" or source == goal:
            continue
        if by_id[relation.report_id].event_type is EventType.ACCUSE:
            over.append((by_id[relation.report_id], goal))
        elif source not in leads:
            # A circle of circumstances is cut where it would close, in the order of the ids.
            seen, at = {source}, goal
            while at in leads and at not in seen:
                at = leads[at]
                seen.add(at)
            if at != source:
                leads[source] = goal

    def end(root: str) -> str:
        while root in leads:
            root = leads[root]
        return root

    groups: Groups = defaultdict(list)
    about: Groups = defaultdict(list)
    accusing: Groups = defaultdict(list)
    for report_id, report in by_id.items():
        root = find(report_id)
        (about if root in leads else groups)[end(root)].append(report)
    for report, goal in over:
        accusing[end(goal)].append(report)
    return groups, about, accusing


def _far_in_time(a: Report, b: Report) -> bool:
    """Return whether two reports are dated further apart than two slips of one day: "the invasion of 2003"."""
    one, other = a.date, b.date
    if one is None or other is None:
        return False
    gaps = [
        first.date_start - second.date_end
        for first, second in ((one, other), (other, one))
        if first.date_start and second.date_end
    ]
    return any(gap > RECENT for gap in gaps)


def _mention(
    coded: Coded,
    opening: tuple[Report, ...],
    others: tuple[Report, ...],
    about: tuple[Report, ...],
    accusing: tuple[Report, ...],
    *,
    main: bool,
    lead: bool,
    is_sum: bool = False,
) -> Mention:
    described = opening or others
    head = described[0]
    place = best_place(report.place for report in described)
    when = min(
        (r.date for r in described if r.date is not None and (r.date.date_start or r.date.date_end)),
        key=lambda d: (not (d.date_start and d.date_end), d.date_prec or 9, d.start),
        default=None,
    )
    return Mention(
        key=min(report.report_id for report in described),
        doc_id=coded.document.doc_id,
        reports=opening,
        others=others,
        about=about,
        accusing=accusing,
        main=main,
        lead=lead,
        titled=any(report.passage is PassageKind.TITLE for report in described),
        event_type=f"{head.event_type.value} summed up" if is_sum else head.event_type.value,
        modes=frozenset(report.event_mode for report in described if report.event_mode),
        agents=actor_keys(described, Role.AGENT),
        targets=actor_keys(described, Role.TARGET),
        place=place,
        date_start=when.date_start if when else None,
        date_end=when.date_end if when else None,
        date_prec=when.date_prec if when else None,
        killed=_range(described, Measure.KILLED),
        injured=_range(described, Measure.INJURED),
        published=coded.document.published,
        distinct=_set_apart(coded, {report.report_id for report in described}),
        weapons=frozenset(r.instrument.kind for r in described if r.instrument is not None and r.instrument.kind),
        is_sum=is_sum,
        held=frozenset(report.report_id for report in (*opening, *others)),
    )


def _set_apart(coded: Coded, report_ids: set[str]) -> frozenset[str]:
    """Return the reports that the text says are of another event than these."""
    found: set[str] = set()
    for relation in coded.relations:
        if relation.kind == "distinct":
            pair = {relation.report_id, relation.other_id}
            found.update(pair - report_ids if len(pair & report_ids) == 1 else ())
    return frozenset(found)


_ARMED_KINDS = frozenset({"rebel", "armed", "militia", "criminal"})


def names_somebody(actor: Actor) -> bool:
    """Return whether an actor is known or has words of its own: "they" has none."""
    called = actor.name or actor.text
    return actor.actor_id is not None or (bool(called) and fold(str(called)) not in PRONOUNS)


def actor_keys(reports: Iterable[Report], role: Role) -> frozenset[str]:
    """Return who stands in ``role``: register ids, or the folded words of those the register does not know.

    Words for armed people of no state ("gunmen") bear a mark: a state's forces are not they. Pronouns are nobody.
    """
    keys = set()
    for report in reports:
        for actor in report.actors:
            if actor.role is role and names_somebody(actor):
                mark = ARMED if actor.kind in _ARMED_KINDS else "~"
                keys.add(actor.actor_id or mark + fold(actor.text or ""))
    return frozenset(keys)


def best_place(places: Iterable[Place | None]) -> Place | None:
    """Return the most precise place that is known, the first in the text of equals."""
    known = [place for place in places if place is not None]
    if not known:
        return None
    return min(known, key=lambda p: (p.place_id is None, p.where_prec or 9, p.start, p.end, p.place_id or ""))


def _bounds(toll: Toll) -> tuple[int | None, int | None]:
    """Return the bounds of a toll without a figure: "up to 300" may be any number from one on."""
    return (1 if toll.low is None and toll.high else toll.low), toll.high


def _range(reports: Iterable[Report], measure: Measure) -> tuple[int, int] | None:
    """Return the lowest and highest figure given for a whole toll; ``None`` if no figure stands."""
    figures = [
        figure
        for report in reports
        for toll in report.tolls
        if toll.measure is measure and toll.of is None and not toll.unavailable
        for figure in ((toll.best,) if toll.best is not None else _bounds(toll))
        if figure is not None
    ]
    return (min(figures), max(figures)) if figures else None

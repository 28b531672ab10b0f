"""What is kept of a mention so that it can be compared without its document: all but its reports and its words.

Its reports are named by their ids; its words are worked out from the text where they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabar.link.mention import Mention
from khabar.link.words import Line, around, words_of
from khabar.records import Place, Report

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A mention without reports and words.

    ``ids`` are those of its reports, of those beside, about it, and accusing; ``starts`` the offsets by which its words
    are found.
    """

    mention: Mention
    ids: tuple[Ids, Ids, Ids, Ids]
    starts: frozenset[int]

    @property
    def report_ids(self) -> Ids:
        """The ids of every report of the mention, opening ones first."""
        return sum(self.ids[:3], ())

    def worded(self, lines: Sequence[Line]) -> Mention:
        """Return the mention with its words, given the lines of its document."""
        return replace(self.mention, words=words_of(lines if self.mention.whole else around(lines, self.starts)))

    def filled(self, reports: Mapping[str, Report]) -> Mention:
        """Return the mention with its reports, of those of its document by id."""
        own, others, about, accusing = (tuple(reports[i] for i in ids) for ids in self.ids)
        return replace(self.mention, reports=own, others=others, about=about, accusing=accusing)


def outlined(mention: Mention) -> str:
    """Return the outline of a mention as JSON; `read` gives it back."""
    m = mention
    parts = m.reports, m.others, m.about, m.accusing
    return json.dumps(
        [
            [[report.report_id for report in part] for part in parts],
            sorted({report.start for report in m.reports or m.others}),
            [m.main, m.titled, m.lead, m.is_sum],
            m.event_type,
            *(sorted(words) for words in (m.modes, m.agents, m.targets, m.distinct, m.weapons)),
            _place(mention.place),
            *(day and day.isoformat() for day in (m.date_start, m.date_end, m.published)),
            m.date_prec,
            m.killed,
            m.injured,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _place(place: Place | None) -> list[object] | None:
    if place is None:
        return None
    point = place.latitude, place.longitude
    return [
        place.text,
        place.place_id,
        place.name,
        place.relation,
        *point,
        place.country_iso3,
        place.admin1,
        place.where_prec,
    ]


def read(text: str, key: str, doc_id: str) -> Outline:
    """Return an outline as it was `outlined`."""
    ids, starts, flags, kind, modes, agents, targets, distinct, weapons, place, *rest = json.loads(text)
    start, end, published = (date.fromisoformat(day) if day else None for day in rest[:3])
    prec, killed, injured = rest[3:]
    main, titled, lead, is_sum = flags
    mention = Mention(
        key,
        doc_id,
        (),
        (),
        (),
        main,
        titled,
        lead,
        kind,
        frozenset(modes),
        frozenset(agents),
        frozenset(targets),
        Place(place[0], 0, 0, *place[1:]) if place else None,
        start,
        end,
        prec,
        (killed[0], killed[1]) if killed else None,
        (injured[0], injured[1]) if injured else None,
        published,
        frozenset(distinct),
        weapons=frozenset(weapons),
        is_sum=is_sum,
        held=frozenset((*ids[0], *ids[1])),
    )
    own, others, about, accusing = map(tuple, ids)
    return Outline(mention, (own, others, about, accusing), frozenset(starts))

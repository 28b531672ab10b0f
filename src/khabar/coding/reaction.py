"""Words against a deed: whom they are aimed at, and from when on they can have been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khabar.coding.draft import Draft, Why
from khabar.records import Actor, EventType, Modality, Polarity, Role, When

REACTIONS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT})


def react(drafts: Sequence[Draft], published: date | None) -> None:
    """Aim the verbal events of a sentence at the doers of the deeds that they are about, and tie accusations to them.

    "Objected to Friday's US-led attacks" is aimed at the United States, and was said on that Friday or later, by the
    day of publication.
    """
    for draft in drafts:
        if draft.mention.event_type not in REACTIONS:
            continue
        deed = _deed_under(draft, drafts)
        if deed is None:
            continue
        aimed = [_aim(a) for a in deed.of(Role.AGENT, Role.LED_BY)]
        deed_range = (deed.mention.start, deed.mention.end)
        kept = [a for a in draft.actors if a.role is not Role.TARGET or not _overlaps(a, deed_range)]
        if aimed and not any(a.role is Role.TARGET for a in kept):
            draft.actors = kept + aimed[:1]
            draft.why += [
                Why(a.role, "the doer of the deed that is spoken of, inferred", a.start, a.end) for a in aimed[:1]
            ]
        if draft.when is None and deed.when is not None and _told_as_fact(draft):
            draft.when = _since(deed.when, published)
            draft.why.append(Why("date", "no earlier than the deed that is spoken of", deed.when.start, deed.when.end))
        if draft.mention.event_type is EventType.ACCUSE and draft.relation is None:
            draft.antecedent, draft.relation = deed.root, "about"


def _told_as_fact(draft: Draft) -> bool:
    return draft.certainty.polarity is Polarity.AFFIRMED and draft.certainty.modality is Modality.ACTUAL


def _deed_under(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the deed that is the object of a verbal event: of its prepositions, or directly."""
    s, i = draft.sentence, draft.mention.i
    below = {t.i for t in s.children(i, "dobj")}
    below |= {goal.i for prep in s.children(i, "prep", "agent") for goal in s.children(prep.i, "pobj", "pcomp")}
    if s[i].dep in ("ROOT", "ccomp", "conj", "advcl") and s.children(i, "nsubjpass"):
        below |= {t.i for t in s.children(i, "nsubjpass")}
    return next((d for d in drafts if d is not draft and d.mention.i in below), None)


def _aim(actor: Actor) -> Actor:
    return replace(actor, role=Role.TARGET, inferred=True)


def _overlaps(actor: Actor, other: tuple[int, int]) -> bool:
    return actor.start is not None and actor.end is not None and actor.start < other[1] and other[0] < actor.end


def _since(deed: When, published: date | None) -> When:
    """Return the days from the deed to publication, on the deed's words."""
    start = deed.date_start
    if start is None or (published is not None and published < start):
        return replace(deed, date_start=None, date_end=None, date_prec=None, anchor=None)
    days = (published - start).days + 1 if published else None
    return replace(deed, date_start=start, date_end=published, date_prec=_precision(days), anchor="event")


def _precision(days: int | None) -> int | None:
    """Return UCDP GED's ``date_prec`` for a number of days: 1 a day, 2 up to six, 3 a week, 4 a month, 5 a year."""
    if days is None:
        return None
    return next((prec for most, prec in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)) if days <= most), None)

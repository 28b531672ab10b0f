"""From drafts to reports: ids, codes, standing, and what was decided why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from khabar.coding.confidence import confidence_of
from khabar.coding.draft import Draft
from khabar.coding.followup import take_up_none
from khabar.coding.standing import standing_of
from khabar.coding.where import place_by_document
from khabar.event.sides import acled_of
from khabar.event.ucdp import ucdp_violence
from khabar.ids import content_id
from khabar.place import ResolvedPlace
from khabar.records import Actor, Document, EventType, Explanation, PassageKind, Relation, Report, Role
from khabar.trace import tracing


def finish(
    document: Document, drafts: Sequence[Draft], coder: str, places: Sequence[ResolvedPlace] = ()
) -> tuple[tuple[Report, ...], tuple[Relation, ...], tuple[Explanation, ...]]:
    """Return the reports of a document in text order, how they belong together, and why each value was given.

    ``places`` are all of the document, in text order: deeds whose sentence gives none may have theirs from there.
    """
    ordered = sorted(drafts, key=lambda d: (d.mention.start, d.mention.event_type.value, len(d.chain)))
    take_up_none(ordered)
    place_by_document(document, ordered, places)
    ids: dict[int, str] = {}
    reports: list[Report] = []
    seen: dict[str, int] = {}
    for draft in ordered:
        report = _report(document, draft, coder, seen)
        ids[id(draft)] = report.report_id
        reports.append(report)
    if trace := tracing():
        trace.drafts += zip(reports, ordered, strict=True)
    relations = (
        tuple(
            Relation(ids[id(d)], ids[id(d.antecedent)], d.relation)
            for d in ordered
            if d.antecedent is not None and d.relation is not None
        )
        + tuple(
            Relation(ids[id(d)], ids[id(other)], "distinct")
            for n, d in enumerate(ordered)
            if d.distinct
            for other in ordered[:n]
            if other.mention.event_type is d.mention.event_type
            and other.sentence is not d.sentence
            and other.passage.kind is not PassageKind.TITLE
        )
        + tuple(
            Relation(ids[id(d)], ids[id(other)], "distinct")
            for other, d in pairwise(ordered)
            if d.sentence is other.sentence and d.relation is None and _turns(d, other)
        )
    )
    explanations = tuple(
        Explanation(ids[id(d)], why.field, why.rule, why.start, why.end) for d in ordered for why in d.why
    )
    return tuple(reports), relations, explanations


def _turns(one: Draft, other: Draft) -> bool:
    """Return whether one deed was done to whoever did the other: "shot a man wanted for bombing a mosque"."""
    if one.mention.event_type is not EventType.ASSAULT or other.mention.event_type is not EventType.ASSAULT:
        return False
    if one.passage.kind is PassageKind.TITLE:
        return False  # parsers take who was killed for who shot in a headline
    sides = [({a.i for a in d.mention.of(Role.AGENT)}, {a.i for a in d.mention.of(Role.TARGET)}) for d in (one, other)]
    return any(does & struck and not struck & own for (does, own), (_, struck) in (sides, sides[::-1]))


def _report(document: Document, draft: Draft, coder: str, seen: dict[str, int]) -> Report:
    mention, sentence, certainty = draft.mention, draft.sentence, draft.certainty
    start, end = sentence.stretch.start, sentence.stretch.end
    base = content_id("r", document.doc_id, mention.start, mention.end, mention.event_type)
    turn = seen[base] = seen.get(base, 0) + 1
    trigger = document.span(mention.start, mention.end)
    where = draft.place.text if draft.place else ""
    codes = acled_of(
        mention.event_type, mention.mode, mention.cameo, draft.actors, trigger.text, where, bool(draft.tolls)
    )
    return Report(
        report_id=base if turn == 1 else content_id("r", base, turn),
        doc_id=document.doc_id,
        passage=draft.passage.kind,
        comment=draft.passage.comment,
        start=start,
        end=end,
        quote=document.text[start:end],
        event_type=mention.event_type,
        event_mode=mention.mode,
        contexts=mention.contexts,
        cameo=mention.cameo,
        acled_event=codes.event,
        acled_sub_event=codes.sub_event,
        trigger=trigger,
        polarity=certainty.polarity,
        modality=certainty.modality,
        aspect=certainty.aspect,
        standing=standing_of(
            draft.passage.kind, draft.chain, certainty.polarity, certainty.modality, judged=draft.judged
        ),
        actors=_each_once(draft.actors),
        place=draft.place,
        date=draft.when,
        tolls=tuple(draft.tolls),
        chain=draft.chain,
        confidence=confidence_of(mention),
        coder=coder,
        certainty=round(certainty.value, 2),
        instrument=draft.instrument,
        ucdp_violence=ucdp_violence(mention.event_type, mention.mode, draft.actors),
        places=tuple(draft.places),
    )


def _each_once(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the actors with nobody known named twice in one role, the words of the text before what was inferred.

    Targets stay: two Syrians and a third one are not one.
    """
    first: dict[tuple[Role, str], Actor] = {}
    for actor in sorted(actors, key=lambda a: a.inferred):
        if actor.actor_id is not None and actor.role is not Role.TARGET:
            first.setdefault((actor.role, actor.actor_id), actor)
    return tuple(a for a in actors if first.get((a.role, a.actor_id or ""), a) is a)

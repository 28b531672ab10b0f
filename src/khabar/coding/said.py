"""Who says what in a document, events or none: what ``khabar voice`` prints."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from khabar.actor import Register
from khabar.coding.cast import Cast
from khabar.parse import parse, split
from khabar.records import Document, PassageKind, Span
from khabar.voice import Attribution, CueClass, attribute


@dataclass(frozen=True, slots=True)
class Said:
    """One voice and what is put into its mouth.

    ``source`` are the words of the voice, ``None`` for hearsay; ``speaker`` its last full naming where that is another
    ("she"); ``actor_id`` who that is, ``None`` if the register cannot tell; ``cue`` is ``None`` where only quotation
    marks or layout tell; ``content`` come in text order; ``inside`` is the place in the list of the attribution whose
    content this one stands in, ``None`` for the author's own; ``cue_class`` tells saying from thinking and feeling.
    """

    doc_id: str
    passage: str
    comment: int | None
    source: Span | None
    speaker: Span | None
    actor_id: str | None
    name: str | None
    kind: str
    cue: Span | None
    content: tuple[Span, ...]
    manner: str
    stance: str
    cue_class: str
    inside: int | None


def said_in(document: Document, register: Register) -> list[Said]:
    """Return all attributions of a document in text order, those in furniture left out."""
    sentences = parse(document.text, split(document))
    cast = Cast(register, document.text, document.published, None)
    found: list[Said] = []
    for index, group in groupby(sentences, key=lambda s: s.stretch.passage):
        passage = document.passages[index]
        if passage.kind is PassageKind.BOILERPLATE:
            continue
        inside = list(group)
        attributions = _whole(attribute(inside))
        base = len(found)
        for number, a in enumerate(attributions):
            words = a.source or a.speaker
            match = cast.source(inside[a.sentence], words, a.speaker)[0] if words is not None else None
            outer = _outer(a, attributions, number)
            found.append(
                Said(
                    doc_id=document.doc_id,
                    passage=passage.kind.value,
                    comment=passage.comment,
                    source=a.source,
                    speaker=a.speaker if a.speaker != a.source else None,
                    actor_id=match.actor_id if match else None,
                    name=match.titled if match else None,
                    kind=cast.kind_of(a.kind, match).value,
                    cue=a.cue,
                    content=tuple(document.span(start, end) for start, end in a.content),
                    manner=a.manner.value,
                    stance=a.stance.value,
                    cue_class=a.cue_class.value,
                    inside=base + outer if outer is not None else None,
                )
            )
    return found


def _whole(attributions: list[Attribution]) -> list[Attribution]:
    """Return attributions by place in the text, without what only looks so to the author."""
    spoken = [a for a in attributions if a.cue_class is not CueClass.SEEMING]
    return sorted(spoken, key=_place)


def _place(a: Attribution) -> tuple[int, int, int]:
    """Return what attributions are sorted by: where their content begins, the outer voice before those in it."""
    start, end = (a.content[0][0], a.content[-1][1]) if a.content else (0, 0)
    return start, -end, a.cue.start if a.cue else 0


def _outer(a: Attribution, attributions: list[Attribution], number: int) -> int | None:
    """Return which attribution the cue of this one stands in, the closest if several."""
    if a.cue is None:
        return None
    around = [
        (b.extent, other)
        for other, b in enumerate(attributions)
        if other != number and b.cue != a.cue and b.covers(a.cue.start, a.cue.end)
    ]
    return min(around)[1] if around else None

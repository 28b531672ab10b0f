"""From attributions to the chain of a report: who passed it on, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.coding.cast import Cast
from khabar.coding.considered import note_thought
from khabar.coding.draft import Why
from khabar.coding.headline import headline_voice
from khabar.parse import Sentence
from khabar.records import Link, Manner, Passage, PassageKind, SourceKind
from khabar.voice import Attribution, chain_at

_FIRST_PERSON = frozenset({"i", "we", "my", "our"})


def chain_of(
    passage: Passage,
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    start: int,
    end: int,
    cast: Cast,
) -> tuple[tuple[Link, ...], bool, list[Why]]:
    """Return the chain of what stands at ``start:end``, whether somebody judges rather than tells, and why.

    The first link is the author, or the commenter. What somebody "may feel" is the author's weighing and no link; "I
    think" is the writer's own voice, and no link either.
    """
    reader = passage.kind is PassageKind.COMMENT
    links = [Link(SourceKind.COMMENTER if reader else SourceKind.AUTHOR, text=passage.writer if reader else None)]
    judged, why = False, []
    for a in chain_at(attributions, start, end):
        own = a.source is not None and a.source.text.lower() in _FIRST_PERSON and a.manner is not Manner.DIRECT
        if own or (a.mental and _is_weighed(a, sentences)):
            judged = True
            note_thought(a)
            continue
        links.append(_link(a, sentences, cast))
        cue = a.cue
        why.append(Why("chain", a.rule, cue.start if cue else None, cue.end if cue else None))
    if len(links) == 1 and passage.kind is PassageKind.TITLE and (last := _from_headline(sentences, start, cast)):
        links.append(last)
        why.append(Why("chain", "the end of a headline", last.start, last.end))
    return tuple(links), judged, why


def _from_headline(sentences: Sequence[Sentence], at: int, cast: Cast) -> Link | None:
    """Return the link of "Army shelled market: monitors"."""
    sentence = next((s for s in sentences if s.stretch.start <= at < s.stretch.end), None)
    voice = headline_voice(sentence) if sentence is not None else None
    if voice is None or at >= voice.cue.start:
        return None
    match, inferred = cast.source(sentence, voice.source, None)
    if voice.kind is None and (match is None or match.actor_id is None):
        return None
    return Link(
        kind=cast.kind_of(voice.kind or SourceKind.UNNAMED, match),
        text=voice.source.text,
        start=voice.source.start,
        end=voice.source.end,
        actor_id=match.actor_id if match else None,
        inferred=inferred,
        cue=voice.cue,
        manner=Manner.INDIRECT,
    )


def _is_weighed(a: Attribution, sentences: Sequence[Sentence]) -> bool:
    """Whether a thought is itself put as possible: "may feel", "could believe"."""
    if a.cue_i is None or a.carried:
        return False
    return any(t.tag == "MD" for t in sentences[a.sentence].children(a.cue_i, "aux"))


def _link(a: Attribution, sentences: Sequence[Sentence], cast: Cast) -> Link:
    if a.source is None and a.speaker is None:
        return Link(a.kind, cue=a.cue, manner=a.manner, stance=a.stance, confidence=_rounded(a.confidence))
    shown = a.source or a.speaker
    assert shown is not None
    match, inferred = cast.source(sentences[a.sentence], shown, a.speaker)
    return Link(
        kind=cast.kind_of(a.kind, match),
        text=shown.text,
        start=shown.start,
        end=shown.end,
        actor_id=match.actor_id if match else None,
        inferred=inferred or a.source is None,
        cue=a.cue,
        manner=a.manner,
        stance=a.stance,
        confidence=_rounded(a.confidence),
    )


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 2)

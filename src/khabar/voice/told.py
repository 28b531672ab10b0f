"""What a cue that only the reader has found does with its content: its class and stance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.parse import Sentence, Token
from khabar.records import Manner, Stance
from khabar.voice.cues import Cue, Cues
from khabar.voice.model import PASSING_ON, CueClass
from khabar.voice.spans import is_passive
from khabar.voice.verbs import is_negated, stance_of

if TYPE_CHECKING:
    from khabar.reader import Voice

_PLANNED: Final = frozenset({"suppose", "expect", "intend", "mean", "plan", "schedule"})
"""Verbs that tell in the passive what is to be done, and pass nothing on: "was supposed to leave"."""

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Told(NamedTuple):
    """The class and stance of a cue, and whether it is negated."""

    cue_class: CueClass
    stance: Stance
    negated: bool


def told_by(sentence: Sentence, cue: Token, voice: Voice, manner: Manner, words: Cues) -> Told:
    """Return what a cue does with its content.

    A word that no data file has passes a quotation or a statement on ("blogged: …"); what is a mere thing ("enjoyed
    support", "greeted the raid") is taken in some way, and stays the author's.
    """
    states = manner is not Manner.INDIRECT or _states(sentence, cue, voice.content)
    entries = _entries(cue, words)
    passing = [e for e in entries if e.cue_class in PASSING_ON]
    others = [e for e in entries if e.cue_class not in PASSING_ON]
    entry = next(iter([*passing, *others] if states else [*others, *passing]), None)
    negated = is_negated(sentence, cue)
    if entry is None:
        stance = stance_of(Stance.SAYS, negated)
        return Told(CueClass.SPEECH if states else CueClass.ATTITUDE, stance, negated)
    cue_class = entry.cue_class
    unsaid = voice.source is None and is_passive(sentence, cue.i)  # "have been reported"
    if not (states or unsaid or "obj" in entry.frames or entry.prepositions) and cue.is_verb:
        cue_class = CueClass.ATTITUDE
    return Told(cue_class, stance_of(entry.stance, negated), negated)


def is_hedge(sentence: Sentence, cue: tuple[int, int], words: Cues) -> bool:
    """Whether a cue with nobody behind it only says how sure a thing is ("perhaps", "it is not true"), or is a mark.

    Such a cue passes a thing on only if one of its words does in the data ("reportedly", "it is said"); what is
    "supposed to" be is a plan. PolNeAR takes many of them for attributions all the same, so they stay, as appearances.
    """
    inside = sentence.at(*cue)
    if any(t.lemma in _PLANNED and any(c.dep == "xcomp" for c in sentence.children(t.i)) for t in inside):
        return True
    entries = [entry for t in inside for entry in _entries(t, words)]
    return not any(entry.cue_class in PASSING_ON for entry in entries)


def _entries(cue: Token, words: Cues) -> list[Cue]:
    if cue.is_verb:
        return list(words.find("verb", cue.lemma))
    if cue.is_noun:
        return list(words.find("noun", cue.lemma))
    return [*words.find("adverb", cue.lemma), *words.find("adjective", cue.lemma)]


def _states(sentence: Sentence, cue: Token, content: Sequence[tuple[int, int]]) -> bool:
    """Whether a content is a statement: it holds a finite verb with its subject, below no relative clause."""
    for start, end in content:
        for token in sentence.at(start, end):
            if token.tag not in _FINITE or token.i == cue.i:
                continue
            verb = sentence.head(token.i) if token.dep in ("aux", "auxpass") else token
            subjects = sentence.children(verb.i, "nsubj", "nsubjpass", "expl", "csubj")
            if verb.dep not in ("relcl", "acl") and any(start <= s.start < end for s in subjects):
                return True
    return False

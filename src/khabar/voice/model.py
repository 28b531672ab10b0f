"""What the voice stage says: who passes something on, and how surely something is put."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from khabar.frozen import record
from khabar.records import Aspect, Manner, Modality, Polarity, SourceKind, Span, Stance


class CueClass(StrEnum):
    """What kind of act a cue stands for.

    Only ``speech``, ``evidence`` and ``hearsay`` pass a report on; ``mental`` tells what someone thinks, ``attitude``
    how someone takes a thing ("condemned the attack": the attack itself is the author's), ``seeming`` how a thing
    looks to the author.
    """

    SPEECH = "speech"
    EVIDENCE = "evidence"
    HEARSAY = "hearsay"
    MENTAL = "mental"
    ATTITUDE = "attitude"
    SEEMING = "seeming"


PASSING_ON = frozenset({CueClass.SPEECH, CueClass.EVIDENCE, CueClass.HEARSAY, CueClass.MENTAL})

SURE: Final = 0.8
"""The confidence from which a speaker counts as sure."""


@record(frozen=True, slots=True)
class Attribution:
    """One voice, the words that mark it, and what is put into its mouth.

    ``sentence`` and ``cue_i`` say where the cue stands: the place in the sequence given to ``attribute``, the
    token. ``source`` are the words of the voice as they stand with the cue, ``None`` where there are none
    (hearsay); ``source_i`` is their head token in the sentence they stand in, the cue's but for a quotation that
    goes on. ``speaker`` is the last full naming of a voice that is put as a pronoun, else equal to ``source``.
    ``content`` are document ranges in text order. ``carried`` is true for a quotation that goes on in another
    sentence than its cue's: ``cue`` is then that earlier cue. ``granted`` is the part of the content that is taken
    for granted ("described *the raid* as deadly"): that there was a raid is not the voice's to tell.

    ``confidence`` is the chance, from 0 to 1, that this voice says these words; ``None`` where only rules were asked.
    ``rule`` names the rule that found it, ``reader`` where none did but the trained reader.
    """

    sentence: int
    source: Span | None
    source_i: int | None
    speaker: Span | None
    cue: Span | None
    cue_i: int | None
    content: tuple[tuple[int, int], ...]
    kind: SourceKind
    manner: Manner
    stance: Stance
    cue_class: CueClass
    rule: str
    negated: bool = False
    carried: bool = False
    granted: tuple[tuple[int, int], ...] = ()
    confidence: float | None = None

    @property
    def mental(self) -> bool:
        """Whether the voice thinks or feels what it is given, and is not said to utter it."""
        return self.cue_class is CueClass.MENTAL

    def covers(self, start: int, end: int) -> bool:
        """Return whether the document range ``start:end`` lies in the content."""
        return any(low <= start and end <= high for low, high in self.content)

    def passes_on(self, start: int, end: int) -> bool:
        """Return whether what stands at ``start:end`` rests on this voice: it is in the content, and not granted."""
        return self.covers(start, end) and not any(low <= start and end <= high for low, high in self.granted)

    @property
    def extent(self) -> int:
        """The number of code points in the content."""
        return sum(high - low for low, high in self.content)


def chain_at(attributions: Iterable[Attribution], start: int, end: int) -> list[Attribution]:
    """Return the voices that pass on what stands at ``start:end``, outermost first.

    Attitudes and appearances are left out: they take a thing for granted, or leave it with the author.
    """
    found = [a for a in attributions if a.cue_class in PASSING_ON and a.passes_on(start, end)]
    return sorted(found, key=lambda a: (-a.extent, a.content, a.cue.start if a.cue else 0))


class Because(NamedTuple):
    """Why a field of a ``Certainty`` has its value: the rule, and the document range of the words it rests on."""

    field: str
    rule: str
    start: int
    end: int


@record(frozen=True, slots=True)
class Certainty:
    """How surely one event is put.

    ``value`` grades it from -3 (certainly did not happen) to 3 (certainly happened), as crowd workers do in the UW
    factuality corpus (Lee et al. 2015); 0 is open.
    """

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    aspect: Aspect = Aspect.DONE
    value: float = 3.0
    because: tuple[Because, ...] = ()

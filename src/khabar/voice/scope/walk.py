"""The state of a walk from an event's word up the tree: what has been found of polarity, modality and aspect."""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.records import Aspect, Modality, Polarity
from khabar.voice.grades import grade
from khabar.voice.model import Because, Certainty
from khabar.voice.operators import Operator, Operators

_OVERRIDING = frozenset({Modality.HYPOTHETICAL, Modality.ASKED})

Step = tuple[Token | None, bool]
"""Where a walk goes on from, ``None`` at its end, and whether what stands beside that word counts."""


class Walk:
    """The state of one walk."""

    def __init__(self, sentence: Sentence, table: Operators) -> None:
        self.sentence = sentence
        self.table = table
        self.denied = False
        self.modality = Modality.ACTUAL
        self.aspect = Aspect.DONE
        self.because: list[Because] = []
        self.negations: set[int] = set()

    def result(self, form: str | None = None) -> Certainty:
        """Return what the walk has found of an event in the given form."""
        polarity = Polarity.DENIED if self.denied else Polarity.AFFIRMED
        value = grade(polarity, self.modality, self.aspect, self.because, form)
        return Certainty(polarity, self.modality, self.aspect, value, tuple(self.because))

    def deny(self, rule: str, at: Token) -> None:
        """Turn the polarity round, once for each word."""
        if at.i in self.negations:
            return
        self.negations.add(at.i)
        self.denied = not self.denied
        self.because.append(Because("polarity", rule, at.start, at.end))

    def put(self, modality: Modality | None, rule: str, at: Token) -> None:
        """Set the modality where none is set yet; a condition and a question go before others."""
        if modality is None or modality is Modality.ACTUAL or modality is self.modality:
            return
        if self.modality is Modality.ACTUAL or (modality in _OVERRIDING and self.modality not in _OVERRIDING):
            self.modality = modality
            self.because.append(Because("modality", rule, at.start, at.end))

    def phase(self, aspect: Aspect | None, rule: str, at: Token) -> None:
        """Set the aspect where none is set yet."""
        if aspect and self.aspect is Aspect.DONE:
            self.aspect = aspect
            self.because.append(Because("aspect", rule, at.start, at.end))

    def apply(self, operator: Operator, at: Token) -> None:
        """Apply all that an operator says."""
        rule = f"{operator.pos}:{operator.word}:{operator.role}"
        if operator.denies:
            self.deny(rule, at)
        self.put(operator.modality, rule, at)
        self.phase(operator.aspect, rule, at)

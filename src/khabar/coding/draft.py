"""A report in the making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.event import EventMention
from khabar.frozen import record
from khabar.parse import Sentence
from khabar.records import Actor, Instrument, Link, Passage, Place, Role, Toll, When
from khabar.voice import Certainty


@record(frozen=True, slots=True)
class Why:
    """Why a field has its value: the rule, and the document range of the words it rests on, if any."""

    field: str
    rule: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """An event as one voice puts it, before it is frozen into a report.

    ``antecedent`` is the earlier draft that tells of the same happening (``relation`` ``same_event``), or that this
    one is a circumstance of (``about``); ``distinct`` is true where the words say that it is another one ("a second
    strike", "has attacked before").
    """

    sentence: Sentence
    passage: Passage
    mention: EventMention
    certainty: Certainty
    chain: tuple[Link, ...]
    judged: bool = False
    actors: list[Actor] = field(default_factory=list)
    place: Place | None = None
    when: When | None = None
    tolls: list[Toll] = field(default_factory=list)
    antecedent: Draft | None = None
    relation: str | None = None
    distinct: bool = False
    why: list[Why] = field(default_factory=list)
    instrument: Instrument | None = None
    places: list[Place] = field(default_factory=list)

    def of(self, *roles: Role) -> list[Actor]:
        """Return the actors in the given roles."""
        return [actor for actor in self.actors if actor.role in roles]

    def note_words(self, sentence: Sentence, indexes: Iterable[int], rule: str) -> None:
        """Note other words that name this event, beside its trigger, with the rule that says so."""
        known = {(w.start, w.end) for w in self.why if w.field == "trigger"}
        for token in (sentence[i] for i in sorted(set(indexes))):
            inside = self.mention.start <= token.start and token.end <= self.mention.end
            if not inside and (token.start, token.end) not in known:
                self.why.append(Why("trigger", rule, token.start, token.end))

    @property
    def root(self) -> Draft:
        """The first draft of the same happening."""
        at = self
        while at.antecedent is not None and at.relation == "same_event":
            at = at.antecedent
        return at

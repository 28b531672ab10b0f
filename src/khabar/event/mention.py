"""What the event stage finds in a sentence, before names, places and dates are resolved."""

from __future__ import annotations

from khabar.frozen import record
from khabar.records import EventType, Role


@record(frozen=True, slots=True)
class Argument:
    """A noun phrase in a role of an event: its head token in the sentence and its span in the document.

    The span leaves out relative clauses, appositions, coordinated phrases and adjuncts of place.
    """

    role: Role
    i: int
    start: int
    end: int


@record(frozen=True, slots=True)
class EventMention:
    """One happening as a sentence names it.

    ``i`` is the trigger token, ``start:end`` its span in the document, ``tokens`` every token that names the same
    happening ("attacked …, killing three": both verbs), so that a toll that hangs on any of them belongs here.
    ``embedded_in`` is the position, in the list that ``find_events`` returns, of the event whose content this one is
    ("agreed to send troops"), ``background`` whether it stands in a relative, adverbial or temporal phrase.
    ``definite`` is whether a noun stands with "the", "this" or a possessive. ``rule`` names the line of the lexicon.
    """

    i: int
    start: int
    end: int
    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    args: tuple[Argument, ...]
    is_noun: bool
    definite: bool
    rule: str
    tokens: tuple[int, ...]
    kind: str = "act"
    embedded_in: int | None = None
    background: bool = False

    def of(self, role: Role) -> tuple[Argument, ...]:
        """Return the arguments in ``role``."""
        return tuple(a for a in self.args if a.role is role)

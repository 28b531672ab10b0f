"""What the stages considered and dropped, kept only while somebody asks why: off, it costs one look-up.

Stages ask for the `Trace` of the moment with `tracing` and write into it where they drop something. It is the other
half of the explanations of a report, which say why a value was given: what was not taken leaves no other mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from khabar.coding.draft import Draft
    from khabar.parse import Sentence
    from khabar.place import ResolvedPlace
    from khabar.records import Report

STAGES: Final = ("gate", "lexicon", "event", "sense", "actor", "place", "date", "toll", "voice", "report")
"""Where something can be dropped, in the order in which a sentence goes through."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was considered and not taken: at which stage, what, why, and the document range of its words."""

    stage: str
    what: str
    reason: str
    start: int
    end: int


@dataclass(slots=True)
class Trace:
    """What happened while one document was coded.

    ``sentences`` are those that were parsed and searched for events, ``places`` all places of the document with their
    candidates, ``drafts`` the reports with the drafts that they were made from.
    """

    notes: list[Note] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    places: list[ResolvedPlace] = field(default_factory=list)
    drafts: list[tuple[Report, Draft]] = field(default_factory=list)

    def drop(self, stage: str, what: str, reason: str, start: int, end: int) -> None:
        """Note something considered and not taken, once."""
        note = Note(stage, what, reason, start, end)
        if note not in self.notes:
            self.notes.append(note)

    def within(self, start: int, end: int) -> Sequence[Note]:
        """Return the notes on words of a range, by stage and then in text order."""
        inside = [n for n in self.notes if start <= n.start and n.end <= end]
        return sorted(inside, key=lambda n: (STAGES.index(n.stage), n.start, n.end, n.what))


_now: ContextVar[Trace | None] = ContextVar("khabar_trace", default=None)


def tracing() -> Trace | None:
    """Return the trace to write into, ``None`` in normal runs."""
    return _now.get()


@contextmanager
def traced() -> Iterator[Trace]:
    """Let what is coded inside the ``with`` block, in this thread, leave a trace."""
    trace = Trace()
    token = _now.set(trace)
    try:
        yield trace
    finally:
        _now.reset(token)

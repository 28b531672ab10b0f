"""What an explanation holds: values given, options that were not chosen, and what was dropped on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from khabar.records import Document, PassageKind, Report, to_json


@dataclass(frozen=True, slots=True)
class Option:
    """Something else that could have been chosen: a candidate of a name, a line of the lexicon.

    ``ident`` is its id (or ``None``), ``score`` from 0 to 1 where there is one, ``reason`` what speaks for or against.
    """

    what: str
    ident: str | None = None
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One value of a report and what gave it.

    ``field`` is the field of the `Report`, those of lists with a number (``actors[0]``); ``value`` says it in words.
    ``rule`` names the entry, rule or model; ``text`` are the words it rests on, at ``start`` to ``end`` of the
    document's text, ``None`` where no words carry it. ``options`` are what else was considered, best first.
    """

    field: str
    value: str
    rule: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was considered and not taken: at which stage (`khabar.trace.STAGES`), what, and why."""

    stage: str
    what: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ExplainedReport:
    """A report with the reason for each value that it has. ``relations`` say what it belongs to, in words."""

    report: Report
    values: tuple[Given, ...]
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence on its way through the stages.

    ``gate`` says in words whether it was worth a parse and by which of its forms ``forms``; ``parsed`` whether events
    were looked for in it.
    """

    text: str
    start: int
    end: int
    passage: PassageKind
    comment: int | None
    parsed: bool
    gate: str
    forms: tuple[str, ...]
    reports: tuple[ExplainedReport, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with the way of each of its sentences, in text order."""

    document: Document
    sentences: tuple[ExplainedSentence, ...]
    coder: str

    @property
    def reports(self) -> tuple[ExplainedReport, ...]:
        """All reports of the document, in text order."""
        return tuple(report for sentence in self.sentences for report in sentence.reports)

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """All that was considered and not taken."""
        return tuple(dropped for sentence in self.sentences for dropped in sentence.dropped)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values; of the document its id, name and day of publication."""
        return {
            "doc_id": self.document.doc_id,
            "name": self.document.name,
            "published": to_json(self.document.published),
            "coder": self.coder,
            "sentences": to_json(self.sentences),
        }

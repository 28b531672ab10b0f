"""A claim as the coder reads it, and what it turns on: that something happened, did not, has stopped, is the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.check.answer import Kind
from khabar.folding import fold
from khabar.records import Actor, Aspect, Document, Modality, Polarity, Report, Role

_FIRST: Final = re.compile(
    r"\b(?:for the (?:very )?first time|first(?:[- ]ever)?(?=(?: [\w-]+){0,6} (?:since|in)\b)|the first(?: ever)?"
    r"|never before|unprecedented|for once)\b",
    re.IGNORECASE,
)
"""Words that make a claim one of a first."""

_DEADLIEST: Final = re.compile(
    r"(?<!one of the )(?<!among the )\b(?:deadliest|bloodiest|most (?:deadly|lethal|bloody))\b", re.IGNORECASE
)
"""Words that make a claim one of the highest toll; the second, or one of several, it is not."""

_NOT_THE_MOST: Final = re.compile(r"\b(?:second|third|fourth|fifth)[- ](?:deadliest|bloodiest|most)\b", re.IGNORECASE)
_SOME_TIME: Final = re.compile(
    r"\b(?:in|for) (?:\w+ )?(?:days|weeks|months|years|decades)\b"
    r"|\b(?:this|of the|in a) (?:day|week|month|year|decade)\b",
    re.IGNORECASE,
)
"""Words for a span of time whose first day nobody can tell."""

_NEVER: Final = re.compile(r"\b(?:never|not once|at no time)\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\b(?:since|in|after)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``on`` is the day it is made, ``None`` if nobody said; ``since`` bounds a claim of a first
    or of the deadliest; ``loose`` says that it is bounded by a time that has no first day ("in years").
    """

    text: str
    report: Report
    kind: Kind
    on: date | None
    since: date | None
    loose: bool = False

    @property
    def happened_before(self) -> date | None:
        """The day before which an earlier incident belies a first: that of the event, else of the claim."""
        when = self.report.date
        return (when.date_start if when else None) or self.on

    def actors(self, role: Role) -> tuple[Actor, ...]:
        """Return who has a role in what is claimed."""
        return tuple(actor for actor in self.report.actors if actor.role is role)

    @property
    def names(self) -> frozenset[str]:
        """The words for those it is done to, folded: the coder may have taken a town for what was struck."""
        return frozenset(fold(actor.text) for actor in self.actors(Role.TARGET) if actor.text)


def claims_in(document: Document, reports: tuple[Report, ...], on: date | None) -> list[Claim]:
    """Return a claim for each report, with what it turns on."""
    return [_claim(document, report, on) for report in reports]


def _claim(document: Document, report: Report, on: date | None) -> Claim:
    text = document.text[report.start : report.end]
    kind = _kind(text, report)
    since = None
    if kind in (Kind.FIRST, Kind.DEADLIEST) and (found := _SINCE.search(text)):
        since = date(int(found[1]) + 1, 1, 1) if found[0].lower().startswith("since") else date(int(found[1]), 1, 1)
    loose = kind is Kind.DEADLIEST and since is None and _SOME_TIME.search(text) is not None
    return Claim(text, report, kind, on or document.published, since, loose)


def _kind(text: str, report: Report) -> Kind:
    if report.modality is not Modality.ACTUAL:
        return Kind.OPEN
    if report.polarity is not Polarity.DENIED and _DEADLIEST.search(text) and not _NOT_THE_MOST.search(text):
        return Kind.DEADLIEST
    if _FIRST.search(text):
        # "Never before has Iraq bombed Syria" denies what came before, not this.
        return Kind.FIRST
    if report.polarity is Polarity.DENIED:
        return Kind.DID_NOT
    if report.aspect is Aspect.ENDED:
        return Kind.ENDED
    return Kind.DID_NOT if _NEVER.search(text[: report.trigger.end - report.start]) else Kind.HAPPENED

"""What a check answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.records import Incident, Report


class Verdict(StrEnum):
    """What a ledger lets one say of a claim. It is never surer than the incidents it rests on."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_ENOUGH = "not_enough"


class Kind(StrEnum):
    """What a claim claims, which decides what can support it."""

    HAPPENED = "happened"
    DID_NOT = "did_not"
    ENDED = "ended"
    FIRST = "first"
    OPEN = "open"
    """What will, may or should happen: no incident can bear it out."""

    DEADLIEST = "deadliest"
    """That no other of its kind killed as many, since a year or ever."""


class Fit(StrEnum):
    """How an incident meets a claim.

    ``match``: it has all that the claim says. ``partial``: nothing speaks against it, but the ledger does not know some
    of it. ``rival``: the same happening by place and day, told otherwise. ``earlier`` and ``later``: the same kind of
    deed before or after the day that the claim turns on.
    """

    MATCH = "match"
    PARTIAL = "partial"
    RIVAL = "rival"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Finding:
    """An incident that bears on a claim: how, on which fields it agrees, and which it has otherwise, in words."""

    incident: Incident
    fit: Fit
    agrees: tuple[str, ...]
    open: tuple[str, ...]
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A report of the ledger that says the same as the claim, whoever says it: the words, and who passes them on."""

    report: Report
    published: date | None
    outlet: str | None
    voices: tuple[str, ...]
    is_comment: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a ledger has read of the time in question.

    ``since`` and ``until`` are that time, ``None`` for all of it; ``about`` are the documents with a report on the
    country or an actor of the claim; ``first`` and ``last`` are the ledger's own first and last day of publication.
    """

    since: date | None
    until: date | None
    documents: int
    outlets: int
    about: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ledger holds on one claim.

    ``report`` is the claim as the coder reads it, ``None`` if it reads no event in it. ``because`` gives the reasons in
    sentences. ``series`` counts incidents of the same doers and deed by month, whatever the claim's day. ``dispute``
    says over what the ledger itself is disputed, where all incidents that the verdict rests on are; it is empty where
    one of them is not.
    """

    claim: str
    kind: Kind | None
    verdict: Verdict
    because: tuple[str, ...]
    report: Report | None
    findings: tuple[Finding, ...] = ()
    said: tuple[Said, ...] = ()
    series: tuple[tuple[str, int], ...] = ()
    coverage: Coverage | None = None
    dispute: tuple[str, ...] = ()

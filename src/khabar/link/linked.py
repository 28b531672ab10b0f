"""What linking gives back: incidents, and how each report belongs to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from khabar.records import Incident, Modality, PassageKind, Polarity, Report, Stance, Standing


class Bond(StrEnum):
    """How a report belongs to an incident. Only ``opens`` and ``supports`` count towards it."""

    OPENS = "opens"
    SUPPORTS = "supports"
    ABOUT = "about"
    DENIES = "denies"
    DOUBTS = "doubts"
    COMMENT = "comment"
    OPINION = "opinion"
    POSSIBLE = "possible"
    EXPECTED = "expected"
    ADVISED = "advised"
    HYPOTHETICAL = "hypothetical"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Membership:
    """A report's place in an incident, with the score (0 to 1) of the link and the features behind it.

    A hard link made by the coder inside a document has score 1 and the feature ``relation``. ``machine_id`` is the
    incident that it would belong to without anybody's judgement, ``None`` where that is the same.
    """

    incident_id: str
    report_id: str
    relation: str
    score: float
    features: dict[str, float] = field(default_factory=dict)
    machine_id: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Incidents in the order of their dates, and memberships in the order of their incidents."""

    incidents: tuple[Incident, ...]
    memberships: tuple[Membership, ...]


def bond(report: Report) -> Bond:
    """Return how a report that opens nothing belongs to an incident that it speaks of."""
    if report.passage is PassageKind.COMMENT:
        return Bond.COMMENT
    stances = {link.stance for link in report.chain}
    if report.polarity is Polarity.DENIED or Stance.DENIES in stances:
        return Bond.DENIES
    if Stance.DOUBTS in stances or Stance.HAS_NOT_SAID in stances:
        return Bond.DOUBTS
    if report.standing in (Standing.OPINION, Standing.ANALYSIS):
        return Bond.OPINION
    if Stance.ASKS in stances:
        return Bond.ASKED
    if report.modality is not Modality.ACTUAL:
        return Bond(report.modality.value)
    return Bond.SUPPORTS if report.opens else Bond.ABOUT

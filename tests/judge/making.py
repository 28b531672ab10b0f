"""Small ledgers about invented attacks, in which the machine has linked what it can."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.ledger import Ledger
from khabar.ledger.verify import Fault, faults_of
from khabar.records import Coded, Incident, PassageKind, Standing
from tests.link.build import Say, coded

VELM = Say("Jets struck Velm", killed=3)
OSTRA = Say("Rebels shelled the market in Ostra", mode="heavy-weapons", agent="REB", place="Ostra", killed=9)
"""Two attacks that the machine keeps apart."""


def pages() -> list[Coded]:
    """Return three pages on Velm, one of them with a comment, and one on Ostra."""
    remark = Say("Never happened", passage=PassageKind.COMMENT, standing=Standing.CLAIMED)
    return [
        coded("A", VELM, remark),
        coded("B", Say("Air force strikes Velm", killed=4)),
        coded("C", Say("The strike on Velm killed five", killed=5), published="2020-05-03"),
        coded("D", OSTRA),
    ]


def filled(ledger: Ledger, documents: Sequence[Coded] | None = None) -> Ledger:
    """Return the ledger with pages, linked."""
    for one in pages() if documents is None else documents:
        ledger.add(one, coder="test")
    ledger.link()
    return ledger


def link_faults(ledger: Ledger) -> list[Fault]:
    """Return the faults of what was linked; words of pages made by hand need not stand where their spans say."""
    return [f for f in faults_of(ledger) if f.subject.startswith(("i-", "r-", "incidents", "memberships", "file"))]


def incidents(ledger: Ledger) -> dict[str, Incident]:
    """Return the incidents of a ledger by the name of their place as the machine has it."""
    found: dict[str, Incident] = {}
    for incident in ledger.incident_records():
        name = incident.place.name if incident.place and incident.place.name else "nowhere"
        assert name not in found
        found[name] = incident
    return found


def incident_at(ledger: Ledger, town: str) -> Incident:
    """Return the one incident at a place."""
    return incidents(ledger)[town]

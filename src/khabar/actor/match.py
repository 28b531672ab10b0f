"""What the register answers with."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.actor.load import Term


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a name may stand for.

    ``alias`` is the spelling of the register that fits; ``score`` runs from 0 to 1; ``in_term`` says whether the
    person held an office (or the group existed) on the date asked for, ``None`` if no date was given or none is known;
    ``office`` is the office as of that date, ``term`` the term it was held for; ``reason`` says in words why the
    actor is among the candidates, and what speaks against it.
    """

    actor_id: str
    name: str
    kind: str
    country_iso3: str | None
    score: float
    alias: str
    office: str | None = None
    in_term: bool | None = None
    term: Term | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """Who a noun phrase names.

    ``actor_id`` is ``None`` where only the kind is known ("unidentified gunmen"). ``rule`` names the way it was found.
    ``office`` is the office that the words or the date give a person ("Prime Minister of Iraq", "former …").
    ``candidates`` are the other actors that the words may stand for, best first.
    """

    actor_id: str | None
    name: str | None
    kind: str | None
    country_iso3: str | None
    score: float
    rule: str
    candidates: tuple[Candidate, ...] = ()
    office: str | None = None

    @property
    def titled(self) -> str | None:
        """The name with the office: "Haider al-Abadi, Prime Minister of Iraq"."""
        return f"{self.name}, {self.office}" if self.name and self.office else self.name


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name of the register in a text: code points, end exclusive."""

    start: int
    end: int
    text: str
    actor_id: str | None
    name: str | None
    kind: str | None
    country_iso3: str | None
    rule: str

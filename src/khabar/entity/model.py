"""What the finding of entities answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

KINDS: Final[dict[str, str]] = {
    "person": "one human being, named or not",
    "organisation": "more than one: states as they act, bodies, armed groups, crowds, families",
    "nationality": "a nation, people or faith as a quality or a language",
    "place": "where something is: countries, towns, regions, rivers, buildings, positions",
    "weapon": "what harm is done with",
    "platform": "what carries troops and weapons: aircraft, ships, vehicles",
}
"""The kinds of entity, after those of the Relationship and Entity Extraction Evaluation Dataset (re3d)."""


class Form(StrEnum):
    """How the words name an entity."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an entity: code points into the text, end exclusive.

    ``kind`` is from ``KINDS``. ``actor_id`` is of the register, ``place_id`` of the gazetteer, ``None`` where it does
    not tell; ``name`` is the name that goes with the id, ``country_iso3`` its country. ``confidence`` is the tagger's
    mean chance for the words' kind, from 0 to 1; ``None`` where lists alone were asked.
    """

    start: int
    end: int
    text: str
    kind: str
    form: Form
    actor_id: str | None = None
    place_id: str | None = None
    name: str | None = None
    country_iso3: str | None = None
    confidence: float | None = None

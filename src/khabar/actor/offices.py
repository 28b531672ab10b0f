"""Offices without a name: who held them that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from khabar.actor.choose import SETTLED, USUAL
from khabar.actor.kinds import STATE_SUFFIXES
from khabar.actor.load import Entity, Noun, Tables
from khabar.actor.marks import marks
from khabar.actor.match import ActorMatch
from khabar.actor.phrase import Chunk
from khabar.actor.scene import Scene
from khabar.actor.terms import office_of, term_on

_LEADING: Final = ("head_of_state", "head_of_government")


@dataclass(slots=True)
class Offices:
    """The holders of offices, by country."""

    tables: Tables
    _holders: dict[tuple[str, str], list[Entity]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entity in self.tables.entities.values():
            for term in entity.terms:
                holders = self._holders.setdefault((term.country, term.office), [])
                if entity not in holders:
                    holders.append(entity)

    def holders(self, iso3: str, office: str, scene: Scene) -> list[Entity]:
        """Return who held an office on the day of the scene."""
        on = scene.on
        if on is None:
            return []
        return [
            entity
            for entity in self._holders.get((iso3, office), [])
            if any(t.office == office and t.country == iso3 and t.holds(on) for t in entity.terms)
        ]

    def holder(self, iso3: str, office: str, scene: Scene, *, former: bool, named: bool, word: str = "") -> ActorMatch:
        """Return who held an office that day; the office alone where that is not known, or another name is given.

        Of a president and a ruler by arms beside him the ``word`` decides: "junta chief".
        """
        if word in marks("junta") and len(ruling := self.holders(iso3, "supreme_leader", scene)) == 1 and not named:
            return self._of(ruling[0], iso3, scene, "office")
        title = f"{self.tables.titles[office]} of {self.tables.country_name(iso3)}"
        if former:
            return ActorMatch(None, f"former {title}", "person", iso3, USUAL, "former office")
        holding = [] if named else self.holders(iso3, office, scene)
        if len(holding) == 1:
            return self._of(holding[0], iso3, scene, "office")
        return ActorMatch(f"{iso3}.GOV", title, "government", iso3, USUAL, "office")

    def leader(self, iso3: str, scene: Scene) -> ActorMatch | None:
        """Return the one who leads a country: its supreme leader, or whoever alone heads state and government.

        Where a president and a prime minister share the power, "the leader" is neither.
        """
        supreme = self.holders(iso3, "supreme_leader", scene)
        heads = supreme or [entity for office in _LEADING for entity in self.holders(iso3, office, scene)]
        single = {entity.actor_id: entity for entity in heads}
        if len(single) != 1:
            return None
        return self._of(next(iter(single.values())), iso3, scene, "leader")

    def counterpart(self, entity: Entity, iso3: str, scene: Scene) -> ActorMatch | None:
        """Return who held the office in another country that a person holds in his own: "his Turkish counterpart"."""
        own = term_on(entity, scene.on)
        if own is None or iso3 == own.country:
            return None
        match = self.holder(iso3, own.office, scene, former=False, named=False)
        return replace(match, rule="counterpart") if match.kind == "person" else None

    def in_context(self, chunk: Chunk, before: Sequence[Chunk], scene: Scene, *, definite: bool) -> ActorMatch | None:
        """Return whom "the president", "the regime" or "the army" is where the country is known from elsewhere only."""
        noun, iso3 = chunk.noun, scene.country
        words = {c.key for c in before}
        if noun is None or iso3 not in self.tables.adjectives or (words - marks("own")):
            return None
        if noun.office and (definite or chunk.text[:1].isupper()) and not self._is_plural(chunk):
            match = self.holder(iso3, noun.office, scene, former=False, named=False)
            return replace(match, score=USUAL, rule="context") if match.actor_id else None
        suffix = noun.suffix or ""
        whole = chunk.key in marks("institution") or suffix.startswith("GOV.")
        if not definite or not whole or suffix.split(".")[0] not in STATE_SUFFIXES:
            return None
        entity = self.tables.entity(f"{iso3}.{suffix}")
        return ActorMatch(entity.actor_id, entity.name, entity.kind, iso3, 0.5, "context") if entity else None

    def _is_plural(self, chunk: Chunk) -> bool:
        return chunk.key.endswith("s") and chunk.key[:-1] in self.tables.nouns

    def _of(self, entity: Entity, iso3: str, scene: Scene, rule: str) -> ActorMatch:
        held = office_of(self.tables, entity, scene.on)
        return ActorMatch(entity.actor_id, entity.name, entity.kind, iso3, SETTLED, rule, (), held)


def office_before(chunks: Sequence[Chunk]) -> tuple[Noun, str] | None:
    """Return the office that stands nearest before a name, and the word that says it."""
    return next(((c.noun, c.key) for c in reversed(chunks) if c.noun and c.noun.office), None)

"""The register of actors: names and noun phrases to ids, as of a date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from khabar.actor.context import in_text
from khabar.actor.index import Index
from khabar.actor.kinds import SUFFIX_OF_KIND
from khabar.actor.load import Entity, Tables, Term, load_tables
from khabar.actor.lookup import candidates_of
from khabar.actor.match import ActorMatch, ActorMention, Candidate
from khabar.actor.mentions import mentions_in
from khabar.actor.relate import related, same_actor
from khabar.actor.resolve import Resolver
from khabar.actor.scene import Scene


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """States, their branches, groups, organisations and persons, with the names they go by."""

    tables: Tables
    index: Index
    _resolver: Resolver

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Register:
        """Return the register, with a user's own files of groups or persons added. Loaded once for the same files.

        Raises:
            DataFileError: naming file and line, if a row cannot be used.
        """
        return _load(tuple((path, _stamp(path)) for path in map(Path, extra)))

    def resolve(
        self,
        text: str,
        *,
        on: date | None = None,
        kind_hint: str | None = None,
        country: str | None = None,
        seen: Collection[str] = (),
    ) -> ActorMatch | None:
        """Return who a noun phrase names, as of a date; ``None`` where the register cannot tell, or it is no actor.

        ``on`` is the day of the event: it decides who held an office. ``kind_hint`` prefers actors of that kind
        where a name has several. ``country`` (ISO alpha-3) is where the event plays, and ``seen`` the ids of actors
        that the text names in full: they decide what the words leave open, such as "the president" or a surname.

        >>> from datetime import date
        >>> register = Register.load()
        >>> register.resolve("Iraqi warplanes").actor_id
        'IRQ.MIL.AIR'
        >>> register.resolve("the Iraqi prime minister", on=date(2018, 4, 19)).titled
        'Haider al-Abadi, Prime Minister of Iraq'
        >>> register.resolve("the president", on=date(2015, 8, 22), country="SYR").name
        'Bashar al-Assad'
        >>> register.resolve("unidentified gunmen").kind
        'armed'
        """
        return self._resolver.resolve(text, Scene(on, country, frozenset(seen), kind_hint))

    def resolve_mention(
        self,
        text: str,
        start: int,
        end: int,
        *,
        on: date | None = None,
        country: str | None = None,
        named: Sequence[ActorMention] | None = None,
    ) -> ActorMatch | None:
        """Return who a mention names, with what the text around it says: a title, a full name elsewhere, an apposition.

        ``start`` and ``end`` are code points of ``text``; ``named`` is what `find_actors` finds in it, for those who
        ask about many mentions of one text.

        >>> text = "Haider al-Abadi came to Mosul. Mr Abadi left at noon."
        >>> Register.load().resolve_mention(text, 31, 39).name
        'Haider al-Abadi'
        """
        found = self.find_actors(text) if named is None else named
        return in_text(self._resolver, found, text, (start, end), Scene(on, country))

    def candidates(
        self, text: str, *, on: date | None = None, country: str | None = None, limit: int = 10
    ) -> tuple[Candidate, ...]:
        """Return whom a name or phrase may stand for, best first, each with the reason.

        What `resolve` settles on stands first; then come the others of that name; then those whose name is alike,
        over spellings and transliterations.

        >>> Register.load().candidates("Hayder Abadi")[0].name
        'Haider al-Abadi'
        """
        return candidates_of(self._resolver, text, Scene(on, country), limit)

    def names_of(self, actor_id: str) -> tuple[str, ...]:
        """Return every spelling of an actor that the register has, surnames alone left out; its own name first."""
        entity = self.entity(actor_id)
        own = [entity.name] if entity is not None else []
        others = sorted(
            name.alias
            for names in self.tables.names.values()
            for name in names
            if name.actor_id == actor_id and not name.weak
        )
        return tuple(dict.fromkeys((*own, *others)))

    def find_actors(self, text: str, *, offset: int = 0) -> list[ActorMention]:
        """Return the names and demonyms in a text, left to right, the longest where several begin.

        ``offset`` is added to ``start`` and ``end``. ``rule`` is ``capital`` for a capital, which is mostly a place.
        """
        return mentions_in(text, self.tables, self.index, offset=offset)

    def entity(self, actor_id: str) -> Entity | None:
        """Return the entry of an id, made by rule for the branch of a state; ``None`` if there is none."""
        return self.tables.entity(actor_id)

    def name(self, actor_id: str) -> str | None:
        """Return the name of an id.

        >>> Register.load().name("SYR.MIL")
        'armed forces of Syria'
        """
        entity = self.entity(actor_id)
        return entity.name if entity else None

    def kind(self, actor_id: str) -> str | None:
        """Return the kind of an id, from ``kinds.KINDS``."""
        entity = self.entity(actor_id)
        return entity.kind if entity else None

    def is_armed(self, name: str) -> bool:
        """Return whether a name is that of an armed group, a militia or a gang, and of nothing else.

        >>> register = Register.load()
        >>> register.is_armed("Renamo"), register.is_armed("Syria")
        (True, False)
        """
        found = self.find_actors(name)
        return len(found) == 1 and found[0].text == name and found[0].kind in ("rebel", "armed", "militia", "criminal")

    def country_of(self, actor_id: str) -> str | None:
        """Return the ISO alpha-3 code of an id's country; of several, the first; ``None`` if it has none."""
        entity = self.entity(actor_id)
        return entity.countries[0] if entity and entity.countries else None

    def terms_of(self, actor_id: str) -> tuple[Term, ...]:
        """Return the offices that a person has held."""
        entity = self.entity(actor_id)
        return tuple(entity.terms) if entity else ()

    def affiliations(self, actor_id: str) -> tuple[str, ...]:
        """Return whom an actor belongs to: a person's states and groups, a group's parents, a branch's state."""
        entity = self.entity(actor_id)
        if entity is None:
            return ()
        held = (f"{term.country}.{_branch(term)}" for term in entity.terms if term.country)
        return tuple(dict.fromkeys((*entity.parents, *held)))

    def same_actor(self, one: str, other: str) -> bool:
        """Return whether two ids are one actor."""
        return same_actor(one, other)

    def related(self, one: str, other: str) -> bool:
        """Return whether two ids may stand for one actor, the one being part of the other.

        >>> register = Register.load()
        >>> register.related("IRQ", "IRQ.MIL.AIR"), register.related("IRQ", "group:islamic-state")
        (True, False)
        """
        return related(one, other, self.affiliations)


def _branch(term: Term) -> str:
    return SUFFIX_OF_KIND["military"] if term.office in ("army_chief", "military_spokesman") else "GOV"


def _stamp(path: Path) -> tuple[int, int]:
    """Return when a file was last written and its size, so that a changed one is read again."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _load(extra: tuple[tuple[Path, tuple[int, int]], ...]) -> Register:
    tables = load_tables([path for path, _ in extra])
    index = Index.of(tables)
    return Register(tables, index, Resolver.of(tables, index))

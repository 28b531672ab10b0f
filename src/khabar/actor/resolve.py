"""From a noun phrase to an actor: what stands at its head, whose it is, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from khabar.actor.choose import SETTLED, SURE, USUAL, Choice, choose
from khabar.actor.heads import Head, head_of, split, without_sides
from khabar.actor.index import Index
from khabar.actor.kinds import SUFFIX_OF_KIND
from khabar.actor.load import Entity, Name, Noun, Tables
from khabar.actor.marks import marks
from khabar.actor.match import ActorMatch
from khabar.actor.modifiers import armed, goes_on, is_generic, names_a_group, proper_run, specific, title_of_words
from khabar.actor.offices import Offices, office_before
from khabar.actor.persons import Persons, run_at_end
from khabar.actor.phrase import KEPT, Chunk, Part, chunks_of
from khabar.actor.scene import Scene
from khabar.actor.search import Search
from khabar.actor.terms import When, office_of, term_on, title_of, when_of
from khabar.actor.words import PHRASE

_OF_A_BODY: Final = Noun(kind="civilian")
"""Who presides over a university, a club, a federation."""

_STATE_RULES: Final = frozenset({"country", "demonym", "people", "capital"})
_LOCAL_SUFFIXES: Final = frozenset({"CIV", "REB", "PRO", "OPP", "CRM", "MLT"})
_NOT_ONES_OWN: Final = frozenset({"civilian", "witness", "protesters", "expert", "business", "ngo"})
_ARMED: Final = frozenset({"military", "rebel", "militia", "armed", "police", "criminal"})


@dataclass(slots=True)
class Resolver:
    """Resolves phrases against a register's tables."""

    tables: Tables
    index: Index
    search: Search
    offices: Offices
    persons: Persons
    _kept: dict[tuple[str, Scene], ActorMatch | None] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables, index: Index) -> Resolver:
        """Return the resolver of a register's tables."""
        search = Search(tables)
        return cls(tables, index, search, Offices(tables), Persons(tables, search))

    def resolve(self, text: str, scene: Scene) -> ActorMatch | None:
        """Return who a noun phrase names."""
        if len(text) > PHRASE:
            return self._first(text, scene)
        asked = (text, scene)
        try:
            return self._kept[asked]
        except KeyError:
            found = self._first(text, scene)
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[asked] = found
        return found

    def _first(self, text: str, scene: Scene) -> ActorMatch | None:
        chunks = chunks_of(text, self.index)
        parts = split(chunks)
        for i, part in enumerate(parts):
            head = head_of(part)
            if head is None:
                continue
            match = self._resolve(head, scene)
            if match is not None and i + 1 < len(parts) and match.rule in ("demonym", "country"):
                shared = self._shared_noun(head, parts[i + 1], scene)
                match = shared or match
            if match is not None:
                return match
        return None

    def _shared_noun(self, head: Head, following: list[Chunk], scene: Scene) -> ActorMatch | None:
        """Return "US" of "US and Iraqi forces" as the US forces."""
        if not following or following[-1].part is not Part.NOUN:
            return None
        return self._resolve(Head([*head.chunks, following[-1]]), scene)

    def _resolve(self, head: Head, scene: Scene) -> ActorMatch | None:
        chunks, led = without_sides(head.chunks)
        if not chunks:
            return None
        chunks, owner = self._owner(chunks, scene)
        if not chunks:
            return None
        last = chunks[-1]
        if last.part is Part.PROPER or (last.part is Part.NAME and _is_surname(chunks)):
            return self._person(chunks, head, scene, owner)
        if last.part is Part.NAME:
            match = self._named(chunks, head, scene, owner)
            return replace(match, rule="led", score=min(match.score, SETTLED)) if match and led else match
        if last.part is Part.NOUN and last.noun is not None:
            return self._noun(chunks, last.noun, head, scene, owner)
        if owner is not None and owner.kind not in ("state", "people", "government", "ethnic"):
            if owner.kind == "person" and last.key in marks("kin"):
                return self._counterpart(chunks, owner, scene)
            return replace(owner, score=min(owner.score, 0.5), rule="possessive")
        return self._modifier(chunks, scene)

    def _counterpart(self, chunks: Sequence[Chunk], owner: ActorMatch, scene: Scene) -> ActorMatch | None:
        entity = self.tables.entity(owner.actor_id) if owner.actor_id else None
        countries = self._countries(chunks[:-1])
        if entity is None or not countries or chunks[-1].key != "counterpart":
            return None
        return self.offices.counterpart(entity, countries[0], scene)

    def _owner(self, chunks: list[Chunk], scene: Scene) -> tuple[list[Chunk], ActorMatch | None]:
        """Split off the possessor: "Assad" of "Assad's forces". A possessive at the very end is only a mark."""
        while chunks and chunks[-1].part is Part.POSSESSIVE:
            chunks = chunks[:-1]
        at = [i for i, chunk in enumerate(chunks) if chunk.part is Part.POSSESSIVE]
        if not at:
            return chunks, None
        before = [chunk for chunk in chunks[: at[-1]] if chunk.part is not Part.POSSESSIVE]
        owner = self._resolve(Head(before), scene) if before else None
        return chunks[at[-1] + 1 :], owner

    def _match(
        self, choice: Choice, rule: str, scene: Scene, office: str | None = None, countries: Sequence[str] = ()
    ) -> ActorMatch:
        entity = choice.entity
        if entity is None:
            tied = [c for c in choice.candidates if c.score == choice.candidates[0].score]
            of, kinds = {c.country_iso3 for c in tied}, {c.kind for c in tied}
            country = next(iter(of)) if len(of) == 1 else None
            kind = next(iter(kinds)) if len(kinds) == 1 else None
            return ActorMatch(None, None, kind, country, choice.score, "ambiguous", choice.candidates)
        country = self._country(entity, scene, countries)
        held = office_of(self.tables, entity, scene.on)
        if held is None and office and scene.on is None:
            titles = [t for t in entity.terms if t.office == office]
            held = title_of(self.tables, entity, titles[-1]) if titles else None
        others = tuple(c for c in choice.candidates if c.actor_id != entity.actor_id)
        return ActorMatch(entity.actor_id, entity.name, entity.kind, country, choice.score, rule, others, held)

    def _country(self, entity: Entity, scene: Scene, countries: Sequence[str]) -> str | None:
        """Return an actor's country: of several, the one said beside the name, or that of the office held that day."""
        said = next((iso3 for iso3 in countries if iso3 in entity.countries), None)
        term = term_on(entity, scene.on) if len(entity.countries) != 1 else None
        if said is None and term is not None:
            return term.country or None
        return said or next(iter(entity.countries), None)

    def _of(self, actor_id: str, rule: str, score: float, *, kind: str | None = None) -> ActorMatch | None:
        entity = self.tables.entity(actor_id)
        if entity is None:
            return None
        country = entity.countries[0] if entity.countries else None
        return ActorMatch(actor_id, entity.name, kind or entity.kind, country, score, rule)

    def _countries(self, chunks: Sequence[Chunk], owner: ActorMatch | None = None) -> list[str]:
        """Return the states that the chunks before a head name, the nearest first."""
        found = []
        for chunk in reversed(chunks):
            for name in chunk.names:
                if name.rule in _STATE_RULES:
                    found.append(name.actor_id[:3])
        if owner is not None and owner.kind in ("state", "people", "government") and owner.country_iso3:
            found.append(owner.country_iso3)
        return list(dict.fromkeys(found))

    def _named(self, chunks: list[Chunk], head: Head, scene: Scene, owner: ActorMatch | None) -> ActorMatch | None:
        last, before = chunks[-1], chunks[:-1]
        rules = {name.rule for name in last.names}
        near = before[-1] if before else None
        plain = rules <= _STATE_RULES
        if plain:
            placed = near is not None and (near.part is Part.PROPER or near.key in marks("direction"))
            if placed and not rules & {"people"}:
                return None
            return self._state(last, head)
        beside = near is not None and near.part is Part.PROPER and near.key not in marks("usual_proper")
        if rules == {"person"} and beside:
            return self._person(chunks, head, scene, owner)
        if beside and rules == {"group"} and " " not in last.key and near is not None and _is_given(near, last):
            return None
        if is_generic(last) and (beside or goes_on(head)):
            return ActorMatch(None, None, self._kind_of(last.names), None, 0.4, "part of an unknown name")
        office = office_before(before)
        countries = self._countries(before, owner)
        choice = choose(last.names, self.tables, scene, countries=countries, title=title_of_words(office))
        if choice is None:
            return None
        match = self._match(choice, choice.name.rule, scene, office[0].office if office else None, countries)
        if match.kind in ("ethnic", "religious"):
            match = replace(match, country_iso3=countries[0] if countries else match.country_iso3)
        return match

    def _kind_of(self, names: Sequence[Name]) -> str | None:
        kinds = {entity.kind for name in names if (entity := self.tables.entity(name.actor_id)) is not None}
        return next(iter(kinds)) if len(kinds) == 1 else None

    def _state(self, last: Chunk, head: Head) -> ActorMatch | None:
        by_rule = {name.rule: name for name in reversed(last.names)}
        people = by_rule.get("people")
        if people is not None and head.chunks[0].key == "ethnic":
            return ActorMatch(None, None, "ethnic", None, USUAL, "people")
        only_people = people is not None and "demonym" not in by_rule and "country" not in by_rule
        singular = head.counted and "demonym" in by_rule and "country" not in by_rule
        if people is not None and (only_people or head.definite or head.counted) and "country" not in by_rule:
            if head.definite and not head.counted:
                match = self._of(people.actor_id, "people", USUAL)
                return replace(match, kind="people") if match else None
            return self._of(f"{people.actor_id}.CIV", "people", SETTLED)
        if singular:
            return self._of(f"{by_rule['demonym'].actor_id}.CIV", "people", SETTLED)
        for rule, score in (("country", SURE), ("demonym", SETTLED), ("people", USUAL), ("capital", USUAL)):
            if rule in by_rule:
                return self._of(by_rule[rule].actor_id, rule, score)
        return None

    def _person(self, chunks: list[Chunk], head: Head, scene: Scene, owner: ActorMatch | None) -> ActorMatch | None:
        """Return the person of a run of capitalised words, or the unit of the one who bears a name we do not know."""
        run, before = run_at_end(chunks)
        if not run:
            return None
        countries = self._countries(before, owner)
        office = office_before(before)
        titled = bool(before) and before[-1].part is Part.NOUN
        if len(run) == 1 and any(name.rule != "person" or not name.weak for name in run[0].names):
            # A rank stood before a name that the register has in full.
            names = [name for name in run[0].names if not name.weak]
            choice = choose(names, self.tables, scene, countries=countries, title=title_of_words(office))
            if choice is not None:
                return self._match(choice, choice.name.rule, scene, office[0].office if office else None, countries)
        found = self.persons.find(run, scene, countries=countries, title=title_of_words(office), titled=titled)
        if found is not None:
            return self._match(found[0], found[1], scene, office[0].office if office else None, countries)
        if titled and before[-1].noun is not None:
            return self._noun(before, before[-1].noun, head, scene, owner, named=True)
        return self._spelled_group(chunks, scene)

    def _spelled_group(self, chunks: Sequence[Chunk], scene: Scene) -> ActorMatch | None:
        """Return the group of which capitalised words are another spelling: "Jaish ul-Adl", "Hizbollah"."""
        start = next((i for i, chunk in enumerate(chunks) if chunk.part in (Part.PROPER, Part.NAME)), None)
        if start is None or any(chunk.key in marks("honorific") for chunk in chunks):
            return None
        words = " ".join(chunk.text for chunk in chunks[start:])
        spelled = self.search.spellings(words, ("group", "organisation", "service"))
        best = [entry for entry, score in spelled if score >= spelled[0][1] - 1]
        choice = choose(best, self.tables, scene, countries=self._countries(chunks[:start]))
        if choice is None:
            return None
        return self._match(replace(choice, score=min(choice.score, SETTLED)), "spelling", scene)

    def _modifier(self, chunks: list[Chunk], scene: Scene) -> ActorMatch | None:
        """Return whose an unknown thing is: the group of "ISIS stronghold", the army of "Israeli army bulldozers".

        A state before an unknown noun tells only the country, and of a single one ("a Syrian town") nothing.
        """
        before = chunks[:-1]
        for chunk in reversed(before):
            names = [n for n in chunk.names if n.rule in ("group", "organisation", "service") and not n.weak]
            if names and (choice := choose(names, self.tables, scene)):
                return self._match(replace(choice, score=min(choice.score, 0.5)), "modifier", scene)
        countries = self._countries(before)
        last = chunks[-1]
        if not countries or last.part is not Part.WORD or not self._bare([c for c in before if c.noun is None]):
            return None
        noun = before[-1].noun
        if noun is not None and noun.suffix:
            return self._of(f"{countries[0]}.{noun.suffix}", "modifier", 0.5)
        if last.key.endswith("s") and not last.key.endswith("ss") and before[-1].names:
            return ActorMatch(None, None, None, countries[0], 0.3, "modifier")
        return None

    def _noun(
        self,
        chunks: list[Chunk],
        noun: Noun,
        head: Head,
        scene: Scene,
        owner: ActorMatch | None,
        *,
        named: bool = False,
    ) -> ActorMatch | None:
        before = chunks[:-1]
        beside = {chunk.key for chunk in before}
        noun = specific(before, noun)
        if noun.office and beside & marks("not_the_holder"):
            noun = replace(noun, office=None)
        if noun.office and beside & marks("not_national"):
            noun = next((c.noun for c in reversed(before) if c.noun and c.key in marks("not_national")), _OF_A_BODY)
        unknown_name = any(chunk.part is Part.PROPER and chunk.key not in marks("usual_proper") for chunk in before)
        possessor = self._possessor(before, noun, scene) or owner
        countries = self._countries(before, owner)
        if possessor is None and unknown_name and not named:
            possessor = self._spelled_group(proper_run(before), scene)
        if possessor is None and not countries:
            possessor, countries = self._after(head, noun, scene)
        if possessor is not None and possessor.kind not in ("state", "people", "religious"):
            return self._belonging(possessor, noun, countries, scene)
        if countries:
            iso3 = countries[0]
            if names_a_group(before) and (noun.suffix or "").startswith(("MIL", "REB", "MLT", "GOV")):
                return ActorMatch(None, None, armed(noun), iso3, 0.4, "unknown name")
            former = bool(beside & marks("former"))
            if noun.office:
                return self.offices.holder(iso3, noun.office, scene, former=former, named=named, word=chunks[-1].key)
            if chunks[-1].key in marks("leader") and not named and self._bare(before):
                return self._leader(iso3, noun, scene, former=former)
            return self._branch(iso3, noun)
        context = None
        if not (named or head.counted or head.after or beside & marks("former") or owner is not None):
            context = self.offices.in_context(chunks[-1], before, scene, definite=head.definite)
        if context is not None or noun.kind is None:
            return context
        kind = "armed" if unknown_name and noun.kind == "military" and chunks[-1].text[:1].isupper() else noun.kind
        return ActorMatch(None, None, kind, None, USUAL, "noun")

    def _bare(self, before: Sequence[Chunk]) -> bool:
        """Return whether nothing but a state and words that add nothing stand before a noun: no "tribal leader"."""
        states = all(name.rule in _STATE_RULES for chunk in before for name in chunk.names)
        return states and all(chunk.names or chunk.key in marks("own") for chunk in before)

    def _leader(self, iso3: str, noun: Noun, scene: Scene, *, former: bool) -> ActorMatch | None:
        if former:
            return ActorMatch(None, None, "person", iso3, USUAL, "former office")
        return self.offices.leader(iso3, scene) or self._branch(iso3, noun)

    def _branch(self, iso3: str, noun: Noun) -> ActorMatch | None:
        if noun.part and noun.suffix is None and noun.kind is None:
            return self._of(iso3, "part", USUAL)
        suffix = noun.suffix or SUFFIX_OF_KIND.get(noun.kind or "", "")
        if noun.kind == "political" and not suffix:
            # A party may be the one that governs.
            return ActorMatch(None, None, noun.kind, iso3, USUAL, "branch")
        return self._of(f"{iso3}.{suffix}", "branch", SURE) if suffix else None

    def _possessor(self, before: Sequence[Chunk], noun: Noun, scene: Scene) -> ActorMatch | None:
        """Return the group, organisation, service or person that stands before a noun.

        Of several that bear the name, fighters are those of an armed one.
        """
        for chunk in reversed(before):
            names = [n for n in chunk.names if not n.weak and n.rule not in _STATE_RULES]
            if names:
                armed = [n for n in names if (e := self.tables.entity(n.actor_id)) is not None and e.kind in _ARMED]
                names = armed if armed and noun.kind in _ARMED else names
                choice = choose(names, self.tables, scene, countries=self._countries(before))
                return self._match(choice, choice.name.rule, scene) if choice and choice.entity else None
        return None

    def _belonging(self, owner: ActorMatch, noun: Noun, countries: Sequence[str], scene: Scene) -> ActorMatch | None:
        """Return the noun's people as those of a group, organisation, service or leader."""
        entity = self.tables.entity(owner.actor_id) if owner.actor_id else None
        kind = noun.kind
        if entity is None and (noun.part or noun.kind == "government"):
            kind = owner.kind
        if entity is None:
            return ActorMatch(None, None, kind, owner.country_iso3, 0.5, "noun") if kind else None
        if entity.kind == "person":
            if kind in _NOT_ONES_OWN:
                return ActorMatch(None, None, kind, owner.country_iso3, 0.5, "noun")
            if entity.terms and when_of(entity, scene.on) is When.OVER:
                # Who is out of office commands no army of the state any more.
                own = "militia" if kind in ("military", "armed") else kind
                return ActorMatch(None, None, own, owner.country_iso3, 0.5, "former leader's")
            if entity.parents:
                return self._of(entity.parents[0], "leader's", SETTLED)
            if not owner.country_iso3:
                return None
            return self._branch(owner.country_iso3, Noun(suffix="GOV") if noun.office or noun.part else noun)
        if entity.kind == "ethnic":
            country = countries[0] if countries else owner.country_iso3
            own = "militia" if kind in ("military", "armed") else kind
            return ActorMatch(entity.actor_id, entity.name, own, country, SETTLED, "ethnic+noun")
        if kind in _NOT_ONES_OWN and entity.kind not in ("ngo", "igo", "media"):
            return ActorMatch(None, None, kind, owner.country_iso3, 0.5, "noun")
        if (kind == "civilian" and entity.kind not in ("ngo", "igo", "media")) or (
            kind == "political" and entity.kind in ("rebel", "militia")
        ):
            return ActorMatch(None, None, kind, None, 0.5, "noun")
        return replace(owner, rule=f"{owner.rule}+noun")

    def _after(self, head: Head, noun: Noun, scene: Scene) -> tuple[ActorMatch | None, list[str]]:
        """Return the owner or the states that stand behind a noun: "soldiers from Chad", "forces loyal to Haftar"."""
        suffix = noun.suffix or SUFFIX_OF_KIND.get(noun.kind or "", "")
        for preposition, chunks in head.after:
            if preposition not in marks("owning") and preposition not in marks("standing"):
                return None, []
            inner = head_of(chunks)
            if inner is None:
                continue
            match = self._resolve(inner, scene)
            if match is None or match.rule == "context" or (match.country_iso3 is None and match.actor_id is None):
                if preposition == "loyal":
                    continue
                return None, []
            if match.rule in ("country", "capital", "demonym"):
                local = preposition in marks("owning") or suffix.split(".")[0] in _LOCAL_SUFFIXES
                return None, [match.country_iso3] if local and match.country_iso3 else []
            return (match, []) if preposition in marks("owning") else (None, [])
        return None, []


def _is_given(near: Chunk, last: Chunk) -> bool:
    """Return whether an unknown capitalised word makes a group's name somebody's surname: "Farhana Maute"."""
    return near.end == last.start and near.text[1:].islower() and not last.text.isupper() and last.text[-1:] != "s"


def _is_surname(chunks: Sequence[Chunk]) -> bool:
    return all(name.weak for name in chunks[-1].names)

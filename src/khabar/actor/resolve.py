"""From a noun phrase to an actor: what stands at its head, whose it is, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from khabar.actor.choose import SETTLED, SURE, USUAL, Choice, choose
from khabar.actor.index import Index
from khabar.actor.kinds import SUFFIX_OF_KIND
from khabar.actor.load import Entity, Noun, Tables
from khabar.actor.marks import marks
from khabar.actor.match import ActorMatch
from khabar.actor.phrase import Chunk, Part, chunks_of
from khabar.actor.search import Search, office_of, title_of

_LOCAL_SUFFIXES: Final = frozenset({"CIV", "REB", "PRO", "OPP", "CRM", "MLT"})
_NOT_ONES_OWN: Final = frozenset({"civilian", "witness", "protesters", "expert", "business", "ngo"})
_SPECIFIC: Final = frozenset({"rebel", "militia", "criminal", "protesters", "political", "police", "military"})
_BROAD: Final[dict[str, frozenset[str]]] = {
    "police": frozenset({"government", "civilian"}),
    "military": frozenset({"government"}),
    "political": frozenset({"armed"}),
}
_BROAD_USUAL: Final = frozenset({"military", "armed", "government", "civilian"})


@dataclass(slots=True)
class _Head:
    """The head of a phrase with all that stands around it."""

    chunks: list[Chunk]
    after: list[tuple[str, list[Chunk]]] = field(default_factory=list)
    definite: bool = False
    counted: bool = False


@dataclass(slots=True)
class Resolver:
    """Resolves phrases against a register's tables."""

    tables: Tables
    index: Index
    search: Search
    _holders: dict[tuple[str, str], list[Entity]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entity in self.tables.entities.values():
            for term in entity.terms:
                holders = self._holders.setdefault((term.country, term.office), [])
                if entity not in holders:
                    holders.append(entity)

    def resolve(self, text: str, *, on: date | None, kind_hint: str | None) -> ActorMatch | None:
        """Return who a noun phrase names."""
        chunks = chunks_of(text, self.index)
        parts = _split(chunks)
        for i, part in enumerate(parts):
            head = _head(part)
            if head is None:
                continue
            match = self._resolve(head, on, kind_hint)
            if match is not None and i + 1 < len(parts) and match.rule in ("demonym", "country"):
                shared = self._shared_noun(head, parts[i + 1], on)
                match = shared or match
            if match is not None:
                return match
        return None

    def _shared_noun(self, head: _Head, following: list[Chunk], on: date | None) -> ActorMatch | None:
        """Return "US" of "US and Iraqi forces" as the US forces."""
        if not following or following[-1].part is not Part.NOUN:
            return None
        return self._resolve(_Head([*head.chunks, following[-1]]), on, None)

    def _resolve(self, head: _Head, on: date | None, kind_hint: str | None) -> ActorMatch | None:
        chunks, led = _without_sides(head.chunks)
        if not chunks:
            return None
        chunks, owner = self._owner(chunks, on)
        if not chunks:
            return None
        last = chunks[-1]
        if last.part is Part.PROPER or (last.part is Part.NAME and _is_surname(chunks)):
            return self._person(chunks, head, on, owner)
        if last.part is Part.NAME:
            match = self._named(chunks, head, on, kind_hint, owner)
            return replace(match, rule="led", score=min(match.score, SETTLED)) if match and led else match
        if last.part is Part.NOUN and last.noun is not None:
            return self._noun(chunks, last.noun, head, on, owner)
        if owner is not None and owner.kind not in ("state", "people", "government", "ethnic"):
            return replace(owner, score=min(owner.score, 0.5), rule="possessive")
        return self._modifier(chunks, on)

    def _owner(self, chunks: list[Chunk], on: date | None) -> tuple[list[Chunk], ActorMatch | None]:
        """Split off the possessor: "Assad" of "Assad's forces". A possessive at the very end is only a mark."""
        while chunks and chunks[-1].part is Part.POSSESSIVE:
            chunks = chunks[:-1]
        at = [i for i, chunk in enumerate(chunks) if chunk.part is Part.POSSESSIVE]
        if not at:
            return chunks, None
        before = [chunk for chunk in chunks[: at[-1]] if chunk.part is not Part.POSSESSIVE]
        owner = self._resolve(_Head(before), on, None) if before else None
        return chunks[at[-1] + 1 :], owner

    def _match(self, choice: Choice, rule: str, on: date | None, office: str | None = None) -> ActorMatch:
        entity = choice.entity
        if entity is None:
            countries = {c.country_iso3 for c in choice.candidates if c.score == choice.candidates[0].score}
            country = next(iter(countries)) if len(countries) == 1 else None
            return ActorMatch(None, None, "person", country, choice.score, "ambiguous", choice.candidates)
        country = entity.countries[0] if entity.countries else None
        held = office_of(self.tables, entity, on)
        if held is None and office and on is None:
            titles = [t for t in entity.terms if t.office == office]
            held = title_of(self.tables, entity, titles[-1]) if titles else None
        others = tuple(c for c in choice.candidates if c.actor_id != entity.actor_id)
        return ActorMatch(entity.actor_id, entity.name, entity.kind, country, choice.score, rule, others, held)

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
                if name.rule in ("country", "demonym", "people", "capital"):
                    found.append(name.actor_id[:3])
        if owner is not None and owner.kind in ("state", "people", "government") and owner.country_iso3:
            found.append(owner.country_iso3)
        return list(dict.fromkeys(found))

    def _named(
        self, chunks: list[Chunk], head: _Head, on: date | None, kind_hint: str | None, owner: ActorMatch | None
    ) -> ActorMatch | None:
        last, before = chunks[-1], chunks[:-1]
        rules = {name.rule for name in last.names}
        near = before[-1] if before else None
        plain = rules <= {"country", "demonym", "people", "capital"}
        if plain:
            placed = near is not None and (near.part is Part.PROPER or near.key in marks("direction"))
            if placed and not rules & {"people"}:
                return None
            return self._state(last, head, kind_hint)
        if (
            rules == {"person"}
            and near is not None
            and near.part is Part.PROPER
            and near.key not in marks("usual_proper")
        ):
            return self._person(chunks, head, on, owner)
        offices = [chunk.noun.office for chunk in before if chunk.noun and chunk.noun.office]
        choice = choose(
            last.names,
            self.tables,
            self.search,
            on=on,
            countries=self._countries(before, owner),
            kind_hint=kind_hint,
            office=offices[-1] if offices else None,
        )
        if choice is None:
            return None
        match = self._match(choice, choice.name.rule, on, offices[-1] if offices else None)
        if match.kind in ("ethnic", "religious"):
            countries = self._countries(before, owner)
            match = replace(match, country_iso3=countries[0] if countries else match.country_iso3)
        return match

    def _state(self, last: Chunk, head: _Head, kind_hint: str | None) -> ActorMatch | None:
        by_rule = {name.rule: name for name in reversed(last.names)}
        people = by_rule.get("people")
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

    def _person(self, chunks: list[Chunk], head: _Head, on: date | None, owner: ActorMatch | None) -> ActorMatch | None:
        """Return the person of a run of capitalised words, or the unit of the one who bears a name we do not know."""
        cut = len(chunks)
        while cut and (chunks[cut - 1].part is Part.PROPER or any(n.rule == "person" for n in chunks[cut - 1].names)):
            cut -= 1
        run, before = chunks[cut:], chunks[:cut]
        while run and run[0].key in marks("usual_proper"):
            run = run[1:]
        if not run:
            return None
        countries = self._countries(before, owner)
        office = next((c.noun.office for c in reversed(before) if c.noun and c.noun.office), None)
        titled = bool(before) and before[-1].part is Part.NOUN
        if len(run) == 1 and run[0].names and titled:
            choice = choose(run[0].names, self.tables, self.search, on=on, countries=countries, office=office)
            if choice and choice.entity and (not countries or set(countries) & set(choice.entity.countries)):
                fits = office is None or any(term.office == office for term in choice.entity.terms)
                if fits and (office or countries):
                    return self._match(choice, "title", on, office)
        spelled = self.search.spellings(" ".join(chunk.text for chunk in run))
        if spelled:
            best = [entry for entry, score in spelled if score >= spelled[0][1] - 1]
            choice = choose(best, self.tables, self.search, on=on, countries=countries, office=office)
            if choice and choice.entity and (not countries or set(countries) & set(choice.entity.countries)):
                return self._match(replace(choice, score=min(choice.score, SETTLED)), "spelling", on, office)
        if titled and before[-1].noun is not None:
            return self._noun(before, before[-1].noun, head, on, owner, named=True)
        return None

    def _modifier(self, chunks: list[Chunk], on: date | None) -> ActorMatch | None:
        """Return the group of "ISIS stronghold"; a state before an unknown noun ("Syrian town") tells nothing."""
        for chunk in reversed(chunks[:-1]):
            names = [n for n in chunk.names if n.rule in ("group", "organisation", "service") and not n.weak]
            if names and (choice := choose(names, self.tables, self.search, on=on)):
                return self._match(replace(choice, score=min(choice.score, 0.5)), "modifier", on)
        return None

    def _noun(
        self,
        chunks: list[Chunk],
        noun: Noun,
        head: _Head,
        on: date | None,
        owner: ActorMatch | None,
        *,
        named: bool = False,
    ) -> ActorMatch | None:
        before = chunks[:-1]
        beside = {chunk.key for chunk in before}
        noun = _specific(before, noun)
        if noun.office and beside & marks("not_the_holder"):
            noun = replace(noun, office=None)
        possessor = self._possessor(before, on) or owner
        countries = self._countries(before, owner)
        if possessor is None and not countries:
            possessor, countries = self._after(head, noun, on)
        unknown_name = any(chunk.part is Part.PROPER and chunk.key not in marks("usual_proper") for chunk in before)
        if possessor is not None and possessor.kind not in ("state", "people", "religious"):
            return self._belonging(possessor, noun, countries, on)
        if countries:
            iso3 = countries[0]
            if _names_a_group(before) and (noun.suffix or "").startswith(("MIL", "REB", "MLT", "GOV")):
                return ActorMatch(None, None, _armed(noun), iso3, 0.4, "unknown name")
            if noun.office:
                return self._holder(iso3, noun.office, on, former=bool(beside & marks("former")), named=named)
            return self._branch(iso3, noun)
        if noun.kind is None:
            return None
        kind = "armed" if unknown_name and noun.kind == "military" and chunks[-1].text[:1].isupper() else noun.kind
        return ActorMatch(None, None, kind, None, USUAL, "noun")

    def _branch(self, iso3: str, noun: Noun) -> ActorMatch | None:
        if noun.part and noun.suffix is None and noun.kind is None:
            return self._of(iso3, "part", USUAL)
        suffix = noun.suffix or SUFFIX_OF_KIND.get(noun.kind or "", "")
        return self._of(f"{iso3}.{suffix}", "branch", SURE) if suffix else None

    def _holder(self, iso3: str, office: str, on: date | None, *, former: bool, named: bool) -> ActorMatch | None:
        """Return who held an office that day; the office alone where that is not known."""
        title = f"{self.tables.titles[office]} of {self.tables.country_name(iso3)}"
        if former:
            return ActorMatch(None, f"former {title}", "person", iso3, USUAL, "former office")
        if on is not None and not named:
            holding = [
                entity
                for entity in self._holders.get((iso3, office), [])
                if any(t.office == office and t.country == iso3 and t.holds(on) for t in entity.terms)
            ]
            if len(holding) == 1:
                entity = holding[0]
                held = office_of(self.tables, entity, on)
                return ActorMatch(entity.actor_id, entity.name, entity.kind, iso3, SETTLED, "office", (), held)
        return ActorMatch(f"{iso3}.GOV", title, "government", iso3, USUAL, "office")

    def _possessor(self, before: Sequence[Chunk], on: date | None) -> ActorMatch | None:
        """Return the group, organisation, service or person that stands before a noun."""
        for chunk in reversed(before):
            names = [n for n in chunk.names if not n.weak and n.rule not in ("country", "demonym", "people", "capital")]
            if names:
                choice = choose(names, self.tables, self.search, on=on, countries=self._countries(before))
                return self._match(choice, choice.name.rule, on) if choice and choice.entity else None
        return None

    def _belonging(self, owner: ActorMatch, noun: Noun, countries: Sequence[str], on: date | None) -> ActorMatch | None:
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

    def _after(self, head: _Head, noun: Noun, on: date | None) -> tuple[ActorMatch | None, list[str]]:
        """Return the owner or the states that stand behind a noun: "soldiers from Chad", "forces loyal to Haftar"."""
        suffix = noun.suffix or SUFFIX_OF_KIND.get(noun.kind or "", "")
        for preposition, chunks in head.after:
            if preposition not in marks("owning") and preposition not in marks("standing"):
                return None, []
            inner = _head(chunks)
            if inner is None:
                continue
            match = self._resolve(inner, on, None)
            if match is None or (match.country_iso3 is None and match.actor_id is None):
                if preposition == "loyal":
                    continue
                return None, []
            if match.rule in ("country", "capital", "demonym"):
                local = preposition in marks("owning") or suffix.split(".")[0] in _LOCAL_SUFFIXES
                return None, [match.country_iso3] if local and match.country_iso3 else []
            return (match, []) if preposition in marks("owning") else (None, [])
        return None, []


def _split(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Return a phrase cut at commas, conjunctions and relative clauses."""
    parts: list[list[Chunk]] = [[]]
    for chunk in chunks:
        if chunk.part is Part.BORDER:
            if chunk.key in ("who", "which", "that", "whom", "whose", "where", "when", "while"):
                break
            parts.append([])
        else:
            parts[-1].append(chunk)
    return [part for part in parts if part]


def _head(chunks: Sequence[Chunk]) -> _Head | None:
    """Return a part as head and what follows by prepositions; ``None`` if it begins as a place ("in Kabul")."""
    head = _Head([])
    rest = list(chunks)
    while rest and rest[0].part in (Part.DETERMINER, Part.NUMBER, Part.DOUBT, Part.PREPOSITION):
        first = rest.pop(0)
        if first.part is Part.PREPOSITION and first.key not in marks("leading"):
            return None
        head.definite = head.definite or first.key == "the"
        head.counted = head.counted or first.part is Part.NUMBER or first.key in ("a", "an", "many", "some", "several")
    at: list[Chunk] = head.chunks
    for chunk in rest:
        if chunk.part is Part.PREPOSITION and head.chunks:
            at = []
            head.after.append((chunk.key, at))
        elif chunk.part not in (Part.DETERMINER, Part.NUMBER, Part.DOUBT):
            at.append(chunk)
    return head if head.chunks else None


def _without_sides(chunks: Sequence[Chunk]) -> tuple[list[Chunk], bool]:
    """Return the chunks without helpers ("Turkish-backed …", "pro-Iran …"); true if "US-led" is all there is."""
    kept: list[Chunk] = []
    skip = False
    for i, chunk in enumerate(chunks):
        if skip:
            skip = False
        elif chunk.part is Part.SIDE:
            skip = True
        elif chunk.part is Part.LINK:
            if i == len(chunks) - 1:
                return kept if chunk.key == "led" else [], True
            if kept:
                kept.pop()
        else:
            kept.append(chunk)
    return kept, False


def _is_surname(chunks: Sequence[Chunk]) -> bool:
    return all(name.weak for name in chunks[-1].names)


def _specific(before: Sequence[Chunk], noun: Noun) -> Noun:
    """Return the noun that says most: "rebel" of "rebel soldiers", "police" of "police officials"."""
    for chunk in reversed(before):
        if chunk.noun is None or chunk.noun.kind not in _SPECIFIC:
            continue
        broad = _BROAD.get(chunk.noun.kind, _BROAD_USUAL)
        if noun.part or noun.kind in broad:
            return replace(chunk.noun, office=None)
    return noun


def _names_a_group(before: Sequence[Chunk]) -> bool:
    """Return whether an unknown proper word stands between a demonym and its noun: "Sudan Foo Army"."""
    seen = False
    for chunk in before:
        seen = seen or bool(chunk.names)
        if seen and chunk.part is Part.PROPER and chunk.key not in marks("usual_proper"):
            return True
    return False


def _armed(noun: Noun) -> str:
    return "armed" if noun.kind in (None, "military", "government") else noun.kind

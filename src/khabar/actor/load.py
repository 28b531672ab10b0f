"""The register's data files, read into entities, names and nouns."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from khabar.actor.kinds import KINDS
from khabar.actor.naming import plural, slug, surnames
from khabar.actor.words import key_of, words_of
from khabar.tables import Row, packaged, read_table

GROUP_COLUMNS = ("group_id", "name", "aliases", "countries", "start", "end", "kind", "parents")
PERSON_COLUMNS = ("name", "aliases", "country", "office", "from", "to")
_REGNAL = frozenset({"King", "Queen", "Emir", "Sultan", "Emperor", "Pope"})
"""Titles that stand before the first name: "King Hussein"."""
_INITIALS = re.compile(r"\b([A-Z]\.)(?=[A-Z]\.)")
_WITH_ARTICLE = re.compile(
    r"(?:United|Democratic Republic|Republic of|Central African Republic|Czech Republic|Dominican Republic|Philippines|"
    r"Netherlands|Maldives|Bahamas|Gambia|Comoros|Seychelles|Soviet|.* Islands?$)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """An office held: ``start`` and ``end`` are days, ``None`` where not known or still held."""

    country: str
    office: str
    title: str
    start: date | None
    end: date | None

    def holds(self, on: date) -> bool:
        """Return whether the office was held that day. A term without a beginning is not known to hold any day."""
        return self.start is not None and self.start <= on and (self.end is None or on <= self.end)


@dataclass(slots=True)
class Entity:
    """A country, institution, group, organisation or person of the register."""

    actor_id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    parents: tuple[str, ...] = ()
    terms: list[Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling of an entity. ``rule`` says what kind of name it is; ``weak`` names need a title beside them."""

    actor_id: str
    alias: str
    words: tuple[str, ...]
    rule: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that every state or people has, by rule. ``name`` has ``{name}`` and ``{adj}`` to fill."""

    suffix: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun says: a kind, a branch (``suffix``), an office; ``part`` if it stands for its owner."""

    kind: str | None = None
    suffix: str | None = None
    office: str | None = None
    part: bool = False


@dataclass(slots=True)
class Tables:
    """Everything that the data files say."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    nouns: dict[str, Noun] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def country_name(self, iso3: str) -> str:
        """Return a country's name as it stands in a sentence ("the United States")."""
        name = self.entities[iso3].name if iso3 in self.entities else iso3
        return f"the {name}" if _WITH_ARTICLE.match(name) else name

    def entity(self, actor_id: str) -> Entity | None:
        """Return the entity of an id; a state's branch is made by rule; ``None`` if there is no such id."""
        known = self.entities.get(actor_id)
        if known is not None:
            return known
        iso3, _, suffix = actor_id.partition(".")
        branch = self.branches.get(suffix)
        if branch is None or iso3 not in self.adjectives:
            return None
        name = branch.name.format(name=self.country_name(iso3), adj=self.adjectives[iso3])
        return Entity(actor_id, name, branch.kind, (iso3,))

    def add_name(self, actor_id: str, alias: str, rule: str, *, weak: bool = False) -> None:
        """Enter one spelling; initials with a blank between them too."""
        if rule == "person" and "." in alias and (spaced := _INITIALS.sub(r"\1 ", alias)) != alias:
            self.add_name(actor_id, spaced, rule, weak=weak)
        key, words = _keyed(alias.removeprefix("the "))
        if not key:
            return
        entry = Name(actor_id, alias, words, rule, weak)
        entries = self.names.setdefault(key, [])
        for i, old in enumerate(entries):
            if old.actor_id == actor_id and old.words == entry.words and old.rule == rule:
                entries[i] = old if weak else entry
                return
        entries.append(entry)

    def add_noun(self, noun: str, meaning: Noun) -> None:
        """Enter a common noun with its regular plural; what is there already is kept, and filled up."""
        for form in {noun, plural(noun)}:
            key = _keyed(form)[0]
            old = self.nouns.get(key, Noun())
            self.nouns[key] = Noun(
                meaning.kind if old.kind is None else old.kind,
                meaning.suffix if old.suffix is None else old.suffix,
                meaning.office if old.office is None else old.office,
                meaning.part or old.part,
            )


def _keyed(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name's key and its words. Plain names, which are most, need no tokens: it halves the time to load."""
    plain = name.replace("-", " ")
    if plain.isascii() and plain.replace(" ", "").isalpha():
        words = plain.split()
        return " ".join(words).lower(), tuple(words)
    found = words_of(name)
    return " ".join(word.key or word.mark for word in found), tuple(word.text for word in found)


def day(row: Row, column: str, *, last: bool = False) -> date | None:
    """Return an ISO date of a row; a year or a month alone is its first day, or its last.

    Raises:
        DataFileError: naming the line, if it is no date.
    """
    value = row[column]
    try:
        return _day(value, last) if value else None
    except ValueError:
        raise row.error(f"{column} {value!r}", "a day, month or year such as 2018-04-19, 2018-04, 2018") from None


@lru_cache(maxsize=8192)
def _day(value: str, last: bool) -> date:
    if len(value) > 7:
        return date.fromisoformat(value)
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 12, 31) if last else date(int(value), 1, 1)
    if re.fullmatch(r"\d{4}-\d{2}", value):
        year, month = int(value[:4]), int(value[5:])
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1) if last else first
    return date.fromisoformat(value)


def _kind(row: Row) -> str:
    if row["kind"] not in KINDS:
        raise row.error(f"kind {row['kind']!r}", f"one of {', '.join(KINDS)}")
    return row["kind"]


def _need(row: Row, column: str) -> str:
    if not row[column]:
        raise row.error(f"no {column}", f"a {column}")
    return row[column]


def _file(name: str) -> Path:
    return packaged("khabar.actor", name)


def load_tables(extra: Sequence[Path] = ()) -> Tables:
    """Return the packaged register with a user's own files added.

    A user's file has the columns of ``groups.tsv`` or of ``leaders.tsv``, by tabs, or by commas if it ends in ``.csv``.

    Raises:
        DataFileError: naming file and line, if a row cannot be used.
    """
    with _no_collector():
        return _load_tables(extra)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Let no garbage be looked for meanwhile: nothing is thrown away, and each look costs more as the tables grow."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _load_tables(extra: Sequence[Path]) -> Tables:
    tables = Tables()
    _countries(tables)
    _offices(tables)
    _agents(tables)
    _institutions(tables)
    for row in read_table(_file("services.tsv"), ("actor_id", "name", "aliases", "kind"), optional=("start", "end")):
        _service(tables, row)
    for name, prefix in (("groups.tsv", "group"), ("organisations.tsv", "org")):
        for row in read_table(_file(name), GROUP_COLUMNS, optional=("note",)):
            enter_group(tables, row, prefix)
    for row in read_table(_file("leaders.tsv"), PERSON_COLUMNS, optional=("title", "group", "note")):
        enter_person(tables, row)
    if extra:
        from khabar.actor.user import enter_file

        for path in extra:
            enter_file(tables, Path(path))
    return tables


def _countries(tables: Tables) -> None:
    columns = ("iso3", "name", "aliases", "adjectives", "people", "capitals")
    for row in read_table(_file("countries.tsv"), columns, optional=("note",)):
        iso3 = row["iso3"]
        if not re.fullmatch("[A-Z]{3}", iso3) or iso3 in tables.entities:
            raise row.error(f"code {iso3!r}", "an ISO 3166-1 alpha-3 code that stands only once")
        tables.entities[iso3] = Entity(iso3, row["name"], "state", (iso3,))
        for alias in (row["name"], *row.items("aliases")):
            tables.add_name(iso3, alias, "country")
        adjectives, people = row.items("adjectives"), row.items("people")
        tables.adjectives[iso3] = adjectives[0] if adjectives else row["name"]
        for adjective in adjectives:
            tables.add_name(iso3, adjective, "demonym")
        for word in people:
            tables.add_name(iso3, word, "people")
        for capital in row.items("capitals"):
            tables.add_name(f"{iso3}.GOV", capital, "capital")


def _institutions(tables: Tables) -> None:
    for row in read_table(_file("institutions.tsv"), ("suffix", "kind", "name", "nouns")):
        tables.branches[row["suffix"]] = Branch(row["suffix"], _kind(row), row["name"])
        for noun in row.items("nouns"):
            tables.add_noun(noun, Noun(kind=row["kind"], suffix=row["suffix"]))


def _offices(tables: Tables) -> None:
    for row in read_table(_file("offices.tsv"), ("office", "title", "forms")):
        tables.titles[row["office"]] = row["title"]
        for form in row.items("forms"):
            tables.add_noun(form, Noun(kind="government", suffix="GOV", office=row["office"]))


def _agents(tables: Tables) -> None:
    for row in read_table(_file("agents.tsv"), ("kind", "nouns")):
        part = row["kind"] == "part"
        kind = None if part else _kind(row)
        for noun in row.items("nouns"):
            tables.add_noun(noun, Noun(kind=kind, part=part))


def _entity(tables: Tables, row: Row, actor_id: str, countries: tuple[str, ...], rule: str) -> Entity:
    if actor_id in tables.entities:
        raise row.error(f"{actor_id} a second time", "an id that stands only once")
    for iso3 in countries:
        if iso3 not in tables.entities:
            raise row.error(f"country {iso3!r}", "a code of countries.tsv")
    entity = Entity(actor_id, _need(row, "name"), _kind(row), countries, day(row, "start"), day(row, "end", last=True))
    tables.entities[actor_id] = entity
    for alias in (entity.name, *row.items("aliases")):
        tables.add_name(actor_id, alias, rule)
    return entity


def _service(tables: Tables, row: Row) -> None:
    actor_id = _need(row, "actor_id")
    iso3, _, suffix = actor_id.partition(".")
    if suffix not in tables.branches:
        _entity(tables, row, actor_id, (iso3,), "service")
        return
    if iso3 not in tables.entities:
        raise row.error(f"country {iso3!r}", "a code of countries.tsv")
    for alias in (_need(row, "name"), *row.items("aliases")):
        tables.add_name(actor_id, alias, "service")


def enter_group(tables: Tables, row: Row, prefix: str) -> None:
    """Enter a row of groups or organisations."""
    raw = row["group_id"] or slug(_need(row, "name"))
    actor_id = raw if ":" in raw else f"{prefix}:{raw}"
    rule = {"group": "group", "org": "organisation"}[prefix]
    entity = _entity(tables, row, actor_id, row.items("countries"), rule)
    entity.parents = tuple(
        parent if ":" in parent or "." in parent else f"{prefix}:{parent}" for parent in row.items("parents")
    )


def enter_person(tables: Tables, row: Row) -> None:
    """Enter a row of persons: a person, or one more term."""
    name = _need(row, "name")
    actor_id = f"person:{slug(name)}"
    country = row["country"]
    if country and country not in tables.entities:
        raise row.error(f"country {country!r}", "a code of countries.tsv")
    entity = tables.entities.get(actor_id)
    if entity is None:
        entity = Entity(actor_id, name, "person", (country,) if country else ())
        tables.entities[actor_id] = entity
        tables.add_name(actor_id, name, "person")
        for surname in surnames(name, country):
            _add_surname(tables, actor_id, surname)
    elif country and entity.countries and country not in entity.countries:
        # Whose first row names no country speaks for none: a Secretary-General who was once a prime minister.
        entity.countries = (*entity.countries, country)
    for alias in row.items("aliases"):
        bare = untitled(tables, alias)
        tables.add_name(actor_id, bare, "person", weak=bare != alias and " " not in bare)
        for surname in surnames(bare, country):
            _add_surname(tables, actor_id, surname)
    group = row["group"]
    if group:
        group = group if ":" in group or "." in group else f"group:{group}"
        if tables.entity(group) is None:
            raise row.error(f"group {group!r}", "an id of groups.tsv, organisations.tsv or services.tsv")
        if group not in entity.parents:
            entity.parents = (*entity.parents, group)
    office = row["office"]
    if office:
        if office not in tables.titles:
            raise row.error(f"office {office!r}", f"one of {', '.join(tables.titles)}")
        title = row["title"] or tables.titles[office]
        if title in _REGNAL:
            tables.add_name(actor_id, name.split(" ")[0], "person", weak=True)
        entity.terms.append(Term(country, office, title, day(row, "from"), day(row, "to", last=True)))


def _add_surname(tables: Tables, actor_id: str, surname: str) -> None:
    """Enter a surname, unless it is a noun of the register: "King Abdullah" is not of Tom King's family."""
    if key_of(surname) not in tables.nouns:
        tables.add_name(actor_id, surname, "person", weak=True)


def untitled(tables: Tables, name: str) -> str:
    """Return a name without the office before it: "Abdullah" of "King Abdullah", which others were called too."""
    words = name.split(" ")
    for cut in range(min(len(words) - 1, 3), 0, -1):
        noun = tables.nouns.get(" ".join(words[:cut]).lower())
        if noun is not None and noun.office:
            return " ".join(words[cut:])
    return name

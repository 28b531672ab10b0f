"""Persons by name: in full, by another spelling, with a middle name, by the surname alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import fuzz, process

from khabar.actor.choose import SETTLED, USUAL, Choice, Title, choose
from khabar.actor.load import Name, Tables
from khabar.actor.marks import marks
from khabar.actor.phrase import Chunk, Part
from khabar.actor.scene import Scene
from khabar.actor.search import Search
from khabar.actor.terms import When, fits_office, when_of
from khabar.actor.words import name_key

_NATIONAL: Final = frozenset(
    {"head_of_state", "head_of_government", "supreme_leader", "foreign_minister", "defence_minister"}
)
"""Offices whose holder the news of the country names by the surname alone."""

_LEAST_EXTRA: Final = 90.0
"""Least ratio at which first and last of three names are those of a person known by two."""

_LEAST_SLIP: Final = 91.0
"""Least ratio at which a holder's name with a letter too few or wrong is still his, with the office before it."""


@dataclass(slots=True)
class Persons:
    """Finds the person that a run of capitalised words names."""

    tables: Tables
    search: Search
    _by_office: dict[str, dict[str, list[Name]]] = field(default_factory=dict)

    def find(
        self, run: Sequence[Chunk], scene: Scene, *, countries: Sequence[str], title: Title | None, titled: bool
    ) -> tuple[Choice, str] | None:
        """Return the person and the rule that told.

        ``run`` are the words of the name; ``countries`` and ``title`` what the words before it say; ``titled`` is
        whether a common noun ("President", "rebel leader") stands right before it.
        """
        if len(run) == 1 and run[0].names:
            names = [name for name in run[0].names if name.rule == "person"]
            return self._surname(names, scene, countries, title, titled=titled) if names else None
        spelled = self.search.spellings(_words(run), ("person",)) or self._with_more(run)
        if not spelled and title is not None:
            spelled = self._misspelled(_words(run), title)
        best = [entry for entry, score in spelled if score >= spelled[0][1] - 1]
        choice = choose(best, self.tables, scene, countries=countries, title=title)
        if choice is None or not self._agrees(choice, countries):
            return None
        return replace(choice, score=min(choice.score, SETTLED)), "spelling"

    def _surname(
        self, names: Sequence[Name], scene: Scene, countries: Sequence[str], title: Title | None, *, titled: bool
    ) -> tuple[Choice, str] | None:
        choice = choose(names, self.tables, scene, countries=countries, title=title)
        if choice is None or choice.entity is None:
            return (choice, "title") if choice is not None and title is not None and titled else None
        entity = choice.entity
        if titled and self._agrees(choice, countries):
            if title is not None and fits_office(entity.terms, title.office, title.word):
                return choice, "title"
            if title is None and countries:
                return choice, "title"
        if entity.actor_id in scene.seen:
            return replace(choice, score=min(choice.score, SETTLED)), "surname"
        in_office = entity.terms and when_of(entity, scene.on) is When.IN_TERM
        national = any(t.office in _NATIONAL and scene.on and t.holds(scene.on) for t in entity.terms)
        here = scene.country is not None and scene.country in entity.countries
        if in_office and national and here and not titled and self._is_rare(names):
            return replace(choice, score=USUAL), "surname in office"
        if titled or not self._is_rare(names):
            return None
        # A surname whose other spelling is one that he goes by alone: "al-Zawahri".
        spelled = self.search.spellings(names[0].alias, ("person",))
        return (choice, "spelling") if any(name.actor_id == entity.actor_id for name, _ in spelled) else None

    def _is_rare(self, names: Sequence[Name]) -> bool:
        """Return whether one person alone in the register bears a surname: "Khan" and "Kim" tell nothing."""
        return len({name.actor_id for name in names}) == 1

    def _with_more(self, run: Sequence[Chunk]) -> list[tuple[Name, float]]:
        """Return the persons known by less than the words say: "Mohamed Moncef Marzouki", "Ali Dramane Example"."""
        if len(run) > 1 and (run[0].key in marks("given") or len(run[0].key) == 1):
            if len(run) == 2 and " " in run[1].text:
                return [(n, 100.0) for n in run[1].names if n.rule == "person" and not n.weak]
            if len(run) > 2 and (spelled := self.search.spellings(_words(run[1:]), ("person",))):
                return spelled
        words = _words(run).split()
        if len(words) != 3 or any(word.lower().strip(".-") in marks("particle") for word in words):
            return []
        spelled = self.search.spellings(f"{words[0]} {words[2]}", ("person",))
        return [(name, score) for name, score in spelled if score >= _LEAST_EXTRA]

    def _misspelled(self, words: str, title: Title) -> list[tuple[Name, float]]:
        """Return the holders of an office whose full name differs by a slip: "President Laurent Gbago"."""
        key = name_key(words)
        if " " not in key:
            return []
        if title.office not in self._by_office:
            names: dict[str, list[Name]] = {}
            for full, entries in self.tables.names.items():
                for name in entries:
                    if name.rule == "person" and not name.weak and " " in full:
                        entity = self.tables.entities[name.actor_id]
                        if any(term.office == title.office for term in entity.terms):
                            names.setdefault(full, []).append(name)
            self._by_office[title.office] = names
        known = self._by_office[title.office]
        near = process.extract(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_SLIP, limit=5)
        first = key.split()[0][:1]
        return [(name, score) for full, score, _ in near if full[:1] == first for name in known[full]]

    def _agrees(self, choice: Choice, countries: Sequence[str]) -> bool:
        entity = choice.entity
        return entity is None or not countries or bool(set(countries) & set(entity.countries)) or not entity.countries


def _words(run: Sequence[Chunk]) -> str:
    return " ".join(chunk.text for chunk in run)


def run_at_end(chunks: Sequence[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """Return the capitalised words that a phrase ends in, without titles such as "Mr", and what stands before them."""
    cut = len(chunks)
    while cut and (chunks[cut - 1].part is Part.PROPER or any(n.rule == "person" for n in chunks[cut - 1].names)):
        cut -= 1
    run = list(chunks[cut:])
    while run and (run[0].key in marks("usual_proper") or run[0].key in marks("honorific")):
        run = run[1:]
    return run, list(chunks[:cut])

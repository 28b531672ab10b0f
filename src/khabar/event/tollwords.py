"""The words of harm and of victims: ``data/tolls.tsv`` and ``data/victims.tsv``, and users' own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from khabar.extra import files
from khabar.parse.sentence import Token
from khabar.records import Measure
from khabar.tables import packaged, read_table

HOWS = ("verb", "verb_done", "state", "count", "act", "act_people", "toll", "lives", "body", "either", "at_least_one")
_BEARING_CUES = ("struck_verbs", "carry_verbs", "wound_nouns")
_BEARING = ("condition", "hospital", "care", "number", "count", "hostage", "captive", "gun", "mow", "survive", "hold")
"""What bears a toll beside the words of harm: "hit by a bullet", "in critical condition", "the number killed",
"took ten hostages", "gunned down"."""


@dataclass(frozen=True, slots=True)
class TollWords:
    """Lemmas by how they bear a toll, each with its measure; and nouns that are one person, or never a victim.

    ``bearing`` are all words that may bear a toll, for a quick look.
    """

    by_how: Mapping[str, Mapping[str, Measure]]
    persons: frozenset[str]
    others: frozenset[str]
    bearing: frozenset[str]

    @classmethod
    def load(cls, extra: Sequence[Path] = (), *, victims: Sequence[Path] = ()) -> TollWords:
        """Return the packaged words with those of the user's own files added.

        ``extra`` are files of the form of ``tolls.tsv``, ``victims`` of that of ``victims.tsv``.

        Raises:
            DataFileError: naming the line with an unknown ``how`` or ``measure``.
        """
        by_how: dict[str, dict[str, Measure]] = {how: {} for how in HOWS}
        for path in (packaged("khabar.event", "tolls.tsv"), *extra):
            for row in read_table(path, ("word", "how", "measure")):
                if row["how"] not in HOWS:
                    raise row.error(repr(row["how"]), f"one of {', '.join(HOWS)}")
                if row["measure"] not in set(Measure):
                    raise row.error(repr(row["measure"]), f"one of {', '.join(Measure)}")
                by_how[row["how"]][row["word"].lower()] = Measure(row["measure"])
        nouns: dict[str, set[str]] = {"person": set(), "other": set()}
        for path in (packaged("khabar.event", "victims.tsv"), *victims):
            for row in read_table(path, ("words", "what")):
                if row["what"] not in nouns:
                    raise row.error(repr(row["what"]), "person or other")
                nouns[row["what"]].update(word.lower() for word in row.items("words"))
        bearing = frozenset().union(*by_how.values(), *map(toll_cues, _BEARING_CUES), _BEARING)
        return cls(by_how, frozenset(nouns["person"]), frozenset(nouns["other"]), bearing)

    def bears(self, token: Token) -> bool:
        """Return whether a word may bear a toll."""
        lemma, known = token.lemma, self.bearing
        return lemma in known or token.text.lower() in known or lemma.removesuffix("ed") in known

    def measure(self, how: str, lemma: str) -> Measure | None:
        """Return what ``lemma`` counts in the way ``how``, ``None`` if nothing."""
        return self.by_how[how].get(lemma)


def toll_words() -> TollWords:
    """Return the words, loaded once, with those of the user's files that hold now (`khabar.extra`)."""
    return _loaded(files("tolls"), files("victims"))


@cache
def _loaded(extra: tuple[Path, ...], victims: tuple[Path, ...]) -> TollWords:
    return TollWords.load(extra, victims=victims)


@cache
def toll_cues(group: str) -> frozenset[str]:
    """Return one of the closed lists of ``toll_cues.tsv``, empty if there is no such group."""
    rows = read_table(packaged("khabar.event", "toll_cues.tsv"), ("group", "words"))
    return frozenset(word for row in rows if row["group"] == group for word in row.items("words"))

"""The words that mark a voice: verbs, nouns, adverbs, prepositions and adjectives, from a data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from khabar.extra import files
from khabar.records import Stance
from khabar.tables import packaged, read_table
from khabar.voice.model import CueClass

KINDS = ("verb", "noun", "adverb", "preposition", "adjective")
FRAMES = frozenset(
    {"clause", "quote", "inf", "ing", "obj", "as", "at", "small", "of", "on", "who", "passive", "particle", "mod"}
)
"""How a cue takes its content: a finite clause, a quotation, an infinitive, a gerund, an object, "X as Y", a small
clause ("called it a lie"), "X of doing", "X on Y" ("blamed the raid on him"); ``who``: its object is the one spoken
to; ``passive``: "was said to"; ``mod``: the noun an adjective stands before ("the alleged raid"); ``~for`` and the
like: a preposition that belongs to the cue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue and how it takes its content. ``prepositions`` are those of its ``~`` frames."""

    lemma: str
    kind: str
    cue_class: CueClass
    stance: Stance
    frames: frozenset[str]
    prepositions: frozenset[str]


class Cues:
    """The cues by kind and lemma."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues: dict[tuple[str, str], list[Cue]] = {}
        for cue in cues:
            self._cues.setdefault((cue.kind, cue.lemma), []).append(cue)

    def find(self, kind: str, lemma: str) -> Sequence[Cue]:
        """Return the cues of that kind and lemma, those of a user's own file first."""
        return self._cues.get((kind, lemma), ())

    @property
    def forms(self) -> frozenset[str]:
        """The lemmas of cues that pass a report on, for a gate."""
        passing = (CueClass.SPEECH, CueClass.HEARSAY, CueClass.EVIDENCE)
        return frozenset(lemma for (_, lemma), cues in self._cues.items() if any(c.cue_class in passing for c in cues))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The words of all cues, of a phrase its longest ("according to": according), singular and plural."""
        longest = {max(lemma.split(), key=len) for _, lemma in self._cues}
        return frozenset(longest | {word.removesuffix("s") for word in longest} | {"accord"})

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Cues:
        """Return the packaged cues with those of the ``extra`` files before them.

        Raises:
            DataFileError: naming the line that is no cue.
        """
        found: list[Cue] = []
        for path in (*extra, packaged("khabar.voice", "cues.tsv")):
            for row in read_table(path, ["lemma", "kind", "class", "stance", "frames"], optional=["note"]):
                if row["kind"] not in KINDS:
                    raise row.error(row["kind"], f"one of {', '.join(KINDS)}")
                try:
                    cue_class = CueClass(row["class"])
                except ValueError:
                    raise row.error(row["class"], f"one of {', '.join(CueClass)}") from None
                try:
                    stance = Stance(row["stance"])
                except ValueError:
                    raise row.error(row["stance"], f"one of {', '.join(Stance)}") from None
                frames = row.items("frames")
                if wrong := [f for f in frames if f not in FRAMES and not f.startswith("~")]:
                    raise row.error(wrong[0], f"one of {', '.join(sorted(FRAMES))}, or ~ with a preposition")
                prepositions = frozenset(f[1:] for f in frames if f.startswith("~"))
                for lemma in row.items("lemma"):
                    found.append(Cue(lemma, row["kind"], cue_class, stance, frozenset(frames), prepositions))
        return cls(found)


def cues(extra: tuple[Path, ...] = ()) -> Cues:
    """Return the cues, loaded once, with those of the user's files that hold now (`khabar.extra`)."""
    return _loaded((*extra, *files("cues")))


@cache
def _loaded(extra: tuple[Path, ...]) -> Cues:
    return Cues.load(extra)

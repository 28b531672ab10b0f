"""The lexicon of events: which words name what, under which conditions, and where their actors stand.

``data/lexicon.tsv`` says in its head how a line is written. Of the lines that fit a word the most specific wins:
more words in the entry first, then more and narrower conditions, then the later file (so that a user's line overrides
ours), then the earlier line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from khabar.event.inflect import inflections
from khabar.event.tree import word_class
from khabar.records import EventType, Role
from khabar.tables import Row, packaged, read_table

COLUMNS = ("entry", "pos", "type")
OPTIONAL = ("mode", "cameo", "contexts", "frame", "when", "unless", "kind")
_SHOWN = 6
"""Alternatives of a condition that it shows."""
KINDS = ("act", "effect", "toll", "instrument", "claim", "light")


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a slot: ``slot:alternative,alternative``; ``negated`` is written with ``!`` before the slot."""

    slot: str
    alternatives: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        """The condition as a line of the lexicon has it, a long list of words cut short."""
        words = ",".join(word.replace(" ", "_") for word in self.alternatives[:_SHOWN])
        more = "…" if len(self.alternatives) > _SHOWN else ""
        return f"{'!' if self.negated else ''}{self.slot}:{words}{more}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon for one of its words.

    ``words`` are lemmas: of a verb the head comes first, of a noun last. ``frame`` gives for each role the slots that
    are tried in turn.
    """

    words: tuple[str, ...]
    is_noun: bool
    event_type: EventType | None
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    frame: tuple[tuple[Role, tuple[str, ...]], ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    kind: str
    rank: tuple[int, int, int, int]
    where: str

    @property
    def head(self) -> str:
        """The lemma that the trigger token must have."""
        return self.words[-1] if self.is_noun else self.words[0]


def _conditions(row: Row, column: str) -> tuple[Condition, ...]:
    found = []
    for part in row[column].split():
        slot, colon, words = part.partition(":")
        if not colon or not words or not slot.strip("!"):
            raise row.error(f"{column} {part!r}", "slot:word,word as in obj:fire or subj:@weapon")
        alternatives = tuple(w if w[0] in "@%#" else w.replace("_", " ") for w in words.split(",") if w)
        for word in alternatives:
            if word.startswith("@") and not word_class(word[1:]):
                raise row.error(f"word class {word!r}", "a class of classes.tsv")
            if word.startswith("%") and word[1:] not in EventType.__members__:
                raise row.error(f"event type {word!r}", "% and one of PLOVER's types")
        found.append(Condition(slot.lstrip("!"), alternatives, slot.startswith("!")))
    return tuple(found)


def _weight(condition: Condition) -> int:
    """Return how much a condition narrows: words and classes more than "filled", "a name" or a tag."""
    vague = condition.slot in ("voice", "tag") or all(a[0] == "#" for a in condition.alternatives)
    return 1 if vague or condition.negated else 2


def _frame(row: Row) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    found = []
    for part in row["frame"].split():
        role, equals, slots = part.partition("=")
        if not equals or role not in Role.__members__.values():
            raise row.error(f"frame {part!r}", "role=slot,slot as in target=obj,against")
        found.append((Role(role), tuple(slot for slot in slots.split(",") if slot)))
    return tuple(found)


def _entries(path: Path, order: int) -> Iterator[Entry]:
    for row in read_table(path, COLUMNS, optional=OPTIONAL):
        kind = row["kind"] or "act"
        if row["pos"] not in ("V", "N"):
            raise row.error(f"pos {row['pos']!r}", "V or N")
        if kind not in KINDS:
            raise row.error(f"kind {kind!r}", f"one of {', '.join(KINDS)}")
        if kind in ("light", "claim") or row["type"] == "-":
            event_type = None
        elif row["type"] in EventType.__members__:
            event_type = EventType(row["type"])
        else:
            raise row.error(f"type {row['type']!r}", f"one of {', '.join(EventType)}")
        when, unless, frame = _conditions(row, "when"), _conditions(row, "unless"), _frame(row)
        entries = row.items("entry")
        if not entries:
            raise row.error("no entry", "one or more lemmas")
        for entry in entries:
            words = tuple(entry.lower().split())
            rank = (len(words), sum(map(_weight, when)), order, -row.line)
            yield Entry(
                words,
                row["pos"] == "N",
                event_type,
                row["mode"] or None,
                row["cameo"] or None,
                row.items("contexts"),
                frame,
                when,
                unless,
                kind,
                rank,
                f"{Path(row.path).name}:{row.line}",
            )


class Lexicon:
    """Entries by trigger lemma, most specific first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._index: dict[tuple[bool, str], list[Entry]] = {}
        for entry in sorted(entries, key=lambda e: e.rank, reverse=True):
            self._index.setdefault((entry.is_noun, entry.head), []).append(entry)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Lexicon:
        """Return the packaged lexicon with the entries of ``extra`` files over it.

        Raises:
            DataFileError: naming the file and line that is wrong.
        """
        if not extra:
            return _packaged()
        return cls(e for order, path in enumerate([_default_path(), *extra]) for e in _entries(Path(path), order))

    def __iter__(self) -> Iterator[Entry]:
        for entries in self._index.values():
            yield from entries

    def entries(self, lemma: str, *, is_noun: bool) -> Sequence[Entry]:
        """Return the entries whose trigger is ``lemma``, most specific first."""
        return self._index.get((is_noun, lemma), ())

    @cached_property
    def forms(self) -> frozenset[str]:
        """Inflected words and phrases, lower case, one of which a sentence must hold to name an event.

        Light verbs are left out, since their noun is there; generic verbs and those of several words count only as a
        run of words ("opened fire", "agreed to").
        """
        generic = word_class("generic")
        found = {form for noun in word_class("gate") for form in inflections(noun, noun=True)}
        for entry in self:
            if entry.event_type is None or _opened_by_doer(entry):
                continue
            if entry.is_noun:
                before = " ".join(entry.words[:-1])
                forms = inflections(entry.head, noun=True)
                found.update(f"{before} {form}".strip() for form in forms)
            elif entry.head not in generic and not entry.words[1:]:
                found.update(inflections(entry.head, noun=False))
            else:
                tails = [" ".join(entry.words[1:])] if entry.words[1:] else _objects(entry)
                found.update(f"{form} {tail}" for form in inflections(entry.head, noun=False) for tail in tails)
        return frozenset(found)


def _opened_by_doer(entry: Entry) -> bool:
    """Return whether a verb needs no form at the gate, since who must do it opens the gate alone: "troops crossed"."""
    return any(c.slot == "subj" and not c.negated and word_class("gate").issuperset(c.alternatives) for c in entry.when)


def _objects(entry: Entry) -> list[str]:
    """Return the forms of plain words that a generic verb's entry asks for as object or complement."""
    infinitive = ["to"] if any(c.slot in ("comp", "inf") and not c.negated for c in entry.when) else []
    return infinitive + [
        form
        for condition in entry.when
        if condition.slot == "obj" and not condition.negated
        for word in condition.alternatives
        if word[0] not in "@%#"
        for form in inflections(word, noun=True)
    ]


def _default_path() -> Path:
    return packaged("khabar.event", "lexicon.tsv")


@cache
def _packaged() -> Lexicon:
    return Lexicon(_entries(_default_path(), 0))

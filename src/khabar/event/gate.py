"""The gate of events: which sentences of a document are worth a parse.

A form of the lexicon lets a sentence through by what stands beside it: "on march 3" names no march. How much that
weighs is counted (``data/gate.tsv``, by ``training/gate/weights.py``); a form of conflict that was not seen often
enough to count passes, and so do words for those who fight and protest. Where a document tells of conflict as a whole,
less is asked of each of its sentences; of a headline, and of a text of a few sentences, no more than that it holds a
form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp, inf, sqrt
from typing import Final

from khabar.event.inflect import inflections
from khabar.event.lexicon import Lexicon
from khabar.event.tree import word_class
from khabar.folding import fold
from khabar.frozen import record
from khabar.numerals import WORD
from khabar.parse import Stretch
from khabar.records import Document, EventType, PassageKind
from khabar.tables import packaged, read_table, word_classes

QUIET: Final = -0.5
"""Log odds that a form names an event, from which it opens the gate in a document that tells of no conflict."""
LOUD: Final = -6.0
"""The same in one that does."""
TELLING: Final = 1.0
"""The document score from which a document tells of conflict."""
FEW: Final = 3
"""Sentences in a text that is too short to be judged as a whole, at most."""

CONFLICT: Final = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.PROTEST,
        EventType.RETREAT,
        EventType.THREATEN,
    }
)
"""The types of event of which the document score is made."""

ITSELF: Final = ""
BEFORE: Final = "before"
AFTER: Final = "after"
CAPITAL: Final = "capital"
FORCE: Final = "force"
"""Where a weight of ``data/gate.tsv`` looks: the form, what stands before and after it, its capital, the sentence."""
ANY: Final = "*"

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|\d[\d.,:]*|[^\w\s]")
_NUMBER = re.compile(WORD)
_ALONE: Final = 0.5
"""What a sentence with a word for those who fight and protest adds to the document score."""

Feature = tuple[str, str, str]
"""A form, or all of an ending; where to look; what is there."""


@record(frozen=True, slots=True)
class Hit:
    """A form of the lexicon in a sentence, and what speaks for and against its naming an event."""

    form: str
    features: tuple[Feature, ...]


@record(frozen=True, slots=True)
class Look:
    """What the gate makes of a sentence.

    ``odds`` are the log odds that it names an event, minus infinity where it holds no form; ``conflict`` is the chance
    that it tells of conflict.
    """

    odds: float
    conflict: float


NEVER: Final = -inf
NOTHING: Final = Look(NEVER, 0.0)


class EventGate:
    """Lets through the sentences of a document that may name an event of the lexicon.

    Without ``weights`` every form opens it.
    """

    def __init__(self, lexicon: Lexicon, weights: Mapping[Feature, float] | None = None) -> None:
        self._weights = weights
        force = (inflections(noun, noun=True) for noun in word_class("gate"))
        self._alone = _words()["alone"].union(*force)
        self._single = frozenset(form for form in lexicon.forms if " " not in form) - self._alone
        self._runs: dict[str, list[tuple[str, ...]]] = {}
        for form in sorted(lexicon.forms):
            if " " in form:
                self._runs.setdefault(form.split()[0], []).append(tuple(form.split()))
        self._conflict = _conflict_forms(lexicon)
        self._keys = self._single.union(self._alone, self._runs)

    def open(self, document: Document, stretches: Sequence[Stretch]) -> list[Stretch]:
        """Return the sentences of a document that are worth a parse."""
        text = document.text
        looks = [self.look(text[s.start : s.end]) for s in stretches]
        least = NEVER if len(looks) <= FEW else LOUD if document_score(looks) >= TELLING else QUIET
        titles = {p.index for p in document.passages if p.kind is PassageKind.TITLE}
        return [
            s for s, look in zip(stretches, looks, strict=True) if look.odds > (NEVER if s.passage in titles else least)
        ]

    def look(self, text: str) -> Look:
        """Return what the gate makes of one sentence."""
        folded = fold(text)
        words = _split(folded)
        if self._keys.isdisjoint(words):
            return NOTHING
        alone = not self._alone.isdisjoint(words)
        odds, conflict = (inf, _ALONE) if alone else (NEVER, 0.0)
        for hit in self.hits(text, folded, force=alone):
            own = self._odds(hit)
            odds = max(odds, own)
            if hit.form in self._conflict:
                conflict = max(conflict, 1 / (1 + exp(-min(own, 30.0))))
        return Look(odds, conflict)

    def has_force(self, text: str) -> bool:
        """Return whether a sentence has a word that opens the gate alone."""
        return not self._alone.isdisjoint(_split(fold(text)))

    def hits(self, text: str, folded: str, *, force: bool) -> Iterator[Hit]:
        """Yield the forms of the lexicon in a sentence with what stands beside them."""
        found = list(_TOKEN.finditer(folded))
        words = [match.group() for match in found]
        for i, word in enumerate(words):
            forms = [(word, 1)] if word in self._single else []
            if "-" in word:
                forms += [(part, 1) for part in word.split("-") if part in self._single]
            forms += [(" ".join(run), len(run)) for run in self._runs.get(word, ()) if _stands(words, i, run)]
            for form, length in forms:
                before = _beside(text, found, i - 1)
                after = _beside(text, found, i + length)
                ending = _ending(form)
                features = [
                    (ANY, ITSELF, ""),
                    (form, ITSELF, ""),
                    (ANY, BEFORE, before),
                    (ANY, AFTER, after),
                    (ending, BEFORE, before),
                    (ending, AFTER, after),
                    (form, BEFORE, before),
                    (form, AFTER, after),
                ]
                if force:
                    features.append((ANY, FORCE, ""))
                if i and text[found[i].start()].isupper():
                    features += [(ANY, CAPITAL, ""), (form, CAPITAL, "")]
                yield Hit(form, tuple(features))

    def _odds(self, hit: Hit) -> float:
        if self._weights is None:
            return inf
        if (hit.form, ITSELF, "") not in self._weights and hit.form in self._conflict:
            return inf
        return sum(self._weights.get(feature, 0.0) for feature in hit.features)


def document_score(looks: Sequence[Look]) -> float:
    """Return how much a document tells of conflict: one hit says little, and the less the longer the document."""
    return sum(look.conflict for look in looks) / sqrt(max(FEW, len(looks)))


@cache
def gate_weights() -> Mapping[Feature, float]:
    """Return the counted weights."""
    rows = read_table(packaged("khabar.event", "gate.tsv"), ["form", "where", "beside", "weight"])
    return {(row["form"], row["where"], row["beside"]): float(row["weight"]) for row in rows}


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return word_classes("khabar.event", "gate_words.tsv")


@cache
def _classes() -> Mapping[str, str]:
    """Return the class of each word of the closed classes."""
    return {word: kind for kind, members in _words().items() if kind != "alone" for word in members}


def _split(folded: str) -> set[str]:
    """Return the words of a folded text, and the parts of those with a hyphen."""
    words = set(_WORD.findall(folded))
    return words.union(*(word.split("-") for word in words if "-" in word)) if "-" in folded else words


def _stands(words: Sequence[str], i: int, run: tuple[str, ...]) -> bool:
    """Return whether a run of words begins at ``i``, a number before the last one or none: "lost six sailors"."""
    if tuple(words[i : i + len(run)]) == run:
        return True
    last = i + len(run)
    counted = last < len(words) and words[last] == run[-1] and tuple(words[i : last - 1]) == run[:-1]
    return counted and (words[last - 1].isdigit() or _NUMBER.fullmatch(words[last - 1]) is not None)


def _beside(text: str, found: Sequence[re.Match[str]], i: int) -> str:
    """Return the class of the word at ``i``: a closed class, a number, a mark, a capital, or its ending."""
    if not 0 <= i < len(found):
        return "edge"
    word = found[i].group()
    if kind := _classes().get(word):
        return kind
    if word in ("to", "not"):
        return word
    if word[0].isdigit():
        return "number"
    if not word[0].isalpha():
        return word
    if text[found[i].start()].isupper():
        return "name"
    return "-ly" if word.endswith("ly") else _ending(word)


def _ending(form: str) -> str:
    last = form.rsplit(" ", 1)[-1]
    return next((f"-{ending}" for ending in ("ed", "ing", "s") if last.endswith(ending)), "-")


def _conflict_forms(lexicon: Lexicon) -> frozenset[str]:
    """Return the forms that name an event of one of the types in ``CONFLICT``."""
    found: set[str] = set()
    for entry in lexicon:
        if entry.event_type not in CONFLICT:
            continue
        if entry.is_noun:
            found.update(" ".join((*entry.words[:-1], form)) for form in inflections(entry.head, noun=True))
        elif not entry.words[1:]:
            found.update(inflections(entry.head, noun=False))
    return frozenset(found)

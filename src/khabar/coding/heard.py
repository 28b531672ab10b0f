"""Where the trained reader listens in a document: around the events, where somebody may be speaking."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from khabar.extra import reader_on
from khabar.parse import Sentence, Stretch, parse
from khabar.tables import packaged
from khabar.voice import Cues

if TYPE_CHECKING:
    from khabar.reader import Reading, Voice

_QUOTE: Final = re.compile(r"[“”„«»\"]|``|''")
_SIGN: Final = re.compile(r":|[-–—]\s")


@dataclass(slots=True)
class Heard:
    """What the reader says of a document: the voices in text order, and the reading of each sentence it was given."""

    voices: list[Voice] = field(default_factory=list)
    readings: dict[Stretch, Reading] = field(default_factory=dict)

    def within(self, start: int, end: int) -> list[Voice]:
        """Return the voices whose cue stands in a document range."""
        return [v for v in self.voices if start <= v.cue[0] < end]


def heard_in(
    text: str,
    whole: Sequence[Stretch],
    sentences: Collection[Sentence],
    events: Collection[Stretch],
    words: Cues,
    judged: Collection[Stretch] = (),
) -> Heard | None:
    """Return what the reader says about the events of a document; ``None`` if it is off.

    ``whole`` are all sentences of the document's ``text``, ``sentences`` those that are parsed, ``events`` those that
    tell of one. The reader costs more than the parser, so it is given an event's sentence where that has a quotation,
    a colon or a dash, a clause below a verb, or any word that may be a cue; and its neighbours where a quotation may
    run on into them. ``judged`` are sentences that it is given in any case.
    """
    if not reader_on():
        return None
    lemmas = words.lemmas
    listen = {s.stretch for s in sentences if s.stretch in events and _may_speak(s, lemmas)} | set(judged)
    for one, other in pairwise(whole):
        if one.passage == other.passage and other.paragraph - one.paragraph <= 1 and (one in events or other in events):
            marks = len(_QUOTE.findall(text, one.start, one.end)), len(_QUOTE.findall(text, other.start, other.end))
            # A quotation at the border of both, or one that is still open there.
            if (marks[0] and marks[1]) or marks[0] % 2 or marks[1] % 2:
                listen |= {one, other}
    found = Heard()
    if listen:
        from khabar.reader import Reader

        for run in _runs(whole, listen):
            reading = Reader.load().read_stretches([text[s.start : s.end] for s in run], run)
            found.voices += reading.voices
            found.readings.update(dict.fromkeys(run, reading))
    return found


def speaking(
    text: str,
    whole: Sequence[Stretch],
    sentences: Sequence[Sentence],
    voices: Sequence[Voice],
    events: Collection[Stretch],
) -> list[Sentence]:
    """Return the parsed sentences and those, parsed now, that hold the cue or source of a voice about an event."""
    known = {s.stretch for s in sentences}
    wanted: set[Stretch] = set()
    for voice in voices:
        if any(a < e.end and e.start < b for a, b in voice.content for e in events):
            places = [voice.cue[0], *([voice.source[0]] if voice.source else [])]
            wanted |= {s for s in whole if any(s.start <= at < s.end for at in places)} - known
    if not wanted:
        return list(sentences)
    more = parse(text, [s for s in whole if s in wanted])
    return sorted([*sentences, *more], key=lambda s: s.stretch.start)


def _may_speak(sentence: Sentence, lemmas: frozenset[str]) -> bool:
    """Whether a sentence has a word or a mark that may make it another's."""
    return bool(_QUOTE.search(sentence.text) or _SIGN.search(sentence.text)) or any(
        t.lemma in lemmas or t.dep in ("ccomp", "parataxis") for t in sentence.tokens
    )


def _runs(whole: Sequence[Stretch], chosen: Collection[Stretch]) -> Iterator[list[Stretch]]:
    """Yield the chosen sentences that stand side by side in one passage."""
    run: list[Stretch] = []
    for stretch in whole:
        if run and (stretch not in chosen or stretch.passage != run[-1].passage):
            yield run
            run = []
        if stretch in chosen:
            run.append(stretch)
    if run:
        yield run


@cache
def reader_digest() -> str:
    """Return eight hexadecimal digits for the weights of the reader."""
    return sha256(packaged("khabar.reader", "reader.onnx").read_bytes()).hexdigest()[:8]

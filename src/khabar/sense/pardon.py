"""Take back words that the rules leave out for a figure of speech, where the reader is sure that they are none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from khabar.parse import Sentence, Stretch

if TYPE_CHECKING:
    from khabar.reader import Reading

SURE: Final = 0.8
"""From this chance on the reader is believed against the rules (docs/decisions/0040-taught-by-four-hands.md)."""


def pardon(
    sentences: Sequence[Sentence],
    doubts: Mapping[Stretch, Collection[int]],
    readings: Mapping[Stretch, Reading],
) -> Iterator[tuple[Sentence, frozenset[int]]]:
    """Yield each sentence with the tokens of it, of those doubted, that tell of conflict all the same.

    "A fan was stabbed outside the stadium": the rules see a field that borrows its words, the reader what is said.
    """
    for sentence in sentences:
        reading = readings.get(sentence.stretch)
        if reading is None:
            continue
        doubted = (sentence[i] for i in doubts.get(sentence.stretch, ()))
        chances = {t.i: reading.means_conflict(t.start, t.end) for t in doubted}
        if sure := frozenset(i for i, p in chances.items() if p is not None and p >= SURE):
            yield sentence, sure

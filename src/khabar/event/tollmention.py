"""A toll where it stands in a sentence."""

from __future__ import annotations

from khabar.event.numbers import Quantity
from khabar.frozen import record
from khabar.parse.sentence import Sentence
from khabar.records import Measure, Toll


@record(frozen=True, slots=True)
class TollMention:
    """A toll in a sentence. ``head_i`` is the token of the word of harm ("killed", "dead", "deaths", "deadly"), which
    ties it to the event that has it as its trigger or governs it; ``victim`` is the document range of the noun
    phrase that names the victims, ``None`` if none is named.
    """

    toll: Toll
    head_i: int
    victim: tuple[int, int] | None


def toll_of(sentence: Sentence, measure: Measure, quantity: Quantity, of: str | None = None) -> Toll:
    """Return the toll for a quantity whose offsets count from the document."""
    text = sentence.slice(quantity.start, quantity.end)
    return Toll(measure, quantity.low, quantity.best, quantity.high, text, quantity.start, quantity.end, of)

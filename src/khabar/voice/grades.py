"""The graded value of certainty, from measured means: of the classes, of the rule behind them, of the word's form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khabar.parse import Sentence, Token
from khabar.records import Aspect, Modality, Polarity
from khabar.tables import packaged, read_table
from khabar.voice.model import Because

_DENIED, _OPEN = -1.5, 0.0
"""The value of classes that the table does not have."""
_MOST = 3.0

TO_OPEN = 1.0
"""What is taken off the mean of what is affirmed but possible, expected, advised, hypothetical or asked.

The crowd of the UW corpus rates how likely it is that a thing will happen, that of It-Happened whether it has: to them
what "will" happen has not. 0 is open; this draws such values half of the way there (uds_ih2 dev, r .43 to .54; uw dev
.755 to .72).
"""
_TO_OPEN_READ = 1.75
"""The same where the reader is heard too: its values, learnt from the UW corpus alone, lie higher."""
_READER = 0.6
"""The reader's share in the value. Measured: docs/decisions/0016-certainty.md."""

_FORMS = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBG": "gerund", "VBN": "participle", "VB": "stem"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def graded_by(because: Sequence[Because]) -> str | None:
    """Return the rule that the graded value hangs on: the modality's, else the aspect's, else the polarity's."""
    for name in ("modality", "aspect", "polarity"):
        for reason in because:
            if reason.field == name:
                return reason.rule
    return None


def form_of(sentence: Sentence, token: Token) -> str:
    """Return the form an event is put in: past, present, finite (with an auxiliary), gerund, noun in the object …"""
    if token.tag in ("VBG", "VBN") and any(a.tag in _FINITE for a in sentence.children(token.i, "aux", "auxpass")):
        return "finite"
    if token.tag in _FORMS:
        return _FORMS[token.tag]
    if not token.is_noun:
        return "other"
    if token.dep in ("nsubj", "nsubjpass", "dobj", "ROOT", "attr"):
        return "noun, argument"
    return "noun, oblique" if token.dep in ("pobj", "conj") else "noun, modifier"


@cache
def _grades() -> dict[tuple[str, Polarity, Modality, Aspect], float]:
    found: dict[tuple[str, Polarity, Modality, Aspect], float] = {}
    columns = ["rule", "polarity", "modality", "aspect", "value"]
    for row in read_table(packaged("khabar.voice", "grades.tsv"), columns):
        try:
            key = (row["rule"], Polarity(row["polarity"]), Modality(row["modality"]), Aspect(row["aspect"]))
            found[key] = float(row["value"])
        except ValueError as error:
            raise row.error(str(error), "a rule, three classes and a number") from None
    return found


@cache
def _forms() -> dict[tuple[str, bool], float]:
    found: dict[tuple[str, bool], float] = {}
    for row in read_table(packaged("khabar.voice", "forms.tsv"), ["form", "fact", "add"]):
        try:
            found[row["form"], row["fact"] == "yes"] = float(row["add"])
        except ValueError as error:
            raise row.error(str(error), "a form, yes or no, and a number") from None
    return found


def grade(
    polarity: Polarity,
    modality: Modality,
    aspect: Aspect,
    because: Sequence[Because] = (),
    form: str | None = None,
) -> float:
    """Return the value from -3 to 3 that goes with the classes, the rules behind them and the form of the word."""
    table = _grades()
    rule = graded_by(because)
    value = table.get(("*", polarity, modality, aspect), _DENIED if polarity is Polarity.DENIED else _OPEN)
    if rule is not None:
        value = table.get((rule, polarity, modality, aspect), value)
    fact = polarity is Polarity.AFFIRMED and modality is Modality.ACTUAL
    value += _forms().get((form, fact), 0.0) if form is not None else 0.0
    return _bound(value)


def with_reader(value: float, polarity: Polarity, modality: Modality, read: float) -> float:
    """Return the value of the rules and of the reader together, from -3 to 3."""
    if polarity is Polarity.AFFIRMED and modality is not Modality.ACTUAL:
        return _bound(_READER * read + (1 - _READER) * (value + TO_OPEN) - _TO_OPEN_READ)
    return _bound(_READER * read + (1 - _READER) * value)


def _bound(value: float) -> float:
    return round(max(-_MOST, min(_MOST, value)), 2)

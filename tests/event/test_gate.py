"""The gate of events lets through what may name an event, by what stands beside a form and by the document."""

from __future__ import annotations

from math import inf

import pytest

from khabar.event import Lexicon
from khabar.event.gate import LOUD, QUIET, TELLING, EventGate, document_score, gate_weights
from khabar.parse import split
from khabar.records import Document, Passage, PassageKind


def gate() -> EventGate:
    return EventGate(Lexicon.load(), gate_weights())


def page(text: str, title: str = "") -> Document:
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    passages = [Passage(0, PassageKind.TITLE, 0, len(title))] if title else []
    passages.append(Passage(len(passages), PassageKind.BODY, start, len(whole)))
    return Document("d", whole, tuple(passages), "d", "", "text/plain")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on a bus near Mbele, officials said.",
        "police arrested 12 people in the old town on tuesday.",
        "Hundreds marched through the capital.",
        "Protesters threw paint at the governor's house.",
        "The brothers were remanded for ten days.",
        "a bus was set ablaze near the station â€˜ late on saturday.",
    ],
)
def test_what_tells_of_conflict_passes_even_where_nothing_else_does(text: str) -> None:
    assert gate().look(text).odds >= QUIET


@pytest.mark.parametrize(
    "text",
    [
        "The fair is open until March 12.",
        "The phone is sold with a charger.",
        "She died in her sleep at the age of 91.",
    ],
)
def test_a_form_that_names_no_event_here_says_little(text: str) -> None:
    look = gate().look(text)
    assert look.odds < QUIET
    assert look.conflict < 0.5


def test_a_sentence_without_a_form_never_passes() -> None:
    assert gate().look("The lake is blue.").odds == -inf


CALM = "The library has a new roof. It is made of slate. The lake is blue. Rain fell all day. The choir sang."
WAR = "Rebels shelled the town of Mbele. Troops killed four of them. Gunmen burned a bus. Two soldiers were wounded."


def test_less_is_asked_of_a_document_that_tells_of_conflict() -> None:
    weak = "The fair is open until March 12."
    look = gate().look(weak)
    assert LOUD < look.odds < QUIET

    def passes(text: str) -> bool:
        document = page(f"{text} {weak}")
        return any(document.text[s.start : s.end] == weak for s in gate().open(document, split(document)))

    assert not passes(CALM)
    assert passes(WAR)


def test_a_headline_and_a_short_text_pass_with_any_form() -> None:
    document = page(CALM, title="March for the lake")
    assert [s.start for s in gate().open(document, split(document))] == [0]
    short = page("The fair is open until March 12.")
    assert len(gate().open(short, split(short))) == 1


def test_one_hit_says_little_of_a_document() -> None:
    one, none = gate().look("Rebels shelled the town of Mbele."), gate().look("The lake is blue.")
    assert document_score([one] * 5) > TELLING > document_score([one, *[none] * 19])


def test_without_weights_every_form_passes() -> None:
    assert EventGate(Lexicon.load()).look("The fair is open until March 12.").odds == inf

"""What must always hold, whatever comes in: spans, order, redelivery, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.coder import Coder
from khabar.ledger import Ledger
from khabar.pipeline import Outcome, code_inputs
from khabar.read.item import Page
from khabar.records import Coded, Failure
from tests.cli.pages import PAGES

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.html"))
INPUTS: list[Page | Failure] = [
    *(Page(path.name, path.read_bytes()) for path in EXAMPLES),
    *(Page(name, text) for name, text in PAGES.items()),
    Page("copy.txt", PAGES["hills.txt"]),
    Page("empty.txt", b""),
    Page("noise.bin", bytes(range(256)) * 20),
    Failure("gone.txt", "not_found", "no such file"),
]
REFUSED = 3
COPIES = 1


class Remembering(Coder):
    """The coder, which codes each document once: these tests deliver the same pages over and over."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[object, Coded] = {}

    def code(self, document):  # type: ignore[no-untyped-def]
        if document not in self.known:
            self.known[document] = super().code(document)
        return self.known[document]


CODER = Remembering()


def deliver(inputs: list[Page | Failure], ledger: Ledger) -> Outcome:
    return code_inputs(inputs, ledger, published=date(2024, 2, 15), coder=CODER)


@pytest.fixture(scope="module")
def once() -> Iterator[Ledger]:
    with Ledger.memory() as ledger:
        deliver(INPUTS, ledger)
        yield ledger


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(INPUTS), st.lists(st.permutations(INPUTS), max_size=4))
def test_shuffled_and_delivered_up_to_five_times_it_is_the_same_ledger(
    once: Ledger, first: list[Page | Failure], again: list[list[Page | Failure]]
) -> None:
    with Ledger.memory() as ledger:
        for delivery in (first, *again):
            deliver(delivery, ledger)
        assert ledger.digest() == once.digest()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(INPUTS), st.integers(1, 5))
def test_one_page_at_a_time_gives_the_same_as_all_at_once(once: Ledger, order: list[Page | Failure], size: int) -> None:
    with Ledger.memory() as ledger:
        for at in range(0, len(order), size):
            deliver(order[at : at + size], ledger)
        assert ledger.digest() == once.digest()


def test_nothing_is_lost(once: Ledger) -> None:
    with Ledger.memory() as ledger:
        outcome = deliver(INPUTS, ledger)
        counts = outcome.counts
        assert counts.inputs == len(INPUTS)
        assert counts.documents == len(INPUTS) - REFUSED - COPIES == len(ledger.documents.fetchall())
        assert counts.set_aside == REFUSED == len(ledger.failures.fetchall())
        assert counts.reports == len(ledger.reports.fetchall())
        assert counts.incidents == len(ledger.incidents.fetchall())


def test_every_span_holds(once: Ledger) -> None:
    for coded in once.coded():
        text = coded.document.text
        for report in coded.reports:
            spans = [(report.start, report.end, report.quote), report.trigger]
            spans += [*report.actors, *report.chain, *report.tolls]
            spans += [link.cue for link in report.chain if link.cue is not None]
            spans += [part for part in (report.place, report.date) if part is not None]
            for span in spans:
                start, end, words = span if isinstance(span, tuple) else (span.start, span.end, span.text)
                if start is not None:
                    assert text[start:end] == words
        for explanation in coded.explanations:
            if explanation.start is not None and explanation.end is not None:
                assert 0 <= explanation.start < explanation.end <= len(text)


def test_every_incident_is_opened_by_a_report_that_may(once: Ledger) -> None:
    reports = {report.report_id: report for coded in once.coded() for report in coded.reports}
    for incident in once.incident_records():
        assert any(reports[report_id].opens for report_id in incident.report_ids)


def test_what_readers_say_raises_no_figure() -> None:
    article = PAGES["harbour.txt"].split("\n")[0]
    comments = ["They bombed Sake on Monday and killed 300 people.", "No, the rebels killed 3,000 people in Goma."]
    page = (
        f"<html><body><article><h1>Market bombed in Sake</h1><p>{article}</p></article><section class='comments'>"
        f"<h2>Comments</h2>{''.join(f'<div class=comment><p>{text}</p></div>' for text in comments)}</section>"
        "</body></html>"
    )
    with Ledger.memory() as ledger:
        deliver([Page("talk.html", page)], ledger)
        tolls = ledger.query("SELECT DISTINCT passage, high FROM toll_list ORDER BY high").fetchall()
        assert tolls == [("body", 14), ("comment", 300), ("comment", 3000)]
        assert ledger.query("SELECT killed_high FROM incidents WHERE killed_high IS NOT NULL").fetchall() == [(14,)]

"""What must always hold, with the real coder: spans, order, redelivery, nothing lost, readers never counted."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.coder import Coder
from khabar.errors import InputRefused
from khabar.ledger import Ledger
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded, PassageKind, Report

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.html"))
WORDS = st.sampled_from(
    "Rebels Soldiers police The army Goma Kharkiv Kachin attacked shelled killed said denied that not three at least "
    "dozens on Monday in May may will if by with , . “ ” ’ according to reportedly who and Iraqi Ukraine's it they "
    "strikes the attack of against 🙂 São n’t 19 April 2018".split(" ")
)


@cache
def coder() -> Coder:
    return Coder()


@cache
def example_pages() -> tuple[Coded, ...]:
    return tuple(coder().code(read_page(p.read_bytes(), name=p.name)) for p in EXAMPLES)


def spans_hold(text: str, report: Report) -> None:
    assert text[report.start : report.end] == report.quote
    spans = [report.trigger, *(link.cue for link in report.chain if link.cue)]
    assert all(text[s.start : s.end] == s.text for s in spans)
    loose = [*report.actors, *report.tolls, *report.chain[1:], *[x for x in (report.place, report.date) if x]]
    for part in loose:
        assert (part.start is None) == (part.end is None)
        assert part.start is None or text[part.start : part.end] == part.text
    assert report.start <= report.trigger.start < report.trigger.end <= report.end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=3, max_size=40), st.booleans())
def test_any_words_code_without_error_and_their_spans_hold(words: list[str], dated: bool) -> None:
    try:
        page = read_page(" ".join(words), name="words", published=date(2024, 3, 14) if dated else None)
    except InputRefused:
        return
    coded = coder().code(page)
    for report in coded.reports:
        spans_hold(coded.document.text, report)
        assert dated or report.date is None or report.date.anchor != "published"


def test_the_same_page_gives_the_same_reports() -> None:
    page = EXAMPLES[0].read_bytes()
    first = coder().code(read_page(page, name="a"))
    again = Coder().code(read_page(page, name="a"))
    assert first.reports == again.reports
    assert len({r.report_id for r in first.reports}) == len(first.reports)


@pytest.mark.parametrize("seed", range(5))
def test_five_deliveries_in_any_order_give_one_ledger(seed: int) -> None:
    deliveries = [*example_pages()] * 5
    Random(seed).shuffle(deliveries)
    with Ledger.memory() as once, Ledger.memory() as often:
        for coded in example_pages():
            once.add(coded)
        for coded in deliveries:
            often.add(coded)
        once.link()
        often.link()
        assert once.digest() == often.digest()
        assert sorted(once.incidents.fetchall()) == sorted(often.incidents.fetchall())


def test_readers_open_no_incident_and_raise_no_count() -> None:
    everything = link_reports(example_pages())
    silent = link_reports(
        Coded(
            c.document,
            tuple(r for r in c.reports if r.passage is not PassageKind.COMMENT),
            tuple(x for x in c.relations if {x.report_id, x.other_id} <= _articles(c)),
        )
        for c in example_pages()
    )
    counts = [(i.n_documents, i.n_outlets, i.n_origins, i.tolls) for i in everything.incidents]
    assert counts == [(i.n_documents, i.n_outlets, i.n_origins, i.tolls) for i in silent.incidents]


def _articles(coded: Coded) -> set[str]:
    return {r.report_id for r in coded.reports if r.passage is not PassageKind.COMMENT}


def test_the_examples_are_two_incidents() -> None:
    first, second = sorted(link_reports(example_pages()).incidents, key=lambda i: str(i.date_start))
    assert (first.n_documents, first.n_outlets) == (4, 4)
    assert first.n_origins < first.n_outlets or first.n_origins == 4
    assert str(first.date_start) == "2018-04-19"
    assert first.tolls["killed"]["best"] == 36
    assert {v.value.get("best") if isinstance(v.value, dict) else v.value for v in first.fields["killed"]}
    assert (second.n_documents, str(second.date_start)) == (1, "2018-05-06")

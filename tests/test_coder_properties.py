"""Whatever words come in: no exception, spans that hold, no date out of nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.coder import Coder
from khabar.errors import InputRefused
from khabar.read import read_page
from khabar.records import Report

VOCABULARY = (
    "Rebels Soldiers police The army Goma Kharkiv Kachin attacked shelled killed said denied that not three at least "
    "dozens on Monday in May may will if by with , . “ ” ’ according to reportedly who and Iraqi Ukraine's it they "
    "strikes the attack of against 🙂 São n’t 19 April 2018"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@cache
def coder() -> Coder:
    return Coder()


def spans_hold(text: str, report: Report) -> None:
    assert text[report.start : report.end] == report.quote
    spans = [report.trigger, *(link.cue for link in report.chain if link.cue)]
    assert all(text[s.start : s.end] == s.text for s in spans)
    for part in [*report.actors, *report.tolls, *report.chain[1:], *[x for x in (report.place, report.date) if x]]:
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
    found = coder().code(page)
    for report in found.reports:
        spans_hold(found.document.text, report)
        assert dated or report.date is None or report.date.anchor != "published"
    assert len({r.report_id for r in found.reports}) == len(found.reports)

"""Pages of our own in the layouts that readers' comments come in: every voice, word for word."""

from __future__ import annotations

import pytest
from tests.pages import scoring

from khabar.read import read_page
from khabar.records import Document, PassageKind

FLOOR = 0.995
"""Share of voices that must be exact: kind, text, number, writer, and the comment that is answered."""


@pytest.fixture(scope="module")
def pages() -> dict[str, Document]:
    return {name: read_page(scoring.page_path(name).read_bytes(), name=name) for name in scoring.names()}


def test_there_are_enough_pages(pages: dict[str, Document]) -> None:
    assert len(pages) >= 44
    assert len({name.split("-")[0] for name in pages}) >= 20


def test_voices_are_exact(pages: dict[str, Document]) -> None:
    exact = total = 0
    wrong = []
    for name, page in pages.items():
        content = scoring.expected(name)
        lost, extra, both = scoring.missing_and_extra(page, content)
        missed = scoring.furniture_missed(page, content)
        exact += both + len(content["furniture"]) - len(missed)
        total += both + max(len(lost), len(extra)) + len(content["furniture"])
        if lost or extra or missed:
            wrong.append(name)
    assert exact / total >= FLOOR, wrong


def test_no_handle_of_a_reader_is_left(pages: dict[str, Document]) -> None:
    left = {name: scoring.handles_left(page, scoring.expected(name)) for name, page in pages.items()}
    assert not {name: handles for name, handles in left.items() if handles}


def test_spans_hold_and_parents_come_before_their_answers(pages: dict[str, Document]) -> None:
    for page in pages.values():
        ends = 0
        numbers = set()
        for p in page.passages:
            assert ends <= p.start < p.end <= len(page.text)
            ends = p.end
            assert (p.comment is not None) == (p.kind is PassageKind.COMMENT) == (p.writer is not None)
            if p.comment is not None:
                numbers.add(p.comment)
            if p.reply_to is not None:
                assert p.reply_to in numbers
                assert p.reply_to != p.comment
        assert numbers == set(range(1, len(numbers) + 1))

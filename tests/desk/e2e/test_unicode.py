"""Passages stand where the ledger says, whatever signs come before them (HARDENING S13, S14).

In the browser an emoji is two units long, a combining mark has no width, and Arabic runs the other way.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import khabar
from khabar.ledger import Ledger
from tests.desk.e2e.conftest import Desk, Open, serving

TELLING = "Rebels shelled Sake on Monday, killing four civilians, the army said."
BEFORE = (
    "😀",
    "👩‍👩‍👧‍👦🏽",
    "🇸🇾🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "في يوم الاثنين ١٢ شباط 12 قتل ٤.",
    "ביום שני 12 נהרגו 4.",
    "می‌خواهم ۱۲",
    "e\u0301\u0302\u0303\u0304 a\u0308",
    "\u202eeditrevo\u202c",
    "\u2066isolated\u2069",
    "zero\u200bwidth\u2060 \ufeff",
    "𝔖𝔞𝔨𝔢 𝟙𝟚",
    "नमस्ते क्‍ष",
    "🧑🏾‍🚒12",
    "\U000e0041\U000e0042 tags",
    "ＦＵＬＬ１２",
    "Z̷̢̛͈a̵l̶g̸o̴",
)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("odd")
    draw = random.Random(12)
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        for number, signs in enumerate(BEFORE):
            more = "".join(draw.sample(BEFORE, 4))
            khabar.code(
                f"{signs} {TELLING}\n\n{more} The M23 denied {signs} that it had shelled Sake. {number}.",
                published="2024-02-13",
                ledger=ledger,
            )
    with serving(Path(shutil.copy(folder / "ledger.duckdb", folder / "served.duckdb"))) as desk:
        yield desk


def _marked(page: Any) -> list[list[Any]]:
    script = "() => [...document.querySelectorAll('mark')].map(m => [+m.dataset.start, +m.dataset.end, m.textContent])"
    return list(page.evaluate(script))


def test_marked_words_are_the_quotes(odd: Desk, opened: Open) -> None:
    page = opened(odd)
    page.wait_for_selector(".rows li")
    documents = [row[0] for row in odd.rows("SELECT doc_id FROM documents ORDER BY doc_id")]
    assert len(documents) == len(BEFORE)
    looked = 0
    with odd.own() as ledger:
        all_coded = list(ledger.coded(doc_ids=documents))
    for coded in all_coded:
        page.goto(f"{odd.base}/document/{coded.document.doc_id}")
        page.wait_for_selector("mark")
        pieces = _marked(page)
        for start, end, words in pieces:
            stored = coded.document.text[start:end]
            # A sign that commands or hides is one mark in its place: the words are as long, and the rest is the same.
            assert len(words) == len(stored)
            assert all(a == b or a == "\ufffd" for a, b in zip(words, stored, strict=True)), (words, stored)
        for report in coded.reports:
            assert coded.document.text[report.start : report.end] == report.quote
            over = sorted((a, b) for a, b, _ in pieces if a >= report.start and b <= report.end)
            gaps = "".join(coded.document.text[b:a] for (_, b), (a, _) in pairwise(over))
            assert (over[0][0], over[-1][1]) == (report.start, report.end)
            assert not gaps.strip()
            looked += 1
    assert looked >= len(BEFORE)


def test_signs_that_command_a_direction_are_shown_not_obeyed(odd: Desk, opened: Open) -> None:
    page = opened(odd)
    page.wait_for_selector(".rows li")
    for (doc,) in odd.rows("SELECT doc_id FROM documents ORDER BY doc_id"):
        page.goto(f"{odd.base}/document/{doc}")
        page.wait_for_selector("mark")
        text = page.locator("main").inner_text()
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff")


def test_joiners_of_persian_and_of_emoji_stay(odd: Desk, opened: Open) -> None:
    page = opened(odd)
    page.wait_for_selector(".rows li")
    ((doc,),) = odd.rows("SELECT doc_id FROM documents WHERE starts_with(text, 'می')")
    page.goto(f"{odd.base}/document/{doc}")
    page.wait_for_selector("mark")
    assert "می‌خواهم" in page.locator(".text").inner_text()


def test_arabic_runs_from_the_right_and_names_are_apart(odd: Desk, opened: Open) -> None:
    page = opened(odd)
    page.wait_for_selector(".rows li")
    assert page.locator(".rows .who bdi").count() > 0
    ((doc,),) = odd.rows("SELECT doc_id FROM documents WHERE starts_with(text, 'في')")
    page.goto(f"{odd.base}/document/{doc}")
    page.wait_for_selector("mark")
    assert page.locator(".text p").first.evaluate("one => getComputedStyle(one).direction") == "rtl"

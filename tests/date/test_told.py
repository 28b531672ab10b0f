"""How news dates deeds, on some 330 short texts of wars since 1968: nights, anniversaries, eves, zones, hours, parts
of a day, what is counted from another deed, what has gone on since, tales of other years, formats of many outlets.

The columns of told.tsv: publication (a day, or a moment with its zone), the text, days of words, days of deeds.
Days are ``words=DAYS`` joined by ``;``. DAYS is a day, ``first..last`` with either end open, or ``none``; several that
are all right are joined by ``/``. ``-`` instead of words: nothing in the text has days.
"""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.date import resolve
from khabar.read import read_page
from khabar.records import Document, When
from khabar.tables import Row, read_table

COLUMNS = ("published", "text", "words", "deeds")
TOLD = list(read_table(Path(__file__).parent / "told.tsv", COLUMNS))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"][:50])
def test_words_and_deeds_have_their_days(row: Row, coder: Coder) -> None:
    assert wrong(row, coder) == []


def days(when: When | None) -> str:
    """Return a date in the form of the tables."""
    if when is None or (when.date_start is None and when.date_end is None):
        return "none"
    start, end = (str(day) if day else "" for day in (when.date_start, when.date_end))
    return start if start == end else f"{start}..{end}"


def wrong(row: Row, coder: Coder) -> list[str]:
    """Return what of a text is not as its row says."""
    published, text, words, deeds = (row[column] for column in COLUMNS)
    text = text.replace("\\n", "\n")
    day = datetime.fromisoformat(published) if "T" in published else date.fromisoformat(published)
    found = resolve(text, day)
    if words == "-":
        return [one.text for one in found if days(one.when) != "none"]
    faults: list[str] = []
    for part, wanted in _parts(words):
        start = text.index(part)
        end = start + len(part)
        over = [one for one in found if one.start < end and start < one.end]
        best = max(over, key=lambda one: min(end, one.end) - max(start, one.start), default=None)
        got = days(best.when if best else None)
        if got not in wanted:
            faults.append(f"{part}: {got}")
    page = _page(text, day)
    reports = coder.code(page).reports if deeds else ()
    for part, wanted in _parts(deeds):
        start = page.text.index(text) + text.index(part)
        report = next((r for r in reports if r.trigger.start < start + len(part) and start < r.trigger.end), None)
        if report is None and len(reports) == 1:
            report = reports[0]
        got = "no report" if report is None else days(report.date)
        if got not in wanted:
            faults.append(f"{part}: {got}")
    return faults


def _parts(cell: str) -> list[tuple[str, list[str]]]:
    return [(part, right.split("/")) for part, _, right in (one.partition("=") for one in cell.split(";") if one)]


def _page(text: str, day: date) -> Document:
    if not isinstance(day, datetime):
        return read_page(text, name="page", published=day)
    meta = f'<meta property="article:published_time" content="{day.isoformat()}">'
    return read_page(
        f"<html><head>{meta}</head><body><article><p>{escape(text)}</p></article></body></html>", name="page"
    )

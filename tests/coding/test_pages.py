"""Whole pages of eight wars and more: who, whom and where of each deed, counted over all of them.

The pages and what is right of them were written before the code was read.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Coded, Report, Role

PAGES = Path(__file__).parent / "pages"
HARM = re.compile(r"kill|wound|injur|died|crush|execut")
"""Words that may be told as how another deed of their sentence ended."""
ROLES = {"who": Role.AGENT, "whom": Role.TARGET}


@cache
def coded(page: str) -> tuple[Coded, int]:
    """Return a page coded, and where its body begins."""
    day, title, _, *lines = (PAGES / f"{page}.txt").read_text(encoding="utf-8").split("\n")
    text = "\n".join([title, "", *lines])
    found = Coder().code(read_page(text, name=page, published=date.fromisoformat(day)))
    return found, found.document.text.index(lines[0][:40])


def deeds() -> Iterator[dict[str, str]]:
    with (PAGES / "deeds.tsv").open(encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def folded(text: str | None) -> str:
    return "".join(c for c in normalize("NFKD", text or "") if not combining(c)).casefold()


def report_of(deed: dict[str, str]) -> Report | None:
    """Return the report of a deed: on its word, or for a harm the nearest assault of its sentence."""
    page, at = coded(deed["page"])
    start = at - 1
    for _ in range(int(deed["nth"])):
        start = page.document.text.index(deed["word"], start + 1)
    end = start + len(deed["word"])
    over = [r for r in page.reports if r.trigger.start < end and start < r.trigger.end]
    if not over and HARM.match(deed["word"]):
        near = [r for r in page.reports if r.start <= start < r.end and r.event_type == "ASSAULT"]
        over = sorted(near, key=lambda r: (r.trigger.start > start, abs(r.trigger.start - start)))
    return over[0] if over else None


def told(wanted: str, given: list[str]) -> bool:
    """Return whether one of the right answers was given, or nothing where the text leaves it open."""
    right = wanted.split("|")
    if not given:
        return "-" in right
    return any(folded(one) in folded(text) for one in right if one != "-" for text in given)


def count() -> Counter[str]:
    found: Counter[str] = Counter()
    for deed in deeds():
        report = report_of(deed)
        found["event, of"] += 1
        found["event"] += report is not None
        if report is None:
            continue
        for name, role in ROLES.items():
            named = [" ".join(filter(None, (a.text, a.name))) for a in report.actors if a.role is role]
            if deed[name] != "*":
                found[f"{name}, of"] += 1
                found[name] += told(deed[name], named)
        place = report.place
        if deed["where"] != "*":
            found["where, of"] += 1
            text = place.text if place is not None else ""
            resolved = place is not None and place.place_id is not None
            named = [" ".join(filter(None, (text, place.name)))] if place is not None and (resolved or text) else []
            open_ = not resolved and "-" in deed["where"].split("|")
            found["where"] += open_ or told(deed["where"], named)
    return found


FLOORS = {"event": 140, "who": 131, "whom": 105, "where": 117}


def test_deeds_of_whole_pages() -> None:
    found = count()
    assert {name: found[name] for name in FLOORS if found[name] < FLOORS[name]} == {}, found

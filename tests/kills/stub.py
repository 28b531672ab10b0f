"""A cheap coder for tests of the ledger: real pages, real documents, one report a sentence of one form."""

from __future__ import annotations

import re
from datetime import date

from khabar.ids import content_id
from khabar.read.item import Page
from khabar.records import (
    Actor,
    Aspect,
    Coded,
    Document,
    EventType,
    Explanation,
    Link,
    Measure,
    Modality,
    PassageKind,
    Place,
    Polarity,
    Report,
    Role,
    SourceKind,
    Span,
    Standing,
    Toll,
    When,
)
from khabar.settings import Settings

_SENTENCE = re.compile(
    r"(?P<who>[A-Z]\w+) (?P<what>shelled) (?P<where>[A-Z]\w+) on (?P<day>\w+), killing (?P<n>\d+)\b.*?\."
)
TOWNS = ("Varnok", "Ostrel", "Dalby", "Immer", "Quarn")


class StubCoder:
    """Codes the sentences of `page_of`."""

    version = "stub 1"

    def __init__(self) -> None:
        self.settings = Settings()

    def code(self, document: Document) -> Coded:
        """Return the document with a report for each of its sentences."""
        found = [_report(document, match, self.version) for match in _SENTENCE.finditer(document.text)]
        reasons = tuple(Explanation(r.report_id, "event_type", "stub", r.trigger.start, r.trigger.end) for r in found)
        return Coded(document, tuple(found), (), reasons)


def page_of(number: int) -> Page:
    """Return an invented page of an invented outlet."""
    town = TOWNS[number % len(TOWNS)]
    body = f"Rebels shelled {town} on Tuesday, killing {number % 7 + 2} people, the mayor Ana Ruel said."
    filler = " ".join(f"Word {number * 31 + i} of the long story stands here and nothing happens." for i in range(30))
    html = (
        f"<html><head><title>Shells on {town}</title><meta property='article:published_time' content='2021-03-04'>"
        f"<meta property='og:site_name' content='Outlet {number}'></head><body><article><h1>Shells on {town}</h1>"
        f"<p>{body}</p><p>{filler}</p></article></body></html>"
    )
    return Page(f"page-{number}.html", html.encode(), url=f"https://news.invalid/{number}")


def _report(document: Document, match: re.Match[str], coder: str) -> Report:
    start, end = match.span()

    def part(name: str) -> tuple[str, int, int]:
        return match[name], match.start(name), match.end(name)

    what = part("what")
    return Report(
        report_id=content_id("r", document.doc_id, start),
        doc_id=document.doc_id,
        passage=PassageKind.BODY,
        comment=None,
        start=start,
        end=end,
        quote=match[0],
        event_type=EventType.ASSAULT,
        event_mode="heavy-weapons",
        contexts=("military",),
        cameo=None,
        acled_event=None,
        acled_sub_event=None,
        trigger=Span(what[1], what[2], what[0]),
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        aspect=Aspect.DONE,
        standing=Standing.REPORTED,
        actors=(Actor(Role.AGENT, *part("who")),),
        place=Place(*part("where"), name=match["where"], latitude=1.0, longitude=2.0, where_prec=1),
        date=When(*part("day"), date(2021, 3, 2), date(2021, 3, 2), 1, "published"),
        tolls=(Toll(Measure.KILLED, int(match["n"]), int(match["n"]), int(match["n"]), *part("n")),),
        chain=(Link(SourceKind.AUTHOR),),
        confidence=0.5,
        coder=coder,
    )

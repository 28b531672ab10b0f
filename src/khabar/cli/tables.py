"""Incidents and reports as tables for the eyes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from khabar.cli.printing import console, visible

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.records import Actor, Incident, Link, Place, Report, Toll

NOBODY = "-"
"""How an unknown looks in a table; in data it is null."""


def print_incidents(incidents: Sequence[Incident], ledger: Ledger) -> None:
    """Print one row an incident: who did what to whom, when, where, with what toll, according to whom."""
    if not incidents:
        console().print("No incidents.")
        return
    table = Table(title=count(len(incidents), "incident"), title_justify="left")
    for heading in ("when", "what", "who", "to whom", "where", "toll", "according to", "outlets", "origins", "id"):
        table.add_column(heading, overflow="fold", justify="right" if heading in ("outlets", "origins") else "left")
    for incident in incidents:
        reports = list(ledger.report_records(incident.report_ids))
        cells = (
            when(incident.date_start, incident.date_end),
            what(incident.event_type, incident.event_mode),
            names(incident.agents),
            names(incident.targets),
            where(incident.place),
            "; ".join(f"{measure} {bounds(**toll)}" for measure, toll in incident.tolls.items()) or NOBODY,
            "; ".join(dict.fromkeys(voice for report in reports if report.opens for voice in voices(report))) or NOBODY,
            str(incident.n_outlets),
            str(incident.n_origins),
            incident.incident_id,
        )
        table.add_row(*(Text(visible(cell)) for cell in cells))
    console().print(table)


def print_reports(ledger: Ledger, doc_ids: Sequence[str]) -> None:
    """Print one row a report of these documents, in text order."""
    reports = [report for coded in ledger.coded(doc_ids=doc_ids, explained=False) for report in coded.reports]
    if not reports:
        console().print("No reports.")
        return
    table = Table(title=count(len(reports), "report"), title_justify="left")
    for heading in ("voice", "what", "who", "to whom", "where", "when", "toll", "how surely", "words", "id"):
        table.add_column(heading, overflow="fold")
    for report in reports:
        table.add_row(*(Text(visible(cell)) for cell in report_cells(report)))
    console().print(table)


def count(n: int, noun: str) -> str:
    """Return a number of things.

    >>> count(1, "outlet"), count(3, "outlet")
    ('1 outlet', '3 outlets')
    """
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def report_cells(report: Report) -> Iterable[str]:
    """Yield the cells of a report."""
    yield passage(report) if not voices(report) else f"{passage(report)}: {' > '.join(voices(report))}"
    yield what(report.event_type, report.event_mode)
    yield names([actor for actor in report.actors if actor.role == "agent"])
    yield names([actor for actor in report.actors if actor.role == "target"])
    yield where(report.place)
    yield when(report.date.date_start, report.date.date_end, report.date.text) if report.date else NOBODY
    yield "; ".join(toll(one) for one in report.tolls) or NOBODY
    yield surely(report)
    yield report.quote
    yield report.report_id


def voices(report: Report) -> list[str]:
    """Return who passed the report on, outermost first, without the author."""
    return [voice(link) for link in report.chain[1:]]


def voice(link: Link) -> str:
    """Return a link of a chain by its words, or by its kind where it has none."""
    return link.text or link.kind.value


def passage(report: Report) -> str:
    """Return the passage a report stands in, a reader's comment with its number."""
    return f"comment {report.comment}" if report.comment is not None else report.passage.value


def surely(report: Report) -> str:
    """Return polarity, modality and aspect in so far as they are not the plain ones, and the standing."""
    marks = [report.polarity.value, report.modality.value, report.aspect.value]
    plain = ("affirmed", "actual", "done")
    return ", ".join([*(mark for mark in marks if mark not in plain), report.standing.value])


def what(event_type: str, event_mode: str | None) -> str:
    """Return type and mode of an event."""
    return f"{event_type} {event_mode}" if event_mode else str(event_type)


def names(actors: Iterable[Actor]) -> str:
    """Return the names of actors, or the words where the register does not know them."""
    return "; ".join(dict.fromkeys(actor.name or actor.text or "?" for actor in actors)) or NOBODY


def where(place: Place | None) -> str:
    """Return a place with its country and how it relates to the event."""
    if place is None:
        return NOBODY
    name = place.name or place.text
    country = f", {place.country_iso3}" if place.country_iso3 else ""
    relation = f" ({place.relation})" if place.relation and place.relation != "in" else ""
    return f"{name}{country}{relation}"


def when(start: date | None, end: date | None, words: str | None = None) -> str:
    """Return an interval of days; an open end as ``…``, an unresolved date by its words."""
    if start is None and end is None:
        return f"“{words}” (unresolved)" if words else NOBODY
    if start == end:
        return str(start)
    return f"{start or '…'} to {end or '…'}"


def toll(one: Toll) -> str:
    """Return a toll with what it counts."""
    of = f" {one.of}" if one.of else ""
    figure = bounds(one.low, one.best, one.high)
    return f"{one.measure.value} {figure}{of}{' (figure said to be unavailable)' if one.unavailable else ''}"


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """Return the bounds of a toll: one number if they agree, ``at least``, ``at most``, or a range.

    >>> bounds(3, 3, 3), bounds(1, None, None), bounds(2, 4, 5), bounds(None, None, None)
    ('3', 'at least 1', '2 to 5, best 4', '?')
    """
    if low is not None and low == high and best in (low, None):
        return str(low)
    if low is None and high is None:
        return "?" if best is None else str(best)
    rest = f", best {best}" if best is not None and best not in (low, high) else ""
    if high is None:
        return f"at least {low}{rest}"
    if low is None:
        return f"at most {high}{rest}"
    return f"{low} to {high}{rest}"

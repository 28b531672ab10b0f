"""Incidents and reports as tables for the eyes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from khabar.cli.printing import console, visible
from khabar.records import Role

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.records import Actor, Incident, Link, Place, Report, Toll

NOBODY: Final = "-"
"""How an unknown looks in a table; in data it is null."""

SHORT_ID: Final = 10
"""How much of an id a table shows; `khabar show` takes the beginning of one."""


NARROW: Final = 120
"""Columns of a terminal below which the nine columns of an incident are stacked into four."""


def print_incidents(incidents: Sequence[Incident], ledger: Ledger, *, full: bool = False) -> None:
    """Print one row an incident: who did what to whom, when, where, with what toll, according to whom.

    On a terminal a row is one line, and what does not fit is cut; with ``full``, or elsewhere, all words are there.
    """
    out = console()
    if not incidents:
        out.print("No incidents.")
        return
    narrow = out.width < NARROW
    cut = out.is_terminal and not full
    if cut:
        table = _one_line_each(len(incidents), narrow=narrow)
    else:
        table = _stacked_incidents(len(incidents)) if narrow else _wide_incidents(len(incidents))
    wanted = [report_id for incident in incidents for report_id in incident.report_ids]
    known = {report.report_id: report for report in ledger.report_records(wanted)}
    for incident in incidents:
        cells = incident_cells(incident, [known[report_id] for report_id in incident.report_ids])
        if cut:
            shown = [cells[at] for at in _NARROW_CELLS] if narrow else cells
            lines = (visible(cell.replace("\n", "; ")) for cell in shown)
            table.add_row(*(Text(line, no_wrap=True, overflow="ellipsis") for line in lines))
        else:
            table.add_row(*(Text(visible(cell)) for cell in (_stack(cells) if narrow else cells)))
    out.print(table)


_HEADINGS: Final = ("when", "what", "who → whom", "where", "toll", "according to", "outlets", "origins", "id")
_NARROW_CELLS: Final = (0, 1, 2, 3, 4, 8)
"""Which of the nine cells stand in one line of a narrow terminal."""


def _one_line_each(n_incidents: int, *, narrow: bool) -> Table:
    table = Table(title=count(n_incidents, "incident"), title_justify="left")
    for at in _NARROW_CELLS if narrow else range(len(_HEADINGS)):
        heading = _HEADINGS[at]
        number = heading in ("outlets", "origins")
        table.add_column(heading, justify="right" if number else "left", no_wrap=number or heading == "id")
    return table


def _wide_incidents(n_incidents: int) -> Table:
    table = Table(title=count(n_incidents, "incident"), title_justify="left")
    for heading in ("when", "what", "who → whom", "where", "toll", "according to"):
        table.add_column(heading, overflow="fold")
    for heading in ("outlets", "origins"):
        table.add_column(heading, justify="right")
    table.add_column("id", no_wrap=True)
    return table


def _stacked_incidents(n_incidents: int) -> Table:
    table = Table(title=count(n_incidents, "incident"), title_justify="left", show_lines=True)
    table.add_column("when", overflow="fold", max_width=len("2024-03-14"))
    table.add_column("what, who → whom, where", overflow="fold", ratio=1)
    table.add_column("toll, according to", overflow="fold", ratio=1)
    table.add_column("id", no_wrap=True)
    return table


def _stack(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of an incident for four columns."""
    day, event, parties, place, tolls, sources, outlets, origins, ident = cells
    told = f"{count(int(outlets), 'outlet')}, {count(int(origins), 'origin')}"
    here = [event, parties, *([place] if place != NOBODY else [])]
    there = [*(cell for cell in (tolls, sources) if cell != NOBODY), told]
    return day, "\n".join(here), "\n".join(there), ident


def incident_cells(incident: Incident, reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the nine cells of an incident."""
    return (
        when(incident.date_start, incident.date_end),
        what(incident.event_type, incident.event_mode),
        who_whom([*incident.agents, *incident.targets, *incident.others]),
        where(incident.place),
        "; ".join(f"{measure} {bounds(**toll)}" for measure, toll in incident.tolls.items()) or NOBODY,
        "; ".join(speakers(reports)) or NOBODY,
        str(incident.n_outlets),
        str(incident.n_origins),
        incident.incident_id[:SHORT_ID],
    )


def print_reports(ledger: Ledger, doc_ids: Sequence[str]) -> None:
    """Print one row a report of these documents, in text order."""
    reports = [report for coded in ledger.coded(doc_ids=doc_ids, explained=False) for report in coded.reports]
    if not reports:
        console().print("No reports.")
        return
    table = Table(title=count(len(reports), "report"), title_justify="left")
    for heading, ratio in (("what", 4), ("where, when, toll", 3), ("voice", 3), ("words", 6)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    table.add_column("id", no_wrap=True)
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
    yield f"{what(report.event_type, report.event_mode)}\n{who_whom(report.actors)}"
    place_date_toll = [where(report.place)] if report.place else []
    if report.date is not None:
        place_date_toll.append(when(report.date.date_start, report.date.date_end, report.date.text))
    yield "\n".join([*place_date_toll, *(toll(one) for one in report.tolls)]) or NOBODY
    yield f"{' > '.join([passage(report), *voices(report)])}\n{surely(report)}"
    yield report.quote
    yield report.report_id[:SHORT_ID]


def who_whom(actors: Sequence[Actor]) -> str:
    """Return agents and targets, and then the others with their roles."""
    agents = names([actor for actor in actors if actor.role is Role.AGENT])
    targets = names([actor for actor in actors if actor.role is Role.TARGET])
    others = [
        f"{role.value.replace('_', ' ')} {names([actor for actor in actors if actor.role is role])}"
        for role in Role
        if role not in (Role.AGENT, Role.TARGET) and any(actor.role is role for actor in actors)
    ]
    return "\n".join([f"{agents} → {targets}", *others])


def voices(report: Report) -> list[str]:
    """Return who passed the report on, outermost first, without the author."""
    return [voice(link) for link in report.chain[1:]]


def speakers(reports: Iterable[Report]) -> list[str]:
    """Return who vouches for an incident, each once and by the longest of its names; the authors are left out."""
    everyone = [link for report in reports if report.opens for link in report.chain[1:]]
    longest: dict[str, str] = {}
    for link in everyone:
        name = voice(link)
        key = link.actor_id or name
        longest[key] = max(longest.get(key, ""), name, key=len)
    padded = [f" {name.casefold()} " for name in longest.values()]
    return [
        name
        for name in dict.fromkeys(longest.values())
        if not any(
            f" {name.casefold().removeprefix('the ')} " in other.replace(f" {name.casefold()} ", "") for other in padded
        )
    ]


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
    # Polarity and standing have the word "denied" in common.
    return ", ".join(dict.fromkeys([*(mark for mark in marks if mark not in plain), report.standing.value]))


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

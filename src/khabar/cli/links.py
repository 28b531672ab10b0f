"""Why the reports of an incident stand in it, told for the eyes and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khabar.cli import story, tables
from khabar.cli.printing import console, visible

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.link import Membership
    from khabar.link.signs import Grounds
    from khabar.records import Incident

_BELONGS: Final = {"opens": "opens the incident", "supports": "tells of it too", "about": "tells what belongs to it"}


def print_links(ledger: Ledger, incident: Incident) -> None:
    """Print for each report of an incident what its link rests on, and what each sign adds to it."""
    out = console()
    out.print(Text.assemble(("incident ", story.QUIET), (visible(incident.incident_id), "bold")))
    reports = {report.report_id: report for report in ledger.report_records(incident.report_ids)}
    outlets = ledger.outlets([report.doc_id for report in reports.values()])
    told: dict[tuple[str, Grounds], int] = {}
    for number, (member, why) in enumerate(_with_grounds(ledger, incident), 1):
        report = reports[member.report_id]
        line = Text()
        line.append(f"\n{number} ", style=story.QUIET)
        line.append(visible(f"{outlets[report.doc_id]} "), style="bold")
        line.append(visible(f"“{report.quote}” "))
        line.append(report.report_id[: tables.SHORT_ID], style=story.QUIET)
        out.print(line)
        bond = _BELONGS.get(member.relation, member.relation.replace("_", " "))
        chance = f", {member.score:.0%} sure" if why.signs else ""
        out.print(Padding(Text(visible(f"{bond}{chance}: {why.words}")), (0, 0, 0, 2)))
        if member.machine_id not in (None, member.incident_id):
            out.print(Padding(Text(visible(f"put here by a judgement; the machine has it in {member.machine_id}")), 2))
        # What a document tells of one happening is linked as one: all its reports have the same signs.
        first = told.setdefault((report.doc_id, why), number)
        if why.signs and first == number:
            out.print(Padding(_table(why), (0, 0, 0, 4)))
        elif why.signs:
            out.print(Padding(Text(f"by the same signs as {first}, of the same document"), (0, 0, 0, 4)))


def as_records(ledger: Ledger, incident: Incident) -> list[dict[str, Any]]:
    """Return the same for programs, a record for each report."""
    return [
        {
            "incident_id": incident.incident_id,
            "report_id": member.report_id,
            "relation": member.relation,
            "score": member.score,
            "because": why.words,
            "log_odds": why.log_odds,
            "signs": [
                {"feature": s.feature, "value": s.value, "log_odds": s.log_odds, "words": s.words} for s in why.signs
            ],
        }
        for member, why in _with_grounds(ledger, incident)
    ]


def _with_grounds(ledger: Ledger, incident: Incident) -> Iterator[tuple[Membership, Grounds]]:
    from khabar.link.signs import grounds

    order = {report_id: at for at, report_id in enumerate(incident.report_ids)}
    members = sorted(ledger.memberships(incident.incident_id), key=lambda m: order.get(m.report_id, len(order)))
    return ((member, grounds(member)) for member in members)


def _table(why: Grounds) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    table.add_column(style=story.QUIET)
    for sign in why.signs:
        added = "?" if sign.log_odds is None else f"{sign.log_odds:+.2f}"
        value = "" if sign.feature == "bias" else f"{sign.feature} {sign.value:g}"
        table.add_row(Text(added), Text(visible(sign.words)), Text(visible(value)))
    if why.log_odds is not None:
        table.add_row(Text(f"{why.log_odds:+.2f}"), Text("in all: 0 is an even chance"), Text(""))
    return table

"""``khabar check``: a claim against a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import LedgerFile, settings_for

if TYPE_CHECKING:
    from khabar.check import Answer
    from khabar.ledger import Ledger

NAME: Final = "check"
SHORT: Final = "Check a claim against a ledger: supported, contradicted, or not enough."
EXAMPLE: Final = 'Example: khabar check ledger.duckdb "The US has stopped air operations against ISIS" --on 2018-05-20'
SHOWN: Final = 5
"""Incidents and statements that are shown of each answer; ``--json`` has them all."""


def run(
    ledger: LedgerFile,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="CLAIM", help="The claim, in plain words, in quotes or not.", show_default=False),
    ] = None,
    doc: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Check what readers claim below this document instead.", show_default=False),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The day the claim is made, YYYY-MM-DD.", show_default="unknown"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each thing claimed.")] = False,
) -> None:
    """Check a claim against a ledger: is it supported, contradicted, or does the ledger not hold enough?

    The claim is read as the pages are. The answer names the incidents it rests on, who says so, who said it before, and
    how much of that time the ledger has read. It is never surer than they are.
    """
    from khabar.check import check_claim, check_comments
    from khabar.cli import printing
    from khabar.coder import Coder
    from khabar.ledger import Ledger
    from khabar.settings import parse_day

    claim = " ".join(words) if words else None
    if (claim is None) == (doc is None):
        raise typer.BadParameter("expected a CLAIM in quotation marks, or --doc ID, and not both")
    settings = settings_for(ledger)
    day = parse_day(on) if on is not None else None
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        coder = Coder(settings)
        if claim is not None:
            answers = check_claim(opened, claim, on=day, coder=coder)
        else:
            kind, whole = opened.find(str(doc))
            if kind != "document":
                raise typer.BadParameter(f"--doc {doc}: is a{'n' if kind == 'incident' else ''} {kind}, not a document")
            answers = check_comments(opened, whole, coder=coder)
        if as_json:
            printing.print_jsonl(answers)
            return
        if not answers:
            printing.say("no reader claims that anything happened below this document")
        for answer in answers:
            _show(opened, answer)


def _show(ledger: Ledger, answer: Answer) -> None:
    from rich.text import Text

    from khabar.check import Verdict
    from khabar.cli.printing import console, visible

    colours = {Verdict.SUPPORTED: "green", Verdict.CONTRADICTED: "red", Verdict.NOT_ENOUGH: "yellow"}
    out = console()
    words = answer.verdict.value.replace("_", " ") + (", but disputed" if answer.dispute else "")
    out.print(Text.assemble((f"{words}: ", f"bold {colours[answer.verdict]}"), f"“{visible(answer.claim.strip())}”"))
    for reason in answer.because:
        out.print(Text(f"  · {visible(reason)}"))
    if answer.findings:
        _incidents(out, answer)
    _said(out, answer)
    if len(answer.series) > 1:
        told = ", ".join(f"{month}: {n}" for month, n in answer.series[-12:])
        out.print(Text(f"  such incidents by month: {told}"))
    out.print()


def _incidents(out: Any, answer: Answer) -> None:
    from rich.table import Table
    from rich.text import Text

    from khabar.cli import tables
    from khabar.cli.printing import visible

    shown = Table()
    for heading in ("fit", "when", "what", "who → whom", "where", "toll", "standing"):
        shown.add_column(heading, overflow="fold")
    shown.add_column("origins", justify="right")
    shown.add_column("id", no_wrap=True)
    for one in answer.findings[:SHOWN]:
        incident = one.incident
        parties = [*incident.agents, *incident.targets, *incident.others]
        cells = (
            one.fit.value,
            tables.when(incident.date_start, incident.date_end),
            tables.what(incident.event_type, incident.event_mode),
            tables.who_whom(parties),
            tables.where(incident.place),
            "; ".join(f"{measure} {tables.bounds(**toll)}" for measure, toll in incident.tolls.items()),
            incident.standing.value,
            str(incident.n_origins),
            incident.incident_id[: tables.SHORT_ID],
        )
        shown.add_row(*(Text(visible(cell)) for cell in cells))
    out.print(shown)
    if len(answer.findings) > SHOWN:
        out.print(Text(f"  and {len(answer.findings) - SHOWN} more (--json has all)"))


def _said(out: Any, answer: Answer) -> None:
    from rich.text import Text

    from khabar.cli.printing import visible

    for one in answer.said[:SHOWN]:
        who = "a reader" if one.is_comment else " > ".join(one.voices) or "the author"
        where = ", ".join(filter(None, (one.outlet, str(one.published) if one.published else None)))
        out.print(Text(f"  said by {visible(who)} ({visible(where or 'unknown')}): “{visible(one.report.quote)}”"))

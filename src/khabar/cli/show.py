"""``khabar show``: one report, incident or document, with the words it rests on."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from khabar.cli.options import LedgerFile, settings_for

NAME: Final = "show"
SHORT: Final = "Show a report, an incident or a document, and why."
EXAMPLE: Final = "Example: khabar show ledger.duckdb r-3f2a   (the beginning of an id is enough)"


def run(
    ledger: LedgerFile,
    ident: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a report, incident or document.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON instead.")] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Of an incident: why each of its reports stands in it.")
    ] = False,
) -> None:
    """Show a report, an incident or a document: its words, who passed them on, and why each value was given.

    An id that an incident no longer bears leads to the one that it is now, and is told on standard error.
    """
    from khabar.cli import printing, story
    from khabar.cli.incidents import warn_if_unlinked
    from khabar.ledger import Ledger

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        kind, whole = opened.find(ident)
        if kind == "incident":
            for step in opened.trail(ident) if not whole.startswith(ident) else ():
                printing.say(f"{step.from_id} is {step.to_id} now: {step.why}")
            warn_if_unlinked(opened.is_linked)
            (incident,) = opened.incident_records([whole])
            if links:
                from khabar.cli import links as why

                if as_json:
                    printing.print_jsonl(why.as_records(opened, incident))
                else:
                    why.print_links(opened, incident)
                return
            if as_json:
                printing.print_jsonl([incident])
            else:
                story.print_incident(opened, incident)
            return
        if links:
            raise typer.BadParameter(f"{ident} is a {kind}; --links tells why the reports of an incident stand in it")
        if kind == "report":
            (report,) = opened.report_records([whole])
            (coded,) = opened.coded(doc_ids=[report.doc_id])
            if as_json:
                printing.print_jsonl([report])
            else:
                story.print_report(opened, coded, report)
            return
        (coded,) = opened.coded(doc_ids=[whole])
        if as_json:
            printing.print_jsonl([coded.document])
        else:
            story.print_document(opened, coded)

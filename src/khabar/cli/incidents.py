"""``khabar incidents``: what a ledger says has happened."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from khabar.cli.options import Format, FormatOption, LedgerFile, settings_for

NAME: Final = "incidents"
SHORT: Final = "List the incidents of a ledger, by date."
EXAMPLE: Final = "Example: khabar incidents ledger.duckdb --format csv > incidents.csv"


def run(
    ledger: LedgerFile,
    form: FormatOption = None,
    full: Annotated[bool, typer.Option("--full", help="Also tell who says what of each incident.")] = False,
) -> None:
    """List the incidents of a ledger, by date: who did what to whom, when, where, with what toll."""
    from khabar.cli import printing
    from khabar.ledger import Ledger

    settings = settings_for(ledger)
    chosen = form or Format(settings.output_format)
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        warn_if_unlinked(opened.is_linked)
        if chosen is Format.JSONL:
            printing.print_jsonl(opened.incident_records())
        elif chosen is Format.CSV:
            printing.print_csv(opened.incidents)
        else:
            from khabar.cli import tables
            from khabar.cli.story import print_incident

            incidents = list(opened.incident_records())
            tables.print_incidents(incidents, opened)
            for incident in incidents if full else []:
                print_incident(opened, incident)


def warn_if_unlinked(is_linked: bool) -> None:
    """Say on standard error that the incidents lag behind the reports."""
    if not is_linked:
        typer.echo(
            "khabar: the last run was cut short before linking; `khabar code INPUT -o LEDGER` links what is there",
            err=True,
        )

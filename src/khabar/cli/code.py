"""``khabar code``: pages in, reports and incidents out."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import CodeFormat, ConfigFile, settings_for

if TYPE_CHECKING:
    from datetime import date

    from khabar.ledger import Ledger
    from khabar.pipeline import Counts, Outcome

NAME: Final = "code"
EXAMPLE: Final = "Example: khabar code pages/ 'more/*.html' --published 2018-04-19 -o ledger.duckdb"
SET_ASIDE: Final = 3


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Day of publication, YYYY-MM-DD.", show_default="what each page says of itself"
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="LEDGER", help="Ledger to add to; made if it is not there."),
    ] = None,
    form: Annotated[
        CodeFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="table|jsonl|csv|none",
            help="What to print: for the eyes, for programs, for spreadsheets.",
            show_default="table; with --output none",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print neither progress nor counts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as a JSON object.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask a question; khabar asks none.")] = False,
    keep_handles: Annotated[
        bool, typer.Option("--keep-handles", help="Keep the handles of commenters instead of pseudonyms.")
    ] = False,
    config: ConfigFile = None,
) -> int:
    """Code news pages: print the reports and incidents, or add them to a ledger.

    Without --output nothing is kept. Coding the same pages again changes nothing. The last line on standard error
    counts inputs, documents, reports, incidents, and what was set aside; `failures` in the ledger says why.
    """
    day = _day(published)
    given = {"read.published": day, "read.keep_handles": keep_handles or None, "output.quiet": quiet or None}
    settings = settings_for(output, config=config, arguments=given)
    chosen = form or CodeFormat(CodeFormat.NONE if output is not None else settings.output_format)

    from khabar.cli.progress import Meter
    from khabar.ledger import Ledger

    with ExitStack() as stack:
        # Opened before anything is read: a path that cannot be written must not cost an hour of coding.
        ledger = stack.enter_context(
            Ledger.open(output, settings=settings) if output is not None else Ledger.memory(settings=settings)
        )
        for notice in ledger.notices:
            _say(notice)

        from khabar.pipeline import code_inputs
        from khabar.read.inputs import expand

        with Meter(quiet=settings.output_quiet) as meter:
            outcome = code_inputs(expand(inputs), ledger, settings=settings, progress=meter.at)
        _print(ledger, outcome, chosen)
        sys.stdout.flush()
    for failure in outcome.failures:
        _say(f"set aside: {failure.name}: {failure.detail} [{failure.reason}]")
    if as_json:
        sys.stderr.write(json.dumps(outcome.counts.to_dict()) + "\n")
    elif not settings.output_quiet:
        _say(last_line(outcome.counts, output))
    return SET_ASIDE if outcome.counts.set_aside else 0


def last_line(counts: Counts, output: Path | None) -> str:
    """Return the counts of a run as one line."""
    documents = f"documents: {counts.documents}"
    if output is not None:
        documents += f" ({counts.new} new)"
    line = (
        f"inputs: {counts.inputs} · {documents} · reports: {counts.reports} · incidents: {counts.incidents}"
        f" · set aside: {counts.set_aside}"
    )
    return f"{line} · ledger: {output}" if output is not None else line


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from khabar.errors import SettingsError
    from khabar.settings import parse_day

    try:
        return parse_day(text)
    except SettingsError as error:
        raise typer.BadParameter(f"--published {error}") from None


def _print(ledger: Ledger, outcome: Outcome, form: CodeFormat) -> None:
    from khabar.cli import printing

    doc_ids = list(outcome.doc_ids)
    if form is CodeFormat.JSONL:
        for coded in ledger.coded(doc_ids=doc_ids, explained=False):
            printing.print_jsonl(coded.reports)
    elif form is CodeFormat.CSV:
        printing.print_csv(ledger.reports_of(doc_ids))
    elif form is CodeFormat.TABLE:
        from khabar.cli import tables

        tables.print_incidents(list(ledger.incident_records(ledger.incidents_of(doc_ids))), ledger)
        tables.print_reports(ledger, doc_ids)


def _say(message: str) -> None:
    from khabar.cli.printing import visible

    sys.stderr.write(f"khabar: {' '.join(visible(message).split())}\n")

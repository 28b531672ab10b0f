"""``khabar code``: pages in, reports and incidents out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import (
    CodeFormat,
    ConfigFile,
    DateCol,
    DateFormat,
    Fetch,
    IdCol,
    OutletCol,
    Remember,
    TextCol,
    TitleCol,
    UrlCol,
    day_given,
    settings_for,
)

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.pipeline import Counts, Outcome
    from khabar.read.item import Input, Page
    from khabar.records import Failure

NAME: Final = "code"
SHORT: Final = "Code pages: print what they report, or add it to a ledger."
EXAMPLE: Final = "Example: khabar code pages/ 'more/*.html' --published 2018-04-19 -o ledger.duckdb"
SET_ASIDE: Final = 3
TOLD_EACH: Final = 20
"""Up to so many failures are told one by one; of more, only how many have each reason, and the first of them."""
FIRST_NAMES: Final = 3


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
    ] = None,
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
    no_raw: Annotated[
        bool, typer.Option("--no-raw", help="Do not keep the bytes of the pages in the ledger, only what is read.")
    ] = False,
    text_col: TextCol = None,
    date_col: DateCol = None,
    url_col: UrlCol = None,
    title_col: TitleCol = None,
    outlet_col: OutletCol = None,
    id_col: IdCol = None,
    date_format: DateFormat = None,
    remember: Remember = False,
    fetch: Fetch = None,
    config: ConfigFile = None,
) -> int:
    """Code news pages: print the reports and incidents, or add them to a ledger.

    Without --output nothing is kept, and where none of the inputs is there no ledger is made. Coding the same pages
    again changes nothing. The last line on standard error counts inputs, documents, reports, incidents, and what was
    set aside; `failures` in the ledger says why.

    Of a table (CSV, TSV, JSON Lines, JSON, Parquet) each row is a page. With --fetch, an INPUT that is a web address is
    fetched too.
    """
    day = day_given(published)
    columns = {
        "read.text_col": text_col,
        "read.date_col": date_col,
        "read.url_col": url_col,
        "read.title_col": title_col,
        "read.outlet_col": outlet_col,
        "read.id_col": id_col,
        "read.date_format": date_format,
    }
    files, urls = _parted(inputs or [], fetch or [])
    if remember and not any(columns.values()):
        raise typer.BadParameter("--remember has nothing to write: give a column too, as with --text-col NAME")
    given = {
        "read.published": day,
        "read.keep_handles": keep_handles or None,
        "ledger.keep_raw": False if no_raw else None,
        "output.quiet": quiet or None,
        **columns,
    }
    settings = settings_for(output, config=config, arguments=given)
    chosen = form or CodeFormat(CodeFormat.NONE if output is not None else settings.output_format)

    from khabar.cli.progress import Meter
    from khabar.ledger import Ledger

    is_new = output is not None and not output.exists()
    with ExitStack() as stack:
        # Opened before anything is read: a path that cannot be written must not cost an hour of coding.
        ledger = stack.enter_context(
            Ledger.open(output, settings=settings) if output is not None else Ledger.memory(settings=settings)
        )
        for notice in ledger.notices:
            _say(notice)

        from khabar.pipeline import code_inputs

        with Meter(quiet=settings.output_quiet) as meter:
            outcome = code_inputs(_pages(files, urls), ledger, settings=settings, progress=meter.at)
        _print(ledger, outcome, chosen)
        sys.stdout.flush()
    if output is not None and is_new and _is_nothing_there(outcome):
        _remove(output)
        _say(f"{output}: not made, since none of the inputs is there")
        output = None
    _say_set_aside(outcome, output)
    if remember:
        _remember({name: value for name, value in columns.items() if value}, config, output, outcome.counts)
    if as_json:
        sys.stderr.write(json.dumps({**outcome.counts.to_dict(), "reasons": _reasons(outcome)}) + "\n")
    elif not settings.output_quiet:
        _say(last_line(outcome.counts, output))
    return SET_ASIDE if outcome.counts.set_aside else 0


def _parted(inputs: list[str], fetch: list[str]) -> tuple[list[str], list[str]]:
    """Return the files and the addresses among what was given; an address is one only where fetching was asked for."""
    if not inputs and not fetch:
        raise typer.BadParameter("nothing to code: give files or folders, - for standard input, or --fetch URL")
    if not fetch:
        return inputs, []
    urls = [word for word in inputs if word.lower().startswith(("http://", "https://"))]
    return [word for word in inputs if word not in urls], [*fetch, *urls]


def _pages(files: list[str], urls: list[str]) -> Iterable[Input | Page | Failure]:
    from khabar.read.inputs import expand

    if not urls:
        # Names only, so that it is known how many there are; what is in them is read one at a time.
        return list(expand(files))
    from khabar.read.fetch import fetch_pages

    return chain(expand(files), fetch_pages(urls))


def _remember(columns: dict[str, str], config: Path | None, output: Path | None, counts: Counts) -> None:
    """Write the columns into the settings file, if they were of use."""
    from khabar.settings import file_for
    from khabar.settings_file import remember

    path = file_for(config, output)
    if not counts.documents:
        _say(f"not written into {path}: no page was coded with these columns")
        return
    remember(path, columns)
    _say(f"written into {path}: {', '.join(columns)}")


def _is_nothing_there(outcome: Outcome) -> bool:
    """Return whether no input was there: then a new ledger would say nothing, not even what is wrong with a page."""
    from khabar.errors import Reason

    return bool(
        outcome.reasons
        and not outcome.counts.documents
        and outcome.reasons.keys() <= {Reason.NOT_FOUND, Reason.NOT_FETCHED}
    )


def _remove(ledger: Path) -> None:
    """Remove a closed ledger that holds no document, with its log if there is one."""
    ledger.unlink(missing_ok=True)
    ledger.with_name(f"{ledger.name}.wal").unlink(missing_ok=True)


def _say_set_aside(outcome: Outcome, output: Path | None) -> None:
    """Say what was set aside or left out: each by itself if they are few, by reason if they are many."""
    from khabar.cli import printing

    if len(outcome.failures) <= TOLD_EACH:
        for failure in outcome.failures:
            _say(printing.told(failure))
        return
    for reason, names in _names(outcome).items():
        more = " …" if outcome.reasons[reason] > len(names) else ""
        _say(f"{printing.fate(reason)}: {outcome.reasons[reason]:,} [{reason}]: {', '.join(names)}{more}")
    if output is not None:
        _say(f'each of them: khabar query {output} "FROM failures"')


def _reasons(outcome: Outcome) -> dict[str, dict[str, object]]:
    return {reason: {"count": outcome.reasons[reason], "first": names} for reason, names in _names(outcome).items()}


def _names(outcome: Outcome) -> dict[str, list[str]]:
    """Return the first names for each reason, the most frequent reason first."""
    names: dict[str, list[str]] = {
        reason: [] for reason in sorted(outcome.reasons, key=lambda one: (-outcome.reasons[one], one))
    }
    for failure in outcome.failures:
        known = names[str(failure.reason)]
        if len(known) < FIRST_NAMES and failure.name not in known:
            known.append(failure.name)
    return names


def last_line(counts: Counts, output: Path | None) -> str:
    """Return the counts of a run as one line."""
    documents = f"documents: {counts.documents}"
    if output is not None:
        documents += f" ({counts.new} new)"
    inputs = f"{counts.inputs} ({counts.pages} pages)" if counts.pages > counts.inputs else f"{counts.inputs}"
    line = (
        f"inputs: {inputs} · {documents} · reports: {counts.reports} · incidents: {counts.incidents}"
        f" · set aside: {counts.set_aside}"
    )
    return f"{line} · ledger: {output}" if output is not None else line


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
    from khabar.cli.printing import say

    say(message)

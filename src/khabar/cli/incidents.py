"""``khabar incidents``: what a ledger says has happened."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import Format, FormatOption, LedgerFile, settings_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.ledger import Ledger
    from khabar.ledger.changes import Change, Redirect
    from khabar.records import Incident

NAME: Final = "incidents"
SHORT: Final = "List the incidents of a ledger, by date."
EXAMPLE: Final = "Example: khabar incidents ledger.duckdb --format csv > incidents.csv"


def run(
    ledger: LedgerFile,
    form: FormatOption = None,
    full: Annotated[bool, typer.Option("--full", help="All words of each, and who says what of it.")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|RUN",
            help="Only what is new or changed since a day (UTC), or after a run.",
            show_default=False,
        ),
    ] = None,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="The ids that no incident bears any more, and where each leads.")
    ] = False,
    changes: Annotated[bool, typer.Option("--changes", help="What became of incidents, and in which run.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also those that a person rejected.")] = False,
    aggregates: Annotated[
        bool, typer.Option("--aggregates", help="Also what sums up several: “24 strikes since January”.")
    ] = False,
) -> None:
    """List the incidents of a ledger, by date: who did what to whom, when, where, with what toll.

    On a terminal each has one line, cut to its width; with --full, or in a pipe or a file, all words are there.

    With --since, those that are new or changed since then; a program that keeps a copy takes these, and drops the ids
    that --deleted --since gives.
    """
    from khabar.ledger import Ledger

    settings = settings_for(ledger)
    chosen = form or Format(settings.output_format)
    after = _moment(since) if since is not None else None
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        warn_if_unlinked(opened.is_linked)
        if deleted:
            _print_deleted(opened.deleted(since=after), chosen)
        elif changes:
            _print_changes(opened.changes(since=after), chosen)
        else:
            ids = None if after is None else sorted({change.incident_id for change in opened.changes(since=after)})
            shown = {"live"} | ({"rejected"} if rejected else set()) | ({"aggregate"} if aggregates else set())
            found = [i for i in opened.incident_records(ids) if i.status in shown]
            _print_incidents(opened, found, chosen, full=full)


def _moment(text: str) -> datetime | int:
    """Return the beginning of a day, or the number of a run."""
    from khabar.errors import SettingsError
    from khabar.settings import parse_day

    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return datetime.combine(parse_day(text), time(), UTC).replace(tzinfo=None)
    except SettingsError:
        raise typer.BadParameter(f"--since {text}: expected a day, YYYY-MM-DD, or the number of a run") from None


def _print_incidents(ledger: Ledger, incidents: Sequence[Incident], form: Format, *, full: bool) -> None:
    from khabar.cli import printing

    if form is Format.JSONL:
        printing.print_jsonl(incidents)
    elif form is Format.CSV:
        printing.print_csv(ledger.incidents_flat([incident.incident_id for incident in incidents]))
    else:
        from khabar.cli import tables
        from khabar.cli.story import print_incident

        tables.print_incidents(incidents, ledger, full=full)
        for incident in incidents if full else []:
            print_incident(ledger, incident)


def _print_deleted(redirects: Sequence[Redirect], form: Format) -> None:
    from khabar.cli import printing

    headings = ("id", "leads to", "why", "when")
    rows = [(one.from_id, one.to_id, one.why, _time(one.made_at)) for one in redirects]
    if form is Format.JSONL:
        printing.print_jsonl(redirects)
    elif form is Format.CSV:
        printing.print_cells(headings, rows)
    elif not rows:
        printing.console().print("No id is gone.")
    else:
        printing.grid(headings, rows)


def _print_changes(changes: Sequence[Change], form: Format) -> None:
    from khabar.cli import printing

    headings = ("when", "run", "id", "what", "fields", "leads to", "judgement")
    rows = [
        (_time(c.made_at), c.run_id, c.incident_id, c.change, "; ".join(c.fields), c.to_id, c.judgement_id)
        for c in changes
    ]
    if form is Format.JSONL:
        printing.print_jsonl(changes)
    elif form is Format.CSV:
        printing.print_cells(headings, rows)
    elif not rows:
        printing.console().print("No changes.")
    else:
        printing.grid(headings, rows)


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(sep=" ", timespec="seconds") if moment is not None else None


def warn_if_unlinked(is_linked: bool) -> None:
    """Say on standard error that the incidents lag behind the reports."""
    if not is_linked:
        typer.echo(
            "khabar: the last run was cut short before linking; `khabar code INPUT -o LEDGER` links what is there",
            err=True,
        )

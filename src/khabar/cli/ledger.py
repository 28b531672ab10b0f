"""``khabar ledger``: looking after the file of a ledger."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, LedgerFile, settings_for

if TYPE_CHECKING:
    from khabar.ledger.info import Info

NAME: Final = "ledger"
SHORT: Final = "Look after a ledger: info, verify, upgrade, relink, recode, merge."
HELP: Final = "Look after a ledger: its figures, whether it is whole, and bringing it up to date."
EXAMPLE: Final = "Example: khabar ledger verify ledger.duckdb"
FAULTY: Final = 1

USAGE: Final = 2

app = typer.Typer(help=HELP, epilog=EXAMPLE, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


@app.command("info", short_help="Print what a ledger holds.", epilog="Example: khabar ledger info ledger.duckdb")
def info(
    ledger: LedgerFile, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False
) -> None:
    """Print what a ledger holds: counts, sizes, and what was set aside, by reason."""
    from khabar.ledger import Ledger
    from khabar.ledger.info import info_of
    from khabar.records import to_json

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        found = info_of(opened)
    if as_json:
        typer.echo(json.dumps(to_json(found), ensure_ascii=False))
    else:
        _print_info(found)


@app.command("verify", short_help="Check every hash, span and reference.", epilog=EXAMPLE)
def verify(
    ledger: LedgerFile,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print faults only.")] = False,
) -> int:
    """Check a ledger: every hash, every span, every reference. One line for each fault; exit code 1 if there is one."""
    from khabar.cli.printing import visible
    from khabar.cli.progress import Meter
    from khabar.cli.tables import count
    from khabar.ledger import Ledger
    from khabar.ledger.verify import faults_of

    faults = 0
    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened, Meter(quiet=quiet) as meter:
        for fault in faults_of(opened, progress=meter.count):
            faults += 1
            sys.stdout.write(visible(f"{fault.subject}: {' '.join(fault.detail.split())}") + "\n")
        documents = 0 if faults else len(opened.documents)
    if not faults and not quiet:
        sys.stderr.write(f"khabar: {ledger}: {count(documents, 'document')}, no fault\n")
    return FAULTY if faults else 0


@app.command(
    "upgrade",
    short_help="Bring a ledger of a former version up to date.",
    epilog="Example: khabar ledger upgrade ledger.duckdb",
)
def upgrade(ledger: LedgerFile) -> None:
    """Bring a ledger of a former version of khabar up to date; the former file stays beside it.

    Any command that writes to a ledger does so too.
    """
    from khabar.errors import LedgerError
    from khabar.ledger import SCHEMA_VERSION, Ledger

    if not ledger.exists():
        raise LedgerError(f"{ledger}: no such ledger")
    with Ledger.open(ledger, settings=settings_for(ledger)) as opened:
        for notice in opened.notices or (f"{ledger}: is of schema {SCHEMA_VERSION} already",):
            sys.stderr.write(f"khabar: {notice}\n")


@app.command("relink", short_help="Work out the incidents anew.", epilog="Example: khabar ledger relink ledger.duckdb")
def relink(ledger: LedgerFile) -> None:
    """Work out incidents and text clusters anew from all reports, as after an upgrade of khabar."""
    from khabar.errors import LedgerError
    from khabar.ledger import Ledger

    if not ledger.exists():
        raise LedgerError(f"{ledger}: no such ledger")
    settings = settings_for(ledger)
    with Ledger.open(ledger, settings=settings) as opened:
        run = opened.start_run(settings, what="relink")
        incidents = opened.link(mend=True)
        opened.finish_run(run, "done", {"incidents": incidents})
    sys.stderr.write(f"khabar: incidents: {incidents} · ledger: {ledger}\n")


@app.command(
    "recode",
    short_help="Code all that a ledger keeps again.",
    epilog="Example: khabar ledger recode ledger.duckdb -o newer.duckdb",
)
def recode(
    ledger: LedgerFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="NEW", help="The new ledger; given again, it is gone on with.")
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print neither progress nor counts.")] = False,
    config: ConfigFile = None,
) -> None:
    """Code all that a ledger keeps again, into a new ledger, as after an upgrade of khabar. No pages are needed.

    Pages whose bytes were kept are read again; of others the stored text is coded again.
    """
    from khabar.cli.code import last_line
    from khabar.cli.progress import Meter
    from khabar.recode import recode as again

    with Meter(quiet=quiet) as meter:
        outcome = again(ledger, output, settings=settings_for(output, config=config), progress=meter.at)
    if not quiet:
        sys.stderr.write(f"khabar: {last_line(outcome.counts, output)}\n")


@app.command(
    "merge",
    short_help="Make one ledger of two.",
    epilog="Example: khabar ledger merge mine.duckdb yours.duckdb -o both.duckdb",
)
def merge(
    first: Annotated[Path, typer.Argument(metavar="A", help="The file of a ledger.", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="B", help="The file of another.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="NEW", help="The new ledger.")],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no counts.")] = False,
) -> None:
    """Make one ledger of two: all pages, all judgements, both logs. Incidents are linked anew; old ids lead on.

    What either has forgotten stays out. The two are only read.
    """
    from khabar.ledger.merge import merge as together

    done = together(first, second, output, settings=settings_for(output))
    if not quiet:
        sys.stderr.write(
            f"khabar: documents: {done.first} and {done.second}, {done.both} in both · kept out: {done.kept_out}"
            f" · judgements: {done.judgements} · incidents: {done.incidents} · ledger: {output}\n"
        )


def _print_info(found: Info) -> None:
    from rich.table import Table

    from khabar.cli.printing import cells, console

    counts = found.counts
    published = f"{found.first_published} to {found.last_published}" if found.first_published else "not known"
    saved = f", {found.raw_bytes / found.packed_bytes:.1f} times smaller" if found.packed_bytes else ""
    lines = [
        ("documents", f"{counts['documents']:,}"),
        ("published", published),
        ("reports", f"{counts['reports']:,}"),
        ("incidents", f"{counts['incidents']:,}{'' if found.is_linked else ' (not linked: khabar ledger relink)'}"),
        ("judgements", f"{counts['judgements']:,}"),
        ("runs", f"{counts['runs']:,}"),
        ("file", size(found.file_bytes)),
        ("pages kept", f"{found.raw_pages:,} ({size(found.raw_bytes)} in {size(found.packed_bytes)}{saved})"),
        ("forgotten", f"{counts['tombstones']:,} tombstones, {found.blackened:,} documents with places blackened"),
        ("schema", str(found.schema)),
        *(("coded by", f"{coder} ({count:,} documents)") for coder, count in found.coders.items()),
        *(
            ("set aside", f"{one.reason}: {one.count:,} ({', '.join(one.names)}{' …' if one.count > 3 else ''})")
            for one in found.set_aside
        ),
    ]
    shown = Table(show_header=False, box=None)
    for line in lines:
        shown.add_row(*cells(line))
    console().print(shown)


def size(n_bytes: int) -> str:
    """Return a number of bytes for the eyes.

    >>> size(512), size(3_400_000)
    ('512 bytes', '3.4 MB')
    """
    if n_bytes < 1000:
        return f"{n_bytes} bytes"
    for unit, factor in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if n_bytes < 1000 * factor:
            return f"{n_bytes / factor:.1f} {unit}"
    return f"{n_bytes / 1e12:.1f} TB"

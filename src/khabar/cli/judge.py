"""``khabar judge``: what people decide about incidents."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import Format, FormatOption, LedgerFile, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.ledger import Ledger
    from khabar.link.judgement import Judgement

NAME: Final = "judge"
SHORT: Final = "Accept, correct, merge, split or reject incidents; undo it; list, export, import."
HELP: Final = (
    "Decide about incidents: your word outranks the machine's, holds when pages are coded or linked anew, and can be"
    " undone. Nothing is overwritten."
)
EXAMPLE: Final = "Example: khabar judge correct ledger.duckdb i-3f2a killed=12 --reason 'the hospital list'"
USAGE: Final = 2

app = typer.Typer(help=HELP, epilog=EXAMPLE, rich_markup_mode=None)

Incident = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Its id, or the beginning of it.", show_default=False)
]
Author = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who decides.", show_default="judge.author, else the login")
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the judgement as JSON.")]


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


@app.command(
    "accept", short_help="Say that an incident is right.", epilog="Example: khabar judge accept l.duckdb i-3f2a"
)
def accept(
    ledger: LedgerFile, incident: Incident, author: Author = None, reason: Reason = None, as_json: AsJson = False
) -> None:
    """Say that an incident is right as it stands."""
    from khabar import judge

    _decide(ledger, author, as_json, lambda opened, by: judge.accept(opened, incident, author=by, reason=reason))


@app.command("correct", short_help="Put another value into a field.", epilog=EXAMPLE)
def correct(
    ledger: LedgerFile,
    incident: Incident,
    value: Annotated[str, typer.Argument(metavar="FIELD=VALUE", help="As killed=12.", show_default=False)],
    author: Author = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Put another value into a field of an incident; what the reports say stays beside it.

    killed=12, killed=10..15, killed=10.. (at least), killed=10..15~12, killed=unknown, and so for injured, missing,
    detained, displaced, abducted; date=2024-02-12 or date=2024-02-10..2024-02-12; place="Goma, North Kivu" or
    place="the well @ 12.05, 24.88"; agents="COD.MIL; M23" and targets; others="helped_by: USA"; event_type, mode,
    standing: a value of the codebook.
    """
    from khabar import judge

    field, sign, given = value.partition("=")
    if not sign or not field.strip():
        raise typer.BadParameter(f"{value!r}: expected FIELD=VALUE, as in killed=12")
    _decide(
        ledger,
        author,
        as_json,
        lambda opened, by: judge.correct(opened, incident, field.strip(), given, author=by, reason=reason),
    )


@app.command(
    "merge", short_help="Say that incidents are one.", epilog="Example: khabar judge merge l.duckdb i-3f2a i-77b0"
)
def merge(
    ledger: LedgerFile,
    incidents: Annotated[list[str], typer.Argument(metavar="INCIDENT...", help="Two or more.", show_default=False)],
    author: Author = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Say that two incidents, or more, are one. Each of their ids leads to it from then on."""
    from khabar import judge

    first, *others = incidents
    _decide(ledger, author, as_json, lambda opened, by: judge.merge(opened, first, *others, author=by, reason=reason))


@app.command(
    "split",
    short_help="Say that reports tell of another incident.",
    epilog="Example: khabar judge split l.duckdb i-3f2a r-90c1 d-5e",
)
def split(
    ledger: LedgerFile,
    incident: Incident,
    leaving: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT...", help="Reports that leave, or documents for all of theirs.", show_default=False
        ),
    ],
    author: Author = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Say that some reports of an incident tell of another one: they leave it, with what else their pages say of it."""
    from khabar import judge

    _decide(
        ledger, author, as_json, lambda opened, by: judge.split(opened, incident, leaving, author=by, reason=reason)
    )


@app.command(
    "reject", short_help="Say that an incident is none.", epilog="Example: khabar judge reject l.duckdb i-3f2a"
)
def reject(
    ledger: LedgerFile,
    subject: Annotated[
        str, typer.Argument(metavar="INCIDENT|REPORT", help="Its id, or the beginning of it.", show_default=False)
    ],
    author: Author = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Say that an incident is none: it stays in the ledger as rejected, and counts no more. Or a report: it leaves."""
    from khabar import judge

    _decide(ledger, author, as_json, lambda opened, by: judge.reject(opened, subject, author=by, reason=reason))


@app.command("undo", short_help="Take a judgement back.", epilog="Example: khabar judge undo l.duckdb j-41d9")
def undo(
    ledger: LedgerFile,
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Its id, or the beginning of it.", show_default=False)
    ],
    author: Author = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back, one's own or another's; an undoing can be undone too."""
    from khabar import judge

    _decide(ledger, author, as_json, lambda opened, by: judge.undo(opened, judgement, author=by, reason=reason))


@app.command("list", short_help="List the judgements.", epilog="Example: khabar judge list ledger.duckdb")
def list_(ledger: LedgerFile, form: FormatOption = None) -> None:
    """List all judgements, the oldest first, each with its state: in force, undone, or orphaned.

    Orphaned is one of which nothing that it was said of is left in the ledger: it is kept, and holds again when its
    pages come back.
    """
    from khabar.cli import printing
    from khabar.ledger import Ledger

    settings = settings_for(ledger)
    chosen = form or Format(settings.output_format)
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        states = opened.judgement_states()
        rows = [_shown(one, states[one.judgement_id].value) for one in opened.judgements()]
    if chosen is Format.JSONL:
        printing.print_jsonl(rows)
    elif chosen is Format.CSV:
        printing.print_cells(_COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))
    elif not rows:
        printing.console().print("No judgements.")
    else:
        printing.grid(_COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))


@app.command(
    "export",
    short_help="Print the judgements as JSON Lines.",
    epilog="Example: khabar judge export l.duckdb > judged.jsonl",
)
def export(ledger: LedgerFile) -> None:
    """Print all judgements as JSON Lines, for `khabar judge import` into another ledger."""
    from khabar import judge
    from khabar.cli import printing
    from khabar.ledger import Ledger

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        printing.print_jsonl(judge.export_judgements(opened))


@app.command(
    "import",
    short_help="Add judgements of another ledger.",
    epilog="Example: khabar judge import l.duckdb judged.jsonl",
)
def import_(
    ledger: LedgerFile,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON Lines, or - for standard input.", show_default=False)
    ],
) -> None:
    """Add the judgements that `khabar judge export` printed. Those that are there already are passed over."""
    from khabar import judge
    from khabar.errors import LedgerError
    from khabar.ledger import Ledger

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"{file}: cannot be read ({getattr(error, 'strerror', None) or 'is not UTF-8 text'})"
        ) from None
    _must_be_there(ledger)
    try:
        with Ledger.open(ledger, settings=settings_for(ledger)) as opened:
            new, known = judge.import_judgements(opened, text.split("\n"))
    except LedgerError as error:
        raise LedgerError(f"{file}, {error}" if str(error).startswith("line ") else str(error)) from None
    sys.stderr.write(f"khabar: judgements: {new} new, {known} there already · ledger: {ledger}\n")


@app.command(
    "sample", short_help="Draw incidents for two to judge.", epilog="Example: khabar judge sample l.duckdb -n 100"
)
def draw(
    ledger: LedgerFile,
    n: Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many.")] = 100,
    seed: Annotated[str, typer.Option(metavar="TEXT", help="The same seed draws the same ones.")] = "1",
) -> None:
    """Print the ids of incidents to be judged by two people, who then see how far they agree.

    The same pages and seed give the same incidents to both, whatever was judged meanwhile.
    """
    from khabar.judge import sample
    from khabar.ledger import Ledger

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        for one in sample(opened, n, seed):
            typer.echo(one)


@app.command(
    "agreement", short_help="Say how far those who judged agree.", epilog="Example: khabar judge agreement l.duckdb"
)
def agree(
    ledger: LedgerFile,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    n: Annotated[
        int | None,
        typer.Option("-n", metavar="N", min=1, help="Over a sample of so many only.", show_default="all judged twice"),
    ] = None,
    seed: Annotated[str, typer.Option(metavar="TEXT", help="The seed of that sample.")] = "1",
) -> None:
    """Say how far people agree on the incidents that two or more of them judged: Krippendorff's alpha, nominal."""
    from khabar.judge import agreement, sample
    from khabar.ledger import Ledger
    from khabar.records import to_json

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        found = agreement(opened, None if n is None else sample(opened, n, seed))
    if as_json:
        typer.echo(json.dumps(to_json(found), ensure_ascii=False))
        return
    alpha = "cannot be told" if found.alpha is None else f"{found.alpha:.3f}"
    typer.echo(f"alpha {alpha} over {found.doubly} incidents judged by two or more; alike on {found.alike}")
    for incident, said in found.differing.items():
        typer.echo(f"{incident}  " + ", ".join(f"{author}: {decision}" for author, decision in said.items()))


_COLUMNS: Final = ("made_at", "author", "decision", "subject", "what", "about", "reason", "state", "id")


def _shown(judgement: Judgement, state: str) -> dict[str, object]:
    what = judgement.other_id or ""
    if judgement.content is not None:
        what = f"{judgement.content['field']} = {json.dumps(judgement.content['value'], ensure_ascii=False)}"
    elif judgement.decision == "split":
        what = f"{len(judgement.anchors[1])} reports out"
    return {
        "made_at": judgement.made_at.isoformat(timespec="seconds"),
        "author": judgement.author,
        "decision": judgement.decision.value,
        "subject": judgement.subject_id,
        "what": what,
        "about": judgement.about,
        "reason": judgement.note,
        "state": state,
        "id": judgement.judgement_id,
    }


def _decide(path: Path, author: str | None, as_json: bool, decision: Callable[[Ledger, str], Judgement]) -> None:
    """Open the ledger, decide, and say what came of it."""
    from khabar.cli import printing
    from khabar.ledger import Ledger

    settings = settings_for(path, arguments={"judge.author": author})
    _must_be_there(path)
    with Ledger.open(path, settings=settings) as opened:
        judgement = decision(opened, settings.judge_author or _login())
        now = opened.incidents_judged_by(judgement.judgement_id)
    if as_json:
        printing.print_jsonl([judgement])
        return
    leads = f" · incident: {', '.join(now)}" if now else ""
    printing.say(
        f"{judgement.judgement_id}: {judgement.decision.value} {judgement.subject_id} by {judgement.author}{leads}"
    )


def _must_be_there(path: Path) -> None:
    from khabar.errors import LedgerError

    if not path.exists():
        raise LedgerError(f"{path}: no such ledger")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""

"""The command line: one module a verb. Data on standard output, everything for the eyes on standard error.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some inputs were set aside; 4 a floor is broken;
130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from khabar.cli import (
    actors,
    check,
    code,
    config,
    count,
    dates,
    desk,
    diff,
    entities,
    evaluate,
    explain,
    forget,
    incidents,
    judge,
    ledger,
    places,
    query,
    report,
    show,
    voice,
)
from khabar.errors import KhabarError

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130

app = typer.Typer(
    name="khabar",
    help="Turns news pages into a ledger of incidents: who did what to whom, according to whom, and how surely.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were set aside, 4 a floor is broken, "
    "130 interrupted.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_VERBS: Final = (
    code,
    incidents,
    count,
    check,
    desk,
    show,
    explain,
    query,
    report,
    diff,
    voice,
    entities,
    dates,
    forget,
    evaluate,
    config,
)
for verb in _VERBS:
    app.command(verb.NAME, epilog=verb.EXAMPLE, short_help=verb.SHORT)(verb.run)
app.add_typer(actors.app, name=actors.NAME, short_help=actors.SHORT)
app.add_typer(judge.app, name=judge.NAME, short_help=judge.SHORT)
app.add_typer(places.app, name=places.NAME, short_help=places.SHORT)
app.add_typer(ledger.app, name=ledger.NAME, short_help=ledger.SHORT)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        from khabar import __version__

        typer.echo(f"khabar {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


# The exceptions of click, wherever this version of typer keeps click.
_ClickError, _UsageError = typer.BadParameter.__mro__[2], typer.BadParameter.__mro__[1]


def run(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; an error is one line on standard error."""
    try:
        result = typer.main.get_command(app).main(
            args=list(sys.argv[1:] if argv is None else argv), prog_name="khabar", standalone_mode=False
        )
        sys.stdout.flush()
        # Typer turns an interrupt into its exit code without a word.
        return _interrupted() if result == INTERRUPTED else int(result or 0)
    except KhabarError as error:
        return _say(str(error), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        return _unread()
    except SystemExit as left:
        # Typer leaves so, with 1, when its reader has.
        if isinstance(left.__context__, BrokenPipeError):
            return _unread()
        raise
    except Exception as error:
        if isinstance(error, _UsageError):
            return _usage(error)
        if isinstance(error, _ClickError):
            return _say(str(error), FAILED)
        if os.environ.get("KHABAR_TRACEBACK"):
            raise
        what = str(error).splitlines()[0] if str(error) else "no message"
        return _say(f"a fault of khabar's own: {type(error).__name__}: {what}; KHABAR_TRACEBACK=1 shows where", FAILED)


_GC = 50_000, 20, 20
"""When Python looks for garbage: seldom, since starting up only makes tables that stay. Saves a tenth of the start."""


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(*_GC)
    sys.exit(run())


def _usage(error: Exception) -> int:
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "khabar"
    return _say(f"{' '.join(message.removeprefix('Invalid value: ').split())} (see {command} --help)", USAGE)


def _interrupted() -> int:
    return _say("interrupted; what was finished is kept", INTERRUPTED)


def _unread() -> int:
    """Leave quietly after the reader of standard output has gone (`| head`): that is no failure."""
    # Python would complain once more when it closes its standard output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return 0


def _say(message: str, code: int) -> int:
    sys.stderr.write(f"khabar: {' '.join(message.splitlines())}\n")
    return code

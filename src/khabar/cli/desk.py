"""``khabar desk``: the ledger in the browser, on this machine alone."""

from __future__ import annotations

import getpass
from typing import Annotated, Final

import typer

from khabar.cli.options import LedgerFile, settings_for

NAME: Final = "desk"
SHORT: Final = "Open a ledger in the browser: what happened, who says so, and what you decide."
EXAMPLE: Final = "Example: khabar desk ledger.duckdb"


def run(
    ledger: LedgerFile,
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 takes a free one.")] = 0,
    host: Annotated[str, typer.Option(metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    author: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The name your decisions are kept under.", show_default="your login"),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Only look; leave the writer's place free.")] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Open a ledger in the browser: map, timeline, who says what, a claim against it, and a queue to review.

    Everything comes from this machine, and nothing leaves it. Ctrl-C ends the desk.
    """
    import webbrowser

    from khabar.cli.printing import say
    from khabar.desk.serve import LOOPBACK, serve

    if host not in LOOPBACK:
        say(f"warning: {host} is not this machine alone; whoever reaches it and has the address can read and decide")

    def started(address: str, closed: str | None) -> None:
        if closed is not None:
            say(f"open for reading only, no decisions: {closed}")
        typer.echo(address)
        say("Ctrl-C ends the desk")
        if browser:
            webbrowser.open(address)

    serve(
        ledger,
        host=host,
        port=port,
        author=author or _login(),
        settings=settings_for(ledger),
        read_only=read_only,
        started=started,
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
